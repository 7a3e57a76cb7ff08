//! Who may ask. The page shows a private document on an open port: any program and any web page on this machine can reach
//! it. So its address contains a secret, `Host` must be ours (a name that was rebound to 127.0.0.1 is not), and what is posted
//! must come from our own page.

use super::http::Request;
use recto::text::{Diagnostic, Rule};

/// Bytes of the secret.
const SECRET: usize = 16;

/// What a request must show.
#[derive(Debug)]
pub struct Guard {
    token: String,
    /// Names under which a browser reaches us, with the port.
    hosts: [String; 2],
}

impl Guard {
    /// One with a secret of its own, for a server on this port.
    ///
    /// # Errors
    ///
    /// When the system has no random bytes.
    pub fn new(port: u16) -> Result<Self, Diagnostic> {
        let mut bytes = [0; SECRET];
        getrandom::fill(&mut bytes).map_err(|error| {
            let message = format!("cannot make a secret address for the preview: {error}");
            Diagnostic::of(Rule::SystemFailed, message)
        })?;
        let token = format!("{:032x}", u128::from_be_bytes(bytes));
        Ok(Self { token, hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")] })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.hosts[0], self.token)
    }

    /// What is asked for behind the secret. The error is a status code; it is the same for a wrong secret and a path
    /// that is not there.
    pub fn admit<'a>(&self, request: &'a Request) -> Result<&'a str, u16> {
        if !self.hosts.contains(&request.host) {
            return Err(403);
        }
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Err(405);
        }
        let ours = |origin: &String| origin.strip_prefix("http://") == Some(&request.host);
        match &request.origin {
            Some(origin) if !ours(origin) => return Err(403),
            None if request.method == "POST" => return Err(403),
            _ => {}
        }
        let (token, rest) = request.path.get(1..).and_then(|path| path.split_once('/')).ok_or(404_u16)?;
        if same(token.as_bytes(), self.token.as_bytes()) { Ok(rest) } else { Err(404) }
    }
}

/// Whether two texts are the same, in a time that does not depend on where they differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    let differing = a.iter().zip(b).fold(0, |sum, (a, b)| sum | (a ^ b));
    a.len() == b.len() && std::hint::black_box(differing) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, path: &str, host: &str, origin: Option<&str>) -> Request {
        let (method, path, host) = (method.to_owned(), path.to_owned(), host.to_owned());
        let origin = origin.map(str::to_owned);
        Request { method, path, query: String::new(), host, origin, body: Vec::new() }
    }

    #[test]
    fn only_the_secret_opens() {
        let guard = Guard::new(8080).unwrap();
        let token = guard.token.clone();
        let get = |path: &str| guard.admit(&request("GET", path, "127.0.0.1:8080", None)).map(str::to_owned);
        assert_eq!(get(&format!("/{token}/")), Ok(String::new()));
        assert_eq!(get(&format!("/{token}/page/x.svg")), Ok("page/x.svg".to_owned()));
        let other = Guard::new(8080).unwrap().token;
        let (half, upper) = (&token[..16], token.to_uppercase().replace(char::is_numeric, "A"));
        for wrong in ["", &other, half, &upper, &format!("{token}0"), "..", "%2e%2e", "é"] {
            assert_eq!(get(&format!("/{wrong}/")), Err(404), "{wrong}");
        }
        for path in [format!("/{token}"), "/".to_owned(), format!("//{token}/"), format!("/x/../{token}/")] {
            assert_eq!(get(&path), Err(404), "{path}");
        }
    }

    #[test]
    fn the_host_must_be_ours() {
        let guard = Guard::new(8080).unwrap();
        let path = format!("/{}/", guard.token);
        let get = |host: &str| guard.admit(&request("GET", &path, host, None)).err();
        assert_eq!([get("127.0.0.1:8080"), get("localhost:8080")], [None, None]);
        for host in [
            "",
            "127.0.0.1",
            "127.0.0.1:80",
            "evil.example.com:8080",
            "127.0.0.1:8080.evil.example.com",
            "0.0.0.0:8080",
        ] {
            assert_eq!(get(host), Some(403), "{host}");
        }
    }

    #[test]
    fn what_is_posted_must_come_from_our_page() {
        let guard = Guard::new(8080).unwrap();
        let path = format!("/{}/view", guard.token);
        let ask = |method, origin| guard.admit(&request(method, &path, "127.0.0.1:8080", origin)).err();
        assert_eq!(ask("POST", Some("http://127.0.0.1:8080")), None);
        assert_eq!(ask("GET", Some("http://127.0.0.1:8080")), None);
        for origin in [
            "null", "http://127.0.0.1:8081", "https://127.0.0.1:8080", "http://localhost:8080",
            "127.0.0.1:8080",
        ] {
            assert_eq!(ask("POST", Some(origin)), Some(403), "{origin}");
            assert_eq!(ask("GET", Some(origin)), Some(403), "{origin}");
        }
        assert_eq!(ask("POST", None), Some(403));
        assert_eq!(ask("PUT", None), Some(405));
    }

    #[test]
    fn secrets_are_long_and_not_alike() {
        let [a, b] = [Guard::new(1).unwrap(), Guard::new(1).unwrap()];
        assert_eq!(a.token.len(), 2 * SECRET);
        assert_ne!(a.token, b.token);
        assert!(same(b"", b"") && same(b"ab", b"ab") && !same(b"ab", b"aB") && !same(b"a", b"ab"));
    }
}
