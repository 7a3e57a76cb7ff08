//! Brackets and quotation marks in a line: what stands in them is never cut.

use std::ops::Range;

/// The innermost pair of brackets, itself included, that `range` stands in.
pub(super) fn around(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    pairs(text)
        .into_iter()
        .filter(|pair| pair.start < range.start && range.end < pair.end)
        .min_by_key(Range::len)
}

/// Whether the byte stands in a pair of brackets or of quotation marks.
pub(super) fn is_inside(text: &str, at: usize) -> bool {
    pairs(text).iter().chain(&quotes(text)).any(|pair| pair.contains(&at))
}

/// All stretches in quotation marks, which do not nest.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, ends)) if ends.contains(c) => {
                all.push(start..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                let ends = match c {
                    '"' => "\"",
                    '“' => "”",
                    '„' => "“”",
                    '«' => "»",
                    _ => continue,
                };
                open = Some((at, ends));
            }
        }
    }
    all
}

/// All pairs, each from its opening to behind its closing bracket.
fn pairs(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => open.push((c, at)),
            ')' | ']' => {
                let opening = if c == ')' { '(' } else { '[' };
                if let Some(n) = open.iter().rposition(|(bracket, _)| *bracket == opening) {
                    pairs.push(open[n].1..at + 1);
                    open.truncate(n);
                }
            }
            _ => {}
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_matched() {
        assert_eq!(around("a (b [c] d) e", &(6..7)), Some(5..8));
        assert_eq!(around("a (b", &(3..4)), None);
        assert!(is_inside("a \"b, c\"", 4) && is_inside("„b, c“", 4) && !is_inside("12\" b, c", 5));
        assert!(is_inside("a (b, c)", 4) && !is_inside("a) (b", 4) && !is_inside("a", 0));
    }
}
