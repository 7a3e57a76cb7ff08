//! Which snapshots `--update` stores.

use crate::cli::exit::Failure;
use crate::cli::terminal::clean;
use globset::{GlobBuilder, GlobMatcher};
use recto::text::Rule;
use recto::text::nearest;
use std::collections::BTreeSet;

/// Which snapshots are to be stored.
#[derive(Debug)]
pub enum Update {
    /// None: they are compared.
    Nothing,
    /// All.
    All,
    /// Those that a name or a pattern fits.
    Named(Vec<Named>),
}

/// A name that was asked for.
#[derive(Debug)]
pub struct Named {
    typed: String,
    matcher: GlobMatcher,
}

impl Update {
    /// What `--update` says.
    ///
    /// # Errors
    ///
    /// When a name is no pattern.
    pub fn resolve(typed: Option<&[String]>) -> Result<Self, Failure> {
        let Some(typed) = typed else { return Ok(Self::Nothing) };
        if typed.is_empty() {
            return Ok(Self::All);
        }
        let named = typed.iter().map(|name| {
            let typed = name.trim_end_matches('/').to_owned();
            let glob = GlobBuilder::new(&typed).literal_separator(true).build().map_err(|error| {
                let why = error.kind();
                Failure::new(Rule::Usage, format!("`{}` is no pattern for names: {why}", clean(&typed)))
            })?;
            Ok(Named { typed, matcher: glob.compile_matcher() })
        });
        Ok(Self::Named(named.collect::<Result<_, Failure>>()?))
    }

    /// Whether something is to be stored at all.
    pub const fn is_any(&self) -> bool {
        !matches!(self, Self::Nothing)
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
    pub fn check(&self, names: &BTreeSet<String>) -> Result<(), Failure> {
        let Self::Named(named) = self else { return Ok(()) };
        let Some(lost) = named.iter().find(|one| !names.iter().any(|name| one.fits(name))) else {
            return Ok(());
        };
        let failure = Failure::new(Rule::Usage, format!("there is no snapshot `{}`", clean(&lost.typed)));
        Err(match nearest(&lost.typed, names.iter().map(String::as_str)) {
            Some(near) => failure.help(format!("did you mean `{}`?", clean(near))),
            None => failure.help("a name is the résumé's file and the layout, such as `ada.yaml/folio`"),
        })
    }
}

impl Named {
    /// Whether the name fits whole, or in its first parts: `cvs/ada.yaml` stands for all its layouts.
    fn fits(&self, name: &str) -> bool {
        let ends = name.char_indices().filter(|(_, c)| *c == '/').map(|(at, _)| at).chain([name.len()]);
        ends.map(|end| &name[..end]).any(|part| self.typed == part || self.matcher.is_match(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_name_that_fits_nothing_is_told() {
        let names = BTreeSet::from(["ada.yaml/folio".to_owned()]);
        let check = |typed: &str| Update::resolve(Some(&[typed.to_owned()])).unwrap().check(&names);
        assert_eq!(check("ada.yaml"), Ok(()));
        assert_eq!(check("ada.yml/folio").unwrap_err().help, ["did you mean `ada.yaml/folio`?"]);
    }
}
