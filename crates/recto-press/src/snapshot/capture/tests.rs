use super::*;
use crate::layout::PhotoSource;
use crate::render::{self, Engine, Request, prepare};
use crate::sheet::RequestedOption;
use crate::snapshot::files;
use recto_resume::input::Format;
use recto_resume::text::Diagnostics;
use recto_resume::text::Source;

const RESUME: &str = "\
basics: {name: Ada Lind, label: Engineer, email: ada@example.com, image: me.png}
work:
  - {name: Lantern Works, position: Lead, startDate: 2019-03, endDate: 2021, summary: 'Built [it](https://example.org).',
     highlights: [One thing, Another thing]}
meta: {recto: {photo: true}}
";

fn snapshot(layout: &str) -> Snapshot {
    let engine = Engine { fonts: crate::testing::fonts(), layouts: crate::testing::layouts(), remember: 2 };
    let (source, mut diagnostics) = (Source::new("ada.yaml", RESUME), Diagnostics::new());
    let format = Format::by_name("yaml").expect("a format");
    let read = |_: &str| Ok(include_bytes!("../../../../../examples/portrait.png").to_vec());
    let photo = PhotoSource::new(&read);
    let arguments = [RequestedOption::from_text("density", "0.5", "--set density=0.5".to_owned())];
    let request =
        Request { layout: Some(layout), photo: Some(&photo), arguments: &arguments, ..Request::default() };
    let resume = render::read(&source, format, &mut diagnostics).expect("a résumé");
    let prepared = prepare(&engine, &source, &resume, &request, &mut diagnostics).expect("a sheet");
    let pages = prepared.typeset(&mut diagnostics).expect("pages");
    capture(pages.document(), pages.content(), &Aspect::ALL, 40.0)
}

#[test]
fn a_page_is_written_down() {
    let all = files::write(&snapshot("folio"));
    let text = |name: &str| String::from_utf8(all[name].clone()).expect("UTF-8");
    insta::assert_snapshot!([text("text.txt"), text("structure.txt"), text("lines.txt")].join("\n"));
}

#[test]
fn every_layout_is_read_back_as_it_was_captured() {
    for name in crate::testing::layouts().names() {
        let snapshot = snapshot(name);
        let (again, faults) = files::read(&files::write(&snapshot), &Aspect::ALL);
        assert_eq!(faults, [], "{name}");
        assert_eq!(again, snapshot, "{name}");
        let headings = snapshot.structure.iter().flat_map(|structure| &structure.elements);
        let headings =
            headings.filter(|element| matches!(element.tag, crate::snapshot::structure::Tag::Heading(_)));
        assert!(headings.count() >= 3, "{name}");
        let items = snapshot.lines.iter().flat_map(|lines| &lines.items);
        let roles: BTreeSet<Role> = items.flat_map(|item| item.runs()).map(|run| run.role).collect();
        for role in
            [Role::Name, Role::Headline, Role::Heading(2), Role::Date, Role::Bullet, Role::Item, Role::Link]
        {
            assert!(roles.contains(&role), "{name} has no {role}: {roles:?}");
        }
    }
}

#[test]
fn only_what_is_asked_for_is_taken() {
    let engine = Engine { fonts: crate::testing::fonts(), layouts: crate::testing::layouts(), remember: 2 };
    let (source, mut diagnostics) = (Source::new("a.yaml", "basics: {name: Ada}"), Diagnostics::new());
    let format = Format::by_name("yaml").expect("a format");
    let resume = render::read(&source, format, &mut diagnostics).expect("a résumé");
    let request = Request::default();
    let prepared = prepare(&engine, &source, &resume, &request, &mut diagnostics).expect("a sheet");
    let pages = prepared.typeset(&mut diagnostics).expect("pages");
    let taken = |aspects: &[Aspect]| {
        let snapshot = capture(pages.document(), pages.content(), aspects, 40.0);
        let Snapshot { text, structure, lines, pictures } = snapshot;
        [text.is_some(), structure.is_some(), lines.is_some(), pictures.is_some()]
    };
    assert_eq!(taken(&[Aspect::Text]), [true, false, false, false]);
    assert_eq!(taken(&[Aspect::Structure, Aspect::Lines]), [false, true, true, false]);
    assert_eq!(taken(&[Aspect::Pixels]), [false, false, false, true]);
}
