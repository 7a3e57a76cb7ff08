//! Changes of samples.

use crate::samples::Sample;

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    /// A length from 1 up to a power of 2; small ones are as likely as large ones.
    fn length(&mut self, bits: usize) -> usize {
        let most = 1_usize << self.below(bits);
        1 + self.below(most)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// Words that readers may trip over.
const WORDS: &[&str] = &[
    "0",
    "-1",
    "65536",
    "4294967295",
    "99999999999999999999",
    "1e999",
    "\u{0}",
    "\u{feff}",
    "\u{200d}",
    "\u{301}",
    "\u{ad}",
    "\u{202e}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{fb01}",
    "\u{130}",
    "\u{df}",
    "\r",
    "\t",
    "\u{c}",
    "\u{a0}",
    "\u{2028}",
    "&#0;",
    "&amp;",
    "]]>",
    "<!--",
    "\"",
    "'",
    "''",
    "\\",
    "\\u0000",
    "${",
    "[",
    "{",
    "(",
    "|",
    ">",
    "- ",
    "# ",
    "---",
    "...",
    ": ",
    "&a ",
    "*a ",
    "2019-13-45",
    "0000",
    "Present",
    "https://",
    "mailto:",
    "@",
    "/",
    "data:,",
    "null",
    "true",
    "~",
    "!!",
];

/// The words of samples, to put in the place of others.
pub fn words(samples: &[Sample]) -> Vec<Vec<u8>> {
    let mut words: Vec<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
    for (_, bytes) in samples.iter().flat_map(|sample| &sample.parts) {
        words.extend(stretches(bytes).into_iter().map(|(start, end)| bytes[start..end].to_vec()));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Where the words of a text are, each at most 40 bytes long.
fn stretches(bytes: &[u8]) -> Vec<(usize, usize)> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        match found.last_mut() {
            Some((start, end)) if is_word(*byte) && *end == at && at - *start < 40 => *end = at + 1,
            _ if is_word(*byte) => found.push((at, at + 1)),
            _ => {}
        }
    }
    found
}

/// Changes a sample in a few places, and packs it. Of what is packed, mostly the parts are changed: a changed archive is mostly
/// found to be damaged and not read.
pub fn change(sample: &mut Sample, samples: &[Sample], words: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let times = 1_usize << random.below(5);
    if sample.can_change_packed() && random.below(5) == 0 {
        let mut bytes = sample.pack();
        for _ in 0..times {
            change_bytes(&mut bytes, samples, words, random);
        }
        return bytes;
    }
    for _ in 0..times {
        let part = random.below(sample.parts.len());
        if let Some((_, bytes)) = sample.parts.get_mut(part) {
            change_bytes(bytes, samples, words, random);
        }
    }
    sample.pack()
}

fn change_bytes(bytes: &mut Vec<u8>, samples: &[Sample], words: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.length(12)).min(bytes.len()).max(at);
    match random.below(10) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => {
            let byte = u8::try_from(random.below(256)).unwrap_or_default();
            bytes.splice(at..at, [byte]);
        }
        2 => drop(bytes.drain(at..end)),
        3 => bytes.truncate(at.max(bytes.len() / 2)),
        4 => {
            let chunk = bytes[at..end].repeat(1 << random.below(8));
            bytes.splice(at..at, chunk);
        }
        5 => {
            let chunk = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, chunk);
        }
        6 => splice(bytes, samples, random),
        7 => bytes.splice(at..at, random.of(words).cloned().unwrap_or_default()).for_each(drop),
        _ => {
            let places = stretches(bytes);
            if let (Some((start, end)), Some(word)) = (random.of(&places), random.of(words)) {
                bytes.splice(*start..*end, word.iter().copied());
            }
        }
    }
}

/// Puts a stretch of some sample in a place.
fn splice(bytes: &mut Vec<u8>, samples: &[Sample], random: &mut Random) {
    let Some((_, other)) = random.of(samples).and_then(|sample| random.of(&sample.parts)) else { return };
    let from = random.below(other.len() + 1);
    let to = (from + random.length(14)).min(other.len()).max(from);
    let at = random.below(bytes.len() + 1);
    let until = (at + random.length(10)).min(bytes.len());
    bytes.splice(at..until, other[from..to].iter().copied());
}
