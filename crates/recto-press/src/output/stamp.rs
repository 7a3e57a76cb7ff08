//! What a file was made from, written into the file itself: a digest of all inputs and one of the file's own
//! bytes. A file whose stamp fits need not be made again, and nothing has to stand beside it.
//!
//! The stamp is where a format lets a program write what no reader shows: a comment before the last lines of
//! a PDF, a text chunk at the end of a PNG, a comment at the end of an SVG.

use recto_resume::text::Digest;

/// Where the stamp goes in a kind of file.
#[derive(Debug)]
pub struct Seal {
    /// The bytes of the stamp's place, from the words of the stamp.
    wrap: fn(&str) -> Vec<u8>,
    /// Where the place begins in a file without a stamp.
    place: fn(&[u8]) -> Option<usize>,
}

/// Before the keyword that tells where the table of objects is: no offset moves, and nothing may follow the end
/// (ISO 19005-2, 6.1.3).
pub const PDF: Seal =
    Seal { wrap: |words| format!("%{words}\n").into_bytes(), place: |file| rfind(file, b"startxref\n") };

/// Before the chunk that ends the image: a text chunk (PNG, third edition, 11.3.3.2).
pub const PNG: Seal = Seal {
    wrap: |words| {
        let mut typed = b"tEXtrecto\0".to_vec();
        typed.extend(words.bytes());
        let length = u32::try_from(typed.len() - 4).unwrap_or_default();
        let sum = crc32fast::hash(&typed);
        [&length.to_be_bytes()[..], &typed, &sum.to_be_bytes()].concat()
    },
    place: |file| rfind(file, b"\0\0\0\0IEND"),
};

/// Behind the last tag.
pub const SVG: Seal =
    Seal { wrap: |words| format!("\n<!-- {words} -->\n").into_bytes(), place: |file| Some(file.len()) };

/// What the stamps of all versions begin with.
const NAME: &str = "recto-stamp ";

/// What every stamp begins with; the number is the version of the stamp itself.
const MARK: &str = "recto-stamp 2 ";

/// How far from the end of a file a stamp is looked for (bytes).
const TAIL: usize = 1024;

/// Puts the stamp into a finished file. A file that has no place for it stays as it is.
pub(super) fn put(seal: &Seal, file: &mut Vec<u8>, inputs: &Digest, pages: usize) {
    if let Some(at) = (seal.place)(file) {
        let stamp = (seal.wrap)(&words(&inputs.to_string(), pages, &body(file, pages)));
        file.splice(at..at, stamp);
    }
}

/// The digest for inputs that may change without notice, such as fonts of the computer. No inputs have it.
pub(super) fn unknown_inputs() -> Digest {
    Digest::of([&b"unknown"[..]])
}

/// Whether the file is as recto wrote it: there is a stamp, and it fits the file's own bytes. Of a stamp of another version
/// only its presence is known.
pub(super) fn is_whole(seal: &Seal, file: &[u8]) -> bool {
    let tail = &file[file.len().saturating_sub(TAIL)..];
    match rfind(tail, MARK.as_bytes()) {
        Some(_) => read(seal, file).is_some(),
        None => rfind(tail, NAME.as_bytes()).is_some(),
    }
}

/// The number of pages in the stamp, when it fits the inputs and the file's own bytes.
pub(super) fn check(seal: &Seal, file: &[u8], inputs: &Digest) -> Option<usize> {
    let (pages, made_from) = read(seal, file)?;
    (made_from == inputs.to_string()).then_some(pages)
}

/// The number of pages in the stamp and its digest of the inputs, when it fits the file's own bytes.
fn read<'a>(seal: &Seal, file: &'a [u8]) -> Option<(usize, &'a str)> {
    let tail = file.len().saturating_sub(TAIL);
    let start = tail + rfind(&file[tail..], MARK.as_bytes())?;
    let mut parts = file[start + MARK.len()..].split(|byte| *byte == b' ');
    let mut part = || std::str::from_utf8(parts.next()?).ok();
    let (pages, inputs) = (part()?.parse().ok()?, part()?);
    // The stamp is rebuilt rather than read: whatever differs in it, differs.
    let blank = (seal.wrap)(&words(inputs, pages, &unknown_inputs()));
    let before = rfind(&blank, MARK.as_bytes())?;
    let range = start.checked_sub(before)?..(start - before).checked_add(blank.len())?;
    let found = file.get(range.clone())?;
    let rest = [&file[..range.start], &file[range.end..]].concat();
    let wanted = (seal.wrap)(&words(inputs, pages, &body(&rest, pages)));
    (found == wanted).then_some((pages, inputs))
}

/// The digest of a file without its stamp; it vouches for the number of pages, too.
fn body(file: &[u8], pages: usize) -> Digest {
    Digest::of([file, &(pages as u64).to_le_bytes()])
}

/// The words of a stamp.
fn words(inputs: &str, pages: usize, body: &Digest) -> String {
    format!("{MARK}{pages} {inputs} {body}")
}

/// Where `what` stands last.
fn rfind(file: &[u8], what: &[u8]) -> Option<usize> {
    file.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDS: [(Seal, &[u8]); 3] = [
        (PDF, b"%PDF-1.7\n1 0 obj\nendobj\nxref\nstartxref\n17\n%%EOF"),
        (PNG, b"\x89PNG\r\n\x1a\n....\0\0\0\0IEND\xaeB`\x82"),
        (SVG, b"<svg/>"),
    ];

    #[test]
    fn a_stamp_is_found_again() {
        let inputs = Digest::of([&b"inputs"[..]]);
        for (seal, end) in ENDS {
            let mut file = end.to_vec();
            put(&seal, &mut file, &inputs, 12);
            assert_eq!(check(&seal, &file, &inputs), Some(12));
            assert_eq!(check(&seal, &file, &Digest::of([&b"others"[..]])), None);
        }
    }

    #[test]
    fn a_file_that_was_touched_is_not_current() {
        let inputs = Digest::of([&b"inputs"[..]]);
        for (seal, end) in ENDS {
            let mut file = end.to_vec();
            assert_eq!(check(&seal, &file, &inputs), None, "no stamp");
            put(&seal, &mut file, &inputs, 1);
            assert!(is_whole(&seal, &file) && !is_whole(&seal, end));
            let old = String::from_utf8_lossy(&file).replace(MARK, "recto-stamp 1 ");
            assert!(is_whole(&seal, old.as_bytes()), "of an older version");
            assert!(!is_whole(&seal, &[&file[..], b"a comment"].concat()));
            let digest = rfind(&file, inputs.to_string().as_bytes()).expect("it is in the stamp");
            let digest = digest..digest + inputs.to_string().len();
            for at in 0..file.len() {
                let mut touched = file.clone();
                touched[at] ^= 1;
                assert_eq!(check(&seal, &touched, &inputs), None, "{at}");
                // The digest of inputs is no part of what the stamp vouches for, and other versions are trusted.
                let vouched = rfind(&touched, MARK.as_bytes()).is_some() && !digest.contains(&at);
                assert!(!vouched || !is_whole(&seal, &touched), "{at}");
                assert_eq!(check(&seal, &file[..at], &inputs), None, "cut at {at}");
            }
        }
    }

    #[test]
    fn parts_count_with_their_length() {
        assert_ne!(Digest::of([&b"ab"[..], b"c"]), Digest::of([&b"a"[..], b"bc"]));
        assert_eq!(Digest::of([]).to_string(), "0db4d9615d9334210333fb31d05e1cb9");
    }
}
