//! What the engine cannot set well, reported before it tries: a page that costs more time and memory than any résumé
//! needs, and text that runs against its page.
//!
//! The bounds keep a page below 400 MB and 3 s: the engine's cost grows with each of the things that they count.
//! `.ci/limits` measures it.

use super::content::Content;
use super::facts::{Fact, FactKind, Leaf, Words};
use super::options::Options;
use recto_resume::text::characters::{is_right_to_left, is_spaceless};
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule, Span};
use unicode_normalization::char::is_combining_mark;

/// Characters that a word may have.
const MAX_WORD: usize = 5_000;

/// A word of more characters than this may be wider than its line, and the engine then looks for a break at each of
/// them.
const LONG_WORD: usize = 40;

/// Characters of all words longer than [`LONG_WORD`].
const MAX_LONG: usize = 60_000;

/// Combining marks on one letter. Time and memory grow with their square; no language needs more than 5.
const MAX_MARKS: usize = 20;

/// Signs in a word that join two letters or pictures (U+200D) to one: time and memory grow with their square. The longest
/// picture has four, and a word of Sinhala as many.
const MAX_JOINERS: usize = 20;

/// Combining marks on all pages together.
const MAX_ALL_MARKS: usize = 100_000;

/// Characters of a text that is no prose: a name, a title, a keyword. It becomes a bookmark or a property of the PDF,
/// which a reader of PDF/A need not take above 32,767 bytes.
const MAX_LINE: usize = 12_000;

/// Characters of a paragraph, whose lines the engine chooses all at once.
const MAX_PARAGRAPH: usize = 50_000;

/// Changes of style in a paragraph.
const MAX_RUNS: usize = 2_000;

/// Texts on all pages together, each change of style being one more.
const MAX_TEXTS: usize = 10_000;

/// Characters on all pages together, some 160 pages.
const MAX_CHARACTERS: usize = 400_000;

/// Checks every text of the page.
pub fn check(content: &Content, options: &Options, diagnostics: &mut Diagnostics) {
    let facts = content.facts();
    let faults = facts.iter().filter_map(text_fault).collect::<Vec<_>>();
    let faults = if faults.is_empty() { total_fault(&facts).into_iter().collect() } else { faults };
    for Fault { leaf: (text, span), rule, message, label, help } in faults {
        let diagnostic = Diagnostic::new(rule, place(text, span, options), message);
        diagnostics.push(diagnostic.label(label).help(help));
    }
    // A text of such letters alone is right on any page.
    let mut leaves = facts.iter().flat_map(Fact::leaves);
    let is_mixed = |text: &str| {
        let is_other = |c: char| !is_right_to_left(c) && !c.is_whitespace();
        !text.is_ascii() && text.contains(is_right_to_left) && text.contains(is_other)
    };
    if content.document.dir == "ltr"
        && let Some((text, span)) = leaves.find(|(text, _)| is_mixed(text))
    {
        diagnostics.push(right_to_left(place(text, span, options)));
    }
}

/// A text that goes beyond a bound.
struct Fault<'a> {
    leaf: Leaf<'a>,
    rule: Rule,
    message: String,
    label: String,
    help: &'static str,
}

const PASTED: &str =
    "delete it or put spaces in; was something pasted here that is no text, such as a picture?";
const SPLIT_TEXT: &str = "make several paragraphs or items of it";
const SPLIT_FILE: &str = "split the file: one file is one résumé";

/// The bound that a text by itself goes beyond, if any.
fn text_fault<'a>(fact: &Fact<'a>) -> Option<Fault<'a>> {
    let leaves = fact.leaves();
    leaves.iter().find_map(|leaf| word_fault(*leaf)).or_else(|| {
        let (first, count) = (*leaves.first()?, length(&leaves));
        let (most, help) = match fact.words {
            Words::Runs(_) => (MAX_PARAGRAPH, SPLIT_TEXT),
            _ => (MAX_LINE, "shorten it; longer text belongs into a `summary` or into `highlights`"),
        };
        let excess =
            |message, label, help| Fault { leaf: first, rule: Rule::TextExcessive, message, label, help };
        if count > most {
            let what = if fact.kind == FactKind::Name { "the name" } else { "a text" };
            return Some(excess(
                format!("{what} of {count} characters"),
                format!("more than {most} characters"),
                help,
            ));
        }
        (leaves.len() > MAX_RUNS).then(|| {
            excess(
                format!("a paragraph with {} changes of style", leaves.len()),
                format!("more than {MAX_RUNS} stretches of bold, italics, code or links"),
                SPLIT_TEXT,
            )
        })
    })
}

/// The bound that a word goes beyond, if any.
fn word_fault(leaf: Leaf<'_>) -> Option<Fault<'_>> {
    let (text, _) = leaf;
    let length = if text.len() > MAX_WORD { words(text).find(|length| *length > MAX_WORD) } else { None };
    let (message, label) = if let Some(length) = length {
        (format!("a word of {length} characters"), format!("more than {MAX_WORD} characters without a space"))
    } else if text.is_ascii() || text.len() <= MAX_MARKS {
        return None;
    } else {
        let marks = text.split(|c| !is_mark(c)).map(|marks| marks.chars().count()).max();
        let joiners = text.split(char::is_whitespace).map(|word| word.matches(JOINER).count()).max();
        match (marks.filter(|marks| *marks > MAX_MARKS), joiners.filter(|joiners| *joiners > MAX_JOINERS)) {
            (Some(marks), _) => (
                format!("a letter with {marks} combining marks"),
                format!("more than {MAX_MARKS} marks on one letter"),
            ),
            (None, Some(joiners)) => (
                format!("a word with {joiners} joiners (U+200D)"),
                format!("more than {MAX_JOINERS} of them in one word"),
            ),
            (None, None) => return None,
        }
    };
    Some(Fault { leaf, rule: Rule::WordExcessive, message, label, help: PASTED })
}

/// The bound that all texts together go beyond, if any, at the first text beyond it.
fn total_fault<'a>(facts: &[Fact<'a>]) -> Option<Fault<'a>> {
    let leaves = || facts.iter().flat_map(Fact::leaves);
    // So few bytes reach none of the bounds.
    if leaves().map(|(text, _)| text.len() + 1).sum::<usize>() <= MAX_TEXTS {
        return None;
    }
    let (mut texts, mut characters, mut long, mut marks) = (0, 0, 0, 0);
    leaves().find_map(|leaf| {
        texts += 1;
        characters += leaf.0.chars().count();
        long += words(leaf.0).filter(|length| *length > LONG_WORD).sum::<usize>();
        marks += leaf.0.chars().filter(|c| is_mark(*c)).count();
        let bounds = [
            (texts, MAX_TEXTS, "texts"),
            (characters, MAX_CHARACTERS, "characters"),
            (marks, MAX_ALL_MARKS, "combining marks"),
            (long, MAX_LONG, "characters in words that may not fit into a line"),
        ];
        let (_, most, what) = bounds.into_iter().find(|(count, most, _)| count > most)?;
        Some(Fault {
            leaf,
            rule: Rule::FileExcessive,
            message: format!("the résumé has more than {most} {what}"),
            label: "more than can be set from here on".to_owned(),
            help: SPLIT_FILE,
        })
    })
}

/// Joins two letters or pictures to one.
const JOINER: char = '\u{200d}';

/// How many characters each word has.
fn words(text: &str) -> impl Iterator<Item = usize> {
    text.split(|c: char| c.is_whitespace() || is_spaceless(c)).map(|word| word.chars().count())
}

/// A sign that is set on the letter before it, or that joins two: all of them are one letter to the engine.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{200c}' | JOINER | '\u{fe00}'..='\u{fe0f}')
}

fn length(leaves: &[Leaf<'_>]) -> usize {
    leaves.iter().map(|(text, _)| text.chars().count()).sum()
}

fn right_to_left(place: Place) -> Diagnostic {
    Diagnostic::new(Rule::DirectionMixed, place, "right-to-left text on a page that runs from left to right")
        .label("punctuation and numbers in it may be in the wrong order")
        .help("look at it in the PDF, or write the language of the page, as `lang: ar`, `lang: fa` or `lang: he`, which mirrors it")
}

/// Where a text was written; one that stands in no file is of an argument, if one says it.
fn place(text: &str, span: Span, options: &Options) -> Place {
    if !span.is_nowhere() {
        return Place::File(span);
    }
    let field = options.basics.iter().find(|field| field.value.contains(text));
    field.map_or(Place::Nowhere, |field| field.place.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::tests::content;
    use crate::sheet::tests::options;

    /// What there is to say of a page with a paragraph for each line, and where.
    fn faults(text: &str) -> Vec<(Rule, String, Place)> {
        let mut diagnostics = Diagnostics::new();
        check(&content(text), &options(&[]), &mut diagnostics);
        diagnostics.iter().map(|fault| (fault.rule, fault.message.clone(), fault.place.clone())).collect()
    }

    #[test]
    fn what_costs_too_much_is_refused_where_it_is() {
        let many = |part: &str, count: usize| part.repeat(count);
        for (good, bad, rule, message) in [
            (many("n", 5_000), many("n", 5_001), Rule::WordExcessive, "a word of 5001 characters"),
            (
                format!("a{}", many("\u{301}", 20)),
                format!("a{}", many("\u{301}", 21)),
                Rule::WordExcessive,
                "a letter with 21 combining marks",
            ),
            (
                format!("👩{}", many("\u{200d}\u{fe0f}", 10)),
                format!("👩{}", many("\u{200d}\u{fe0f}", 11)),
                Rule::WordExcessive,
                "a letter with 22 combining marks",
            ),
            (
                format!("👩{}", many("\u{200d}👩", 20)),
                format!("👩{}", many("\u{200d}👩", 21)),
                Rule::WordExcessive,
                "a word with 21 joiners (U+200D)",
            ),
            (many("word ", 10_000), many("word ", 10_001), Rule::TextExcessive, "a text of 50004 characters"),
            (
                many("a\n", 9_998),
                many("a\n", 10_000),
                Rule::FileExcessive,
                "the résumé has more than 10000 texts",
            ),
            (
                many(&format!("{}\n", "some words ".repeat(900)), 40),
                many(&format!("{}\n", "some words ".repeat(900)), 41),
                Rule::FileExcessive,
                "the résumé has more than 400000 characters",
            ),
            (
                many(&format!("{}\n", "a\u{301}\u{301} ".repeat(1_000)), 50),
                many(&format!("{}\n", "a\u{301}\u{301} ".repeat(1_000)), 51),
                Rule::FileExcessive,
                "the résumé has more than 100000 combining marks",
            ),
            (
                many(&format!("{}\n", "n".repeat(500)), 120),
                many(&format!("{}\n", "n".repeat(500)), 121),
                Rule::FileExcessive,
                "the résumé has more than 60000 characters in words that may not fit into a line",
            ),
        ] {
            assert_eq!(faults(&good), [], "{message}");
            let found = faults(&bad);
            assert_eq!(found.len(), 1, "{message}: {found:?}");
            assert_eq!((found[0].0, found[0].1.as_str()), (rule, message));
            assert!(matches!(found[0].2, Place::File(span) if !span.is_nowhere()), "{message}");
        }
    }

    #[test]
    fn names_and_paragraphs_have_bounds_of_their_own() {
        let mut long = content("text");
        long.header.name.value = "Ada ".repeat(3_001);
        let mut diagnostics = Diagnostics::new();
        check(&long, &options(&[]), &mut diagnostics);
        let messages: Vec<_> = diagnostics.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(messages, ["the name of 12004 characters"]);
    }

    #[test]
    fn scripts_have_their_direction() {
        assert!("שלום مرحبا ߒߞߏ".split(' ').all(|word| word.chars().all(is_right_to_left)));
        assert!(
            !"١٢٪٫ ۴۲، Ångström Київ 山田 ไทย ½ “x” – 👩\u{200d}💻\u{feff}".chars().any(is_right_to_left)
        );
    }
}
