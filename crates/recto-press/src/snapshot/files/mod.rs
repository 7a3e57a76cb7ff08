//! Snapshots as files: small, the same on every machine, and readable in a review.
//!
//! | file | holds |
//! |---|---|
//! | `text.txt` | the text as it is read, page by page |
//! | `structure.txt` | the outline that a screen reader walks |
//! | `lines.txt` | every line and drawing: its place, its look |
//! | `page-1.png`, … | the pages |
//!
//! Each says in its first line what it is and from which version, and in its last that it is whole.

mod lines;
mod words;

use super::picture::Picture;
use super::{Aspect, Snapshot};
use recto_resume::text::Rule;
use std::collections::BTreeMap;
use std::fmt;

/// The version of the files. A program refuses what a newer one has written.
pub const VERSION: &str = "1";

/// An empty file that stands beside the others while they are stored. Where it is left, a run was cut short and they do
/// not belong together.
pub const UNFINISHED: &str = "unfinished";

/// A file at most (bytes).
pub const MAX_BYTES: usize = 64 << 20;

/// The files of a snapshot: name, bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a stored snapshot cannot be used as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is not there.
    Missing,
    /// A newer program wrote it, in this version of the files.
    Newer(u32),
    /// It is damaged, or not what its name says: why, in words.
    Damaged(String),
}

impl Fault {
    /// Whether a newer program wrote the file: then it is not to be replaced.
    pub const fn is_newer(&self) -> bool {
        matches!(self.problem, Problem::Newer(_))
    }

    /// The rule that it breaks.
    pub const fn rule(&self) -> Rule {
        if self.is_newer() { Rule::SnapshotNewer } else { Rule::SnapshotDamaged }
    }
}

impl<T: Into<String>> From<T> for Problem {
    fn from(reason: T) -> Self {
        Self::Damaged(reason.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("it is missing"),
            Self::Newer(version) => {
                write!(f, "it is from a newer recto (its version is {version}, this recto knows {VERSION})")
            }
            Self::Damaged(reason) => f.write_str(reason),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Missing => write!(f, "`{}` is missing", self.file),
            problem if self.file == UNFINISHED => write!(f, "{problem}"),
            problem => write!(f, "`{}` cannot be used: {problem}", self.file),
        }
    }
}

/// Writes the aspects that a snapshot has.
pub fn write(snapshot: &Snapshot) -> Files {
    let bodies = [
        (Aspect::Text, snapshot.text.as_ref().map(words::write_text)),
        (Aspect::Structure, snapshot.structure.as_ref().map(words::write_structure)),
        (Aspect::Lines, snapshot.lines.as_ref().map(lines::write)),
    ];
    let texts = bodies
        .into_iter()
        .filter_map(|(aspect, body)| Some((text_file(aspect), framed(aspect.as_ref(), &body?).into_bytes())));
    let pictures = snapshot.pictures.iter().flatten().zip(1..);
    texts.chain(pictures.map(|(picture, number)| (page(number, ""), picture.png()))).collect()
}

/// The file of an aspect that is text: `structure.txt`.
fn text_file(aspect: Aspect) -> String {
    format!("{}.txt", aspect.as_ref())
}

/// Reads the aspects that are asked for. What is missing or damaged is told, and is not in the snapshot.
pub fn read(files: &Files, aspects: &[Aspect]) -> (Snapshot, Vec<Fault>) {
    let mut reader = Reader { files, aspects, faults: Vec::new() };
    if files.contains_key(UNFINISHED) {
        let problem = "the run that stored the others was cut short".into();
        reader.faults.push(Fault { file: UNFINISHED.to_owned(), problem });
    }
    let mut snapshot = Snapshot {
        text: reader.text(Aspect::Text, words::read_text),
        structure: reader.text(Aspect::Structure, words::read_structure),
        lines: reader.text(Aspect::Lines, lines::read),
        pictures: None,
    };
    if aspects.contains(&Aspect::Pixels) {
        snapshot.pictures = reader.pictures(&snapshot);
    }
    (snapshot, reader.faults)
}

struct Reader<'a> {
    files: &'a Files,
    aspects: &'a [Aspect],
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn file<T>(&mut self, name: &str, read: impl FnOnce(&[u8]) -> Result<T, Problem>) -> Option<T> {
        let outcome = match self.files.get(name) {
            Some(bytes) if bytes.is_empty() => Err("it is empty".into()),
            Some(bytes) if bytes.len() > MAX_BYTES => {
                Err(format!("it is larger than {} MB", MAX_BYTES >> 20).into())
            }
            Some(bytes) => read(bytes),
            None => Err(Problem::Missing),
        };
        outcome.map_err(|problem| self.faults.push(Fault { file: name.to_owned(), problem })).ok()
    }

    /// A text file, if its aspect is asked for.
    fn text<T>(&mut self, aspect: Aspect, read: fn(&[&str]) -> Result<T, String>) -> Option<T> {
        if !self.aspects.contains(&aspect) {
            return None;
        }
        self.file(&text_file(aspect), |bytes| {
            let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
            if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
                return Err("it holds a merge conflict".into());
            }
            Ok(read(&body(text, aspect.as_ref())?)?)
        })
    }

    /// The pages: as many as the other files tell, or as there are.
    fn pictures(&mut self, rest: &Snapshot) -> Option<Vec<Picture>> {
        let there = self.files.keys().filter_map(|name| page_of(name).filter(|(_, kind)| kind.is_empty()));
        let there: Vec<usize> = there.map(|(number, _)| number).collect();
        let told = rest.page_counts().into_iter().flatten().next();
        let count = told.or(there.iter().max().copied()).unwrap_or(1);
        // One that is missing is enough: a damaged file may tell of millions.
        let count = count.clamp(1, there.len() + 1);
        let pictures: Vec<_> =
            (1..=count).map(|number| self.file(&page(number, ""), Picture::read)).collect();
        pictures.into_iter().collect()
    }
}

/// The lines between the first, which says what the file is, and the last, which says that it is whole.
fn body<'a>(text: &'a str, holds: &str) -> Result<Vec<&'a str>, Problem> {
    let mut lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let (version, what) = lines[0]
        .strip_prefix("recto snapshot ")
        .and_then(|line| line.split_once(": "))
        .ok_or("recto did not write it")?;
    known(version)?;
    if !lines.ends_with(&["end", ""]) {
        return Err("it is cut short: its last line is not `end`".into());
    }
    if what != holds {
        return Err(format!("it holds {what}, not {holds}").into());
    }
    lines.truncate(lines.len() - 2);
    lines.remove(0);
    Ok(lines)
}

/// What is wrong with a line that nothing of ours begins like.
fn stray(number: usize) -> String {
    format!("its line {number} is damaged")
}

/// A text file: its first line, the body, its last line.
fn framed(holds: &str, body: &str) -> String {
    format!("recto snapshot {VERSION}: {holds}\n{body}end\n")
}

/// Refuses a version that is not this one.
pub(super) fn known(version: &str) -> Result<(), Problem> {
    match version.parse::<u32>() {
        _ if version == VERSION => Ok(()),
        Ok(newer @ 2..) => Err(Problem::Newer(newer)),
        _ => Err("recto did not write it".into()),
    }
}

/// `page-2.new.png` for page 2 and `.new`.
pub fn page(number: usize, kind: &str) -> String {
    format!("page-{number}{kind}.png")
}

/// The page that a picture shows, and its kind: 2 and `.new` for `page-2.new.png`.
fn page_of(name: &str) -> Option<(usize, &str)> {
    let stem = name.strip_prefix("page-")?.strip_suffix(".png")?;
    let (number, kind) = stem.split_at(stem.find('.').unwrap_or(stem.len()));
    let number = number.parse().ok().filter(|number| *number > 0)?;
    (page(number, kind) == name).then_some((number, kind))
}

/// Whether a file says of itself that it is part of a snapshot.
pub fn is_stamped(bytes: &[u8]) -> bool {
    bytes.starts_with(b"recto snapshot ") || Picture::read(bytes).is_ok()
}

/// What a file in a snapshot's folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// Part of this aspect.
    To(Aspect),
    /// A picture that was left beside a page that differs.
    Beside,
    /// The mark of a run that was cut short.
    Mark,
}

/// What the file of that name is in a snapshot's folder; `None` for a file of somebody else.
pub fn belongs(name: &str) -> Option<Belongs> {
    match page_of(name) {
        Some((_, "")) => Some(Belongs::To(Aspect::Pixels)),
        Some((_, ".new" | ".diff")) => Some(Belongs::Beside),
        _ if name == UNFINISHED => Some(Belongs::Mark),
        _ => {
            let mut texts = [Aspect::Text, Aspect::Structure, Aspect::Lines].into_iter();
            texts.find(|aspect| text_file(*aspect) == name).map(Belongs::To)
        }
    }
}

#[cfg(test)]
mod tests;
