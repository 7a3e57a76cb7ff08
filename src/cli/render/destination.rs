//! Where files go: the one place that the user named, or names below a folder for outputs.

use crate::cli::disk::Roots;
use crate::cli::exit::Failure;
use crate::cli::output::Target;
use recto::output::Format;
use std::path::{Path, PathBuf};

/// Where the files of one format go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Where the user said, by name.
    Named(Target),
    /// A file of this name below a folder for outputs. A format with a file for each page numbers them.
    Below {
        /// The folder.
        root: PathBuf,
        /// The path below it, with the extension.
        name: PathBuf,
    },
}

impl Destination {
    /// The files: one, or one for each of several pages, numbered from 1.
    pub fn targets(&self, format: &Format, pages: usize) -> Vec<Self> {
        if !format.paged || pages == 1 {
            return vec![self.clone()];
        }
        (1..=pages).map(|page| self.page(page)).collect()
    }

    /// The file of one of several pages.
    fn page(&self, page: usize) -> Self {
        match self {
            Self::Named(Target::File(path)) => Self::Named(Target::File(numbered(path, page))),
            Self::Named(other) => Self::Named(other.clone()),
            Self::Below { root, name } => Self::Below { root: root.clone(), name: numbered(name, page) },
        }
    }

    /// The path, where it is a file.
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Self::Named(Target::File(path)) => Some(path.clone()),
            Self::Named(_) => None,
            Self::Below { root, name } if root == Path::new(".") => Some(name.clone()),
            Self::Below { root, name } => Some(root.join(name)),
        }
    }

    /// The name shown in messages.
    pub fn name(&self) -> String {
        match (self, self.path()) {
            (Self::Named(target), _) => target.name(),
            (_, path) => path.unwrap_or_default().display().to_string(),
        }
    }

    /// Writes a file; one below a folder for outputs through `roots`, which is to be synced in the end.
    ///
    /// # Errors
    ///
    /// When it cannot be written whole; an old one is then as it was.
    pub fn write(&self, bytes: &[u8], roots: &Roots) -> Result<(), Failure> {
        match self {
            Self::Named(target) => target.write(bytes),
            Self::Below { root, name } => roots.write(root, name, bytes),
        }
    }
}

/// `ada.png` → `ada-2.png`.
fn numbered(path: &Path, page: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{page}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_where_there_are_several() {
        let png = Format::by_name("png").unwrap();
        let names = |to: &Destination, format, pages| {
            to.targets(format, pages).iter().map(Destination::name).collect::<Vec<_>>()
        };
        let below = Destination::Below { root: "out".into(), name: "team/ada.en.png".into() };
        assert_eq!(names(&below, png, 1), ["out/team/ada.en.png"]);
        assert_eq!(names(&below, png, 2), ["out/team/ada.en-1.png", "out/team/ada.en-2.png"]);
        let named = Destination::Named(Target::File("ada.pdf".into()));
        assert_eq!(names(&named, Format::usual(), 3), ["ada.pdf"]);
        assert_eq!(names(&Destination::Named(Target::Stdout), png, 1), ["stdout"]);
    }
}
