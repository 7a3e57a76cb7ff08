//! What will happen: the résumés of a plan, what applies to the files of each (the command line, and after it `recto.toml`),
//! and where they go. Nothing is written before the whole plan is checked against itself and the folders.

use super::RenderArgs;
use super::names::{Field, Template, file_name};
use crate::cli::config::Config;
use crate::cli::input::InputSource;
use crate::cli::output::{self, Destination};
use crate::cli::paths::InputPath;
use crate::cli::photo::Photos;
use crate::cli::plan::{OutputFolder, Plan};
use crate::cli::run::{self, Job};
use crate::cli::terminal::{clean, shown};
use crate::cli::{fonts, preview};
use recto::layout::Layouts;
use recto::output::{Format, Settings};
use recto::render::Engine;
use recto::sheet::options::DEFAULT_LAYOUT;
use recto::text::{Diagnostic, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
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
    /// For each variant, where each format goes.
    pub outputs: Vec<Vec<(&'static Format, Destination)>>,
    /// Whether files that are current are left alone.
    pub skip: bool,
}

impl RenderPlan {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other, name nothing, or an output has nowhere to go.
    pub fn resolve(args: &RenderArgs, layouts: &Layouts) -> Result<Self, Diagnostic> {
        let output = OutputFolder::Mirror(args.output.as_deref());
        let mut plan = Plan::find(&args.inputs, &args.pages, output, layouts)?;
        let mut options = Vec::new();
        for job in &plan.jobs {
            let resolved = RenderOptions::resolve(args, &job.options.config)?;
            plan.many |= job.variants.len() > 1 || resolved.formats.len() > 1;
            options.push(resolved);
        }
        plan.check_inputs("render it by itself: `recto render - -o FILE`")?;
        let skip = !args.force && (plan.many || args.watch);
        let mut jobs = Vec::new();
        for (mut job, options) in std::mem::take(&mut plan.jobs).into_iter().zip(options) {
            job.photos = args.watch.then(Photos::default);
            let outputs = destinations(&job, &options, plan.many)?;
            jobs.push(RenderJob { job, options, outputs, skip });
        }
        let plan = Self { plan, jobs };
        if args.watch && !plan.plan.has_config_errors() {
            plan.check_watch(args.preview)?;
        }
        Ok(plan)
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
    pub fn engine(&self, args: &RenderArgs, layouts: Layouts) -> Result<(Arc<Engine>, usize), Diagnostic> {
        let (mut engine, threads) = self.plan.engine(fonts::with_system(), layouts, self.jobs.len())?;
        if args.preview {
            engine.remember = engine.remember.max(preview::REMEMBER);
        }
        Ok((Arc::new(engine), threads))
    }

    /// Fills in the names that only the résumé says, and refuses two outputs of one name.
    ///
    /// # Errors
    ///
    /// When two outputs would be one file, or an output would be an input.
    pub fn settle(&mut self, engine: &Engine) -> Result<(), Diagnostic> {
        self.jobs.iter_mut().for_each(|job| job.fill_names(engine));
        let paths = self.jobs.iter().filter_map(|job| job.job.input.path());
        let inputs: BTreeSet<PathBuf> = paths.filter_map(|path| path.canonicalize().ok()).collect();
        let mut taken: BTreeMap<PathBuf, String> = BTreeMap::new();
        for RenderJob { job, outputs, .. } in &self.jobs {
            for (variant, outputs) in job.variants.iter().zip(outputs) {
                let name = clean(&job.input.name());
                let by = match &variant.layout {
                    Some(layout) => format!("`{name}` in {layout}"),
                    None => format!("`{name}`"),
                };
                for (_, to) in outputs {
                    let Destination::Below { root, name } = to else { continue };
                    let path = root.join(name);
                    if path.canonicalize().is_ok_and(|path| inputs.contains(&path)) {
                        return Err(output::would_overwrite(&path));
                    }
                    let whole = root.canonicalize().unwrap_or_else(|_| root.clone());
                    if let Some(first) = taken.insert(whole.join(name), by.clone()) {
                        return Err(collision(&path, &first, &by));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where the files of a job go, for each variant.
fn destinations(
    job: &Job,
    options: &RenderOptions,
    many: bool,
) -> Result<Vec<Vec<(&'static Format, Destination)>>, Diagnostic> {
    let named = !many && options.template.is_none() && !options.is_folder;
    let destination = |format: &&'static Format| {
        let to = if named {
            let output = options.output.as_deref();
            Destination::named(output, &job.input, format)?
        } else {
            // The name is filled in when the engine is there.
            Destination::Below { root: options.root()?, name: job.below.clone() }
        };
        Ok((*format, to))
    };
    job.variants.iter().map(|_| options.formats.iter().map(destination).collect()).collect()
}

impl RenderJob {
    /// Whether the same is to be made in the same way.
    pub fn is_like(&self, other: &Self) -> bool {
        self.job.input == other.job.input
            && self.job.options.is_like(&other.job.options)
            && (&self.options, &self.outputs) == (&other.options, &other.outputs)
    }

    /// Completes the names of outputs below a folder.
    fn fill_names(&mut self, engine: &Engine) {
        let usual = Template::usual(self.job.variants.len());
        let template = self.options.template.as_ref().unwrap_or(&usual);
        let input = &self.job.input;
        let ext = input.path().and_then(Path::extension).and_then(OsStr::to_str).unwrap_or_default();
        for (variant, outputs) in self.job.variants.iter().zip(&mut self.outputs) {
            // The person and the language are in the résumé, and so is a layout that nobody else names.
            let needs_resume = template.has(Field::Name)
                || template.has(Field::Lang)
                || (template.has(Field::Layout) && variant.layout.is_none());
            let read = || read_names(&self.job.with_variants(vec![variant.clone()]), engine);
            let read = needs_resume.then(read).flatten();
            // One that cannot be read fails when its turn comes.
            let stand_ins = || [String::new(), DEFAULT_LAYOUT.to_owned(), "en".to_owned()];
            let [name, layout, lang] = read.unwrap_or_else(stand_ins);
            let base = template.fill(|field| match field {
                Field::Stem => input.stem().unwrap_or(OsStr::new(output::NAMELESS)).to_owned(),
                Field::Ext => ext.into(),
                Field::Name => file_name(&name),
                Field::Layout => file_name(variant.layout.as_ref().unwrap_or(&layout)),
                Field::Lang => file_name(&lang),
            });
            for (format, to) in outputs {
                if let Destination::Below { name, .. } = to {
                    *name = name.join(output::with_extension(&base, format.name));
                }
            }
        }
    }
}

/// What only the résumé says: the person's name, the layout and the language.
fn read_names(job: &Job, engine: &Engine) -> Option<[String; 3]> {
    let outcome = run::run(job, engine, |_, prepared, _| {
        let content = prepared.content();
        let lang = [Some(&content.document.lang), content.document.region.as_ref()];
        let lang: Vec<&str> = lang.into_iter().flatten().map(String::as_str).collect();
        Some([content.header.name.value.clone(), prepared.layout().to_owned(), lang.join("-")])
    });
    outcome.variants.into_iter().next()?.result
}

/// Two outputs of one name.
fn collision(path: &Path, first: &str, second: &str) -> Diagnostic {
    let message = format!("{first} and {second} would both write `{}`", shown(path));
    Diagnostic::of(Rule::OutputConflict, message)
        .help("tell them apart with `--name`, such as `--name '{stem}-{ext}'` or `--name '{layout}/{stem}'`")
        .help("nothing was written")
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
    /// Where outputs go: `-o`, or else what `recto.toml` says.
    pub output: Option<PathBuf>,
    /// Whether that is a folder, there or not: it ends as one, or `recto.toml` says it.
    pub is_folder: bool,
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
        let mut seen = BTreeSet::new();
        let named = args.format.iter().filter_map(|name| Format::by_name(name));
        let mut formats: Vec<_> = named.filter(|format| seen.insert(format.name)).collect();
        if formats.is_empty() {
            formats.clone_from(&config.formats);
        }
        if formats.is_empty() {
            formats.push(args.output.as_deref().and_then(output::format_of).unwrap_or(Format::usual()));
        }
        Ok(Self {
            formats,
            settings: settings(args)?,
            force: args.force,
            is_folder: args.output.as_deref().map_or(config.output.is_some(), output::ends_as_folder),
            output: args.output.clone().or_else(|| config.output.clone()),
            template: typed.map(Template::read).transpose()?,
        })
    }

    /// The folder for outputs.
    ///
    /// # Errors
    ///
    /// When what was named is no folder.
    pub fn root(&self) -> Result<PathBuf, Diagnostic> {
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
