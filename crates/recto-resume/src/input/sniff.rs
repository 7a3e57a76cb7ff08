//! What format a text is in, by its look: for standard input, which has no name that tells.

use super::syntax::json::skip;
use super::syntax::markdown::front::fenced;

/// JSON: an object, or a list of objects, behind comments.
pub(super) fn json(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with("//") || rest.starts_with("/*") {
        rest = rest[skip(rest, 0).unwrap_or(rest.len())..].trim_start();
    }
    rest.starts_with('{') || rest.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// XML: its declaration, or the root of a format that is known.
pub(super) fn xml(text: &str) -> bool {
    let text = text.trim_start();
    ["<?xml", "<SkillsPassport", "<Candidate"].iter().any(|start| text.starts_with(start))
}

/// TOML: the first line that is no comment is `[table]` or `key = value`.
pub(super) fn toml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(line) = lines.next() else { return false };
    if let Some(header) = line.strip_prefix('[') {
        let header = header.strip_prefix('[').unwrap_or(header);
        return header
            .split_once(']')
            .is_some_and(|(path, rest)| is_toml_key(path) && !rest.starts_with('('));
    }
    line.split_once('=').is_some_and(|(key, _)| is_toml_key(key))
}

/// Whether a text is a key or a dotted path of keys.
fn is_toml_key(key: &str) -> bool {
    let quoted = |key: &str| {
        key.len() > 1
            && [('"', '"'), ('\'', '\'')].iter().any(|(a, b)| key.starts_with(*a) && key.ends_with(*b))
    };
    let bare =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    key.split('.').map(str::trim).all(|part| bare(part) || quoted(part))
}

/// Markdown: text behind front matter, an underlined heading, or no line that could be a `key:` of YAML; and where both
/// are there, a heading with no key whose value stands below it.
pub(super) fn markdown(text: &str) -> bool {
    let from_top = text.trim_start();
    if fenced(from_top, "---").is_some_and(|(_, end)| !from_top[end..].trim().is_empty()) {
        return true;
    }
    let lines: Vec<&str> = text.lines().collect();
    let heading = lines.iter().any(|line| is_heading(line));
    let underlined = lines.windows(2).any(|pair| {
        let [above, line] = pair else { return false };
        let rule = |mark: char| line.len() > 2 && line.trim_end().chars().all(|c| c == mark);
        !above.trim().is_empty()
            && !above.starts_with([' ', '#'])
            && !is_key(above)
            && (rule('=') || rule('-'))
    });
    if underlined {
        return true;
    }
    let opens_block = |line: &&str| is_key(line) && line.trim_end().ends_with(':');
    if heading { !lines.iter().any(opens_block) } else { !lines.iter().any(|line| is_key(line)) }
}

/// Text without mark-up: neither data nor a line with a mark of Markdown.
pub(super) fn plain(text: &str) -> bool {
    !json(text) && !toml(text) && !xml(text) && !has_marks(text) && (markdown(text) || is_prose(text))
}

/// Whether a text has marks that only Markdown gives a meaning. Bullets are in any text.
fn has_marks(text: &str) -> bool {
    let is_rule = |line: &str| {
        line.len() > 2 && ["=", "-", "`", "~"].iter().any(|mark| line.replace(mark, "").is_empty())
    };
    let is_row = |line: &str| line.starts_with('|') && line.ends_with('|') && line.len() > 1;
    let has_mark = |line: &str| {
        is_heading(line)
            || is_rule(line.trim())
            || is_row(line.trim())
            || line.starts_with("> ")
            // Three stars are those of a hotel.
            || ["**", "__", "](", "```"].iter().any(|mark| line.replace("***", "").contains(mark))
    };
    text.lines().any(has_mark)
}

/// Whether a text has headings of Markdown, two or more: then it is Markdown, whatever its file is called.
pub(super) fn has_headings(text: &str) -> bool {
    text.lines().filter(|line| line.starts_with("## ")).nth(1).is_some()
}

/// Whether lines at the left edge are neither keys nor items of lists: the first one, or more than are. No YAML has such lines.
fn is_prose(text: &str) -> bool {
    let is_open = |line: &&str| !line.trim().is_empty() && !line.starts_with([' ', '\t', '#']);
    let is_data = |line: &&str| {
        is_key(line) || line.starts_with(['-', '{', '[', '}', ']', '?', '&', '!', '%', '"', '\''])
    };
    let begins_loose = text.lines().find(is_open).is_some_and(|first| !is_data(&first));
    let (data, loose): (Vec<_>, Vec<_>) = text.lines().filter(is_open).partition(is_data);
    loose.len() > 1 && (begins_loose || loose.len() >= data.len())
}

/// Whether a line is a heading `# …`.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
}

/// Whether a line, not indented, starts like a pair of YAML.
fn is_key(line: &str) -> bool {
    if line.starts_with([' ', '\t', '#', '-', '*', '>', '|', '+']) {
        return false;
    }
    line.split_once(':').is_some_and(|(key, rest)| {
        !key.is_empty() && key.split(' ').count() <= 2 && (rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}
