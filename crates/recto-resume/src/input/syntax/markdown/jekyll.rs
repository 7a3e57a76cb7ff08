//! What Jekyll and its like read in Markdown themselves: `{% include about.html %}`, `{{ site.email }}`, `{: .class}`,
//! `@import "cv.less"`.

use crate::text::{Diagnostic, Diagnostics, Rule};
use std::borrow::Cow;
use std::ops::Range;

/// What each kind begins with and ends with.
const TAGS: [(&str, &str); 4] = [("{%", "%}"), ("{{", "}}"), ("{:", "}"), ("@import \"", "\"")];

/// The text with spaces in the place of such tags, each with a warning. Code keeps its own.
pub(super) fn blank<'t>(text: &'t str, diagnostics: &mut Diagnostics) -> Cow<'t, str> {
    let tags = find(text);
    if tags.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blanked = text.to_owned();
    for range in tags {
        let tag = Diagnostic::at(Rule::MarkupIgnored, range.clone().into(), "a tag of Jekyll is not printed");
        diagnostics.push(tag.help("write what it stands for, or delete it"));
        let spaces = " ".repeat(range.len());
        blanked.replace_range(range, &spaces);
    }
    Cow::Owned(blanked)
}

/// Where tags are: alone on a line, and not in code. Among other words they are text.
fn find(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut is_code) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        is_code ^= ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
        let tags: Vec<_> = tags_of(line).collect();
        let ends = std::iter::once(0).chain(tags.iter().map(|tag| tag.end));
        let starts = tags.iter().map(|tag| tag.start).chain([line.len()]);
        if !is_code && ends.zip(starts).all(|(from, to)| line[from..to].trim().is_empty()) {
            found.extend(tags.iter().map(|tag| start + tag.start..start + tag.end));
        }
        start += line.len();
    }
    found
}

fn tags_of(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let tag = |(open, close): &(&str, &str)| {
            let start = at + line[at..].find(open)?;
            let inner = start + open.len();
            let end = inner + line[inner..].find(close)? + close.len();
            Some(start..end)
        };
        let first = TAGS.iter().filter_map(tag).min_by_key(|tag| tag.start)?;
        at = first.end;
        Some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_alone_on_a_line_are_found_outside_of_code() {
        let tags = |text: &str| find(text).into_iter().map(|tag| text[tag].to_owned()).collect::<Vec<_>>();
        let text = "# A\n{: .b}\n {% include c.html %} {{ e }}\n";
        assert_eq!(tags(text), ["{: .b}", "{% include c.html %}", "{{ e }}"]);
        assert!(tags("```\n{{ a }}\n```\n`{{ b }}` and {c}\nx {{ d }}\n\n").is_empty());
    }
}
