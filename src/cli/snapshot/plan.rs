//! What is to be compared: the résumés that were asked for, under the names of their snapshots.

use super::args::SnapshotArgs;
use crate::cli::exit::Failure;
use crate::cli::layouts::ALL;
use crate::cli::paths::Found;
use crate::cli::subject::{Configs, Subject, Subjects, Terms};
use crate::cli::terminal::clean;
use recto::layout::Layouts;
use recto::text::Rule;
use std::path::{Component, Path, PathBuf};

/// Everything that is to be compared.
#[derive(Debug)]
pub struct Plan {
    /// The résumés.
    pub named: Vec<Named>,
    /// Folders that could not be read on the way.
    pub failures: Vec<Failure>,
    /// What `recto.toml` files say for the run.
    pub configs: Configs<Terms>,
}

/// A résumé under the name of its snapshots.
#[derive(Debug)]
pub struct Named {
    /// The name, but for the layout: `cvs/ada.yaml`.
    pub name: String,
    /// The résumé.
    pub subject: Subject,
}

impl Plan {
    /// Resolves the arguments.
    ///
    /// # Errors
    ///
    /// When they contradict each other or stand for nothing, or when a résumé can have no name.
    pub fn resolve(args: &SnapshotArgs, layouts: &Layouts) -> Result<Self, Failure> {
        // A name that is none is refused before folders are walked.
        let typed = args.pages.layout.iter().filter(|name| *name != ALL);
        typed.map(|name| layouts.find(name)).collect::<Result<Vec<_>, _>>()?;
        let Subjects { found, failures, configs, .. } =
            Subjects::find(&args.inputs, &args.pages, Some(&args.dir), layouts)?;
        let root = root(&args.dir)?;
        let named = found.into_iter().map(|(found, subject)| named(&found, subject, &root));
        Ok(Self { named: named.collect::<Result<_, _>>()?, failures, configs })
    }
}

/// Gives a résumé its name.
fn named(found: &Found, subject: Subject, root: &Path) -> Result<Named, Failure> {
    if subject.origin.stem().is_none() {
        let shown = clean(&subject.origin.name());
        let failure = Failure::new(Rule::Usage, format!("{shown} has no name that a snapshot could take"));
        return Err(failure.help("name a file"));
    }
    Ok(Named { name: name(found, root)?, subject })
}

/// The folder that names are seen from: the one that holds both the snapshots and the folder we stand in; where that would
/// be everything, the one that holds the snapshots. It is given as the system knows it.
///
/// # Errors
///
/// When the folder we stand in is gone.
pub fn root(dir: &Path) -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let here = here
        .map_err(|error| Failure::io(Rule::FileUnreadable, "the current folder cannot be found", &error))?;
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
        Failure::new(Rule::Usage, format!("`{file}` is outside `{root}`, which the snapshots are of"))
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
        assert_eq!(name(&found, &root.join("other")).unwrap_err().rule, Rule::Usage);
    }

    #[test]
    fn the_root_holds_the_snapshots_and_us() {
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        assert_eq!(root(Path::new("snapshots")).unwrap(), here);
        assert_eq!(root(Path::new("tests/none/layouts")).unwrap(), here);
        assert_eq!(root(Path::new("..")).unwrap(), here.parent().unwrap());
        assert_eq!(root(Path::new("/none/snapshots")).unwrap(), Path::new("/none"));
    }
}
