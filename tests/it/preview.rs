//! The server of `--preview`, spoken to without a browser and without manners. `.ci/preview` has the browser.

use crate::harness::{ADA, Folder};
use crate::watch::Running;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A running preview.
struct Preview {
    folder: Folder,
    running: Running,
    host: String,
    token: String,
}

impl Preview {
    fn start() -> Self {
        Self::start_in(Folder::with_ada(), "")
    }

    fn start_in(folder: Folder, args: &str) -> Self {
        let running = Running::start(&folder, &format!("render ada.yaml --watch --preview {args}"));
        let line = running.line("preview: http://");
        let address = line.strip_prefix("preview: http://").expect("the address");
        let (host, token) = address.trim_end_matches('/').split_once('/').expect("a token");
        assert!(host.starts_with("127.0.0.1:"), "{host}");
        let (host, token) = (host.to_owned(), token.to_owned());
        Self { folder, running, host, token }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream
    }

    /// Sends bytes and gives the answer.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // It may be refused before all of it is sent.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.raw(format!("GET /{}/{path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.token, self.host).as_bytes())
    }

    /// The view without choices, once it is as it should be.
    fn view_when(&self, is_so: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let mut view = self.view("{}");
        for _ in 0..60 {
            if is_so(&view) {
                break;
            }
            self.get(&format!("changes?after={}", view["revision"]));
            view = self.view("{}");
        }
        assert!(is_so(&view), "{view}");
        view
    }

    fn view(&self, choices: &str) -> serde_json::Value {
        let answer = self.raw(
            format!(
                "POST /{}/view HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: {}\r\n\r\n{choices}",
                self.token,
                choices.len(),
                host = self.host,
            )
            .as_bytes(),
        );
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        assert_eq!(status(head), 200, "{answer}");
        serde_json::from_str(body).expect("JSON")
    }
}

/// The status code of an answer; 0 when there is none.
fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(0)
}

#[test]
fn a_layout_of_a_folder_is_drawn_and_stopped() {
    let folder = Folder::with_ada();
    assert_eq!(folder.run("layouts --copy folio mine/ours").code, Some(0));
    let preview = Preview::start_in(folder, "--layout-path mine -l ours --timeout 2");
    let [own, folio] = ["{}", r#"{"layout":"folio"}"#].map(|choices| preview.view(choices));
    assert!(own["pages"][0]["name"].is_string() && own["pages"] == folio["pages"], "{own} {folio}");
    let endless = "#for i in range(1000000) { for j in range(1000000) { } }\n";
    fs::write(preview.folder.path("mine/ours/layout.typ"), endless).expect("written");
    let stopped = preview.view_when(|view| view["stale"] == true);
    assert_eq!(stopped["problems"][0]["message"], "layout `ours` takes more than 2 s");
    assert_eq!(preview.view(r#"{"layout":"plain"}"#)["stale"], false);
}

#[test]
fn the_page_its_state_and_its_drawings() {
    let preview = Preview::start();
    let page = preview.get("");
    assert_eq!(status(&page), 200);
    for line in [
        "\r\nCache-Control: no-store\r\n",
        "\r\nX-Content-Type-Options: nosniff\r\n",
        "\r\nReferrer-Policy: no-referrer\r\n",
        "frame-ancestors 'none'",
        "script-src 'sha256-",
    ] {
        assert!(page.contains(line), "{line}");
    }
    let view = preview.view("{}");
    assert_eq!(
        (view["file"].as_str(), view["problems"].as_array().map(Vec::len)),
        (Some("ada.yaml"), Some(0))
    );
    let name = view["pages"][0]["name"].as_str().expect("a page");
    let drawing = preview.get(&format!("page/{name}.svg"));
    assert!(drawing.contains("\r\nContent-Type: image/svg+xml\r\n") && drawing.contains("<svg"));
    // A click changes what is shown, not what is written.
    preview.running.line("waiting for changes");
    let pdf = preview.folder.read("ada.pdf");
    let clicked = preview.view(r#"{"layout":"plain","pages":1}"#);
    assert_ne!(clicked["pages"][0]["name"].as_str(), Some(name));
    assert!(clicked["keep"]["text"].as_str().is_some_and(|text| text.contains("layout: plain")));
    assert_eq!(preview.folder.read("ada.pdf"), pdf);
}

#[test]
fn a_change_wakes_who_waits_and_errors_keep_the_pages() {
    let preview = Preview::start();
    preview.running.line("waiting for changes");
    let view = preview.view("{}");
    let pages = view["pages"].clone();
    let changes = format!("changes?after={}", view["revision"]);
    std::thread::scope(|scope| {
        let file = preview.folder.path("ada.yaml");
        scope.spawn(move || fs::write(file, "basics: [\n").expect("a file"));
        assert!(preview.get(&changes).contains("\"revision\":"));
    });
    let broken = preview.view_when(|view| view["stale"] == true);
    assert_eq!(broken["problems"][0]["severity"], "error");
    assert_eq!(broken["pages"], pages);
    preview.running.line("ada.yaml: 1 error");
    fs::write(preview.folder.path("ada.yaml"), ADA).expect("a file");
    let mended = preview.view_when(|view| view["stale"] == false);
    assert_eq!(mended["pages"], pages);
}

#[test]
fn nobody_else_gets_in_and_nothing_brings_it_down() {
    let preview = Preview::start();
    let (host, token) = (&preview.host, &preview.token);
    let ask = |method: &str, path: &str, headers: &str| {
        status(&preview.raw(format!("{method} {path} HTTP/1.1\r\n{headers}\r\n").as_bytes()))
    };
    let (own, home) = (format!("Host: {host}\r\n"), format!("/{token}/"));
    let view = format!("/{token}/view");
    assert_eq!(ask("GET", &home, &own), 200);
    // Neither a wrong secret nor a path that is not there tells anything.
    let wrong = preview.raw(format!("GET /{}/ HTTP/1.1\r\n{own}\r\n", "0".repeat(token.len())).as_bytes());
    let missing = preview.raw(format!("GET /{token}/none HTTP/1.1\r\n{own}\r\n").as_bytes());
    assert_eq!(status(&wrong), 404);
    assert_eq!(wrong, missing);
    for path in [
        "/",
        "/favicon.ico",
        "/../",
        "//",
        &format!("/x/{token}/"),
        &home.to_uppercase().replace(char::is_numeric, "x"),
    ] {
        assert_eq!(ask("GET", path, &own), 404, "{path}");
    }
    // A name that was rebound to this machine.
    assert_eq!(ask("GET", &home, "Host: evil.example.com\r\n"), 403);
    assert_eq!(ask("GET", &home, &format!("{own}Origin: http://evil.example.com\r\n")), 403);
    assert_eq!(ask("GET", &home, &format!("{own}Host: evil.example.com\r\n")), 400);
    for origin in
        ["", "Origin: null\r\n", "Origin: http://evil.example.com\r\n", "Origin: http://127.0.0.1\r\n"]
    {
        assert_eq!(ask("POST", &view, &format!("{own}{origin}Content-Length: 0\r\n")), 403, "{origin}");
    }
    assert_eq!(ask("DELETE", &home, &own), 405);
    assert_eq!(
        ask("POST", &view, &format!("{own}Origin: http://{host}\r\nContent-Length: 99999999\r\n")),
        413
    );
    assert_eq!(ask("GET", &home, &format!("{own}X: {}\r\n", "a".repeat(100_000))), 431);
    for garbage in
        [&b"\x16\x03\x01\x02\0\x01\0\x01\xfc"[..], b"\r\n\r\n", b"GET\r\n\r\n", b"\0\0\0\0", &[b'a'; 40_000]]
    {
        assert!(status(&preview.raw(garbage)) >= 400, "{garbage:?}");
    }
    assert_eq!(status(&preview.raw(b"")), 0);
    // More slow and silent ones than there may be: they give way, and others get their answer at once.
    let slow: Vec<_> = (0..200)
        .map(|at| {
            let mut stream = preview.connect();
            let _ = stream.write_all(if at % 2 == 0 { b"GET / HTTP/1.1\r\nHost:" } else { b"" });
            stream
        })
        .collect();
    for _ in 0..5 {
        assert_eq!(ask("GET", &home, &own), 200, "slow connections do not keep the place");
    }
    drop(slow);
    assert_eq!(preview.view("{}")["stale"].as_bool(), Some(false));
    #[cfg(unix)]
    assert_eq!(preview.running.interrupt(), Some(0));
}
