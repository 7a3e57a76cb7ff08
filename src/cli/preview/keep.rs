//! The options to keep: what was clicked, written as the file itself would have it.

use recto::input::Format;
use recto::text::Source;
use serde::Serialize;

/// Options in the words of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Keep {
    /// What to write; empty when there is nothing to keep.
    pub text: String,
    /// What to do with it.
    pub advice: &'static str,
}

/// An option: its name and its value, and whether that is a word or a number.
pub type Kept = (&'static str, String, Written);

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Between quotes where a format wants them.
    Word,
    /// Without.
    Number,
}

/// Writes the options as a file of this format has them. `some` is whether it has options already.
pub fn write(options: &[Kept], source: &Source, format: &Format, some: bool) -> Keep {
    if options.is_empty() {
        return Keep::default();
    }
    let front = format.name == "markdown";
    let (text, advice) = match format.name {
        "json" => (json(options), "Write this at the top level of the file; if there is a `meta`, into it."),
        "toml" => (toml("meta.recto", options), "Write this at the end of the file."),
        _ if front && source.text.starts_with("+++") => {
            (toml("recto", options), "Write this before the second line of `+++`.")
        }
        _ if front && source.text.starts_with("---") => {
            (yaml(&["recto"], options), "Write this before the second line of `---`.")
        }
        _ if front => {
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

fn yaml(keys: &[&str], options: &[Kept]) -> String {
    let mut text = String::new();
    for (depth, key) in keys.iter().enumerate() {
        text += &format!("{:1$}{key}:\n", "", depth * 2);
    }
    for (key, value, _) in options {
        // `#` begins a comment.
        let value = if value.starts_with('#') { format!("\"{value}\"") } else { value.clone() };
        text += &format!("{:1$}{key}: {value}\n", "", keys.len() * 2);
    }
    text
}

fn toml(table: &str, options: &[Kept]) -> String {
    let line = |(key, value, written): &Kept| format!("{key} = {}\n", quoted(value, *written));
    format!("[{table}]\n{}", options.iter().map(line).collect::<String>())
}

fn json(options: &[Kept]) -> String {
    let line = |(key, value, written): &Kept| format!("    \"{key}\": {}", quoted(value, *written));
    let lines: Vec<_> = options.iter().map(line).collect();
    format!("\"meta\": {{\n  \"recto\": {{\n{}\n  }}\n}}\n", lines.join(",\n"))
}

/// A value in TOML and JSON. The names of layouts, papers and colours hold nothing that must be escaped.
fn quoted(value: &str, written: Written) -> String {
    match written {
        Written::Word => format!("\"{value}\""),
        Written::Number => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::render::read;
    use recto::text::Diagnostics;

    fn options() -> Vec<Kept> {
        let word = |key, value: &str| (key, value.to_owned(), Written::Word);
        vec![
            word("layout", "datum"),
            word("paper", "us-letter"),
            word("accent", "#0f4c81"),
            ("density", "0.62".to_owned(), Written::Number),
        ]
    }

    /// What is kept is what a file with it says.
    #[track_caller]
    fn assert_kept(format: &str, before: &str, around: impl Fn(&str) -> String) {
        let format = Format::by_name(format).unwrap();
        let kept = write(&options(), &Source::new("a", before), format, false);
        let mut diagnostics = Diagnostics::new();
        let resume = read(&Source::new("a", around(&kept.text)), format, &mut diagnostics).unwrap();
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
        let kept = |some| write(&options(), &Source::new("a", ""), Format::by_name("yaml").unwrap(), some);
        assert_eq!(kept(true).text, kept(false).text);
        assert!(kept(true).advice.contains("among them") && !kept(false).advice.contains("among them"));
    }

    #[test]
    fn nothing_clicked_is_nothing_to_keep() {
        let format = Format::by_name("yaml").unwrap();
        assert_eq!(write(&[], &Source::new("a", ""), format, false), Keep::default());
    }
}
