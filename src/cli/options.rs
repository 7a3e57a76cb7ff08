//! What applies to the pages of résumés: the command line, and after it the `recto.toml` of their folder.

use super::args::PageArgs;
use super::config::Config;
use super::exit::Exit;
use super::layouts::ALL;
use super::photo;
use super::terminal::clean;
use recto::layout::Layouts;
use recto::sheet::options::{RequestedOption, layout_argument};
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Severity, Source};
use std::path::PathBuf;

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
        Ok(Self { layouts, arguments, defaults, allowed, strict, config })
    }

    /// The exit after the errors of a résumé: a wrong argument is a wrong command line, unless it is in `recto.toml`.
    pub fn exit(&self, problems: &Diagnostics) -> Exit {
        let is_typed = |typed: &str| !self.config.spans.contains_key(typed);
        let exit = |problem: &Diagnostic| match &problem.place {
            Place::Argument(typed) if is_typed(typed) => Exit::of(problem.rule),
            _ => Exit::in_file(problem.rule),
        };
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        errors.map(exit).max().unwrap_or(Exit::Done)
    }

    /// Takes the problems of options in `recto.toml` out of others, and gives them their places in its text.
    pub fn split_problems(&self, problems: Diagnostics) -> (Option<(&Source, Diagnostics)>, Diagnostics) {
        let span = |problem: &Diagnostic| match &problem.place {
            Place::Argument(typed) => self.config.spans.get(typed).copied(),
            _ => None,
        };
        let (mut config, mut own) = (Diagnostics::new(), Diagnostics::new());
        for problem in &problems {
            match span(problem) {
                Some(span) => config.push(Diagnostic { place: Place::File(span), ..problem.clone() }),
                None => own.push(problem.clone()),
            }
        }
        let source = self.config.source.as_ref().filter(|_| !config.is_empty());
        (source.map(|source| (source, config)), own)
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
        let parts =
            |one: &Self| (one.layouts.clone(), one.arguments.clone(), one.defaults.clone(), one.strict);
        parts(self) == parts(other) && self.allowed == other.allowed
    }
}

/// The layouts of a list, each once; `all` is each there is.
fn choose_layouts(typed: &[String], known: &Layouts) -> Vec<String> {
    let all = |name: &String| match name.as_str() {
        ALL => known.names().map(str::to_owned).collect(),
        _ => vec![name.clone()],
    };
    let mut chosen: Vec<String> = Vec::new();
    for name in typed.iter().flat_map(all) {
        if !chosen.contains(&name) {
            chosen.push(name);
        }
    }
    chosen
}

/// Refuses two layouts for one PDF.
fn refuse_two_layouts(flags: &[String], arguments: &[RequestedOption]) -> Result<(), Diagnostic> {
    let Some(set) = layout_argument(arguments) else { return Ok(()) };
    if flags.is_empty() || set.text().is_some_and(|name| flags == [name]) {
        return Ok(());
    }
    let flags = clean(&flags.join(","));
    Err(Diagnostic::of(
        Rule::Usage,
        format!("`--layout {flags}` and `{}` name two layouts", clean(&set.typed)),
    )
    .help("one PDF has one layout: leave one of them out"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::Span;

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
    fn a_wrong_argument_is_a_wrong_command_line_unless_it_is_of_a_file() {
        let typed = "recto.toml:1: paper = a6".to_owned();
        let options = PageOptions {
            config: Config { spans: [(typed.clone(), Span::new(8, 12))].into(), ..Config::default() },
            ..PageOptions::default()
        };
        let exit = |rule, place| options.exit(&[Diagnostic::new(rule, place, "no")].into_iter().collect());
        let argument = |typed: &str| Place::Argument(typed.to_owned());
        assert_eq!(exit(Rule::OptionInvalid, argument("--set paper=a6")), Exit::Usage);
        assert_eq!(exit(Rule::OptionInvalid, argument(&typed)), Exit::Faulty);
        assert_eq!(exit(Rule::OptionInvalid, Place::Nowhere), Exit::Faulty);
        assert_eq!(exit(Rule::EmailInvalid, argument("--set email=x")), Exit::Done);
        assert_eq!(exit(Rule::Bug, Place::Nowhere), Exit::Bug);
        let wrong = Diagnostic::new(Rule::OptionInvalid, argument(&typed), "no");
        let other = Diagnostic::new(Rule::OptionInvalid, argument("--set paper=a6"), "no");
        let source = Some(Source::new("recto.toml", "paper = 'a6'"));
        let config = Config { source, ..options.config.clone() };
        let options = PageOptions { config, ..options };
        let (config, own) = options.split_problems([wrong, other.clone()].into_iter().collect());
        let (source, config) = config.unwrap();
        let places: Vec<_> = config.iter().map(|problem| problem.place.clone()).collect();
        assert_eq!((source.name.as_str(), places), ("recto.toml", vec![Place::File(Span::new(8, 12))]));
        assert!(own.iter().eq([&other]));
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
