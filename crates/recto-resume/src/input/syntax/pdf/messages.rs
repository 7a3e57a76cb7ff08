//! What there is to say of a PDF file: why it is not read, and what of it is left out.

use super::letters::Letters;
use crate::pdf::{PdfError, PdfFile, PdfLimits};
use crate::text::{Diagnostic, Diagnostics, Rule, Span};

/// The error for a file that cannot be read.
pub(super) fn refused(name: &str, error: PdfError, limits: PdfLimits) -> Diagnostic {
    let at = |rule: Rule, message: String| Diagnostic::at(rule, Span::at(0), message);
    match error {
        PdfError::Encrypted => at(Rule::FileProtected, format!("`{name}` is encrypted and needs a password"))
            .help("save it without a password, or print it to a new PDF, and import that"),
        PdfError::UnknownEncryption => {
            at(Rule::FileProtected, format!("`{name}` is encrypted in a way that recto does not know"))
                .help("print it to a new PDF, and import that")
        }
        PdfError::Damaged => at(Rule::FileDamaged, format!("`{name}` is a PDF file that is damaged"))
            .help("is it complete? export or download it again"),
        PdfError::NoPages => at(Rule::FileDamaged, format!("`{name}` is a PDF file without pages"))
            .help("is it complete? export or download it again"),
        PdfError::TooManyPages(pages) => {
            let most = limits.pages;
            at(Rule::FileExcessive, format!("`{name}` has {pages} pages, more than the limit of {most}"))
                .help("is this the right file? save the pages of the résumé as a PDF of their own")
        }
        PdfError::TooLarge => {
            at(Rule::FileExcessive, format!("`{name}` is a PDF file with more content than recto reads"))
                .help("is this the right file? a résumé is a few pages of text")
        }
    }
}

/// The error for a file whose text is not in it: only images, only drawings, or letters that no font names.
pub(super) fn without_text(name: &str, file: &PdfFile, letters: &Letters) -> Option<Diagnostic> {
    let seen = letters.level.len() + letters.turned.len();
    let at = |rule: Rule, message: String| Diagnostic::at(rule, Span::at(0), message);
    if seen == 0 {
        let is_scanned = file.pages.iter().any(|page| !page.images.is_empty());
        let what = if is_scanned {
            "a scanned page: its pages are images"
        } else {
            "a PDF file whose pages have no text"
        };
        return Some(
            at(Rule::FormatUnsupported, format!("`{name}` is {what}"))
                .help("recto reads no text from pictures; a program for text recognition (OCR) adds the text to the PDF"),
        );
    }
    (2 * letters.unknown > seen).then(|| {
        at(
            Rule::FormatUnsupported,
            format!("the fonts in `{name}` do not say which characters their letters are"),
        )
        .help("export the PDF again from the program that wrote it, or copy the text from there")
    })
}

/// Reports letters that nobody sees and signs that are pictures.
pub(super) fn left_out(letters: &Letters, diagnostics: &mut Diagnostics) {
    let places = |count: usize, what: &str| {
        if count == 1 { format!("1 {what} is") } else { format!("{count} {what}s are") }
    };
    if let Some((page, text)) = letters.first_unseen.as_ref().filter(|_| letters.unseen > 0) {
        let (count, page) = (places(letters.unseen, "letter"), page + 1);
        let message =
            format!("{count} not seen on the pages and left out, first `{}` on page {page}", text.trim());
        diagnostics.push(Diagnostic::at(Rule::TextUnseen, Span::at(0), message));
    }
    if letters.icons > 0 {
        let message = format!("{} left out", places(letters.icons, "icon"));
        diagnostics.push(Diagnostic::at(Rule::IconIgnored, Span::at(0), message));
    }
}
