//! The photo: what kind of image it is, and whether it can be shown, before the engine sees it.

use crate::diagnostic::{Diagnostic, Span};
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage};

/// The most pixels a photo may have: those of a 50-megapixel camera. Its pixels take 4 bytes each while
/// the PDF is written.
const MAX_PIXELS: usize = 50_000_000;

/// An image that can be shown, with the place in the résumé that names it.
#[derive(Debug, Clone)]
pub struct Photo {
    kind: Kind,
    bytes: Bytes,
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Raster(ExchangeFormat),
    Svg,
}

impl Photo {
    /// The largest photo (bytes).
    pub const MAX_BYTES: usize = 20_000_000;

    /// Takes the bytes of an image file. `span` is where the résumé names it.
    ///
    /// # Errors
    /// When it is no PNG, JPEG, GIF, WebP or SVG, is broken, or is too large.
    pub fn read(bytes: Vec<u8>, span: Span) -> Result<Self, Diagnostic> {
        if bytes.len() > Self::MAX_BYTES {
            let message = format!(
                "the photo has {:.1} MB, more than {} MB",
                megabytes(bytes.len()),
                megabytes(Self::MAX_BYTES)
            );
            return Err(
                Diagnostic::error(span, message).help("a photo of 1000 × 1000 pixels is plenty for print")
            );
        }
        let Some(kind) = Kind::of(&bytes) else {
            return Err(Diagnostic::error(span, "the photo is not an image that can be shown")
                .help("PNG, JPEG, GIF, WebP and SVG can be"));
        };
        let bytes = Bytes::new(bytes);
        if let Kind::Raster(format) = kind {
            check_pixels(&bytes, span)?;
            if format == ExchangeFormat::Jpg && jpeg_channels(&bytes) == Some(4) {
                return Err(Diagnostic::error(
                    span,
                    "the photo is in printer's colours (CMYK), which PDF/A refuses",
                )
                .help("save it as RGB, as cameras and telephones do"));
            }
            // The engine remembers the decoded image, so the layout does not decode it again.
            RasterImage::plain(bytes.clone(), format).map_err(|reason| broken(span, &reason))?;
        } else if std::str::from_utf8(&bytes).is_err() {
            return Err(broken(span, "it is not UTF-8"));
        }
        Ok(Self { kind, bytes, span })
    }

    /// Its path in the engine's own file tree: `/photo.jpg`.
    pub const fn path(&self) -> &'static str {
        match self.kind {
            Kind::Raster(ExchangeFormat::Png) => "/photo.png",
            Kind::Raster(ExchangeFormat::Jpg) => "/photo.jpg",
            Kind::Raster(ExchangeFormat::Gif) => "/photo.gif",
            Kind::Raster(ExchangeFormat::Webp) => "/photo.webp",
            Kind::Svg => "/photo.svg",
        }
    }

    /// Where the résumé names it.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The file.
    pub(crate) const fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl Kind {
    /// What the first bytes say.
    fn of(bytes: &[u8]) -> Option<Self> {
        if let Some(format) = ExchangeFormat::detect(bytes) {
            return Some(Self::Raster(format));
        }
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        head.contains("<svg").then_some(Self::Svg)
    }
}

/// Reads only the head of the file: a few bytes can stand for gigabytes of pixels.
fn check_pixels(bytes: &Bytes, span: Span) -> Result<(), Diagnostic> {
    let size = imagesize::blob_size(bytes).map_err(|reason| broken(span, &reason.to_string()))?;
    let pixels = size.width.saturating_mul(size.height);
    if pixels == 0 || pixels > MAX_PIXELS {
        let message = format!("the photo has {} × {} pixels", size.width, size.height);
        return Err(
            Diagnostic::error(span, message).help("a photo of 1000 × 1000 pixels is plenty for print")
        );
    }
    Ok(())
}

/// How many channels a JPEG has: its first frame header says so. `None` when there is no such header.
fn jpeg_channels(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.get(2..)?;
    loop {
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        // C0 to CF are frame headers, but for the Huffman and arithmetic tables C4 and CC and the reserved C8.
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            return rest.get(9).copied();
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}

fn broken(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error(span, format!("the photo cannot be read: {reason}"))
        .help("save it again from an image editor, as PNG or JPEG")
}

/// Millions of bytes.
const fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A white pixel.
    const PNG: &[u8] = include_bytes!("../../tests/fixtures/pixel.png");

    fn refusal(bytes: &[u8]) -> String {
        Photo::read(bytes.to_vec(), Span::new(3, 9))
            .map_err(|diagnostic| diagnostic.message)
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn kinds_are_told_by_their_bytes() {
        let photo = |bytes: &[u8]| Photo::read(bytes.to_vec(), Span::default()).map(|photo| photo.path());
        assert_eq!(photo(PNG), Ok("/photo.png"));
        assert_eq!(
            photo(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
            Ok("/photo.svg")
        );
    }

    #[test]
    fn what_cannot_be_shown_is_refused_with_the_reason() {
        assert!(refusal(b"%PDF-1.7").contains("not an image"));
        assert!(refusal(&PNG[..40]).contains("cannot be read"));
        assert!(refusal(&vec![0; Photo::MAX_BYTES + 1]).contains("more than 20 MB"));
        let mut vast = PNG.to_vec();
        vast[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(refusal(&vast).contains("65536 × 65536 pixels"));
    }

    #[test]
    fn a_jpeg_in_printers_colours_is_told_from_others() {
        let jpeg = |channels| {
            [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 3, 7, 0xFF, 0xC0, 0, 17, 8, 0, 1, 0, 1][..], &[channels]].concat()
        };
        assert_eq!(jpeg_channels(&jpeg(4)), Some(4));
        assert_eq!(jpeg_channels(&jpeg(3)), Some(3));
        assert_eq!(jpeg_channels(&[0xFF, 0xD8, 0xFF]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_cause_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0..60_usize) {
            let _ = Photo::read(bytes.clone(), Span::default());
            let _ = Photo::read([&PNG[..cut], &bytes].concat(), Span::default());
        }
    }
}
