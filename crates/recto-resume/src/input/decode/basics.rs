//! The person: `basics`, with its location, profiles and personal details.

use super::fields::{Record, SlotMut};
use super::reader::{Named, Reader};
use crate::resume::{Basics, Location, Profile, Text, Unknown};
use crate::schema::{
    BASICS, BasicsSlot, LOCATION, LocationSlot, PERSONAL, PROFILE, PersonalSlot, ProfileSlot,
};
use crate::text::value::Value;

impl Record for Basics {
    type Slot = BasicsSlot;

    fn slot(&mut self, slot: BasicsSlot) -> SlotMut<'_> {
        match slot {
            BasicsSlot::Name => SlotMut::Text(&mut self.name),
            BasicsSlot::Label => SlotMut::Text(&mut self.label),
            BasicsSlot::Image => SlotMut::Text(&mut self.image),
            BasicsSlot::Email => SlotMut::Text(&mut self.email),
            BasicsSlot::Phone => SlotMut::Text(&mut self.phone),
            BasicsSlot::Url => SlotMut::Text(&mut self.url),
            BasicsSlot::Summary => SlotMut::Prose(&mut self.summary),
            BasicsSlot::Location => SlotMut::Location(&mut self.location),
            BasicsSlot::Profiles => SlotMut::Profiles(&mut self.profiles, &mut self.contact),
            BasicsSlot::Contact => SlotMut::Texts(&mut self.contact),
            BasicsSlot::Personal => SlotMut::Personal(&mut self.personal),
        }
    }

    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

impl Record for Location {
    type Slot = LocationSlot;

    fn slot(&mut self, slot: LocationSlot) -> SlotMut<'_> {
        SlotMut::Text(match slot {
            LocationSlot::Address => &mut self.address,
            LocationSlot::PostalCode => &mut self.postal_code,
            LocationSlot::City => &mut self.city,
            LocationSlot::CountryCode => &mut self.country_code,
            LocationSlot::Region => &mut self.region,
        })
    }

    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

impl Record for Profile {
    type Slot = ProfileSlot;

    fn slot(&mut self, slot: ProfileSlot) -> SlotMut<'_> {
        SlotMut::Text(match slot {
            ProfileSlot::Network => &mut self.network,
            ProfileSlot::Username => &mut self.username,
            ProfileSlot::Url => &mut self.url,
        })
    }

    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

/// `linkedin: https://…` or `github: ada` in `basics` itself.
pub(super) fn account(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Profile> {
    let profile = profile_of(reader, pair)?;
    let (field, rank) = BASICS.find(pair.key)?;
    let network = field.keys().nth(rank).map(|name| Text::new(name, pair.key_span));
    Some(Profile { network, ..profile })
}

/// One of `personal`, when it is a list.
#[derive(Default)]
pub(crate) struct Detail {
    pub label: Option<Text>,
    pub text: Option<Text>,
    pub unknown: Vec<Unknown>,
}

impl Record for Detail {
    type Slot = PersonalSlot;

    fn slot(&mut self, slot: PersonalSlot) -> SlotMut<'_> {
        SlotMut::Text(match slot {
            PersonalSlot::Label => &mut self.label,
            PersonalSlot::Text => &mut self.text,
        })
    }

    fn unknown(&mut self) -> &mut Vec<Unknown> {
        &mut self.unknown
    }
}

/// A mapping of parts; one text is a place as a person writes it.
pub(super) fn location(reader: &mut Reader<'_>, pair: Named<'_>, location: &mut Location) {
    match &pair.node.value {
        Value::Scalar(scalar) if scalar.text.trim().contains('\n') => location.address = reader.lines(pair),
        Value::Scalar(_) => location.city = reader.text(pair),
        Value::List(items) if items.is_empty() => {}
        _ => reader.record(&LOCATION, pair, location),
    }
}

/// A list of profiles, or a mapping from network to user name or address.
pub(super) fn profiles(
    reader: &mut Reader<'_>,
    pair: Named<'_>,
    profiles: &mut Vec<Profile>,
    contact: &mut Vec<Text>,
) {
    if let Value::Map(pairs) = &pair.node.value
        && !pairs.iter().any(|pair| PROFILE.knows(&pair.key))
    {
        for pair in pairs {
            let pair = Named::from(pair);
            if !reader.is_absent(pair) {
                profiles.extend(profile_of(reader, pair));
            }
        }
        return;
    }
    for node in reader.items(pair) {
        let item = pair.item(node);
        match &node.value {
            Value::Scalar(_) => contact.extend(reader.text(item)),
            Value::Map(_) => {
                let mut profile = Profile::default();
                reader.record(&PROFILE, item, &mut profile);
                if profile != Profile::default() {
                    profiles.push(profile);
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
    if let Value::Map(_) = &pair.node.value {
        reader.record(&PROFILE, pair, &mut profile);
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
pub(super) fn personal(reader: &mut Reader<'_>, pair: Named<'_>, personal: &mut Vec<(Text, Text)>) {
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
    reader.record(&PERSONAL, pair, &mut detail);
    let unknown = detail.unknown.into_iter().map(|unknown| unknown.text);
    let texts: Vec<Text> = detail.text.into_iter().chain(unknown).collect();
    let Some(span) = texts.first().map(|text| text.span) else {
        return detail.label.map(|label| (Text::default(), label));
    };
    let joined = texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join(", ");
    Some((detail.label.unwrap_or_default(), Text::new(joined, span)))
}
