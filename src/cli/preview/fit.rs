//! A number of pages is a density: the airiest at which the résumé has no more. Found by bisection over hundredths,
//! each step of which costs one layout.

/// Density 1 in hundredths.
const CLOSEST: u8 = 100;

/// What comes of looking for a density.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// This one, in hundredths.
    At(u8),
    /// None: even at density 1 there are more pages.
    Never,
}

/// A density as the option takes it.
pub fn text(hundredths: u8) -> String {
    match hundredths {
        CLOSEST => "1".to_owned(),
        0 => "0".to_owned(),
        other => format!("0.{other:02}").trim_end_matches('0').to_owned(),
    }
}

/// The airiest density with at most `most` pages. `count` sets the pages at a density; `None` when it cannot be done.
/// `near` is where the answer was last time: after a small change it still is.
pub fn airiest(most: usize, near: Option<u8>, count: &mut dyn FnMut(u8) -> Option<usize>) -> Option<Fit> {
    let mut fits = |density: u8| count(density).map(|pages| pages <= most);
    // Between what is too airy and what is not the answer is found, as density only takes space away.
    let (mut airy, mut close) = (None, None);
    if let Some(near) = near {
        if !fits(near)? {
            airy = Some(near);
        } else if near == 0 {
            return Some(Fit::At(0));
        } else if !fits(near - 1)? {
            return Some(Fit::At(near));
        } else {
            close = Some(near - 1);
        }
    }
    let mut close = match close {
        Some(close) => close,
        None if airy != Some(CLOSEST) && fits(CLOSEST)? => CLOSEST,
        None => return Some(Fit::Never),
    };
    let mut airy = match airy {
        Some(airy) => airy,
        None if fits(0)? => return Some(Fit::At(0)),
        None => 0,
    };
    while close > airy + 1 {
        let middle = airy + (close - airy) / 2;
        if fits(middle)? { close = middle } else { airy = middle }
    }
    Some(Fit::At(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks where the résumé has two pages until `limit` and one from there on, and counts the layouts.
    fn look(limit: u8, most: usize, near: Option<u8>) -> (Option<Fit>, usize) {
        let mut tries = 0;
        let fit = airiest(most, near, &mut |density| {
            tries += 1;
            Some(if density >= limit { 1 } else { 2 })
        });
        (fit, tries)
    }

    #[test]
    fn the_airiest_is_found_in_few_tries() {
        for limit in 0..=100 {
            for near in [None, Some(0), Some(50), Some(100), Some(limit)] {
                let (fit, tries) = look(limit, 1, near);
                assert_eq!(fit, Some(Fit::At(limit)), "{limit}, {near:?}");
                assert!(tries <= 11, "{tries} tries for {limit}, {near:?}");
            }
            assert!(look(limit, 1, Some(limit)).1 <= 2);
            assert_eq!(look(limit, 2, None).0, Some(Fit::At(0)));
        }
        for near in [None, Some(0), Some(100)] {
            assert_eq!(look(101, 1, near).0, Some(Fit::Never), "{near:?}");
        }
    }

    #[test]
    fn what_cannot_be_set_has_no_density() {
        assert_eq!(airiest(1, None, &mut |_| None), None);
        assert_eq!(airiest(1, Some(7), &mut |_| None), None);
    }

    #[test]
    fn densities_are_written_short() {
        assert_eq!([0, 5, 50, 62, 100].map(text), ["0", "0.05", "0.5", "0.62", "1"]);
    }
}
