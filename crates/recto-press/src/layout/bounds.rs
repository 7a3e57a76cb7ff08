//! After the pages are set: what stands beyond the edge of its page would be lost in print, and to programs that read the
//! PDF; and a link that a layout makes may lead only where those of a résumé may. A layout that lets that happen makes an
//! error, never a PDF.

use super::lines::Line;
use super::{located, walk};
use recto_resume::text::url::{SAFE, is_followed};
use recto_resume::text::{Diagnostic, Rule, Span, shortened};
use std::collections::BTreeSet;
use typst::layout::{FrameItem, Size};
use typst::model::Destination;
use typst_layout::PagedDocument;

/// So far a line may reach beyond its page (pt): the side bearing of a last letter.
const SLACK: f64 = 1.0;

/// What a line has above its baseline (sizes of its type).
const ABOVE: f64 = 0.5;

/// So many texts that are cut off are named one by one.
const MAX_PLACES: usize = 20;

/// The addresses of links that are no web page, no mail and no telephone, each once.
pub(super) fn foreign_links(layout: &str, document: &PagedDocument) -> Vec<Diagnostic> {
    let mut found = BTreeSet::new();
    walk::items(document, |_, _, _, item| {
        if let FrameItem::Link(Destination::Url(url), _) = item
            && !is_followed(url.as_str())
        {
            found.insert(url.as_str().to_owned());
        }
    });
    let fault = |url: String| {
        let message = format!("layout `{layout}` makes a link to `{}`", shortened(&url, 60));
        let fault = Diagnostic::of(Rule::LayoutFailed, message);
        fault.help(format!("addresses of links begin with `{}:`", SAFE.join(":`, `")))
    };
    found.into_iter().take(MAX_PLACES).map(fault).collect()
}

/// The texts of which some stands beyond the edge of a page, each once, at their places.
pub(super) fn cut_off<'a>(
    lines: &'a [Line],
    pages: &[Size],
    texts: impl FnOnce() -> Vec<(&'a str, Span)>,
) -> Vec<Diagnostic> {
    let cut = lines.iter().filter(|line| !line.text.trim().is_empty() && is_cut(line, pages));
    let cut: Vec<&Line> = cut.collect();
    if cut.is_empty() {
        return Vec::new();
    }
    let texts = texts();
    let mut told: Vec<(&str, Span)> = Vec::new();
    let mut faults = Vec::new();
    for line in cut {
        let (text, span) = written(line.text.trim(), &texts);
        if faults.len() == MAX_PLACES || told.contains(&(text, span)) {
            continue;
        }
        told.push((text, span));
        let message = format!("`{}` does not fit on page {}", shortened(text, 60), line.page);
        let fault = located(Rule::CutOff, span, message).label("reaches beyond the edge of the page");
        faults.push(fault.help("shorten it, or make several parts of it").about(text));
    }
    faults
}

fn is_cut(line: &Line, pages: &[Size]) -> bool {
    let Some(page) = pages.get(line.page - 1) else { return false };
    line.baseline > page.y.to_pt() + SLACK
        || line.baseline - ABOVE * line.size < -SLACK
        || line.right > page.x.to_pt() + SLACK
        || line.left < -SLACK
}

/// The text of the sheet that a line is part of, or else the longest that is part of it.
fn written<'a>(line: &'a str, texts: &[(&'a str, Span)]) -> (&'a str, Span) {
    let within = texts.iter().find(|(text, _)| text.contains(line));
    let parts = || texts.iter().filter(|(text, _)| line.contains(text.trim()));
    let longest = || parts().max_by_key(|(text, _)| text.len());
    within.or_else(longest).copied().unwrap_or((line, Span::NOWHERE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::layout::Abs;

    #[test]
    fn each_edge_cuts() {
        let page = [Size::new(Abs::pt(100.0), Abs::pt(200.0))];
        let line = |left: f64, baseline: f64| Line {
            page: 1,
            region: None,
            left,
            right: left + 20.0,
            baseline,
            size: 10.0,
            mirrored: false,
            text: "some words".to_owned(),
        };
        let cut = |left: f64, baseline: f64| {
            let lines = [line(left, baseline)];
            let faults = cut_off(&lines, &page, || vec![("say some words here", Span::new(3, 9))]);
            faults.first().map(|fault| fault.message.clone())
        };
        for whole in [(0.0, 5.0), (80.5, 100.0), (50.0, 200.5)] {
            assert_eq!(cut(whole.0, whole.1), None, "{whole:?}");
        }
        for beyond in [(-2.0, 100.0), (82.0, 100.0), (50.0, 3.0), (50.0, 202.0)] {
            assert_eq!(
                cut(beyond.0, beyond.1).as_deref(),
                Some("`say some words here` does not fit on page 1")
            );
        }
    }
}
