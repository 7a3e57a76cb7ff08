//! As much HTTP/1.1 as one page in a browser needs, and no more: one request to a connection, of bounded size.

use std::io::{self, Read};
use std::sync::Arc;

/// Bytes of a request before its body.
const MAX_HEAD: usize = 16 * 1024;

/// Bytes of a request's body.
const MAX_BODY: usize = 16 * 1024;

/// A request, read whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// How it is asked. What is neither `GET` nor `POST` is refused after it is known that the request is meant for us.
    pub method: String,
    /// What is asked for, from the first `/` to the `?`, not decoded: our own paths need no escapes.
    pub path: String,
    /// What follows the `?`.
    pub query: String,
    /// The `Host` header.
    pub host: String,
    /// The `Origin` header.
    pub origin: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The `Content-Type`.
    pub kind: &'static str,
    /// What the browser may do with it (`Content-Security-Policy`).
    pub policy: String,
    /// The body.
    pub body: Arc<[u8]>,
}

/// What an answer that is no page may do: nothing.
pub const NO_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

impl Response {
    /// What was asked for.
    pub fn new(kind: &'static str, policy: &str, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status: 200, kind, policy: policy.to_owned(), body: body.into() }
    }

    /// A status without more.
    pub fn status(status: u16) -> Self {
        let text = format!("{status} {}\n", words(status)).into_bytes();
        Self { status, ..Self::new("text/plain; charset=utf-8", NO_POLICY, text) }
    }

    /// JSON.
    pub fn json(body: Vec<u8>) -> Self {
        Self::new("application/json", NO_POLICY, body)
    }

    /// The answer before its body.
    pub fn head(&self) -> String {
        let allow = if self.status == 405 { "Allow: GET, POST\r\n" } else { "" };
        format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {}\r\n{allow}\
             Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\
             X-Frame-Options: DENY\r\nConnection: close\r\n\r\n",
            self.status,
            words(self.status),
            self.kind,
            self.body.len(),
            self.policy,
        )
    }
}

/// The words of a status code (RFC 9110, 15; RFC 6585).
const fn words(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}

/// Why there is no request.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not one that we take.
    Status(u16),
    /// The other side said nothing and went.
    Gone,
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::Status(408),
            _ => Self::Gone,
        }
    }
}

/// Reads a request.
///
/// # Errors
///
/// When it is none that we take.
pub fn read(stream: &mut impl Read) -> Result<Request, Refusal> {
    const END: &[u8] = b"\r\n\r\n";
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let end = loop {
        if let Some(at) = bytes.windows(END.len()).position(|window| window == END) {
            break at;
        }
        if bytes.len() > MAX_HEAD {
            return Err(Refusal::Status(431));
        }
        match stream.read(&mut buffer)? {
            0 if bytes.is_empty() => return Err(Refusal::Gone),
            0 => return Err(Refusal::Status(400)),
            length => bytes.extend_from_slice(&buffer[..length]),
        }
    };
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| Refusal::Status(400))?;
    let (mut request, length) = parse(head).map_err(Refusal::Status)?;
    request.body = bytes.split_off(end + END.len());
    let missing = length.saturating_sub(request.body.len());
    if stream.take(missing as u64).read_to_end(&mut request.body)? < missing {
        return Err(Refusal::Status(400));
    }
    request.body.truncate(length);
    Ok(request)
}

/// Reads what is before the body: the request without it, and its length. The error is a status code.
fn parse(head: &str) -> Result<(Request, usize), u16> {
    let mut lines = head.split("\r\n");
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [method, target, version] = words[..] else { return Err(400) };
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return Err(if version.starts_with("HTTP/") { 505 } else { 400 });
    }
    if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(400);
    }
    let headers = lines.map(header).collect::<Result<Vec<_>, _>>()?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let length = body_length(method, &headers)?;
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        host: one(&headers, "host")?.ok_or(400_u16)?.to_owned(),
        origin: one(&headers, "origin")?.map(str::to_owned),
        body: Vec::new(),
    };
    Ok((request, length))
}

/// A header: its name and its value.
fn header(line: &str) -> Result<(&str, &str), u16> {
    let (name, value) = line.split_once(':').ok_or(400_u16)?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(fits) || value.contains(['\r', '\n', '\0']) {
        return Err(400);
    }
    Ok((name, value.trim_matches([' ', '\t'])))
}

/// The value of a header that may occur once.
fn one<'a>(headers: &[(&str, &'a str)], name: &str) -> Result<Option<&'a str>, u16> {
    let mut values =
        headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
    let value = values.next();
    if values.next().is_some() { Err(400) } else { Ok(value) }
}

/// How long the body is.
fn body_length(method: &str, headers: &[(&str, &str)]) -> Result<usize, u16> {
    if one(headers, "transfer-encoding")?.is_some() {
        return Err(501);
    }
    match one(headers, "content-length")? {
        None if method == "POST" => Err(411),
        None => Ok(0),
        Some(digits) if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(400),
        // Too many digits for a number are too many bytes, too.
        Some(digits) => digits.parse().ok().filter(|length| *length <= MAX_BODY).ok_or(413),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(text: &str) -> u16 {
        match read(&mut text.as_bytes()) {
            Ok(_) => 200,
            Err(Refusal::Status(status)) => status,
            Err(Refusal::Gone) => 0,
        }
    }

    #[test]
    fn a_request_is_read_whole() {
        let text =
            "POST /a/b?c=1 HTTP/1.1\r\nhost: x:1\r\nORIGIN: http://x:1 \r\nContent-Length: 2\r\n\r\nokrest";
        let request = read(&mut text.as_bytes()).unwrap();
        assert_eq!(
            (request.method.as_str(), request.path.as_str(), request.query.as_str()),
            ("POST", "/a/b", "c=1")
        );
        assert_eq!((request.host.as_str(), request.origin.as_deref()), ("x:1", Some("http://x:1")));
        assert_eq!(request.body, b"ok");
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let get = |head: &str| status(&format!("GET / HTTP/1.1\r\nHost: x\r\n{head}\r\n"));
        assert_eq!(get(""), 200);
        assert_eq!(status(""), 0);
        for (text, expected) in [
            ("GET /", 400),
            ("\r\n\r\n", 400),
            ("GET /  HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET /\u{e9} HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/2\r\nHost: x\r\n\r\n", 505),
            ("GET / FTP/1\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: x\r\n\r\n", 411),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc", 400),
        ] {
            assert_eq!(status(text), expected, "{text:?}");
        }
        assert_eq!(get("Host: y\r\n"), 400);
        assert_eq!(get("no colon\r\n"), 400);
        assert_eq!(get(" folded: x\r\n"), 400);
        assert_eq!(get("Content-Length: -1\r\n"), 400);
        assert_eq!(get("Content-Length: +1\r\n"), 400);
        assert_eq!(get("Content-Length: 1\r\nContent-Length: 1\r\n"), 400);
        assert_eq!(get("Content-Length: 99999999999999999999999\r\n"), 413);
        assert_eq!(get("Content-Length: 16385\r\n"), 413);
        assert_eq!(get("Transfer-Encoding: chunked\r\n"), 501);
        assert_eq!(get(&format!("X: {}\r\n", "a".repeat(MAX_HEAD + 5000))), 431);
        assert_eq!(read(&mut &b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n"[..]), Err(Refusal::Status(400)));
    }

    #[test]
    fn every_answer_is_guarded() {
        let head = Response::status(405).head();
        for line in [
            "Allow: GET, POST",
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
        ] {
            assert!(head.contains(&format!("\r\n{line}\r\n")), "{line}");
        }
    }
}
