//! Rich text for the page: characters made fit, marks curled across bold and italic, links judged, and the
//! address behind a linked text printed.

use super::content::{Run, SheetBlock};
use super::facts::Fact;
use super::quotes::{Curls, apply, find};
use super::writer::Writer;
use recto_resume::resume::{Block, Inline, RichText, Text, contact};
use recto_resume::text::Span;
use recto_resume::text::url::on_paper;

/// Quotes inside one another on the page; the engine stops at about 12. What is deeper joins the quote it is in.
const MAX_QUOTES: usize = 8;

impl Writer<'_> {
    /// A prose field; empty when nothing in it prints.
    pub fn prose(&mut self, text: Option<&RichText>) -> Vec<SheetBlock> {
        text.map_or_else(Vec::new, |text| self.blocks(&text.blocks, 0))
    }

    /// Blocks inside `quotes` quotes.
    fn blocks(&mut self, blocks: &[Block], quotes: usize) -> Vec<SheetBlock> {
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Quote(inner) if quotes >= MAX_QUOTES => out.extend(self.blocks(inner, quotes)),
                block => out.extend(self.block(block, quotes)),
            }
        }
        out
    }

    fn block(&mut self, block: &Block, quotes: usize) -> Option<SheetBlock> {
        match block {
            Block::Paragraph(inlines) => {
                let p = self.paragraph(inlines);
                (!p.is_empty()).then_some(SheetBlock::Paragraph { p })
            }
            Block::List(number, items) => {
                let items: Vec<Vec<SheetBlock>> =
                    items.iter().map(|item| self.blocks(item, quotes)).collect();
                let items: Vec<_> = items.into_iter().filter(|item| !item.is_empty()).collect();
                if items.is_empty() {
                    return None;
                }
                Some(match number {
                    Some(start) => SheetBlock::Numbered { ol: items, start: *start },
                    None => SheetBlock::Bullets { ul: items },
                })
            }
            Block::Quote(blocks) => {
                let quote = self.blocks(blocks, quotes + 1);
                (!quote.is_empty()).then_some(SheetBlock::Quote { quote })
            }
        }
    }

    /// One paragraph. A mark's neighbours may stand in another run, so marks are decided over the whole.
    fn paragraph(&mut self, inlines: &[Inline]) -> Vec<Run> {
        let inlines = self.cleaned(inlines);
        let mut letters = Letters::default();
        letters.gather(&inlines);
        if letters.all.iter().all(|c| c.is_whitespace()) {
            return Vec::new();
        }
        let curls = find(&letters.all, &letters.literal, &self.options.language.data.quotes);
        let mut cursor = Cursor { curls, at: 0 };
        self.runs(&inlines, &mut cursor)
    }

    /// The same runs with every character fit for the page.
    fn cleaned(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(inlines.len());
        for inline in inlines {
            out.push(match inline {
                Inline::Text(text) => {
                    let Text { value, span } = self.cleaned_text(text);
                    Inline::Text(Text::new(fold_inside(&value), span))
                }
                Inline::Code(code) => Inline::Code(self.cleaned_text(code)),
                Inline::Strong(inner) => Inline::Strong(self.cleaned(inner)),
                Inline::Emphasis(inner) => Inline::Emphasis(self.cleaned(inner)),
                Inline::Link(inner, url) => Inline::Link(self.cleaned(inner), self.cleaned_text(url)),
                Inline::Break => Inline::Break,
            });
        }
        out
    }

    fn cleaned_text(&mut self, text: &Text) -> Text {
        Text::new(self.clean(&text.value, self.place(text.span)), text.span)
    }

    fn runs(&mut self, inlines: &[Inline], cursor: &mut Cursor<'_>) -> Vec<Run> {
        let mut out = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Text(text) => out.extend(cursor.take(text).map(Run::Text)),
                Inline::Code(code) => out.extend(cursor.take(code).map(|code| Run::Code { code })),
                Inline::Strong(inner) => {
                    let b = self.runs(inner, cursor);
                    out.extend((!b.is_empty()).then_some(Run::Bold { b }));
                }
                Inline::Emphasis(inner) => {
                    let i = self.runs(inner, cursor);
                    out.extend((!i.is_empty()).then_some(Run::Italic { i }));
                }
                Inline::Link(inner, address) => {
                    let runs = self.runs(inner, cursor);
                    self.link_runs(runs, &plain(inner), address, &mut out);
                }
                Inline::Break => {
                    cursor.at += 1;
                    out.push(Run::Break { br: true });
                }
            }
        }
        out
    }

    /// A link in prose: its text, then the address in brackets unless the text shows it already. An address
    /// that may not be followed is always printed, since nothing else carries it.
    fn link_runs(&mut self, text: Vec<Run>, shown: &str, address: &Text, out: &mut Vec<Run>) {
        let (address, span) = (address.value.trim(), address.span);
        if address.is_empty() {
            out.extend(text);
            return;
        }
        let (paper, print) = match self.judge(address, span) {
            Some((paper, url)) => {
                let a = if text.is_empty() { vec![Run::Text(Text::new(paper.clone(), span))] } else { text };
                out.push(Run::Link { a, url });
                (paper, self.options.print_urls && !shown.is_empty())
            }
            None => {
                out.extend(text);
                (address.to_owned(), true)
            }
        };
        if print && !shows(shown, address, &paper) {
            out.push(Run::Text(Text::new(format!(" ({paper})"), span)));
        }
    }

    /// Somebody's words between quotation marks, unless they wrote them, or it is how to reach somebody, or a list.
    pub fn quotation(&mut self, text: Option<&RichText>) -> Vec<SheetBlock> {
        let mut blocks = self.prose(text);
        let quotes = &self.options.language.data.quotes;
        let span = text.map_or(Span::NOWHERE, |text| text.span);
        let opened = blocks.iter().any(|block| matches!(block, SheetBlock::Quote { .. }))
            || first_char(&blocks).is_some_and(|c| "\"'“”„«»‘‚「".contains(c));
        let is_said = blocks.iter().all(|block| matches!(block, SheetBlock::Paragraph { .. }))
            && !text.is_some_and(|text| text.plain().lines().any(|line| !contact::find(line).is_empty()));
        if is_said && !opened {
            if let Some(SheetBlock::Paragraph { p }) = blocks.first_mut() {
                match p.first_mut() {
                    Some(Run::Text(first)) => first.value.insert_str(0, quotes.open),
                    _ => p.insert(0, Run::Text(Text::new(quotes.open, span))),
                }
            }
            if let Some(last) = blocks.last_mut() {
                close(last, quotes.close, span);
            }
        }
        blocks
    }
}

/// Whether a text shows the address that it leads to, which reads `paper` in print: `+1 (555) 010-0123` shows `+15550100123`.
pub fn shows(text: &str, address: &str, paper: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    on_paper(text).to_lowercase().contains(&on_paper(paper).to_lowercase())
        || (address.starts_with("tel:") && digits(text).contains(&digits(paper)))
}

/// Puts the closing mark behind the last words of a block.
fn close(block: &mut SheetBlock, mark: &str, span: Span) {
    match block {
        SheetBlock::Paragraph { p } => match p.last_mut() {
            Some(Run::Text(last)) => {
                last.value.truncate(last.value.trim_end().len());
                last.value.push_str(mark);
            }
            _ => p.push(Run::Text(Text::new(mark, span))),
        },
        SheetBlock::Bullets { ul: items } | SheetBlock::Numbered { ol: items, .. } => {
            if let Some(last) = items.last_mut().and_then(|item| item.last_mut()) {
                close(last, mark, span);
            }
        }
        SheetBlock::Quote { quote } => {
            if let Some(last) = quote.last_mut() {
                close(last, mark, span);
            }
        }
    }
}

fn first_char(blocks: &[SheetBlock]) -> Option<char> {
    super::facts::of(blocks)
        .iter()
        .flat_map(Fact::leaves)
        .find_map(|(text, _)| text.trim_start().chars().next())
}

/// The characters of a run list, for comparing.
fn plain(inlines: &[Inline]) -> String {
    let mut letters = Letters::default();
    letters.gather(inlines);
    letters.all.into_iter().collect::<String>().trim().to_owned()
}

/// Runs of spaces become one; the ends stay, since another run may follow.
fn fold_inside(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

/// The characters of a paragraph in reading order, and which of them are code.
#[derive(Default)]
struct Letters {
    all: Vec<char>,
    literal: Vec<bool>,
}

impl Letters {
    fn gather(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.push(&text.value, false),
                Inline::Code(code) => self.push(&code.value, true),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link(inner, _) => {
                    self.gather(inner)
                }
                Inline::Break => self.push("\n", true),
            }
        }
    }

    fn push(&mut self, text: &str, literal: bool) {
        self.all.extend(text.chars());
        self.literal.resize(self.all.len(), literal);
    }
}

/// Walks the same characters a second time, writing the curled marks.
struct Cursor<'a> {
    curls: Curls<'a>,
    at: usize,
}

impl Cursor<'_> {
    fn take(&mut self, text: &Text) -> Option<Text> {
        let out = apply(&text.value, self.at, &self.curls);
        self.at += text.value.chars().count();
        (!out.is_empty()).then(|| Text::new(out, text.span))
    }
}
