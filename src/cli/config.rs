//! `recto.toml`: what applies to the résumés of a folder. The résumé takes precedence over it, the command line over both.

use super::input::InputSource;
use super::keys::{self, Key, put, text, texts};
use recto::input::Format;
use recto::layout::{Layout, Layouts};
use recto::output;
use recto::sheet::options::{DEFAULT_LAYOUT, OPTIONS, OptionSources, RequestedOption, meant_option, resolve};
use recto::text::value::{Node, ScalarKind, Value};
use recto::text::{Diagnostic, Diagnostics, Place, Rule, Source};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Its name.
pub const FILE: &str = "recto.toml";

/// What `layout` and `--layout` take for each layout there is.
pub const ALL: &str = "all";

/// What the file says; paths in it start at its folder. The default is that of no file.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `layout`: one or several.
    pub layouts: Vec<RequestedOption>,
    /// `format`: one or several.
    pub formats: Vec<&'static output::Format>,
    /// `output`: the folder for the files that are made, as the file's own folder and a path below it.
    pub output: Option<(PathBuf, PathBuf)>,
    /// `name`: the template of their names.
    pub name: Option<String>,
    /// `jobs`: how many résumés are rendered at once.
    pub jobs: Option<usize>,
    /// `strict`: whether warnings are errors.
    pub strict: bool,
    /// `font-path`: folders with more fonts.
    pub font_paths: Vec<PathBuf>,
    /// `layout-path`: folders with more layouts.
    pub layout_paths: Vec<PathBuf>,
    /// `[options]`.
    pub options: Vec<RequestedOption>,
}

/// A file as far as it is read, and what its keys are judged by.
struct ConfigDraft<'a> {
    config: Config,
    folder: &'a Path,
    source: Arc<Source>,
    layouts: &'a Layouts,
}

/// Every key of the file.
fn table<'a>() -> [Key<ConfigDraft<'a>>; 9] {
    [
        Key("layout", "a name, `all`, or a list of names", ConfigDraft::layout),
        Key("format", "a name, or a list of names", |draft, node, problems| {
            put(&mut draft.config.formats, keys::formats(node, problems))
        }),
        Key("output", "a folder", ConfigDraft::output),
        Key("name", "a template, such as \"{stem}-{layout}\"", |draft, node, _| {
            put(&mut draft.config.name, text(node).map(str::to_owned))
        }),
        Key("jobs", "a number from 1", |draft, node, _| {
            let jobs: Option<usize> = keys::scalar(node, ScalarKind::Number)?.parse().ok();
            put(&mut draft.config.jobs, jobs.filter(|jobs| *jobs > 0))
        }),
        Key("strict", "true or false", |draft, node, _| put(&mut draft.config.strict, keys::switch(node))),
        Key("font-path", "a folder, or a list of folders", |draft, node, _| {
            draft.config.font_paths = texts(node)?.iter().filter_map(|node| draft.path(node)).collect();
            Some(())
        }),
        Key("layout-path", "a folder, or a list of folders", |draft, node, _| {
            draft.config.layout_paths = texts(node)?.iter().filter_map(|node| draft.path(node)).collect();
            Some(())
        }),
        Key("options", "a table, as `meta: recto:` in a résumé", ConfigDraft::options),
    ]
}

/// The file that applies to `folder`: the nearest one there or above it, but not above a repository.
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

/// Reads the file. Its problems have places in its text.
///
/// # Errors
///
/// When it cannot be read at all.
pub fn read(path: &Path, layouts: &Layouts) -> Result<(Config, Arc<Source>, Diagnostics), Diagnostic> {
    let mut problems = Diagnostics::new();
    let source = Arc::new(InputSource::File(path.to_owned()).read(&mut problems)?);
    let is_text = !problems.has_errors();
    // A blank file says nothing.
    problems.retain(|problem| problem.rule != Rule::FileEmpty);
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut draft = ConfigDraft { config: Config::default(), folder, source, layouts };
    let toml = Format::by_name("toml")?;
    if is_text && let Some(Node { value: Value::Map(pairs), .. }) = toml.parse(&draft.source, &mut problems) {
        let belongs =
            |key: &str| is_option(layouts, key).then(|| format!("`{key}` belongs under `[options]`"));
        keys::read(&table(), Rule::ConfigInvalid, &pairs, &mut draft, &mut problems, belongs);
        if problems.has_errors() {
            draft.check_values(&mut problems);
        }
    }
    Ok((draft.config, draft.source, problems))
}

impl ConfigDraft<'_> {
    /// A path, from the folder of the file.
    fn path(&self, node: &Node) -> Option<PathBuf> {
        Some(self.folder.join(text(node)?))
    }

    /// A folder for outputs. It is in the folder of the file: a file that somebody else wrote must not send outputs anywhere.
    fn output(&mut self, node: &Node, problems: &mut Diagnostics) -> Option<()> {
        let inner: PathBuf = text(node)?.into();
        if inner.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            let inner = inner.components().filter(|part| matches!(part, Component::Normal(_))).collect();
            return put(&mut self.config.output, Some((folder_at(self.folder), inner)));
        }
        let message = format!("`output` leads out of the folder of {FILE}");
        problems.push(
            Diagnostic::at(Rule::ConfigInvalid, node.span, message)
                .help("write a path below that folder, such as `output = \"out\"`")
                .help("`-o` names a folder anywhere"),
        );
        Some(())
    }

    fn layout(&mut self, node: &Node, problems: &mut Diagnostics) -> Option<()> {
        for node in texts(node)? {
            let name = text(node)?;
            match self.layouts.find(name) {
                Err(fault) if name != ALL => {
                    // What is wrong in a layout has its place there.
                    let here = fault.place == Place::Nowhere;
                    let place = if here { Place::File(node.span) } else { fault.place.clone() };
                    problems.push(Diagnostic { place, ..fault });
                }
                _ => {
                    let requested = self.requested(&["layout"], node);
                    self.config.layouts.push(requested);
                }
            }
        }
        Some(())
    }

    fn options(&mut self, node: &Node, problems: &mut Diagnostics) -> Option<()> {
        let Value::Map(pairs) = &node.value else { return None };
        for pair in pairs {
            if pair.key == "layout" {
                let message = "`layout` belongs above `[options]`";
                problems.push(Diagnostic::at(Rule::ConfigInvalid, pair.key_span, message));
            } else if is_option(self.layouts, &pair.key) {
                for (path, node) in keys::options(Rule::ConfigInvalid, &[&pair.key], &pair.node, problems) {
                    let requested = self.requested(&path, node);
                    self.config.options.push(requested);
                }
            } else {
                let known = OPTIONS.iter().map(|option| option.key);
                let message = format!("no layout has an option `{}`", pair.key);
                let error = Diagnostic::at(Rule::OptionUnknown, pair.key_span, message);
                problems.push(match meant_option(&pair.key) {
                    Some(meant) => error.help(format!("did you mean `{meant}`?")),
                    None => error.suggest(&pair.key, known),
                });
            }
        }
        Some(())
    }

    /// Reports the values that options do not take, so that a file with wrong keys has all of its problems reported at once.
    /// Where there is no wrong key, each résumé reports them: its layout and the fonts decide, too.
    fn check_values(&self, problems: &mut Diagnostics) {
        let first = self.config.layouts.first().and_then(RequestedOption::text).unwrap_or(DEFAULT_LAYOUT);
        let layout = self.layouts.find(first).or_else(|_| self.layouts.find(DEFAULT_LAYOUT));
        let Ok(Layout { manifest, .. }) = layout else { return };
        let sources = OptionSources { defaults: &self.config.options, ..OptionSources::default() };
        let mut found = Diagnostics::new();
        resolve(&sources, &manifest, &recto::embedded::fonts(), &mut found);
        problems.extend(found.into_iter().filter_map(|problem| match problem.place {
            // Which fonts there are is not known yet.
            Place::Defaults(_, span) if problem.rule != Rule::FontUnknown => {
                Some(Diagnostic { place: Place::File(span), ..problem })
            }
            _ => None,
        }));
    }

    fn requested(&self, path: &[&str], node: &Node) -> RequestedOption {
        RequestedOption::new(path, node, Place::Defaults(Arc::clone(&self.source), node.span))
    }
}

/// The path of a folder that may be the current one without a name.
fn folder_at(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { ".".into() } else { folder.to_owned() }
}

/// Whether some layout has this option.
fn is_option(layouts: &Layouts, key: &str) -> bool {
    let own = || layouts.all().unwrap_or_default();
    OPTIONS.iter().any(|option| option.key == key)
        || own().iter().any(|layout| layout.manifest.options.contains_key(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use recto::sheet::options::inline_value;

    fn config(text: &str) -> (Config, Vec<String>) {
        config_in(tempfile::tempdir().unwrap().path(), text)
    }

    fn config_in(folder: &Path, text: &str) -> (Config, Vec<String>) {
        let path = folder.join(FILE);
        std::fs::write(&path, text).unwrap();
        assert_eq!(find(folder), Some(path.clone()));
        let (config, _, problems) = read(&path, &recto::embedded::layouts()).unwrap();
        (config, problems.iter().map(|d| d.message.clone()).collect())
    }

    /// The text in the place of an option.
    fn in_source(option: &RequestedOption) -> &str {
        let Place::Defaults(source, span) = &option.place else { panic!("{option:?}") };
        source.slice(*span)
    }

    #[test]
    fn every_key_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let (config, problems) = config_in(
            folder,
            "layout = ['folio', 'plain']\nformat = 'png'\noutput = 'out'\nname = '{stem}'\njobs = 3\nstrict = true\n\
             font-path = 'fonts'\nlayout-path = ['ours']\n[options]\nsections = ['work', 'skills']\ndensity = 0.7\nleaders = 'none'\n\
             titles = {work = 'Career'}\nstyle.date.color = 'accent'\n",
        );
        assert_eq!(problems, [""; 0]);
        let names: Vec<_> = config.layouts.iter().map(|layout| layout.text().unwrap_or_default()).collect();
        assert_eq!((names, config.formats[0].name), (vec!["folio", "plain"], "png"));
        assert_eq!(config.output, Some((folder.to_owned(), "out".into())));
        assert_eq!(
            (config.jobs, config.strict, config.font_paths, config.layout_paths),
            (Some(3), true, vec![folder.join("fonts")], vec![folder.join("ours")])
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
        assert_eq!((in_source(&config.options[1]), in_source(&config.options[3])), ("0.7", "'Career'"));
    }

    #[test]
    fn a_list_stays_a_list() {
        let (config, problems) = config("[options]\nhide = ['Talks, Papers', 'work']\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(inline_value(&config.options[0].value), "[\"Talks, Papers\", \"work\"]");
        assert_eq!(in_source(&config.options[0]), "['Talks, Papers', 'work']");
    }

    #[test]
    fn every_problem_is_reported() {
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
                "`layout` belongs above `[options]`",
            ]
        );
        let (_, problems) =
            config("layuot = 'a'\n[options]\npaper = 'a9'\nlang = 'xx'\nstyle.date.color = 'zz'\n");
        assert_eq!(problems.len(), 4, "values beside keys: {problems:?}");
        assert_eq!(config("").1, [""; 0]);
        assert!(config("%PDF-1.7").1.concat().contains("is a PDF file that is damaged"));
        assert!(!config("a = ").1.is_empty());
    }

    #[test]
    fn the_nearest_file_applies_up_to_the_repository() {
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
