//! Data of other programs: each is recognised by its structure, and becomes a tree in JSON Resume's vocabulary whose
//! values keep their places, so that everything behind is shared. [`mapping`] is what the tables of each program are made
//! of; [`html`] and [`sections`] are what several of them need.

mod europass;
mod fresh;
mod html;
mod linkedin;
mod mac;
mod mapping;
mod reactive;
mod refused;
mod rendercv;
mod sections;
mod sites;
#[cfg(test)]
mod tests;

pub(in crate::input) use linkedin::{is_read, stem};

use crate::text::value::{Node, Value};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};
use mapping::{Field, Record, Translator, text};

/// A program whose data is read.
#[derive(Debug)]
struct Program {
    /// Its name.
    name: &'static str,
    recognises: fn(&Node) -> bool,
    translate: Translate,
}

/// How a program's data is translated.
#[derive(Debug)]
enum Translate {
    /// The fields of the root.
    Table(&'static [Field]),
    /// A function, where the root is no record.
    With(fn(&mut Translator, &Node, &mut Record)),
}

/// Every program whose data is read.
const PROGRAMS: &[Program] = &[
    Program {
        name: "RenderCV",
        recognises: rendercv::recognises,
        translate: Translate::Table(rendercv::ROOT),
    },
    Program { name: "RenderCV", recognises: rendercv::is_bare, translate: Translate::Table(rendercv::CV) },
    Program {
        name: "Reactive Resume",
        recognises: reactive::recognises,
        translate: Translate::With(reactive::translate),
    },
    Program { name: "FRESH", recognises: fresh::recognises, translate: Translate::Table(fresh::ROOT) },
    Program { name: "Manfred MAC", recognises: mac::recognises, translate: Translate::Table(mac::ROOT) },
    Program {
        name: "Europass",
        recognises: europass::recognises,
        translate: Translate::Table(europass::ROOT),
    },
    Program {
        name: "online-cv",
        recognises: sites::is_online_cv,
        translate: Translate::Table(sites::ONLINE_CV),
    },
    Program { name: "al-folio", recognises: sites::is_al_folio, translate: Translate::With(sites::al_folio) },
    Program {
        name: "LinkedIn",
        recognises: linkedin::recognises,
        translate: Translate::With(linkedin::translate),
    },
];

/// A tree as one of JSON Resume. `None` for data of a program that is known, but not read; the reason is in the
/// diagnostics.
pub(in crate::input) fn translate(tree: Node, diagnostics: &mut Diagnostics) -> Option<Node> {
    translated(tree, diagnostics, Some)
}

/// The same for a tree in a syntax that only such programs write: any other is refused.
pub(in crate::input) fn translate_only(tree: Node, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut found = None;
    let tree = translated(tree, diagnostics, |tree| {
        found = Some(tree);
        None
    });
    if let Some(other) = found {
        let place = first_key(&other);
        let root = match &other.value {
            Value::Map(pairs) => pairs.first().map_or("", |pair| pair.key.as_str()),
            _ => "",
        };
        let message = format!("recto does not know the format whose root is `{root}`");
        diagnostics.push(
            Diagnostic::at(Rule::FormatUnsupported, place, message)
                .help("it reads XML of Europass, and exports of LinkedIn"),
        );
    }
    tree
}

fn translated(
    tree: Node,
    diagnostics: &mut Diagnostics,
    unknown: impl FnOnce(Node) -> Option<Node>,
) -> Option<Node> {
    if let Some(refusal) = refused::find(&tree) {
        diagnostics.push(refusal);
        return None;
    }
    let Some(program) = PROGRAMS.iter().find(|program| (program.recognises)(&tree)) else {
        return unknown(tree);
    };
    let mut translator = Translator::default();
    let mut record = Record::default();
    match &program.translate {
        Translate::Table(fields) => translator.read(fields, &tree, &mut record),
        Translate::With(function) => function(&mut translator, &tree, &mut record),
    }
    diagnostics.push(read_as(program.name, &tree));
    translator.report(program.name, diagnostics);
    Some(record.node(tree.span))
}

/// The warning that says what a file was read as.
fn read_as(program: &str, tree: &Node) -> Diagnostic {
    let place = first_key(tree);
    Diagnostic::at(
        Rule::FormatTranslated,
        place,
        format!("the file is data of {program}, and is read as such"),
    )
    .help("`recto render FILE -f json` makes a file of recto's own of it")
}

/// The place of the first key of a tree.
fn first_key(tree: &Node) -> Span {
    match &tree.value {
        Value::Map(pairs) => pairs.first().map_or(tree.span, |pair| pair.key_span),
        _ => tree.span,
    }
}

impl Translator {
    /// Sets an option of recto in place of one of the other program, and notes it.
    fn choose(&mut self, option: &str, value: Node, key_span: Span, record: &mut Record) {
        let shown = text(&value).unwrap_or_default().to_owned();
        self.choices.push((format!("`{option}: {shown}`"), value.span));
        match option {
            "lang" => record.put("meta.language", key_span, value),
            _ => record.put(&format!("meta.recto.{option}"), key_span, value),
        }
    }

    /// Says which options were chosen, and what was not taken.
    fn report(self, program: &str, diagnostics: &mut Diagnostics) {
        for (choice, span) in self.choices {
            let message = format!("this becomes {choice}, which is nearest to it");
            diagnostics.push(
                Diagnostic::at(Rule::FormatTranslated, span, message)
                    .help("`--set` or `meta.recto` sets another value"),
            );
        }
        for (fact, span) in self.left {
            diagnostics.push(
                Diagnostic::at(Rule::FormatTranslated, span, format!("not taken: {fact}"))
                    .label("not printed"),
            );
        }
        let Some((_, first)) = self.settings.first() else { return };
        let names: Vec<String> = self.settings.iter().map(|(key, _)| format!("`{key}`")).collect();
        let message = format!("only {program} uses these, so they are not taken: {}", names.join(", "));
        diagnostics.push(Diagnostic::at(Rule::FormatTranslated, *first, message).label("the first of them"));
    }
}

/// The paper that another program names.
fn paper(node: &Node) -> Option<Node> {
    let name = text(node)?.to_lowercase();
    let paper = match name.as_str() {
        "a4" | "a4paper" => "a4",
        "letter" | "us-letter" | "letterpaper" | "usletter" => "us-letter",
        _ => return None,
    };
    Some(Node::text(node.span, paper))
}

/// A colour as `#rrggbb`: `#049`, `rgb(0, 79, 144)`, `rgba(0, 79, 144, 1)`.
fn colour(node: &Node) -> Option<Node> {
    let written = text(node)?.to_lowercase();
    let hex = match written.strip_prefix('#') {
        Some(digits) if digits.chars().all(|c| c.is_ascii_hexdigit()) => match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        },
        Some(_) => return None,
        None => {
            let inner = written.strip_prefix("rgba(").or_else(|| written.strip_prefix("rgb("))?;
            let parts: Vec<u8> = inner
                .trim_end_matches(')')
                .split([',', ' '])
                .filter(|part| !part.is_empty())
                .take(3)
                .map(|part| part.parse().ok())
                .collect::<Option<_>>()?;
            let [red, green, blue] = parts.as_slice() else { return None };
            format!("{red:02x}{green:02x}{blue:02x}")
        }
    };
    Some(Node::text(node.span, format!("#{hex}")))
}
