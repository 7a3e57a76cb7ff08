//! Lines of plain text: wrapped by the columns they take, never inside an address, no space at an end.

use recto_resume::text::characters::is_spaceless;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters that may not begin a line.
const CLOSING: &str = "、。，．！？：；」』）】〉》〕ー々ゝヽっッゃゅょャュョ…";
/// Characters that may not end one.
const OPENING: &str = "「『（【〈《〔";

/// A text in the making.
pub(super) struct Lines {
    width: usize,
    /// Whether a blank line is due before the next.
    gap: bool,
    out: String,
}

impl Lines {
    /// An empty text with lines of `width` columns.
    pub const fn new(width: usize) -> Self {
        Self { width, gap: false, out: String::new() }
    }

    /// A blank line, once there is something on either side.
    pub const fn gap(&mut self) {
        self.gap = true;
    }

    /// A line, or several when it is too long for one. Nothing when there is nothing in it.
    pub fn line(&mut self, text: &str) {
        self.indented("", "", text);
    }

    /// The same behind `first`, and behind `rest` from the second line on; both take the same columns. `false` when there
    /// is nothing in it.
    pub fn indented(&mut self, first: &str, rest: &str, text: &str) -> bool {
        let text = keyboard(text);
        let pieces = pieces(text.trim());
        if pieces.is_empty() {
            return false;
        }
        let gap = std::mem::take(&mut self.gap);
        if gap && !self.out.is_empty() {
            self.out.push('\n');
        }
        let mut line = first.to_owned();
        let mut bare = true;
        for piece in pieces {
            let full = line.width() + piece.trim_end().width() > self.width;
            if full && !bare {
                self.push(&line);
                rest.clone_into(&mut line);
            }
            line.push_str(piece);
            bare = false;
        }
        self.push(&line);
        true
    }

    fn push(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// The finished text, which ends with a newline.
    pub fn finish(self) -> String {
        self.out
    }
}

/// The stretches between which a line may end, each with the space behind it. A lone hyphen stays with the word before
/// it: at the start of a line it would be a bullet.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some(&(next_at, next)) = chars.peek() else { break };
        let after_space = c == ' ' && next != ' ' && !starts_like_a_bullet(&text[next_at..]);
        let between = is_spaceless(c) && is_spaceless(next) && c.width() == Some(2);
        let kept = CLOSING.contains(next) || OPENING.contains(c);
        if after_space || (between && !kept) {
            pieces.push(&text[start..next_at]);
            start = next_at;
        }
        debug_assert!(at < next_at);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn starts_like_a_bullet(text: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark))
}

/// Quotation marks, dashes and dots as a keyboard has them: old forms turn the others into question marks.
fn keyboard(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' | '‛' | 'ʼ' => out.push('\''),
            '“' | '”' | '„' | '‟' => out.push('"'),
            '–' | '—' | '‐' | '‑' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, text: &str) -> String {
        let mut lines = Lines::new(width);
        lines.line(text);
        lines.finish()
    }

    #[test]
    fn lines_end_at_spaces_and_never_with_one() {
        assert_eq!(wrapped(10, "one two three four"), "one two\nthree four\n");
        assert_eq!(wrapped(10, "  one   two  "), "one   two\n");
        assert_eq!(wrapped(10, ""), "");
    }

    #[test]
    fn an_address_stays_whole() {
        let address = "https://example.com/a/very/long/address";
        assert_eq!(wrapped(10, &format!("see {address} now")), format!("see\n{address}\nnow\n"));
    }

    #[test]
    fn wide_letters_take_two_columns_and_break_between() {
        assert_eq!(wrapped(10, "履歴書を書きました。"), "履歴書を書\nきました。\n");
        assert_eq!(wrapped(10, "履歴書書き、た"), "履歴書書\nき、た\n");
        assert_eq!(wrapped(8, "Дуже довгий"), "Дуже\nдовгий\n");
    }

    #[test]
    fn no_line_looks_like_a_bullet_that_is_none() {
        assert_eq!(wrapped(8, "one two - three"), "one\ntwo -\nthree\n");
    }

    #[test]
    fn an_indented_text_hangs() {
        let mut lines = Lines::new(12);
        assert!(lines.indented("- ", "  ", "one two three"));
        assert!(!lines.indented("- ", "  ", " "));
        assert!(lines.indented("  10. ", "      ", "four five"));
        assert_eq!(lines.finish(), "- one two\n  three\n  10. four\n      five\n");
    }

    #[test]
    fn marks_are_those_of_a_keyboard() {
        assert_eq!(keyboard("“Ada’s” 2019–2021 … «Київ»"), "\"Ada's\" 2019-2021 ... «Київ»");
    }
}
