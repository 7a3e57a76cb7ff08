//! Which parts of a résumé show, and in which order: from a résumé to one that has only these.

use crate::language::Language;
use crate::resume::{ItemBody, Resume, Role, Section, SectionKind};

/// What is chosen beside what the résumé hides itself. Sections go by any of their names ([`is_named`]).
#[derive(Debug)]
pub struct Selection<'a> {
    /// The language of the usual titles.
    pub language: &'a Language,
    /// Sections that come first, in this order. All others stay in the order of the file.
    pub first: Vec<&'a str>,
    /// Sections that are left out.
    pub hide: Vec<&'a str>,
}

/// The résumé with what shows. The summary is a section in it, the first one of the file.
pub fn select(resume: &Resume, selection: &Selection<'_>) -> Resume {
    let mut selected = drop_hidden_items(resume);
    let summary = selected.basics.summary.take().map(|text| Section {
        kind: SectionKind::Summary,
        title: None,
        hide: false,
        page_break: None,
        span: text.span,
        content: vec![ItemBody::Prose(text).into()],
    });
    selected.sections.splice(0..0, summary);
    let is_named = |section: &Section, name: &&str| is_named(section, selection.language, name);
    selected.sections.retain(|one| !one.hide && !selection.hide.iter().any(|name| is_named(one, name)));
    // The summary opens the page unless its place is given.
    selected.sections.sort_by_key(|section| {
        let place = selection.first.iter().position(|name| is_named(section, name));
        match place {
            Some(place) => place + 1,
            None if section.kind == SectionKind::Summary => 0,
            None => usize::MAX,
        }
    });
    selected
}

/// The résumé without the entries, positions and other pieces that are hidden. Hidden sections stay.
pub fn drop_hidden_items(resume: &Resume) -> Resume {
    let mut resume = resume.clone();
    for section in &mut resume.sections {
        section.content.retain(|item| !item.hide);
        for item in &mut section.content {
            let ItemBody::Entry(entry) = &mut item.body else { continue };
            entry.roles.retain(|role| !role.hide);
            if entry.roles.is_empty() {
                entry.roles.push(Role::default());
            }
        }
    }
    resume.sections.retain(|section| !section.content.is_empty());
    resume
}

/// Whether `name` means this section: its key in a file, its usual title, or the title it has, in any case of letters.
pub fn is_named(section: &Section, language: &Language, name: &str) -> bool {
    let usual = section.kind != SectionKind::Custom
        && [section.kind.key(), language.title(section.kind.key())].iter().any(|one| is_same(one, name));
    usual || section.title.as_ref().is_some_and(|title| is_same(&title.value, name))
}

/// Whether two names are the same, in any case of letters.
pub fn is_same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// A name as it is compared ([`is_same`]).
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::text::{Diagnostics, Source};

    fn read(text: &str) -> Resume {
        let format = Format::by_name("yaml").expect("a format");
        format.read(&Source::new("ada.yaml", text), &mut Diagnostics::new()).expect("YAML")
    }

    /// The keys of the sections that show.
    fn shown(resume: &Resume, first: &[&str], hide: &[&str]) -> Vec<&'static str> {
        let language = &Language::english();
        let selection = Selection { language, first: first.to_vec(), hide: hide.to_vec() };
        select(resume, &selection).sections.iter().map(|section| section.kind.key()).collect()
    }

    #[test]
    fn sections_come_in_order_and_hidden_ones_not_at_all() {
        let resume = read(
            "basics: {name: Ada, summary: Hello}\nwork: [A]\nskills: [B]\nawards: {hide: true, entries: [C]}\n\
             languages: [{language: D, hide: true}]\nsections: [{title: Patents, text: E}]\n",
        );
        assert_eq!(shown(&resume, &[], &[]), ["summary", "work", "skills", "custom"]);
        assert_eq!(shown(&resume, &["PATENTS", "skills"], &[]), ["summary", "custom", "skills", "work"]);
        assert_eq!(shown(&resume, &["skills", "summary"], &[]), ["skills", "summary", "work", "custom"]);
        assert_eq!(shown(&resume, &[], &["Experience", "patents "]), ["summary", "skills"]);
        assert_eq!(shown(&resume, &["awards"], &["summary"]), ["work", "skills", "custom"]);
    }

    #[test]
    fn hidden_entries_and_positions_are_gone() {
        let resume = read(
            "work:\n- {name: A, hide: true}\n- {name: B, positions: [{title: C}, {title: D, hide: true}]}\n\
             - {name: E, positions: [{title: F, hide: true}]}\n",
        );
        let [section] = &drop_hidden_items(&resume).sections[..] else { panic!("{resume:?}") };
        let titles: Vec<Vec<_>> = section
            .content
            .iter()
            .map(|item| match &item.body {
                ItemBody::Entry(entry) => entry
                    .roles
                    .iter()
                    .map(|role| role.title.as_ref().map(|title| title.value.as_str()))
                    .collect(),
                body => panic!("{body:?}"),
            })
            .collect();
        assert_eq!(titles, [vec![Some("C")], vec![None]]);
    }
}
