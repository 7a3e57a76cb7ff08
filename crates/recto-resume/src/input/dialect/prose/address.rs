//! Ways to reach a person, found by their form: addresses of mail and web, telephone numbers, networks.

use super::parts::words;
use crate::input::syntax::block::Phrase;
use crate::resume::Text;
use crate::resume::text::links;
use std::ops::Range;

/// Networks with their hosts.
const NETWORKS: &[(&str, &str)] = &[
    ("github.com", "GitHub"),
    ("linkedin.com", "LinkedIn"),
    ("gitlab.com", "GitLab"),
    ("twitter.com", "Twitter"),
    ("x.com", "X"),
    ("stackoverflow.com", "Stack Overflow"),
    ("xing.com", "XING"),
    ("bitbucket.org", "Bitbucket"),
    ("codeberg.org", "Codeberg"),
    ("orcid.org", "ORCID"),
];

/// Something found by its form.
#[derive(Debug, Clone)]
pub(super) enum Address {
    Email(String),
    Web(Text),
    Phone,
}

/// All addresses of a line, in order.
pub(super) fn addresses(phrase: &Phrase) -> Vec<(Range<usize>, Address)> {
    let mut found: Vec<(Range<usize>, Address)> = Vec::new();
    for (url, range) in phrase.links() {
        let address = match url.value.split_once(':') {
            Some(("mailto", address)) => Address::Email(address.to_owned()),
            Some(("tel", number)) if digits(&phrase.text[range.clone()]) == digits(number) => Address::Phone,
            _ => Address::Web(url.clone()),
        };
        found.push((range, address));
    }
    let web = |range: Range<usize>| Address::Web(phrase.text.slice(range).into());
    for links::Bare { range, kind } in links::find(&phrase.text) {
        let address = match kind {
            links::Kind::Email => Address::Email(phrase.text[range.clone()].to_owned()),
            links::Kind::Web => web(range.clone()),
        };
        found.push((range, address));
    }
    let hosts =
        words(&phrase.text, ",();").into_iter().filter(|range| is_bare_host(&phrase.text[range.clone()]));
    found.extend(hosts.map(|range| (range.clone(), web(range))));
    let phone = phone(&phrase.text)
        .filter(|phone| !found.iter().any(|(range, _)| range.start < phone.end && phone.start < range.end));
    found.extend(phone.map(|range| (range, Address::Phone)));
    found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
    found
}

/// Whether the phrase has an address.
pub(super) fn has_contact(phrase: &Phrase) -> bool {
    !addresses(phrase).is_empty()
}

/// A telephone number: seven digits or more, with nothing but what people put between them.
fn phone(text: &str) -> Option<Range<usize>> {
    let allowed = |c: char| c.is_ascii_digit() || "+-–./() \u{a0}".contains(c);
    let mut start = 0;
    for run in text.split(|c| !allowed(c)) {
        let end = start + run.len();
        let trimmed = run.trim_end_matches([' ', '-', '–', '.', '/', '\u{a0}', '(']);
        let trimmed = trimmed.trim_start_matches([' ', '-', '–', '.', '/', '\u{a0}', ')']);
        let from = start + run.find(trimmed).unwrap_or(0);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let apart =
            !letter(text[..from].chars().next_back()) && !letter(text[from + trimmed.len()..].chars().next());
        let balanced = trimmed.matches('(').count() == trimmed.matches(')').count();
        if (7..=15).contains(&digits(trimmed).len()) && apart && balanced && !is_years(trimmed) {
            return Some(from..from + trimmed.len());
        }
        start = text[end..].chars().next().map_or(end, |c| end + c.len_utf8());
    }
    None
}

/// `2010-2014`
fn is_years(text: &str) -> bool {
    let all: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    all.len() == 2
        && all.iter().all(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// `example.org/me`, `github.com/ada`: a host that is clear without `https://`.
fn is_bare_host(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    let labels: Vec<_> = host.split('.').collect();
    let clean = host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let top = labels.last().copied().unwrap_or_default();
    let known = word.contains('/')
        || ["com", "org", "net", "io", "dev", "me", "de", "fr", "es", "ua", "ch", "at", "uk", "info", "tech"]
            .contains(&top);
    clean
        && labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty())
        && top.len() >= 2
        && known
        && top.chars().all(|c| c.is_ascii_lowercase())
}

/// An address without its scheme, `www.` and closing slash.
pub(super) fn strip_scheme(url: &str) -> &str {
    let bare = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
}

fn on_host(bare: &str, host: &str) -> bool {
    let own = bare.split('/').next().unwrap_or_default().to_ascii_lowercase();
    own == host || own.strip_suffix(host).is_some_and(|rest| rest.ends_with('.'))
}

/// The network that an address without its scheme is on.
pub(super) fn network_of(bare: &str) -> Option<&'static str> {
    NETWORKS.iter().find(|(host, _)| on_host(bare, host)).map(|(_, name)| *name)
}

/// The network that goes by this name.
pub(super) fn network_named(name: &str) -> Option<&'static str> {
    NETWORKS.iter().map(|(_, network)| *network).find(|network| network.eq_ignore_ascii_case(name))
}
