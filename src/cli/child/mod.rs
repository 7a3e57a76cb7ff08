//! Foreign layouts in processes of their own.
//!
//! A layout is a program, which may take any time and memory. One that is no part of recto therefore runs in a child of this
//! process: the same program, called as `recto --child`. It makes of the pages what a [`PageRequest`] wants and writes no
//! file. A child that takes longer than `--timeout` is ended, one that needs more than [`MAX_MEMORY`] ends itself;
//! either is an error of that résumé, and the next one gets a new child. One that lives serves many résumés.
//!
//! Both speak JSON, a line each: first a [`ChildSetup`], then a [`ChildAnswer`] to every [`ChildRequest`], until stdin ends.
//! [`processes`] is this side, [`serve`] the other.

mod processes;
mod serve;

pub use processes::Children;
pub use serve::serve;

use super::layouts::LayoutFolders;
use super::pages::{Blob, PageRequest, PageResult};
use recto::render::Engine;
use recto::sheet::options::RequestedOption;
use recto::text::{Diagnostics, Source};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ffi::OsString;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// The argument that makes the program a child. It is for the program itself.
pub const CHILD: &str = "--child";

/// Bytes that a child may allocate.
const MAX_MEMORY: u64 = 1 << 30;

/// Bytes of the files of an answer.
const MAX_FILES: u64 = 128 << 20;

/// Bytes of an answer: files are in it as Base64.
const MAX_ANSWER: u64 = MAX_FILES / 3 * 4 + (16 << 20);

/// What to do about a layout that takes too much.
pub const RUNAWAY: &str = "it may not come to an end: look for a loop or a recursion in its files";

/// Fonts and layouts, and the processes that set those which are foreign.
pub struct Press {
    /// Fonts and layouts.
    pub engine: Engine,
    /// The processes.
    pub children: Children,
}

impl Press {
    /// An engine with fonts and layouts that were read from these folders; `system` says whether the computer's own fonts
    /// are used.
    pub fn new(engine: Engine, layouts: &LayoutFolders, fonts: &[PathBuf], system: bool) -> Self {
        let name = |path: &PathBuf| path.clone().into_os_string();
        let setup = ChildSetup {
            instead: layouts.instead.as_ref().map(name),
            beside: layouts.beside.iter().map(name).collect(),
            fonts: fonts.iter().map(name).collect(),
            system,
            remember: engine.remember,
        };
        Self { engine, children: Children::new(setup) }
    }
}

impl Deref for Press {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.engine
    }
}

#[cfg(test)]
impl From<Engine> for Press {
    fn from(engine: Engine) -> Self {
        Self { engine, children: Children::new(ChildSetup::default()) }
    }
}

/// Where fonts and layouts come from.
#[derive(Debug, Default, Serialize, Deserialize)]
struct ChildSetup {
    /// The folder of `--layouts-from`.
    instead: Option<OsString>,
    /// The folders of `--layout-path`.
    beside: Vec<OsString>,
    /// The folders of `--font-path`.
    fonts: Vec<OsString>,
    /// Whether the computer's own fonts are used.
    system: bool,
    /// See [`Engine::remember`].
    remember: usize,
}

impl ChildSetup {
    /// The folders of layouts.
    fn layouts(&self) -> LayoutFolders {
        let beside: Vec<PathBuf> = self.beside.iter().map(PathBuf::from).collect();
        LayoutFolders::new(self.instead.as_ref().map(Path::new), &beside)
    }
}

/// A résumé to set.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChildRequest<'a> {
    /// The résumé.
    pub source: Cow<'a, Source>,
    /// The name of its format.
    pub format: Cow<'a, str>,
    /// The layout that was asked for.
    pub layout: Option<Cow<'a, str>>,
    /// Options and fields from outside the file.
    pub requested: Cow<'a, [RequestedOption]>,
    /// Default options, which those of the file override.
    pub defaults: Cow<'a, [RequestedOption]>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// The photo, where one is shown.
    pub photo: Option<Blob>,
    /// What is wanted.
    pub pages: Cow<'a, PageRequest>,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChildAnswer {
    /// The problems of the pages.
    pub problems: Diagnostics,
    /// What was made; `None` after an error.
    pub result: Option<PageResult>,
}
