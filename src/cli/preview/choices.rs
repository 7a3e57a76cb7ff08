//! What was clicked on the page: a few options that take precedence over the file's, and how the file itself would have
//! them, to keep them.

use recto::input::Format;
use recto::layout::Layouts;
use recto::sheet::options::colour::Colour;
use recto::sheet::options::{Paper, RequestedOption};
use recto::text::Source;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether something can be chosen.
type IsOffered = fn(&Value, &Layouts) -> bool;

/// The options that can be clicked, in the order in which a file gets them, each with what can be chosen.
const OFFERED: [(&str, IsOffered); 4] = [
    ("layout", |value, layouts| layouts.names().any(|name| value == name)),
    ("paper", |value, _| value.as_str().is_some_and(|name| name.parse::<Paper>().is_ok())),
    ("accent", |value, _| value.as_str().and_then(Colour::read).is_some()),
    ("pages", |value, _| value.as_u64().is_some_and(|pages| (1..=3).contains(&pages))),
];

/// What was clicked. What is not in it stays as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(pub Vec<Choice>);

impl Choices {
    /// Reads what the page sends. `None` when that is nothing the page can send.
    pub fn read(json: &[u8], layouts: &Layouts) -> Option<Self> {
        let mut sent: BTreeMap<String, Value> = serde_json::from_slice(json).ok()?;
        let mut chosen = Vec::new();
        for (key, is_offered) in OFFERED {
            let Some(value) = sent.remove(key) else { continue };
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            chosen.push(is_offered(&value, layouts).then_some((key, text))?);
        }
        sent.is_empty().then_some(Self(chosen))
    }

    /// The choice of an option.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
    }

    /// As options, for the renderer. The layout is not among them.
    pub fn options(&self) -> Vec<RequestedOption> {
        let options = self.0.iter().filter(|(key, _)| *key != "layout");
        // In messages, the place is the control that was used.
        options.map(|(key, value)| RequestedOption::from_text(key, value, format!("{key}={value}"))).collect()
    }
}

/// A choice: the option and its value.
pub type Choice = (&'static str, String);

/// Options in the words of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Keep {
    /// What to write; empty when there is nothing to keep.
    pub text: String,
    /// What to do with it.
    pub advice: &'static str,
}

/// Writes the options as a file of this format has them. `some` is whether it has options already.
pub fn keep(options: &[Choice], source: &Source, format: &Format, some: bool) -> Keep {
    if options.is_empty() {
        return Keep::default();
    }
    let (text, advice) = match (format.name, source.text.get(..3)) {
        ("json", _) => {
            (json(options), "Write this at the top level of the file; if there is a `meta`, into it.")
        }
        ("toml", _) => (toml("meta.recto", options), "Write this at the end of the file."),
        ("markdown", Some("+++")) => (toml("recto", options), "Write this before the second line of `+++`."),
        ("markdown", Some("---")) => {
            (yaml(&["recto"], options), "Write this before the second line of `---`.")
        }
        ("markdown", _) => {
            (format!("---\n{}---\n", yaml(&["recto"], options)), "Write this at the very top of the file.")
        }
        _ => {
            let text = yaml(&["meta", "recto"], options);
            (text, "Write this at the left edge of the file; if there is a `meta`, into it.")
        }
    };
    let among =
        "The file has options already: write these lines among them, each in the place of its namesake.";
    Keep { text, advice: if some { among } else { advice } }
}

fn yaml(keys: &[&str], options: &[Choice]) -> String {
    let mut text = String::new();
    for (depth, key) in keys.iter().enumerate() {
        text += &format!("{:1$}{key}:\n", "", depth * 2);
    }
    for (key, value) in options {
        // `#` begins a comment.
        let value = if value.starts_with('#') { format!("\"{value}\"") } else { value.clone() };
        text += &format!("{:1$}{key}: {value}\n", "", keys.len() * 2);
    }
    text
}

fn toml(table: &str, options: &[Choice]) -> String {
    let line = |(key, value): &Choice| format!("{key} = {}\n", quoted(value));
    format!("[{table}]\n{}", options.iter().map(line).collect::<String>())
}

fn json(options: &[Choice]) -> String {
    let line = |(key, value): &Choice| format!("    \"{key}\": {}", quoted(value));
    let lines: Vec<_> = options.iter().map(line).collect();
    format!("\"meta\": {{\n  \"recto\": {{\n{}\n  }}\n}}\n", lines.join(",\n"))
}

/// A value in TOML and JSON. The names of layouts, papers and colours contain nothing that must be escaped.
fn quoted(value: &str) -> String {
    if value.parse::<f64>().is_ok() { value.to_owned() } else { format!("\"{value}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::render::read as read_resume;
    use recto::text::{Diagnostics, Place};

    fn read(json: &str) -> Option<Choices> {
        Choices::read(json.as_bytes(), &recto::embedded::layouts())
    }

    #[test]
    fn only_what_the_page_offers_is_taken() {
        assert_eq!(read("{}"), Some(Choices::default()));
        let all = read(r##"{"layout":"datum","paper":"us-letter","accent":"#123456","pages":2}"##).unwrap();
        assert_eq!((all.get("layout"), all.get("pages")), (Some("datum"), Some("2")));
        for wrong in [
            "",
            "[]",
            "null",
            "{",
            r#"{"layout":"../folio"}"#,
            r#"{"paper":"a3"}"#,
            r#"{"accent":"url(x)"}"#,
            r#"{"pages":0}"#,
            r#"{"pages":4}"#,
            r#"{"pages":1.5}"#,
            r#"{"pages":"2"}"#,
            r#"{"other":1}"#,
            r#"{"layout":7}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn choices_become_options() {
        let choices = read(r#"{"paper":"us-letter","accent":"teal","pages":2}"#).unwrap();
        let places: Vec<_> = choices.options().into_iter().map(|option| option.place).collect();
        let typed = ["paper=us-letter", "accent=teal", "pages=2"];
        assert_eq!(places, typed.map(|typed| Place::Argument(typed.to_owned())));
        assert!(Choices::default().options().is_empty());
    }

    fn options() -> Vec<Choice> {
        let options =
            [("layout", "datum"), ("paper", "us-letter"), ("accent", "#0f4c81"), ("density", "0.62")];
        options.map(|(key, value)| (key, value.to_owned())).to_vec()
    }

    /// What is kept is what a file with it says.
    #[track_caller]
    fn assert_kept(format: &str, before: &str, around: impl Fn(&str) -> String) {
        let format = Format::by_name(format).unwrap();
        let kept = keep(&options(), &Source::new("a", before), format, false);
        let mut diagnostics = Diagnostics::new();
        let resume = read_resume(&Source::new("a", around(&kept.text)), format, &mut diagnostics).unwrap();
        assert!(diagnostics.is_empty(), "{diagnostics:?} in\n{}", kept.text);
        let set = resume.settings.iter().map(|setting| match &setting.value.value {
            recto::text::value::Value::Scalar(scalar) => (setting.key.as_str(), scalar.text.as_str()),
            other => panic!("{other:?}"),
        });
        let expected =
            [("layout", "datum"), ("paper", "us-letter"), ("accent", "#0f4c81"), ("density", "0.62")];
        assert_eq!(set.collect::<Vec<_>>(), expected, "{}", kept.text);
    }

    #[test]
    fn every_format_reads_what_is_kept() {
        assert_kept("yaml", "", |kept| format!("basics:\n  name: Ada\n{kept}"));
        assert_kept("toml", "", |kept| format!("[basics]\nname = \"Ada\"\n{kept}"));
        assert_kept("json", "", |kept| format!("{{\"basics\": {{\"name\": \"Ada\"}},\n{kept}}}"));
        assert_kept("markdown", "# Ada\n", |kept| format!("{kept}# Ada\n"));
        assert_kept("markdown", "---\nname: Ada\n", |kept| format!("---\nname: Ada\n{kept}---\n# Ada\n"));
        assert_kept("markdown", "+++\nname = 1", |kept| format!("+++\nname = \"Ada\"\n{kept}+++\n# Ada\n"));
    }

    #[test]
    fn options_that_are_there_are_not_written_twice() {
        let kept = |some| keep(&options(), &Source::new("a", ""), Format::by_name("yaml").unwrap(), some);
        assert_eq!(kept(true).text, kept(false).text);
        assert!(kept(true).advice.contains("among them") && !kept(false).advice.contains("among them"));
    }

    #[test]
    fn nothing_clicked_is_nothing_to_keep() {
        let format = Format::by_name("yaml").unwrap();
        assert_eq!(keep(&[], &Source::new("a", ""), format, false), Keep::default());
    }
}
