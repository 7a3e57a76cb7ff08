//! The fewest layouts to a number of pages.
//!
//! Height falls as density rises, so a few layouts are enough to find the airiest density at which a résumé has no more
//! pages than wanted. Every layout says how high the whole is (in pages); between two that are known the height is
//! interpolated, beyond them it follows the measures.

mod composure;

pub use composure::Composure;

use crate::layout::Typeset;
use crate::sheet::Measures;
use crate::sheet::options::{Density, PageGoal};
use recto_resume::text::Diagnostics;

/// The densities to choose from: 0, 0.01, … 1.
const STEPS: i32 = 100;

/// Layouts at most.
const MAX_LAYOUTS: usize = 6;

/// How far apart (steps) the airiest density that does and the closest that does not may stay.
const CLOSE_ENOUGH: i32 = 2;

/// Least part of the last page that `auto` fills, and what it aims at when it has to change something.
const LEAST_FILL: f64 = 0.40;
const GOOD_FILL: f64 = 0.48;

/// The part of a single page from which on `auto` leaves it as it is.
const CALM_FILL: f64 = 0.70;

/// The closest density (steps) to which `auto` goes to get rid of a page.
const CLOSEST_AUTO: i32 = 85;

/// Sets a résumé at a density.
pub trait Setter {
    /// The measures at a density.
    fn measures(&self, density: Density) -> Measures;
    /// The pages at some measures, and how they are composed.
    ///
    /// # Errors
    /// When they cannot be set.
    fn set(&mut self, measures: &Measures) -> Result<(Typeset, Composure), Diagnostics>;
}

/// A résumé on the number of pages that was asked for.
#[derive(Debug)]
pub struct Fitted {
    /// The pages.
    pub typeset: Typeset,
    /// The density.
    pub density: Density,
    /// How many layouts it took to find.
    pub layouts: usize,
}

/// Why there is no density for a number of pages.
#[derive(Debug)]
pub enum Unfit {
    /// Even at density 1 there are more pages.
    TooLong {
        /// How many pages there are at density 1.
        nearest: usize,
        /// About how many lines are too many.
        lines: usize,
    },
    /// The résumé cannot be set at all.
    Failed(Diagnostics),
}

/// Finds the density for a number of pages; `usual` is the one to keep if it does.
///
/// # Errors
/// When there is none, or the résumé cannot be set.
pub fn fit(goal: PageGoal, usual: Density, setter: &mut dyn Setter) -> Result<Fitted, Unfit> {
    #[expect(clippy::cast_possible_truncation, reason = "a density is at most 1")]
    let usual = (usual.get() * f64::from(STEPS)).round() as i32;
    let mut search = Search { setter, tries: Vec::new(), best: None };
    match goal {
        PageGoal::AtMost(pages) => search.at_most(pages.into(), usual),
        PageGoal::Auto => search.auto(usual),
    }?;
    let layouts = search.tries.len();
    let Some((step, typeset)) = search.best else { return Err(Unfit::Failed(Diagnostics::new())) };
    Ok(Fitted { typeset, density: density(step), layouts })
}

/// One layout.
struct Try {
    step: i32,
    composure: Composure,
}

/// The layouts so far.
struct Search<'a> {
    setter: &'a mut dyn Setter,
    tries: Vec<Try>,
    /// The answer so far.
    best: Option<(i32, Typeset)>,
}

impl Search<'_> {
    /// Sets the résumé at a step and keeps it as the answer if `wanted` says so.
    fn look(&mut self, step: i32, wanted: &dyn Fn(&Composure) -> bool) -> Result<bool, Unfit> {
        let measures = self.setter.measures(density(step));
        let (typeset, composure) = self.setter.set(&measures).map_err(Unfit::Failed)?;
        let is_wanted = wanted(&composure);
        if is_wanted || self.best.is_none() {
            self.best = Some((step, typeset));
        }
        self.tries.push(Try { step, composure });
        Ok(is_wanted)
    }

    /// The airiest density with at most so many pages.
    fn at_most(&mut self, pages: usize, usual: i32) -> Result<(), Unfit> {
        let wanted = move |composure: &Composure| composure.pages <= pages && composure.is_sound();
        self.look(usual, &wanted)?;
        self.narrow(pages, 0, STEPS, &wanted)?;
        if self.tries.iter().any(|one| wanted(&one.composure)) {
            return Ok(());
        }
        // Holes and the like are not worth an error.
        self.relax(pages)
    }

    /// Takes the airiest of the layouts so far with at most so many pages, whatever else is wrong with it.
    fn relax(&mut self, pages: usize) -> Result<(), Unfit> {
        let fewest = |one: &&Try| one.composure.pages <= pages;
        let airiest = self.tries.iter().filter(fewest).map(|one| one.step).min();
        match airiest {
            Some(step) if self.best.as_ref().is_some_and(|(best, _)| *best == step) => Ok(()),
            Some(step) => {
                let measures = self.setter.measures(density(step));
                let (typeset, _) = self.setter.set(&measures).map_err(Unfit::Failed)?;
                self.best = Some((step, typeset));
                Ok(())
            }
            None => Err(self.too_long(pages)),
        }
    }

    /// Narrows the gap between the closest density that does not and the airiest that does, from `low` to `high`.
    fn narrow(
        &mut self,
        pages: usize,
        low: i32,
        high: i32,
        wanted: &dyn Fn(&Composure) -> bool,
    ) -> Result<(), Unfit> {
        while self.tries.len() < MAX_LAYOUTS {
            let (fails, does) = self.bracket(low, high, wanted);
            if fails == high || does == low || does - fails <= CLOSE_ENOUGH {
                return Ok(());
            }
            let last = self.tries.len() + 1 == MAX_LAYOUTS;
            let step = if last && does > high {
                // Nothing does so far, so only the closest density can tell.
                high
            } else {
                self.estimate(pages, fails, does, high)
            };
            self.look(step.clamp((fails + 1).max(low), (does - 1).min(high)), wanted)?;
        }
        Ok(())
    }

    /// The closest step that does not, and the airiest that does; one step beyond the ends where there is none.
    fn bracket(&self, low: i32, high: i32, wanted: &dyn Fn(&Composure) -> bool) -> (i32, i32) {
        let does = self.tries.iter().filter(|one| wanted(&one.composure)).map(|one| one.step).min();
        let does = does.unwrap_or(high + 1);
        let fails =
            self.tries.iter().filter(|one| !wanted(&one.composure) && one.step < does).map(|one| one.step);
        (fails.max().unwrap_or(low - 1), does)
    }

    /// The step at which the height should be just so many pages.
    fn estimate(&self, pages: usize, fails: i32, does: i32, high: i32) -> i32 {
        #[expect(clippy::cast_precision_loss, reason = "a résumé has few pages")]
        let goal = pages as f64;
        let (first, last) = (fails.max(0), does.min(high));
        let root = (first..=last).find(|step| self.height(*step) <= goal).unwrap_or(last);
        // Close to one end of the gap: look just beside it, which closes the gap if the estimate was right.
        if does <= high && root >= does - CLOSE_ENOUGH {
            does - CLOSE_ENOUGH
        } else if fails >= 0 && root <= fails + 1 {
            fails + CLOSE_ENOUGH
        } else {
            root
        }
    }

    /// The height (pages) at a step, by what is known of other steps.
    fn height(&self, step: i32) -> f64 {
        let below = self.tries.iter().filter(|one| one.step <= step).max_by_key(|one| one.step);
        let above = self.tries.iter().filter(|one| one.step >= step).min_by_key(|one| one.step);
        // How the height differs from what the measures alone say is interpolated.
        let model = |step: i32| relative_height(&self.setter.measures(density(step)));
        let ratio = |one: &Try| one.composure.height() / model(one.step);
        let ratio = match (below, above) {
            (Some(a), Some(b)) if a.step < b.step => {
                let share = f64::from(step - a.step) / f64::from(b.step - a.step);
                ratio(a) + (ratio(b) - ratio(a)) * share
            }
            (Some(one), _) | (None, Some(one)) => ratio(one),
            (None, None) => 1.0,
        };
        ratio * model(step)
    }

    /// The density that leaves no page nearly empty and lets a short page breathe.
    fn auto(&mut self, usual: i32) -> Result<(), Unfit> {
        let is_calm = |composure: &Composure| {
            let least = if composure.pages == 1 { CALM_FILL } else { LEAST_FILL };
            composure.last_fill >= least && composure.is_sound()
        };
        if self.look(usual, &is_calm)? {
            return Ok(());
        }
        let Composure { pages, last_fill, .. } = self.tries[0].composure.clone();
        if pages == 1 {
            let wanted = |composure: &Composure| composure.pages == 1 && composure.is_sound();
            return self.narrow(1, 0, usual, &wanted);
        }
        if last_fill < LEAST_FILL {
            let fewer = move |composure: &Composure| composure.pages < pages && composure.is_sound();
            if self.height(CLOSEST_AUTO) < f64::from(u32::try_from(pages - 1).unwrap_or(u32::MAX)) {
                self.narrow(pages - 1, usual + 1, CLOSEST_AUTO, &fewer)?;
                if self.tries.iter().any(|one| fewer(&one.composure)) {
                    return Ok(());
                }
            }
        }
        self.loosen(pages, usual)
    }

    /// Looks for airier pages, the last of which is filled well.
    fn loosen(&mut self, pages: usize, usual: i32) -> Result<(), Unfit> {
        let filled = |composure: &Composure| composure.last_fill >= LEAST_FILL && composure.is_sound();
        while self.tries.len() < MAX_LAYOUTS {
            let tried = |step: &i32| self.tries.iter().any(|one| one.step == *step);
            let reaches = |step: &i32| {
                let height = self.height(*step);
                height - (height.ceil() - 1.0) >= GOOD_FILL
            };
            let next = (0..usual).rev().filter(|step| !tried(step)).find(reaches);
            let next = next.or_else(|| (usual + 1..=STEPS).filter(|step| !tried(step)).find(reaches));
            let Some(next) = next else { break };
            if self.look(next, &filled)? {
                return Ok(());
            }
        }
        self.relax(pages + 1)
    }

    fn too_long(&mut self, pages: usize) -> Unfit {
        let Some(closest) = self.tries.iter().max_by_key(|one| one.step) else {
            return Unfit::Failed(Diagnostics::new());
        };
        #[expect(clippy::cast_precision_loss, reason = "a résumé has few pages")]
        let over = (closest.composure.height() - pages as f64).max(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of lines")]
        let lines = (over * closest.composure.lines_per_page).ceil().max(1.0) as usize;
        Unfit::TooLong { nearest: closest.composure.pages, lines }
    }
}

fn density(step: i32) -> Density {
    Density::new(f64::from(step) / f64::from(STEPS)).unwrap_or(Density::USUAL)
}

/// How high a résumé is at some measures, compared with other measures: lines and gaps, in heights of a page.
fn relative_height(measures: &Measures) -> f64 {
    /// The part of an ordinary page that is gaps, at an ordinary unit.
    const GAPS: f64 = 0.9;
    /// How much of the text is in lines that are full, and so become fewer when more fits on one.
    const FULL: f64 = 0.5;
    let lines = measures.baseline * (measures.size / measures.width).powf(FULL);
    let gaps = GAPS * measures.unit * (10.0 / 450.0_f64).powf(FULL);
    (lines + gaps) / measures.height()
}
