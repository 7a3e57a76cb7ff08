//! The fewest layouts to a number of pages.
//!
//! Height falls as density rises, so a few layouts are enough to find the airiest density at which a résumé has no more
//! pages than wanted. Every layout says how high the whole is (in pages); between two that are known the height is
//! interpolated, beyond them it follows an estimate, which also says where to begin.

mod composure;
mod estimate;

pub use composure::{Composure, Runt, Tear, TearKind, runts};
pub use estimate::Estimate;

use crate::sheet::Measures;
use crate::sheet::options::{Density, PageGoal};
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule};
use std::cell::OnceCell;
use std::cmp::Ordering;

/// The densities to choose from: 0, 0.01, … 1.
const STEPS: i32 = 100;

/// Layouts at most.
const MAX_LAYOUTS: usize = 6;

/// How far apart (steps) the airiest density that does and the closest that does not may stay.
const CLOSE_ENOUGH: i32 = 3;

/// What `auto` fills of the last page at least when it has to change something.
const GOOD_FILL: f64 = 0.48;

/// The part of a single page from which on `auto` leaves it as it is, and the most that it fills when it loosens one.
const CALM_FILL: f64 = 0.70;
const FULL_PAGE: f64 = 0.95;

/// The closest density (steps) to which `auto` goes to get rid of a page.
const CLOSEST_AUTO: i32 = 85;

/// Steps by which `auto` goes further than the estimate says, which is cheaper than a layout that just fails; and each time
/// one does fail, twice as many more.
const MARGIN: i32 = 2;

/// The part by which the height may be more than estimated before the first layout.
const DOUBT: f64 = 0.04;

/// The same after it.
const MEASURED_DOUBT: f64 = 0.02;

/// Steps between two densities that are as good as each other where the pages are composed as well: only gaps change so little.
const AS_GOOD: u32 = 8;

/// The part of the last page from which on no airier density is worth another layout.
const WELL_FILLED: f64 = 0.90;

/// Steps from the usual density at which `auto` looks for sound pages: only gaps change so near.
const NEAR: [i32; 4] = [4, -4, 8, -8];

/// The same from a density that gets rid of a page.
const BESIDE: [i32; 6] = [4, -4, 8, -8, 2, -2];

/// Layouts of `auto` at most, and of those to get rid of a page.
const MAX_AUTO: usize = 6;
const MAX_SAVING: usize = 5;

/// Sets a résumé at a density.
pub trait Setter {
    /// Finished pages.
    type Pages;
    /// The measures at a density.
    fn measures(&self, density: Density) -> Measures;
    /// About how high the whole is at some measures (pages), before it is set; `None` where nothing is known of it.
    fn estimate(&self, measures: &Measures) -> Option<f64>;
    /// The pages at some measures, and how they are composed.
    ///
    /// # Errors
    /// When they cannot be set.
    fn set(&mut self, measures: &Measures) -> Result<(Self::Pages, Composure), Diagnostics>;
}

/// A résumé on the number of pages that was asked for.
#[derive(Debug)]
pub struct Fitted<P> {
    /// The pages.
    pub pages: P,
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
        /// How many pages were asked for.
        pages: usize,
        /// How many pages there are at density 1.
        nearest: usize,
        /// About how many lines are too many.
        lines: usize,
    },
    /// The résumé cannot be set at all.
    Failed(Diagnostics),
}

impl Unfit {
    /// The errors for the user: of a layout, with the `place` where the number of pages was asked for.
    pub fn into_diagnostics(self, layout: &str, place: Place) -> Diagnostics {
        let (pages, nearest, lines) = match self {
            Self::Failed(faults) => return faults,
            Self::TooLong { pages, nearest, lines } => (pages, nearest, lines),
        };
        let plural =
            |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let message = format!("the résumé does not fit on {} in layout `{layout}`", plural(pages, "page"));
        let over = format!("about {} too many, even at density 1", plural(lines, "line"));
        let way_out = match u8::try_from(nearest) {
            Ok(nearest @ ..=PageGoal::MOST) if matches!(place, Place::File(_)) => {
                format!(", or ask for `pages: {nearest}`")
            }
            Ok(nearest @ ..=PageGoal::MOST) => format!(", or ask for `--pages {nearest}`"),
            _ => String::new(),
        };
        let help = format!("shorten it by about {}{way_out}", plural(lines, "line"));
        let error = Diagnostic::new(Rule::PagesExceeded, place, message).label(over).help(help);
        [error].into_iter().collect()
    }
}

/// Finds the density for a number of pages; `usual` is the one to keep if it does.
///
/// # Errors
/// When there is none, or the résumé cannot be set.
pub fn fit<S: Setter>(goal: PageGoal, usual: Density, setter: &mut S) -> Result<Fitted<S::Pages>, Unfit> {
    #[expect(clippy::cast_possible_truncation, reason = "a density is at most 1")]
    let usual = (usual.get() * f64::from(STEPS)).round() as i32;
    let models = (0..=STEPS).map(|_| OnceCell::new()).collect();
    let mut search = Search { setter, tries: Vec::new(), answer: None, models };
    match goal {
        PageGoal::AtMost(pages) => {
            search.look(usual)?;
            let pages = usize::from(pages);
            if !search.at_most(pages, 0, STEPS)? {
                return Err(search.too_long(pages));
            }
        }
        PageGoal::Auto => search.auto(usual)?,
    }
    let layouts = search.tries.len();
    let answer = search.answer.unwrap_or(usual);
    let found = search.tries.into_iter().find(|one| one.step == answer);
    let Some(Try { pages, .. }) = found else { return Err(Unfit::Failed(Diagnostics::new())) };
    Ok(Fitted { pages, density: density(answer), layouts })
}

/// One layout.
struct Try<P> {
    step: i32,
    composure: Composure,
    pages: P,
}

/// The layouts so far.
struct Search<'a, S: Setter> {
    setter: &'a mut S,
    tries: Vec<Try<S::Pages>>,
    /// The step of the answer so far.
    answer: Option<i32>,
    /// The heights of [`Search::model`], by step.
    models: Vec<OnceCell<f64>>,
}

/// The density that `auto` would choose if the heights were all there is to know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plan {
    /// The usual one.
    Usual,
    /// An airier one, for a short page or a last page that is filled well.
    Airier(i32),
    /// A closer one, for so many pages: one fewer than at the usual one, where the last would be nearly empty.
    Closer(i32, usize),
}

impl Plan {
    fn step(self, usual: i32) -> i32 {
        match self {
            Self::Usual => usual,
            Self::Airier(step) | Self::Closer(step, _) => step,
        }
    }
}

impl<S: Setter> Search<'_, S> {
    /// Sets the résumé at a step.
    fn look(&mut self, step: i32) -> Result<&Composure, Unfit> {
        let measures = self.setter.measures(density(step));
        let (pages, composure) = self.setter.set(&measures).map_err(Unfit::Failed)?;
        self.tries.push(Try { step, composure, pages });
        Ok(&self.tries[self.tries.len() - 1].composure)
    }

    /// The airiest density from `low` to `high` with at most so many pages, and sound ones if there are any. `false` when
    /// there is none.
    fn at_most(&mut self, pages: usize, low: i32, high: i32) -> Result<bool, Unfit> {
        while self.tries.len() < MAX_LAYOUTS {
            let (fails, does) = self.bracket(pages, low, high);
            let step = if does - fails > CLOSE_ENOUGH && does > low {
                let last = self.tries.len() + 1 == MAX_LAYOUTS;
                // Where no density fits so far, the most compact one decides.
                let step = if last && does > high { high } else { self.estimate(pages, fails, does, high) };
                step.clamp((fails + 1).max(low), (does - 1).min(high))
            } else if let Some(step) = self.sounder(does, high) {
                step
            } else {
                break;
            };
            self.look(step)?;
        }
        let does = |one: &&Try<S::Pages>| one.composure.pages <= pages && (low..=high).contains(&one.step);
        let airiest = |tries: &mut dyn Iterator<Item = &Try<S::Pages>>| tries.map(|one| one.step).min();
        let sound = airiest(&mut self.tries.iter().filter(does).filter(|one| one.composure.is_sound()));
        // Holes and the like are not worth an error.
        let answer = sound.or_else(|| airiest(&mut self.tries.iter().filter(does)));
        self.answer = answer.or(self.answer);
        Ok(answer.is_some())
    }

    /// The next step to look at above `does`, the airiest that has few enough pages, if those are not sound yet: further
    /// away each time, then half way back.
    fn sounder(&self, does: i32, high: i32) -> Option<i32> {
        let above = || self.tries.iter().filter(|one| one.step >= does);
        let sound = above().filter(|one| one.composure.is_sound()).map(|one| one.step).min();
        let unsound =
            above().map(|one| one.step).filter(|step| sound.is_none_or(|sound| *step < sound)).max()?;
        let ahead = unsound + CLOSE_ENOUGH.max(unsound - does + CLOSE_ENOUGH);
        let next = sound.map_or(ahead, |sound| ahead.min(i32::midpoint(unsound, sound)));
        let gap = sound.unwrap_or(high + 1) - unsound;
        (gap > CLOSE_ENOUGH).then(|| next.min(high)).filter(|next| *next > unsound)
    }

    /// The closest step with too many pages, and the airiest with few enough; one step beyond the ends where there is none.
    fn bracket(&self, pages: usize, low: i32, high: i32) -> (i32, i32) {
        let within = || self.tries.iter().filter(|one| (low..=high).contains(&one.step));
        let does = within().filter(|one| one.composure.pages <= pages).map(|one| one.step).min();
        let does = does.unwrap_or(high + 1);
        let fails = within().filter(|one| one.composure.pages > pages && one.step < does).map(|one| one.step);
        (fails.max().unwrap_or(low - 1), does)
    }

    /// The step at which the height should be just so many pages.
    fn estimate(&self, pages: usize, fails: i32, does: i32, high: i32) -> i32 {
        let goal = self.capacity(pages);
        let (first, last) = (fails.max(0), does.min(high));
        let root = (first..=last).find(|step| self.height(*step) <= goal).unwrap_or(last);
        // Close to one end of the gap: look just beside it, which closes the gap if the estimate was right.
        if does <= high && root >= does - CLOSE_ENOUGH {
            does - CLOSE_ENOUGH
        } else if fails >= 0 && root <= fails + CLOSE_ENOUGH {
            fails + CLOSE_ENOUGH
        } else {
            root
        }
    }

    /// The height (pages) for which so many pages have room: some of each but the last stays empty.
    #[expect(clippy::cast_precision_loss, reason = "a résumé has few pages")]
    fn capacity(&self, pages: usize) -> f64 {
        /// The part that stays empty of a page before it is known.
        const USUAL_HOLE: f64 = 0.04;
        let holes: Vec<f64> = self.tries.iter().filter_map(|one| one.composure.hole()).collect();
        let hole = if holes.is_empty() { USUAL_HOLE } else { holes.iter().sum::<f64>() / holes.len() as f64 };
        pages as f64 - hole * pages.saturating_sub(1) as f64
    }

    /// The height (pages) at a step, by what is known of other steps.
    fn height(&self, step: i32) -> f64 {
        let below = self.tries.iter().filter(|one| one.step <= step).max_by_key(|one| one.step);
        let above = self.tries.iter().filter(|one| one.step >= step).min_by_key(|one| one.step);
        // How the height differs from the estimate is interpolated.
        let ratio = |one: &Try<S::Pages>| one.composure.height() / self.model(one.step);
        let ratio = match (below, above) {
            (Some(a), Some(b)) if a.step < b.step => {
                let share = f64::from(step - a.step) / f64::from(b.step - a.step);
                ratio(a) + (ratio(b) - ratio(a)) * share
            }
            (Some(one), _) | (None, Some(one)) => ratio(one),
            (None, None) => 1.0,
        };
        ratio * self.model(step)
    }

    /// The height at a step before anything is set: as estimated, or what the measures alone say.
    fn model(&self, step: i32) -> f64 {
        let model = || {
            let measures = self.setter.measures(density(step));
            self.setter.estimate(&measures).unwrap_or_else(|| relative_height(&measures))
        };
        let known = usize::try_from(step).ok().and_then(|step| self.models.get(step));
        known.map_or_else(model, |known| *known.get_or_init(model))
    }

    /// The density that leaves no page nearly empty or torn, and lets a short page breathe: of those looked at, the first
    /// at which nothing is wrong, or else the one at which least is.
    fn auto(&mut self, usual: i32) -> Result<(), Unfit> {
        if self.plan_first(usual)? {
            return Ok(());
        }
        if self.at(usual).is_none() {
            self.look(usual)?;
        }
        let Some(first) = self.at(usual).map(|one| &one.composure) else { return Ok(()) };
        let pages = first.pages;
        match pages {
            1 if first.last_fill >= CALM_FILL => {
                self.answer = Some(usual);
                return Ok(());
            }
            1 => self.loosen(usual)?,
            _ if pages > composure::MOST_COMPOSED || first.penalty() == 0.0 => {
                self.answer = Some(usual);
                return Ok(());
            }
            _ if first.spills() => {
                if !self.save_page(pages - 1, usual)? {
                    self.fill_last_page(usual)?;
                }
            }
            _ => self.look_near(usual)?,
        }
        let best = self.best(pages, usual);
        self.answer = self.answer.or(best);
        Ok(())
    }

    /// The step at which least is wrong, on so many pages or fewer.
    fn best(&self, pages: usize, usual: i32) -> Option<i32> {
        let rank = |one: &&Try<S::Pages>| (one.composure.penalty(), f64::from(one.step.abs_diff(usual)));
        let kept = self.tries.iter().filter(|one| one.composure.pages <= pages);
        let best = kept.min_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(Ordering::Equal));
        best.map(|one| one.step)
    }

    /// The layout at a step, if there is one.
    fn at(&self, step: i32) -> Option<&Try<S::Pages>> {
        self.tries.iter().find(|one| one.step == step)
    }

    /// Begins where the estimate says that `auto` would end. `false` when the usual density has to be looked at, because it
    /// seems to do, or nothing else does.
    fn plan_first(&mut self, usual: i32) -> Result<bool, Unfit> {
        if self.setter.estimate(&self.setter.measures(density(usual))).is_none() {
            return Ok(false);
        }
        let mut plan = self.plan(usual, DOUBT);
        for _ in 0..2 {
            let step = plan.step(usual);
            // Beside a density at which pages are few enough, `save_page` knows where to look.
            let is_beside = |one: &Try<S::Pages>| one.step.abs_diff(step) <= NEAR[0].unsigned_abs();
            if step == usual || self.tries.iter().any(is_beside) {
                break;
            }
            self.look(step)?;
            plan = self.plan(usual, MEASURED_DOUBT);
            if self.is_as_good(step, plan, usual) {
                self.answer = Some(step);
                return Ok(true);
            }
        }
        if let Plan::Closer(_, pages) = plan
            && !self.tries.is_empty()
            && self.save_page(pages, usual)?
        {
            self.answer = self.best(pages, usual);
            return Ok(true);
        }
        Ok(false)
    }

    /// Whether nothing is wrong at a step, and it is near enough to the plan, by the heights that are known now.
    fn is_as_good(&self, step: i32, plan: Plan, usual: i32) -> bool {
        let Some(Composure { pages, last_fill, .. }) = self.at(step).map(|one| &one.composure) else {
            return false;
        };
        let is_sound = self.at(step).is_some_and(|one| one.composure.penalty() == 0.0);
        let is_near = step.abs_diff(plan.step(usual)) <= AS_GOOD;
        is_sound
            && match plan {
                Plan::Closer(_, most) => (is_near || *last_fill >= WELL_FILLED) && *pages <= most,
                // A single page is calm, or as airy as can be.
                Plan::Airier(_) => is_near && (*pages > 1 || *last_fill >= CALM_FILL || step == 0),
                Plan::Usual => is_near && *pages == self.pages(self.height(usual)),
            }
    }

    /// How many pages a height takes.
    fn pages(&self, height: f64) -> usize {
        (1..=composure::MOST_COMPOSED).find(|pages| height <= self.capacity(*pages)).unwrap_or(usize::MAX)
    }

    /// What `auto` would choose by heights alone, which may be more by a part of them.
    fn plan(&self, usual: i32, doubt: f64) -> Plan {
        let pages = self.pages(self.height(usual));
        if pages > composure::MOST_COMPOSED {
            return Plan::Usual;
        }
        if pages == 1 {
            let airier = (0..usual).find(|step| self.height(*step) <= FULL_PAGE);
            let is_short = self.height(usual) < CALM_FILL;
            return airier.filter(|_| is_short).map_or(Plan::Usual, Plan::Airier);
        }
        if self.height(usual) - self.capacity(pages - 1) >= composure::LEAST_FILL {
            return Plan::Usual;
        }
        let goal = self.capacity(pages - 1);
        let closer =
            |doubt: f64| (usual + 1..=CLOSEST_AUTO).find(|step| self.height(*step) * (1.0 + doubt) <= goal);
        let closest = || closer(0.0).map(|_| CLOSEST_AUTO);
        if let Some(step) = closer(doubt).or_else(closest) {
            return Plan::Closer(step, pages - 1);
        }
        (0..usual).rev().find(|step| self.fills(*step)).map_or(Plan::Usual, Plan::Airier)
    }

    /// Whether the last page is filled well at a step, by the heights that are known.
    fn fills(&self, step: i32) -> bool {
        let height = self.height(step);
        let full = (1..).take_while(|pages| self.capacity(*pages) < height).last().unwrap_or(0);
        full == 0 || height - self.capacity(full) >= GOOD_FILL
    }

    /// Sets a short page airily.
    fn loosen(&mut self, usual: i32) -> Result<(), Unfit> {
        while self.tries.len() < 3 {
            let is_new =
                |step: &i32| self.tries.iter().all(|one| one.step < *step || one.composure.pages == 1);
            let Some(step) = (0..usual).filter(is_new).find(|step| self.height(*step) <= FULL_PAGE) else {
                break;
            };
            if self.look(step)?.pages == 1 {
                self.answer = Some(step);
                return Ok(());
            }
        }
        self.answer = Some(usual);
        Ok(())
    }

    /// Looks for a closer density with so many pages; `false` when there is none that still reads well.
    fn save_page(&mut self, pages: usize, usual: i32) -> Result<bool, Unfit> {
        let is_few = |one: &&Try<S::Pages>| one.composure.pages <= pages;
        let mut margin = MARGIN;
        while !self.tries.iter().filter(is_few).any(|one| one.composure.penalty() == 0.0) {
            let goal = self.capacity(pages);
            let is_new = |step: &i32| self.at(*step).is_none();
            let is_closer =
                |step: &i32| (usual + 1..=CLOSEST_AUTO).contains(step) && self.height(*step) <= goal;
            // Where the pages are few enough but not sound, beside it they may be.
            let step = if let Some(few) = self.tries.iter().find(is_few).map(|one| one.step) {
                let beside = BESIDE.map(|away| few + away);
                beside.into_iter().filter(is_new).find(is_closer).filter(|_| self.tries.len() < MAX_AUTO)
            } else {
                let tried = self.tries.iter().map(|one| one.step).max().unwrap_or(usual);
                let estimate = (usual + 1..=CLOSEST_AUTO).find(is_closer);
                let next = estimate.map(|step| (step + MARGIN).max(tried + margin).min(CLOSEST_AUTO));
                margin *= 2;
                // The usual density may still have to be looked at.
                let left = self.at(usual).is_none();
                next.filter(is_new).filter(|_| self.tries.len() + usize::from(left) < MAX_SAVING)
            };
            let Some(step) = step else { break };
            self.look(step)?;
        }
        Ok(self.tries.iter().any(|one| is_few(&one)))
    }

    /// Looks for pages the last of which is filled well: airier ones first, then closer ones.
    fn fill_last_page(&mut self, usual: i32) -> Result<(), Unfit> {
        while self.tries.len() < MAX_AUTO {
            let is_new = |step: &i32| self.tries.iter().all(|one| one.step.abs_diff(*step) > 1);
            let reaches = |step: &i32| self.fills(*step);
            let airier = (0..usual).rev().filter(is_new).find(reaches);
            let closer = || (usual + 1..=STEPS).filter(is_new).find(reaches);
            // What seems out of reach may be closer than estimated.
            let airiest = || Some(0).filter(is_new);
            let Some(next) = airier.or_else(closer).or_else(airiest) else { break };
            if self.look(next)?.penalty() == 0.0 {
                break;
            }
        }
        Ok(())
    }

    /// Looks beside the usual density for pages that are sound.
    fn look_near(&mut self, usual: i32) -> Result<(), Unfit> {
        for step in NEAR.map(|away| usual + away).into_iter().filter(|step| (0..=STEPS).contains(step)) {
            if self.look(step)?.penalty() == 0.0 {
                break;
            }
        }
        Ok(())
    }

    fn too_long(&mut self, pages: usize) -> Unfit {
        let Some(closest) = self.tries.iter().max_by_key(|one| one.step) else {
            return Unfit::Failed(Diagnostics::new());
        };
        let over = (closest.composure.height() - self.capacity(pages)).max(0.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of lines")]
        let lines = (over * closest.composure.lines_per_page).ceil().max(1.0) as usize;
        Unfit::TooLong { pages, nearest: closest.composure.pages, lines }
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

#[cfg(test)]
mod tests {
    use super::composure::LEAST_FILL;
    use super::*;

    /// A résumé that is as high as its measures make it.
    struct Even {
        /// Its height at density 0.5 (pages).
        height: f64,
        /// Steps at which a page has a hole.
        holes: std::ops::Range<i32>,
        /// What is estimated of the height, if anything.
        estimated: Option<f64>,
        layouts: usize,
    }

    impl Even {
        fn at(&self, density: Density) -> f64 {
            let model = |density| relative_height(&self.measures(density));
            self.height * (model(density) / model(Density::USUAL)).powf(1.2)
        }

        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pages")]
        fn pages_at(&self, step: i32) -> usize {
            self.at(density(step)).ceil() as usize
        }

        /// The exhaustive search.
        fn airiest(&self, pages: usize) -> Option<i32> {
            (0..=STEPS).find(|step| self.pages_at(*step) <= pages && !self.holes.contains(step))
        }
    }

    impl Setter for Even {
        type Pages = i32;

        fn measures(&self, density: Density) -> Measures {
            crate::sheet::tests::measures(density)
        }

        fn estimate(&self, measures: &Measures) -> Option<f64> {
            self.estimated.map(|height| {
                height * relative_height(measures) / relative_height(&self.measures(Density::USUAL))
            })
        }

        fn set(&mut self, measures: &Measures) -> Result<(i32, Composure), Diagnostics> {
            self.layouts += 1;
            let step = (0..=STEPS).find(|step| self.measures(density(*step)) == *measures).expect("a step");
            let pages = self.pages_at(step);
            #[expect(clippy::cast_precision_loss, reason = "a few pages")]
            let last_fill = self.at(density(step)) - (pages - 1) as f64;
            let hole = if self.holes.contains(&step) { 0.3 } else { 0.0 };
            let composure = Composure {
                pages,
                last_fill,
                last_lines: (50.0 * last_fill) as usize,
                last_is_wanted: false,
                largest_hole: hole,
                holes: 0.0,
                torn: Vec::new(),
                lines_per_page: 50.0,
            };
            Ok((step, composure))
        }
    }

    fn even(height: f64) -> Even {
        Even { height, holes: 0..0, estimated: None, layouts: 0 }
    }

    #[test]
    fn the_answer_is_the_airiest_and_takes_few_layouts() {
        let (mut cases, mut layouts) = (0, 0);
        for tenths in 3..40 {
            for pages in 1..=4 {
                let mut setter = even(f64::from(tenths) / 10.0);
                let wanted = setter.airiest(pages.into());
                match fit(PageGoal::AtMost(pages), Density::USUAL, &mut setter) {
                    Ok(fitted) => {
                        let wanted = wanted.expect("an answer where there is one");
                        let step = fitted.pages;
                        assert!(setter.pages_at(step) <= pages.into(), "{tenths} on {pages}");
                        assert!((step - wanted).abs() <= 2, "{tenths} on {pages}: {step}, {wanted}");
                        assert_eq!(fitted.layouts, setter.layouts);
                        (cases, layouts) = (cases + 1, layouts + fitted.layouts);
                    }
                    Err(Unfit::TooLong { nearest, lines, .. }) => {
                        assert_eq!(wanted, None, "{tenths} on {pages}");
                        assert_eq!(nearest, setter.pages_at(STEPS));
                        assert!(lines > 0);
                    }
                    Err(Unfit::Failed(_)) => panic!("{tenths} on {pages}"),
                }
                assert!(setter.layouts <= MAX_LAYOUTS, "{tenths} on {pages}: {}", setter.layouts);
            }
        }
        assert!(layouts <= 4 * cases, "{layouts} layouts for {cases} cases");
    }

    #[test]
    fn a_hole_is_stepped_over() {
        let mut setter = even(2.2);
        let first = setter.airiest(2).expect("an answer");
        setter.holes = first..first + 6;
        let fitted = fit(PageGoal::AtMost(2), Density::USUAL, &mut setter).expect("an answer");
        assert!((0..=2).contains(&(fitted.pages - first - 6)), "{} for {}", fitted.pages, first + 6);
    }

    #[test]
    fn auto_leaves_what_is_composed_well_and_no_last_page_nearly_empty() {
        let auto = |height: f64| {
            let mut setter = even(height);
            let fitted = fit(PageGoal::Auto, Density::USUAL, &mut setter).expect("an answer");
            let pages = setter.pages_at(fitted.pages);
            #[expect(clippy::cast_precision_loss, reason = "a few pages")]
            let fill = setter.at(fitted.density) - (pages - 1) as f64;
            (fitted.pages, fitted.layouts, pages, fill)
        };
        for calm in [0.8, 1.5, 1.9, 2.45] {
            assert_eq!((auto(calm).0, auto(calm).1), (50, 1), "{calm}");
        }
        assert_eq!(auto(0.3).0, 0, "a short page is as airy as can be");
        for tenths in 11..35 {
            let (step, layouts, pages, fill) = auto(f64::from(tenths) / 10.0);
            assert!(
                pages == 1 || fill >= LEAST_FILL,
                "{tenths}: {fill} of the last of {pages} pages at {step}"
            );
            assert!(layouts <= MAX_LAYOUTS, "{tenths}: {layouts}");
        }
        assert_eq!(auto(1.05).2, 1, "a few lines too many go");
        for (short, fullest) in [(0.3, 0.7), (0.5, 0.98), (0.65, 0.98)] {
            let (step, layouts, pages, fill) = auto(short);
            assert!(step < 50 && layouts == 2 && pages == 1, "{short}: {step}, {layouts} layouts");
            assert!(fill > short && fill <= fullest, "{short}: {fill}");
        }
    }

    #[test]
    fn auto_begins_where_the_estimate_says_and_is_not_misled_by_it() {
        let auto = |height: f64, estimated: f64| {
            let mut setter = Even { estimated: Some(estimated), ..even(height) };
            let fitted = fit(PageGoal::Auto, Density::USUAL, &mut setter).expect("an answer");
            let pages = setter.pages_at(fitted.pages);
            #[expect(clippy::cast_precision_loss, reason = "a few pages")]
            let fill = setter.at(fitted.density) - (pages - 1) as f64;
            (fitted.pages, fitted.layouts, pages, fill)
        };
        for (height, most) in [(0.3, 1), (0.6, 1), (0.8, 1), (1.08, 1), (1.6, 2), (2.1, 2)] {
            for estimated in [0.99 * height, height, 1.01 * height] {
                let (step, layouts, pages, fill) = auto(height, estimated);
                assert_eq!((layouts, pages), (1, most), "{height} as {estimated}: {fill} at {step}");
            }
        }
        for tenths in 3..35 {
            let height = f64::from(tenths) / 10.0;
            for wrong in [0.5, 0.8, 0.9, 1.1, 1.2, 2.0] {
                let (step, layouts, pages, fill) = auto(height, wrong * height);
                let case =
                    format!("{height} as {wrong} of it: {fill} of the last of {pages} pages at {step}");
                assert!(pages == 1 || fill >= LEAST_FILL, "{case}");
                assert!(layouts <= MAX_AUTO, "{case}: {layouts}");
                let usual = even(height).pages_at(50);
                assert!(pages <= usual, "{case}: {usual}");
                // What is well at the usual density stays near it.
                let is_calm = usual == 1 && even(height).at(Density::USUAL) >= CALM_FILL;
                assert!(!is_calm || step.abs_diff(50) <= AS_GOOD || fill >= CALM_FILL, "{case}");
            }
        }
    }

    #[test]
    fn auto_looks_beside_a_density_at_which_pages_are_not_sound() {
        let auto = |holes: std::ops::Range<i32>| {
            let mut setter = Even { holes, ..even(1.6) };
            let fitted = fit(PageGoal::Auto, Density::USUAL, &mut setter).expect("an answer");
            (fitted.pages, fitted.layouts)
        };
        assert_eq!(auto(49..52), (54, 2));
        assert_eq!(auto(49..56), (46, 3));
        assert_eq!(auto(45..56), (58, 4));
        assert_eq!(auto(0..101), (50, 5), "where nothing helps, nothing changes");
    }

    #[test]
    fn auto_gets_rid_of_a_page_that_goes_late() {
        // At 70 there is at once a page less, as if a block that may not break found room.
        struct Late(usize);
        impl Setter for Late {
            type Pages = i32;
            fn measures(&self, density: Density) -> Measures {
                crate::sheet::tests::measures(density)
            }
            fn estimate(&self, _: &Measures) -> Option<f64> {
                None
            }
            fn set(&mut self, measures: &Measures) -> Result<(i32, Composure), Diagnostics> {
                self.0 += 1;
                let step =
                    (0..=STEPS).find(|step| self.measures(density(*step)) == *measures).expect("a step");
                let (pages, last_fill) = if step >= 70 { (1, 0.98) } else { (2, 0.06) };
                let (largest_hole, torn) = (0.08, Vec::new());
                let holes = if pages == 1 { 0.0 } else { 0.08 };
                let last_lines = if pages == 1 { 40 } else { 3 };
                Ok((
                    step,
                    Composure {
                        pages,
                        last_fill,
                        last_lines,
                        last_is_wanted: false,
                        largest_hole,
                        holes,
                        torn,
                        lines_per_page: 50.0,
                    },
                ))
            }
        }
        let fitted = fit(PageGoal::Auto, Density::USUAL, &mut Late(0)).expect("an answer");
        assert!((70..=CLOSEST_AUTO).contains(&fitted.pages) && fitted.layouts <= MAX_SAVING, "{fitted:?}");
    }
}
