//! The language of a file that does not set one: by the name of the file, else by the words of its texts.

use crate::language::{Guess, Language, guess};
use crate::resume::{Resume, Setting};
use crate::text::value::{Node, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Source, Span};

/// Sets the language where the file does not, and says so where it is a guess.
pub(super) fn settle(
    resume: &mut Resume,
    texts: &[(&str, Span)],
    source: &Source,
    diagnostics: &mut Diagnostics,
) {
    if resume.settings.iter().any(|setting| setting.key == "lang") {
        return;
    }
    if let Some(tag) = of_name(&source.name) {
        return set(resume, tag, Span::default());
    }
    let guessed = guess(texts.iter().map(|(text, _)| *text)).filter(|guess| guess.language.code != "en");
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
