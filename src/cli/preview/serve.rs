//! Connections: each has a thread of its own, a limited time, and one of a limited number of places. So threads cannot run
//! out. Where all places are taken, the connection that has waited longest without a request gives its place to the new one,
//! so that nobody who is silent keeps a browser out.
//!
//! The small servers on crates.io start a thread for every connection, however many, and wait for a slow one for ever.

use super::http::{Refusal, Response, read};
use super::routes::Routes;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Connections at a time.
const MAX_CONNECTIONS: usize = 64;

/// How long a request may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(5);

/// How long an answer may take to be fetched.
const DEPARTURE: Duration = Duration::from_secs(30);

/// The connections whose requests have not arrived yet, oldest first.
type Arriving = Mutex<VecDeque<Arc<TcpStream>>>;

/// Answers connections until the process ends.
pub fn serve(listener: &TcpListener, routes: &Arc<Routes>) {
    // Every connection has a share of it, which is given back however it ends.
    let arriving = Arc::new(Arriving::default());
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // No files left, most likely: some of the connections will end.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let stream = Arc::new(stream);
        if Arc::strong_count(&arriving) > MAX_CONNECTIONS {
            let Some(oldest) = lock(&arriving).pop_front() else {
                let _ = send(&stream, &Response::status(503), Duration::from_millis(100));
                continue;
            };
            // Its thread ends at once.
            let _ = oldest.shutdown(Shutdown::Both);
        }
        lock(&arriving).push_back(Arc::clone(&stream));
        let (place, routes) = (Arc::clone(&arriving), Arc::clone(routes));
        let spawned = thread::Builder::new().spawn({
            let stream = Arc::clone(&stream);
            move || converse(&stream, &place, &routes)
        });
        // Without a thread the connection is dropped, and the browser tries again.
        if spawned.is_err() {
            leave(&arriving, &stream);
        }
    }
}

fn lock(arriving: &Arriving) -> MutexGuard<'_, VecDeque<Arc<TcpStream>>> {
    arriving.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a connection out of those that arrive.
fn leave(arriving: &Arriving, stream: &Arc<TcpStream>) {
    lock(arriving).retain(|other| !Arc::ptr_eq(other, stream));
}

/// Reads one request and answers it. A browser that goes away is no error.
fn converse(stream: &Arc<TcpStream>, arriving: &Arriving, routes: &Routes) {
    let request = read(&mut Timed { stream, until: Instant::now() + ARRIVAL });
    leave(arriving, stream);
    let response = match request {
        Ok(request) => routes.answer(&request),
        Err(Refusal::Status(status)) => Response::status(status),
        Err(Refusal::Gone) => return,
    };
    if send(stream, &response, DEPARTURE).is_ok() {
        let _ = stream.shutdown(Shutdown::Write);
        // What was not read yet would make the system throw the answer away.
        let mut rest = Timed { stream, until: Instant::now() + Duration::from_millis(500) };
        let _ = io::copy(&mut Read::take(&mut rest, 1 << 20), &mut io::sink());
    }
}

/// Sends an answer, within a time.
fn send(stream: &TcpStream, response: &Response, time: Duration) -> io::Result<()> {
    let mut stream = Timed { stream, until: Instant::now() + time };
    stream.write_all(response.head().as_bytes())?;
    stream.write_all(&response.body)
}

/// A connection until a moment.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Timed<'_> {
    /// The time that is left; an error when there is none.
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
