//! Addresses: which may be followed, and how they read on paper. The one place that judges a scheme.

use percent_encoding::{AsciiSet, CONTROLS, PercentEncode, utf8_percent_encode};

/// Schemes that may be followed from a PDF. Everything else could run something or name a local file.
pub const SAFE: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Characters that an address may have, percent signs and all: more is no address that anybody follows, and the engine
/// refuses it soon after.
pub const MAX_URL: usize = 2_000;

/// Digits that a telephone number may have (ITU-T E.164); a text with more is two numbers, or none.
pub(crate) const MAX_DIGITS: usize = 15;

/// Top-level domains by which a host alone is known to be one.
const TOP_DOMAINS: [&str; 15] =
    ["com", "org", "net", "io", "dev", "me", "de", "fr", "es", "ua", "ch", "at", "uk", "info", "tech"];

/// What a fragment may not contain (WHATWG URL, fragment percent-encode set).
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');
/// What is percent-encoded anywhere in an address.
const ENCODED: &AsciiSet = &FRAGMENT.add(b'\\').add(b'^').add(b'{').add(b'|').add(b'}');

/// What an address turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// It may be followed.
    Safe {
        /// How it reads on paper: without `https://`, `www.` and a trailing slash.
        text: String,
        /// Where it leads, in ASCII.
        url: String,
    },
    /// It has a scheme that is not followed.
    Refused {
        /// The scheme, in lower case.
        scheme: String,
    },
    /// It has more than [`MAX_URL`] characters.
    TooLong {
        /// How many, percent signs and all.
        length: usize,
    },
    /// It is no address: only words, or a path without a host.
    NoAddress,
}

/// Judges an address as it was written. One without a scheme (`example.org/me`) is taken for https.
pub fn judge(written: &str) -> Judged {
    match by_scheme(written) {
        Judged::Safe { url, .. } if url.len() > MAX_URL => Judged::TooLong { length: url.len() },
        judged => judged,
    }
}

fn by_scheme(written: &str) -> Judged {
    // Browsers drop these before they look at the scheme, so `java\tscript:` must not slip through.
    let address: String = written.chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    match scheme(address) {
        Some((scheme, rest)) if scheme == "http" || scheme == "https" => web(&scheme, rest),
        Some((scheme, rest)) if scheme == "mailto" && rest.contains('@') => {
            Judged::Safe { text: rest.to_owned(), url: format!("mailto:{}", encode(rest)) }
        }
        Some((scheme, rest)) if scheme == "tel" => match phone(rest) {
            Some(url) => Judged::Safe { text: rest.to_owned(), url },
            None => Judged::NoAddress,
        },
        Some((scheme, _)) if SAFE.contains(&scheme.as_str()) => Judged::NoAddress,
        Some((scheme, _)) => Judged::Refused { scheme },
        None if looks_like_email(address) => {
            Judged::Safe { text: address.to_owned(), url: format!("mailto:{}", encode(address)) }
        }
        None => web("https", address),
    }
}

/// Whether an address has a scheme that may be followed.
pub fn is_followed(address: &str) -> bool {
    scheme(address).is_some_and(|(scheme, _)| SAFE.contains(&scheme.as_str()))
}

/// The scheme in lower case and what follows its colon. `example.org:8080/x` and `localhost:3000` name a
/// port, not a scheme.
fn scheme(address: &str) -> Option<(String, &str)> {
    let (head, rest) = address.split_once(':')?;
    let named = head.starts_with(|c: char| c.is_ascii_alphabetic())
        && head.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    let host = head.contains('.') || head.eq_ignore_ascii_case("localhost");
    let port = host && rest.starts_with(|c: char| c.is_ascii_digit());
    (named && !port).then(|| (head.to_ascii_lowercase(), rest))
}

/// An address on the web, from what follows `https:` (or from the whole when no scheme was written).
fn web(scheme: &str, rest: &str) -> Judged {
    let rest = rest.trim_start_matches('/');
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let known = name.eq_ignore_ascii_case("localhost") || name.trim_matches('.').contains('.');
    let is_several =
        rest.split_whitespace().skip(1).any(|word| looks_like_host(word) || word.contains("://"));
    if !known || is_several || host.contains(char::is_whitespace) || name.contains("..") {
        return Judged::NoAddress;
    }
    Judged::Safe { text: on_paper(rest), url: format!("{scheme}://{}", encode(rest)) }
}

/// How an address reads on paper: no scheme, no `www.`, no slash at the end.
pub fn on_paper(address: &str) -> String {
    let mut text = address.trim();
    for prefix in ["https://", "http://", "mailto:", "tel:", "www."] {
        let has = text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        if has {
            text = &text[prefix.len()..];
        }
    }
    text.trim_end_matches('/').to_owned()
}

/// Whether a name is a whole part of an address: its host, a label of that, or a part of the path. `Stack Overflow` is
/// one of `stackoverflow.com/users/1`; `X` is none of `example.com`.
pub fn has_part(address: &str, name: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (name, address) = (letters(name), on_paper(address));
    let mut parts = address.split(['/', '?', '#', '=', '&']);
    let host = parts.next().unwrap_or_default();
    !name.is_empty() && host.split('.').chain([host]).chain(parts).any(|part| letters(part) == name)
}

/// What a person types into a field for e-mail: one `@` with something at both sides, no blank.
pub fn looks_like_email(text: &str) -> bool {
    let outside = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"/".contains(c);
    match text.split_once('@') {
        Some((user, host)) => {
            !user.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && !text.contains(outside)
                && text.len() < MAX_URL
                && !host.starts_with('.')
                && !host.ends_with('.')
        }
        None => false,
    }
}

/// Whether a word is a host that is clear without `https://`, with a path or without: `example.org/me`, `github.com`.
pub fn looks_like_host(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    name.split('.').all(is_label)
        && top.len() >= 2
        && top.chars().all(|c| c.is_ascii_lowercase())
        && (word.contains('/') || TOP_DOMAINS.contains(&top))
}

/// `tel:` with digits and a leading `+` only; `None` when that would ring somebody else (letters in the
/// number) or there are too few digits. An extension (`ext. 12`, `x12`) is left to the reader.
pub fn phone(text: &str) -> Option<String> {
    let text = on_paper(text).to_lowercase();
    let number = match text.find(['e', 'x']) {
        Some(at) if text[at..].starts_with("ext") || text[at..].starts_with('x') => &text[..at],
        _ => &text,
    };
    let international = number.trim_start().starts_with('+');
    // `+44 (0)20 …`: the zero is only dialled at home.
    let number = if international { number.replace("(0)", "") } else { number.to_owned() };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let sane = (3..=MAX_DIGITS).contains(&digits.len()) && !number.contains(char::is_alphabetic);
    sane.then(|| format!("tel:{}{digits}", if international { "+" } else { "" }))
}

/// Percent-encodes what an address cannot contain as it is; what is encoded already stays.
fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ENCODED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn safe(written: &str) -> (String, String) {
        match judge(written) {
            Judged::Safe { text, url } => (text, url),
            other => panic!("{written}: {other:?}"),
        }
    }

    #[test]
    fn a_name_is_a_part_of_an_address_only_as_a_whole() {
        for (address, name) in [
            ("https://github.com/ada", "GitHub"),
            ("https://stackoverflow.com/users/1/ada-l", "Stack Overflow"),
            ("https://mastodon.example/@Ada", "ada"),
            ("ada.github.io", "ada"),
            ("https://dev.to/ada", "DEV.to"),
            ("https://scholar.example.com/citations?user=a1b2", "A1B2"),
        ] {
            assert!(has_part(address, name), "{address} {name}");
        }
        for (address, name) in [
            ("https://nitter.example/ada", "X"),
            ("https://behance.net/maximilian", "max"),
            ("https://github.com/foo", "git"),
            ("https://example.com/ada.lindqvist", "lindqvist"),
            ("https://example.com/ada", "…"),
        ] {
            assert!(!has_part(address, name), "{address} {name}");
        }
    }

    #[test]
    fn safe_addresses_lose_only_their_plumbing_on_paper() {
        for (written, text, url) in [
            ("https://www.example.com/", "example.com", "https://www.example.com/"),
            ("HTTP://example.com/Me", "example.com/Me", "http://example.com/Me"),
            ("example.org/me", "example.org/me", "https://example.org/me"),
            ("//example.org/me", "example.org/me", "https://example.org/me"),
            ("example.org:8080/x", "example.org:8080/x", "https://example.org:8080/x"),
            ("localhost:3000", "localhost:3000", "https://localhost:3000"),
            ("www.example.org", "example.org", "https://www.example.org"),
            ("https://example.org/a(b)?q=1#x", "example.org/a(b)?q=1#x", "https://example.org/a(b)?q=1#x"),
            ("https://example.org/a b/é", "example.org/a b/é", "https://example.org/a%20b/%C3%A9"),
            ("https://example.org/a%20b", "example.org/a%20b", "https://example.org/a%20b"),
            ("mailto:ada@example.com", "ada@example.com", "mailto:ada@example.com"),
            ("ada@example.com", "ada@example.com", "mailto:ada@example.com"),
            ("tel:+1-555-010-0100", "+1-555-010-0100", "tel:+15550100100"),
        ] {
            assert_eq!(safe(written), (text.to_owned(), url.to_owned()));
        }
    }

    #[test]
    fn what_could_run_or_read_is_refused() {
        for written in [
            "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:1",
            "file:///etc/passwd", "data:text/html,x", "vbscript:x", "ftp://example.org", "javascript:1",
        ] {
            assert!(matches!(judge(written), Judged::Refused { .. }), "{written}");
        }
    }

    #[test]
    fn an_endless_address_is_refused() {
        let long = |length: usize| format!("https://example.com/{}", "a".repeat(length - 20));
        assert!(matches!(judge(&long(MAX_URL)), Judged::Safe { .. }));
        assert_eq!(judge(&long(MAX_URL + 1)), Judged::TooLong { length: MAX_URL + 1 });
        assert_eq!(judge(&format!("example.com/{}", "é".repeat(900))), Judged::TooLong { length: 5_420 });
        assert_eq!(phone(&"1".repeat(MAX_URL)), None);
        assert!(!looks_like_email(&format!("{}@example.com", "a".repeat(MAX_URL))));
    }

    #[test]
    fn words_and_paths_are_no_addresses() {
        for written in [
            "e.com/a and f.com",
            "example.com/a, https://example.org",
            "",
            "see my site",
            "/me",
            "./me",
            "me",
            "https://",
            "http:///",
            "mailto:",
            "a..b",
        ] {
            assert_eq!(judge(written), Judged::NoAddress, "{written}");
        }
    }

    #[test]
    fn phones_ring_the_right_person_or_nobody() {
        assert_eq!(phone("(206) 555-0142").as_deref(), Some("tel:2065550142"));
        assert_eq!(phone("+44 (0)20 5550 1234").as_deref(), Some("tel:+442055501234"));
        assert_eq!(phone("206 555 0142 ext. 7").as_deref(), Some("tel:2065550142"));
        assert_eq!(phone("206 555 0142 x7").as_deref(), Some("tel:2065550142"));
        assert_eq!(phone("1-800-FLOWERS"), None);
        assert_eq!(phone("+1 902 555 0142, +1 902 555 0143"), None);
        assert_eq!(phone("on request"), None);
    }

    #[test]
    fn emails() {
        assert!(looks_like_email("ada.l+cv@mail.example.com"));
        for text in ["ada", "ada@", "@example.com", "ada@localhost", "a b@example.com", "Ada <a@example.com>"]
        {
            assert!(!looks_like_email(text), "{text}");
        }
    }

    #[test]
    fn hosts() {
        for host in ["example.org", "mail.example.com", "example.academy/me"] {
            assert!(looks_like_host(host), "{host}");
        }
        for word in
            ["example", "example.academy", "e.g.", ".org", "Example.ORG", "and/or", "3.9/4.0", "a..org"]
        {
            assert!(!looks_like_host(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn every_followed_address_is_ascii_with_a_safe_scheme(written in "\\PC{0,40}|[a-z:/.@]{0,20}") {
            if let Judged::Safe { url, .. } = judge(&written) {
                prop_assert!(url.is_ascii() && !url.contains(char::is_whitespace));
                let scheme = url.split(':').next().unwrap_or_default();
                prop_assert!(SAFE.contains(&scheme), "{}", url);
            }
        }
    }
}
