//! Emoji that stand before contact items and headings as pictures: taken off, and named in one warning.

use super::block::{Block, BlockKind};
use super::inline::{Inlines, Token, TokenKind};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// The pictures that were taken off, each with its place.
#[derive(Debug, Default)]
pub(super) struct Icons(Vec<(char, Span)>);

impl Icons {
    /// Takes the pictures out of all lines of a block.
    pub fn strip_block(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Heading(_, tokens) | BlockKind::Paragraph(tokens) => self.strip(tokens),
            BlockKind::List(_, items) => {
                items.iter_mut().flatten().for_each(|block| self.strip_block(block));
            }
            BlockKind::Quote(blocks) => blocks.iter_mut().for_each(|block| self.strip_block(block)),
            BlockKind::Code(_) | BlockKind::Definitions(_) => {}
        }
    }

    /// Takes the pictures out of `tokens`, unless there is nothing else.
    fn strip(&mut self, tokens: &mut Inlines) {
        let says = |token: &Token| match &token.kind {
            TokenKind::Text(text) | TokenKind::Code(text) => text.contains(char::is_alphanumeric),
            _ => false,
        };
        if tokens.iter().any(says) {
            *tokens = std::mem::take(tokens).into_iter().flat_map(|token| self.pieces(token)).collect();
        }
    }

    /// A token without its pictures, in as many pieces as they leave.
    fn pieces(&mut self, token: Token) -> Vec<Token> {
        let TokenKind::Text(text) = &token.kind else { return vec![token] };
        if !text.contains(is_picture) {
            return vec![token];
        }
        let verbatim = token.span.end - token.span.start == text.len();
        let span = |from: usize, to: usize| match verbatim {
            true => Span::new(token.span.start + from, token.span.start + to),
            false => token.span,
        };
        let mut out = Vec::new();
        let mut start = 0;
        let mut after = false;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if is_picture(c) || (after && is_joiner(c)) {
                if start < at {
                    out.push(Token {
                        kind: TokenKind::Text(text[start..at].to_owned()),
                        span: span(start, at),
                    });
                }
                if is_picture(c) {
                    self.0.push((c, span(at, end)));
                }
                (start, after) = (end, true);
            } else {
                after = false;
            }
        }
        if start < text.len() {
            let rest = text[start..].to_owned();
            out.push(Token { kind: TokenKind::Text(rest), span: span(start, text.len()) });
        }
        out
    }

    /// Says once what was taken off.
    pub fn report(self, diagnostics: &mut Diagnostics) {
        let Some((_, first)) = self.0.first().copied() else { return };
        let mut names: Vec<String> = Vec::new();
        for (c, _) in self.0 {
            let name = format!("`{c}`");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let (verb, names) = (if names.len() == 1 { "is" } else { "are" }, names.join(", "));
        diagnostics.push(
            Diagnostic::at(
                Rule::IconIgnored,
                first,
                format!("{names} before contact details and headings {verb} not printed"),
            )
            .label("only an ornament"),
        );
    }
}

/// Emoji, and the symbols that stand for mail and telephone.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{231A}'..='\u{23FF}' | '\u{2B00}'..='\u{2BFF}')
}

/// What may follow an emoji as part of it.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}')
}
