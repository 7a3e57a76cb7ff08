//! What the file says about itself: `$schema`, `meta`, and recto's options under `meta.recto`.

use super::reader::{Named, Reader};
use crate::language::Language;
use crate::resume::{Resume, Setting};
use crate::text::value::{Node, Pair, Value, same_key};
use crate::text::{Diagnostic, Rule, shortened};

/// The fields of `meta` that JSON Resume gives a type.
const TEXTS: [&str; 3] = ["canonical", "version", "lastModified"];

/// Options of recto that people write at the root, where they are none.
const OPTIONS: [&str; 15] = [
    "layout", "theme", "template", "paper", "accent", "font", "heading-font", "size", "density", "pages",
    "print-urls", "page-numbers", "show-unknown", "titles", "style",
];

/// Whether a key at the root is the name of an option.
pub(super) fn is_option(key: &str) -> bool {
    OPTIONS.iter().any(|known| same_key(known, key))
}

/// From so many words on a text under `meta` is one for people.
const SENTENCE: usize = 4;

/// Whether JSON Resume has a text under this key of `meta`.
pub(crate) fn is_text(key: &str) -> bool {
    TEXTS.iter().any(|known| same_key(known, key))
}

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

/// The language as other programs set it. Recto's own option overrides it.
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

/// `meta`: other tools keep what they like in it. It is kept for them; a sentence in it is pointed out, for nothing of it
/// is printed.
pub(super) fn read(reader: &mut Reader<'_>, pair: Named<'_>, resume: &mut Resume) {
    if reader.is_absent(pair) {
        return;
    }
    let mut named = None;
    for pair in reader.pairs(pair) {
        if same_key(&pair.key, "recto") {
            options(reader, pair.into(), &mut resume.settings);
            continue;
        }
        if is_language(&pair.key) {
            named = named.or_else(|| language(reader, pair.into()));
        } else if is_text(&pair.key) {
            schema(reader, pair.into());
        } else {
            sentences(reader, &format!("meta.{}", pair.key), &pair.node);
        }
        resume.meta.push(setting(pair));
    }
    add_language(named, &mut resume.settings);
}

/// Warns of every sentence in a value.
fn sentences(reader: &mut Reader<'_>, key: &str, node: &Node) {
    match &node.value {
        Value::Scalar(scalar) if scalar.text.split_whitespace().count() >= SENTENCE => {
            let message = format!("the text of `{key}` is not printed");
            let text = shortened(scalar.text.trim(), 40);
            reader.report(
                Diagnostic::at(Rule::UnknownKey, node.span, message).label("`meta` is not printed").help(
                    format!("to print it, write `sections: [{{title: …, text: \"{text}\"}}]` at the root"),
                ),
            );
        }
        Value::Map(pairs) => {
            pairs.iter().for_each(|pair| sentences(reader, &format!("{key}.{}", pair.key), &pair.node));
        }
        Value::List(items) => items.iter().for_each(|item| sentences(reader, key, item)),
        Value::Scalar(_) | Value::Null => {}
    }
}

/// Adds the language that other programs read, unless an option sets it.
pub(super) fn add_language(named: Option<Setting>, settings: &mut Vec<Setting>) {
    settings.extend(named.filter(|_| !settings.iter().any(|setting| setting.key == "lang")));
}

/// The options, not yet interpreted.
pub(super) fn options(reader: &mut Reader<'_>, pair: Named<'_>, settings: &mut Vec<Setting>) {
    if reader.is_absent(pair) {
        return;
    }
    let Value::Map(pairs) = &pair.node.value else {
        reader.mismatch(pair, "a mapping of options such as `layout`, `paper`, `accent`");
        return;
    };
    settings.extend(pairs.iter().map(setting));
}

fn setting(pair: &Pair) -> Setting {
    Setting { key: pair.key.clone(), key_span: pair.key_span, value: pair.node.clone() }
}
