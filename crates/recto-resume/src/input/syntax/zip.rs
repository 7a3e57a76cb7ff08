//! Zip archives: Word files and exports of web sites are such. Nothing is written to disk, so names are only names; how
//! much an archive may hold is bounded, whatever its headers say.

use crate::text::{Diagnostic, Rule, Span};
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord, ZipSliceArchive};
use std::collections::BTreeMap;
use std::io::Read;

/// Files in an archive. Exports of web sites have some dozens, Word files with many pictures some hundreds.
const MAX_ENTRIES: usize = 5_000;

/// Bytes of the name of a file in an archive.
const MAX_NAME: usize = 1_000;

/// Bytes that one file of an archive may have when it is unpacked.
const MAX_UNPACKED: u64 = 20_000_000;

/// Bytes that may be unpacked of one archive in all.
const MAX_UNPACKED_IN_ALL: u64 = 40_000_000;

/// The first bytes of an archive, and of one that is empty.
const MARKS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// A zip archive and the files in it.
pub(in crate::input) struct Archive<'a> {
    zip: ZipSliceArchive<&'a [u8]>,
    entries: BTreeMap<String, Entry>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// A file in an archive: where it is, and how it is packed.
struct Entry {
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    is_encrypted: bool,
}

impl<'a> Archive<'a> {
    /// Whether bytes are those of a zip archive.
    pub(in crate::input) fn is_one(bytes: &[u8]) -> bool {
        MARKS.iter().any(|mark| bytes.starts_with(mark))
    }

    /// Reads the list of the files in an archive.
    ///
    /// # Errors
    ///
    /// An archive that is damaged, or has too many files.
    pub(in crate::input) fn open(bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        let zip = ZipArchive::from_slice(bytes).map_err(|error| damaged(&error))?;
        let mut entries = BTreeMap::new();
        let mut headers = zip.entries();
        let mut count = 0;
        while let Some(header) = headers.next_entry().map_err(|error| damaged(&error))? {
            count += 1;
            if count > MAX_ENTRIES {
                return Err(excessive(format!("the archive has more than {MAX_ENTRIES} files")));
            }
            if !header.is_dir() {
                entries.insert(name_of(&header)?, Entry::of(&header));
            }
        }
        Ok(Self { zip, entries, left: MAX_UNPACKED_IN_ALL })
    }

    /// The names of its files in alphabetical order, with `/` between folders.
    pub(in crate::input) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Unpacks a file; none where there is no file of that name.
    ///
    /// # Errors
    ///
    /// A file that is damaged, protected, packed in an unusual way or too large.
    pub(in crate::input) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(entry) = self.entries.get(name) else { return Ok(None) };
        if entry.is_encrypted {
            return Err(protected(format!("`{name}` in the archive is protected with a password")));
        }
        let damaged = |error: &dyn std::fmt::Display| damaged(&format!("`{name}`: {error}"));
        let packed = self.zip.get_entry(entry.place).map_err(|error| damaged(&error))?;
        let most = self.left.min(MAX_UNPACKED);
        let unpacked = match entry.method {
            CompressionMethod::STORE => unpack(packed.verifying_reader(packed.data()), most),
            CompressionMethod::DEFLATE => {
                unpack(packed.verifying_reader(DeflateDecoder::new(packed.data())), most)
            }
            other => {
                let method = other.name().unwrap_or("unknown").to_lowercase();
                let message =
                    format!("`{name}` in the archive is packed in a way that recto does not read: {method}");
                return Err(Diagnostic::at(Rule::FormatUnsupported, Span::at(0), message)
                    .help("unpack the archive and pack it again with usual settings"));
            }
        };
        let Some(bytes) = unpacked.map_err(|error| damaged(&error))? else {
            let limit = most / 1_000_000;
            return Err(excessive(format!(
                "`{name}` in the archive is larger than {limit} MB when unpacked"
            )));
        };
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

impl Entry {
    fn of(header: &ZipFileHeaderRecord<'_>) -> Self {
        Self {
            place: header.wayfinder(),
            method: header.compression_method(),
            is_encrypted: header.flags().is_encrypted(),
        }
    }
}

/// The name of a file in an archive; some programs on Windows write `\` between folders.
fn name_of(header: &ZipFileHeaderRecord<'_>) -> Result<String, Diagnostic> {
    let path = header.file_path();
    let bytes: &[u8] = path.as_ref();
    if bytes.len() > MAX_NAME {
        return Err(excessive(format!("a file in the archive has a name of more than {MAX_NAME} bytes")));
    }
    Ok(String::from_utf8_lossy(bytes).replace('\\', "/").trim_start_matches('/').to_owned())
}

/// At most so many bytes of a file; none where it has more.
fn unpack(reader: impl Read, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// The error for an archive that cannot be read.
fn damaged(error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::at(Rule::FileDamaged, Span::at(0), format!("the archive is damaged: {error}"))
        .help("open it in the program that it comes from and save it again, or download it again")
}

/// The error for an archive that is protected.
fn protected(message: String) -> Diagnostic {
    Diagnostic::at(Rule::FileProtected, Span::at(0), message).help("save a copy without the password")
}

/// The error for an archive that holds more than a résumé can need.
fn excessive(message: String) -> Diagnostic {
    Diagnostic::at(Rule::FileExcessive, Span::at(0), message).help("is this the right file?")
}

#[cfg(test)]
pub(in crate::input) mod tests {
    use super::*;
    use flate2::{Compression, write::DeflateEncoder};
    use proptest::prelude::*;
    use rawzip::ZipArchiveWriter;
    use std::io::Write;

    /// An archive of files.
    pub(in crate::input) fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        for (name, content) in files {
            let file = archive.new_file(*name).compression_method(CompressionMethod::DEFLATE);
            let (mut entry, config) = file.start().expect("a file");
            let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
            writer.write_all(content).expect("in memory");
            let (_, descriptor) = writer.finish().expect("in memory");
            entry.finish(descriptor).expect("in memory");
        }
        archive.finish().expect("in memory");
        bytes
    }

    /// The message of an archive whose file `name` must not be read.
    fn refused(bytes: &[u8], name: &str) -> String {
        let read = Archive::open(bytes).and_then(|mut archive| archive.read(name));
        read.expect_err("refused").message
    }

    #[test]
    fn files_are_found_by_name_and_unpacked() {
        let bytes = pack(&[("b/two.csv", b"2"), ("one.csv", &[b'1'; 1_000]), ("c\\three.csv", b"3")]);
        assert!(Archive::is_one(&bytes));
        let mut archive = Archive::open(&bytes).expect("an archive");
        assert_eq!(archive.names().collect::<Vec<_>>(), ["b/two.csv", "c/three.csv", "one.csv"]);
        assert_eq!(archive.read("one.csv"), Ok(Some(vec![b'1'; 1_000])));
        assert_eq!(archive.read("c/three.csv"), Ok(Some(b"3".to_vec())));
        assert_eq!(archive.read("four.csv"), Ok(None));
    }

    #[test]
    fn bombs_are_refused() {
        let zeros = vec![0; 20_000_001];
        let bomb = pack(&[("bomb.xml", &zeros)]);
        assert!(bomb.len() < 100_000);
        let message = "`bomb.xml` in the archive is larger than 20 MB when unpacked";
        assert_eq!(refused(&bomb, "bomb.xml"), message);
        let parts = pack(&[("1", &zeros[2..]), ("2", &zeros[2..]), ("3", &zeros[2..])]);
        let mut archive = Archive::open(&parts).expect("an archive");
        assert!(archive.read("1").is_ok() && archive.read("2").is_ok());
        assert_eq!(archive.read("3").expect_err("too much").rule, Rule::FileExcessive);
        let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert_eq!(refused(&pack(&many), "1"), "the archive has more than 5000 files");
        let long = "n".repeat(1_001);
        let message = "a file in the archive has a name of more than 1000 bytes";
        assert_eq!(refused(&pack(&[(&long, b"")]), &long), message);
    }

    #[test]
    fn what_is_damaged_or_protected_is_named() {
        let whole = pack(&[("one.csv", b"1,2,3,4,5,6,7,8,9")]);
        assert!(refused(&whole[..whole.len() / 2], "one.csv").starts_with("the archive is damaged: "));
        // Behind the header of 30 bytes and the name, the packed bytes begin.
        let mut broken = whole.clone();
        broken[30 + 7 + 2] ^= 0x55;
        assert!(refused(&broken, "one.csv").starts_with("the archive is damaged: `one.csv`: "));
        let directory = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
        let mut locked = whole.clone();
        locked[directory + 8] |= 1;
        assert_eq!(refused(&locked, "one.csv"), "`one.csv` in the archive is protected with a password");
        let mut unusual = whole;
        unusual[directory + 10] = 14;
        let message = "`one.csv` in the archive is packed in a way that recto does not read: lzma";
        assert_eq!(refused(&unusual, "one.csv"), message);
    }

    proptest! {
        #[test]
        fn changed_bytes_never_panic(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
            let mut bytes = pack(&[("one.csv", b"1,2,3,4,5,6,7,8,9"), ("b/two.csv", b"2")]);
            for (at, byte) in changes {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            if let Ok(mut archive) = Archive::open(&bytes) {
                let names: Vec<String> = archive.names().map(str::to_owned).collect();
                for name in names {
                    let _ = archive.read(&name);
                }
            }
        }
    }
}
