//! What there is behind the address: the page, its state to wait for, views, and the drawings in them.

use super::Session;
use super::choices::Choices;
use super::guard::Guard;
use super::http::{NO_POLICY, Request, Response};
use super::view::View;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use recto::embedded;
use recto::layout::Layouts;
use recto::sheet::options::Paper;
use recto::sheet::options::colour::ACCENTS;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// How long a page waits for a change before it asks again.
const WAIT: Duration = Duration::from_secs(20);

/// Pages that may wait at a time; others ask again soon. So there is always a connection left to show something.
const MAX_WAITING: usize = 32;

/// What a drawing may do: be seen. Typst writes a photo into the drawing.
const DRAWING_POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// The faces of the page itself: those of the embedded fonts that `page.css` names.
const FACES: [(&str, &str, u16, bool); 5] = [
    ("serif", "Source Serif 4", 400, false),
    ("serif-italic", "Source Serif 4", 400, true),
    ("serif-semibold", "Source Serif 4", 600, false),
    ("sans", "Source Sans 3", 400, false),
    ("sans-semibold", "Source Sans 3", 600, false),
];

/// Answers requests.
pub struct Routes {
    guard: Guard,
    session: Arc<Session>,
    page: Arc<[u8]>,
    policy: String,
    waiting: AtomicUsize,
}

/// A view with what can be chosen.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    view: &'a View,
    layouts: Vec<ListedChoice<'a>>,
    papers: &'a [&'a str],
    accents: Vec<ListedChoice<'a>>,
}

/// A choice: its name, and what is to be said about it or its colour.
#[derive(Serialize)]
struct ListedChoice<'a> {
    name: &'a str,
    about: String,
}

impl Routes {
    /// Those of a session.
    pub fn new(guard: Guard, session: Arc<Session>) -> Self {
        let page = include_str!("page.html").replace("/*STYLE*/", STYLE).replace("/*SCRIPT*/", SCRIPT);
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; img-src 'self' data:; font-src 'self'; \
             connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            hash(SCRIPT),
            hash(STYLE),
        );
        Self { guard, session, page: page.into_bytes().into(), policy, waiting: AtomicUsize::new(0) }
    }

    /// Answers a request. A panic on the way costs this answer only.
    pub fn answer(&self, request: &Request) -> Response {
        let admitted = || self.guard.admit(request).and_then(|path| self.route(request, path));
        let answered = catch_unwind(AssertUnwindSafe(admitted));
        answered.unwrap_or(Err(500)).unwrap_or_else(Response::status)
    }

    /// Answers what was admitted. The error is a status code.
    fn route(&self, request: &Request, path: &str) -> Result<Response, u16> {
        let face = path.strip_prefix("font/");
        let svg = path.strip_prefix("page/").and_then(|name| name.strip_suffix(".svg"));
        match (request.method.as_str(), path, svg.or(face)) {
            ("GET", "", _) => Ok(self.page()),
            ("GET", "changes", _) => self.changes(&request.query),
            ("POST", "view", _) => self.view(&request.body),
            ("GET", _, Some(name)) if face.is_none() => self.drawing(name),
            ("GET", _, Some(name)) => font(name),
            (_, "" | "changes" | "view", _) | (_, _, Some(_)) => Err(405),
            _ => Err(404),
        }
    }

    fn page(&self) -> Response {
        Response::new("text/html; charset=utf-8", &self.policy, Arc::clone(&self.page))
    }

    /// The state of the file, as soon as it is another than the page knows.
    fn changes(&self, query: &str) -> Result<Response, u16> {
        let known = query.strip_prefix("after=").and_then(|digits| digits.parse().ok()).ok_or(400_u16)?;
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let time = if before < MAX_WAITING { WAIT } else { Duration::ZERO };
        let revision = self.session.wait(known, time);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        Ok(Response::json(format!("{{\"revision\":{revision}}}").into_bytes()))
    }

    /// What the page shows with what was clicked.
    fn view(&self, body: &[u8]) -> Result<Response, u16> {
        let layouts = &self.session.press().layouts;
        let choices = Choices::read(body, layouts).ok_or(400_u16)?;
        let view = &*self.session.view(&choices);
        let accents = ACCENTS.iter().map(|(name, hex)| ListedChoice { name, about: (*hex).to_owned() });
        let accents = accents.collect();
        let answer = Answer { view, layouts: listed(layouts), papers: Paper::NAMES, accents };
        serde_json::to_vec(&answer).map(Response::json).map_err(|_| 500)
    }

    fn drawing(&self, name: &str) -> Result<Response, u16> {
        let body = self.session.page(name).ok_or(404_u16)?;
        Ok(Response::new("image/svg+xml", DRAWING_POLICY, body))
    }
}

/// A face of the page itself.
fn font(name: &str) -> Result<Response, u16> {
    let (_, family, weight, italic) = FACES.iter().find(|face| face.0 == name).ok_or(404_u16)?;
    let body = embedded::face_file(family, *weight, *italic).ok_or(404_u16)?;
    Ok(Response::new("font/otf", NO_POLICY, body))
}

/// The layouts to choose from. One whose manifest is broken is named all the same: choosing it shows what is wrong.
fn listed(layouts: &Layouts) -> Vec<ListedChoice<'_>> {
    let about = |name: &str| layouts.find(name).map(|layout| layout.manifest.summary).unwrap_or_default();
    layouts.names().map(|name| ListedChoice { name, about: about(name) }).collect()
}

/// A text as a policy names it (Content Security Policy Level 3, 2.3.1).
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::input::InputSource;
    use crate::cli::run::Job;
    use recto::render::Engine;
    use std::path::Path;

    fn routes() -> Routes {
        let engine =
            Engine { fonts: recto::embedded::fonts(), layouts: recto::embedded::layouts(), remember: 4 };
        let job = Job::new(InputSource::new(Path::new("none/at/all.yaml")), None, Arc::default());
        Routes::new(Guard::new(1).unwrap(), Arc::new(Session::new(&job, Arc::new(engine.into()))))
    }

    fn ask(routes: &Routes, method: &str, path: &str, body: &[u8]) -> Response {
        let address = routes.guard.address();
        let (host, token) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let origin = Some(format!("http://{host}"));
        let path = format!("/{token}{path}");
        let (method, host, query) = (method.to_owned(), host.to_owned(), query.to_owned());
        routes.answer(&Request { method, path, query, host, origin, body: body.to_vec() })
    }

    #[test]
    fn paths_are_what_they_say() {
        let routes = routes();
        let get = |path: &str| ask(&routes, "GET", path, b"").status;
        assert_eq!([get(""), get("changes?after=0")], [200, 200]);
        for path in ["x", "page/", "page/x", "page/x.svg", "page/../x.svg", "/", "view/", "page/%00.svg", "é"]
        {
            assert_eq!(get(path), 404, "{path}");
        }
        assert!(FACES.iter().all(|face| get(&format!("font/{}", face.0)) == 200));
        assert_eq!([get("changes"), get("changes?after=x"), get("changes?after=-1")], [400; 3]);
        assert_eq!(get("view"), 405);
        let post = |path: &str, body: &[u8]| ask(&routes, "POST", path, body).status;
        assert_eq!([post("", b""), post("changes?after=0", b""), post("page/x.svg", b"")], [405; 3]);
        assert_eq!(
            [post("view", b"{}"), post("view", b"{\"a\":1}"), post("view", b"\xff\0")],
            [200, 400, 400]
        );
    }

    #[test]
    fn the_page_holds_nothing_from_elsewhere() {
        let page = ask(&routes(), "GET", "", b"");
        let text = std::str::from_utf8(&page.body).unwrap();
        assert!(text.contains(STYLE) && text.contains(SCRIPT));
        // The namespace of SVG is no address that is asked.
        let text = text.replace("http://www.w3.org/2000/svg", "");
        for foreign in
            ["http:", "https:", "//cdn", "@import", "src=\"//", " onclick", " onload", "style=\"", "eval("]
        {
            assert!(!text.contains(foreign), "{foreign}");
        }
        assert!(page.policy.starts_with("default-src 'none'; script-src 'sha256-"), "{}", page.policy);
        assert!(!page.policy.contains("unsafe"));
    }

    #[test]
    fn a_file_that_is_not_there_is_reported() {
        let answer = ask(&routes(), "POST", "view", b"{}");
        let answer: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(answer["problems"][0]["severity"], "error");
        assert_eq!((answer["revision"].as_u64(), answer["stale"].as_bool()), (Some(1), Some(true)));
    }

    #[test]
    fn more_pages_than_may_wait_are_answered_at_once() {
        let routes = routes();
        routes.waiting.store(MAX_WAITING, Ordering::SeqCst);
        assert_eq!(ask(&routes, "GET", "changes?after=1", b"").status, 200);
        assert_eq!(routes.waiting.load(Ordering::SeqCst), MAX_WAITING);
    }
}
