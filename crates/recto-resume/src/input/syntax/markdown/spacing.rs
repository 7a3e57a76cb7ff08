//! Space that people set otherwise than Markdown: a bold line right below a bullet, and commands of LaTeX.

use std::ops::Range;

/// A text with a blank line before each bold line that follows a bullet: `**Baker**, 2017` there is no part of the
/// bullet, to which Markdown gives every line up to the next blank one.
pub(super) struct Spaced {
    pub text: String,
    /// Where each of the line ends that are not in the file is in `text`.
    added: Vec<usize>,
}

impl Spaced {
    /// Adds the blank lines to the text of a file.
    pub fn new(typed: &str) -> Self {
        let mut spaced = Self { text: String::with_capacity(typed.len()), added: Vec::new() };
        let (mut in_item, mut in_code) = (false, false);
        for line in typed.split_inclusive('\n') {
            let bare = line.trim_start();
            in_code ^= bare.starts_with("```") || bare.starts_with("~~~");
            if in_item && !in_code && is_bold_head(line.trim_end()) {
                spaced.added.push(spaced.text.len());
                spaced.text.push('\n');
                in_item = false;
            }
            spaced.text.push_str(line);
            let is_bullet = ["- ", "* ", "+ "].iter().any(|bullet| bare.starts_with(bullet));
            in_item = !bare.is_empty() && (in_item || is_bullet);
        }
        spaced
    }

    /// A stretch of the text as one of the file.
    pub fn typed(&self, range: Range<usize>) -> Range<usize> {
        let typed = |at: usize| at - self.added.partition_point(|added| *added < at);
        typed(range.start)..typed(range.end)
    }
}

/// Whether a line begins in bold, at its very start, and goes on with no more than what the head of an entry says: nothing, or
/// parts of which one is a year.
fn is_bold_head(line: &str) -> bool {
    let Some((_, rest)) = line.strip_prefix("**").and_then(|line| line.split_once("**")) else {
        return false;
    };
    let has_year = has_year(line);
    let rest = rest.trim();
    has_year && !line.ends_with(['.', ';']) && (rest.is_empty() || rest.starts_with(APART))
}

/// Whether a text has a year, which can be short: `Nov '06`.
fn has_year(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
        || text.split(['\'', '’']).skip(1).any(|behind| digits(behind) == 2)
}

/// What sets the parts of a head apart.
const APART: [char; 10] = [',', '|', '(', '–', '—', '-', '@', '·', '*', '_'];

/// Commands of LaTeX for space, which Pandoc reads in Markdown.
const SPACES: [&str; 9] = [
    "\\hfill", "\\hspace", "\\vspace", "\\quad", "\\qquad", "\\newpage", "\\pagebreak", "\\clearpage",
    "\\noindent",
];

/// Where a command for space is in `text`, with what is in braces behind it.
pub(super) fn find_space(text: &str) -> Option<Range<usize>> {
    let start = SPACES.iter().filter_map(|command| text.find(command)).min()?;
    let name =
        text[start + 1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(text.len(), |n| start + 1 + n);
    let braces = text[name..].strip_prefix(['*']).unwrap_or(&text[name..]);
    let end = text.len() - braces.len();
    let is_known = SPACES.contains(&&text[start..name]);
    let closing = braces.strip_prefix('{').and_then(|inner| inner.find('}')).map_or(0, |n| n + 2);
    is_known.then_some(start..end + closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bold_dated_line_below_a_bullet_is_apart_from_it() {
        for line in [
            "**Baker**, Beta, 2017",
            "**Baker, 2017**",
            "**Baker** (2017)",
            "**Baker** | *2017*",
            "**Baker**, Beta, Jul '04 – Nov ’06",
        ] {
            for bullet in ["- a\n  - b", "* a", "+ a\n  goes on"] {
                let typed = format!("{bullet}\n{line}\n");
                let spaced = Spaced::new(&typed);
                assert_eq!(spaced.text, format!("{bullet}\n\n{line}\n"));
                let at = spaced.text.find("**").unwrap_or_default();
                assert_eq!(typed[spaced.typed(at..spaced.text.len())], format!("{line}\n"));
            }
        }
        for typed in [
            "- with\n**Rust** and Go, 2017",
            "- with\n**Rust**, daily",
            "- a\n  **Baker**, 2017",
            "a\n**Baker**, 2017",
            "```\n- a\n**Baker**, 2017\n```",
        ] {
            assert_eq!(Spaced::new(typed).text, typed);
        }
    }

    #[test]
    fn commands_for_space_are_found_whole() {
        for (text, found) in [
            ("a \\hfill b", Some("\\hfill")),
            ("\\vspace*{2em}b", Some("\\vspace*{2em}")),
            ("a\\quad", Some("\\quad")),
            ("C:\\quadrant", None),
            ("\\alpha", None),
        ] {
            assert_eq!(find_space(text).map(|range| &text[range]), found, "{text}");
        }
    }
}
