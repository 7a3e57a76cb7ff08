//! What must hold of data of other programs. Every file here is of an invented person and has every field that its format
//! knows.

mod forms;
mod person;

use crate::input::{Format, open};
use crate::output::json;
use crate::resume::Resume;
use crate::text::{Diagnostics, Place, Severity, Source};
use serde_json::Value as Json;

/// What a file became.
struct Read {
    source: Source,
    json: Json,
    /// Every message: `rule: message`.
    told: Vec<String>,
}

/// Reads the bytes of a file as the program does: its format by what it was taken out of, its name or its look.
fn bytes(name: &str, bytes: Vec<u8>) -> (Source, Option<Resume>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = open(name, bytes, &mut diagnostics);
    let by_name = Format::by_extension(name.as_ref()).filter(|_| source.extracted.is_none());
    let format = by_name.unwrap_or_else(|| Format::of(&source));
    let resume = (!diagnostics.has_errors()).then(|| format.read(&source, &mut diagnostics)).flatten();
    (source, resume, diagnostics)
}

fn told(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|one| format!("{}: {}", one.rule, one.message)).collect()
}

/// Reads a file that has no error. Every message must have a place in it.
fn read(name: &str, file: impl Into<Vec<u8>>) -> Read {
    let (source, resume, diagnostics) = bytes(name, file.into());
    for one in &diagnostics {
        assert_eq!(one.severity, Severity::Warning, "{name}: {one:?}");
        let Place::File(span) = one.place else { panic!("not located: {one:?}") };
        assert!(source.text.get(span.range()).is_some(), "{name}: {one:?}");
    }
    let json = serde_json::from_str(&json::write(&resume.expect("a résumé"))).expect("JSON");
    Read { source, json, told: told(&diagnostics) }
}

/// The messages of a file that is refused.
fn refused(name: &str, file: impl Into<Vec<u8>>) -> Vec<String> {
    let (_, _, diagnostics) = bytes(name, file.into());
    assert!(diagnostics.has_errors(), "{name} is read: {diagnostics:?}");
    told(&diagnostics)
}

impl Read {
    /// The text at a path, such as `/work/0/name`.
    fn at(&self, path: &str) -> &str {
        let found = self.json.pointer(path).and_then(Json::as_str);
        found.unwrap_or_else(|| panic!("nothing at {path} in {:#}", self.json))
    }

    /// The texts at a path, joined.
    fn all(&self, path: &str) -> String {
        let mut out = Vec::new();
        texts(self.json.pointer(path).unwrap_or(&Json::Null), &mut out);
        out.join(" | ")
    }

    /// Every word of the file is in the résumé or in a message, keys of the file aside.
    fn loses_nothing(&self, values: &[&str]) {
        let mut said = Vec::new();
        texts(&self.json, &mut said);
        let said = format!("{} {}", said.join(" "), self.told.join(" "));
        for value in values {
            assert!(said.contains(value), "`{value}` is lost in {said}");
        }
    }

    fn is_told(&self, part: &str) {
        assert!(self.told.iter().any(|told| told.contains(part)), "no `{part}` in {:#?}", self.told);
    }

    /// No message says that a key is not known, a value is of a wrong kind or HTML is printed.
    fn has_only_notes(&self) {
        let others: Vec<_> = self.told.iter().filter(|told| !told.starts_with("format-translated")).collect();
        assert!(others.is_empty(), "{others:#?} in {}", self.source.text);
    }
}

fn texts(value: &Json, out: &mut Vec<String>) {
    match value {
        Json::String(text) => out.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Json::Object(map) => map.values().for_each(|value| texts(value, out)),
        Json::Bool(flag) => out.push(flag.to_string()),
        Json::Number(number) => out.push(number.to_string()),
        Json::Null => {}
    }
}

/// A zip archive of files that are stored as they are.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    let count = u16::try_from(files.len()).expect("few files");
    let number = |n: usize| u32::try_from(n).expect("a small file").to_le_bytes();
    for (name, text) in files {
        let offset = number(all.len());
        let mut header = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.extend(checksum(text.as_bytes()).to_le_bytes());
        header.extend(number(text.len()));
        header.extend(number(text.len()));
        header.extend(u16::try_from(name.len()).expect("a short name").to_le_bytes());
        header.extend([0, 0]);
        all.extend(b"PK\x03\x04");
        all.extend(&header);
        all.extend(name.as_bytes());
        all.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let start = number(all.len());
    let size = number(directory.len());
    all.extend(directory);
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend(count.to_le_bytes());
    all.extend(count.to_le_bytes());
    all.extend(size);
    all.extend(start);
    all.extend([0, 0]);
    all
}

/// The checksum of a file in an archive.
fn checksum(bytes: &[u8]) -> u32 {
    let table = |mut n: u32| {
        for _ in 0..8 {
            n = if n & 1 == 1 { 0xEDB8_8320 ^ (n >> 1) } else { n >> 1 };
        }
        n
    };
    !bytes.iter().fold(!0_u32, |sum, byte| table((sum ^ u32::from(*byte)) & 0xFF) ^ (sum >> 8))
}
