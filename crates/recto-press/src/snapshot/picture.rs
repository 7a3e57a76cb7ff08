//! Pages as pictures: small, and the same on every machine as far as that goes.
//!
//! A picture has five bits for each of red, green and blue. That is more than an eye needs to judge a page, it takes
//! away the last bit in which two kinds of processor may disagree, and the shades of a page then fit into a palette: a
//! page takes a third of the space.

use super::files::{self, Problem};
use std::io::{BufReader, Cursor};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

/// Points in an inch.
const POINTS: f64 = 72.0;

/// Bytes that reading a picture may take; one of A3 at 300 pixels per inch takes 52 MB.
const MAX_BYTES: usize = 256 << 20;

/// Colours there can be: five bits for each channel.
const COLORS: usize = 1 << 15;

/// The keyword of the text chunk that says what the picture is.
const KEYWORD: &str = "recto-snapshot";

/// A page in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// Pixels per inch.
    pub ppi: u32,
    /// The pixels, row by row: five bits each of red, green and blue.
    pub pixels: Vec<u16>,
}

impl Picture {
    /// Pixels per inch when nobody says otherwise: those of a screen.
    pub const PPI: f64 = 96.0;

    /// Draws every page. It must run on a thread with a deep stack.
    pub fn of(document: &PagedDocument, ppi: f64) -> Vec<Self> {
        let scale = Scalar::new(ppi / POINTS);
        let options = RenderOptions { pixel_per_pt: scale, ..RenderOptions::default() };
        let draw = |page| {
            let drawn = typst_render::render(page, &options);
            // A page is opaque, so its colours are as they are.
            let pixels = drawn.data().chunks_exact(4).map(|p| pack([p[0], p[1], p[2]])).collect();
            let (width, height) = (drawn.width() as usize, drawn.height() as usize);
            Self { width, height, ppi: ppi.round() as u32, pixels }
        };
        document.pages().iter().map(draw).collect()
    }

    /// The colour of a pixel: red, green, blue.
    pub fn color(&self, x: usize, y: usize) -> [u8; 3] {
        unpack(self.pixels[y * self.width + x])
    }

    /// As an optimised PNG that says what it is.
    pub fn png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        // Writing to memory fails only for a picture without pixels, which no page has.
        let _ = self.encode(&mut file);
        file
    }

    fn encode(&self, file: &mut Vec<u8>) -> Result<(), png::EncodingError> {
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(file, side(self.width), side(self.height));
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_deflate_compression(png::DeflateCompression::Level(9));
        let (palette, index) = self.palette();
        let bytes: Vec<u8> = if palette.len() <= 256 {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette.iter().flat_map(|color| unpack(*color)).collect::<Vec<u8>>());
            // Neighbours in a palette have nothing to do with each other.
            encoder.set_filter(png::Filter::NoFilter);
            self.pixels.iter().map(|pixel| index[usize::from(*pixel)] as u8).collect()
        } else {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_filter(png::Filter::Adaptive);
            self.pixels.iter().flat_map(|pixel| unpack(*pixel)).collect()
        };
        let version = super::files::VERSION;
        encoder.add_text_chunk(KEYWORD.to_owned(), format!("{version} page at {} ppi", self.ppi))?;
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&bytes)?;
        writer.finish()
    }

    /// The colours that there are, sorted, and the place of each in that list.
    fn palette(&self) -> (Vec<u16>, Vec<usize>) {
        let mut index = vec![0; COLORS];
        self.pixels.iter().for_each(|pixel| index[usize::from(*pixel)] = 1);
        let palette: Vec<u16> = (0..COLORS).filter(|color| index[*color] == 1).map(|c| c as u16).collect();
        palette.iter().enumerate().for_each(|(at, color)| index[usize::from(*color)] = at);
        (palette, index)
    }

    /// Reads a PNG that [`png`](Self::png) wrote.
    ///
    /// # Errors
    /// When it is cut short, damaged, no PNG of ours, or from a newer version.
    pub fn read(file: &[u8]) -> Result<Self, Problem> {
        let limits = png::Limits { bytes: MAX_BYTES };
        let mut decoder = png::Decoder::new_with_limits(BufReader::new(Cursor::new(file)), limits);
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().map_err(damaged)?;
        let size = reader.output_buffer_size().filter(|size| *size <= MAX_BYTES).ok_or("it is too large")?;
        let mut bytes = vec![0; size];
        let frame = reader.next_frame(&mut bytes).map_err(damaged)?;
        reader.finish().map_err(damaged)?;
        let texts = &reader.info().uncompressed_latin1_text;
        let said = texts.iter().find(|chunk| chunk.keyword == KEYWORD).map(|chunk| chunk.text.as_str());
        let ppi = stamp(said.ok_or("recto did not write it")?)?;
        if frame.color_type != png::ColorType::Rgb || frame.bit_depth != png::BitDepth::Eight {
            return Err("recto did not write it".into());
        }
        let pixels = bytes.chunks_exact(3).map(|p| pack([p[0], p[1], p[2]])).collect();
        Ok(Self { width: frame.width as usize, height: frame.height as usize, ppi, pixels })
    }
}

fn damaged(error: png::DecodingError) -> String {
    format!("it is cut short or damaged ({})", error.to_string().to_lowercase().trim_end_matches('.'))
}

/// The pixels per inch that the text chunk tells: `1 page at 96 ppi`.
fn stamp(text: &str) -> Result<u32, Problem> {
    let (version, rest) = text.split_once(' ').unwrap_or((text, ""));
    files::known(version)?;
    let ppi = rest.strip_prefix("page at ").and_then(|rest| rest.strip_suffix(" ppi"));
    ppi.and_then(|ppi| ppi.parse().ok()).ok_or_else(|| "recto did not write it".into())
}

/// Eight bits for each channel into five.
pub(super) fn pack([red, green, blue]: [u8; 3]) -> u16 {
    u16::from(red >> 3) << 10 | u16::from(green >> 3) << 5 | u16::from(blue >> 3)
}

/// Five bits for each channel into eight: black stays black and white stays white.
fn unpack(pixel: u16) -> [u8; 3] {
    [10, 5, 0].map(|shift| {
        let five = (pixel >> shift & 31) as u8;
        five << 3 | five >> 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(colors: usize) -> Picture {
        let pixels = (0..64 * 48).map(|at| (at % colors * 17 % COLORS) as u16).collect();
        Picture { width: 64, height: 48, ppi: 96, pixels }
    }

    #[test]
    fn a_picture_is_read_as_it_was_written() {
        for colors in [1, 2, 200, 2000] {
            let picture = some(colors);
            assert_eq!(Picture::read(&picture.png()).expect("a picture"), picture, "{colors} colours");
        }
    }

    #[test]
    fn a_picture_cut_short_or_changed_is_refused() {
        let file = some(100).png();
        for end in 0..file.len() {
            assert!(Picture::read(&file[..end]).is_err(), "cut at {end} of {}", file.len());
        }
        for at in [20, 60, file.len() / 2, file.len() - 20] {
            let mut touched = file.clone();
            touched[at] ^= 0x55;
            assert!(Picture::read(&touched).is_err(), "touched at {at}");
        }
    }

    #[test]
    fn a_picture_of_somebody_else_is_refused() {
        assert!(Picture::read(include_bytes!("../../../../examples/portrait.png")).is_err());
        assert!(Picture::read(b"").is_err());
        assert_eq!(stamp("1 page at 96 ppi"), Ok(96));
        assert_eq!(stamp("2 page at 96 ppi"), Err(Problem::Newer(2)));
    }

    #[test]
    fn black_and_white_stay() {
        for color in [[0, 0, 0], [255, 255, 255]] {
            assert_eq!(unpack(pack(color)), color);
        }
    }
}
