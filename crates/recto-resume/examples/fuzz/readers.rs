//! The readers, and reading a file as the program does.

use crate::samples::Packing;
use recto_resume::input::{Format, open};
use recto_resume::output::{json, toml, yaml};
use recto_resume::text::{Diagnostics, Place};
use std::path::Path;

/// A reader of one kind of files.
pub struct Reader {
    pub name: &'static str,
    /// The name that its files have.
    file: &'static str,
    /// What is done with a changed sample before it is read.
    pub packing: Packing,
}

/// Every reader.
pub const READERS: &[Reader] = &[
    Reader { name: "pdf", file: "cv.pdf", packing: Packing::Pdf },
    Reader { name: "attachment", file: "cv.pdf", packing: Packing::Attachment },
    Reader { name: "docx", file: "cv.docx", packing: Packing::Archive },
    Reader { name: "zip", file: "export.zip", packing: Packing::Archive },
    Reader { name: "csv", file: "export.zip", packing: Packing::Table },
    Reader { name: "xml", file: "cv.xml", packing: Packing::None },
    Reader { name: "text", file: "cv.txt", packing: Packing::None },
    Reader { name: "markdown", file: "cv.md", packing: Packing::None },
    Reader { name: "json", file: "cv.json", packing: Packing::None },
    Reader { name: "yaml", file: "cv.yaml", packing: Packing::None },
    Reader { name: "toml", file: "cv.toml", packing: Packing::None },
];

/// How a file was read: the rules of the messages, each with how often it is broken (1, 2, 4 …), and how much was written.
pub type Outcome = (Vec<(String, u32)>, u32);

impl Reader {
    /// Reads a file and writes what it says in every format of data that recto writes.
    ///
    /// # Panics
    ///
    /// If a message has a place that is not in the text.
    pub fn read(&self, bytes: &[u8]) -> Outcome {
        let mut diagnostics = Diagnostics::new();
        let source = open(self.file, bytes.to_vec(), &mut diagnostics);
        let by_name = || Format::by_name(Path::new(self.file).extension()?.to_str()?).ok();
        let format = if source.extracted.is_some() { None } else { by_name() };
        let format = format.unwrap_or_else(|| Format::of(&source));
        let resume = (!diagnostics.has_errors()).then(|| format.read(&source, &mut diagnostics)).flatten();
        let mut rules = Vec::<(String, u32)>::new();
        for problem in diagnostics.iter() {
            if let Place::File(span) = problem.place {
                assert!(source.text.get(span.range()).is_some(), "not in the text: {problem:?}");
            }
            let rule = format!("{}", problem.rule);
            match rules.iter_mut().find(|(known, _)| *known == rule) {
                Some((_, count)) => *count += 1,
                None => rules.push((rule, 1)),
            }
        }
        rules.iter_mut().for_each(|(_, count)| *count = count.ilog2());
        rules.sort_unstable();
        let written: usize = resume.map_or(0, |resume| {
            let formats = [json::write, yaml::write, toml::write];
            formats.iter().map(|write| write(&resume).len()).sum()
        });
        (rules, written.checked_ilog2().unwrap_or_default())
    }
}
