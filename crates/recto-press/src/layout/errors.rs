//! The engine's errors and warnings as ours: at the place in the user's file where there is one, else as a fault of the
//! layout.
//!
//! The engine gives its errors no codes, so two kinds are recognised by their words. All such words are in [`Cause`],
//! and a test compiles what provokes them: an engine that words them differently fails it.

use super::located;
use super::world::LEFT_OUT;
use crate::sheet::Content;
use recto_resume::text::{Diagnostic, Place, Rule, Span};
use typst::diag::SourceDiagnostic;

/// The errors of the engine while it sets or writes the pages. `failed` says what failed, such as
/// ``layout `folio` could not be typeset``, and `rule` is that of errors with no cause in the résumé; `photo` is where
/// the résumé names the photo, and `place` where an error is in the layout.
pub(crate) fn engine_errors(
    (rule, failed): (Rule, &str),
    errors: &[SourceDiagnostic],
    content: &Content,
    photo: Option<Span>,
    place: impl Fn(&SourceDiagnostic) -> Place,
) -> Vec<Diagnostic> {
    let translate = |error: &SourceDiagnostic| {
        of_the_file(error, content, photo).unwrap_or_else(|| {
            let fault = Diagnostic::new(rule, place(error), format!("{failed}: {}", error.message));
            let fault = with_hints(fault, error);
            match error.message.strip_prefix("unknown variable: ").filter(|name| LEFT_OUT.contains(name)) {
                Some(_) => fault.help(format!("layouts do without Typst's `{}`", LEFT_OUT.join("`, `"))),
                None => fault,
            }
        })
    };
    errors.iter().map(translate).collect()
}

/// The error as one of the user's file, if its cause is there.
fn of_the_file(error: &SourceDiagnostic, content: &Content, photo: Option<Span>) -> Option<Diagnostic> {
    let says = error.message.as_str();
    Some(match Cause::of(says)? {
        Cause::Image => {
            Diagnostic::at(Rule::PhotoUnsupported, photo?, format!("the photo cannot be used: {says}"))
                .help("save it again from an image editor, as PNG or JPEG")
        }
        Cause::Glyph(text) => {
            let found = content.leaves().into_iter().find(|(leaf, _)| leaf.contains(text));
            let span = found.map_or(Span::NOWHERE, |(_, span)| span);
            located(Rule::GlyphMissing, span, format!("no font can print `{text}`"))
                .help("give a font that has it with `--font-path`, or write it in another way")
        }
    })
}

/// A warning of the engine, such as a family that the layout names and no font has.
pub(super) fn remark(layout: &str, warning: &SourceDiagnostic) -> Diagnostic {
    with_hints(
        Diagnostic::of(Rule::EngineWarning, format!("layout `{layout}`: {}", warning.message)),
        warning,
    )
}

/// The diagnostic with the engine's hints as help.
fn with_hints(diagnostic: Diagnostic, from: &SourceDiagnostic) -> Diagnostic {
    from.hints.iter().fold(diagnostic, |diagnostic, hint| diagnostic.help(hint.v.as_str()))
}

/// A cause outside the layout, as the engine words it.
#[derive(Debug, PartialEq, Eq)]
enum Cause<'a> {
    /// It cannot decode an image.
    Image,
    /// No font has the glyphs of this text.
    Glyph(&'a str),
}

impl<'a> Cause<'a> {
    /// The cause that a message names: `failed to decode image (…)`, ``the text `"山"` could not be displayed with any font``.
    fn of(message: &'a str) -> Option<Self> {
        let quoted = || message.split_once("`\"")?.1.split_once("\"`");
        if let Some((text, rest)) = quoted()
            && rest.starts_with(" could not be displayed")
        {
            return Some(Self::Glyph(text));
        }
        // A picture of the layout does not load; the photo is there.
        (message.contains("image") && !message.starts_with("failed to load")).then_some(Self::Image)
    }
}
