//! PDF that is accessible and archival at once: PDF/UA-1 and PDF/A-2a, or PDF/A-3a with a file in it. A file that would miss either
//! standard is not written.

use super::{OutputPages, Settings};
use crate::layout::{engine_errors, joined, on_big_stack};
use recto_resume::text::{Diagnostic, Place, Rule};
use time::{OffsetDateTime, PrimitiveDateTime};
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// PDF/A wants a date. Without one this is it, and plainly none: 2000-01-01, midnight (seconds since 1970).
const UNDATED: i64 = 946_684_800;

/// Writes the pages of a résumé as PDF.
///
/// # Errors
/// When the pages cannot be written within both standards.
pub fn write(
    OutputPages { document, content, layout }: OutputPages<'_>,
    settings: &Settings,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    // Only PDF/A-3 has room for files of any sort.
    let archival = if content.document.attachment.is_some() { PdfStandard::A_3a } else { PdfStandard::A_2a };
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, archival]).map_err(|error| {
        let message = format!("PDF/UA-1 and PDF/A do not go together: {}", error.message());
        vec![Diagnostic::new(Rule::Bug, Place::Nowhere, message)]
    })?;
    let options = PdfOptions {
        // The identifier is then made from title and author: the same person's file keeps it.
        ident: Smart::Auto,
        creator: Smart::Custom(Some(concat!("recto ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: settings.timestamp.or(Some(UNDATED)).and_then(utc).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let joined = joined(document);
    let pages = joined.as_ref().unwrap_or(document);
    let written = on_big_stack(|| typst_pdf::pdf(pages, &options)).map_err(|panic| vec![panic])?;
    let pdf = written.map_err(|errors| {
        let failed = format!("layout `{}`: the PDF could not be written", layout.manifest.name);
        engine_errors((Rule::ExportFailed, &failed), &errors, content, None, |error| layout.place(error))
    })?;
    Ok(vec![pdf])
}

/// Seconds since 1970 as a date and time; `None` outside the years 0 to 9999.
fn utc(seconds: i64) -> Option<Datetime> {
    let time = OffsetDateTime::from_unix_timestamp(seconds).ok().filter(|time| time.year() >= 0)?;
    Some(Datetime::Datetime(PrimitiveDateTime::new(time.date(), time.time())))
}

#[cfg(test)]
mod tests;
