//! Problems as annotations of GitHub Actions, beside the lines of a pull request.

use crate::cli::terminal::clean_lines;
use recto::snapshot::report::annotation;
use recto::text::{Diagnostic, Diagnostics, Severity, Source};

/// All problems, each on a line of its own.
pub fn lines(source: &Source, problems: &Diagnostics) -> String {
    clean_lines(&problems.iter().map(|problem| line(source, problem)).collect::<String>())
}

fn line(own: &Source, problem: &Diagnostic) -> String {
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (source, span) = problem.location(own);
    let name = Some(source.name.as_str()).filter(|name| !name.is_empty());
    let message: Vec<_> = [&problem.message].into_iter().chain(&problem.help).map(String::as_str).collect();
    let at = span.map(|span| source.line_column(span.start));
    annotation(level, name, at, problem.rule.name(), &message.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::text::{Place, Rule, Span};

    #[test]
    fn a_problem_is_one_line_that_nothing_breaks_out_of() {
        let source = Source::new("a,b:c.yaml", "x:\n  y: 1\n");
        let odd = Diagnostic::at(Rule::UnknownKey, Span::at(5), "100 % odd\n::error::x").help("do");
        let nowhere = Diagnostic::new(Rule::TextSmall, Place::Nowhere, "small");
        let text = lines(&source, &[odd, nowhere].into_iter().collect());
        assert_eq!(
            text,
            "::warning file=a%2Cb%3Ac.yaml,line=2,col=3,title=unknown-key::100 %25 odd%0A::error::x%0Ado\n\
             ::warning file=a%2Cb%3Ac.yaml,title=text-small::small\n"
        );
    }
}
