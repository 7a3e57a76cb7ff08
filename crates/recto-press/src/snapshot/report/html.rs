//! A page that shows old, new and difference. It is one file that asks nothing of any server: pictures, style and script
//! are in it, and its policy forbids everything else.

use super::{Case, ShownPage, State, escape, summary};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The whole page.
pub fn html(cases: &[Case]) -> String {
    let summary = escape(&summary(cases));
    let shown: Vec<&Case> =
        cases.iter().filter(|case| !matches!(case.state, State::Same | State::Removed)).collect();
    let same: Vec<&Case> = cases.iter().filter(|case| case.state == State::Same).collect();
    let toc: String = shown.iter().enumerate().map(|(index, case)| entry(index, case)).collect();
    let body: String = shown.iter().enumerate().map(|(index, case)| article(index, case)).collect();
    let body = if shown.is_empty() { "<p class=\"calm\">Nothing changed.</p>".to_owned() } else { body };
    let same = unchanged(&same);
    let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>Snapshots – {summary}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n\
         <header class=\"top\">\n<p class=\"mark\">recto snapshot</p>\n<h1>{summary}</h1>\n</header>\n\
         <div class=\"frame\">\n<nav aria-label=\"Snapshots\"><ol>\n{toc}</ol>\n{same}</nav>\n\
         <main id=\"changes\" tabindex=\"-1\">\n{body}</main>\n</div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

/// A line of the list of snapshots.
fn entry(index: usize, case: &Case) -> String {
    let (file, layout) = case.file_and_layout();
    let (state, count) = (case.state.as_ref(), case.changes.len());
    let count = if count == 0 { String::new() } else { format!(" <span class=\"count\">{count}</span>") };
    format!(
        "<li><a href=\"#case-{index}\"><span class=\"dot {state}\"></span><span class=\"file\">{}</span> \
         <span class=\"layout\">{}</span> <span class=\"state\">{state}</span>{count}</a></li>\n",
        escape(file),
        escape(layout)
    )
}

fn unchanged(cases: &[&Case]) -> String {
    if cases.is_empty() {
        return String::new();
    }
    let names: String = cases.iter().map(|case| format!("<li>{}</li>", escape(&case.name))).collect();
    format!("<details><summary>{} unchanged</summary><ul>{names}</ul></details>\n", cases.len())
}

/// One snapshot: what changed, and its pages.
fn article(index: usize, case: &Case) -> String {
    let told = case.changes.iter().map(|change| {
        let page = change.page.map(|page| format!("<span class=\"page\">page {page}</span> "));
        let (kind, message) = (change.kind.as_ref(), swatches(&escape(&change.message)));
        format!("<li data-kind=\"{kind}\">{}{message}</li>\n", page.unwrap_or_default())
    });
    let reasons = case.reasons.iter().map(|reason| format!("<li>{}</li>\n", escape(&reason.message)));
    let told: String = told.chain(reasons).collect();
    let told = if told.is_empty() { String::new() } else { format!("<ul class=\"changes\">\n{told}</ul>\n") };
    let pages: String =
        case.pages.iter().enumerate().map(|(at, page)| figure(index, at + 1, case, page)).collect();
    let (file, layout) = case.file_and_layout();
    format!(
        "<article id=\"case-{index}\" aria-labelledby=\"title-{index}\">\n\
         <h2 id=\"title-{index}\">{} <span class=\"layout\">{}</span> <span class=\"tag {}\">{}</span></h2>\n\
         {told}{pages}</article>\n",
        escape(file),
        escape(layout),
        case.state.as_ref(),
        escape(case.state.verb())
    )
}

/// Shows beside each `#1f3a5f` of a text what it looks like.
fn swatches(text: &str) -> String {
    let mut parts = text.split('#');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        if digits == 6 {
            let (color, rest) = part.split_at(6);
            let swatch = format!("<span class=\"swatch\" style=\"background:#{color}\"></span>");
            out.push_str(&format!("<span class=\"color\">{swatch}#{color}</span>{rest}"));
        } else {
            out.push('#');
            out.push_str(part);
        }
    }
    out
}

/// The ways to look at a page: name and label.
const VIEWS: [(&str, &str); 5] = [
    ("slide", "Slide"),
    ("side", "Side by side"),
    ("old", "Old"),
    ("new", "New"),
    ("difference", "Difference"),
];

/// One page.
fn figure(index: usize, number: usize, case: &Case, page: &ShownPage) -> String {
    let (width, height) = page.size;
    let what = match (&page.old, &page.new, &page.difference) {
        (Some(_), Some(_), None) => "no pixel differs",
        (Some(_), Some(_), Some(_)) => "old and new",
        (None, Some(_), _) => "only in the new",
        _ => "only in the old",
    };
    let both = page.old.is_some() && page.new.is_some();
    if both && page.difference.is_none() && page.places.is_empty() {
        return format!(
            "<section class=\"sheet\"><header><h3>Page {number} <span>{what}</span></h3></header></section>\n"
        );
    }
    let (start, controls, slider) = if both && page.difference.is_some() {
        let slider = format!(
            "<input class=\"slider\" type=\"range\" min=\"0\" max=\"100\" value=\"50\" step=\"1\" \
             aria-label=\"How much of the old page {number} is shown, from the left\">\n<span class=\"edge\"></span>\n"
        );
        ("slide", controls(&format!("{index}-{number}")), slider)
    } else {
        (if page.new.is_some() { "new" } else { "old" }, String::new(), String::new())
    };
    let picture = |name: &str, bytes: &Option<Vec<u8>>, told: &str| {
        bytes.as_ref().map_or_else(String::new, |bytes| {
            let data = STANDARD.encode(bytes);
            let alt = format!("{} page {number}: {told}", escape(&case.name));
            format!("<img class=\"{name}\" width=\"{width}\" height=\"{height}\" alt=\"{alt}\" src=\"data:image/png;base64,{data}\">\n")
        })
    };
    let images = [
        picture("old", &page.old, "as it was stored"),
        picture("new", &page.new, "as it is now"),
        picture("difference", &page.difference, "where they differ"),
    ]
    .concat();
    format!(
        "<section class=\"sheet\" data-view=\"{start}\" aria-label=\"Page {number}\">\n\
         <header><h3>Page {number} <span>{what}</span></h3>{controls}</header>\n\
         <div class=\"stage\" style=\"--ratio:{width}/{height};--width:{width}px\">\n{images}{marks}{slider}</div>\n</section>\n",
        marks = marks(page),
    )
}

/// The buttons that choose how a page is looked at, at first with the slider.
fn controls(id: &str) -> String {
    let button = |(name, label): (&str, &str)| {
        let checked = if name == "slide" { " checked" } else { "" };
        format!(
            "<label><input type=\"radio\" name=\"view-{id}\" value=\"{name}\"{checked}><span>{label}</span></label>"
        )
    };
    let buttons: String = VIEWS.into_iter().map(button).collect();
    format!(
        "<fieldset class=\"views\"><legend>View</legend>{buttons}</fieldset>\
         <label class=\"marks-on\"><input type=\"checkbox\" checked> Marks</label>"
    )
}

/// Frames around what is told to have changed.
fn marks(page: &ShownPage) -> String {
    let mark = |area: &super::Area| {
        format!(
            "<i style=\"left:{:.2}%;top:{:.2}%;width:{:.2}%;height:{:.2}%\"></i>",
            area.left * 100.0,
            area.top * 100.0,
            (area.right - area.left) * 100.0,
            (area.bottom - area.top) * 100.0
        )
    };
    let marks: String = page.places.iter().map(mark).collect();
    format!("<div class=\"marks\" aria-hidden=\"true\">{marks}</div>\n")
}
