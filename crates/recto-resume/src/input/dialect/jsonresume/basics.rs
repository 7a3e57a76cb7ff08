//! The person: `basics`, with its location, profiles and personal details.

use super::reader::{Named, Reader};
use crate::resume::{Location, Profile, Text};
use crate::schema::{BASICS, Detail, LOCATION, PERSONAL, PROFILE};
use crate::text::value::Value;

/// `linkedin: https://…` or `github: ada` in `basics` itself.
pub(super) fn account(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Profile> {
    let profile = profile_of(reader, pair)?;
    let (field, rank) = BASICS.find(pair.key)?;
    let network = field.keys().nth(rank).map(|name| Text::new(name, pair.key_span));
    Some(Profile { network, ..profile })
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
        for pair in reader.present(pairs.iter().map(Named::from)) {
            profiles.extend(profile_of(reader, pair));
        }
        return;
    }
    for item in reader.items(pair) {
        match &item.node.value {
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
