//! PDF that is accessible and archival at once: PDF/UA-1 and PDF/A-2a. A file that would miss either
//! standard is not written.

use super::Settings;
use crate::layout::{engine_errors, on_big_stack};
use crate::sheet::Content;
use recto_resume::text::{Diagnostic, Place, Rule};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// PDF/A wants a date. Without one this is it, and plainly none: 2000-01-01, midnight (seconds since 1970).
const UNDATED: i64 = 946_684_800;

/// Writes the pages of a résumé as PDF.
///
/// # Errors
/// When the pages cannot be written within both standards.
pub fn write(
    pages: &PagedDocument,
    content: &Content,
    settings: &Settings,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|error| {
        let message = format!("PDF/UA-1 and PDF/A-2a do not go together: {}", error.message());
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
    let written = on_big_stack(|| typst_pdf::pdf(pages, &options)).map_err(|panic| vec![panic])?;
    let pdf = written.map_err(|errors| {
        engine_errors(Rule::ExportFailed, "the PDF could not be written", &errors, content, None)
    })?;
    Ok(vec![pdf])
}

/// Seconds since 1970 as a date and time; `None` outside the years 0 to 9999.
fn utc(seconds: i64) -> Option<Datetime> {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let part = |value: i64| u8::try_from(value).ok();
    let year = i32::try_from(year).ok().filter(|year| (0..=9999).contains(year))?;
    Datetime::from_ymd_hms(
        year,
        part(month)?,
        part(day)?,
        part(rest / 3600)?,
        part(rest / 60 % 60)?,
        part(rest % 60)?,
    )
}

/// Year, month and day of a count of days since 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `civil_from_days`). The computed year begins in March, which puts the leap day last.
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + (month <= 2) as i64, month, day)
}

#[cfg(test)]
mod tests;
