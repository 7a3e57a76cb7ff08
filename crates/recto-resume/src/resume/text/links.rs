//! Finds addresses that stand bare in a text: `https://…`, `www.…`, e-mail.
//!
//! Not by the crate `linkify`: for it `“`, `»`, `…`, `。` and the marks of emphasis belong to the address that they close.

use std::ops::Range;

/// Longest part of an e-mail address before the `@`, and longest domain (RFC 5321, bytes).
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;

/// What a bare address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `https://…` or `www.…`.
    Web,
    /// `name@host`.
    Email,
}

/// A bare address and the bytes it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bare {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// All bare addresses of `text`, in order, without the punctuation that closes the sentence around them.
pub(crate) fn find(text: &str) -> Vec<Bare> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(hit) = next_hint(text, at) {
        let bare = if text[hit..].starts_with('@') { email(text, at, hit) } else { web(text, hit) };
        match bare {
            Some(bare) => {
                at = bare.range.end;
                found.push(bare);
            }
            None => at = hit + 1,
        }
    }
    found
}

/// The next place at or after `from` where an address may be: an `@`, `http` or `www.`.
fn next_hint(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|&i| {
        let starts = |word: &[u8]| bytes[i..].get(..word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word));
        match bytes[i] {
            b'@' => true,
            b'h' | b'H' => starts(b"http://") || starts(b"https://"),
            b'w' | b'W' => starts(b"www."),
            _ => false,
        }
    })
}

/// The web address that starts at `start`.
fn web(text: &str, start: usize) -> Option<Bare> {
    if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let length = text[start..].find(ends_address).unwrap_or(text.len() - start);
    let address = trim_sentence(&text[start..start + length]);
    let (host, dots) = match address.find("://") {
        Some(colon) => (&address[colon + 3..], 0),
        None => (address.get(4..).unwrap_or_default(), 1),
    };
    let real = host.starts_with(char::is_alphanumeric) && host.matches('.').count() >= dots;
    real.then(|| Bare { range: start..start + address.len(), kind: Kind::Web })
}

/// Whether no web address goes on over this character.
fn ends_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"`|«»“”„‹›•·，。、；：！？（）【】「」『』".contains(c)
}

/// Takes off what belongs to the sentence: closing punctuation, and brackets opened outside.
fn trim_sentence(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let loose = match last {
            ')' => address.matches(')').count() > address.matches('(').count(),
            ']' => address.matches(']').count() > address.matches('[').count(),
            '}' => true,
            _ => ".,;:!?'’*_~…\\".contains(last),
        };
        if !loose {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// The e-mail address around the `@` at `sign`, not reaching back before `from`.
fn email(text: &str, from: usize, sign: usize) -> Option<Bare> {
    let bytes = text.as_bytes();
    let local = bytes[from..sign]
        .iter()
        .rev()
        .take(LOCAL_MAX)
        .take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b))
        .count();
    let domain = bytes[sign + 1..]
        .iter()
        .take(DOMAIN_MAX)
        .take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b))
        .count();
    let name = text[sign - local..sign].trim_start_matches(['.', '-', '_', '+', '%']);
    let host = text[sign + 1..sign + 1 + domain].trim_end_matches(['.', '-']);
    let labels = host.split('.').filter(|label| !label.is_empty()).count();
    let real = !name.is_empty() && labels >= 2 && labels == host.split('.').count();
    real.then(|| Bare { range: sign - name.len()..sign + 1 + host.len(), kind: Kind::Email })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|bare| &text[bare.range]).collect()
    }

    #[test]
    fn the_sentence_keeps_its_punctuation() {
        assert_eq!(
            texts("See https://example.com/a_b, or (www.example.org)."),
            ["https://example.com/a_b", "www.example.org"]
        );
        assert_eq!(texts("https://example.org/x_(y)!"), ["https://example.org/x_(y)"]);
        assert_eq!(texts("mail ada@example.com."), ["ada@example.com"]);
        assert_eq!(texts("**https://example.com**"), ["https://example.com"]);
    }

    #[test]
    fn what_only_looks_like_an_address_stays_text() {
        for text in
            ["http://", "www.", "www.x", "@ada", "ada@", "a@b", "xhttp://a.example", "a@.example", "user@@"]
        {
            assert_eq!(texts(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn several_in_a_row() {
        assert_eq!(
            texts("ada@example.com|https://example.com|b@example.org"),
            ["ada@example.com", "https://example.com", "b@example.org"]
        );
    }
}
