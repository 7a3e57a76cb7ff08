//! Text that YAML takes for a comment. `- Ranked #1 in the state` is the text `Ranked`: a trailing comment whose `#`
//! has no space behind it is told, so that nothing is lost unseen.

use super::place::Places;
use crate::input::syntax::reader::Reader;
use crate::text::{Diagnostic, Rule, Span};

/// Warns of each comment that looks like text. `covered` are the spans of texts and keys, in order.
pub(super) fn warn(places: &Places<'_>, covered: &[Span], reader: &mut Reader<'_>) {
    let mut from = places.byte(0);
    for span in covered {
        if span.start > from {
            gap(places, Span::new(from, span.start), reader);
        }
        from = from.max(span.end);
    }
    gap(places, Span::new(from, from + places.rest(from).len()), reader);
}

/// Looks at the comments between two texts.
fn gap(places: &Places<'_>, gap: Span, reader: &mut Reader<'_>) {
    let mut at = gap.start;
    while let Some(found) = places.source.slice(Span::new(at, gap.end)).find('#') {
        let start = at + found;
        let rest = places.rest(start);
        let comment = rest.lines().next().unwrap_or_default().trim_end();
        let before = places.source.text[..start].rsplit('\n').next().unwrap_or_default();
        let glued = comment[1..].starts_with(|c: char| c.is_alphanumeric());
        if glued && !before.trim().is_empty() && before.ends_with([' ', '\t']) {
            let span = Span::new(start, start + comment.len());
            reader.warn(
                Diagnostic::at(Rule::TextMistaken, span, "this is taken for a comment")
                    .label("not part of the text")
                    .help("put the whole text in quotes; or write `# ` with a space if it is a comment"),
            );
        }
        at = start + comment.len().max(1);
    }
}
