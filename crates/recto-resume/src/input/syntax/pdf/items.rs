//! The signs before the items of lists.

/// Signs that stand before items and nowhere else.
const SIGNS: &str = "•‣◦▪▫●○■□◆◇➢➤►▶▸▹✓✔✦❖⁃∙⦁◘◙♦🞄";

/// Code points of Symbol, Wingdings and Computer Modern that show such signs.
const PRIVATE_SIGNS: &str =
    "\u{f0b7}\u{f0a7}\u{f0a8}\u{f0d8}\u{f0fc}\u{f076}\u{f06c}\u{f06e}\u{f071}\u{f0e8}\u{f0b0}";

/// The sign of an item that a text begins with, if nothing or a space follows it: how many bytes it has.
pub(super) fn list_sign(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let end = first.len_utf8();
    let is_sign = SIGNS.contains(first) || PRIVATE_SIGNS.contains(first);
    (is_sign && text[end..].chars().next().is_none_or(char::is_whitespace)).then_some(end)
}
