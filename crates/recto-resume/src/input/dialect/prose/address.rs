//! Ways to reach a person, found by their form: addresses of mail and web, telephone numbers, networks.

use super::parts::words;
use crate::input::syntax::block::Phrase;
use crate::resume::Text;
use crate::resume::text::links;
use crate::text::url::looks_like_host;
use std::cmp::Reverse;
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

/// All addresses of a line, in order; of two that overlap, the first and longest.
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
        words(&phrase.text, ",();").into_iter().filter(|range| looks_like_host(&phrase.text[range.clone()]));
    found.extend(hosts.map(|range| (range.clone(), web(range))));
    let phone = phone(&phrase.text)
        .filter(|phone| !found.iter().any(|(range, _)| range.start < phone.end && phone.start < range.end));
    found.extend(phone.map(|range| (range, Address::Phone)));
    found.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_apart = range.start >= end;
        end = end.max(range.end);
        is_apart
    });
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
