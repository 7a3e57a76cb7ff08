//! The names of snapshots: the path of the résumé and the layout, such as `cvs/ada.yaml/folio`; and which of them
//! `--update` stores.

use crate::cli::child::Press;
use crate::cli::exit::io_failure;
use crate::cli::paths::{glob, slashed};
use crate::cli::run::{self, Job};
use crate::cli::terminal::{clean, shown};
use globset::GlobMatcher;
use recto::text::{Diagnostic, Rule, nearest};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder that names are relative to: the nearest one around both the snapshots and the current folder; where that would
/// be everything, the one around the snapshots. It is given as the system knows it.
///
/// # Errors
///
/// When the current folder is gone.
pub fn root(dir: &Path) -> Result<PathBuf, Diagnostic> {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let here =
        here.map_err(|error| io_failure(Rule::FileUnreadable, "the current folder cannot be found", &error))?;
    let dir = here.join(dir);
    // What is not there yet will be where its nearest folder is.
    let there =
        dir.ancestors().find_map(|path| Some((path.canonicalize().ok()?, dir.strip_prefix(path).ok()?)));
    let whole = there.map_or_else(|| dir.clone(), |(there, rest)| there.join(rest));
    let common = here.ancestors().find(|path| whole.starts_with(path) && path.parent().is_some());
    Ok(common.or_else(|| whole.parent()).unwrap_or(&here).to_owned())
}

/// The name of a résumé's snapshots, but for the layout: its path from the root.
///
/// # Errors
///
/// When it has no name, or is not below the root: its name would be another on every machine.
pub fn resume_name(job: &Job, root: &Path) -> Result<String, Diagnostic> {
    let path = job.input.path().filter(|_| job.input.stem().is_some());
    let path = path.ok_or_else(|| {
        let message = format!("{} has no name that a snapshot could take", clean(&job.input.name()));
        Diagnostic::of(Rule::Usage, message).help("name a file")
    })?;
    path_name(path, root)
}

fn path_name(path: &Path, root: &Path) -> Result<String, Diagnostic> {
    let whole = path.canonicalize().unwrap_or_else(|_| root.join(path));
    let inside = whole.strip_prefix(root).map_err(|_| {
        let (file, root) = (shown(path), shown(root));
        Diagnostic::of(Rule::Usage, format!("`{file}` is outside `{root}`, which the snapshots are of"))
            .help("name a folder beside the résumés with `--dir`")
    })?;
    Ok(slashed(inside))
}

/// The names of a job's snapshots, of which `name` is the résumé's; that of its own choice is left out when it cannot be
/// read.
pub fn names(job: &Job, name: &str, press: &Press) -> Vec<String> {
    let own = || {
        let outcome = run::run(job, press, |_, variant, _| Some(variant.prepared.layout().to_owned()));
        outcome.variants.into_iter().next()?.result
    };
    let layouts = job.variants.iter().filter_map(|variant| variant.layout.clone().or_else(own));
    layouts.map(|layout| format!("{name}/{layout}")).collect()
}

/// Which snapshots are to be stored.
#[derive(Debug)]
pub enum Update {
    /// None: they are compared.
    Nothing,
    /// All.
    All,
    /// Those that a name or a pattern fits.
    Named(Vec<Pattern>),
}

/// A name or a pattern for names, as typed.
#[derive(Debug)]
pub struct Pattern {
    typed: String,
    matcher: GlobMatcher,
}

impl Update {
    /// What `--update` says.
    ///
    /// # Errors
    ///
    /// When a name is no pattern.
    pub fn resolve(typed: Option<&[String]>) -> Result<Self, Diagnostic> {
        let Some(typed) = typed else { return Ok(Self::Nothing) };
        if typed.is_empty() {
            return Ok(Self::All);
        }
        let named = typed.iter().map(|name| {
            let typed = name.trim_end_matches('/').to_owned();
            Ok(Pattern { matcher: glob(&typed, "names")?, typed })
        });
        Ok(Self::Named(named.collect::<Result<_, Diagnostic>>()?))
    }

    /// Whether the snapshot of that name is to be stored.
    pub fn wants(&self, name: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Named(named) => named.iter().any(|one| one.fits(name)),
        }
    }

    /// Refuses a name that no snapshot has.
    ///
    /// # Errors
    ///
    /// When there is one.
    pub fn check(&self, names: &BTreeSet<String>) -> Result<(), Diagnostic> {
        let Self::Named(named) = self else { return Ok(()) };
        let Some(lost) = named.iter().find(|one| !names.iter().any(|name| one.fits(name))) else {
            return Ok(());
        };
        let failure = Diagnostic::of(Rule::Usage, format!("there is no snapshot `{}`", clean(&lost.typed)));
        Err(match nearest(&lost.typed, names.iter().map(String::as_str)) {
            Some(near) => failure.help(format!("did you mean `{}`?", clean(near))),
            None => failure.help("a name is the résumé's file and the layout, such as `ada.yaml/folio`"),
        })
    }
}

impl Pattern {
    /// Whether the name fits whole, or in its first parts: `cvs/ada.yaml` means all its layouts.
    fn fits(&self, name: &str) -> bool {
        let ends = name.char_indices().filter(|(_, c)| *c == '/').map(|(at, _)| at).chain([name.len()]);
        ends.map(|end| &name[..end]).any(|part| self.typed == part || self.matcher.is_match(part))
    }
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
        let path = folder.path().join("cvs/team/ada.yaml");
        assert_eq!(path_name(&path, &root).unwrap(), "cvs/team/ada.yaml");
        assert_eq!(path_name(&path, &root.join("cvs")).unwrap(), "team/ada.yaml");
        assert_eq!(path_name(&path, &root.join("other")).unwrap_err().rule, Rule::Usage);
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
    fn names_are_whole_or_begin_a_name_or_are_patterns() {
        let wants = |typed: &str, name: &str| Update::resolve(Some(&[typed.to_owned()])).unwrap().wants(name);
        for typed in ["cvs/ada.yaml/folio", "cvs/ada.yaml", "cvs/", "cvs/*/folio", "**/folio", "cvs/ada*"] {
            assert!(wants(typed, "cvs/ada.yaml/folio"), "{typed}");
        }
        for typed in ["ada.yaml", "cvs/ada", "*/plain", "folio", "*/folio"] {
            assert!(!wants(typed, "cvs/ada.yaml/folio"), "{typed}");
        }
        assert!(Update::resolve(Some(&[])).unwrap().wants("any"));
        assert!(!Update::resolve(None).unwrap().wants("any"));
    }

    #[test]
    fn a_name_that_fits_nothing_is_reported() {
        let names = BTreeSet::from(["ada.yaml/folio".to_owned()]);
        let check = |typed: &str| Update::resolve(Some(&[typed.to_owned()])).unwrap().check(&names);
        assert_eq!(check("ada.yaml"), Ok(()));
        assert_eq!(check("ada.yml/folio").unwrap_err().help, ["did you mean `ada.yaml/folio`?"]);
    }
}
