//! Emoji before contact items and headings, as pictures: taken off, and named in one warning.

use super::parts::is_ornament;
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};
use std::ops::Range;

/// The pictures that were taken off, each with its first place.
#[derive(Debug, Default)]
pub(super) struct Icons(Vec<(char, Span)>);

impl Icons {
    /// Takes the pictures out of all lines of a block.
    pub fn strip_block(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Heading(_, phrase) | BlockKind::Paragraph(phrase) => self.strip(phrase),
            BlockKind::List(_, items) => {
                items.iter_mut().flatten().for_each(|block| self.strip_block(block));
            }
            BlockKind::Quote(blocks) => blocks.iter_mut().for_each(|block| self.strip_block(block)),
            BlockKind::Table(rows) => rows.iter_mut().flatten().for_each(|cell| self.strip(cell)),
            BlockKind::Code(_) | BlockKind::Definitions(_) => {}
        }
    }

    /// Takes the pictures out of `phrase`, unless there is nothing else.
    fn strip(&mut self, phrase: &mut Phrase) {
        if !phrase.text.contains(char::is_alphanumeric) {
            return;
        }
        // A link with nothing else in it keeps its address: `[✉](mailto:ann@example.com)`.
        let links = phrase.links().map(|(_, range)| range);
        let bare: Vec<_> =
            links.filter(|range| !phrase.text[range.clone()].contains(char::is_alphanumeric)).collect();
        let mut pictures: Vec<Range<usize>> = Vec::new();
        for (at, c) in phrase.text.char_indices() {
            let end = at + c.len_utf8();
            match pictures.last_mut() {
                Some(last) if is_joiner(c) && last.end == at => last.end = end,
                _ if is_picture(c)
                    && !is_between(&phrase.text, at..end)
                    && !bare.iter().any(|link| link.contains(&at)) =>
                {
                    pictures.push(at..end)
                }
                _ => continue,
            }
            if is_picture(c)
                && pictures.last().is_some_and(|last| last.end == end)
                && !self.0.iter().any(|(known, _)| *known == c)
            {
                self.0.push((c, phrase.text.span(at..end)));
            }
        }
        for picture in pictures.into_iter().rev() {
            *phrase = phrase.remove(picture);
        }
        *phrase = phrase.trim();
    }

    /// Reports once what was taken off.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        let Some((_, first)) = self.0.first() else { return };
        let names: Vec<_> = self.0.iter().map(|(c, _)| format!("`{c}`")).collect();
        let (verb, names) = (if names.len() == 1 { "is" } else { "are" }, names.join(", "));
        let message = format!("{names} before contact details and headings {verb} not printed");
        diagnostics.push(Diagnostic::at(Rule::IconIgnored, *first, message).label("only an ornament"));
    }
}

/// Whether a character is a sign between two parts of a line: `Salem ⬩ 555-0100`.
fn is_between(text: &str, range: Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    text[range].chars().all(is_ornament)
        && before.ends_with(' ')
        && after.starts_with(' ')
        && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

/// Emoji, and the symbols for mail and telephone.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{231A}'..='\u{23FF}' | '\u{2B00}'..='\u{2BFF}')
}

/// What may follow an emoji as part of it.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}')
}
