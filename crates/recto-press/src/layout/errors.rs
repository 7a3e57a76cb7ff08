//! The engine's complaints as ours: at the place in the user's file if it can be told, else as a fault of
//! the layout.

use super::{fault, located};
use crate::sheet::Content;
use recto_resume::text::{Diagnostic, Place, Severity, Span};
use typst::diag::SourceDiagnostic;

/// Errors of the engine while it sets or writes the pages. `failed` says what came to nothing, such as
/// ``layout `folio` could not be typeset``; `photo` is where the résumé names the photo.
pub(crate) fn engine_errors(
    failed: &str,
    errors: &[SourceDiagnostic],
    content: &Content,
    photo: Option<Span>,
) -> Vec<Diagnostic> {
    errors.iter().map(|error| translate(failed, error, content, photo)).collect()
}

fn translate(failed: &str, error: &SourceDiagnostic, content: &Content, photo: Option<Span>) -> Diagnostic {
    let said = error.message.as_str();
    if let Some(span) = photo.filter(|_| said.contains("image") || said.contains("SVG")) {
        return Diagnostic::error(span, format!("the photo cannot be used: {said}"))
            .help("save it again from an image editor, as PNG or JPEG");
    }
    if let Some(text) = quoted(said).filter(|_| said.contains("could not be displayed")) {
        let message = format!("no font can print `{text}`");
        let found = content.leaves().into_iter().find(|(leaf, _)| leaf.contains(text));
        let span = found.map_or(Span::NOWHERE, |(_, span)| span);
        return located(Severity::Error, span, message)
            .help("give a font that has it with `--font-path`, or write it in another way");
    }
    let mut ours = fault(format!("{failed}: {said}"));
    for hint in &error.hints {
        ours = ours.help(hint.v.as_str());
    }
    ours
}

/// A warning of the engine, such as a family the layout names and no font has.
pub(super) fn remark(layout: &str, warning: &SourceDiagnostic) -> Diagnostic {
    let mut ours =
        Diagnostic::new(Severity::Warning, Place::Nowhere, format!("layout `{layout}`: {}", warning.message));
    for hint in &warning.hints {
        ours = ours.help(hint.v.as_str());
    }
    ours
}

/// The text that a message of the engine quotes: ``the text `"山"` could not…``.
fn quoted(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("`\"")?;
    rest.split_once("\"`").map(|(text, _)| text)
}
