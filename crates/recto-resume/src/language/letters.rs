//! Words as they are compared: in letters alone. The build script uses it, too.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters and digits of a key, in lower case and without accents.
pub fn letters(key: &str) -> String {
    let plain = key.nfd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect()
}
