//! `recto.toml`: what holds for the résumés of a folder. The file itself goes before it, the command line before both.

use super::exit::Failure;
use super::input::Origin;
use super::layouts::ALL;
use recto::input::Format;
use recto::layout::Layouts;
use recto::output::{self, FORMATS};
use recto::sheet::options::{OPTIONS, RequestedOption, inline_value};
use recto::text::Source;
use recto::text::value::{Node, Pair, Scalar, ScalarKind, Value};
use recto::text::{Diagnostic, Diagnostics, Rule};
use std::path::{Path, PathBuf};

/// Its name.
pub const FILE: &str = "recto.toml";

/// What it says. Paths in it start at its folder.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file.
    pub path: PathBuf,
    /// `layout`: one or several.
    pub layouts: Vec<RequestedOption>,
    /// `format`: one or several.
    pub formats: Vec<&'static output::Format>,
    /// `output`: the folder for the files that are made.
    pub output: Option<PathBuf>,
    /// `name`: the template of their names.
    pub name: Option<String>,
    /// `jobs`: how many résumés are rendered at once.
    pub jobs: Option<usize>,
    /// `strict`: whether warnings are errors.
    pub strict: bool,
    /// `font-path`: folders with more fonts.
    pub font_paths: Vec<PathBuf>,
    /// `[options]`.
    pub options: Vec<RequestedOption>,
}

/// A key: its name, what it takes, and how it is read.
struct Key {
    name: &'static str,
    takes: &'static str,
    read: fn(&mut Reader<'_>, &Pair) -> Option<()>,
}

/// Every key of the file.
const KEYS: &[Key] = &[
    Key {
        name: "layout",
        takes: "a name, `all`, or a list of names",
        read: |reader, pair| reader.layouts(pair),
    },
    Key { name: "format", takes: "a name, or a list of names", read: |reader, pair| reader.formats(pair) },
    Key {
        name: "output",
        takes: "a folder",
        read: |reader, pair| {
            let folder = text(&pair.node)?;
            reader.config.output = Some(reader.folder().join(folder));
            Some(())
        },
    },
    Key {
        name: "name",
        takes: "a template, such as \"{stem}-{layout}\"",
        read: |reader, pair| {
            reader.config.name = Some(text(&pair.node)?.to_owned());
            Some(())
        },
    },
    Key {
        name: "jobs",
        takes: "a number from 1",
        read: |reader, pair| {
            let jobs = scalar(&pair.node, ScalarKind::Number)?.parse().ok().filter(|jobs| *jobs > 0)?;
            reader.config.jobs = Some(jobs);
            Some(())
        },
    },
    Key {
        name: "strict",
        takes: "true or false",
        read: |reader, pair| {
            reader.config.strict = scalar(&pair.node, ScalarKind::Bool)? == "true";
            Some(())
        },
    },
    Key {
        name: "font-path",
        takes: "a folder, or a list of folders",
        read: |reader, pair| {
            let folders = text_nodes(&pair.node)?.iter().filter_map(text);
            reader.config.font_paths = folders.map(|name| reader.folder().join(name)).collect();
            Some(())
        },
    },
    Key {
        name: "options",
        takes: "a table, as `meta: recto:` in a résumé",
        read: |reader, pair| reader.options(pair),
    },
];

/// The file that holds for what stands in `folder`: the nearest one there or above it, but not above a repository.
pub fn find(folder: &Path) -> Option<PathBuf> {
    let start = folder.canonicalize().ok()?;
    for (up, above) in start.ancestors().enumerate() {
        if above.join(FILE).is_file() {
            // As near to what was typed as can be: messages show it.
            return Some(match up {
                0 if folder == Path::new(".") => FILE.into(),
                0 => folder.join(FILE),
                _ => above.join(FILE),
            });
        }
        if above.join(".git").exists() {
            break;
        }
    }
    None
}

/// Reads the file. What is wrong in it is in the diagnostics, whose places are in the source.
///
/// # Errors
///
/// When it cannot be read at all.
pub fn read(path: &Path, layouts: &Layouts) -> Result<(Config, Source, Diagnostics), Failure> {
    let mut diagnostics = Diagnostics::new();
    let config = Config { path: path.to_owned(), ..Config::default() };
    let source = match Origin::File(path.to_owned()).read(&mut diagnostics)? {
        Ok(source) => source,
        // A file with nothing in it says nothing.
        Err(blank) if blank.text.trim().is_empty() => return Ok((config, blank, Diagnostics::new())),
        Err(stand_in) => return Ok((config, stand_in, diagnostics)),
    };
    let tree = Format::by_name("toml")?.parse(&source, &mut diagnostics);
    let mut reader = Reader { config, source: &source, layouts, diagnostics: &mut diagnostics };
    if let Some(Node { value: Value::Map(pairs), .. }) = tree {
        pairs.iter().for_each(|pair| reader.key(pair));
    }
    let config = reader.config;
    Ok((config, source, diagnostics))
}

/// What reads the rows of [`KEYS`].
struct Reader<'a> {
    config: Config,
    source: &'a Source,
    layouts: &'a Layouts,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// One key, known or not.
    fn key(&mut self, pair: &Pair) {
        let Some(key) = KEYS.iter().find(|key| key.name == pair.key) else {
            let names = KEYS.iter().map(|key| key.name);
            let error =
                Diagnostic::at(Rule::ConfigInvalid, pair.key_span, format!("unknown key `{}`", pair.key));
            let error = if is_option(self.layouts, &pair.key) {
                error.help(format!("`{}` belongs under `[options]`", pair.key))
            } else {
                error.suggest(&pair.key, names)
            };
            self.diagnostics.push(error);
            return;
        };
        let before = self.diagnostics.len();
        if (key.read)(self, pair).is_none() && self.diagnostics.len() == before {
            let message = format!("`{}` takes {}", key.name, key.takes);
            self.diagnostics.push(Diagnostic::at(Rule::ConfigInvalid, pair.node.span, message));
        }
    }

    /// The folder that paths start at.
    fn folder(&self) -> PathBuf {
        self.config.path.parent().unwrap_or(Path::new("")).to_owned()
    }

    fn layouts(&mut self, pair: &Pair) -> Option<()> {
        for node in text_nodes(&pair.node)? {
            let name = text(node)?;
            match self.layouts.find(name) {
                Err(fault) if name != ALL => {
                    let place = recto::text::Place::File(node.span);
                    self.diagnostics.push(Diagnostic { place, ..fault });
                }
                _ => self.config.layouts.push(self.requested(&["layout"], node)),
            }
        }
        Some(())
    }

    fn formats(&mut self, pair: &Pair) -> Option<()> {
        for node in text_nodes(&pair.node)? {
            let (name, span) = (text(node)?, node.span);
            if let Some(format) = output::Format::by_name(name) {
                self.config.formats.push(format);
            } else {
                let known = || FORMATS.iter().map(|format| format.name);
                let error =
                    Diagnostic::at(Rule::FormatUnknown, span, format!("there is no output format `{name}`"));
                let all: Vec<_> = known().collect();
                self.diagnostics
                    .push(error.suggest(name, known()).help(format!("the formats are {}", all.join(", "))));
            }
        }
        Some(())
    }

    fn options(&mut self, pair: &Pair) -> Option<()> {
        let Value::Map(pairs) = &pair.node.value else { return None };
        for pair in pairs {
            if pair.key == "layout" {
                let error =
                    Diagnostic::at(Rule::ConfigInvalid, pair.key_span, "`layout` stands above `[options]`");
                self.diagnostics.push(error);
            } else if is_option(self.layouts, &pair.key) {
                self.option(&[&pair.key], &pair.node);
            } else {
                let known = OPTIONS.iter().map(|option| option.key);
                let message = format!("no layout has an option `{}`", pair.key);
                self.diagnostics.push(
                    Diagnostic::at(Rule::OptionUnknown, pair.key_span, message).suggest(&pair.key, known),
                );
            }
        }
        Some(())
    }

    /// An option with its value; each entry of a mapping is an option of its own, so that a message names its line.
    fn option(&mut self, path: &[&str], node: &Node) {
        match &node.value {
            Value::Null => {}
            Value::List(nodes) if !nodes.iter().all(|node| text(node).is_some()) => {
                self.diagnostics.push(Diagnostic::at(
                    Rule::ConfigInvalid,
                    node.span,
                    "a list contains texts",
                ));
            }
            Value::Map(pairs) if !pairs.is_empty() => {
                for pair in pairs {
                    self.option(&[path, &[pair.key.as_str()]].concat(), &pair.node);
                }
            }
            _ => self.config.options.push(self.requested(path, node)),
        }
    }

    fn requested(&self, path: &[&str], node: &Node) -> RequestedOption {
        let (line, _) = self.source.line_column(node.span.start);
        let typed = format!("{}:{line}: {} = {}", self.source.name, path.join("."), inline_value(node));
        RequestedOption::new(path, node, typed)
    }
}

/// Whether some layout has this option.
fn is_option(layouts: &Layouts, key: &str) -> bool {
    let own = || layouts.all().unwrap_or_default();
    OPTIONS.iter().any(|option| option.key == key)
        || own().iter().any(|layout| layout.manifest.options.contains_key(key))
}

/// A scalar of this kind, as typed.
fn scalar(node: &Node, kind: ScalarKind) -> Option<&str> {
    match &node.value {
        Value::Scalar(Scalar { text, kind: found }) if *found == kind => Some(text),
        _ => None,
    }
}

/// A text that is not empty.
fn text(node: &Node) -> Option<&str> {
    scalar(node, ScalarKind::Text).filter(|text| !text.is_empty())
}

/// One text, or a list of texts.
fn text_nodes(node: &Node) -> Option<&[Node]> {
    let nodes = match &node.value {
        Value::List(nodes) => nodes,
        _ => std::slice::from_ref(node),
    };
    nodes.iter().all(|node| text(node).is_some()).then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> (Config, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, text).unwrap();
        assert_eq!(find(folder.path()), Some(path.clone()));
        let (config, _, diagnostics) = read(&path, &recto::embedded::layouts()).unwrap();
        (config, diagnostics.iter().map(|d| d.message.clone()).collect())
    }

    #[test]
    fn every_key_is_read() {
        let (config, problems) = config(
            "layout = ['folio', 'plain']\nformat = 'png'\noutput = 'out'\nname = '{stem}'\njobs = 3\nstrict = true\n\
             font-path = 'fonts'\n[options]\nsections = ['work', 'skills']\ndensity = 0.7\nleaders = 'none'\n\
             titles = {work = 'Career'}\nstyle.date.color = 'accent'\n",
        );
        assert_eq!(problems, [""; 0]);
        let names: Vec<_> = config.layouts.iter().map(|layout| layout.text().unwrap_or_default()).collect();
        assert_eq!((names, config.formats[0].name), (vec!["folio", "plain"], "png"));
        let folder = config.path.parent().unwrap();
        assert_eq!(config.output, Some(folder.join("out")));
        assert_eq!(
            (config.jobs, config.strict, config.font_paths),
            (Some(3), true, vec![folder.join("fonts")])
        );
        let options: Vec<_> =
            config.options.iter().map(|o| (o.key.as_str(), inline_value(&o.value))).collect();
        let expected = [
            ("sections", "[\"work\", \"skills\"]"),
            ("density", "0.7"),
            ("leaders", "none"),
            ("titles", "{work: \"Career\"}"),
            ("style", "{date: {color: \"accent\"}}"),
        ];
        assert_eq!(options, expected.map(|(key, value)| (key, value.to_owned())));
        assert!(config.options[1].typed.ends_with("recto.toml:10: density = 0.7"), "{:?}", config.options[1]);
        let typed = &config.options[3].typed;
        assert!(typed.ends_with("recto.toml:12: titles.work = Career"), "{typed}");
    }

    #[test]
    fn a_list_stays_a_list() {
        let (config, problems) = config("[options]\nhide = ['Talks, Papers', 'work']\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(inline_value(&config.options[0].value), "[\"Talks, Papers\", \"work\"]");
        let typed = &config.options[0].typed;
        assert!(typed.ends_with("recto.toml:2: hide = [\"Talks, Papers\", \"work\"]"), "{typed}");
    }

    #[test]
    fn every_problem_is_told() {
        let (_, problems) = config(
            "layuot = 'a'\nlayout = 'folo'\njobs = 0\nstrict = 'yes'\naccent = 'teal'\nformat = ['pdf', 'pfd']\n\
             [options]\npapr = 'a4'\nlayout = 'plain'\n",
        );
        assert_eq!(
            problems,
            [
                "unknown key `layuot`",
                "there is no layout `folo`",
                "`jobs` takes a number from 1",
                "`strict` takes true or false",
                "unknown key `accent`",
                "there is no output format `pfd`",
                "no layout has an option `papr`",
                "`layout` stands above `[options]`",
            ]
        );
        assert_eq!(config("").1, [""; 0]);
        assert!(!config("a = ").1.is_empty());
    }

    #[test]
    fn the_nearest_file_holds_up_to_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("repository/cvs/team");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::create_dir(folder.path().join("repository/.git")).unwrap();
        std::fs::write(folder.path().join(FILE), "").unwrap();
        assert_eq!(find(&deep), None);
        let near = folder.path().join("repository/cvs").join(FILE);
        std::fs::write(&near, "").unwrap();
        assert_eq!(find(&deep), Some(near.canonicalize().unwrap()));
    }
}
