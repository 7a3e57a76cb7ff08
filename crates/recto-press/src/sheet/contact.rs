//! The ways to reach the person, in the order to print: place, phone, e-mail, home page, accounts, others.

use super::content::{Contact, Labelled};
use super::writer::Writer;
use recto_resume::resume::contact::{Found, Way, find, list};
use recto_resume::resume::{Basics, Profile, Text, Unknown};
use recto_resume::text::url::{Judged, has_part, judge, looks_like_email, on_paper, phone};
use recto_resume::text::{Diagnostic, Rule};

impl Writer<'_> {
    /// The contact line.
    pub fn contact(&mut self, basics: &Basics) -> Vec<Contact> {
        let address = self.address(&basics.location);
        let address = address.map(|text| self.item("place", text, None));
        let phones: Vec<_> =
            several(basics.phone.as_ref()).iter().filter_map(|one| self.phone(one)).collect();
        let emails = several(basics.email.as_ref());
        let emails: Vec<_> = self.at(self.options.argument("email"), |writer| {
            emails.iter().filter_map(|one| writer.email(one)).collect()
        });
        let homes = several(basics.url.as_ref());
        let homes: Vec<_> = self.at(self.options.argument("url"), |writer| {
            homes.iter().filter_map(|one| writer.link(Some(one))).collect()
        });
        let homes: Vec<_> = homes.into_iter().map(|link| self.item("url", link.text, link.url)).collect();
        let profiles: Vec<Contact> =
            basics.profiles.iter().filter_map(|profile| self.profile(profile)).collect();
        let others: Vec<Contact> = basics.contact.iter().filter_map(|text| self.other(text)).collect();
        let first = address.into_iter().chain(phones).chain(emails).chain(homes);
        first.chain(profiles).chain(others).collect()
    }

    fn item(&self, kind: &'static str, text: Text, url: Option<String>) -> Contact {
        Contact { kind, label: self.word(kind).to_owned(), text, url }
    }

    fn phone(&mut self, written: &Text) -> Option<Contact> {
        let mut text = self.literal(written)?;
        let url = target(&text.value).or_else(|| phone(&text.value));
        text.value = text.value.strip_prefix("tel:").unwrap_or(&text.value).trim().to_owned();
        Some(self.item("phone", text, url))
    }

    fn email(&mut self, written: &Text) -> Option<Contact> {
        let mut text = self.literal(written)?;
        text.value = on_paper(&text.value);
        let is_address = looks_like_email(&text.value);
        let url = if is_address { Some(format!("mailto:{}", text.value)) } else { target(&text.value) };
        if url.is_none() {
            let message = format!("`{}` does not look like an e-mail address", text.value);
            let warning = Diagnostic::new(Rule::EmailInvalid, self.place(text.span), message);
            self.diagnostics.push(warning.label("printed as text"));
        }
        Some(self.item("email", text, url))
    }

    /// An account: its address, with the network's and the user's name where the address lacks them.
    fn profile(&mut self, profile: &Profile) -> Option<Contact> {
        let network = profile.network.as_ref().and_then(|text| self.text(text));
        let username = profile.username.as_ref().and_then(|text| self.literal(text));
        let link = self.link(profile.url.as_ref());
        let label = network.as_ref().map_or_else(|| self.word("profile").to_owned(), |n| n.value.clone());
        let span = [&network, &username, &link.as_ref().map(|link| link.text.clone())]
            .into_iter()
            .flatten()
            .map(|text| text.span)
            .reduce(|a, b| a.join(b))?;
        let url = link.as_ref().and_then(|link| link.url.clone());
        let text = match (network, username, link) {
            (network, username, Some(link)) => {
                let address = link.text.value;
                // `@ada@example.org` is in `example.org/@ada`.
                let named = |name: &Text| {
                    let mut parts = name.value.trim_start_matches('@').split('@');
                    !parts.all(|part| has_part(&address, part) || address.starts_with(&format!("{part}/")))
                };
                let before = network.filter(named).map_or_else(String::new, |n| format!("{}: ", n.value));
                let after = username.filter(named).map_or_else(String::new, |u| format!(" ({})", u.value));
                format!("{before}{address}{after}")
            }
            (Some(network), Some(username), None) => format!("{}: {}", network.value, username.value),
            (network, username, None) => network.or(username)?.value,
        };
        Some(Contact { kind: "profile", label, text: Text::new(text, span), url })
    }

    /// An item of a contact line: an address as the home page prints, anything else as typed. It is followed when one
    /// address or number is in it.
    fn other(&mut self, written: &Text) -> Option<Contact> {
        let text = self.literal(written)?;
        let (text, url) = match self.whole_address(&text) {
            Some((paper, url)) => (Text::new(paper, text.span), Some(url)),
            None => {
                let url = target(&text.value);
                (if url.is_some() { text } else { self.curled(text) }, url)
            }
        };
        Some(Contact { kind: "other", label: String::new(), text, url })
    }

    /// How a text that is nothing but an address reads, and its target. Words with a dot in them (`Node.js`) are none.
    fn whole_address(&mut self, text: &Text) -> Option<(String, String)> {
        let written = text.value.as_str();
        let scheme = written.contains("://") || written.starts_with("mailto:") || written.starts_with("www.");
        let path = written.contains('/') && written.split('/').next().is_some_and(|host| host.contains('.'));
        let judged = scheme || path || looks_like_email(written);
        (judged && !written.contains(' ')).then(|| self.judge(written, text.span)).flatten()
    }

    /// Personal details, and unknown fields of `basics` when they are shown.
    pub fn personal(&mut self, basics: &Basics) -> Vec<Labelled> {
        let given = basics.personal.iter().map(|(label, text)| (label.clone(), text.clone()));
        let unknown = |fields: &[Unknown]| -> Vec<(Text, Text)> {
            let label = |field: &Unknown| Text::new(field.key.clone(), field.text.span);
            fields.iter().map(|field| (label(field), field.text.clone())).collect()
        };
        let mut rows: Vec<(Text, Text)> = given.collect();
        if self.options.show_unknown {
            rows.extend(unknown(&basics.unknown));
            rows.extend(unknown(&basics.location.unknown));
            rows.extend(basics.profiles.iter().flat_map(|profile| unknown(&profile.unknown)));
        }
        let labelled = |(label, text): (Text, Text)| {
            let text = self.text(&text)?;
            let label = self.text(&label).unwrap_or_default();
            Some(Labelled { label, text })
        };
        rows.into_iter().filter_map(labelled).collect()
    }
}

/// The addresses or numbers of a text that lists several; else the text itself.
fn several(written: Option<&Text>) -> Vec<Text> {
    let Some(written) = written else { return Vec::new() };
    match list(&written.value) {
        Some(found) => {
            found.into_iter().map(|found| Text::new(&written.value[found.range], written.span)).collect()
        }
        None => vec![written.clone()],
    }
}

/// Where a text leads that has one address or number in it.
fn target(text: &str) -> Option<String> {
    let [Found { range, way }] = find(text).try_into().ok()?;
    let address = &text[range.clone()];
    match way {
        // An extension behind the number is left to the reader.
        Way::Phone => phone(address),
        Way::Email | Way::Web => match judge(address) {
            Judged::Safe { url, .. } => Some(url),
            _ => None,
        },
    }
}
