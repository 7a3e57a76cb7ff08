//! Options: what is read, what is refused, and how it is said.

use super::*;
use crate::manifest::Manifest;
use crate::manifest::parts::PartStyle;
use crate::sheet::measures::{Measures, size_range};
use crate::sheet::tests::{Fonts, manifest, set};
use recto_resume::text::value::{Node, Pair, Scalar, ScalarKind};
use recto_resume::text::{Diagnostic, Diagnostics, Severity, Span};

fn setting(key: &str, value: &str) -> Setting {
    node_setting(key, Node::text(Span::new(20, 25), value))
}

fn node_setting(key: &str, value: Node) -> Setting {
    Setting { key: key.into(), key_span: Span::new(10, 15), value }
}

fn sources<'a>(settings: &'a [Setting], arguments: &'a [RequestedOption]) -> OptionSources<'a> {
    OptionSources { settings, arguments, defaults: &[] }
}

fn read(settings: &[Setting], arguments: &[(&str, &str)]) -> (Options, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let options = resolve(&sources(settings, &set(arguments)), &manifest(), &Fonts, &mut diagnostics);
    (options, diagnostics.iter().cloned().collect())
}

fn one_problem(settings: &[Setting], arguments: &[(&str, &str)]) -> Diagnostic {
    let (_, problems) = read(settings, arguments);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].clone()
}

#[test]
fn the_command_line_goes_before_the_file_and_the_file_before_the_layout() {
    let file = [setting("paper", "us-letter"), setting("dates", "long"), setting("accent", "bogus")];
    let (options, problems) = read(&file, &[("dates", "numeric"), ("dates", "short"), ("accent", "teal")]);
    assert_eq!(problems, [], "what the command line overrides is not judged");
    assert_eq!(options.paper, Paper::UsLetter);
    assert_eq!(options.dates, Some(DateStyle::Short));
    assert_eq!(options.accent, "#0f5c5c");
    assert_eq!(options.own["leaders"], "spaces");
    assert!(options.print_urls && options.photo && options.page_numbers && !options.show_unknown);
}

#[test]
fn unknown_options_and_values_name_their_neighbours() {
    let error = one_problem(&[], &[("papr", "a4")]);
    assert_eq!(error.place, Place::Argument("--set papr=a4".into()));
    assert_eq!(error.help.first().map(String::as_str), Some("did you mean `paper`?"));
    let error = one_problem(&[setting("paper", "a44")], &[]);
    assert_eq!(error.place, Place::File(Span::new(20, 25)));
    assert_eq!(error.message, "unknown paper `a44`");
    assert_eq!(error.help.first().map(String::as_str), Some("did you mean `a4`?"));
    assert_eq!(error.help[1..], ["`paper` takes `a4` or `us-letter`"]);
    let error = one_problem(&[setting("leader", "dots")], &[]);
    assert_eq!(
        (error.place, error.help.first().map(String::as_str)),
        (Place::File(Span::new(10, 15)), Some("did you mean `leaders`?"),)
    );
    for (key, value, meant) in [
        ("color", "teal", "accent"),
        ("fontsize", "10", "size"),
        ("font", "plex", "IBM Plex Sans"),
        ("font", "INTER", "Inter"),
        ("font", "Suorce Sans 3", "Source Sans 3"),
    ] {
        let (_, problems) = read(&[], &[(key, value)]);
        let help = problems.first().and_then(|problem| problem.help.first()).cloned();
        let wanted = (value != "INTER").then(|| format!("did you mean `{meant}`?"));
        assert_eq!(help, wanted, "{key}={value}");
    }
    for (key, value) in [("leaders", "dotz"), ("lang", "xx"), ("links", "3"), ("photo", "maybe")] {
        assert_eq!(one_problem(&[setting(key, value)], &[]).severity, Severity::Error, "{key}");
    }
}

#[test]
fn names_of_other_programs_lead_to_options() {
    let is_option = |name: &str| OPTIONS.iter().any(|option| option.key == name);
    for (name, meant) in table::OTHER_NAMES {
        assert!(is_option(meant) && !is_option(name), "{name}");
    }
}

#[test]
fn an_option_of_another_layout_is_no_error() {
    let file = [setting("layout", "datum"), setting("column", "wide")];
    assert_eq!(one_problem(&file, &[]).severity, Severity::Warning);
    assert_eq!(one_problem(&file[..1], &[("column", "wide")]).severity, Severity::Error);
}

#[test]
fn fields_of_basics_are_for_the_command_line() {
    let (options, problems) = read(&[], &[("name", "Ada"), ("email", "ada@example.com")]);
    assert_eq!((options.basics.len(), problems.len()), (2, 0));
    let error = one_problem(&[setting("name", "Ada")], &[]);
    assert_eq!(error.help, ["`name` belongs under `basics`"]);
}

#[test]
fn numbers_have_ranges() {
    let (options, _) = read(&[], &[("density", "0.25"), ("size", "10 pt")]);
    assert_eq!((options.density.get(), options.size), (0.25, Some(10.0)));
    assert_eq!(read(&[], &[("size", "auto")]).0.size, None);
    for value in ["1.5", "-0.1", "NaN", "inf", "dense"] {
        let error = one_problem(&[], &[("density", value)]);
        assert_eq!(error.label.as_deref(), Some("expected 0 to 1"), "{value}");
    }
    assert_eq!(one_problem(&[], &[("size", "20")]).label.as_deref(), Some("expected 8.9 to 11.5 pt"));
    let sans = one_problem(&[], &[("size", "11.5"), ("font", "source sans 3")]);
    assert_eq!(sans.label.as_deref(), Some("expected 8.7 to 11 pt"));
}

#[test]
fn a_light_accent_is_darkened_and_said() {
    let mut diagnostics = Diagnostics::new();
    let options = resolve(&sources(&[setting("accent", "#fe0")], &[]), &manifest(), &Fonts, &mut diagnostics);
    let warning = diagnostics.iter().next().expect("a warning");
    assert_eq!(warning.severity, Severity::Warning);
    assert!(warning.message.contains(&options.accent), "{}", warning.message);
    assert_eq!(one_problem(&[setting("accent", "pnk")], &[]).severity, Severity::Error);
}

#[test]
fn a_comment_eaten_colour_is_explained() {
    let null = node_setting("accent", Node::new(Span::at(20), Value::Null));
    let warning = one_problem(&[null], &[]);
    assert_eq!(warning.severity, Severity::Warning);
    assert!(warning.help[0].contains("quotes"));
}

#[test]
fn fonts_chain_by_genre_and_heads_follow_the_text() {
    let (options, _) = read(&[], &[]);
    assert_eq!(options.fonts.text, ["Source Serif 4", "Libertinus Serif", "IBM Plex Sans", "Source Sans 3"]);
    assert_eq!(options.fonts.heading[..2], ["Source Serif 4 Display", "Libertinus Serif"]);
    let (options, _) = read(&[], &[("font", "inter")]);
    assert_eq!(options.fonts.text[..3], ["Inter", "Source Sans 3", "IBM Plex Sans"]);
    assert_eq!(options.fonts.heading, options.fonts.text);
    let (options, _) = read(&[], &[("font", "inter"), ("heading-font", "IBM Plex Sans")]);
    assert_eq!(options.fonts.heading[0], "IBM Plex Sans");
    let error = one_problem(&[], &[("font", "Sorce Serif")]);
    assert_eq!(error.help.first().map(String::as_str), Some("did you mean `Source Serif 4`?"));
}

#[test]
fn a_layout_without_its_font_is_named() {
    let layout = Manifest { font: "Nowhere Sans".into(), heading_font: None, ..manifest() };
    let mut diagnostics = Diagnostics::new();
    let options = resolve(&OptionSources::default(), &layout, &Fonts, &mut diagnostics);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(options.fonts.text[0], "Nowhere Sans");
}

#[test]
fn wrong_kinds_are_located() {
    let list = Node::new(Span::new(20, 24), Value::List(vec![]));
    assert_eq!(
        one_problem(&[node_setting("paper", list)], &[]).message,
        "`paper` takes one value, not a list"
    );
    assert_eq!(one_problem(&[setting("titles", "x")], &[]).message, "`titles` takes a mapping, not text");
    let number = Scalar { text: "0.75".into(), kind: ScalarKind::Number };
    let node = Node::new(Span::new(20, 24), Value::Scalar(number));
    assert_eq!(read(&[node_setting("density", node)], &[]).0.density.get(), 0.75);
}

#[test]
fn titles_of_file_and_command_line_add_up() {
    let pair = |key: &str, text: &str| Pair {
        key: key.into(),
        key_span: Span::new(20, 24),
        node: Node::text(Span::new(26, 30), text),
    };
    let map = Node::new(Span::new(19, 31), Value::Map(vec![pair("work", "Jobs"), pair("skills", "Craft")]));
    let (options, problems) = read(&[node_setting("titles", map)], &[("titles.work", "Career")]);
    assert!(problems.is_empty());
    let titles: Vec<_> = options.titles.iter().map(|(n, t)| (n.value.as_str(), t.value.as_str())).collect();
    assert_eq!(titles, [("work", "Jobs"), ("skills", "Craft"), ("work", "Career")]);
    assert!(options.titles[2].1.span.is_nowhere());
}

#[test]
fn layout_names() {
    let file = [setting("layout", "plain")];
    assert_eq!(
        layout_name(&sources(&file, &[]), Some("datum")).place,
        Place::Argument("--layout datum".into())
    );
    assert_eq!(layout_name(&sources(&file, &[]), None).value, "plain");
    let set = |value: &str| RequestedOption::from_text("layout", value, format!("--set layout={value}"));
    let place = Place::Argument("--set layout=datum".into());
    let named = Named { value: "datum".into(), place };
    assert_eq!(layout_name(&sources(&file, &[set("folio"), set("datum"), set("")]), None), named);
    assert_eq!(
        layout_name(&OptionSources::default(), None),
        Named { value: "folio".into(), place: Place::Nowhere }
    );
}

#[test]
fn defaults_come_last() {
    let defaults = set(&[("paper", "us-letter"), ("density", "0.1"), ("accent", "teal"), ("none", "1")]);
    let mut diagnostics = Diagnostics::new();
    let asked = OptionSources {
        defaults: &defaults,
        settings: &[setting("density", "0.2"), setting("accent", "plum")],
        arguments: &set(&[("accent", "navy")]),
    };
    let options = resolve(&asked, &manifest(), &Fonts, &mut diagnostics);
    assert_eq!((options.paper, options.density.get()), (Paper::UsLetter, 0.2));
    assert_eq!(options.accent, "#1f3a5f");
    assert!(diagnostics.is_empty(), "what one layout does not know may be another's: {diagnostics:?}");

    let layout = |value: &str| set(&[("layout", value)]);
    let (datum, plain) = (layout("datum"), [setting("layout", "plain")]);
    let name = |asked: &OptionSources<'_>| layout_name(asked, None).value;
    assert_eq!(name(&OptionSources { defaults: &datum, ..OptionSources::default() }), "datum");
    assert_eq!(
        name(&OptionSources { defaults: &datum, settings: &plain, ..OptionSources::default() }),
        "plain"
    );
}

#[test]
fn the_list_has_every_option_with_its_default() {
    let manifest = manifest();
    let list = listing(&manifest);
    assert_eq!(list.len(), OPTIONS.len() + 1);
    let default = |key: &str| list.iter().find(|one| one.key == key).map(|one| one.default.clone());
    assert_eq!(default("accent").as_deref(), Some("#1f3a5f"));
    assert_eq!(default("heading-font").as_deref(), Some("Source Serif 4 Display"));
    assert_eq!(default("leaders").as_deref(), Some("spaces"));
    // A default in the table must be a value that the same row reads, and the one that holds without it.
    for spec in OPTIONS {
        let value = (spec.default)(&manifest).to_owned();
        // Fonts and dates that the user chooses go before those of the layout.
        if value.is_empty() || ["font", "heading-font", "dates"].contains(&spec.key) {
            continue;
        }
        let (mut options, problems) = read(&[], &[(spec.key, &value)]);
        assert_eq!(problems, [], "{}", spec.key);
        let plain = read(&[], &[]).0;
        // Only the place differs.
        if options.pages.as_ref().map(|(goal, _)| goal) == plain.pages.as_ref().map(|(goal, _)| goal) {
            options.pages.clone_from(&plain.pages);
        }
        assert_eq!(format!("{options:?}"), format!("{plain:?}"), "{}", spec.key);
    }
}

#[test]
fn pages_are_composed_unless_a_density_or_a_number_is_given() {
    let goal = |pairs: &[(&str, &str)]| read(&[], pairs).0.pages.map(|(goal, _)| goal);
    assert_eq!(goal(&[]), Some(PageGoal::Auto));
    assert_eq!(goal(&[("density", "0.5")]), None);
    assert_eq!(goal(&[("pages", "2")]), Some(PageGoal::AtMost(2)));
    assert_eq!(goal(&[("pages", "auto"), ("density", "0.3")]), Some(PageGoal::Auto));
}

#[test]
fn measures_move_with_density_and_stay_within_limits() {
    let manifest = manifest();
    let mut last: Option<Measures> = None;
    for font in ["Source Serif 4", "Source Sans 3"] {
        let (mut options, _) = read(&[], &[("font", font)]);
        for step in 0..=20 {
            options.density = Density::new(f64::from(step) / 20.0).expect("0 to 1");
            let now = Measures::at(options.density, &manifest, &options);
            let (least, most) = size_range(&options.family);
            assert!(now.size >= least - 0.001 && now.size <= most + 0.001, "{font} {}", now.size);
            assert!(now.margin_x >= 36.0 && now.margin_y >= 36.0 && now.baseline >= 1.219 * now.size);
            if let Some(before) = last.filter(|_| step > 0) {
                assert!(now.size <= before.size && now.unit <= before.unit);
                // Smaller text has wider margins only where its lines are as long as they may be.
                let characters = now.width / (now.size * options.family.advance);
                assert!(characters < 97.1 && (now.margin_x <= before.margin_x || characters > 96.9));
            }
            last = Some(now);
        }
    }
    let tokens = Measures::at(Density::USUAL, &manifest, &read(&[], &[]).0);
    assert_eq!((tokens.size, tokens.baseline, tokens.leading), (10.105, 13.49, 3.385));
    assert!((tokens.margin_x - 77.099).abs() < 0.01 && tokens.margin_y == 55.984, "{}", tokens.margin_x);
}

fn names(named: &[Named]) -> Vec<&str> {
    named.iter().map(|name| name.value.as_str()).collect()
}

#[test]
fn lists_on_the_command_line_add_up_and_replace_those_of_the_file() {
    let arguments =
        [("hide", "references, work"), ("sections", "skills"), ("hide", "interests"), ("sections", "work")];
    let list =
        Node::new(Span::new(19, 31), Value::List(vec![Node::text(Span::new(20, 25), "Talks, Papers")]));
    let file = [node_setting("hide", list.clone()), setting("sections", "awards")];
    let (options, problems) = read(&file, &arguments);
    assert_eq!(problems, []);
    assert_eq!(names(&options.hide), ["references", "work", "interests"]);
    assert_eq!(names(&options.sections), ["skills", "work"]);
    assert_eq!(names(&read(&file, &[]).0.hide), ["Talks, Papers"]);
    assert_eq!(names(&read(&file, &[("hide", "")]).0.hide), [""; 0]);

    let place = Place::Argument("recto.toml:2: hide = …".into());
    let defaults = [RequestedOption::new(&["hide"], &list, place.clone())];
    let resolved = |settings: &[Setting]| {
        let sources = OptionSources { defaults: &defaults, settings, arguments: &[] };
        resolve(&sources, &manifest(), &Fonts, &mut Diagnostics::new())
    };
    assert_eq!(resolved(&[]).hide, [Named { value: "Talks, Papers".into(), place }]);
    assert_eq!(names(&resolved(&[setting("hide", "work")]).hide), ["work"]);
}

#[test]
fn of_a_single_value_the_last_counts() {
    let (options, problems) =
        read(&[], &[("paper", "a9"), ("leaders", "none"), ("paper", "us-letter"), ("leaders", "dots")]);
    assert_eq!(problems, []);
    assert_eq!((options.paper, options.own["leaders"].as_str()), (Paper::UsLetter, "dots"));
}

#[test]
fn a_field_of_basics_is_one_text() {
    let list = Node::new(Span::NOWHERE, Value::List(vec![Node::text(Span::NOWHERE, "Ada")]));
    let arguments = [
        RequestedOption::new(&["name"], &list, Place::Argument("set.name".into())),
        RequestedOption::from_text("label.x", "Poet", "set.label.x"),
    ];
    let mut diagnostics = Diagnostics::new();
    let options = resolve(&sources(&[], &arguments), &manifest(), &Fonts, &mut diagnostics);
    assert!(options.basics.is_empty());
    let messages: Vec<_> = diagnostics.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["`name` takes one value, not a list", "`label` takes one value, not a mapping"]);
}

#[test]
fn styles_of_manifest_file_and_command_line_add_up() {
    let mut layout = manifest();
    let grey = PartStyle { color: Some("grey".into()), size: Some(0.9), ..PartStyle::default() };
    layout.parts.insert("date".into(), grey);
    let file = [node_setting("style", styles("date", &[("weight", "600"), ("style", "italic")]))];
    let arguments =
        set(&[("style.date.color", "Accent"), ("style.date.style", "normal"), ("style.name.case", "upper")]);
    let mut diagnostics = Diagnostics::new();
    let options = resolve(&sources(&file, &arguments), &layout, &Fonts, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let date = PartStyle {
        size: Some(0.9),
        weight: Some(600),
        style: Some("normal".into()),
        color: Some("accent".into()),
        ..PartStyle::default()
    };
    assert_eq!(options.parts["date"], date);
    assert_eq!(options.parts["name"].case.as_deref(), Some("upper"));
    assert_eq!(Measures::at(Density::USUAL, &layout, &options).parts, options.parts);
}

#[test]
fn every_problem_of_a_style_is_reported_at_its_place() {
    let wrong = styles("section-titel", &[("color", "red")]);
    let error = one_problem(&[node_setting("style", wrong)], &[]);
    assert_eq!(error.place, Place::File(Span::new(20, 24)));
    assert_eq!(error.message, "unknown part `section-titel` in `style`");
    assert_eq!(error.help[0], "did you mean `section-title`?");
    let error = one_problem(&[], &[("style.date.colour", "red")]);
    assert_eq!(error.place, Place::Argument("--set style.date.colour=red".into()));
    assert_eq!(error.help[0], "did you mean `color`?");
    for (key, value, label) in [
        ("style.name.size", "4.6", "expected 0.8 to 4.5"),
        ("style.name.weight", "950", "expected 100 to 900"),
        ("style.name.weight", "bold", "expected 100 to 900"),
    ] {
        assert_eq!(one_problem(&[], &[(key, value)]).label.as_deref(), Some(label), "{key} {value}");
    }
    for key in ["font", "style", "case", "color"] {
        let key = format!("style.name.{key}");
        let error = one_problem(&[], &[(&key, "boxed")]);
        assert_eq!(error.message, format!("unknown {key} `boxed`"));
    }
    let kinds = [
        ("style", "`style` takes a mapping, not text"),
        ("style.date", "`style.date` takes a mapping, not text"),
    ];
    for (key, message) in kinds {
        assert_eq!(one_problem(&[], &[(key, "accent")]).message, message);
    }
    let all = [("style.dat.color", "red"), ("style.date.size", "9"), ("style.name.color", "pnk")];
    assert_eq!(read(&[], &all).1.len(), 3);
}

#[test]
fn the_smallest_text_of_a_style_follows_from_the_body_size() {
    let (options, problems) = read(&[], &[("size", "11.5"), ("style.date.size", "0.68")]);
    assert_eq!((options.parts["date"].size, problems), (Some(0.68), vec![]));
    let error = one_problem(&[], &[("size", "9"), ("style.date.size", "0.85")]);
    assert_eq!(error.message, "`style.date.size` 0.85 is out of range");
    assert_eq!(error.label.as_deref(), Some("expected 0.9 to 4.5"));
}

#[test]
fn a_light_colour_of_a_part_is_darkened_with_a_warning() {
    let (options, problems) = read(&[], &[("style.date.color", "#fe0"), ("style.place.color", "teal")]);
    let color = |part: &str| options.parts[part].color.clone().unwrap_or_default();
    assert_eq!((color("date").as_str(), color("place").as_str()), ("#817800", "#0f5c5c"));
    let [warning] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(warning.severity, Severity::Warning);
    assert!(warning.message.starts_with("style.date.color `#fe0` is too light"), "{}", warning.message);
}

/// The value of `style` with one part.
fn styles(part: &str, keys: &[(&str, &str)]) -> Node {
    let pair = |key: &str, node: Node| Pair { key: key.into(), key_span: Span::new(20, 24), node };
    let text = |value: &str| Node::text(Span::new(26, 30), value);
    let keys = keys.iter().map(|(key, value)| pair(key, text(value))).collect();
    let style = Node::new(Span::new(25, 31), Value::Map(keys));
    Node::new(Span::new(19, 31), Value::Map(vec![pair(part, style)]))
}
