//! The photo, and the pictures of a layout: what kind of image each is, and whether it can be shown, before the engine sees it.

mod raster;
mod svg;

use crate::sheet::BESIDE;
use recto_resume::text::{Diagnostic, Place, Rule, Span};
use std::cell::OnceCell;
use std::fmt::Display;
use std::io;
use typst::foundations::Bytes;
use typst::visualize::ExchangeFormat;

/// The most bytes that the pixels of a photo may take while the PDF is written.
const MAX_UNPACKED: usize = 200_000_000;

/// The longest side of a photo (pixels).
const MAX_SIDE: usize = 16_384;

/// What to do about a photo that is too large.
const PLENTY: &str = "a photo of 1000 × 1000 pixels is plenty for print";

/// An image that can be shown, with the place in the résumé that names it.
#[derive(Debug, Clone)]
pub struct Photo {
    format: ExchangeFormat,
    bytes: Bytes,
    span: Span,
}

impl Photo {
    /// The largest photo (bytes).
    pub const MAX_BYTES: usize = 20_000_000;

    /// Takes the bytes of an image file. `span` is where the résumé names it.
    ///
    /// # Errors
    /// When it is no PNG, JPEG, GIF or WebP, nor an SVG file that only wraps a PNG or JPEG, is broken or is too large.
    pub fn read(bytes: Vec<u8>, span: Span) -> Result<Self, Diagnostic> {
        match check(Bytes::new(bytes)) {
            Ok((format, bytes)) => Ok(Self { format, bytes, span }),
            Err(fault) => Err(Diagnostic { place: Place::File(span), ..fault }),
        }
    }

    /// What there is to say about a photo that can be shown.
    pub fn remark(&self) -> Option<Diagnostic> {
        raster::moves(&self.bytes, self.format).then(|| {
            Diagnostic::at(Rule::PhotoAnimated, self.span, "the photo moves, which paper cannot show")
                .help("its first picture is printed; save that one to choose another")
        })
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

/// Reads the photo of one résumé: once, however many layouts show it.
pub struct PhotoSource<'a> {
    read: &'a dyn Fn(&str) -> io::Result<Vec<u8>>,
    photo: OnceCell<Result<Photo, Diagnostic>>,
}

impl<'a> PhotoSource<'a> {
    /// Takes the bytes of the photo from `read`, which gets its path as the résumé has it.
    pub const fn new(read: &'a dyn Fn(&str) -> io::Result<Vec<u8>>) -> Self {
        Self { read, photo: OnceCell::new() }
    }

    /// The photo; the résumé names its `path` at `span`.
    ///
    /// # Errors
    /// When it cannot be read or shown.
    pub fn get(&self, path: &str, span: Span) -> Result<&Photo, Diagnostic> {
        let read = || {
            let bytes = (self.read)(path).map_err(|error| unreadable(path, span, &error))?;
            Photo::read(bytes, span)
        };
        self.photo.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// The error where there is no source of photos at all.
    pub fn none(path: &str, span: Span) -> Diagnostic {
        unreadable(path, span, &io::ErrorKind::NotFound.into())
    }
}

/// The error that a photo cannot be read; a warning where its path is one of a website, as themes have it (`/img/me.webp`).
fn unreadable(path: &str, span: Span, error: &io::Error) -> Diagnostic {
    if path.trim().starts_with('/') && error.kind() == io::ErrorKind::NotFound {
        let message = format!("the photo `{path}` is not in the résumé's folder; is it on a website?");
        return Diagnostic::at(Rule::PhotoOmitted, span, message).label("left out").help(BESIDE);
    }
    Diagnostic::at(Rule::PhotoUnreadable, span, format!("the photo `{path}` cannot be read: {error}"))
        .help("the path starts at the folder of the résumé")
        .help("`--set photo=false` leaves the photo out")
}

/// The error that a photo cannot be shown. Its place is left open.
fn unsupported(message: impl Into<String>) -> Diagnostic {
    Diagnostic::of(Rule::PhotoUnsupported, message)
}

/// The error that the file of a picture, which messages call `what`, is damaged. Its place is left open.
fn broken(what: &str, reason: impl Display) -> Diagnostic {
    Diagnostic::of(Rule::PhotoUnreadable, format!("{what} cannot be read: {reason}"))
        .help("save it again from an image editor, as PNG or JPEG")
}

/// Finds out what it is, and whether it can be shown; returns the image itself.
fn check(bytes: Bytes) -> Result<(ExchangeFormat, Bytes), Diagnostic> {
    if bytes.is_empty() {
        return Err(unsupported("the photo is empty: the file has no bytes"));
    }
    if bytes.len() > Photo::MAX_BYTES {
        let (size, most) = (megabytes(bytes.len()), megabytes(Photo::MAX_BYTES));
        return Err(unsupported(format!("the photo has {size:.1} MB, more than {most} MB")).help(PLENTY));
    }
    let (format, bytes) = match raster::kind(&bytes) {
        Some(format) => (format, bytes),
        None if String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).contains("<svg") => {
            svg::wrapped(&bytes).ok_or_else(|| {
                unsupported("the photo is an SVG drawing, which is not printed")
                    .help("export it as PNG or JPEG")
            })?
        }
        None => {
            return Err(unsupported("the photo is not an image that can be shown")
                .help("PNG, JPEG, GIF and WebP can be"));
        }
    };
    raster::check(&bytes, format, "the photo")?;
    Ok((format, bytes))
}

/// Whether a picture of a layout can be shown, within the bounds of photos. Drawings (SVG) are the engine's to judge.
///
/// # Errors
/// When it cannot; its place is left open.
pub(super) fn check_picture(bytes: &Bytes) -> Result<(), Diagnostic> {
    if bytes.len() > Photo::MAX_BYTES {
        let (size, most) = (megabytes(bytes.len()), megabytes(Photo::MAX_BYTES));
        return Err(unsupported(format!("the picture has {size:.1} MB, more than {most} MB")));
    }
    raster::kind(bytes).map_or(Ok(()), |format| raster::check(bytes, format, "the picture"))
}

/// Where a drawing shows that it is one (bytes from the start); notes of its editor may stand before.
const HEAD: usize = 65_536;

/// Millions of bytes.
const fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests;
