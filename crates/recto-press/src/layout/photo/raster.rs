//! Pictures of pixels: whether they are whole, and small enough, before they are decoded.

use super::{MAX_SIDE, MAX_UNPACKED, PLENTY, broken, unsupported};
use recto_resume::text::Diagnostic;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

/// The largest compressed colour profile of a PNG (bytes). It is unpacked, up to a thousandfold; those of cameras and
/// screens have some thousand bytes.
const MAX_PROFILE: usize = 20_000;

/// Bytes of a pixel that the PDF has, beside those of the decoded image: a JPEG is taken as it is, of others colours and
/// opacity are packed anew.
const REPACKED: usize = 4;

/// What the first bytes say.
pub(super) fn kind(bytes: &[u8]) -> Option<ExchangeFormat> {
    ExchangeFormat::detect(bytes)
}

/// Finds out whether an image can be shown; messages call it `what`.
///
/// # Errors
///
/// When it is broken, cut short, too large, or in colours that a PDF for the archive refuses.
pub(super) fn check(bytes: &Bytes, format: ExchangeFormat, what: &str) -> Result<(), Diagnostic> {
    // Only the head is read: a few bytes can stand for gigabytes of pixels.
    let size = imagesize::blob_size(bytes).map_err(|error| broken(what, error))?;
    let pixels = size.width.saturating_mul(size.height);
    let unpacked = pixels.saturating_mul(pixel_bytes(bytes, format));
    if pixels == 0 || size.width.max(size.height) > MAX_SIDE || unpacked > MAX_UNPACKED {
        let message = format!("{what} has {} × {} pixels", size.width, size.height);
        return Err(unsupported(message).help(PLENTY));
    }
    match format {
        ExchangeFormat::Jpg if jpeg_channels(bytes) == Some(4) => {
            let message = format!("{what} is in printer's colours (CMYK), which PDF/A refuses");
            return Err(unsupported(message).help("save it as RGB, as cameras and telephones do"));
        }
        ExchangeFormat::Jpg if !jpeg_ends(bytes) => {
            return Err(broken(what, "the file is cut short"));
        }
        ExchangeFormat::Png
            if png_chunks(bytes).any(|(kind, data)| kind == b"iCCP" && data.len() > MAX_PROFILE) =>
        {
            let message = format!("{what} has a colour profile that is too large");
            return Err(unsupported(message).help("save it without one, as sRGB"));
        }
        _ => {}
    }
    // The engine remembers the decoded image, so the layout does not decode it again.
    RasterImage::plain(bytes.clone(), format).map_err(|error| broken(what, error))?;
    Ok(())
}

/// How many bytes a pixel takes at most while the PDF is written.
fn pixel_bytes(bytes: &[u8], format: ExchangeFormat) -> usize {
    match (format, bytes.get(24..26)) {
        (ExchangeFormat::Jpg, _) => 3,
        // The header of a PNG says how many bits a channel has, and which channels there are.
        (ExchangeFormat::Png, Some([depth, kind])) => {
            let channels = if kind & 2 == 0 { 1 } else { 3 } + usize::from(kind & 4 != 0);
            channels * usize::from(*depth).div_ceil(8) + REPACKED
        }
        _ => 4 + REPACKED,
    }
}

/// Whether an image is a sequence of several.
pub(super) fn moves(bytes: &[u8], format: ExchangeFormat) -> bool {
    match format {
        ExchangeFormat::Png => png_chunks(bytes).any(|(kind, _)| kind == b"acTL"),
        ExchangeFormat::Gif => gif_frames(bytes) > 1,
        // The second bit of the extended header (RFC 9649, 2.7.1).
        ExchangeFormat::Webp => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
        }
        ExchangeFormat::Jpg => false,
    }
}

/// The kinds and data of a PNG's chunks.
fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (kind, behind) = behind.split_at_checked(4)?;
        let length = u32::from_be_bytes(*length) as usize;
        let data = &behind[..length.min(behind.len())];
        // A checksum follows.
        rest = behind.get(length.checked_add(4)?..).unwrap_or_default();
        Some((kind, data))
    })
}

/// How many images a GIF has; those that can be found.
fn gif_frames(bytes: &[u8]) -> usize {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + bytes.get(10).map_or(0, |flags| table(*flags));
    let mut frames = 0;
    while let Some(kind) = bytes.get(at) {
        at += match kind {
            0x21 => 2,
            0x2C => {
                frames += 1;
                // The image's head, its colours, and how the first code is written.
                10 + bytes.get(at + 9).map_or(0, |flags| table(*flags)) + 1
            }
            _ => break,
        };
        while let Some(length) = bytes.get(at).copied().filter(|length| *length > 0) {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
    frames
}

/// The markers of a JPEG up to the end of the image, each with what follows its length.
fn jpeg_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        // Behind the head of a scan there is data; a marker in it is no zero and no restart.
        let next =
            rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF))?;
        let marker = rest[next + 1];
        rest = &rest[next + 2..];
        if marker == 0xD9 {
            rest = &[];
            return Some((marker, rest));
        }
        let (length, _) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length)).max(2);
        let data = rest.get(2..length)?;
        rest = &rest[length..];
        Some((marker, data))
    })
}

/// Whether a JPEG has its end. The engine shows one without as far as it goes, the rest in grey.
fn jpeg_ends(bytes: &[u8]) -> bool {
    jpeg_segments(bytes).any(|(marker, _)| marker == 0xD9)
}

/// How many channels a JPEG has: its first frame header says so. `None` when there is no such header.
fn jpeg_channels(bytes: &[u8]) -> Option<u8> {
    // C0 to CF are frame headers, but for the Huffman and arithmetic tables C4 and CC and the reserved C8.
    let is_frame = |marker: u8| matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
    let (_, frame) = jpeg_segments(bytes).find(|(marker, _)| is_frame(*marker))?;
    frame.get(5).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(channels: u8) -> Vec<u8> {
        [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 3, 7, 0xFF, 0xC0, 0, 9, 8, 0, 1, 0, 1][..], &[channels, 0]].concat()
    }

    #[test]
    fn a_jpeg_in_printers_colours_is_told_from_others() {
        assert_eq!(jpeg_channels(&jpeg(4)), Some(4));
        assert_eq!(jpeg_channels(&jpeg(3)), Some(3));
        assert_eq!(jpeg_channels(&[0xFF, 0xD8, 0xFF]), None);
    }

    #[test]
    fn the_end_of_a_jpeg_is_not_one_in_its_data() {
        let scan = |data: &[u8]| [&jpeg(3)[..], &[0xFF, 0xDA, 0, 4, 0xFF, 0xD9], data].concat();
        assert!(jpeg_ends(&scan(&[1, 0xFF, 0, 0xFF, 0xD0, 2, 0xFF, 0xD9, 0, 0])));
        assert!(!jpeg_ends(&scan(&[1, 0xFF, 0, 2])));
        assert!(!jpeg_ends(&scan(&[1, 0xFF, 0xC4, 0, 4, 0xFF, 0xD9, 3])));
    }

    #[test]
    fn images_of_a_gif_are_counted() {
        let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
        let frame = b"!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0";
        assert_eq!(gif_frames(&[&head[..], frame, b";"].concat()), 1);
        assert_eq!(gif_frames(&[&head[..], frame, frame, b";"].concat()), 2);
        assert_eq!(gif_frames(b"GIF89a"), 0);
    }
}
