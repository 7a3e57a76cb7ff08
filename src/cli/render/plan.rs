//! What will happen: the résumés of a plan, what applies to the files of each (the command line, and after it `recto.toml`),
//! and where they go. Nothing is written before the whole plan is checked against itself and the folders.

use super::RenderArgs;
use super::names::{Field, Template, file_name};
use crate::cli::child::Press;
use crate::cli::config::Config;
use crate::cli::input::InputSource;
use crate::cli::layouts::LayoutFolders;
use crate::cli::output::{self, Destination};
use crate::cli::paths::InputPath;
use crate::cli::photo::Photos;
use crate::cli::plan::{OutputFolder, Plan};
use crate::cli::preview;
use crate::cli::run::{self, Job};
use crate::cli::terminal::{clean, shown};
use recto::input::Format as InputFormat;
use recto::layout::Layouts;
use recto::output::{Format, Settings};
use recto::sheet::options::DEFAULT_LAYOUT;
use recto::text::{Diagnostic, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that is to be rendered.
#[derive(Debug)]
pub struct RenderPlan {
    /// The command line as all commands see it; its jobs are in `jobs`.
    pub plan: Plan,
    /// One for each résumé.
    pub jobs: Vec<RenderJob>,
}

/// One résumé, and the files to make of it.
#[derive(Debug)]
pub struct RenderJob {
    /// The résumé.
    pub job: Job,
    /// What applies to its files.
    pub options: RenderOptions,
    /// Whether the names of the outputs are complete without a template.
    named: bool,
    /// For each variant, where each format goes.
    pub outputs: Vec<Vec<(&'static Format, Destination)>>,
    /// Whether files that are current are left alone.
    pub skip: bool,
    /// Why nothing is made of it: its files would be those of another one. Of several that are refused for one reason, the
    /// first has the failure, and the others none.
    pub refused: Option<Vec<Diagnostic>>,
}

/// Whether file systems usually take `Ada.pdf` and `ada.pdf` for one file.
const CASE_BLIND: bool = cfg!(any(windows, target_os = "macos"));

impl RenderPlan {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other, name nothing, or an output has nowhere to go.
    pub fn resolve(args: &RenderArgs, layouts: &Layouts) -> Result<Self, Diagnostic> {
        let (inputs, output) = inputs_and_output(args);
        let mut plan = Plan::find(inputs, &args.page_args(), OutputFolder::Mirror(output), layouts)?;
        let mut options = Vec::new();
        for job in &plan.jobs {
            let resolved = RenderOptions::resolve(args, &job.options.config)?;
            plan.many |= job.variants.len() > 1 || resolved.formats.len() > 1;
            options.push(resolved);
        }
        plan.check_inputs("render it by itself: `recto render - -o FILE`")?;
        let skip = !args.force && (plan.many || args.follows());
        let mut jobs = Vec::new();
        for (mut job, options) in std::mem::take(&mut plan.jobs).into_iter().zip(options) {
            job.photos = args.follows().then(Photos::default);
            let named = !plan.many && options.is_named();
            let outputs = destinations(&job, &options, named)?;
            jobs.push(RenderJob { job, options, named, outputs, skip, refused: None });
        }
        let plan = Self { plan, jobs };
        if args.follows() && !plan.plan.has_config_errors() {
            plan.check_watch(args.preview)?;
        }
        if args.open {
            plan.check_open()?;
        }
        Ok(plan)
    }

    /// Refuses to open what is no file.
    fn check_open(&self) -> Result<(), Diagnostic> {
        let mut outputs = self.jobs.iter().flat_map(|job| &job.outputs).flatten();
        match outputs.find(|(_, to)| to.path().is_none()) {
            Some((_, to)) => {
                let message = format!("`--open` opens files, and {} is none", clean(&to.name()));
                Err(Diagnostic::of(Rule::Usage, message).help("name a file with `-o`"))
            }
            None => Ok(()),
        }
    }

    /// Refuses what cannot be rendered again and again.
    fn check_watch(&self, preview: bool) -> Result<(), Diagnostic> {
        let refuse = |what: String| Err(Diagnostic::of(Rule::Usage, what));
        if preview && !matches!(self.plan.paths[..], [InputPath::File(_)]) {
            return refuse("`--preview` shows one résumé: name one file".to_owned());
        }
        for RenderJob { job, outputs, .. } in &self.jobs {
            if !matches!(job.input, InputSource::File(_)) {
                return refuse(format!("`--watch` needs files, and {} is none", clean(&job.input.name())));
            }
            if let Some((_, to)) = outputs.iter().flatten().find(|(_, to)| to.path().is_none()) {
                return refuse(format!("`--watch` writes files, and {} is none", clean(&to.name())));
            }
        }
        Ok(())
    }

    /// The engine, and how many threads share it. For a preview, which goes back and forth between renders, it remembers
    /// more of them.
    ///
    /// # Errors
    ///
    /// When a folder of fonts cannot be used.
    pub fn press(
        &self,
        args: &RenderArgs,
        folders: &LayoutFolders,
        layouts: Layouts,
    ) -> Result<(Arc<Press>, usize), Diagnostic> {
        let (mut press, threads) = self.plan.press(true, folders, layouts, self.jobs.len())?;
        if args.preview {
            press.engine.remember = press.engine.remember.max(preview::REMEMBER);
        }
        Ok((Arc::new(press), threads))
    }

    /// Fills in the names that only the résumé says, and refuses résumés whose outputs would be an input or those of another
    /// résumé. The others are rendered.
    pub fn settle(&mut self, press: &Press) {
        let is_readable: Vec<bool> = self.jobs.iter_mut().map(|job| job.fill_names(press)).collect();
        let paths = self.jobs.iter().filter_map(|job| job.job.input.path());
        let inputs: BTreeSet<PathBuf> = paths.filter_map(|path| path.canonicalize().ok()).collect();
        let mut takers: BTreeMap<PathBuf, Vec<Taker>> = BTreeMap::new();
        let mut over: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
        // Of a résumé that cannot be read nothing is made.
        for (at, job) in self.jobs.iter().enumerate().filter(|(at, _)| is_readable[*at]) {
            for (variant, path, whole) in job.files() {
                if path.canonicalize().is_ok_and(|path| inputs.contains(&path)) {
                    over.entry(path.clone()).or_default().push(at);
                }
                takers.entry(whole).or_default().push(Taker { job: at, variant, path });
            }
        }
        let mut refusals: Vec<(Vec<usize>, Diagnostic)> =
            over.into_iter().map(|(path, jobs)| (jobs, output::would_overwrite(&path))).collect();
        for takers in takers.into_values().filter(|takers| takers.len() > 1) {
            let jobs = takers.iter().map(|taker| taker.job).collect();
            refusals.push((jobs, self.collision(&takers)));
        }
        for (jobs, failure) in refusals {
            // One that is refused already has said why.
            let mut failures = vec![failure];
            for at in jobs {
                self.jobs[at].refused.get_or_insert_with(|| std::mem::take(&mut failures));
            }
        }
    }

    /// Several outputs of one name.
    fn collision(&self, takers: &[Taker]) -> Diagnostic {
        let by = |taker: &Taker| {
            let name = clean(&self.jobs[taker.job].job.input.name());
            match self.value(taker, Field::Layout) {
                Some(layout) => format!("`{name}` in {}", layout.display()),
                None => format!("`{name}`"),
            }
        };
        let (path, first) = (shown(&takers[0].path), by(&takers[0]));
        let message = match takers {
            [_, second] => format!("{first} and {} would both write `{path}`", by(second)),
            _ => format!("{first} and {} others would all write `{path}`", takers.len() - 1),
        };
        Diagnostic::of(Rule::OutputConflict, message).help(self.distinction(takers))
    }

    /// How to give outputs of one name several names: by the first fields in which all differ.
    fn distinction(&self, takers: &[Taker]) -> String {
        let differ = |fields: &[Field]| {
            let value = |taker| fields.iter().map(|field| self.value(taker, *field)).collect::<Vec<_>>();
            takers.iter().map(value).collect::<BTreeSet<_>>().len() == takers.len()
        };
        let first = &self.jobs[takers[0].job];
        let usual = Template::usual(first.job.variants.len());
        let typed = first.options.template.as_ref().unwrap_or(&usual).typed();
        match DISTINCTIONS.into_iter().find(|fields| differ(fields)) {
            Some(fields) => {
                let more: String = fields.iter().map(|field| format!("-{{{field}}}")).collect();
                format!("`--name '{typed}{more}'` gives each a name of its own")
            }
            None => "render them apart, each with a folder of its own: `-o DIR`".to_owned(),
        }
    }

    /// The value of a field that is known without the résumé.
    fn value(&self, taker: &Taker, field: Field) -> Option<OsString> {
        let job = &self.jobs[taker.job].job;
        match field {
            Field::Stem => job.input.stem().map(OsStr::to_owned),
            Field::Ext => job.input.path()?.extension().map(OsStr::to_owned),
            Field::Layout => job.variants[taker.variant].layout.clone().map(Into::into),
            Field::Name | Field::Lang => None,
        }
    }
}

/// Fields that can tell outputs of one name apart, the least first.
const DISTINCTIONS: [&[Field]; 6] = [
    &[Field::Stem],
    &[Field::Layout],
    &[Field::Ext],
    &[Field::Stem, Field::Layout],
    &[Field::Layout, Field::Ext],
    &[Field::Stem, Field::Layout, Field::Ext],
];

/// An output: the indices of its job and its variant, and its path.
#[derive(Debug)]
struct Taker {
    job: usize,
    variant: usize,
    path: PathBuf,
}

/// The PATHs, and where files go: where `-o` says, or else the last of several PATHs, as other tools have it (`recto render
/// ada.yaml ada.pdf`). That is one with the extension of an output that no data or Markdown has. Behind several inputs, which
/// do not fit in one file, one that is there is an input like them: a shell writes `*` out.
fn inputs_and_output(args: &RenderArgs) -> (&[PathBuf], Option<&Path>) {
    let is_output =
        |path: &Path| output::format_of(path).is_some() && InputFormat::by_extension(path).is_none();
    match args.inputs.split_last() {
        Some((last, inputs))
            if args.output.is_none()
                && is_output(last)
                && (inputs.len() == 1 || (!inputs.is_empty() && last.symlink_metadata().is_err())) =>
        {
            (inputs, Some(last))
        }
        _ => (&args.inputs, args.output.as_deref()),
    }
}

/// Where the files of a job go, for each variant.
fn destinations(
    job: &Job,
    options: &RenderOptions,
    named: bool,
) -> Result<Vec<Vec<(&'static Format, Destination)>>, Diagnostic> {
    let inner = options.inner.as_ref().map_or(Path::new(""), |(_, inner)| inner);
    let destination = |format: &&'static Format| {
        let to = if named {
            let to = Destination::named(options.output.as_deref(), &job.input, format)?;
            if options.is_path && !options.force { to.guarded()? } else { to }
        } else {
            // The name is filled in when the engine is there.
            Destination::Below { root: options.root()?, name: inner.join(&job.below) }
        };
        Ok((*format, to))
    };
    job.variants.iter().map(|_| options.formats.iter().map(destination).collect()).collect()
}

impl RenderJob {
    /// The files below a folder for outputs: the variant, the path, and the path by which two are compared.
    fn files(&self) -> impl Iterator<Item = (usize, PathBuf, PathBuf)> {
        let outputs = self.outputs.iter().enumerate();
        let outputs = outputs.flat_map(|(variant, outputs)| outputs.iter().map(move |(_, to)| (variant, to)));
        outputs.filter_map(|(variant, to)| {
            let Destination::Below { root, name } = to else { return None };
            let whole = root.canonicalize().unwrap_or_else(|_| root.clone());
            let same = if CASE_BLIND { name.to_string_lossy().to_lowercase().into() } else { name.clone() };
            Some((variant, to.path()?, whole.join(same)))
        })
    }

    /// Whether the same is to be made in the same way.
    pub fn is_like(&self, other: &Self) -> bool {
        self.job.input == other.job.input
            && self.refused.is_some() == other.refused.is_some()
            && self.job.options.is_like(&other.job.options)
            && (&self.options, &self.outputs) == (&other.options, &other.outputs)
    }

    /// Completes the names of outputs below a folder. Returns whether the résumé can be read, where a name needs it.
    fn fill_names(&mut self, press: &Press) -> bool {
        if self.named {
            return true;
        }
        let mut is_readable = true;
        let usual = Template::usual(self.job.variants.len());
        let template = self.options.template.as_ref().unwrap_or(&usual);
        let input = &self.job.input;
        let ext = input.path().and_then(Path::extension).and_then(OsStr::to_str).unwrap_or_default();
        for (variant, outputs) in self.job.variants.iter().zip(&mut self.outputs) {
            // The person and the language are in the résumé, and so is a layout that nobody else names.
            let needs_resume = template.has(Field::Name)
                || template.has(Field::Lang)
                || (template.has(Field::Layout) && variant.layout.is_none());
            let read = || read_names(&self.job.with_variants(vec![variant.clone()]), press);
            let read = needs_resume.then(read).flatten();
            // One that cannot be read fails when its turn comes.
            is_readable &= !needs_resume || read.is_some();
            let [name, layout, lang] = read.unwrap_or_default();
            let stem = || input.stem().unwrap_or(OsStr::new(output::NAMELESS)).to_owned();
            let base = template.fill(|field| match field {
                Field::Stem => stem(),
                Field::Ext => ext.into(),
                Field::Name => file_name(&name).unwrap_or_else(stem),
                Field::Layout => {
                    file_name(variant.layout.as_ref().unwrap_or(&layout)).unwrap_or(DEFAULT_LAYOUT.into())
                }
                Field::Lang => file_name(&lang).unwrap_or_else(|| "en".into()),
            });
            for (format, to) in outputs {
                if let Destination::Below { name, .. } = to {
                    *name = name.join(output::with_extension(&base, format.name));
                }
            }
        }
        is_readable
    }
}

/// What only the résumé says: the person's name, the layout and the language.
fn read_names(job: &Job, press: &Press) -> Option<[String; 3]> {
    let outcome = run::run(job, press, |_, variant, _| {
        let content = variant.prepared.content();
        let lang = [Some(&content.document.lang), content.document.region.as_ref()];
        let lang: Vec<&str> = lang.into_iter().flatten().map(String::as_str).collect();
        Some([content.header.name.value.clone(), variant.prepared.layout().to_owned(), lang.join("-")])
    });
    outcome.variants.into_iter().next()?.result
}

/// What applies to the files of one résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RenderOptions {
    /// Formats of the outputs; at least one.
    pub formats: Vec<&'static Format>,
    /// How files are written.
    pub settings: Settings,
    /// Whether files are made again that are current.
    pub force: bool,
    /// Where `-o` or the last PATH says that outputs go.
    pub output: Option<PathBuf>,
    /// Whether it is a PATH: a file there may be meant as an input.
    is_path: bool,
    /// Whether that is a folder, there or not.
    pub is_folder: bool,
    /// The folder that `recto.toml` names for outputs, where `-o` names nothing: the file's own folder and a path below it.
    pub inner: Option<(PathBuf, PathBuf)>,
    /// The template of names, where one was given.
    pub template: Option<Template>,
}

impl RenderOptions {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When a template or the date is none.
    pub fn resolve(args: &RenderArgs, config: &Config) -> Result<Self, Diagnostic> {
        let typed = args.name.as_deref().or(config.name.as_deref());
        let (_, output) = inputs_and_output(args);
        let mut seen = BTreeSet::new();
        let named = args.format.iter().filter_map(|name| Format::by_name(name));
        let mut formats: Vec<_> = named.filter(|format| seen.insert(format.name)).collect();
        if formats.is_empty() {
            formats.clone_from(&config.formats);
        }
        if formats.is_empty() {
            formats.push(output.and_then(output::format_of).unwrap_or(Format::usual()));
        }
        Ok(Self {
            formats,
            settings: settings(args)?,
            force: args.force,
            is_folder: output.is_some_and(output::means_folder),
            is_path: output.is_some() && args.output.is_none(),
            inner: config.output.clone().filter(|_| output.is_none()),
            output: output.map(Path::to_owned),
            template: typed.map(Template::read).transpose()?,
        })
    }

    /// Whether `-o`, or else the input, names the file that is made of one résumé.
    const fn is_named(&self) -> bool {
        self.template.is_none() && !self.is_folder && self.inner.is_none()
    }

    /// Where outputs go, if that was said.
    pub fn folder(&self) -> Option<PathBuf> {
        let inner = || self.inner.as_ref().map(|(folder, inner)| folder.join(inner));
        self.output.clone().or_else(inner)
    }

    /// The folder for outputs.
    ///
    /// # Errors
    ///
    /// When what was named is no folder.
    pub fn root(&self) -> Result<PathBuf, Diagnostic> {
        if let Some((folder, _)) = &self.inner {
            return Ok(folder.clone());
        }
        let Some(path) = &self.output else { return Ok(PathBuf::from(".")) };
        if output::is_stdout(path) {
            return Err(Diagnostic::of(Rule::Usage, "several files do not fit on stdout")
                .help("name a folder with `-o`, or render one file in one layout and format"));
        }
        // A name such as `ada.pdf` is a file's, unless there is a folder of that name or it ends as one.
        let named = !self.is_folder && output::format_of(path).is_some() && !path.is_dir();
        if named || path.metadata().is_ok_and(|meta| !meta.is_dir()) {
            let message = format!("`{}` is one file, and there are several outputs", shown(path));
            return Err(
                Diagnostic::of(Rule::Usage, message).help("name a folder with `-o`, such as `-o out/`")
            );
        }
        Ok(path.clone())
    }
}

/// How files are written.
///
/// # Errors
///
/// When `SOURCE_DATE_EPOCH` is no date.
pub fn settings(args: &RenderArgs) -> Result<Settings, Diagnostic> {
    let epoch = std::env::var_os("SOURCE_DATE_EPOCH");
    let timestamp = epoch.as_deref().map(timestamp).transpose()?;
    Ok(Settings { timestamp, ppi: args.ppi.unwrap_or(Settings::PPI) })
}

/// Reads `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>): a wrong one must not pass
/// for none.
fn timestamp(text: &OsStr) -> Result<i64, Diagnostic> {
    let text = text.to_string_lossy();
    text.trim().parse().ok().filter(|seconds| (0..=LAST_SECOND).contains(seconds)).ok_or_else(|| {
        Diagnostic::of(Rule::Usage, format!("`SOURCE_DATE_EPOCH` is `{}`, which is no date", clean(&text)))
            .help("it counts the seconds since 1970, such as `1767225600`; unset it to store 2000-01-01")
    })
}

/// The end of the year 9999, the last that a PDF can store.
const LAST_SECOND: i64 = 253_402_300_799;
