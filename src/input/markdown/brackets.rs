//! Brackets in a line: what stands in them is never cut.

use std::ops::Range;

/// The innermost pair of brackets, itself included, that `range` stands in.
pub(super) fn around(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    pairs(text)
        .into_iter()
        .filter(|pair| pair.start < range.start && range.end < pair.end)
        .min_by_key(Range::len)
}

/// Whether the byte stands in a pair of brackets.
pub(super) fn is_inside(text: &str, at: usize) -> bool {
    pairs(text).iter().any(|pair| pair.contains(&at))
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
        assert!(is_inside("a (b, c)", 4) && !is_inside("a) (b", 4) && !is_inside("a", 0));
    }
}
