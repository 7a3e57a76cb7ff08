//! What the file says about itself: `$schema`, `meta`, and recto's options under `meta.recto`.

use super::reader::{Named, Reader};
use crate::language::Language;
use crate::resume::Setting;
use crate::text::Rule;
use crate::text::value::{Node, Value, same_key};

/// The fields of `meta` that JSON Resume gives a type.
const TEXTS: [&str; 3] = ["canonical", "version", "lastModified"];

/// `$schema` is for editors; recto only looks whether it is text. Nothing of it is printed, so a wrong kind is no reason
/// to stop.
pub(super) fn schema(reader: &mut Reader<'_>, pair: Named<'_>) {
    if !reader.is_absent(pair) && !matches!(pair.node.value, Value::Scalar(_)) {
        let found = pair.node.kind();
        reader.report(
            pair.problem(Rule::ValueIgnored, found)
                .label(format!("expected text, found {found}"))
                .help("delete it, or write text"),
        );
    }
}

/// Whether a key is one under which other programs set the language.
pub(super) fn is_language(key: &str) -> bool {
    ["language", "lang", "locale"].iter().any(|known| same_key(key, known))
}

/// The language as other programs set it; the option of recto goes before it.
pub(super) fn language(reader: &mut Reader<'_>, pair: Named<'_>) -> Option<Setting> {
    let written = reader.text(pair)?;
    let Some(tag) = Language::tag(&written.value) else {
        let what = format!("`{}`, in which recto has no titles and dates", written.value);
        reader.report(pair.problem(Rule::ValueIgnored, &what).label("English is taken"));
        return None;
    };
    let value = Node::text(written.span, tag);
    Some(Setting { key: "lang".to_owned(), key_span: pair.key_span, value })
}

/// `meta`: other tools keep what they like in it, so only the fields that JSON Resume names are looked at.
pub(super) fn read(reader: &mut Reader<'_>, pair: Named<'_>, settings: &mut Vec<Setting>) {
    if reader.is_absent(pair) {
        return;
    }
    let mut named = None;
    for pair in reader.pairs(pair).iter().map(Named::from) {
        if same_key(pair.key, "recto") {
            options(reader, pair, settings);
        } else if is_language(pair.key) {
            named = named.or_else(|| language(reader, pair));
        } else if TEXTS.iter().any(|key| same_key(pair.key, key)) {
            schema(reader, pair);
        }
    }
    add_language(named, settings);
}

/// Adds the language that other programs read, unless an option sets it.
pub(super) fn add_language(named: Option<Setting>, settings: &mut Vec<Setting>) {
    settings.extend(named.filter(|_| !settings.iter().any(|setting| setting.key == "lang")));
}

/// The options, not yet interpreted.
fn options(reader: &mut Reader<'_>, pair: Named<'_>, settings: &mut Vec<Setting>) {
    if reader.is_absent(pair) {
        return;
    }
    let Value::Map(pairs) = &pair.node.value else {
        reader.mismatch(pair, "a mapping of options such as `layout`, `paper`, `accent`");
        return;
    };
    settings.extend(pairs.iter().map(|pair| Setting {
        key: pair.key.clone(),
        key_span: pair.key_span,
        value: pair.node.clone(),
    }));
}
