//! What the file says about itself: `$schema`, `meta`, and recto's options under `meta.recto`.

use super::reader::{Named, Reader};
use crate::resume::Setting;
use crate::text::Rule;
use crate::text::value::{Value, same_key};

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

/// `meta`: other tools keep what they like in it, so only the fields that JSON Resume names are looked at.
pub(super) fn read(reader: &mut Reader<'_>, pair: Named<'_>, settings: &mut Vec<Setting>) {
    if reader.is_absent(pair) {
        return;
    }
    for pair in reader.pairs(pair).iter().map(Named::from) {
        if same_key(pair.key, "recto") {
            options(reader, pair, settings);
        } else if TEXTS.iter().any(|key| same_key(pair.key, key)) {
            schema(reader, pair);
        }
    }
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
