//! What is to be compared: the résumés and layouts that were asked for, under their names.

use super::args::SnapshotArgs;
use crate::cli::config::{self, Config};
use crate::cli::exit::{Failure, Kind};
use crate::cli::input::Origin;
use crate::cli::paths::{Asked, Found};
use crate::cli::photo;
use crate::cli::terminal::clean;
use recto::diagnostic::Diagnostics;
use recto::input::{Format, Source};
use recto::layout::Layouts;
use recto::sheet::options::{Argument, layout_argument};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Everything that is to be compared.
#[derive(Debug, Default)]
pub struct Plan {
    /// One for each résumé.
    pub subjects: Vec<Subject>,
    /// Folders that could not be read on the way.
    pub failures: Vec<Failure>,
    /// Folders with more fonts.
    pub font_paths: Vec<PathBuf>,
    /// How many résumés are rendered at once, where that was said.
    pub threads: Option<usize>,
    /// The `recto.toml` files that were read, with what is wrong in them.
    pub configs: Vec<(Source, Diagnostics)>,
}

/// One résumé.
#[derive(Debug)]
pub struct Subject {
    /// Where it comes from.
    pub origin: Origin,
    /// The format, where its name tells it.
    pub format: Option<&'static Format>,
    /// The name of its snapshots, but for the layout: `cvs/ada.yaml`.
    pub name: String,
    /// The layouts; none is the file's own choice.
    pub layouts: Vec<Option<String>>,
    /// Options that go before the file's.
    pub arguments: Vec<Argument>,
    /// Options that the file goes before.
    pub defaults: Vec<Argument>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Folders that photos may be in, beside the résumé's own.
    pub allowed: Vec<PathBuf>,
}

impl Plan {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other or stand for nothing.
    pub fn resolve(args: &SnapshotArgs, layouts: &Layouts) -> Result<Self, Failure> {
        let mut plan = Self { font_paths: args.font_path.clone(), threads: args.jobs, ..Self::default() };
        let root = root(&args.dir)?;
        let mut configs = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for path in &args.inputs {
            let asked = Asked::new(path)?;
            let config = plan.config(asked.folder(), layouts, &mut configs)?;
            for found in asked.files(Some(&args.dir), &mut plan.failures)? {
                let whole = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
                if seen.insert(whole) {
                    plan.subjects.push(subject(&found, &config, args, layouts, &root)?);
                }
            }
        }
        Ok(plan)
    }

    /// What the `recto.toml` over a folder says.
    fn config(
        &mut self,
        folder: &Path,
        layouts: &Layouts,
        known: &mut BTreeMap<PathBuf, Config>,
    ) -> Result<Config, Failure> {
        let Some(file) = config::find(folder) else { return Ok(Config::default()) };
        if let Some(config) = known.get(&file) {
            return Ok(config.clone());
        }
        let (config, source, diagnostics) = config::read(&file, layouts)?;
        self.configs.push((source, diagnostics));
        self.threads = self.threads.or(config.jobs);
        self.font_paths.extend(config.font_paths.iter().cloned());
        known.insert(file, config.clone());
        Ok(config)
    }
}

fn subject(
    found: &Found,
    config: &Config,
    args: &SnapshotArgs,
    layouts: &Layouts,
    root: &Path,
) -> Result<Subject, Failure> {
    let origin = Origin::new(&found.path);
    if origin.stem().is_none() {
        let name = clean(&origin.name());
        return Err(Failure::new(Kind::Usage, format!("{name} has no name that a snapshot could take"))
            .help("name a file"));
    }
    let argument = |set: &crate::cli::args::Assignment| Argument {
        key: set.key.clone(),
        value: set.value.clone(),
        typed: format!("--set {}", set.typed),
    };
    let arguments: Vec<Argument> = args.set.iter().map(argument).collect();
    let mut defaults = config.options.clone();
    let mut wanted = chosen(&args.layout, layouts)?;
    if let (false, Some(set)) = (wanted.is_empty(), layout_argument(&arguments)) {
        let message = format!("`--layout` and `{}` both name a layout", clean(&set.typed));
        return Err(Failure::new(Kind::Usage, message).help("leave one of them out"));
    }
    if wanted.is_empty() && layout_argument(&arguments).is_none() {
        match config.layouts.as_slice() {
            // One is a default that a file may change.
            [one] => defaults.push(one.clone()),
            several => wanted = several.iter().map(|layout| layout.value.clone()).collect(),
        }
    }
    let layouts = if wanted.is_empty() { vec![None] } else { wanted.into_iter().map(Some).collect() };
    let name = name(found, root)?;
    Ok(Subject {
        format: origin.format(),
        origin,
        name,
        layouts,
        arguments,
        defaults,
        strict: config.strict,
        allowed: photo::allowed(&args.allow_path)?,
    })
}

/// The layouts of `--layout`; `all` is each there is.
fn chosen(typed: &[String], layouts: &Layouts) -> Result<Vec<String>, Failure> {
    let mut chosen: Vec<String> = Vec::new();
    for name in typed {
        let names: Vec<String> = if name == "all" {
            layouts.names().map(str::to_owned).collect()
        } else {
            vec![layouts.find(name)?.manifest.name]
        };
        for name in names {
            if !chosen.contains(&name) {
                chosen.push(name);
            }
        }
    }
    Ok(chosen)
}

/// The folder that names are seen from: the one that holds both the snapshots and the folder we stand in; where that would
/// be everything, the one that holds the snapshots. It is given as the system knows it.
///
/// # Errors
///
/// When the folder we stand in is gone.
pub fn root(dir: &Path) -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let here = here.map_err(|error| Failure::io("the current folder cannot be found", &error))?;
    let dir = here.join(dir);
    // What is not there yet stands where its nearest folder is.
    let there =
        dir.ancestors().find_map(|path| Some((path.canonicalize().ok()?, dir.strip_prefix(path).ok()?)));
    let whole = there.map_or_else(|| dir.clone(), |(there, rest)| there.join(rest));
    let common = here.ancestors().find(|path| whole.starts_with(path) && path.parent().is_some());
    Ok(common.or_else(|| whole.parent()).unwrap_or(&here).to_owned())
}

/// The name of a résumé's snapshots: its path seen from the root.
///
/// # Errors
///
/// When it is not below the root: its name would be another on every machine.
fn name(found: &Found, root: &Path) -> Result<String, Failure> {
    let whole = found.path.canonicalize().unwrap_or_else(|_| root.join(&found.path));
    let inside = whole.strip_prefix(root).map_err(|_| {
        let (file, root) = (clean(&found.path.display().to_string()), clean(&root.display().to_string()));
        Failure::new(Kind::Usage, format!("`{file}` is outside `{root}`, which the snapshots are of"))
            .help("name a folder beside the résumés with `--dir`")
    })?;
    let parts = inside.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    Ok(parts.collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_path_from_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let below = root.join("cvs/team");
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(below.join("ada.yaml"), "").unwrap();
        let found = Found { path: folder.path().join("cvs/team/ada.yaml"), below: PathBuf::from("team") };
        assert_eq!(name(&found, &root).unwrap(), "cvs/team/ada.yaml");
        assert_eq!(name(&found, &root.join("cvs")).unwrap(), "team/ada.yaml");
        assert_eq!(name(&found, &root.join("other")).unwrap_err().kind, Kind::Usage);
    }

    #[test]
    fn the_root_holds_the_snapshots_and_us() {
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        assert_eq!(root(Path::new("snapshots")).unwrap(), here);
        assert_eq!(root(Path::new("tests/none/layouts")).unwrap(), here);
        assert_eq!(root(Path::new("..")).unwrap(), here.parent().unwrap());
        assert_eq!(root(Path::new("/none/snapshots")).unwrap(), Path::new("/none"));
    }

    #[test]
    fn all_is_each_layout_once() {
        let layouts = Layouts::embedded();
        let typed = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let all: Vec<String> = layouts.names().map(str::to_owned).collect();
        assert_eq!(chosen(&typed(&["folio", "all"]), &layouts).unwrap().len(), all.len());
        assert!(chosen(&typed(&["folo"]), &layouts).unwrap_err().message.contains("folo"));
    }
}
