//! The side of the parent: starts children, asks them, and ends those that do not come to an end.

use super::{CHILD, ChildAnswer, ChildRequest, ChildSetup, MAX_ANSWER, MAX_FILES, MAX_MEMORY, RUNAWAY};
use crate::cli::exit::io_failure;
use recto::text::{Diagnostic, Rule};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

/// The children of a run.
pub struct Children {
    setup: ChildSetup,
    /// Those that have nothing to do. There are as many in all as threads that render.
    idle: Mutex<Vec<ChildProcess>>,
}

/// One child.
struct ChildProcess {
    process: Child,
    stdin: ChildStdin,
    answers: Receiver<Answer>,
    /// Whether it has answered before.
    served: bool,
}

/// What came on a child's stdout.
enum Answer {
    /// A line.
    Whole(Vec<u8>),
    /// A line that is longer than [`MAX_ANSWER`].
    TooLong,
}

/// Why there is no answer.
enum Failure {
    /// It took longer than this.
    Slow(Duration),
    /// The answer is too long.
    Large,
    /// It ended.
    Ended,
    /// The answer cannot be read.
    Garbled(String),
}

impl Children {
    pub(super) const fn new(setup: ChildSetup) -> Self {
        Self { setup, idle: Mutex::new(Vec::new()) }
    }

    /// Has a child make what a request wants with `layout`, within a time.
    ///
    /// # Errors
    ///
    /// When no child can be started, or it was ended or ended itself.
    pub fn ask(
        &self,
        request: &ChildRequest<'_>,
        layout: &str,
        limit: Option<Duration>,
    ) -> Result<ChildAnswer, Diagnostic> {
        let line = line(request).map_err(|error| not_started(layout, &error))?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        loop {
            let child = idle.take().map_or_else(|| ChildProcess::start(&self.setup), Ok);
            let mut child = child.map_err(|error| not_started(layout, &error))?;
            match child.ask(&line, limit) {
                Ok(answer) => {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(child);
                    return Ok(answer);
                }
                // What it did before must not count against this résumé: a new one decides.
                Err(Failure::Ended) if child.served => {}
                Err(failure) => return Err(child.explain(&failure, layout)),
            }
        }
    }
}

impl ChildProcess {
    /// Starts one.
    ///
    /// # Errors
    ///
    /// When the system gives no process or thread.
    fn start(setup: &ChildSetup) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(CHILD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Its allocator has this much, and asks the system for no more.
        command.env("MIMALLOC_RESERVE_OS_MEMORY", format!("{}KiB", MAX_MEMORY >> 10));
        command.env("MIMALLOC_DISALLOW_OS_ALLOC", "1");
        apart(&mut command);
        let mut process = command.spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (stdin, stdout) = pipes.ok_or_else(|| io::Error::other("it has no pipes"))?;
        // One answer at a time.
        let (sender, answers) = sync_channel(1);
        let read = move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(answer) = next_answer(&mut stdout, MAX_ANSWER)
                && sender.send(answer).is_ok()
            {}
        };
        let mut child = Self { process, stdin, answers, served: false };
        Builder::new().name("child".to_owned()).spawn(read)?;
        // One that has ended already says so when it is asked.
        let _ = child.stdin.write_all(&line(setup)?);
        Ok(child)
    }

    /// Has it answer a line within a time.
    fn ask(&mut self, line: &[u8], limit: Option<Duration>) -> Result<ChildAnswer, Failure> {
        self.stdin.write_all(line).map_err(|_| Failure::Ended)?;
        let answer = match limit {
            Some(limit) => self.answers.recv_timeout(limit).map_err(|error| match error {
                RecvTimeoutError::Timeout => Failure::Slow(limit),
                RecvTimeoutError::Disconnected => Failure::Ended,
            }),
            None => self.answers.recv().map_err(|_| Failure::Ended),
        };
        let Answer::Whole(bytes) = answer? else { return Err(Failure::Large) };
        self.served = true;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Garbled(error.to_string()))
    }

    /// Ends it, and says why there is no answer.
    fn explain(mut self, failure: &Failure, layout: &str) -> Diagnostic {
        let failed =
            |message: String| Diagnostic::of(Rule::LayoutFailed, format!("layout `{layout}` {message}"));
        match failure {
            Failure::Slow(limit) => failed(format!("takes more than {} s", limit.as_secs()))
                .help(RUNAWAY)
                .help("`--timeout SECONDS` gives more time"),
            Failure::Large => {
                failed(format!("makes files of more than {} MB", MAX_FILES >> 20)).help(RUNAWAY)
            }
            Failure::Garbled(why) => {
                let message = format!("the process that sets layout `{layout}` gave no answer: {why}");
                Diagnostic::of(Rule::Bug, message)
            }
            Failure::Ended => match self.last_words() {
                words if words.contains("memory allocation of") => {
                    failed(format!("needs more than {} GB of memory", MAX_MEMORY >> 30)).help(RUNAWAY)
                }
                words if words.contains("overflowed its stack") => {
                    failed("nests too deeply".to_owned()).help(RUNAWAY)
                }
                words => {
                    let failure = failed(format!("ended the process that sets it ({})", self.status()));
                    words.lines().next().into_iter().fold(failure, Diagnostic::help).help(RUNAWAY)
                }
            },
        }
    }

    /// What it printed before it ended.
    fn last_words(&mut self) -> String {
        let mut bytes = Vec::new();
        let stderr = self.process.stderr.take().map(|stderr| stderr.take(1 << 16).read_to_end(&mut bytes));
        // What cannot be read is not known.
        stderr.and_then(Result::ok).map(|_| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// How it ended.
    fn status(&mut self) -> String {
        self.process.wait().map_or_else(|error| error.to_string(), |status| status.to_string())
    }
}

impl Drop for ChildProcess {
    /// No child outlives its use.
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A value as a line of JSON.
fn line(value: &impl serde::Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// The next line of a child, of so many bytes at `most`; `None` when there are no more.
fn next_answer(stdout: &mut impl BufRead, most: u64) -> Option<Answer> {
    let mut bytes = Vec::new();
    stdout.by_ref().take(most).read_until(b'\n', &mut bytes).ok()?;
    match bytes.pop_if(|byte| *byte == b'\n') {
        Some(_) => Some(Answer::Whole(bytes)),
        None => (bytes.len() as u64 == most).then_some(Answer::TooLong),
    }
}

/// There is no child.
fn not_started(layout: &str, error: &io::Error) -> Diagnostic {
    io_failure(Rule::SystemFailed, format!("cannot start a process for layout `{layout}`"), error)
}

/// Keeps what a terminal sends, such as Ctrl-C, from the child: its parent decides when it ends.
#[cfg(unix)]
fn apart(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// Keeps what a terminal sends, such as Ctrl-C, from the child: its parent decides when it ends.
#[cfg(windows)]
fn apart(command: &mut Command) {
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP);
}

#[cfg(not(any(unix, windows)))]
const fn apart(_: &mut Command) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_whole_line() {
        let answers = |mut stdout: &[u8]| {
            let mut next = || {
                next_answer(&mut stdout, 5).map(|answer| match answer {
                    Answer::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                    Answer::TooLong => "too long".to_owned(),
                })
            };
            [next(), next()]
        };
        assert_eq!(answers(b"{}\n[12]\n"), [Some("{}".to_owned()), Some("[12]".to_owned())]);
        assert_eq!(answers(b"{}\n{\"a\""), [Some("{}".to_owned()), None]);
        assert_eq!(answers(b"[1234]\n")[0], Some("too long".to_owned()));
    }
}
