//! Options from outside the résumé file: the command line, `recto.toml`, a request of the worker, the preview.

use super::OPTIONS;
use super::table::Takes;
use recto_resume::input::Edit;
use recto_resume::text::value::{Node, Pair, Scalar, ScalarKind, Value};
use recto_resume::text::{Place, Span};
use serde::{Deserialize, Serialize};

/// An option that was requested outside the résumé file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedOption {
    /// Its name: `paper`, `titles`.
    pub key: String,
    /// Its value. It has no places: those would be read as places in the résumé file.
    #[serde(with = "plain")]
    pub value: Node,
    /// Where it was requested: as typed, such as `--set paper=a5`, or in a file of defaults.
    pub place: Place,
}

impl RequestedOption {
    /// The value at a path of names: `["titles", "work"]` is the entry `work` of the mapping `titles`.
    pub fn new(path: &[&str], value: &Node, place: Place) -> Self {
        let (key, inner) = path.split_first().unwrap_or((&"", &[]));
        let value = inner.iter().rev().fold(without_places(value), |node, name| {
            let pair = Pair { key: (*name).to_owned(), key_span: Span::NOWHERE, node };
            Node::new(Span::NOWHERE, Value::Map(vec![pair]))
        });
        Self { key: (*key).to_owned(), value, place }
    }

    /// An option whose value is one text, as `--set` takes it. A dot leads into a mapping: `titles.work`.
    pub fn from_text(key: &str, text: &str, typed: impl Into<String>) -> Self {
        Self::new(&Self::path(key), &Node::text(Span::NOWHERE, text), Place::Argument(typed.into()))
    }

    /// The path that a key with dots means; behind the last level of the option, a name may have dots itself.
    pub fn path(key: &str) -> Vec<&str> {
        let option = key.split('.').next().unwrap_or(key);
        let spec = OPTIONS.iter().find(|spec| spec.key == option);
        let levels =
            spec.map_or(1, |spec| if let Takes::Mapping(_, levels) = spec.takes { levels } else { 1 });
        key.splitn(levels + 1, '.').collect()
    }

    /// The value, where it is one word.
    pub fn text(&self) -> Option<&str> {
        match &self.value.value {
            Value::Scalar(scalar) => Some(scalar.text.trim()),
            _ => None,
        }
    }
}

/// A value without its places. As JSON for people, a [`Node`] has another form, which forgets kinds.
mod plain {
    use super::{Node, Pair, Scalar, ScalarKind, Span, Value};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    enum Plain {
        Null,
        Scalar(String, ScalarKind),
        List(Vec<Self>),
        Map(Vec<(String, Self)>),
    }

    pub(super) fn serialize<S: Serializer>(node: &Node, to: S) -> Result<S::Ok, S::Error> {
        of(node).serialize(to)
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Node, D::Error> {
        Plain::deserialize(from).map(node)
    }

    fn of(node: &Node) -> Plain {
        match &node.value {
            Value::Null => Plain::Null,
            Value::Scalar(Scalar { text, kind }) => Plain::Scalar(text.clone(), *kind),
            Value::List(items) => Plain::List(items.iter().map(of).collect()),
            Value::Map(pairs) => {
                Plain::Map(pairs.iter().map(|pair| (pair.key.clone(), of(&pair.node))).collect())
            }
        }
    }

    fn node(plain: Plain) -> Node {
        let pair = |(key, value): (String, Plain)| Pair { key, key_span: Span::NOWHERE, node: node(value) };
        let value = match plain {
            Plain::Null => Value::Null,
            Plain::Scalar(text, kind) => Value::scalar(text, kind),
            Plain::List(items) => Value::List(items.into_iter().map(node).collect()),
            Plain::Map(pairs) => Value::Map(pairs.into_iter().map(pair).collect()),
        };
        Node::new(Span::NOWHERE, value)
    }
}

/// What was requested, as options and as fields of the file: a path that begins with no option, such as `work.0.hide`, is
/// that of a field.
pub fn split_fields(requested: Vec<RequestedOption>) -> (Vec<RequestedOption>, Vec<Edit>) {
    let is_field = |one: &RequestedOption| {
        matches!(one.value.value, Value::Map(_)) && OPTIONS.iter().all(|spec| spec.key != one.key)
    };
    let (fields, options): (Vec<_>, Vec<_>) = requested.into_iter().partition(is_field);
    let edit = |field: RequestedOption| {
        let (mut path, mut node) = (field.key, &field.value);
        while let Value::Map(pairs) = &node.value
            && let [pair] = pairs.as_slice()
        {
            path = format!("{path}.{}", pair.key);
            node = &pair.node;
        }
        Edit { path, value: node.clone(), place: field.place }
    };
    (options, fields.into_iter().map(edit).collect())
}

/// The options of `base` that those of `over` do not replace, then those of `over`. Mappings add up, everything else is
/// replaced.
pub fn override_options(base: &[RequestedOption], over: &[RequestedOption]) -> Vec<RequestedOption> {
    let is_mapping =
        |key: &str| OPTIONS.iter().any(|spec| spec.key == key && matches!(spec.takes, Takes::Mapping(..)));
    let is_kept =
        |one: &&RequestedOption| is_mapping(&one.key) || over.iter().all(|other| other.key != one.key);
    base.iter().filter(is_kept).chain(over).cloned().collect()
}

/// A value on one line, for messages. A text inside a list or a mapping is quoted: `["Talks, Papers"]`.
pub fn inline_value(node: &Node) -> String {
    let inner = |node: &Node| match &node.value {
        Value::Scalar(Scalar { text, kind: ScalarKind::Text }) => format!("\"{text}\""),
        _ => inline_value(node),
    };
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Scalar(scalar) => scalar.text.clone(),
        Value::List(nodes) => format!("[{}]", nodes.iter().map(inner).collect::<Vec<_>>().join(", ")),
        Value::Map(pairs) => {
            let pair = |pair: &Pair| format!("{}: {}", pair.key, inner(&pair.node));
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The value with every place removed.
fn without_places(node: &Node) -> Node {
    let pair = |pair: &Pair| Pair {
        key: pair.key.clone(),
        key_span: Span::NOWHERE,
        node: without_places(&pair.node),
    };
    let value = match &node.value {
        Value::List(nodes) => Value::List(nodes.iter().map(without_places).collect()),
        Value::Map(pairs) => Value::Map(pairs.iter().map(pair).collect()),
        other => other.clone(),
    };
    Node::new(Span::NOWHERE, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto_resume::text::Source;
    use std::sync::Arc;

    fn list(texts: &[&str]) -> Node {
        Node::new(
            Span::new(1, 9),
            Value::List(texts.iter().map(|text| Node::text(Span::at(3), *text)).collect()),
        )
    }

    #[test]
    fn a_dot_leads_into_a_mapping_and_places_are_left_behind() {
        let titles = RequestedOption::from_text("titles.work", "Career", "--set titles.work=Career");
        assert_eq!((titles.key.as_str(), titles.text()), ("titles", None));
        assert_eq!(titles.value.get("work"), Some(&Node::text(Span::NOWHERE, "Career")));
        let deep = RequestedOption::new(&["a", "b.c", "d"], &Node::text(Span::at(1), "x"), Place::Nowhere);
        assert_eq!(inline_value(&deep.value), "{b.c: {d: \"x\"}}");
        let hide = RequestedOption::new(&["hide"], &list(&["Talks, Papers"]), Place::Nowhere);
        let Value::List(nodes) = &hide.value.value else { panic!("{hide:?}") };
        assert!(hide.value.span.is_nowhere() && nodes[0].span.is_nowhere());
    }

    #[test]
    fn as_data_it_keeps_the_kinds_of_its_values() {
        let scalar = |text: &str, kind| Node::new(Span::NOWHERE, Value::scalar(text, kind));
        let pair = Pair {
            key: "a.b".to_owned(),
            key_span: Span::NOWHERE,
            node: Node::new(Span::NOWHERE, Value::Null),
        };
        let items = vec![
            scalar("1.50", ScalarKind::Number),
            scalar("true", ScalarKind::Bool),
            scalar("true", ScalarKind::Text),
            scalar("2019-01-01", ScalarKind::Date),
            Node::new(Span::NOWHERE, Value::Map(vec![pair])),
        ];
        let file = Arc::new(Source::new("recto.toml", "paper = 'a4'"));
        for place in [Place::Defaults(file, Span::new(1, 3)), Place::Argument("--set a=b".to_owned())] {
            let value = Node::new(Span::NOWHERE, Value::List(items.clone()));
            let option = RequestedOption { key: "hide".to_owned(), value, place };
            let json = serde_json::to_string(&option).expect("it can be written");
            assert_eq!(serde_json::from_str::<RequestedOption>(&json).expect("it can be read"), option);
        }
    }

    #[test]
    fn a_path_without_an_option_is_that_of_a_field() {
        let of = |key: &str| RequestedOption::from_text(key, "x", key);
        let all = ["titles.work", "work.0.hide", "paper", "basics.summary", "nonsense"].map(of).to_vec();
        let (options, fields) = split_fields(all);
        let keys: Vec<_> = options.iter().map(|option| option.key.as_str()).collect();
        let paths: Vec<_> = fields.iter().map(|field| field.path.as_str()).collect();
        assert_eq!(
            (keys, paths),
            (vec!["titles", "paper", "nonsense"], vec!["work.0.hide", "basics.summary"])
        );
    }

    #[test]
    fn values_fit_on_one_line() {
        assert_eq!(inline_value(&Node::text(Span::NOWHERE, "teal")), "teal");
        assert_eq!(inline_value(&list(&["Talks, Papers", "work"])), "[\"Talks, Papers\", \"work\"]");
        let titles = RequestedOption::from_text("titles.work", "Career", "");
        assert_eq!(inline_value(&titles.value), "{work: \"Career\"}");
    }

    #[test]
    fn what_is_requested_again_replaces_all_but_mappings() {
        let of = |pairs: &[(&str, &str)]| -> Vec<RequestedOption> {
            pairs.iter().map(|(key, text)| RequestedOption::from_text(key, text, *text)).collect()
        };
        let base = of(&[("hide", "work"), ("hide", "skills"), ("paper", "a4"), ("titles.work", "Jobs")]);
        let all = override_options(&base, &of(&[("hide", "awards"), ("titles.work", "Career")]));
        let places: Vec<_> = all.into_iter().map(|one| one.place).collect();
        assert_eq!(places, ["a4", "Jobs", "awards", "Career"].map(|typed| Place::Argument(typed.to_owned())));
    }
}
