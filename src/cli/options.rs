//! What applies to the pages of résumés: the command line, and after it the `recto.toml` of their folder.

use super::args::PageArgs;
use super::config::{ALL, Config};
use super::layouts::refuse_path;
use super::photo;
use super::terminal::clean;
use recto::layout::Layouts;
use recto::sheet::options::{RequestedOption, layout_argument};
use recto::text::{Diagnostic, Place, Rule};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// What applies to the pages of some résumés.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// Layouts that were asked for; none leaves the choice to the file.
    pub layouts: Vec<String>,
    /// The options of `--set`.
    pub arguments: Vec<RequestedOption>,
    /// The options of `recto.toml`.
    pub defaults: Vec<RequestedOption>,
    /// Folders that photos may be in, beside the résumé's own.
    pub allowed: Vec<PathBuf>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// How long a résumé may take in all its variants, where there is a limit.
    pub timeout: Option<Duration>,
    /// The `recto.toml` itself.
    pub config: Config,
}

/// One way to set a résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variant {
    /// The layout; without one, that of the file's own choice.
    pub layout: Option<String>,
    /// Options that take precedence over those of the command line.
    pub options: Vec<RequestedOption>,
}

impl PageOptions {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other, or a folder of theirs is not there.
    pub fn resolve(args: &PageArgs, config: Config, known: &Layouts) -> Result<Self, Diagnostic> {
        let arguments: Vec<_> = args.set.iter().chain(&args.pages).cloned().collect();
        let mut layouts = choose_layouts(&args.layout, known);
        let set = layout_argument(&arguments).and_then(RequestedOption::text);
        layouts.iter().map(String::as_str).chain(set).try_for_each(|name| refuse_path(known, name))?;
        refuse_two_layouts(&layouts, &arguments)?;
        let mut defaults = config.options.clone();
        if layouts.is_empty() && layout_argument(&arguments).is_none() {
            match config.layouts.as_slice() {
                // One is a default that a file may change; several are what to make.
                [one] if one.text() != Some(ALL) => defaults.push(one.clone()),
                several => {
                    let named: Vec<_> =
                        several.iter().filter_map(RequestedOption::text).map(str::to_owned).collect();
                    layouts = choose_layouts(&named, known);
                }
            }
        }
        let (strict, allowed) = (args.strict || config.strict, photo::allowed_folders(&args.allow_path)?);
        // Further than any clock goes it need not be.
        let seconds = Some(args.timeout.min(u32::MAX.into())).filter(|seconds| *seconds > 0);
        let timeout = seconds.map(Duration::from_secs);
        Ok(Self { layouts, arguments, defaults, allowed, strict, timeout, config })
    }

    /// The variants: one for each layout, or the one of the file's own choice.
    pub fn variants(&self) -> Vec<Variant> {
        let variant = |layout| Variant { layout, options: Vec::new() };
        match self.layouts.as_slice() {
            [] => vec![variant(None)],
            layouts => layouts.iter().cloned().map(Some).map(variant).collect(),
        }
    }

    /// Whether the same pages follow from both.
    pub fn is_like(&self, other: &Self) -> bool {
        let values = |options: &[RequestedOption]| -> Vec<_> {
            options.iter().map(|option| (option.key.clone(), option.value.clone())).collect()
        };
        let parts =
            |one: &Self| (one.layouts.clone(), values(&one.arguments), values(&one.defaults), one.strict);
        parts(self) == parts(other) && self.allowed == other.allowed
    }
}

/// The layouts of a list, each once; `all` is each there is.
fn choose_layouts(typed: &[String], known: &Layouts) -> Vec<String> {
    let all = |name: &String| match name.as_str() {
        ALL => known.names().map(str::to_owned).collect(),
        _ => vec![name.clone()],
    };
    let mut seen = BTreeSet::new();
    typed.iter().flat_map(all).filter(|name| seen.insert(name.clone())).collect()
}

/// Refuses two layouts for one PDF.
fn refuse_two_layouts(flags: &[String], arguments: &[RequestedOption]) -> Result<(), Diagnostic> {
    let Some(set) = layout_argument(arguments) else { return Ok(()) };
    let Place::Argument(typed) = &set.place else { return Ok(()) };
    if flags.is_empty() || set.text().is_some_and(|name| flags == [name]) {
        return Ok(());
    }
    let flags = clean(&flags.join(","));
    let message = format!("`--layout {flags}` and `{}` name two layouts", clean(typed));
    Err(Diagnostic::of(Rule::Usage, message).help("one PDF has one layout: leave one of them out"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn all_is_each_layout_once() {
        let layouts = recto::embedded::layouts();
        let all: Vec<&str> = layouts.names().collect();
        assert_eq!(choose_layouts(&typed(&["folio", "all", "folio"]), &layouts).len(), all.len());
        assert_eq!(choose_layouts(&typed(&["all"]), &layouts), all);
        assert_eq!(choose_layouts(&typed(&["plain", "folo", "plain"]), &layouts), ["plain", "folo"]);
    }

    #[test]
    fn the_command_line_takes_precedence_over_the_folder() {
        let layout = |value: &str| {
            RequestedOption::from_text("layout", value, format!("recto.toml:1: layout = {value}"))
        };
        let resolved = |flags: &[&str], config: &[&str]| {
            let args = PageArgs { layout: typed(flags), ..PageArgs::default() };
            let config =
                Config { layouts: config.iter().map(|name| layout(name)).collect(), ..Config::default() };
            let options = PageOptions::resolve(&args, config, &recto::embedded::layouts()).unwrap();
            (options.layouts, options.defaults.len())
        };
        assert_eq!(resolved(&["plain"], &["folio", "datum"]), (typed(&["plain"]), 0));
        assert_eq!(resolved(&[], &["folio", "datum"]), (typed(&["folio", "datum"]), 0));
        assert_eq!(resolved(&[], &["datum"]), (Vec::new(), 1));
        assert_eq!(resolved(&[], &["all"]).0.len(), recto::embedded::layouts().names().count());
    }
}
