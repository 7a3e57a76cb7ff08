//! Data that says the same in several languages: `title: {fr: Cuisinière, en: Cook}`. One of the languages is read.

use crate::language::Language;
use crate::resume::SectionKind;
use crate::text::value::{Node, Pair, Value, same_key};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// Keys that say which language is meant where a text has several.
const DEFAULTS: [&str; 5] = ["lang", "language", "locale", "defaultLang", "defaultLanguage"];

/// The tree with one language of every value that has several: that which the file names, else the first. What is left out is
/// named once.
pub(in crate::input) fn settle(mut tree: Node, diagnostics: &mut Diagnostics) -> Node {
    let wanted = named_language(&tree);
    let mut left_out = Vec::new();
    choose(&mut tree, wanted.as_deref(), &mut left_out);
    if let Some((first, span)) = left_out.first() {
        let mut codes: Vec<_> = left_out.iter().map(|(code, _)| format!("`{code}`")).collect();
        codes.sort_unstable();
        codes.dedup();
        let message =
            format!("the file is in several languages, and what is under {} is not read", codes.join(", "));
        diagnostics.push(
            Diagnostic::at(Rule::ValueConverted, *span, message)
                .label("left out, with all others of its language")
                .help(format!("write `lang: {first}` at the root for this language")),
        );
    }
    tree
}

/// The language that the root or `meta` names.
fn named_language(tree: &Node) -> Option<String> {
    let Value::Map(pairs) = &tree.value else { return None };
    pairs.iter().find_map(|pair| match &pair.node.value {
        Value::Scalar(scalar) if DEFAULTS.iter().any(|key| same_key(key, &pair.key)) => {
            Some(scalar.text.trim().to_lowercase())
        }
        Value::Map(_) if same_key(&pair.key, "meta") => named_language(&pair.node),
        _ => None,
    })
}

fn choose(node: &mut Node, wanted: Option<&str>, left_out: &mut Vec<(String, Span)>) {
    if let Value::Map(pairs) = &mut node.value
        && are_languages(pairs)
    {
        let is_wanted = |pair: &Pair| wanted.is_some_and(|wanted| pair.key.to_lowercase() == wanted);
        let chosen = pairs.remove(pairs.iter().position(is_wanted).unwrap_or(0));
        left_out.extend(pairs.drain(..).map(|pair| (pair.key, pair.key_span)));
        *node = chosen.node;
    }
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| choose(item, wanted, left_out)),
        Value::Map(pairs) => {
            // `languages: {fr: native, en: C1}` says how well.
            let says_levels = |pair: &Pair| {
                matches!(&pair.node.value, Value::Map(levels) if are_languages(levels))
                    && SectionKind::of_key(&pair.key) == Some(SectionKind::Languages)
            };
            let others = pairs.iter_mut().filter(|pair| !says_levels(pair));
            others.for_each(|pair| choose(&mut pair.node, wanted, left_out));
        }
        Value::Scalar(_) | Value::Null => {}
    }
}

/// Whether a mapping is one from languages to what is said in each: values of one kind under two codes or more.
fn are_languages(pairs: &[Pair]) -> bool {
    let is_code = |key: &str| {
        let code = key.split(['-', '_']).next().unwrap_or_default();
        code.len() == 2 && code.bytes().all(|c| c.is_ascii_lowercase()) && Language::find(key).is_some()
    };
    let kind = |pair: &Pair| std::mem::discriminant(&pair.node.value);
    pairs.len() > 1 && pairs.iter().all(|pair| is_code(&pair.key) && kind(pair) == kind(&pairs[0]))
}

#[cfg(test)]
mod tests {
    use crate::input::{Format, Source};
    use crate::text::Diagnostics;

    /// A résumé as JSON, and the messages about it.
    fn read(text: &str) -> (String, Vec<String>) {
        let mut diagnostics = Diagnostics::new();
        let format = Format::by_name("yaml").expect("YAML is a format");
        let resume = format.read(&Source::new("ada.yaml", text), &mut diagnostics).expect("a résumé");
        (crate::output::json::write(&resume), diagnostics.iter().map(|one| one.message.clone()).collect())
    }

    const TEXT: &str = "name: Ada\nlabel: {fr: Cuisinière, en: Cook}\nwork:\n- name: Kestrel\n  position: {fr: Seconde, en: Mate}\n  \
                        highlights: [{fr: A mené, en: Led}, Both]\n- {name: Ekdal, highlights: {fr: [A vendu], en: [Sold]}}\n";

    #[test]
    fn one_language_of_several_is_read() {
        let message = "the file is in several languages, and what is under `en` is not read";
        let (first, messages) = read(TEXT);
        assert_eq!(messages, [message]);
        assert!(
            ["Cuisinière", "Seconde", "A mené", "Both", "A vendu"].iter().all(|text| first.contains(text))
        );
        assert!(!["Cook", "Mate", "Led", "Sold"].iter().any(|text| first.contains(text)), "{first}");
        for named in ["lang: en\n", "meta: {default_lang: en}\n"] {
            let (named, messages) = read(&format!("{TEXT}{named}"));
            assert!(
                ["Cook", "Mate", "Led", "Both", "Sold"].iter().all(|text| named.contains(text)),
                "{named}"
            );
            assert_eq!(messages, [message.replace("`en`", "`fr`")]);
        }
        let (whole, _) = read("en: {name: Ada, label: Cook}\nfr: {name: Ada, label: Cuisinière}\n");
        assert!(whole.contains("Cook") && !whole.contains("Cuisinière"), "{whole}");
    }

    #[test]
    fn codes_that_say_something_else_stay() {
        for text in [
            "name: Ada\nlanguages: {fr: native, en: C1}\n",
            "name: Ada\nskills: {it: [Word], rope: [Knots]}\n",
        ] {
            let (json, messages) = read(text);
            assert_eq!(messages, Vec::<String>::new());
            assert!(
                text.contains("C1") == json.contains("C1")
                    && text.contains("Knots") == json.contains("Knots")
            );
        }
    }
}
