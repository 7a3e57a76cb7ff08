//! What holds for the pages of résumés: the command line before the `recto.toml` that stands over them.

use crate::cli::args::PageArgs;
use crate::cli::config::Config;
use crate::cli::exit::{Exit, Failure};
use crate::cli::layouts::ALL;
use crate::cli::photo;
use crate::cli::terminal::clean;
use recto::layout::Layouts;
use recto::sheet::options::{RequestedOption, layout_argument};
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Severity};
use std::path::PathBuf;

/// What holds for the pages of some résumés.
#[derive(Debug, Default, PartialEq)]
pub struct Terms {
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
}

impl Terms {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other, or a folder of theirs is not there.
    pub fn resolve(args: &PageArgs, config: &Config, known: &Layouts) -> Result<Self, Failure> {
        let arguments = args.requested_options();
        let mut layouts = chosen(&args.layout, known);
        one_layout(&layouts, &arguments)?;
        let mut defaults = config.options.clone();
        if layouts.is_empty() && layout_argument(&arguments).is_none() {
            match config.layouts.as_slice() {
                // One is a default that a file may change; several are what to make.
                [one] if one.text() != Some(ALL) => defaults.push(one.clone()),
                several => {
                    let named: Vec<_> =
                        several.iter().filter_map(RequestedOption::text).map(str::to_owned).collect();
                    layouts = chosen(&named, known);
                }
            }
        }
        let strict = args.strict || config.strict;
        Ok(Self { layouts, arguments, defaults, allowed: photo::allowed(&args.allow_path)?, strict })
    }

    /// The exit after the errors of a résumé: a wrong argument is a wrong command line, unless `recto.toml` has it.
    pub fn exit(&self, problems: &Diagnostics) -> Exit {
        let is_typed = |typed: &str| !self.defaults.iter().any(|argument| argument.typed == typed);
        let exit = |problem: &Diagnostic| match &problem.place {
            Place::Argument(typed) if is_typed(typed) => Exit::of(problem.rule),
            _ => Exit::in_file(problem.rule),
        };
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        errors.map(exit).max().unwrap_or(Exit::Done)
    }

    /// The layouts, one after the other; `None` is the file's own choice.
    pub fn each_layout(&self) -> Vec<Option<&str>> {
        let named: Vec<_> = self.layouts.iter().map(|layout| Some(layout.as_str())).collect();
        if named.is_empty() { vec![None] } else { named }
    }
}

/// The layouts of a list, each once; `all` is each there is.
fn chosen(typed: &[String], known: &Layouts) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    for name in typed {
        let all = || known.names().map(str::to_owned).collect();
        let names: Vec<String> = if name == ALL { all() } else { vec![name.clone()] };
        for name in names {
            if !chosen.contains(&name) {
                chosen.push(name);
            }
        }
    }
    chosen
}

/// Refuses two layouts for one PDF.
fn one_layout(flags: &[String], arguments: &[RequestedOption]) -> Result<(), Failure> {
    let Some(set) = layout_argument(arguments) else { return Ok(()) };
    if flags.is_empty() || set.text().is_some_and(|name| flags == [name]) {
        return Ok(());
    }
    let flags = clean(&flags.join(","));
    Err(Failure::new(Rule::Usage, format!("`--layout {flags}` and `{}` name two layouts", clean(&set.typed)))
        .help("one PDF has one layout: leave one of them out"))
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
        assert_eq!(chosen(&typed(&["folio", "all", "folio"]), &layouts).len(), all.len());
        assert_eq!(chosen(&typed(&["all"]), &layouts), all);
        assert_eq!(chosen(&typed(&["plain", "folo", "plain"]), &layouts), ["plain", "folo"]);
    }

    #[test]
    fn a_wrong_argument_is_a_wrong_command_line_unless_it_is_of_a_file() {
        let typed = "recto.toml:1: paper = a6".to_owned();
        let terms = Terms {
            defaults: vec![RequestedOption::from_text("paper", "a6", typed.clone())],
            ..Terms::default()
        };
        let exit = |rule, place| terms.exit(&[Diagnostic::new(rule, place, "no")].into_iter().collect());
        let argument = |typed: &str| Place::Argument(typed.to_owned());
        assert_eq!(exit(Rule::OptionInvalid, argument("--set paper=a6")), Exit::Usage);
        assert_eq!(exit(Rule::OptionInvalid, argument(&typed)), Exit::Faulty);
        assert_eq!(exit(Rule::OptionInvalid, Place::Nowhere), Exit::Faulty);
        assert_eq!(exit(Rule::EmailInvalid, argument("--set email=x")), Exit::Done);
        assert_eq!(exit(Rule::Bug, Place::Nowhere), Exit::Bug);
    }

    #[test]
    fn the_command_line_goes_before_the_folder() {
        let layout = |value: &str| {
            RequestedOption::from_text("layout", value, format!("recto.toml:1: layout = {value}"))
        };
        let terms = |flags: &[&str], config: &[&str]| {
            let args = PageArgs { layout: typed(flags), ..PageArgs::default() };
            let config =
                Config { layouts: config.iter().map(|name| layout(name)).collect(), ..Config::default() };
            let terms = Terms::resolve(&args, &config, &recto::embedded::layouts()).unwrap();
            (terms.layouts, terms.defaults.len())
        };
        assert_eq!(terms(&["plain"], &["folio", "datum"]), (typed(&["plain"]), 0));
        assert_eq!(terms(&[], &["folio", "datum"]), (typed(&["folio", "datum"]), 0));
        assert_eq!(terms(&[], &["datum"]), (Vec::new(), 1));
        assert_eq!(terms(&[], &["all"]).0.len(), recto::embedded::layouts().names().count());
    }
}
