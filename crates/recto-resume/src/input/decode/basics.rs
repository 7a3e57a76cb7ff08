//! The person: `basics`, with its location, profiles and personal details.

use super::fields::{Field, Keeps, Table, same_key};
use super::reader::{Named, Reader};
use crate::resume::{Basics, Location, Profile, SectionKind, Text, Unknown};
use crate::text::value::{ScalarKind, Value};

impl Keeps for Basics {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

impl Keeps for Location {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

impl Keeps for Profile {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

/// `basics`.
pub(super) static BASICS: Table<Basics> = Table {
    what: "`basics`",
    fields: &[
        Field::one(&["name", "fullName"], |r, p, b| b.name = r.text(p)),
        Field::one(&["label", "headline", "title", "tagline"], |r, p, b| b.label = r.text(p)),
        Field::one(&["image", "picture", "photo"], |r, p, b| b.image = r.text(p)),
        Field::one(&["email", "mail"], |r, p, b| b.email = r.text(p)),
        Field::one(&["phone", "telephone", "tel", "mobile"], |r, p, b| b.phone = r.text(p)),
        Field::one(&["url", "website", "homepage"], |r, p, b| b.url = r.text(p)),
        Field::one(SectionKind::Summary.keys(), |r, p, b| b.summary = r.prose(p)),
        Field::one(&["location", "address"], |r, p, b| location(r, p, &mut b.location)),
        Field::many(&["profiles", "socials", "links"], profiles),
        Field::many(NETWORKS, network),
        Field::many(&["contact", "contacts"], |r, p, b| b.contact.extend(r.texts(p))),
        Field::many(&["personal"], |r, p, b| personal(r, p, &mut b.personal)),
    ],
};

static LOCATION: Table<Location> = Table {
    what: "`location`",
    fields: &[
        Field::one(&["address", "street"], |r, p, l| l.address = r.lines(p)),
        Field::one(&["postalCode", "zip", "zipCode", "postcode"], |r, p, l| l.postal_code = r.text(p)),
        Field::one(&["city", "town", "locality"], |r, p, l| l.city = r.text(p)),
        Field::one(&["countryCode", "country"], |r, p, l| l.country_code = r.text(p)),
        Field::one(&["region", "state", "province"], |r, p, l| l.region = r.text(p)),
    ],
};

static PROFILE: Table<Profile> = Table {
    what: "a profile",
    fields: &[
        Field::one(&["network", "name", "site"], |r, p, f| f.network = r.text(p)),
        Field::one(&["username", "user", "handle"], |r, p, f| f.username = r.text(p)),
        Field::one(&["url", "website", "link", "href"], |r, p, f| f.url = r.text(p)),
    ],
};

/// Keys of `basics` that name an account, as many files have it: `linkedin: …`.
const NETWORKS: &[&str] = &[
    "LinkedIn", "GitHub", "GitLab", "Bitbucket", "Codeberg", "Twitter", "X", "Mastodon", "Bluesky",
    "Stack Overflow", "ORCID", "Google Scholar", "ResearchGate", "Behance", "Dribbble", "Medium", "Xing",
    "Blog",
];

/// `linkedin: https://…` or `github: ada` in `basics` itself. What is neither an address nor a user name is a field
/// that recto does not know.
fn network(reader: &mut Reader<'_>, pair: Named<'_>, basics: &mut Basics) {
    let named = NETWORKS.iter().find(|name| same_key(name, pair.key));
    let is_handle = matches!(&pair.node.value, Value::Scalar(scalar) if {
        let text = scalar.text.trim();
        scalar.kind == ScalarKind::Text && !text.contains(char::is_whitespace)
    });
    match (named, is_handle) {
        (Some(name), true) => {
            basics.profiles.extend(
                profile_of(reader, pair)
                    .map(|profile| Profile { network: Some(Text::new(*name, pair.key_span)), ..profile }),
            );
        }
        _ => {
            let names = BASICS.names().filter(|name| !NETWORKS.contains(name));
            reader.unknown_key(pair, BASICS.what, names, &mut basics.unknown);
        }
    }
}

/// One of `personal`, when it is a list.
#[derive(Default)]
struct Detail {
    label: Option<Text>,
    text: Option<Text>,
    unknown: Vec<Unknown>,
}

impl Keeps for Detail {
    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

static DETAIL: Table<Detail> = Table {
    what: "a personal detail",
    fields: &[
        Field::one(&["label", "name", "title", "key"], |r, p, d| d.label = r.text(p)),
        Field::one(&["text", "value"], |r, p, d| d.text = r.text(p)),
    ],
};

/// A mapping of parts; one text is a place as a person writes it.
fn location(reader: &mut Reader<'_>, pair: Named<'_>, location: &mut Location) {
    match &pair.node.value {
        Value::Scalar(scalar) if scalar.text.trim().contains('\n') => location.address = reader.lines(pair),
        Value::Scalar(_) => location.city = reader.text(pair),
        Value::List(items) if items.is_empty() => {}
        _ => LOCATION.read_from(reader, pair, location),
    }
}

/// A list of profiles, or a mapping from network to user name or address.
fn profiles(reader: &mut Reader<'_>, pair: Named<'_>, basics: &mut Basics) {
    if let Value::Map(pairs) = &pair.node.value
        && !pairs.iter().any(|pair| PROFILE.knows(&pair.key))
    {
        for pair in pairs {
            let pair = Named::from(pair);
            if !reader.is_absent(pair) {
                basics.profiles.extend(profile_of(reader, pair));
            }
        }
        return;
    }
    for node in reader.items(pair) {
        let item = pair.item(node);
        match &node.value {
            Value::Scalar(_) => basics.contact.extend(reader.text(item)),
            Value::Map(_) => {
                let mut profile = Profile::default();
                PROFILE.read_from(reader, item, &mut profile);
                if profile != Profile::default() {
                    basics.profiles.push(profile);
                }
            }
            Value::List(_) | Value::Null => {
                reader.mismatch(item, "a mapping such as `network`, `username`, `url`")
            }
        }
    }
}

/// `github: ada` or `github: https://github.com/ada`.
fn profile_of(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Profile> {
    let mut profile = Profile { network: Some(Text::new(pair.key, pair.key_span)), ..Profile::default() };
    if let Value::Map(pairs) = &pair.node.value {
        PROFILE.read(reader, pairs.iter().map(Named::from), &mut profile);
        return Some(profile);
    }
    let text = reader.text(pair)?;
    if text.value.contains('/') {
        profile.url = Some(text)
    } else {
        profile.username = Some(text)
    }
    Some(profile)
}

/// A mapping from label to text, or a list of `{label, text}` and of texts such as `Nationality: Swedish`.
fn personal(reader: &mut Reader<'_>, pair: Named<'_>, personal: &mut Vec<(Text, Text)>) {
    if let Value::Map(pairs) = &pair.node.value {
        for pair in pairs {
            let named = Named::from(pair);
            if !reader.is_absent(named)
                && let Some(text) = reader.text(named)
            {
                personal.push((Text::new(pair.key.trim(), pair.key_span), text));
            }
        }
        return;
    }
    for node in reader.items(pair) {
        personal.extend(detail(reader, pair.item(node)));
    }
}

fn detail(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<(Text, Text)> {
    let Value::Map(_) = &pair.node.value else {
        let text = reader.text(pair)?;
        return Some(match text.value.split_once(": ") {
            Some((label, rest)) => (Text::new(label, text.span), Text::new(rest.trim(), text.span)),
            None => (Text::default(), text),
        });
    };
    let mut detail = Detail::default();
    DETAIL.read_from(reader, pair, &mut detail);
    let unknown = detail.unknown.into_iter().map(|unknown| unknown.text);
    let texts: Vec<Text> = detail.text.into_iter().chain(unknown).collect();
    let Some(span) = texts.first().map(|text| text.span) else {
        return detail.label.map(|label| (Text::default(), label));
    };
    let joined = texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(", ");
    Some((detail.label.unwrap_or_default(), Text::new(joined, span)))
}
