//! What the help of `recto render` ends with.

use crate::cli::layouts;
use recto::sheet::options::BASICS;

/// What `recto render -h` ends with.
pub fn short_notes() -> String {
    format!(
        "{EXAMPLES}\n`recto render --help` lists what --set takes, and says more about files and messages."
    )
}

/// What `recto render --help` ends with.
pub fn long_notes() -> String {
    format!(
        "Options, as --set KEY=VALUE or under `meta: recto:` in the file:\n{}\n  \
         --set also takes the fields {}.\n  \
         Commas separate names. Repeated, `sections`, `hide` and `titles` add up, as in\n  \
         --set hide=work --set hide=skills; of everything else the last value counts.\n  \
         A section goes by its key in a file (`interests`, `hobbies`) or by its title.\n  \
         `recto layouts NAME` lists the options of another layout.\n\n{FILES}\n{WORKER}\n{EXAMPLES}",
        layouts::options(),
        BASICS.join(", "),
    )
}

const FILES: &str = "\
Files:
  The PDF of data/ada.yaml is ada.pdf in the current folder, unless -o names a file
  or a folder. A résumé from stdin has no name: its PDF goes to stdout, unless that
  is a terminal. An old PDF is replaced in one step; when there are errors it stays
  as it is. A photo must be in the résumé's folder or below, or in a folder that
  --allow-path names. SOURCE_DATE_EPOCH, where it is set, is stored as the PDF's date;
  otherwise that is 2000-01-01, so that the same input always gives the same bytes.

Many files:
  A folder means the .json, .yaml, .toml and .md files in it and below, but for
  hidden ones, those that .gitignore or .rectoignore name, and README.md and the like;
  its folders are mirrored in -o. A pattern in quotes, such as 'cvs/**/*.yaml', means
  what it matches. PNG and SVG have a file for each page: ada-1.png, ada-2.png.
  Every file carries a stamp of what it was made from; with many files, one whose
  stamp still fits is left alone, unless --force is given or there was a warning about
  its pages. --name takes {stem}, {ext}, {name}, {layout} and {lang}; two inputs that
  would write one file are refused before anything is written. One failure stops
  nobody. Ctrl-C finishes what has begun.

Text:
  -f txt is plain text for the fields of application forms, -f md is Markdown and
  -f json is JSON Resume 1.0.0, both for recto to read again. JSON loses nothing; what
  Markdown has no place for is in it as text. They have no pages and no stamp. A
  .md or .json file that is there may be a résumé itself: it is replaced only with
  --force, or when -o names it.

recto.toml:
  The recto.toml in the folder or above it applies to all files of a PATH:
  layout, format, output, name, jobs, strict, font-path, and a table [options] as
  under `meta: recto:`. The file takes precedence over it, the command line over both.

Watch and preview:
  --watch goes on until Ctrl-C: what depends on a file, its photo, recto.toml or a
  layout that changed is made again, files are written when they are other ones, and
  errors leave the old ones. --preview serves a page on 127.0.0.1, under a secret
  address that is printed, for one file: its pages as they will be printed, what is
  wrong in it, and a layout, paper, accent or number of pages to try. What is tried
  is not written; the page shows the options that keep it.

Messages:
  Problems and the last line go to stderr. With --message-format json there is no
  last line, and each problem is one object on stdout, or on stderr when the PDF
  takes stdout: severity, rule, message, file, line, column, end_line, end_column,
  byte_start, byte_end, argument, label, help. A rule is a short name for what is
  wrong, such as unknown-key, and stays the same. Lines and columns (in characters)
  count from 1, bytes from 0. Many files also give an object for each résumé and
  layout (status, file, layout, pages, outputs) and a last one (made, unchanged,
  failed, not_begun, failed_files).

Exit code:
  0    done
  1    a résumé has errors, or a file cannot be read or written
  2    the command line is wrong
  70   a bug in recto
  130  interrupted
";

const WORKER: &str = "\
Worker:
  With --worker no PATH is named. Each line on stdin is a request, one JSON object:
    {\"id\": 7, \"resume\": {\"basics\": {\"name\": \"Ada\"}}, \"layout\": \"datum\"}
  Its answer is one line on stdout, in the order of the requests, written at once:
    {\"id\":7,\"ok\":true,\"pages\":1,\"layout\":\"datum\",\"files\":[…],\"problems\":[]}
  A request has `resume` (JSON Resume data) or `text` (with `format`: json, yaml, toml
  or markdown), and may have `id`, `name`, `layout`, `set`, `formats`, `strict`,
  `output` (a path; without it the answer has the file as base64) and `folder`
  (where the photo is). -l, --set, --strict and --font-path apply to all requests;
  what a request says takes precedence. A request that fails is answered with its problems,
  and the next one is read; the end of stdin ends the worker. -j N renders N at once.
";

const EXAMPLES: &str = "\
Examples:
  recto render ada.yaml
  recto render ada.md -l datum -o out/
  recto render ada.toml --set paper=us-letter --set accent=teal
  recto render ada.json --set label=\"Data engineer\" -o ada-data.pdf
  make-resume | recto render - > ada.pdf
  recto render cvs/ -o out/ -l folio,plain -f pdf,png
";
