//! What was clicked on the page: a few options that go before the file's.

use recto::layout::Layouts;
use recto::sheet::options::colour::Colour;
use recto::sheet::options::{Paper, RequestedOption};
use serde::{Deserialize, Deserializer};

/// The most pages that can be asked for.
const MAX_PAGES: u8 = 3;

/// What was clicked. What is `None` stays as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// The layout's name.
    pub layout: Option<String>,
    /// The paper.
    #[serde(default, deserialize_with = "paper")]
    pub paper: Option<Paper>,
    /// A colour's name or `#rrggbb`.
    pub accent: Option<String>,
    /// How many pages there may be.
    pub pages: Option<u8>,
}

impl Choices {
    /// Reads what the page sends. `None` when that is nothing the page can send.
    pub fn read(json: &[u8], layouts: &Layouts) -> Option<Self> {
        let choices: Self = serde_json::from_slice(json).ok()?;
        let known = |value: &Option<String>, test: &dyn Fn(&str) -> bool| value.as_deref().is_none_or(test);
        let valid = known(&choices.layout, &|name| layouts.names().any(|known| known == name))
            && known(&choices.accent, &|name| Colour::read(name).is_some())
            && choices.pages.is_none_or(|pages| (1..=MAX_PAGES).contains(&pages));
        valid.then_some(choices)
    }

    /// As options, for the renderer. The layout is not among them.
    pub fn options(&self) -> Vec<RequestedOption> {
        let paper = self.paper.map(Paper::name);
        let pages = self.pages.map(|pages| pages.to_string());
        let accent = self.accent.as_deref();
        let chosen = [("paper", paper), ("accent", accent), ("pages", pages.as_deref())];
        // In messages, the place is the control that was used.
        let option =
            |(key, value)| Some(RequestedOption::from_text(key, value?, format!("{key}={}", value?)));
        chosen.into_iter().filter_map(option).collect()
    }
}

/// Reads the name of a paper.
fn paper<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Paper>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    let unknown = || serde::de::Error::custom("no such paper");
    name.map(|name| Paper::named(&name).ok_or_else(unknown)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Choices> {
        Choices::read(json.as_bytes(), &recto::embedded::layouts())
    }

    #[test]
    fn only_what_the_page_offers_is_taken() {
        assert_eq!(read("{}"), Some(Choices::default()));
        let all = read(r##"{"layout":"datum","paper":"us-letter","accent":"#123456","pages":2}"##).unwrap();
        assert_eq!((all.layout.as_deref(), all.pages), (Some("datum"), Some(2)));
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
            r#"{"other":1}"#,
            r#"{"layout":7}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn choices_become_options() {
        let choices = read(r#"{"paper":"us-letter","accent":"teal","pages":2}"#).unwrap();
        let typed: Vec<_> = choices.options().into_iter().map(|a| a.typed).collect();
        assert_eq!(typed, ["paper=us-letter", "accent=teal", "pages=2"]);
        assert!(Choices::default().options().is_empty());
    }
}
