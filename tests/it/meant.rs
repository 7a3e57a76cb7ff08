//! What people meant: options by other names, files of other kinds, text that no page can hold.

use crate::harness::{Folder, Outcome};
use crate::pdf::Pdf;
use crate::problems::{Problem, problems};

/// The person, with more fields behind the name.
fn ada(more: &str) -> String {
    format!("basics: {{name: Ada Lindqvist{more}}}\n")
}

fn folder(text: &str) -> Folder {
    Folder::new().file("cv.yaml", text)
}

/// The problems of a file, each as it is told to programs.
fn told(text: &str, args: &str) -> (Outcome, Vec<Problem>) {
    let outcome = folder(text).run(&format!("render cv.yaml -o out.pdf --message-format json {args}"));
    let problems = problems(&outcome);
    (outcome, problems)
}

fn severities(problems: &[Problem]) -> Vec<(&str, &str)> {
    problems.iter().map(|problem| (problem.severity.as_str(), problem.message.as_str())).collect()
}

/// What the page says.
fn printed(text: &str, args: &str) -> String {
    let folder = folder(text);
    let outcome = folder.run(&format!("render cv.yaml -o out.pdf {args}"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    Pdf::new(&folder.read("out.pdf")).text()
}

#[test]
fn a_layout_may_be_set_like_any_option() {
    let text = ada("") + "meta: {recto: {layout: folio}}\n";
    let set = folder(&text).run("render cv.yaml --set layout=datum");
    assert!(set.stderr.contains("datum"), "{set}");
    let unknown = folder(&text).run("render cv.yaml --set layout=datumm");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("= in: --set layout=datumm"), "{unknown}");
    assert!(unknown.stderr.contains("did you mean `datum`?"), "{unknown}");
    let two = folder(&text).run("render cv.yaml -l folio --set layout=datum");
    assert_eq!(two.code, Some(2), "{two}");
}

#[test]
fn a_mistyped_path_is_an_error_and_nothing_is_rendered() {
    let text = ada(", label: Engineer")
        + "work:\n- {name: A, positions: [{position: Lead}, {position: Clerk}]}\n- {name: B, position: Dev}\n\
           skills: [{name: C}]\n";
    for (set, why) in [
        ("work[0].hide=true", "did you mean `work.0.hide`?"),
        ("work.0.hidde=true", "did you mean `hide`?"),
        ("work.0.hidde=", "did you mean `hide`?"),
        ("work.0.positions.0.titel=X", "did you mean `position`?"),
        ("wrok.0.hide=true", "unknown key `wrok`"),
        ("basics.labl=X", "did you mean `label`?"),
        ("basics.labl=", "did you mean `label`?"),
        ("basic.label=X", "did you mean `basics`?"),
        ("basics.location.citty=X", "did you mean `city`?"),
        ("skills.0.nme=X", "did you mean `name`?"),
        ("work.3.hide=true", "`work` has 2 entries, 0 and 1"),
        ("work.0.position=", "such as `work.0.positions.0.position`"),
        ("work.0.title=X", "such as `work.0.positions.0.title`"),
        ("work.0.position.0=X", "such as `work.0.positions.0.position`"),
        ("skills.hide=true", "`--set hide=skills` leaves a section out"),
        ("skills=", "`--set hide=skills` leaves that section out"),
        ("work=x", "`--set hide=work` leaves that section out"),
    ] {
        let folder = folder(&text);
        let outcome = folder.outcome(set, &mut folder.command(["render", "cv.yaml", "--set", set]));
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(why), "{why}: {outcome}");
        assert_eq!(folder.names(), ["cv.yaml"]);
    }
    for set in [
        "work.1.position=",
        "work.1.title=Lead",
        "work.0.positions.1.position=X",
        "work.0.positions.0.title=",
        "basics.phone=",
        "work.1.highlights=",
        "work.1.endDate=",
        "basics.location.city=Halifax",
        "work.2.name=C",
        "work.0.beschreibung=Text",
    ] {
        let folder = folder(&text);
        let outcome = folder.run(&format!("render cv.yaml --set {set}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(!outcome.stderr.contains("unknown key"), "{outcome}");
    }
    // Markdown has the fields of the person alone.
    let folder = Folder::new().file("a.md", "# Ada Lindqvist\n\n## Work\n\n### Clerk\n");
    for (set, why) in [
        ("basics.labl=X", "did you mean `basics.label`?"),
        ("basic.label=X", "did you mean `basics.label`?"),
        ("work.0.hide=true", "`recto import FILE -o FILE.yaml`"),
    ] {
        let outcome = folder.run(&format!("render a.md --set {set}"));
        assert!(outcome.code == Some(2) && outcome.stderr.contains(why), "{why}: {outcome}");
    }
}

#[test]
fn keys_in_a_language_are_a_sign_of_it() {
    let titles = |keys: &str, args: &str| {
        let text =
            ada("") + &format!("{keys}: [{{name: Lantern Works, position: Dev}}]\nskills: [{{name: C}}]\n");
        let (outcome, _) = told(&text, args);
        (printed(&text, args), outcome.out().contains("by the keys of the file"))
    };
    for (key, title) in [
        ("berufserfahrung", "Berufserfahrung"),
        ("Berufserfahrung", "Berufserfahrung"),
        ("experiencia_laboral", "Experiencia"),
        ("expérience_professionnelle", "Expérience"),
    ] {
        let (page, told) = titles(key, "");
        assert!(page.to_lowercase().contains(&title.to_lowercase()) && told, "{key}: {page}");
        let (page, told) = titles(key, "--set lang=en");
        assert!(page.to_lowercase().contains("experience"), "{key}: {page} {told}");
    }
    assert!(!titles("work", "").1 && !titles("experience", "").1);
    for text in [ada("") + "resume: Builds bridges.\n", "nom: Ada Lindqvist\n".to_owned()] {
        assert!(!told(&text, "").0.out().contains("by the keys of the file"), "{text}");
    }
    // The text contradicts.
    let text =
        ada(", summary: 'I have worked with the people of this team for the last years and we were happy'")
            + "berufserfahrung: [{name: A, position: Dev}]\n";
    assert!(!told(&text, "").0.out().contains("by the keys of the file"));
    for lang in ["german", "German", "Deutsch", "de-AT"] {
        let page = printed(&(ada("") + "work: [{name: A}]\n"), &format!("--lang {lang}"));
        assert!(page.contains("Berufserfahrung"), "{lang}: {page}");
    }
}

#[test]
fn options_straight_under_meta_are_reported_under_any_name() {
    let (outcome, problems) =
        told(&(ada("") + "meta: {theme: datum, color: teal, paper: a4, language: de}\n"), "");
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    for key in ["theme", "color", "paper"] {
        let message = format!("the option `{key}` has no effect under `meta`");
        assert!(messages.contains(&message.as_str()), "{key}: {outcome}");
    }
    assert!(outcome.out().contains("write `meta: {recto: {layout: …}}`") && problems.len() == 3, "{outcome}");
}

#[test]
fn curly_quotation_marks_around_a_value_are_reported() {
    let quoted = |text: &str| {
        let (outcome, problems) = told(text, "");
        let about = |problem: &&Problem| problem.message.starts_with("the quotation marks of `");
        (problems.iter().filter(about).map(|problem| problem.message.clone()).collect::<String>(), outcome)
    };
    let (message, outcome) = quoted("basics:\n  name: “Ada Lindqvist”\n  label: „Engineer“\n");
    assert_eq!(message, "the quotation marks of `“Ada Lindqvist”` are printed (2 texts, first here)");
    assert!(outcome.out().contains("`\\\"Ada Lindqvist\\\"`"), "{outcome}");
    for text in [
        "basics:\n  name: ‘Ada’\n",
        "basics:\n  name: Ada\nskills:\n- name: «C»\n",
        "basics:\n  name: Ada\nwork:\n- name: A\n  position: ”Clerk”\n",
    ] {
        assert!(quoted(text).0.ends_with("are printed"), "{text}");
    }
    for text in [
        "basics:\n  name: \"“Ada”\"\n",
        "basics:\n  name: Ada\n  label: The “best” engineer\n",
        "basics:\n  name: Ada\nreferences:\n- reference: “She built every bridge that we have ever asked her for.”\n",
        "{\"basics\": {\"name\": \"“Ada”\"}}",
    ] {
        assert_eq!(quoted(text).0, "", "{text}");
    }
}

#[test]
fn a_subtitle_is_the_headline() {
    let folder = Folder::new().file(
        "a.md",
        "---\ntitle: Ada Lindqvist\nsubtitle: Bridge engineer\n---\n\n## Work\n\n### Clerk, 2019\n",
    );
    let outcome = folder.run("render a.md -f txt");
    assert!(outcome.code == Some(0) && !outcome.stderr.contains("unknown"), "{outcome}");
    assert!(folder.read("a.txt").starts_with(b"Ada Lindqvist\nBridge engineer\n"), "{outcome}");
}

#[test]
fn an_argument_is_the_place_of_what_it_says() {
    let outcome = folder(&ada("")).run("render cv.yaml --set email=x --set url=javascript:1");
    for argument in ["= in: --set email=x", "= in: --set url=javascript:1"] {
        assert!(outcome.stderr.contains(argument), "{outcome}");
    }
    let outcome = folder(&ada("")).run("render cv.yaml --set papr=a4");
    assert!(outcome.stderr.contains("= help: did you mean `paper`?"), "{outcome}");
}

#[test]
fn a_section_goes_by_its_key_and_its_titles() {
    let text = ada("")
        + "work: [{name: Kestrel}]\nskills: [Rust]\nsections: [{title: Patents, entries: [A loom]}]\n";
    for name in ["work", "Experience", "EXPERIENCE"] {
        let page = printed(&text, &format!("--set hide={name}"));
        assert!(!page.contains("Kestrel") && page.contains("A loom"), "{name}: {page}");
    }
    assert!(printed(&text, "--set titles.experience=Jobs").contains("Jobs"));
    assert!(!printed(&text, "--set lang=de --set hide=berufserfahrung").contains("Kestrel"));
    let (_, problems) = told(&(text + "awards: {title: AWARDS, entries: [T]}\n"), "--set hide=nothing");
    let help = problems[0].help.last().expect("a list").to_lowercase();
    assert_eq!((help.matches("awards").count(), help.matches("patents").count()), (1, 1), "{help}");
}

#[test]
fn repeated_lists_add_up() {
    let text = ada("")
        + "work: [{name: Kestrel}]\nhobbies: [Chess]\nskills: [Rust]\nmeta: {recto: {hide: [skills]}}\n";
    let page = printed(&text, "--set hide=work --set hide=hobbies --set paper=a5 --set paper=us-letter");
    assert!(!page.contains("Kestrel") && !page.contains("Chess") && page.contains("Rust"), "{page}");
    let page = printed(&text, "--set sections=hobbies --set sections=skills --set hide=");
    let at = |word: &str| page.find(word).unwrap_or_else(|| panic!("no {word}: {page}"));
    assert!(at("Chess") < at("Rust") && at("Rust") < at("Kestrel"), "{page}");
}

#[test]
fn a_title_with_a_comma_is_one_name_in_a_list() {
    let text = ada("") + "sections: [{title: 'Talks, Papers', entries: [A loom]}]\nwork: [{name: Kestrel}]\n";
    let folder = folder(&text).file("recto.toml", "[options]\nhide = ['Talks, Papers']\n");
    let outcome = folder.run("render cv.yaml -o out.pdf");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let page = Pdf::new(&folder.read("out.pdf")).text();
    assert!(!page.contains("A loom") && page.contains("Kestrel"), "{page}");
    let own = text + "meta: {recto: {hide: ['Talks, Papers']}}\n";
    assert!(!printed(&own, "").contains("A loom"));
    let folder = folder.file("recto.toml", "[options]\nhide = ['Talks, Posters']\n");
    let outcome = folder.run("render cv.yaml -o out.pdf");
    for part in ["there is no section `Talks, Posters`", "recto.toml:2:8", "2 │ hide = ['Talks, Posters']"]
    {
        assert!(outcome.stderr.contains(part), "{outcome}");
    }
}

#[test]
fn what_is_no_data_is_named_and_left_alone() {
    let folder = Folder::new().file("cv.pdf", "%PDF-1.7\n%\u{e2}");
    let folder = folder.file("cv.rtf", "{\\rtf1").file("cv.html", "<p>Ada");
    for (name, what) in [("cv.rtf", "an RTF document"), ("cv.html", "a web page")] {
        let outcome = folder.run(&format!("render {name}"));
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.stderr.contains(&format!("`{name}` is {what}")), "{outcome}");
    }
    // A PDF is read, but never written over.
    let outcome = folder.run("render cv.pdf");
    assert!(outcome.stderr.contains("the output would overwrite `cv.pdf`"), "{outcome}");
    assert_eq!(folder.read("cv.pdf"), "%PDF-1.7\n%\u{e2}".as_bytes());
    let piped = folder.pipe("render - -o out.pdf", b"%PDF-1.7\n\xff\xfe");
    assert!(piped.stderr.contains("`stdin` is a PDF file that is damaged"), "{piped}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_stdout_that_is_closed_from_the_start_takes_nothing() {
    let folder = folder(&ada(""));
    let run = |redirect: &str| {
        let program = env!("CARGO_BIN_EXE_recto");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("exec '{program}' render cv.yaml -o - {redirect}")]);
        folder.outcome(redirect, shell.current_dir(folder.path("")))
    };
    let closed = run(">&-");
    assert_eq!(closed.code, Some(1), "{closed}");
    assert!(closed.stderr.contains("cannot write to stdout: it is closed"), "{closed}");
    for open in [">/dev/null", "<&- >/dev/null", "<>/dev/null >&0", "| true"] {
        let outcome = run(open);
        assert!(outcome.code == Some(0) && !outcome.stderr.contains("error"), "{outcome}");
    }
}

#[test]
fn a_missing_name_is_not_told_of_a_file_that_cannot_be_read() {
    for text in [
        "- Ada\n- Lindqvist\n",
        "work: [\n",
        "a: b: c\n",
        "basics: {name: [Ada, Lindqvist]}\n",
        "basics: [Ada]\n",
    ] {
        let (outcome, problems) = told(text, "--from yaml");
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(problems.iter().any(|problem| problem.severity == "error"));
        assert!(!problems.iter().any(|problem| problem.message.contains("no name")), "{problems:?}");
    }
    let (_, problems) = told("work: [{name: K, startDate: 2019-13}]\n", "");
    assert!(problems.iter().any(|problem| problem.message.contains("no name")), "{problems:?}");
}

#[test]
fn sections_take_a_list() {
    let (_, problems) = told(&(ada("") + "meta: {recto: {sections: {a: b}}}\n"), "");
    let message = "`sections` takes a list of section names, not a mapping";
    assert_eq!(severities(&problems), [("error", message)]);
    assert_eq!(problems[0].help, ["write `sections: [work, education]`"]);
}

#[test]
fn words_without_end_are_refused_at_their_place() {
    let endless = |length| ada(&format!(", summary: \"{}\"", "a".repeat(length)));
    assert_eq!(told(&endless(5_000), "").0.code, Some(0));
    let (_, problems) = told(&endless(100_000), "");
    assert_eq!(severities(&problems), [("error", "a word of 100000 characters")]);
    assert_eq!((problems[0].line, problems[0].column), (Some(1), Some(41)));
}

#[test]
fn an_endless_address_is_printed_and_not_followed() {
    let (outcome, problems) =
        told(&ada(&format!(", url: \"https://example.com/{}\"", "a/".repeat(1_200))), "");
    assert_eq!(severities(&problems), [("warning", "an address of 2420 characters is not followed")]);
    assert_eq!(outcome.code, Some(0));
}

#[test]
fn however_deep_quotes_and_lists_are_their_words_are_printed() {
    for marks in ["> ".repeat(19), "> - ".repeat(10), "- > > ".repeat(6), "- ".repeat(19)] {
        assert!(printed(&ada(&format!(", summary: \"{marks}deepest words\"")), "").contains("deepest words"));
    }
}

#[test]
fn right_to_left_text_is_told_once() {
    let (outcome, problems) = told(&ada(", summary: \"Hebrew \u{5d0}\", label: \"\u{5d1} too\""), "");
    let told = problems.iter().filter(|problem| problem.message.contains("right-to-left"));
    assert_eq!(told.map(|problem| problem.severity.as_str()).collect::<Vec<_>>(), ["warning"], "{outcome}");
}

#[test]
fn contact_items_read_as_the_home_page_does() {
    let page = printed(&ada(", contact: [\"https://www.example.com/ada/\", Sweden]"), "");
    assert!(page.contains("example.com/ada") && page.contains("Sweden"), "{page}");
    for plumbing in ["https", "www.", "ada/", "Contact:"] {
        assert!(!page.contains(plumbing), "{plumbing}: {page}");
    }
}

#[test]
fn dates_say_what_the_file_says() {
    let text = ada("")
        + "awards: [{title: T, date: 2021-05-14}, {title: U, date: 2020-03-01}, {title: V, date: Fall 2019}]\n";
    let page = printed(&text, "");
    for date in ["May 14, 2021", "Mar 2020", "Fall 2019"] {
        assert!(page.contains(date), "{date}: {page}");
    }
}

#[test]
fn problems_of_prose_are_at_their_words() {
    let text = "basics:\n  name: Ada Lindqvist\n  summary: \"**Two** and\n    a \\\"third\\\" [p](javascript:x).\\n\\n- a \\a- bell\"\n";
    let (_, problems) = told(text, "");
    let places: Vec<_> = problems.iter().map(|one| (one.message.as_str(), one.line, one.column)).collect();
    assert_eq!(
        places,
        [
            ("`javascript:` links are not followed", Some(4), Some(21)),
            ("text holds U+0007 (control character), which cannot be printed", Some(4), Some(41)),
        ]
    );
}
