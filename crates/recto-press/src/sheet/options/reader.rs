//! Settings and arguments in, [`Options`] out.

use super::colour::{ACCENTS, CONTRAST, Colour};
use super::given::{Given, one_of};
use super::table::{BASICS, LINKS, OPTIONS, PAPERS};
use super::{Argument, Asked, Families, Family, Options, layout_name};
use crate::manifest::Manifest;
use crate::sheet::tokens;
use recto_resume::language::{LANGUAGES, Language};
use recto_resume::resume::date::DateStyle;
use recto_resume::text::{Diagnostic, Diagnostics, Place, Severity};

/// What reads the rows of [`OPTIONS`]: the options so far, and all that a value is judged by.
pub struct Reader<'a> {
    pub(super) options: Options,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The text family the user chose.
    pub(super) font: Option<Family>,
    /// The family of heads the user chose.
    pub(super) heading: Option<Family>,
    /// The styles the user chose.
    pub(super) style: Vec<Given>,
    families: &'a dyn Families,
}

/// Checks what was asked for and fills in what was not. Every problem is reported; the options are usable
/// (with the layout's defaults) whatever was wrong.
pub fn resolve(
    asked: &Asked<'_>,
    manifest: &Manifest,
    families: &dyn Families,
    diagnostics: &mut Diagnostics,
) -> Options {
    let settings = asked.settings.iter().map(Given::setting);
    let given: Vec<Given> = settings.chain(asked.arguments.iter().map(Given::argument)).collect();
    let elsewhere = layout_name(&Asked { arguments: &[], ..*asked }, None).value != manifest.name;
    for one in &given {
        check_key(one, manifest, elsewhere, diagnostics);
    }
    // Least first: the last one counts.
    let given: Vec<Given> = asked.defaults.iter().map(Given::argument).chain(given).collect();
    let mut reader = Reader::new(manifest, families, diagnostics);
    for spec in OPTIONS {
        for one in effective(&given, spec.key) {
            (spec.read)(&mut reader, one);
        }
    }
    reader.own(&given, manifest);
    reader.options.basics = basics(asked.arguments);
    reader.finish(manifest)
}

/// The values that count for `key`: the last argument, or else the file's; for `titles` and `style` all, as they
/// add up.
fn effective<'g>(given: &'g [Given], key: &str) -> Vec<&'g Given> {
    let all: Vec<&Given> = given.iter().filter(|one| one.key == key).collect();
    if ["titles", "style"].contains(&key) {
        return all;
    }
    // Arguments stand behind settings, so the last one has precedence.
    all.last().copied().into_iter().collect()
}

fn basics(arguments: &[Argument]) -> Vec<Argument> {
    arguments.iter().filter(|a| BASICS.contains(&a.key.as_str())).cloned().collect()
}

/// Reports a key that no option has. In a file that was written for another layout it is only a warning:
/// the option may be that layout's own.
fn check_key(given: &Given, manifest: &Manifest, elsewhere: bool, diagnostics: &mut Diagnostics) {
    let key = given.key.as_str();
    let shared = OPTIONS.iter().map(|spec| spec.key);
    let own = manifest.options.keys().map(String::as_str);
    let basic = BASICS.contains(&key);
    if shared.clone().chain(own.clone()).any(|known| known == key) || (basic && given.is_argument()) {
        return;
    }
    let severity = if elsewhere && !given.is_argument() { Severity::Warning } else { Severity::Error };
    let message = format!("layout `{}` has no option `{key}`", manifest.name);
    let problem = Diagnostic::new(severity, given.key_place(), message);
    if basic {
        diagnostics.push(problem.help(format!("`{key}` belongs under `basics`")));
        return;
    }
    let extra = BASICS.iter().copied().filter(|_| given.is_argument());
    let known: Vec<&str> = shared.chain(own).chain(extra).collect();
    let problem = problem.suggest(key, known.iter().copied());
    diagnostics.push(problem.help(format!("options are {}", known.join(", "))));
}

impl<'a> Reader<'a> {
    fn new(manifest: &Manifest, families: &'a dyn Families, diagnostics: &'a mut Diagnostics) -> Self {
        let family = of_layout(&manifest.font, manifest, families, diagnostics);
        let options = Options {
            paper: PAPERS[0],
            accent: manifest.accent.clone(),
            font: Vec::new(),
            heading_font: Vec::new(),
            family,
            size: None,
            density: 0.5,
            language: Language::english(),
            dates: None,
            links: LINKS[0],
            print_urls: true,
            page_numbers: true,
            photo: true,
            show_unknown: false,
            sections: Vec::new(),
            titles: Vec::new(),
            hide: Vec::new(),
            parts: manifest.parts.clone(),
            own: manifest.options.iter().map(|(k, option)| (k.clone(), option.default.clone())).collect(),
            basics: Vec::new(),
        };
        Self { options, diagnostics, font: None, heading: None, style: Vec::new(), families }
    }

    /// The colour of heads and rules.
    pub(super) fn accent(&mut self, given: &Given) {
        self.options.accent = self.colour(given, &[]).unwrap_or_else(|| self.options.accent.clone());
    }

    /// One of `words`, or a colour as `#rrggbb`; one that is too light for text is darkened, with a warning.
    pub(super) fn colour(&mut self, given: &Given, words: &[&str]) -> Option<String> {
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
            let warning = Diagnostic::new(Severity::Warning, given.value_place(), message);
            self.diagnostics.push(warning.label(contrast).help(format!("write `{}`", readable.hex())));
        }
        Some(readable.hex())
    }

    /// The family of that name.
    pub(super) fn family(&mut self, given: &Given) -> Option<Family> {
        let text = given.scalar(self.diagnostics)?;
        let found = self.families.find(&text);
        if found.is_none() {
            let names = self.families.names();
            let message = format!("unknown font `{text}`");
            let error = Diagnostic::new(Severity::Error, given.value_place(), message);
            let error = error.suggest(&text, names.iter().map(String::as_str));
            let embedded = self.embedded();
            let known: Vec<&str> = embedded.iter().map(|family| family.name.as_str()).collect();
            self.diagnostics.push(
                error
                    .help(format!("recto brings {}", one_of(&known).replace(" or ", " and ")))
                    .help("`--font-path DIR` adds the fonts of a folder"),
            );
        }
        found
    }

    /// The body size, within what reads well in the chosen family.
    pub(super) fn size(&mut self, given: &Given) {
        let auto = matches!(given.scalar(&mut Diagnostics::new()), Some(text) if text == "auto");
        if auto {
            self.options.size = None;
            return;
        }
        let family = self.font.as_ref().unwrap_or(&self.options.family);
        let (least, most) = tokens::size_range(family);
        self.options.size = given.number(least, most, " pt", self.diagnostics);
    }

    /// How close everything stands.
    pub(super) fn density(&mut self, given: &Given) {
        let density = given.number(0.0, 1.0, "", self.diagnostics);
        self.options.density = density.unwrap_or(self.options.density);
    }

    /// How dates are written.
    pub(super) fn dates(&mut self, given: &Given) {
        let mut word = "";
        given.word(DateStyle::WORDS, &mut word, self.diagnostics);
        self.options.dates = DateStyle::named(word).or(self.options.dates);
    }

    /// The language of titles, words and dates.
    pub(super) fn language(&mut self, given: &Given) {
        let Some(text) = given.scalar(self.diagnostics) else { return };
        match Language::find(&text) {
            Some(language) => self.options.language = language,
            None => {
                let codes: Vec<&str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
                let message = format!("no titles and dates in the language `{text}`");
                let error = Diagnostic::new(Severity::Error, given.value_place(), message);
                let help =
                    format!("`lang` takes {}, or one of them with a region, as `en-GB`", one_of(&codes));
                self.diagnostics.push(error.label("unknown language").help(help));
            }
        }
    }

    /// The layout's own options.
    fn own(&mut self, given: &[Given], manifest: &Manifest) {
        for (key, option) in &manifest.options {
            let words: Vec<&str> = option.values.iter().map(String::as_str).collect();
            for one in effective(given, key) {
                let mut word = option.default.as_str();
                one.word(&words, &mut word, self.diagnostics);
                self.options.own.insert(key.clone(), word.to_owned());
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
        self.options.font = chain(&self.options.family, &embedded);
        self.options.heading_font = chain(heads.as_ref().unwrap_or(&self.options.family), &embedded);
        let body = tokens::body_size(&self.options, manifest);
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
        let error = Diagnostic::new(Severity::Error, Place::Nowhere, message);
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
