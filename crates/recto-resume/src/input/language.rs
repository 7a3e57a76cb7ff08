//! The language of a file that does not set one: by the name of the file, else by the words of its texts.

use crate::language::{
    Guess, LANGUAGES, Language, LanguageData, by_letters, guess, languages_of_key, normal,
};
use crate::resume::{Resume, SectionKind, Setting};
use crate::schema::is_key as is_schema_key;
use crate::text::value::{Node, Pair, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Source, Span};

/// Keys at the root that every program writes. They are not looked up in all languages, which takes longer than the rest of
/// the reading.
const ROOT: [&str; 5] = ["$schema", "basics", "meta", "sections", "lang"];

/// The language that the keys of sections at the root of data agree on, where pages can be in it, and the first such key.
/// English keys are in files of every language; that of the summary is no section's (`resume`).
pub(super) fn of_keys(tree: &Node) -> Option<(&'static LanguageData, Span)> {
    let Value::Map(pairs) = &tree.value else { return None };
    let of_pair = |pair: &Pair| {
        if ROOT.contains(&&*pair.key) || is_schema_key(&pair.key) {
            return None;
        }
        SectionKind::of_key(&pair.key).filter(|kind| *kind != SectionKind::Summary)?;
        let codes = languages_of_key(&pair.key);
        let is_foreign = !codes.is_empty() && !codes.contains("en");
        is_foreign.then_some((codes, pair.key_span))
    };
    let mut foreign = pairs.iter().filter_map(of_pair);
    let (first, span) = foreign.next()?;
    let common = foreign.fold(first, |common, (codes, _)| common.intersection(&codes).copied().collect());
    let language = LANGUAGES.iter().find(|language| common.contains(language.code))?;
    (common.len() == 1).then_some((language, span))
}

/// Sets the language where the file does not, and says so where it is a guess. `of_keys` is the language of its keys.
pub(super) fn settle(
    resume: &mut Resume,
    texts: &[(&str, Span)],
    of_keys: Option<(&'static LanguageData, Span)>,
    source: &Source,
    diagnostics: &mut Diagnostics,
) {
    if resume.settings.iter().any(|setting| setting.key == "lang") {
        return;
    }
    if let Some(tag) = of_name(&source.name) {
        return set(resume, tag, Span::default());
    }
    let guessed = guess(texts.iter().map(|(text, _)| *text)).or_else(|| of_present(texts));
    if guessed.as_ref().is_none_or(|guess| !guess.is_sure)
        && let Some(code) = by_letters(texts.iter().map(|(text, _)| *text))
    {
        let language = LANGUAGES.iter().find(|language| language.code == code);
        let name = language.map_or("", |language| language.name);
        let is_foreign = |text: &str| text.contains(|c: char| c.is_alphabetic() && c > '\u{2af}');
        let span = texts.iter().find(|(text, _)| is_foreign(text)).map_or(Span::default(), |(_, span)| *span);
        let message = format!("the language is `{code}` ({name}) by the letters of the file");
        diagnostics.push(Diagnostic::at(Rule::LanguageGuessed, span, message).help(format!(
            "write `lang: {code}` under `meta.recto` to say so, or `lang: en` for English titles and dates"
        )));
        return set(resume, code.to_owned(), span);
    }
    let agrees = |code: &str| guessed.is_none_or(|guess| guess.language.code == code);
    if let Some((language, span)) = of_keys.filter(|(language, _)| agrees(language.code)) {
        let LanguageData { code, name, .. } = language;
        let message = format!("the language is `{code}` ({name}) by the keys of the file");
        diagnostics.push(Diagnostic::at(Rule::LanguageGuessed, span, message).help(format!(
            "write `lang: {code}` under `meta.recto` to say so, or `lang: en` for English titles and dates"
        )));
        return set(resume, (*code).to_owned(), span);
    }
    let guessed = guessed.filter(|guess| guess.language.code != "en");
    let Some(Guess { language, is_sure, first }) = guessed else { return };
    let (code, name, span) = (language.code, language.name, texts[first].1);
    let (message, help) = match is_sure {
        true => (
            format!("the language is `{code}` ({name}) by the words of the file"),
            format!(
                "write `lang: {code}` under `meta.recto` to say so, or `lang: en` for English titles and dates"
            ),
        ),
        false => (
            format!("the text looks like `{code}` ({name}), but titles and dates are English"),
            format!("write `lang: {code}` under `meta.recto`, or `lang: en` to keep them"),
        ),
    };
    diagnostics.push(Diagnostic::at(Rule::LanguageGuessed, span, message).help(help));
    if is_sure {
        set(resume, code.to_owned(), span);
    }
}

/// The language whose word alone a text is for a time that has not ended (`endDate: heute`); one word makes nothing sure.
fn of_present(texts: &[(&str, Span)]) -> Option<Guess> {
    texts.iter().enumerate().find_map(|(first, (text, _))| {
        let word = normal(text);
        let mut languages = LANGUAGES.iter().filter(|language| language.read.present.contains(&&*word));
        let language = languages.next().filter(|_| languages.next().is_none())?;
        Some(Guess { language, is_sure: false, first })
    })
}

fn set(resume: &mut Resume, tag: String, span: Span) {
    resume.settings.push(Setting { key: "lang".to_owned(), key_span: span, value: Node::text(span, tag) });
}

/// The language that a file's name ends in: `resume.de.json`, `cv.pt-BR.yaml`.
fn of_name(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (stem, _) = file.rsplit_once('.')?;
    let (rest, tag) = stem.rsplit_once('.')?;
    (!rest.is_empty()).then(|| Language::tag(tag)).flatten()
}

/// The texts of a tree of data, its keys aside.
pub(super) fn texts(tree: &Node) -> Vec<(&str, Span)> {
    match &tree.value {
        Value::Null => Vec::new(),
        Value::Scalar(scalar) => vec![(scalar.text.as_str(), tree.span)],
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::Map(pairs) => pairs.iter().flat_map(|pair| texts(&pair.node)).collect(),
    }
}
