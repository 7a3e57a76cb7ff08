//! What a scalar is: the core schema of YAML 1.2, no more. `yes`, `no`, `on` and dates are text.
//! <https://yaml.org/spec/1.2.2/#103-core-schema>

use crate::text::value::{ScalarKind, Value};
use saphyr_parser::{ScalarStyle, Tag};

/// The value of a scalar with its style and tag.
pub(super) fn value(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let plain = style == ScalarStyle::Plain && !tag.is_some_and(is_text);
    let kind = match text {
        "" | "~" | "null" | "Null" | "NULL" if plain => return Value::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" if plain => ScalarKind::Bool,
        _ if plain && is_number(text) => ScalarKind::Number,
        _ => ScalarKind::Text,
    };
    Value::scalar(text, kind)
}

/// Whether a tag says that what follows is text: `!!str`, or the bare `!`.
fn is_text(tag: &Tag) -> bool {
    (tag.is_yaml_core_schema() && tag.suffix == "str") || (tag.handle.is_empty() && tag.suffix == "!")
}

/// Whether a tag is one whose meaning is known, or that changes nothing here.
pub(super) fn is_known(tag: &Tag) -> bool {
    const KNOWN: &[&str] = &["str", "int", "float", "bool", "null", "timestamp", "seq", "map", "omap", "set"];
    is_text(tag) || (tag.is_yaml_core_schema() && KNOWN.contains(&tag.suffix.as_str()))
}

/// Whether a plain word is a number: an integer, also `0x…` and `0o…`, or a decimal.
fn is_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for number in ["0", "-1", "+12", "007", "1.50", ".5", "5.", "1e5", "1.5E-3", "0xFF", "0o17"] {
            assert!(is_number(number), "{number}");
        }
        for text in ["", ".", "-", "2019-03", "1_000", "1e", "e5", "1.2.3", "0x", "+1 555", "１", ".inf"] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn quotes_and_tags_make_text() {
        let kind = |text, style, tag: Option<&Tag>| match value(text, style, tag) {
            Value::Scalar(scalar) => Some(scalar.kind),
            _ => None,
        };
        let tag = Tag { handle: "tag:yaml.org,2002:".to_owned(), suffix: "str".to_owned() };
        assert_eq!(kind("1.50", ScalarStyle::Plain, None), Some(ScalarKind::Number));
        assert_eq!(kind("1.50", ScalarStyle::DoubleQuoted, None), Some(ScalarKind::Text));
        assert_eq!(kind("1.50", ScalarStyle::Plain, Some(&tag)), Some(ScalarKind::Text));
        assert_eq!(kind("yes", ScalarStyle::Plain, None), Some(ScalarKind::Text));
        assert_eq!(kind("True", ScalarStyle::Plain, None), Some(ScalarKind::Bool));
        assert_eq!(kind("~", ScalarStyle::Plain, None), None);
        assert_eq!(kind("~", ScalarStyle::Plain, Some(&tag)), Some(ScalarKind::Text));
    }
}
