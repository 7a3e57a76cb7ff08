//! Where in the data a stretch of its text stands, as a JSON Pointer (RFC 6901): `/work/0/startDate`. A résumé that
//! comes out of a table has no lines that anybody looks at.

use recto::text::Span;
use recto::text::value::{Node, Value};

/// The pointer to the innermost value, or the key, that holds `span`; empty for the whole.
pub fn pointer(root: &Node, span: Span) -> String {
    let (mut path, mut node) = (String::new(), root);
    while let Some((key, next)) = step(node, span) {
        path.push('/');
        path.push_str(&key.replace('~', "~0").replace('/', "~1"));
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    path
}

/// The key or the index of the part that holds `span`, and the part, unless it is the key itself that does.
fn step(node: &Node, span: Span) -> Option<(String, Option<&Node>)> {
    match &node.value {
        Value::Map(pairs) => pairs.iter().find_map(|pair| {
            let value = holds(pair.node.span, span).then_some(&pair.node);
            (value.is_some() || holds(pair.key_span, span)).then(|| (pair.key.clone(), value))
        }),
        Value::List(items) => {
            let index = items.iter().position(|item| holds(item.span, span))?;
            Some((index.to_string(), Some(&items[index])))
        }
        Value::Null | Value::Scalar(_) => None,
    }
}

/// Whether one stretch holds another.
const fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::input::Format;
    use recto::text::Diagnostics;
    use recto::text::Source;

    /// The pointer to the place of `words` in a text of a format.
    fn to(format: &str, text: &str, words: &str) -> String {
        let format = Format::by_name(format).unwrap();
        let tree = format.parse(&Source::new("", text), &mut Diagnostics::new()).unwrap();
        let start = text.find(words).unwrap();
        pointer(&tree, Span::new(start, start + words.len()))
    }

    #[test]
    fn a_pointer_leads_to_the_innermost_value_or_key() {
        let json = |words| to("json", r#"{"work": [{"a": 1}, {"x/y~": "abc"}]}"#, words);
        assert_eq!(json("abc"), "/work/1/x~1y~0");
        assert_eq!(json("x/y"), "/work/1/x~1y~0");
        assert_eq!(json("work"), "/work");
        assert_eq!(json("1}, {"), "/work");
        assert_eq!(json("{\"work"), "");
    }

    #[test]
    fn it_is_the_same_in_every_format() {
        for (format, text) in [
            ("yaml", "basics:\n  name: Ada\nwork:\n  - name: A\n  - startDate: 2019-13\n"),
            ("toml", "[basics]\nname = 'Ada'\n[[work]]\nname = 'A'\n[[work]]\nstartDate = '2019-13'\n"),
            ("json", "{\"basics\": {\"name\": \"Ada\"},\n\"work\": [{}, {\"startDate\": \"2019-13\"}]}"),
        ] {
            assert_eq!(to(format, text, "2019-13"), "/work/1/startDate", "{format}");
            assert_eq!(to(format, text, "Ada"), "/basics/name", "{format}");
        }
    }
}
