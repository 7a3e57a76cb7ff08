//! What is wrong with a résumé whose parts are each well-formed.

use super::{Dates, Resume};
use crate::text::{Diagnostic, Diagnostics, Rule};

/// Checks the model: no period may end before it starts. As in JSON Resume dates of differing exactness are
/// compared with care: `2019` is not before `2019-03`.
pub fn check(resume: &Resume, diagnostics: &mut Diagnostics) {
    for role in resume.roles() {
        if let Some(Dates::Period(start, Some(end))) = &role.dates
            && end.day.is_before(&start.day)
        {
            let message = format!("the end `{}` is before the start `{}`", end.day, start.day);
            diagnostics.push(
                Diagnostic::at(Rule::DateReversed, end.span, message)
                    .label(format!("before `{}`, printed as written", start.day))
                    .help("exchange the two dates, or correct the one that is wrong"),
            );
        }
    }
}
