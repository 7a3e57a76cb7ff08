//! `recto layouts --gallery`: one résumé in every layout, and a page that shows them beside each other. The page asks nothing
//! of any server: its pictures are in it, and its links lead to the PDFs beside it.

use super::args::PageArgs;
use super::config::ALL;
use super::disk;
use super::exit::Exit;
use super::layouts::{LayoutFolders, LayoutsArgs, percent};
use super::render::{self, RenderArgs};
use super::terminal::{self, shown};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use recto::manifest::Manifest;
use recto::snapshot::report::escape;
use recto::text::Diagnostic;
use std::fs;
use std::path::Path;

/// The name of the page.
const PAGE: &str = "index.html";

/// What a page of ours has in its head.
const MARK: &str = "<meta name=\"generator\" content=\"recto layouts --gallery\">";

/// Pixels per inch of the pictures.
const PPI: f64 = 64.0;

/// Pages of a layout that are shown; the PDF has them all.
const MAX_PAGES: usize = 3;

const STYLE: &str = include_str!("gallery.css");

/// Renders `resume` in every layout into the folder of the arguments, and writes the page there.
///
/// # Errors
///
/// When there is a page that recto did not make, or it cannot be written.
pub fn run(resume: &Path, args: &LayoutsArgs, layouts_from: Option<&Path>) -> Result<Exit, Diagnostic> {
    let layouts = LayoutFolders::find(layouts_from, &args.layout_path, &[resume.to_owned()]).open()?;
    let folder = args.output.as_deref().unwrap_or(Path::new("gallery"));
    let page = folder.join(PAGE);
    if fs::read(&page).is_ok_and(|old| !String::from_utf8_lossy(&old).contains(MARK)) {
        return Err(disk::exists(&page).help("name another folder with `-o`"));
    }
    let layout_path = args.layout_path.clone();
    let pages = PageArgs { layout: vec![ALL.to_owned()], layout_path, ..PageArgs::default() };
    let render_args = RenderArgs {
        inputs: vec![resume.to_owned()],
        // A separator at its end: a folder, though it may not be there yet.
        output: Some(folder.join("")),
        format: vec!["pdf".to_owned(), "png".to_owned()],
        name: Some("{layout}".to_owned()),
        ppi: Some(PPI),
        pages,
        ..RenderArgs::default()
    };
    let exit = render::run(&render_args, layouts_from);
    let figures: Vec<String> =
        layouts.all()?.iter().filter_map(|layout| figure(folder, &layout.manifest)).collect();
    if figures.is_empty() {
        return Ok(exit);
    }
    disk::place(&page, html(resume, &figures).as_bytes())?;
    terminal::talk(&format!("{}: {} layouts\n", shown(&page), figures.len()));
    Ok(exit)
}

/// The pictures of one layout with what the manifest says; nothing where it was not rendered.
fn figure(folder: &Path, manifest: &Manifest) -> Option<String> {
    let name = &manifest.name;
    let single = folder.join(format!("{name}.png"));
    let pages = (1..=MAX_PAGES).map(|page| folder.join(format!("{name}-{page}.png")));
    let pictures: Vec<Vec<u8>> = match fs::read(single) {
        Ok(only) => vec![only],
        Err(_) => pages.map_while(|page| fs::read(page).ok()).collect(),
    };
    if pictures.is_empty() {
        return None;
    }
    let images = pictures.iter().enumerate().map(|(index, picture)| {
        let data = BASE64_STANDARD.encode(picture);
        format!("<img alt=\"{name}, page {}\" src=\"data:image/png;base64,{data}\">", index + 1)
    });
    let readers = manifest.readers.map(|readers| {
        format!(
            "<p class=\"quiet\">{} of the facts in place for every program tried.</p>\n",
            percent(readers.universal)
        )
    });
    let [summary, audience] = [&manifest.summary, &manifest.audience].map(|text| escape(text));
    Some(format!(
        "<figure id=\"{name}\">\n<a href=\"{name}.pdf\">{}</a>\n<figcaption>\n<h2><a href=\"{name}.pdf\">{name}</a></h2>\n\
         <p>{summary}</p>\n<p class=\"quiet\">{audience}</p>\n{}</figcaption>\n</figure>\n",
        images.collect::<Vec<_>>().join("\n"),
        readers.unwrap_or_default(),
    ))
}

/// The whole page.
fn html(resume: &Path, figures: &[String]) -> String {
    let title = escape(&shown(resume));
    let policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{MARK}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>{title} in {count} layouts</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title} in {count} layouts</h1>\n\
         <p><code>recto render {title} -l NAME</code> makes the PDF of one of them.</p>\n\
         <main>\n{figures}</main>\n</body>\n</html>\n",
        count = figures.len(),
        figures = figures.concat(),
    )
}
