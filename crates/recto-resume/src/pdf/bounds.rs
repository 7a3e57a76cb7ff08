//! Bounds of files that are small but say much: streams that unpack to gigabytes, and trees of pages that multiply. The interpreter has
//! no bounds of its own for these, so they are looked for before it reads the file.

use super::PdfError;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// How many bytes the streams of a file may have when they are unpacked, and how often packed streams are packed again.
const MAX_UNPACKED: u64 = 100_000_000;
const MAX_PACKED: usize = 4;
/// How many pages and nodes the tree of pages may have.
const MAX_NODES: usize = 20_000;
/// How many bytes of LZW data there may be: they unpack to some 1,300 times as many.
const MAX_LZW: usize = 100_000;

/// Refuses a file beyond the bounds.
pub(super) fn check(bytes: &[u8]) -> Result<(), PdfError> {
    let mut budget = MAX_UNPACKED;
    let mut objects = Objects::default();
    objects.scan(bytes);
    for start in streams(bytes) {
        if let Some(unpacked) = unpack(&bytes[start..], &mut budget, MAX_PACKED)? {
            objects.scan_stream(&unpacked);
        }
    }
    // Three letters alone are in the packed data of one file in a hundred.
    let uses_lzw = find(bytes, b"/LZW", 0).is_some();
    let is_too_large = (uses_lzw && bytes.len() > MAX_LZW) || objects.count_pages() > MAX_NODES;
    if is_too_large { Err(PdfError::TooLarge) } else { Ok(()) }
}

/// Where a sequence of bytes is.
fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|window| window == what).map(|at| from + at)
}

/// Where the data of streams begins.
fn streams(bytes: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = find(bytes, b"stream", from) {
        from = at + b"stream".len();
        let is_end = at >= 3 && &bytes[at - 3..at] == b"end";
        let behind = bytes[from..].iter().position(|byte| !byte.is_ascii_whitespace());
        found.extend(behind.filter(|_| !is_end).map(|behind| from + behind));
    }
    found
}

/// Unpacks data if it is packed, with the head that it should have (zlib) or without. What remains of the budget is what other streams may have.
fn unpack(packed: &[u8], budget: &mut u64, depth: usize) -> Result<Option<Vec<u8>>, PdfError> {
    let has_head = matches!(packed, [first, second, ..] if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31));
    let mut unpacked = Vec::new();
    // What comes before a fault counts: the interpreter reads as far as it can.
    let _fault = match has_head {
        true => ZlibDecoder::new(packed).take(*budget + 1).read_to_end(&mut unpacked),
        false => DeflateDecoder::new(packed).take(*budget + 1).read_to_end(&mut unpacked),
    };
    if unpacked.is_empty() || (!has_head && unpacked.len() < packed.len().min(1000)) {
        return Ok(None);
    }
    *budget = budget.checked_sub(unpacked.len() as u64).ok_or(PdfError::TooLarge)?;
    match depth.checked_sub(1) {
        Some(depth) => Ok(unpack(&unpacked, budget, depth)?.or(Some(unpacked))),
        None => Err(PdfError::TooLarge),
    }
}

/// The objects that have kids, or are a list that could be kids.
#[derive(Debug, Default)]
struct Objects {
    kids: BTreeMap<u64, Vec<u64>>,
}

impl Objects {
    /// Finds objects that are written out.
    fn scan(&mut self, bytes: &[u8]) {
        let mut from = 0;
        while let Some(at) = find(bytes, b" obj", from) {
            from = at + b" obj".len();
            let head = &bytes[at.saturating_sub(24)..at];
            let mut words = head.rsplit(|byte| !byte.is_ascii_digit()).filter(|word| !word.is_empty());
            let number = words.nth(1).and_then(number);
            let end = find(bytes, b"endobj", from).unwrap_or(bytes.len());
            if let Some(number) = number {
                self.add(number, &bytes[from..end]);
            }
            from = end;
        }
    }

    /// Finds objects in a stream of objects: their numbers and places, and then they themselves.
    fn scan_stream(&mut self, bytes: &[u8]) {
        let head = bytes
            .split(|byte| !byte.is_ascii_digit() && !byte.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        let numbers: Vec<u64> = head.split(u8::is_ascii_whitespace).filter_map(number).collect();
        let mut places: Vec<(u64, u64)> = numbers.chunks_exact(2).map(|pair| (pair[1], pair[0])).collect();
        places.sort_unstable();
        for (at, (place, number)) in places.iter().enumerate() {
            let end = places.get(at + 1).map_or(u64::MAX, |(next, _)| *next);
            let range = |place: u64| {
                usize::try_from(place)
                    .map_or(bytes.len(), |place| head.len().saturating_add(place).min(bytes.len()))
            };
            self.add(*number, &bytes[range(*place)..range(end).max(range(*place))]);
        }
    }

    /// Adds an object with the objects that its kids are.
    fn add(&mut self, number: u64, object: &[u8]) {
        let is_list = object.trim_ascii_start().starts_with(b"[");
        let list = if is_list { Some(object) } else { kids(object) };
        if let Some(list) = list {
            self.kids.entry(number).or_default().extend(references(list));
        }
    }

    /// How many nodes the largest tree has: an object that is twice in it counts twice.
    fn count_pages(&self) -> usize {
        let mut counts = BTreeMap::new();
        self.kids
            .keys()
            .map(|root| self.count(*root, &mut counts, &mut BTreeSet::new()))
            .max()
            .unwrap_or_default()
    }

    fn count(&self, root: u64, counts: &mut BTreeMap<u64, usize>, open: &mut BTreeSet<u64>) -> usize {
        if let Some(count) = counts.get(&root) {
            return *count;
        }
        // A loop ends, and so does what is deeper than any tree.
        let Some(kids) = self.kids.get(&root).filter(|_| open.len() < 200 && !open.contains(&root)) else {
            return 1;
        };
        open.insert(root);
        let count = kids.iter().fold(1, |sum: usize, kid| sum.saturating_add(self.count(*kid, counts, open)));
        open.remove(&root);
        counts.insert(root, count);
        count
    }
}

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// What is behind the key of an object's kids. A name may have any of its letters as `#` and its code.
fn kids(object: &[u8]) -> Option<&[u8]> {
    let mut from = 0;
    while let Some(at) = find(object, b"/", from) {
        let (name, end) = name(&object[at + 1..]);
        from = at + 1 + end;
        if name == b"Kids" {
            return Some(&object[from..]);
        }
    }
    None
}

/// The first letters of a name, and how many bytes they are written in.
fn name(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut name = Vec::new();
    let mut at = 0;
    while name.len() < 5 {
        match bytes.get(at..) {
            Some([b'#', a, b, ..]) => {
                let code =
                    std::str::from_utf8(&[*a, *b]).ok().and_then(|code| u8::from_str_radix(code, 16).ok());
                name.push(code.unwrap_or_default());
                at += 3;
            }
            Some([byte, ..]) if byte.is_ascii_alphanumeric() => {
                name.push(*byte);
                at += 1;
            }
            _ => break,
        }
    }
    (name, at)
}

/// The objects that a list refers to: `3 0 R 5 0 R`.
fn references(list: &[u8]) -> Vec<u64> {
    let end = list.iter().position(|byte| *byte == b']').unwrap_or(list.len());
    let words: Vec<&[u8]> =
        list[..end].split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).filter(|words| words[2] == b"R").filter_map(|words| number(words[0])).collect()
}
