//! The person: `basics`, with its location, profiles and personal details.

use super::draft::join_prose;
use super::reader::{Named, Reader, is_blank, is_named, is_texts, title_of};
use crate::resume::{Basics, Location, Profile, Text};
use crate::schema::{BASICS, Detail, LOCATION, NAME, NameParts, PERSONAL, PROFILE};
use crate::text::value::{Pair, Value, same_key};
use crate::text::{Diagnostic, Rule, Span};

/// `linkedin: https://…` or `github: ada` in `basics` itself.
pub(super) fn account(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Profile> {
    let profile = profile_of(reader, pair)?;
    let (field, rank) = BASICS.find(pair.key)?;
    let network = field.keys().nth(rank).map(|name| Text::new(name, pair.key_span));
    Some(Profile { network, ..profile })
}

/// The fields of the person. The parts of a name make one, unless there is a whole one.
pub(super) fn person(reader: &mut Reader<'_>, fields: Vec<Named<'_>>, basics: &mut Basics) {
    let is_part = |key: &str| NAME.knows(key) || (!BASICS.knows(key) && NAME.meant(key).is_some());
    let (parts, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| is_part(field.key));
    let is_unnamed = |field: &Named<'_>| {
        BASICS.find(field.key).is_some_and(|(known, _)| known.key() == "name") && is_blank(field.node)
    };
    // Where a name is missing, that is reported where it belongs.
    let (unnamed, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(is_unnamed);
    basics.unnamed = unnamed.first().map(|field| field.key_span);
    reader.fields(&BASICS, fields, basics);
    let mut name = NameParts::default();
    reader.fields(&NAME, parts, &mut name);
    match &basics.name {
        None => basics.name = name.whole(),
        Some(whole) => {
            for part in name.parts.into_iter().flatten().filter(|part| !whole.value.contains(&part.value)) {
                reader.report(
                    Diagnostic::at(
                        Rule::KeyConflict,
                        part.span,
                        format!("`{}` is no part of `name`", part.value),
                    )
                    .label("`name` is printed instead")
                    .help("write the whole name under `name`"),
                );
            }
        }
    }
}

/// A name: text, or a mapping of its parts.
pub(super) fn name(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Text> {
    let pairs = match &pair.node.value {
        Value::Map(pairs) => pairs,
        // Its items may be the parts of one name, or several names.
        Value::List(_) => {
            reader.mismatch(pair, "text");
            return None;
        }
        Value::Scalar(_) | Value::Null => return reader.text(pair),
    };
    if !pairs.iter().any(|part| NAME.knows(&part.key)) {
        if is_named(pair.node, pairs) {
            return reader.text(pair);
        }
        reader.mismatch(pair, "text");
        return None;
    }
    let mut parts = NameParts::default();
    reader.record(&NAME, pair, &mut parts);
    parts.whole()
}

impl NameParts {
    /// The parts as one name.
    pub(super) fn whole(&self) -> Option<Text> {
        let parts: Vec<&Text> = self.parts.iter().flatten().collect();
        let span = parts.iter().map(|part| part.span).reduce(Span::join)?;
        Some(Text::new(parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(" "), span))
    }
}

/// A number or an address, or several in a list or under labels. Those behind the first are contact items.
pub(super) fn numbers(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    first: &mut Option<Text>,
    contact: &mut Vec<Text>,
) {
    let mut all: Vec<Text> = match &pair.node.value {
        Value::List(items) => items.iter().filter_map(|item| reader.text(pair.item(item))).collect(),
        Value::Map(pairs) if pairs.iter().all(|pair| matches!(pair.node.value, Value::Scalar(_))) => {
            let labelled = |pair: &Pair| {
                let text = reader.text(pair.into())?;
                Some(Text::new(format!("{}: {}", title_of(&pair.key), text.value), text.span))
            };
            contact.extend(pairs.iter().filter_map(labelled));
            return;
        }
        _ => reader.text(pair).into_iter().collect(),
    };
    let rest = all.split_off(all.len().min(1));
    *first = all.pop();
    contact.extend(rest);
}

/// Ways to reach the person under a key of their own: fields of `basics`, accounts, texts. What `basics` says otherwise
/// itself is a contact item too.
pub(super) fn ways(reader: &mut Reader<'_>, pair: Named<'_>, basics: &mut Basics) {
    let mut more = Basics::default();
    if let Value::Map(pairs) = &pair.node.value
        && !is_profile(pairs)
    {
        let is_field = |pair: &Named<'_>| BASICS.knows(pair.key) || BASICS.meant(pair.key).is_some();
        let (fields, accounts): (Vec<_>, Vec<_>) = pairs.iter().map(Named::from).partition(is_field);
        reader.fields(&BASICS, fields, &mut more);
        let (place, accounts): (Vec<_>, Vec<_>) =
            accounts.into_iter().partition(|pair| LOCATION.knows(pair.key));
        reader.fields(&LOCATION, place, &mut more.location);
        for account in reader.present(accounts.into_iter()) {
            more.profiles.extend(profile_of(reader, account));
        }
    } else {
        profiles(reader, pair, &mut more);
    }
    let Basics { name, label, image, email, phone, url, summary, location, .. } = more;
    for (known, text) in [
        (&mut basics.name, name),
        (&mut basics.label, label),
        (&mut basics.image, image),
        (&mut basics.email, email),
        (&mut basics.phone, phone),
        (&mut basics.url, url),
    ] {
        match (&known, text) {
            (None, text) => *known = text,
            (Some(known), Some(text)) if known.value != text.value => basics.contact.push(text),
            _ => {}
        }
    }
    basics.summary = join_prose(basics.summary.take(), summary);
    if basics.location == Location::default() {
        basics.location = location;
    } else {
        let Location { address, postal_code, city, country_code, region, unknown } = location;
        let known = &basics.location;
        let known = [&known.address, &known.postal_code, &known.city, &known.region, &known.country_code];
        let is_known = |part: &Text| {
            known.iter().any(|known| known.as_ref().is_some_and(|known| known.value == part.value))
        };
        let parts = [address, postal_code, city, region, country_code].into_iter().flatten();
        let parts: Vec<Text> = parts.filter(|part| !is_known(part)).collect();
        let span = parts.iter().map(|part| part.span).reduce(Span::join);
        let joined = parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(", ");
        basics.contact.extend(span.map(|span| Text::new(joined, span)));
        basics.location.unknown.extend(unknown);
    }
    basics.contact.extend(more.contact);
    basics.profiles.extend(more.profiles);
    basics.personal.extend(more.personal);
    basics.unknown.extend(more.unknown);
}

/// A mapping of parts; one text is a place as a person writes it.
pub(super) fn location(reader: &mut Reader<'_>, pair: Named<'_>, location: &mut Location) {
    match &pair.node.value {
        Value::Scalar(scalar) if scalar.text.trim().contains('\n') => location.address = reader.lines(pair),
        Value::Scalar(_) => location.city = reader.text(pair),
        Value::List(items) if items.is_empty() => {}
        Value::List(items) if is_texts(items) => location.address = reader.lines(pair),
        _ => reader.record(&LOCATION, pair, location),
    }
}

/// Whether a mapping is one profile, and not one from network to account: it names its network, or has nothing but fields
/// of a profile.
fn is_profile(pairs: &[Pair]) -> bool {
    let names_network = |pair: &Pair| same_key(&pair.key, "network");
    pairs.iter().any(names_network) || pairs.iter().all(|pair| PROFILE.knows(&pair.key))
}

/// A list of profiles and texts.
fn profiles(reader: &mut Reader<'_>, pair: Named<'_>, basics: &mut Basics) {
    for item in reader.items(pair) {
        match &item.node.value {
            Value::Scalar(_) => basics.contact.extend(reader.text(item)),
            Value::Map(pairs) => {
                let mut profile = Profile::default();
                // Where nothing else says what it is, its icon does.
                let is_named = pairs.iter().any(|pair| is_network(&pair.key));
                let icon = |pair: Named<'_>| !is_named && same_key(pair.key, "icon");
                let fields = pairs.iter().map(Named::from);
                let fields =
                    fields.map(|pair| if icon(pair) { Named { key: "network", ..pair } } else { pair });
                reader.fields(&PROFILE, fields, &mut profile);
                if profile.url.is_none() && profile.username.as_ref().is_some_and(is_address) {
                    profile.url = profile.username.take();
                }
                add_profile(profile, basics);
            }
            Value::List(_) | Value::Null => {
                reader.mismatch(item, "a mapping such as `network`, `username`, `url`")
            }
        }
    }
}

/// Whether a key of a profile says what it is.
fn is_network(key: &str) -> bool {
    PROFILE.find(key).is_some_and(|(field, _)| field.key() == "network")
}

/// Icons that are named otherwise than what they are for.
const ICONS: [(&str, &str); 3] = [("envelope", "email"), ("at", "email"), ("smartphone", "phone")];

/// The field of the person that the network of a profile, or the name of its icon, means: `fas fa-envelope` is `email`.
fn field_of(network: &Text) -> Option<&'static str> {
    let name = network.value.rsplit(' ').next()?.trim_start_matches("fa-");
    let icon = ICONS.iter().find(|(icon, _)| *icon == name).map(|(_, field)| *field);
    icon.or_else(|| BASICS.find(name).map(|(field, _)| field.key()))
}

/// Adds a profile. One that is the e-mail address or the number of the person becomes that.
fn add_profile(mut profile: Profile, basics: &mut Basics) {
    let slot = match profile.network.as_ref().and_then(field_of) {
        Some("email") => &mut basics.email,
        Some("phone") => &mut basics.phone,
        _ if profile == Profile::default() => return,
        _ => return basics.profiles.push(profile),
    };
    let scheme = |url: &Text| url.value.starts_with("mailto:") || url.value.starts_with("tel:");
    let address = profile.url.take_if(|url| scheme(url));
    let address =
        address.map(|url| Text::new(url.value.split_once(':').map_or("", |(_, rest)| rest), url.span));
    for text in profile.username.take().into_iter().chain(address) {
        match &slot {
            None => *slot = Some(text),
            Some(known) if known.value == text.value => {}
            Some(_) => basics.contact.push(text),
        }
    }
    basics.unknown.append(&mut profile.unknown);
    if profile.url.is_some() {
        basics.profiles.push(profile);
    }
}

/// `github: ada` or `github: https://github.com/ada`.
fn profile_of(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Profile> {
    let mut profile = Profile { network: Some(Text::new(pair.key, pair.key_span)), ..Profile::default() };
    if let Value::Map(_) = &pair.node.value {
        reader.record(&PROFILE, pair, &mut profile);
        return Some(profile);
    }
    let text = reader.text(pair)?;
    if is_address(&text) {
        profile.url = Some(text)
    } else {
        profile.username = Some(text)
    }
    Some(profile)
}

/// Whether an account is given by its address.
fn is_address(text: &Text) -> bool {
    text.value.contains('/') && !text.value.contains(' ')
}

/// The text that the key is the label of, a mapping from label to text, or a list of `{label, text}` and of texts such as `Nationality: Swedish`.
pub(super) fn personal(reader: &mut Reader<'_>, pair: Named<'_>, personal: &mut Vec<(Text, Text)>) {
    if let (false, Value::Scalar(_)) = (same_key(pair.key, "personal"), &pair.node.value) {
        let label = Text::new(title_of(pair.key), pair.key_span);
        personal.extend(reader.text(pair).map(|text| (label, text)));
        return;
    }
    if let Value::Map(pairs) = &pair.node.value {
        for pair in reader.present(pairs.iter().map(Named::from)) {
            let label = Text::new(pair.key.trim(), pair.key_span);
            personal.extend(reader.text(pair).map(|text| (label, text)));
        }
        return;
    }
    for item in reader.items(pair) {
        personal.extend(detail(reader, item));
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
    reader.record(&PERSONAL, pair, &mut detail);
    let unknown = detail.unknown.into_iter().map(|unknown| unknown.text);
    let texts: Vec<Text> = detail.text.into_iter().chain(unknown).collect();
    let Some(span) = texts.first().map(|text| text.span) else {
        return detail.label.map(|label| (Text::default(), label));
    };
    let joined = texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(", ");
    Some((detail.label.unwrap_or_default(), Text::new(joined, span)))
}
