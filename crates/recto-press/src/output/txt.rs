//! Plain text for the fields of an application form: what the page says, in its order, in the résumé's language.
//!
//! Such fields keep line ends and little else, and programs read them. So: one fact a line in the head of an entry, the
//! names of sections in capitals on a line of their own, bullets as `- `, lines of up to [`WIDTH`] columns that end
//! at a space, addresses whole. Quotation marks, dashes and dots are those of a keyboard; letters stay as they are.

mod lines;

use crate::sheet::{Content, Fact, FactKind, List, Nesting, Run, Words, shows};
use lines::Lines;
use recto_resume::text::url::on_paper;

/// Columns of a line; a letter of East Asia takes two.
pub const WIDTH: usize = 78;

/// Writes the content.
pub fn write(content: &Content) -> String {
    let facts = content.facts();
    let mut lines = Lines::new(WIDTH);
    let mut before: Option<&Fact<'_>> = None;
    for line in facts.chunk_by(on_one_line) {
        if before.is_some_and(|before| is_set_apart(before, &line[0])) {
            lines.gap();
        }
        write_line(line, &mut lines);
        before = line.last();
    }
    lines.finish()
}

/// Whether two facts that follow each other share a line.
fn on_one_line(a: &Fact<'_>, b: &Fact<'_>) -> bool {
    use FactKind::{
        GroupKeyword, GroupLabel, GroupLevel, Keyword, KeywordLabel, Organization, Personal, PersonalLabel,
        Place,
    };
    let together = matches!(
        (a.kind, b.kind),
        (PersonalLabel, Personal)
            | (Organization, Place)
            | (KeywordLabel | Keyword, Keyword)
            | (GroupLabel | GroupLevel | GroupKeyword, GroupLevel | GroupKeyword)
    );
    together && (a.item, a.role) == (b.item, b.role)
}

/// Whether a blank line parts two facts that follow each other.
fn is_set_apart(before: &Fact<'_>, next: &Fact<'_>) -> bool {
    use FactKind::{Contact, GroupKeyword, GroupLabel, GroupLevel, Personal, PersonalLabel};
    if next.section.is_none() {
        let is_row = |kind| matches!(kind, PersonalLabel | Personal);
        return (next.kind == Contact) != (before.kind == Contact)
            || is_row(next.kind) != is_row(before.kind);
    }
    // Groups follow each other like the rows of a table.
    let in_group = |kind| matches!(kind, GroupLabel | GroupLevel | GroupKeyword);
    if next.section == before.section && in_group(before.kind) && in_group(next.kind) {
        return false;
    }
    let same_item = (before.section, before.item) == (next.section, next.item);
    let next_role = next.role.is_some() && next.role != before.role;
    !same_item || next_role || next.follows_text
}

/// Writes the facts of one line.
fn write_line(facts: &[Fact<'_>], lines: &mut Lines) {
    let of = |kind| list(facts.iter().filter(move |fact| fact.kind == kind));
    let text = match facts[0].kind {
        FactKind::Contact => contact(&facts[0]),
        FactKind::SectionTitle => list(facts.iter()).to_uppercase(),
        FactKind::PersonalLabel => labelled(&of(FactKind::PersonalLabel), &of(FactKind::Personal)),
        FactKind::KeywordLabel => labelled(&of(FactKind::KeywordLabel), &of(FactKind::Keyword)),
        FactKind::GroupLabel | FactKind::GroupLevel | FactKind::GroupKeyword => {
            let (label, level, items) =
                (of(FactKind::GroupLabel), of(FactKind::GroupLevel), of(FactKind::GroupKeyword));
            match (level.as_str(), items.as_str()) {
                (level, "") => labelled(&label, level),
                ("", items) => labelled(&label, items),
                (level, items) if label.is_empty() => format!("{level}: {items}"),
                (level, items) => format!("{label} ({level}): {items}"),
            }
        }
        FactKind::Authors => facts[0].plain(),
        FactKind::Paragraph | FactKind::Highlight => return paragraph(&facts[0], lines),
        _ => list(facts.iter()),
    };
    lines.line(&text);
}

/// The words of facts, with commas between.
fn list<'a>(facts: impl Iterator<Item = &'a Fact<'a>>) -> String {
    facts.flat_map(Fact::leaves).map(|(text, _)| text).collect::<Vec<_>>().join(", ")
}

/// One way to reach the person; an address that is only linked follows its text.
fn contact(fact: &Fact<'_>) -> String {
    let text = list([fact].into_iter());
    let hidden = fact.url.filter(|url| url.starts_with("http"));
    let hidden = hidden.map(|url| (url, on_paper(url))).filter(|(url, paper)| !shows(&text, url, paper));
    hidden.map_or_else(|| text.clone(), |(_, paper)| format!("{text} ({paper})"))
}

fn labelled(label: &str, text: &str) -> String {
    match (label, text) {
        ("", text) => text.to_owned(),
        (label, "") => label.to_owned(),
        (label, text) => format!("{label}: {text}"),
    }
}

/// A paragraph behind the signs of the lists that it is in.
fn paragraph(fact: &Fact<'_>, lines: &mut Lines) {
    let Words::Runs(all) = fact.words else { return };
    let mut text = String::new();
    runs(all, &mut text);
    let (mut first, mut rest) = (String::new(), String::new());
    for Nesting { list, first: is_first } in &fact.nesting {
        let sign = match list {
            List::Bullet => "- ".to_owned(),
            List::Number(number) => format!("{number}. "),
            List::Quote => "  ".to_owned(),
        };
        let blank = " ".repeat(sign.len());
        first.push_str(if *is_first { &sign } else { &blank });
        rest.push_str(&blank);
    }
    for line in text.split('\n') {
        if lines.indented(&first, &rest, line) {
            first.clone_from(&rest);
        }
    }
}

/// The characters of runs; a break is a newline.
fn runs(all: &[Run], out: &mut String) {
    for (n, run) in all.iter().enumerate() {
        match run {
            Run::Text(text) | Run::Code { code: text } => out.push_str(&text.value),
            Run::Bold { b: inner } | Run::Italic { i: inner } => runs(inner, out),
            Run::Link { a, url } => {
                let from = out.len();
                runs(a, out);
                let paper = on_paper(url);
                let follows = matches!(all.get(n + 1), Some(Run::Text(next)) if next.value.starts_with(&format!(" ({paper})")));
                if !follows && !shows(&out[from..], url, &paper) {
                    out.push_str(&format!(" ({paper})"));
                }
            }
            Run::Break { .. } => out.push('\n'),
        }
    }
}
