//! Addresses in a phrase: those that its links lead to, and those that are in its text.

use crate::input::syntax::block::Phrase;
use crate::language::contact_label;
use crate::resume::Text;
use crate::resume::contact::{self, Found, Way, has_words};
use crate::text::characters::fold;
use crate::text::url::{on_paper, phone};
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
    ("dribbble.com", "Dribbble"),
    ("behance.net", "Behance"),
    ("medium.com", "Medium"),
    ("instagram.com", "Instagram"),
    ("facebook.com", "Facebook"),
    ("youtube.com", "YouTube"),
    ("kaggle.com", "Kaggle"),
    ("researchgate.net", "ResearchGate"),
    ("scholar.google.com", "Google Scholar"),
];

/// An address in a phrase.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// The bytes of the phrase that it takes: itself, or the words of its link.
    pub range: Range<usize>,
    pub way: Way,
    /// Where it leads: a mail address without `mailto:` and a subject, a number without `tel:`.
    pub target: Text,
    /// Whether the phrase shows the target.
    pub is_shown: bool,
    /// The words of its link, where they say more than the target.
    pub words: Option<Phrase>,
}

impl Address {
    fn new(phrase: &Phrase, range: Range<usize>, way: Way, mut target: Text) -> Self {
        let words = phrase.slice(range.clone());
        let (bare, typed) = (on_paper(&target.value), on_paper(&words.text));
        let is_shown = match way {
            Way::Web | Way::Email => typed.eq_ignore_ascii_case(&bare),
            Way::Phone => is_same_number(&dialled(&typed), &dialled(&bare)),
        };
        if way == Way::Phone && is_shown {
            // The number in the form in which people read it.
            target = Text::new(fold(&typed), words.span());
        }
        let is_label = !has_words(&typed) || contact_label(&typed) == Some(way.key());
        let is_said = way == Way::Email && letters(&bare).contains(&letters(&typed));
        let words = (!is_shown && !is_label && !is_said).then_some(words);
        Self { range, way, target, is_shown, words }
    }
}

/// All addresses of a line, in order; of two that overlap, the first.
pub(super) fn addresses(phrase: &Phrase) -> Vec<Address> {
    let mut all: Vec<Address> = phrase.links().map(|(url, range)| linked(phrase, url, range)).collect();
    for Found { range, way } in contact::find(&phrase.text) {
        if all.iter().all(|known| range.end <= known.range.start || known.range.end <= range.start) {
            let typed = phrase.text.slice(range.clone()).into();
            all.push(Address::new(phrase, range, way, typed));
        }
    }
    all.sort_by_key(|address| address.range.start);
    all
}

/// What a link leads to.
fn linked(phrase: &Phrase, url: &Text, range: Range<usize>) -> Address {
    let (way, target) = match url.value.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => {
            (Way::Email, rest.split('?').next().unwrap_or_default())
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel") => (Way::Phone, rest),
        _ => (Way::Web, url.value.as_str()),
    };
    Address::new(phrase, range, way, Text::new(fold(target), url.span))
}

/// Whether the phrase has an address.
pub(super) fn has_contact(phrase: &Phrase) -> bool {
    !addresses(phrase).is_empty()
}

/// Whether the digits are those of one number, with a country code or without.
fn is_same_number(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() > 4 && long.ends_with(short.trim_start_matches('0'))
}

/// The digits that a number is dialled with; none where it is no number.
fn dialled(number: &str) -> String {
    phone(number).unwrap_or_default().chars().filter(char::is_ascii_digit).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn on_host(bare: &str, host: &str) -> bool {
    let own = bare.split('/').next().unwrap_or_default().to_ascii_lowercase();
    own == host || own.strip_suffix(host).is_some_and(|rest| rest.ends_with('.'))
}

/// The network that an address without its scheme is on.
pub(super) fn network_of(bare: &str) -> Option<&'static str> {
    let known = NETWORKS.iter().find(|(host, _)| on_host(bare, host));
    known.or_else(|| NETWORKS.iter().find(|(host, _)| is_own_server(bare, host))).map(|(_, name)| *name)
}

/// `gitlab.lantern.example/ann`: an account on a server that is named after what runs on it.
fn is_own_server(bare: &str, host: &str) -> bool {
    /// Fewest letters of such a name.
    const MIN_NAME: usize = 4;
    let (server, account) = bare.split_once('/').unwrap_or_default();
    let name = host.split('.').next().unwrap_or_default();
    let first = server.split_once('.').map_or("", |(first, _)| first);
    name.len() >= MIN_NAME && first.eq_ignore_ascii_case(name) && !account.trim_matches('/').is_empty()
}

/// The network that goes by this name.
pub(super) fn network_named(name: &str) -> Option<&'static str> {
    NETWORKS.iter().map(|(_, network)| *network).find(|network| network.eq_ignore_ascii_case(name.trim()))
}
