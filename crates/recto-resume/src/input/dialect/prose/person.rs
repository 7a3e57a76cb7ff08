//! The top of the file: name, headline, ways to reach the person.

use super::address::{Address, addresses, has_contact, network_named, network_of};
use super::icons::Icons;
use super::words::{contact_label, is_contact_title, is_document_title, names_place, names_role};
use crate::input::syntax::block::{Block, BlockKind, Phrase};
use crate::language::is_listed;
use crate::resume::{Basics, Profile, Text};
use crate::text::characters::fold;
use crate::text::url::on_paper;

/// Longest headline (bytes).
const MAX_HEADLINE: usize = 100;

/// What the top of the file says about the person.
#[derive(Debug, Default)]
pub(super) struct Person {
    /// Name, headline and ways to reach the person.
    pub basics: Basics,
    /// Running text before the first section.
    pub summary: Vec<Block>,
    /// Pictures before headings and contact items.
    pub icons: Icons,
}

impl Person {
    /// Reads the name's heading: `Ada Example - Software Engineer`.
    pub fn read_name(&mut self, phrase: &Phrase) {
        if is_document_title(&phrase.text) {
            return;
        }
        let cut = phrase.split_once(&[" - ", " – ", " — ", " | ", " · ", ": "]);
        let (name, rest) = cut.unwrap_or_else(|| (phrase.clone(), Phrase::default()));
        let (name, rest) =
            if is_document_title(&name.text) { (rest, Phrase::default()) } else { (name, rest) };
        if has_contact(&name) {
            return self.read_line(phrase);
        }
        self.basics.name = name.literal();
        if is_document_title(&rest.text) {
            rest.links().for_each(|(url, range)| self.add_web(url, &rest.slice(range), None));
        } else if has_contact(&rest) {
            self.read_line(&rest);
        } else {
            self.basics.label = rest.literal();
        }
    }

    /// Reads a block between the name and the first section.
    pub fn read_block(&mut self, mut block: Block) {
        if is_contact(&block) {
            self.icons.strip_block(&mut block);
        }
        let phrases = phrases(&block);
        let is_heading = block.heading().is_some();
        if is_contact_block(&phrases) {
            let (first, rest) = phrases.split_at(usize::from(self.starts_with_label(&phrases)));
            if let [first] = first {
                let is_name = self.basics.name.is_none() && !first.is_marked() && is_town(&first.text);
                let slot = if is_name { &mut self.basics.name } else { &mut self.basics.label };
                *slot = first.literal();
            }
            rest.iter().for_each(|phrase| self.read_line(phrase));
        } else if let [line] = phrases.as_slice()
            && self.basics.label.is_none()
            && self.summary.is_empty()
            && !line.has_links()
            && (is_heading || is_headline(line))
        {
            self.basics.label = line.literal();
        } else {
            self.summary.push(block);
        }
    }

    /// Whether the first of several lines is the headline: `**Actor & Presenter**` over ways to reach him.
    fn starts_with_label(&self, phrases: &[Phrase]) -> bool {
        let [first, _, ..] = phrases else { return false };
        let several = first.text.split_whitespace().count() > 1 || first.is_marked();
        let Basics { name, label, email, phone, .. } = &self.basics;
        let is_free = label.is_none() && self.summary.is_empty() && email.is_none() && phone.is_none();
        is_free
            && (name.is_some() || is_town(&first.text))
            && !names_role(&first.text)
            && several
            && !has_contact(first)
            && is_headline(first)
            && !first.text.char_indices().any(|(at, c)| is_separator(&first.text, at, c))
            && !first.text.contains([':', ','])
            && !first.text.contains(|c: char| c.is_numeric())
            && !names_place(&first.text)
    }

    /// Reads one line of contact details.
    fn read_line(&mut self, line: &Phrase) {
        for part in line.split(|at, c| is_separator(&line.text, at, c)) {
            self.read_part(&part.trim_matches(",;"));
        }
    }

    /// One part of a line, such as `Phone: 555-0100` or `Salem, OR, ada@example.com`.
    fn read_part(&mut self, part: &Phrase) {
        let mut at = 0;
        let mut label = None;
        for (range, address) in addresses(part) {
            label = self.read_between(&part.slice(at..range.start), true).or(label.take());
            at = range.end;
            self.add(address, part.slice(range), label.take());
        }
        self.read_between(&part.slice(at..part.text.len()), at > 0);
    }

    /// What stands between addresses. Gives back a label that announces the next.
    fn read_between(&mut self, between: &Phrase, beside: bool) -> Option<Phrase> {
        let text = between.trim_matches(",;()");
        if text.text.ends_with(':') && contact_label(&text.text).is_none() && beside {
            return Some(text);
        }
        if text.is_empty() || contact_label(&text.text).is_some() {
            return None;
        }
        let (label, value) = match text.text.find(':') {
            Some(at) => (contact_label(&text.text[..at]), text.slice(at + 1..text.text.len())),
            None => (None, text.clone()),
        };
        let basics = &mut self.basics;
        let city = &mut basics.location.city;
        match label {
            Some("phone") if basics.phone.is_none() => basics.phone = value.literal(),
            Some("address") if city.is_none() => *city = value.literal(),
            Some("url") if basics.url.is_none() => basics.url = value.literal(),
            _ if account(&text, &value).is_some() => basics.profiles.extend(account(&text, &value)),
            _ if !text.text.contains(char::is_alphanumeric) => {}
            _ if basics.label.is_none() && names_role(&text.text) && text.text.len() <= MAX_HEADLINE => {
                basics.label = text.literal()
            }
            _ if city.is_none() && (is_place(&text.text) || is_town(&text.text)) => *city = text.literal(),
            _ => basics.contact.extend(text.literal()),
        }
        None
    }

    /// Adds an address that was found.
    fn add(&mut self, address: Address, phrase: Phrase, label: Option<Phrase>) {
        let basics = &mut self.basics;
        match address {
            Address::Email(_) if basics.email.is_none() && label.is_none() => basics.email = phrase.literal(),
            Address::Phone if basics.phone.is_none() && label.is_none() => basics.phone = phrase.literal(),
            Address::Web(url) => self.add_web(&url, &phrase, label),
            Address::Email(other) if other != *phrase.text => {
                basics.contact.push(with_label(label, &phrase, &other))
            }
            Address::Email(_) | Address::Phone => basics.contact.push(with_label(label, &phrase, "")),
        }
    }

    fn add_web(&mut self, url: &Text, phrase: &Phrase, label: Option<Phrase>) {
        let address = Text::new(fold(&url.value), url.span);
        let url = url.value.as_str();
        if url.is_empty() {
            return self.basics.contact.push(with_label(label, phrase, ""));
        }
        let bare = on_paper(url);
        let shows_itself = on_paper(&phrase.text) == bare;
        let network = network_of(&bare);
        let label = label.map(|label| label.trim_matches(":"));
        let (network, username) = match (label, network) {
            (Some(label), _) => (label.literal(), phrase.literal().filter(|_| !shows_itself)),
            (None, Some(network)) => {
                let same = phrase.text.eq_ignore_ascii_case(network);
                let username = phrase.literal().filter(|_| !shows_itself && !same);
                (Some(Text::new(network, phrase.span())), username)
            }
            (None, None)
                if self.basics.url.is_none() && (shows_itself || contact_label(&phrase.text).is_some()) =>
            {
                self.basics.url = Some(address);
                return;
            }
            // With a path it is followed as typed; `https://` in front would only be longer.
            (None, None) if shows_itself && url.starts_with("https://") && phrase.text.contains('/') => {
                return self.basics.contact.extend(phrase.literal());
            }
            (None, None) if shows_itself => return self.basics.contact.push(address),
            (None, None) => (phrase.literal(), None),
        };
        self.basics.profiles.push(Profile { network, username, url: Some(address), ..Profile::default() });
    }
}

/// `GitHub: ada`, an account whose address is not given.
fn account(text: &Phrase, value: &Phrase) -> Option<Profile> {
    let network = text.text.split_once(':').map(|(label, _)| label.trim()).and_then(network_named)?;
    let is_name = !value.is_empty() && !value.text.contains(char::is_whitespace);
    let network = Some(Text::new(network, text.span()));
    (is_name && value.text.len() < text.text.len()).then(|| Profile {
        network,
        username: value.literal(),
        ..Profile::default()
    })
}

/// Whether some line has an address and none is running text.
fn is_contact_block(phrases: &[Phrase]) -> bool {
    let short = |phrase: &Phrase| {
        let mut left = phrase.text.to_string();
        for (range, _) in addresses(phrase).into_iter().rev() {
            left.replace_range(range, "");
        }
        left.split_whitespace().count() <= 10 && !left.trim_end().ends_with('.')
    };
    phrases.iter().any(has_contact) && phrases.iter().all(short)
}

/// Whether a line alone can be the headline.
fn is_headline(line: &Phrase) -> bool {
    line.text.len() <= MAX_HEADLINE
        && !line.text.ends_with(['.', '!', '?', ':'])
        && line.text.split_whitespace().count() <= 12
}

/// Whether a contact line is cut at this character.
fn is_separator(text: &str, at: usize, c: char) -> bool {
    let behind = &text[at + c.len_utf8()..];
    let spaced = text[..at].ends_with(char::is_whitespace) && behind.starts_with(char::is_whitespace);
    matches!(c, '|' | '•' | '·' | '\t' | '⋅' | '∙')
        || (spaced && matches!(c, '-' | '–' | '—' | '/' | '~' | '*'))
}

fn is_place(text: &str) -> bool {
    let is_name = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    names_place(text) || (text.contains(',') && is_name && text.split_whitespace().count() <= 8)
}

/// Whether a part of a contact line reads as a town: one to three names.
fn is_town(text: &str) -> bool {
    let small = ["am", "an", "der", "de", "la", "le", "sur", "upon", "del", "of", "in", "im"];
    let words: Vec<_> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        (word.starts_with(char::is_uppercase) || small.contains(word))
            && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
            && !is_listed(&word.to_lowercase(), |read| read.statuses)
    };
    (1..=3).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words[0].chars().any(char::is_lowercase)
        && words.iter().all(is_name)
}

/// An item as typed, its label before it and an address it does not show behind it.
fn with_label(label: Option<Phrase>, phrase: &Phrase, address: &str) -> Text {
    let label = label.map(|label| format!("{} ", &*label.text)).unwrap_or_default();
    let address = if address.is_empty() { String::new() } else { format!(" ({address})") };
    Text::new(fold(&format!("{label}{}{address}", &*phrase.text)), phrase.span())
}

/// The lines of a block that may be about contact; none when it is of another sort.
fn phrases(block: &Block) -> Vec<Phrase> {
    let all = |blocks: &[Block]| -> Vec<Phrase> {
        let texts: Option<Vec<_>> = blocks.iter().map(Block::text).collect();
        texts.into_iter().flatten().flat_map(Phrase::lines).collect()
    };
    match &block.kind {
        BlockKind::Heading(_, phrase) => vec![phrase.clone()],
        BlockKind::Paragraph(phrase) => phrase.lines(),
        BlockKind::List(None, items) => {
            let lines: Vec<_> = items.iter().map(|item| all(item)).collect();
            if lines.iter().any(Vec::is_empty) { Vec::new() } else { lines.concat() }
        }
        BlockKind::Quote(inner) => all(inner),
        _ => Vec::new(),
    }
}

/// Whether a block is nothing but ways to reach the person.
pub(super) fn is_contact(block: &Block) -> bool {
    is_contact_block(&phrases(block))
}

/// Whether `heading` says `Contact` or the like, and what is below is that.
pub(super) fn is_contact_section(heading: &Phrase, below: &[Block]) -> bool {
    is_contact_title(&heading.text) && !below.is_empty() && below.iter().all(is_contact)
}

/// Whether a heading right below the name is about the person (a headline, a contact line) and no section:
/// nothing is below it, or only ways to reach the person.
pub(super) fn is_about(heading: &Phrase, below: &[Block], person: &Person) -> bool {
    let is_free = person.basics.label.is_none() && person.summary.is_empty() && person.basics.name.is_some();
    let reaches = |block: &Block| {
        let found =
            phrases(block).iter().flat_map(addresses).any(|(_, address)| !matches!(address, Address::Web(_)));
        is_contact(block) && (found || names_role(&heading.text))
    };
    has_contact(heading) || (is_free && !heading.has_links() && below.iter().all(reaches))
}
