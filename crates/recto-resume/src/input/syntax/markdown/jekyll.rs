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

/// Where tags are: whole on a line, and not in code.
fn find(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut is_code) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let is_fence = ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
        is_code ^= is_fence;
        if !is_code && !line.contains('`') {
            found.extend(tags_of(line).map(|tag| start + tag.start..start + tag.end));
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
    fn tags_are_found_outside_of_code() {
        let tags = |text: &str| find(text).into_iter().map(|tag| text[tag].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            tags("# A\n{: .b}\n{% include c.html %} d {{ e }}\n"),
            ["{: .b}", "{% include c.html %}", "{{ e }}"]
        );
        assert!(tags("```\n{{ a }}\n```\n`{{ b }}` and {c}\n").is_empty());
    }
}
