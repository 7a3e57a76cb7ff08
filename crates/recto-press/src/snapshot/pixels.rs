//! Two pictures of a page, compared as an eye does it: a difference of shade at the edge of a letter is none.

use super::lines::Area;
use super::picture::{Picture, pack};

/// Points in an inch.
const POINTS: f64 = 72.0;

/// The pixels that differ: x, y.
pub type Pixels = Vec<(usize, usize)>;

/// How much a pixel must differ: the greatest distance of a channel, 0 to 255.
pub type Distance = u8;

/// Compares two pictures. Of pictures of two sizes, what only one has differs unless it is white.
pub fn compare(old: &Picture, new: &Picture, distance: Distance) -> Pixels {
    let (width, height) = (old.width.max(new.width), old.height.max(new.height));
    let is_same =
        |y: usize| old.width == new.width && row(old, y).is_some_and(|one| row(new, y) == Some(one));
    let differs = |(x, y): &(usize, usize)| {
        apart(at(old, *x, *y), at(new, *x, *y)) > distance
            && !(smoothed(old, new, *x, *y) || smoothed(new, old, *x, *y))
    };
    let rows = (0..height).filter(|y| !is_same(*y));
    rows.flat_map(|y| (0..width).map(move |x| (x, y))).filter(differs).collect()
}

/// The pixels of a picture that lie in none of some places, nor beside one. `ppi` is how many there are in an inch.
pub fn outside(pixels: &Pixels, ppi: u32, places: &[Area]) -> Pixels {
    let scale = f64::from(ppi) / POINTS;
    let margin = 2.0 / scale;
    let is_within = |(x, y): &(usize, usize), area: &Area| {
        let (x, y) = (*x as f64 / scale, *y as f64 / scale);
        (area.left - margin..=area.right + margin).contains(&x)
            && (area.top - margin..=area.bottom + margin).contains(&y)
    };
    let outside = |pixel: &&(usize, usize)| !places.iter().any(|area| is_within(pixel, area));
    pixels.iter().filter(outside).copied().collect()
}

fn row(picture: &Picture, y: usize) -> Option<&[u16]> {
    picture.pixels.get(y * picture.width..(y + 1) * picture.width)
}

/// The colour of a pixel; white beyond the edges.
fn at(picture: &Picture, x: usize, y: usize) -> [u8; 3] {
    if x < picture.width && y < picture.height { picture.color(x, y) } else { [255; 3] }
}

/// The greatest distance of a channel.
fn apart(a: [u8; 3], b: [u8; 3]) -> u8 {
    a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default()
}

/// Whether a pixel is the smoothed edge of something: it lies between a darker and a lighter neighbour, and one of these
/// is inside a plain patch in both pictures (V. Vyšniauskas, "Anti-aliased Pixel and Intensity Slope Detector", 2009,
/// as pixelmatch has it).
fn smoothed(one: &Picture, other: &Picture, x: usize, y: usize) -> bool {
    let own = light(at(one, x, y));
    let (mut equal, mut darkest, mut lightest) = (0, (0, (x, y)), (0, (x, y)));
    for near in around(one, x, y) {
        let step = light(at(one, near.0, near.1)) - own;
        if step == 0 {
            equal += 1;
            if equal > 2 {
                return false;
            }
        }
        darkest = if step < darkest.0 { (step, near) } else { darkest };
        lightest = if step > lightest.0 { (step, near) } else { lightest };
    }
    let plain = |(x, y)| is_plain(one, x, y) && is_plain(other, x, y);
    darkest.0 < 0 && lightest.0 > 0 && (plain(darkest.1) || plain(lightest.1))
}

/// Whether at least three neighbours have the pixel's own colour.
fn is_plain(picture: &Picture, x: usize, y: usize) -> bool {
    let own = at(picture, x, y);
    around(picture, x, y).filter(|near| at(picture, near.0, near.1) == own).take(3).count() == 3
}

/// The neighbours of a pixel that the picture has.
fn around(picture: &Picture, x: usize, y: usize) -> impl Iterator<Item = (usize, usize)> {
    let (width, height) = (picture.width, picture.height);
    let rows = y.saturating_sub(1)..(y + 2).min(height);
    let columns = move |row| (x.saturating_sub(1)..(x + 2).min(width)).map(move |column| (column, row));
    rows.flat_map(columns).filter(move |near| *near != (x, y))
}

/// How light a colour is, 0 to 255,000 (Rec. 601).
fn light([red, green, blue]: [u8; 3]) -> i32 {
    299 * i32::from(red) + 587 * i32::from(green) + 114 * i32::from(blue)
}

/// A picture of the difference: the new page faded, what the old one had there in orange, what the new one has in blue.
pub fn draw(old: &Picture, new: &Picture, difference: &Pixels) -> Picture {
    let (width, height) = (old.width.max(new.width), old.height.max(new.height));
    let fade = |[red, green, blue]: [u8; 3]| {
        let grey = 255 - (255 - (light([red, green, blue]) / 1000).min(255)) / 4;
        pack([grey as u8; 3])
    };
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let mut pixels: Vec<u16> = places.map(|(x, y)| fade(at(new, x, y))).collect();
    for (x, y) in difference {
        let darker_before = light(at(old, *x, *y)) < light(at(new, *x, *y));
        pixels[y * width + x] = pack(if darker_before { OLD } else { NEW });
    }
    Picture { width, height, ppi: new.ppi, pixels }
}

/// Ink that is gone, and ink that is new: told apart by every kind of eye (Okabe and Ito, "Color Universal Design").
const OLD: [u8; 3] = [0xd5, 0x5e, 0x00];
const NEW: [u8; 3] = [0x00, 0x72, 0xb2];

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page with a black bar of some columns.
    fn bar(columns: std::ops::Range<usize>) -> Picture {
        let pixels = (0..40 * 20).map(|at| if columns.contains(&(at % 40)) { 0 } else { 0x7fff });
        Picture { width: 40, height: 20, ppi: 72, pixels: pixels.collect() }
    }

    #[test]
    fn the_same_page_has_no_difference() {
        assert_eq!(compare(&bar(4..8), &bar(4..8), 0), []);
    }

    #[test]
    fn a_pixel_more_is_a_difference() {
        let difference = compare(&bar(4..8), &bar(4..9), 32);
        assert_eq!(difference.len(), 20);
        assert!(difference.iter().all(|(x, _)| *x == 8));
    }

    #[test]
    fn a_hairline_that_is_gone_is_a_difference() {
        assert_eq!(compare(&bar(9..10), &bar(0..0), 32).len(), 20);
    }

    #[test]
    fn the_shade_of_an_edge_is_none() {
        let (mut old, mut new) = (bar(4..8), bar(4..8));
        for y in 0..20 {
            old.pixels[y * 40 + 8] = pack([200; 3]);
            new.pixels[y * 40 + 8] = pack([120; 3]);
        }
        // In a straight edge a pixel has two neighbours of its own shade, as in the slope of a letter.
        assert_eq!(compare(&old, &new, 32), []);
    }

    #[test]
    fn what_is_explained_is_passed_over() {
        let area = Area { left: 6.0, right: 12.0, top: 0.0, bottom: 20.0 };
        assert_eq!(outside(&compare(&bar(4..8), &bar(4..9), 32), 72, &[area]), []);
    }

    #[test]
    fn pages_of_two_sizes_differ_where_one_has_ink() {
        let mut tall = bar(4..8);
        tall.height += 5;
        tall.pixels.extend(vec![0x7fff; 5 * 40]);
        assert_eq!(compare(&bar(4..8), &tall, 32), []);
        tall.pixels[24 * 40] = 0;
        assert_eq!(compare(&bar(4..8), &tall, 32), [(0, 24)]);
        let drawn = draw(&bar(4..8), &tall, &compare(&bar(4..8), &tall, 32));
        assert_eq!((drawn.height, drawn.color(0, 24)), (25, [0, 115, 181]));
    }
}
