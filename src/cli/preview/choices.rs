//! What was clicked on the page: a few options that go before the file's.

use recto::layout::Layouts;
use recto::sheet::options::colour::Colour;
use recto::sheet::options::{Argument, PAPERS};
use serde::Deserialize;

/// The most pages that can be asked for.
const MAX_PAGES: u8 = 3;

/// What was clicked. What is `None` stays as the file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// The layout's name.
    pub layout: Option<String>,
    /// One of [`PAPERS`].
    pub paper: Option<String>,
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
            && known(&choices.paper, &|name| PAPERS.contains(&name))
            && known(&choices.accent, &|name| Colour::read(name).is_some())
            && choices.pages.is_none_or(|pages| (1..=MAX_PAGES).contains(&pages));
        valid.then_some(choices)
    }

    /// As options, for the renderer. The layout goes its own way; the page count becomes a density.
    pub fn arguments(&self, density: Option<&str>) -> Vec<Argument> {
        let given =
            [("paper", self.paper.as_deref()), ("accent", self.accent.as_deref()), ("density", density)];
        let argument = |(key, value): (&str, Option<&str>)| {
            let value = value?.to_owned();
            // Named in messages as the control that was used.
            Some(Argument { key: key.to_owned(), typed: format!("{key}={value}"), value })
        };
        given.into_iter().filter_map(argument).collect()
    }
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
        let choices = read(r#"{"paper":"us-letter","accent":"teal"}"#).unwrap();
        let typed: Vec<_> = choices.arguments(Some("0.25")).into_iter().map(|a| a.typed).collect();
        assert_eq!(typed, ["paper=us-letter", "accent=teal", "density=0.25"]);
        assert!(Choices::default().arguments(None).is_empty());
    }
}
