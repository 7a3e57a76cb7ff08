//! Settings and arguments in, [`Options`] out.

use super::choices::{Density, Links, Paper};
use super::colour::{ACCENTS, CONTRAST, Colour};
use super::table::{BASICS, OPTIONS, Takes, meant_option};
use super::value::{OptionOrigin, OptionValue, quoted_list};
use super::{BasicsField, Families, Family, FontChains, OptionSources, Options, PageGoal, layout_name};
use crate::manifest::Manifest;
use crate::sheet::measures;
use recto_resume::language::{self, Language};
use recto_resume::resume::SectionKind;
use recto_resume::resume::date::DateStyle;
use recto_resume::schema::is_basics_field;
use recto_resume::text::value::Value;
use recto_resume::text::{Diagnostic, Diagnostics, Place, Rule};

/// What reads the rows of [`OPTIONS`]: the options so far, and all that a value is judged by.
pub struct Reader<'a> {
    pub(super) options: Options,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The text family the user chose.
    pub(super) font: Option<Family>,
    /// The family of heads the user chose.
    pub(super) heading: Option<Family>,
    /// The styles the user chose.
    pub(super) style: Vec<OptionValue<'a>>,
    families: &'a dyn Families,
}

/// Checks the options of all sources and fills in the defaults. Every problem is reported; the options are usable
/// (with the layout's defaults) whatever was wrong.
pub fn resolve(
    sources: &OptionSources<'_>,
    manifest: &Manifest,
    families: &dyn Families,
    diagnostics: &mut Diagnostics,
) -> Options {
    let elsewhere = layout_name(&OptionSources { arguments: &[], ..*sources }, None).value != manifest.name;
    let all = in_order(sources);
    // Defaults apply to files of several layouts: an option of another layout is no problem there.
    for one in all.iter().filter(|one| one.origin != OptionOrigin::Defaults) {
        check_key(one, manifest, elsewhere, diagnostics);
    }
    check_side(&all, manifest, diagnostics);
    let mut reader = Reader::new(manifest, families, diagnostics);
    for spec in OPTIONS {
        for one in effective(&all, spec.key, spec.takes) {
            (spec.read)(&mut reader, &one);
        }
    }
    reader.own(&all, manifest);
    reader.basics(&all);
    reader.finish(manifest)
}

/// Every option that is set, those that take precedence last.
fn in_order<'a>(sources: &OptionSources<'a>) -> Vec<OptionValue<'a>> {
    let requested = |origin| move |option| OptionValue::requested(option, origin);
    let defaults = sources.defaults.iter().map(requested(OptionOrigin::Defaults));
    let arguments = sources.arguments.iter().map(requested(OptionOrigin::Arguments));
    defaults.chain(sources.settings.iter().map(OptionValue::setting)).chain(arguments).collect()
}

/// The values for `key` that count: mappings of all sources and all names of the last source add up, of everything else
/// the last value counts.
fn effective<'a>(all: &[OptionValue<'a>], key: &str, takes: Takes) -> Vec<OptionValue<'a>> {
    let mut values: Vec<_> = all.iter().filter(|one| one.key == key).cloned().collect();
    let Some(last) = values.last().cloned() else { return values };
    match takes {
        Takes::Mapping(..) => values,
        Takes::Names(_) => {
            values.retain(|one| one.origin == last.origin);
            values
        }
        _ => vec![last],
    }
}

/// Reports a key that no option has. In a file that was written for another layout it is only a warning:
/// the option may be that layout's own.
fn check_key(given: &OptionValue<'_>, manifest: &Manifest, elsewhere: bool, diagnostics: &mut Diagnostics) {
    let key = &*given.key;
    let shared = OPTIONS.iter().map(|spec| spec.key);
    let own = manifest.options.keys().map(String::as_str);
    let basic = BASICS.contains(&key);
    if shared.clone().chain(own.clone()).any(|known| known == key) || (basic && given.is_argument()) {
        return;
    }
    let rule = if elsewhere && !given.is_argument() { Rule::OptionForeign } else { Rule::OptionUnknown };
    let message = format!("layout `{}` has no option `{key}`", manifest.name);
    let problem = Diagnostic::new(rule, given.key_place(), message);
    if basic {
        diagnostics.push(problem.help(format!("`{key}` belongs under `basics`")));
        return;
    }
    if given.is_argument() && is_basics_field(key) {
        diagnostics.push(problem.help(format!("`--set basics.{key}=…` sets that field of the file")));
        return;
    }
    if given.is_argument() && SectionKind::of_key(key).is_some() {
        diagnostics.push(
            problem
                .help(format!("`--set hide={key}` leaves that section out"))
                .help(format!("`--set {key}.0.FIELD=…` sets a field of its first entry")),
        );
        return;
    }
    let extra = BASICS.iter().copied().filter(|_| given.is_argument());
    let known: Vec<&str> = shared.chain(own).chain(extra).collect();
    let problem = match meant_option(key) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.suggest(key, known.iter().copied()),
    };
    diagnostics.push(problem.help(format!("options are {}", known.join(", "))));
}

/// Reports a side column that the layout has not got. Defaults apply to files of several layouts.
fn check_side(all: &[OptionValue<'_>], manifest: &Manifest, diagnostics: &mut Diagnostics) {
    let side = all.iter().rfind(|one| one.key == "side" && one.origin != OptionOrigin::Defaults);
    if let Some(side) = side.filter(|_| manifest.columns.len() < 2) {
        let message = format!("layout `{}` has no side column, so `side` changes nothing", manifest.name);
        diagnostics.push(Diagnostic::new(Rule::OptionForeign, side.key_place(), message));
    }
}

impl<'a> Reader<'a> {
    fn new(manifest: &Manifest, families: &'a dyn Families, diagnostics: &'a mut Diagnostics) -> Self {
        let family = of_layout(&manifest.font, manifest, families, diagnostics);
        let options = Options {
            paper: Paper::A4,
            accent: manifest.accent.clone(),
            fonts: FontChains::default(),
            family,
            size: None,
            density: Density::USUAL,
            pages: None,
            language: Language::english(),
            dates: None,
            links: Links::Plain,
            print_urls: true,
            page_numbers: true,
            attach: false,
            photo: true,
            show_unknown: false,
            sections: Vec::new(),
            side: None,
            titles: Vec::new(),
            hide: Vec::new(),
            parts: manifest.parts.clone(),
            own: manifest.options.iter().map(|(k, option)| (k.clone(), option.default.clone())).collect(),
            basics: Vec::new(),
        };
        Self { options, diagnostics, font: None, heading: None, style: Vec::new(), families }
    }

    /// The colour of heads and rules.
    pub(super) fn accent(&mut self, given: &OptionValue<'_>) {
        self.options.accent = self.colour(given, &[]).unwrap_or_else(|| self.options.accent.clone());
    }

    /// One of `words`, or a colour as `#rrggbb`; one that is too light for text is darkened, with a warning.
    pub(super) fn colour(&mut self, given: &OptionValue<'_>, words: &[&str]) -> Option<String> {
        let text = given.scalar(self.diagnostics)?;
        if let Some(word) = words.iter().find(|word| word.eq_ignore_ascii_case(&text)) {
            return Some((*word).to_owned());
        }
        let Some(colour) = Colour::read(&text) else {
            let accents = ACCENTS.iter().map(|(name, _)| *name);
            let names: Vec<&str> = words.iter().copied().chain(accents).collect();
            let error = given.unknown(&text, &names);
            self.diagnostics.push(error.help("or a colour of your own, as `#0f4c81`"));
            return None;
        };
        let readable = colour.readable();
        if readable != colour {
            let (key, hex) = (&given.key, readable.hex());
            let message = format!("{key} `{text}` is too light to read on white; `{hex}` is used");
            let contrast = format!("contrast {:.1}, text needs {CONTRAST}", colour.contrast());
            let warning = Diagnostic::new(Rule::AccentFaint, given.value_place(), message);
            self.diagnostics.push(warning.label(contrast).help(format!("write `{}`", readable.hex())));
        }
        Some(readable.hex())
    }

    /// The family of that name.
    pub(super) fn family(&mut self, given: &OptionValue<'_>) -> Option<Family> {
        let text = given.scalar(self.diagnostics)?;
        let found = self.families.find(&text);
        if found.is_none() {
            let names = self.families.names();
            let message = format!("unknown font `{text}`");
            let error = Diagnostic::new(Rule::FontUnknown, given.value_place(), message);
            // A part of a name is enough to know it by: `plex`.
            let part = text.to_lowercase();
            let has_part = |name: &&String| part.len() > 2 && name.to_lowercase().contains(&part);
            let error = match names.iter().find(has_part) {
                Some(name) => error.help(format!("did you mean `{name}`?")),
                None => error.suggest(&text, names.iter().map(String::as_str)),
            };
            let embedded = self.embedded();
            let known: Vec<&str> = embedded.iter().map(|family| family.name.as_str()).collect();
            self.diagnostics.push(
                error
                    .help(format!("recto brings {}", quoted_list(&known, "and")))
                    .help("`--font-path DIR` adds the fonts of a folder"),
            );
        }
        found
    }

    /// The body size, within what reads well in the chosen family.
    pub(super) fn size(&mut self, given: &OptionValue<'_>) {
        let auto = matches!(given.scalar(&mut Diagnostics::new()), Some(text) if text == "auto");
        if auto {
            self.options.size = None;
            return;
        }
        let family = self.font.as_ref().unwrap_or(&self.options.family);
        let (least, most) = measures::size_range(family);
        self.options.size = given.number(least, most, " pt", self.diagnostics);
    }

    /// How close everything is set.
    pub(super) fn density(&mut self, given: &OptionValue<'_>) {
        let number = given.number(Density::LEAST, Density::MOST, "", self.diagnostics);
        self.options.density = number.and_then(Density::new).unwrap_or(self.options.density);
    }

    /// How many pages there should be.
    pub(super) fn pages(&mut self, given: &OptionValue<'_>) {
        let Some(text) = given.scalar(self.diagnostics) else { return };
        match PageGoal::named(&text) {
            Some(goal) => self.options.pages = Some((goal, given.value_place())),
            None => {
                let error = given.invalid(format!("`pages` is a number of pages or `auto`, not `{text}`"));
                self.diagnostics.push(error.label(format!("expected 1 to {}, or auto", PageGoal::MOST)));
            }
        }
    }

    /// How dates are written.
    pub(super) fn dates(&mut self, given: &OptionValue<'_>) {
        let word = given.word(DateStyle::WORDS, self.diagnostics);
        self.options.dates = word.and_then(DateStyle::named).or(self.options.dates);
    }

    /// The language of titles, words and dates.
    pub(super) fn language(&mut self, given: &OptionValue<'_>) {
        let Some(text) = given.scalar(self.diagnostics) else { return };
        // Its name will do, as files of other programs have it.
        let named = || Language::find(&Language::tag(&text)?);
        match Language::find(&text).or_else(named) {
            Some(language) => self.options.language = language,
            None => {
                let message = format!("no titles and dates in the language `{text}`");
                let error = Diagnostic::new(Rule::LanguageUnknown, given.value_place(), message);
                let help = format!(
                    "`lang` takes {}, or one of them with a region, as `en-GB`",
                    quoted_list(&language::codes(), "or")
                );
                self.diagnostics.push(error.label("unknown language").help(help));
            }
        }
    }

    /// The layout's own options.
    fn own(&mut self, all: &[OptionValue<'_>], manifest: &Manifest) {
        for (key, option) in &manifest.options {
            let words: Vec<&str> = option.values.iter().map(String::as_str).collect();
            for one in effective(all, key, Takes::Words(&[])) {
                if let Some(word) = one.word(&words, self.diagnostics) {
                    self.options.own.insert(key.clone(), word.to_owned());
                }
            }
        }
    }

    /// The fields of `basics` that the command line sets; an empty one takes the field away.
    fn basics(&mut self, all: &[OptionValue<'_>]) {
        for one in all.iter().filter(|one| one.is_argument() && BASICS.contains(&&*one.key)) {
            if let Value::Scalar(scalar) = &one.node.value {
                let (key, value) = (one.key.to_string(), scalar.text.clone());
                self.options.basics.push(BasicsField { key, value, place: one.value_place() });
            } else {
                // Reports what it is instead.
                one.scalar(self.diagnostics);
            }
        }
    }

    fn embedded(&self) -> Vec<Family> {
        let names = self.families.names();
        names.iter().filter_map(|name| self.families.find(name)).filter(|family| family.embedded).collect()
    }

    /// Settles the families. Heads follow a text family that the user chose, unless one was named for them.
    fn finish(mut self, manifest: &Manifest) -> Options {
        let heads_of_layout = manifest.heading_font.as_ref().filter(|_| self.font.is_none());
        let heads = match (self.heading.take(), heads_of_layout) {
            (None, Some(name)) => Some(of_layout(name, manifest, self.families, self.diagnostics)),
            (chosen, _) => chosen,
        };
        if let Some(family) = self.font.take() {
            self.options.family = family;
        }
        let embedded = self.embedded();
        self.options.fonts.text = chain(&self.options.family, &embedded);
        self.options.fonts.heading = chain(heads.as_ref().unwrap_or(&self.options.family), &embedded);
        let body = measures::body_size(self.options.density, manifest, &self.options);
        for given in std::mem::take(&mut self.style) {
            self.styles(&given, body);
        }
        self.options
    }
}

/// A family that the layout wants. A layout whose font is missing is at fault, not the résumé.
fn of_layout(
    name: &str,
    manifest: &Manifest,
    families: &dyn Families,
    diagnostics: &mut Diagnostics,
) -> Family {
    families.find(name).unwrap_or_else(|| {
        let message = format!("layout `{}` wants the font `{name}`, which is not there", manifest.name);
        let error = Diagnostic::new(Rule::FontMissing, Place::Nowhere, message);
        diagnostics.push(error.help("`--font-path DIR` adds the fonts of a folder"));
        Family { name: name.to_owned(), x_height: 0.48, serif: true, embedded: false }
    })
}

/// The families to try: the chosen one, the embedded one of its genre, then every other embedded one, so
/// that a glyph is found if any of them has it.
fn chain(first: &Family, embedded: &[Family]) -> Vec<String> {
    let kin = if first.serif { "Libertinus Serif" } else { "Source Sans 3" };
    let mut names = vec![first.name.clone()];
    // A display cut is drawn for large sizes; the text cut of the same family has its glyphs.
    let text = || embedded.iter().filter(|family| !family.name.ends_with("Display"));
    let next = text().filter(|family| family.name == kin).chain(text());
    for family in next {
        if !names.contains(&family.name) {
            names.push(family.name.clone());
        }
    }
    names
}
