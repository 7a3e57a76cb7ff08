//! What users of other tools type. One table says what recto does with each word: it is translated where its meaning is
//! clear, and answered with the right way where it is not. The help lists the same table.

use super::layouts::wrap;
use super::terminal::clean;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use recto::input::Format;
use recto::sheet::options::{OPTIONS, Takes, meant_option, quoted_list};
use recto::text::{Diagnostic, Rule, nearest};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// A command or a flag of other tools, and what it means here.
#[derive(Debug, Clone, Copy)]
struct Habit(&'static str, Meaning);

/// What a word means.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    /// These words; a value of the flag is that of the last.
    Words(&'static [&'static str]),
    /// The option of that name; the value of the flag is its value.
    Set(&'static str),
    /// Nothing that recto could do at once. The sentence says what is near it.
    Advice(&'static str),
}

use Meaning::{Advice, Set, Words};

/// The commands.
const COMMANDS: &[Habit] = &[
    Habit("init", Words(&["new"])),
    Habit("create", Words(&["new"])),
    Habit("build", Words(&["render"])),
    Habit("compile", Words(&["render"])),
    Habit("convert", Words(&["render"])),
    Habit("export", Words(&["render"])),
    Habit("generate", Words(&["render"])),
    Habit("make", Words(&["render"])),
    Habit("pdf", Words(&["render"])),
    Habit("open", Words(&["render", "--open"])),
    Habit("watch", Words(&["render", "--watch"])),
    Habit("preview", Words(&["render", "--preview"])),
    Habit("serve", Words(&["render", "--preview"])),
    Habit("worker", Words(&["render", "--worker"])),
    Habit("validate", Words(&["check"])),
    Habit("verify", Words(&["check"])),
    Habit("lint", Words(&["check"])),
    Habit("proof", Words(&["check", "--proof"])),
    Habit("diff", Words(&["snapshot"])),
    Habit("compare", Words(&["snapshot"])),
    Habit("layout", Words(&["layouts"])),
    Habit("list", Words(&["layouts"])),
    Habit("styles", Words(&["layouts"])),
    Habit("template", Words(&["layouts"])),
    Habit("templates", Words(&["layouts"])),
    Habit("theme", Words(&["layouts"])),
    Habit("themes", Words(&["layouts"])),
    Habit("create-theme", Advice(COPY)),
    Habit("eject", Advice(COPY)),
    Habit("completion", Words(&["completions"])),
    Habit("version", Words(&["--version"])),
    Habit("fonts", Advice("`--set font=NAME` chooses a font; `--font-path DIR` adds those of a folder")),
    Habit("options", Advice("`recto layouts folio` lists the options of a layout")),
    Habit("config", Advice(CONFIG)),
    Habit("schema", Advice("a data file is JSON Resume; `recto new` writes one with every section")),
];

/// How a layout of one's own begins.
const COPY: &str =
    "`recto layouts --copy folio ours` copies the layout `folio` into the folder `ours`, to change it";

/// Where what applies to all files is written.
const CONFIG: &str = "`recto.toml` in the folder of the résumé or above it is found by itself";

/// What decides the order on a page.
const ORDER: &str =
    "entries keep the order of the file; `--set sections=skills,work` puts these sections first";

/// What decides the spaces of a page.
const DENSITY: &str = "`--density 1` sets everything as close as it reads well, `--density 0` airily";

/// How a photo is named.
const PHOTO: &str = "write `--set basics.image=FILE`, or `image: FILE` under `basics` in the file";

/// The flags, beside those of the options.
const FLAGS: &[Habit] = &[
    Habit("--theme", Words(&["--layout"])),
    Habit("--template", Words(&["--layout"])),
    Habit("--layouts", Words(&["--layout"])),
    Habit("--out", Words(&["--output"])),
    Habit("--out-dir", Words(&["--output"])),
    Habit("--outdir", Words(&["--output"])),
    Habit("--output-dir", Words(&["--output"])),
    Habit("--output-file", Words(&["--output"])),
    Habit("--to", Words(&["--format"])),
    Habit("--output-format", Words(&["--format"])),
    Habit("--input-format", Words(&["--from"])),
    Habit("--font-dir", Words(&["--font-path"])),
    Habit("--template-dir", Words(&["--layout-path"])),
    Habit("--layout-dir", Words(&["--layout-path"])),
    Habit("--one-page", Words(&["--pages", "1"])),
    Habit("--dpi", Words(&["--ppi"])),
    Habit("--overwrite", Words(&["--force"])),
    Habit("--serve", Words(&["--preview"])),
    Habit("--live", Words(&["--preview"])),
    Habit("--silent", Words(&["--quiet"])),
    Habit("--threads", Words(&["--jobs"])),
    Habit("--accept", Words(&["--update"])),
    Habit("--no-color", Words(&["--color", "never"])),
    Habit("--flat", Advice("files named one by one go into one folder: `recto render cvs/*/*.yaml -o out`")),
    Habit("--fit", Advice("`--pages N` fits a résumé on N pages, `--pages auto` leaves none nearly empty")),
    Habit("--dry-run", Advice("`recto check` reports every problem and writes no file")),
    Habit("--summary", Advice("`recto check --report FILE.html` writes a table of all résumés")),
    Habit("--config", Advice(CONFIG)),
    Habit("--defaults", Advice(CONFIG)),
    Habit("--margin", Advice(DENSITY)),
    Habit("--margins", Advice(DENSITY)),
    Habit("--spacing", Advice(DENSITY)),
    Habit("--compact", Advice(DENSITY)),
    Habit("--image", Advice(PHOTO)),
    Habit("--picture", Advice(PHOTO)),
    Habit("--portrait", Advice(PHOTO)),
    Habit("--avatar", Advice(PHOTO)),
    Habit("--sort", Advice(ORDER)),
    Habit("--order", Advice(ORDER)),
    Habit("--tag", Advice("`--set work.0.hide=true` leaves an entry out of one PDF")),
    Habit("--profile", Advice("`--set` changes any field for one PDF, such as `--set work.0.hide=true`")),
];

/// Flags of recto whose values people take for something else, some values of them (without any: all others), and what is
/// near that.
const VALUES: &[(&str, &[&str], &str)] = &[
    ("--color", &[], "it is about the terminal; `--set accent=COLOUR` colours the pages"),
    (
        "--format",
        &["html", "htm", "web"],
        "for a website, `-f svg` draws each page, and `-f md` gives the text for a site generator",
    ),
    ("--format", &[], "`-f json`, `-f yaml` and `-f toml` write the data, `-f md` and `-f txt` the text"),
];

/// The ends of the names of pictures.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "svg", "webp", "gif", "heic", "avif", "bmp", "tif", "tiff"];

/// The flags that say in other commands and tools which format is written.
const OUTPUT_FORMATS: &[&str] = &["-f", "--format", "--to", "--output-format"];

/// The keys of requests to a worker, and the key that is meant.
const REQUEST_KEYS: &[(&str, &str)] = &[
    ("options", "set"),
    ("settings", "set"),
    ("overrides", "set"),
    ("theme", "layout"),
    ("template", "layout"),
    ("data", "resume"),
    ("cv", "resume"),
    ("json", "resume"),
    ("content", "text"),
    ("input", "text"),
    ("from", "format"),
    ("file", "output"),
    ("path", "output"),
    ("output_format", "formats"),
];

/// The key of a request that is meant by one of another tool.
pub fn request_key(typed: &str) -> Option<&'static str> {
    REQUEST_KEYS.iter().find(|(key, _)| *key == typed).map(|(_, meant)| *meant)
}

/// The arguments that are meant, or why there are none: there is only something near what was typed.
pub type Meant = Result<Vec<OsString>, Diagnostic>;

/// What is meant by arguments that the parser refused with `error`. `None` when no habit is known.
pub fn meant(typed: &[OsString], error: &clap::Error) -> Option<Meant> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = context(ContextKind::InvalidSubcommand)?;
            let at = typed.iter().skip(1).position(|one| one == word)? + 1;
            let is_file = || Path::new(word).is_file() || Format::by_extension(Path::new(word)).is_some();
            match COMMANDS.iter().find(|habit| habit.0 == word) {
                Some(Habit(_, meaning)) => translate(typed, at, *meaning),
                None if is_file() => Some(Ok(spliced(typed, at..at, ["render".into()]))),
                None => None,
            }
        }
        ErrorKind::UnknownArgument => {
            let word = context(ContextKind::InvalidArg)?;
            let is_it = |one: &OsString| one.to_str().is_some_and(|one| one.split('=').next() == Some(word));
            if typed.iter().any(|one| one == "import") && OUTPUT_FORMATS.contains(&word) {
                return Some(refuse(
                    "the name of the file says in which format `recto import` writes",
                    "such as `-o resume.json`; .yaml, .toml and .md, too",
                ));
            }
            match flag(word) {
                Some(meaning) => translate(typed, typed.iter().position(is_it)?, meaning),
                None => copies(typed),
            }
        }
        ErrorKind::WrongNumberOfValues => copies(typed),
        ErrorKind::InvalidValue => {
            let word = context(ContextKind::InvalidArg)?.split(' ').next()?;
            let value = context(ContextKind::InvalidValue).filter(|value| !value.is_empty())?;
            // Any other wrong value has a message of its own.
            let is_meant = |values: &[&str]| values.is_empty() || values.contains(&value);
            let (_, known, advice) =
                VALUES.iter().find(|(flag, values, _)| *flag == word && is_meant(values))?;
            let ContextValue::Strings(valid) = error.get(ContextKind::ValidValue)? else { return None };
            let valid: Vec<_> = valid.iter().map(String::as_str).collect();
            let message = format!("`{word}` takes {}, not `{}`", quoted_list(&valid, "or"), clean(value));
            let near = nearest(value, valid).filter(|_| known.is_empty());
            let near = near.map(|near| format!("did you mean `{near}`?"));
            Some(refuse(&message, near.as_deref().unwrap_or(advice)))
        }
        ErrorKind::MissingRequiredArgument if typed.iter().any(|word| word == "--update") => Some(refuse(
            "no PATH is named: what is behind `--update` is a name",
            "write the PATH first: `recto snapshot PATH --update`",
        )),
        _ => None,
    }
}

/// What becomes of arguments of `recto layouts` that ask for a copy in another way.
fn copies(typed: &[OsString]) -> Option<Meant> {
    let is_layouts = typed.get(1).is_some_and(|command| command == "layouts");
    is_layouts.then(|| refuse("`recto layouts` takes the name of one layout", COPY))
}

/// The meaning of a flag: a row of the table, or an option by its own name or that of another program.
fn flag(word: &str) -> Option<Meaning> {
    if let Some(Habit(_, meaning)) = FLAGS.iter().find(|habit| habit.0 == word) {
        return Some(*meaning);
    }
    let name = word.strip_prefix("--")?;
    let option = |name: &str| OPTIONS.iter().find(|spec| spec.key == name);
    let off = || option(name.strip_prefix("no-")?).filter(|spec| spec.takes == Takes::Switch);
    option(name).or_else(off).map(|spec| spec.key).or_else(|| meant_option(name)).map(Set)
}

/// The arguments with the word at `at` as recto knows it.
fn translate(typed: &[OsString], at: usize, meaning: Meaning) -> Option<Meant> {
    let word = typed[at].to_str()?;
    let (name, joined) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
    Some(match meaning {
        Advice(text) => refuse(&format!("there is no `{}`", clean(name)), text),
        Words(words) => {
            let mut words: Vec<OsString> = words.iter().map(OsString::from).collect();
            if let (Some(value), Some(last)) = (joined, words.last_mut()) {
                last.push(format!("={value}"));
            }
            Ok(spliced(typed, at..=at, words))
        }
        Set(key) => {
            let is_switch = OPTIONS.iter().any(|spec| spec.key == key && spec.takes == Takes::Switch);
            let next = || typed.get(at + 1)?.to_str().filter(|next| !next.starts_with("--"));
            if key == "photo" && joined.or_else(next).is_some_and(is_picture) {
                return Some(refuse("`--photo` takes no file", PHOTO));
            }
            let (value, end) = match joined.map(|value| (value, at)) {
                _ if name.starts_with("--no-") => ("false", at),
                Some(given) => given,
                None if is_switch => ("true", at),
                None => (next()?, at + 1),
            };
            Ok(spliced(typed, at..=end, ["--set".into(), format!("{key}={value}").into()]))
        }
    })
}

/// Whether a word is the name of a picture.
fn is_picture(word: &str) -> bool {
    let end = Path::new(word).extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    PICTURES.contains(&end.as_str())
}

/// The arguments with a range of words replaced.
fn spliced(
    typed: &[OsString],
    range: impl std::ops::RangeBounds<usize>,
    words: impl IntoIterator<Item = OsString>,
) -> Vec<OsString> {
    let mut typed = typed.to_vec();
    typed.splice(range, words);
    typed
}

fn refuse(message: &str, advice: &str) -> Meant {
    Err(Diagnostic::of(Rule::Usage, message).help(advice))
}

/// The words that are translated, for the help: `init (new), build (render)`, on lines with this indent.
pub fn listing(indent: usize) -> String {
    let row = |Habit(typed, meaning): &Habit| match meaning {
        Words(words) => Some(format!("{typed} ({})", words.join(" "))),
        Set(_) | Advice(_) => None,
    };
    let rows: Vec<_> = COMMANDS.iter().chain(FLAGS).filter_map(row).collect();
    wrap(&rows.join(", "), indent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command::Cli;
    use clap::{CommandFactory, Parser};

    fn words(typed: &str) -> Vec<OsString> {
        typed.split(' ').map(OsString::from).collect()
    }

    /// What is meant by words, joined; `None` when the parser takes them or no habit is known.
    fn meant(typed: &str) -> Option<String> {
        let typed = words(typed);
        match super::meant(&typed, &Cli::try_parse_from(&typed).err()?)? {
            Ok(words) => Some(words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")),
            Err(failure) => Some(format!("{}: {}", failure.message, failure.help.join("; "))),
        }
    }

    #[test]
    fn no_habit_hides_a_command_or_a_flag() {
        let cli = Cli::command();
        for Habit(word, _) in COMMANDS {
            assert!(cli.find_subcommand(word).is_none(), "{word}");
        }
        let flags = |command: &clap::Command| -> Vec<String> {
            command.get_arguments().filter_map(|arg| Some(format!("--{}", arg.get_long()?))).collect()
        };
        let known: Vec<_> = cli.get_subcommands().chain([&cli]).flat_map(flags).collect();
        for Habit(word, meaning) in FLAGS {
            assert!(!known.contains(&(*word).to_owned()), "{word}");
            let known = |word: &str| !word.starts_with("--") || known.iter().any(|flag| flag == word);
            match meaning {
                Words(words) => assert!(words.iter().all(|word| known(word)), "{words:?}"),
                Set(key) => assert!(OPTIONS.iter().any(|spec| spec.key == *key), "{key}"),
                Advice(text) => assert!(text.contains('`'), "{text}"),
            }
        }
        for Habit(word, meaning) in COMMANDS {
            let Words(words) = meaning else { continue };
            let known = |word: &str| known.iter().any(|flag| flag == word) || word == "--version";
            let command = cli.find_subcommand(words[0]).is_some();
            assert!(command || known(words[0]), "{word}");
            assert!(words[1..].iter().all(|flag| known(flag)), "{word}");
        }
    }

    #[test]
    fn every_habit_leads_somewhere() {
        for Habit(word, _) in COMMANDS {
            assert!(meant(&format!("recto {word} a.yaml")).is_some(), "{word}");
        }
        for Habit(word, _) in FLAGS {
            let command = if *word == "--accept" { "snapshot" } else { "render" };
            assert!(meant(&format!("recto {command} a.yaml {word} x")).is_some(), "{word}");
        }
        for spec in OPTIONS.iter().filter(|spec| !["layout", "pages", "attach"].contains(&spec.key)) {
            assert!(meant(&format!("recto render a.yaml --{} x", spec.key)).is_some(), "{}", spec.key);
        }
    }

    #[test]
    fn values_come_along() {
        for (typed, wanted) in [
            ("recto a.yaml", "recto render a.yaml"),
            ("recto --color never a.yaml -o b.pdf", "recto --color never render a.yaml -o b.pdf"),
            ("recto watch a.yaml", "recto render --watch a.yaml"),
            ("recto render a.yaml --theme datum", "recto render a.yaml --layout datum"),
            ("recto render a.yaml --theme=datum", "recto render a.yaml --layout=datum"),
            ("recto render --accent teal a.yaml", "recto render --set accent=teal a.yaml"),
            ("recto check a.yaml --paper=letter", "recto check a.yaml --set paper=letter"),
            ("recto render a.yaml --no-photo -q", "recto render a.yaml --set photo=false -q"),
            ("recto render a.yaml --show-unknown -q", "recto render a.yaml --set show-unknown=true -q"),
            ("recto render a.yaml --one-page", "recto render a.yaml --pages 1"),
            (
                "recto render a.yaml --color teal",
                "`--color` takes `auto`, `always` or `never`, not `teal`: \
                 it is about the terminal; `--set accent=COLOUR` colours the pages",
            ),
            (
                "recto render a.yaml -f docx",
                "`--format` takes `pdf`, `png`, `svg`, `txt`, `md`, `json`, `yaml` or `toml`, not `docx`: \
                 `-f json`, `-f yaml` and `-f toml` write the data, `-f md` and `-f txt` the text",
            ),
            (
                "recto render a.yaml -f jsom",
                "`--format` takes `pdf`, `png`, `svg`, `txt`, `md`, `json`, `yaml` or `toml`, not `jsom`: did you mean `json`?",
            ),
            (
                "recto render a.yaml -f html",
                "`--format` takes `pdf`, `png`, `svg`, `txt`, `md`, `json`, `yaml` or `toml`, not `html`: \
                 for a website, `-f svg` draws each page, and `-f md` gives the text for a site generator",
            ),
            (
                "recto import a.docx --to json",
                "the name of the file says in which format `recto import` writes: \
                 such as `-o resume.json`; .yaml, .toml and .md, too",
            ),
            ("recto render a.yaml --colour teal", "recto render a.yaml --set accent=teal"),
            ("recto check a.yaml --font-size=10", "recto check a.yaml --set size=10"),
            (
                "recto render a.yaml --dry-run",
                "there is no `--dry-run`: `recto check` reports every problem and writes no file",
            ),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(wanted));
        }
        for typed in ["--photo me.png", "--photo=b/Me.JPG", "--photo", "--photo a.yaml", "--photo=false"] {
            let takes = meant(&format!("recto render a.yaml {typed}")).unwrap_or_default();
            let is_file = typed.contains("me.") || typed.contains("Me.");
            assert_eq!(takes == format!("`--photo` takes no file: {PHOTO}"), is_file, "{typed}: {takes}");
        }
        let copy = format!("`recto layouts` takes the name of one layout: {COPY}");
        for typed in ["copy folio ours", "folio --copy ours", "--copy folio", "new ours", "--new ours"] {
            assert_eq!(meant(&format!("recto layouts {typed}")), Some(copy.clone()), "{typed}");
        }
        for unknown in [
            "recto nonsense",
            "recto render a.yaml -f",
            "recto render a.yaml --nonsense",
            "recto render a.yaml --accent",
        ] {
            assert_eq!(meant(unknown), None, "{unknown}");
        }
    }
}
