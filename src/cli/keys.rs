//! Tables of keys: `recto.toml` and the requests of the worker are read by one. A row has the key, what it takes in words,
//! and how its value is read; unknown keys, near names and values of a wrong kind follow from it.

use recto::output::{FORMATS, Format};
use recto::sheet::options::quoted_list;
use recto::text::value::{Node, Pair, ScalarKind, Value};
use recto::text::{Diagnostic, Diagnostics, Rule, nearest};
use std::path::PathBuf;

/// Reads a value into `T`. `None` when it is not what the key takes; other problems go to the diagnostics.
type ReadValue<T> = fn(&mut T, &Node, &mut Diagnostics) -> Option<()>;

/// A key of a table: its name, what it takes, in words, and how its value is read.
pub struct Key<T>(pub &'static str, pub &'static str, pub ReadValue<T>);

/// Reads every pair by the table of its keys. `null` counts as absent. `belongs` says where a key that the table does not
/// know belongs.
pub fn read<T>(
    keys: &[Key<T>],
    rule: Rule,
    pairs: &[Pair],
    target: &mut T,
    problems: &mut Diagnostics,
    belongs: impl Fn(&str) -> Option<String>,
) {
    for pair in pairs {
        let Some(Key(name, takes, read)) = keys.iter().find(|key| key.0 == pair.key) else {
            let error = Diagnostic::at(rule, pair.key_span, format!("unknown key `{}`", pair.key));
            let names: Vec<_> = keys.iter().map(|key| key.0).collect();
            problems.push(match (belongs(&pair.key), nearest(&pair.key, names.iter().copied())) {
                (Some(help), _) => error.help(help),
                (None, Some(_)) => error.suggest(&pair.key, names),
                (None, None) => error.help(format!("the keys are {}", names.join(", "))),
            });
            continue;
        };
        if pair.node.value != Value::Null && read(target, &pair.node, problems).is_none() {
            problems.push(wrong_kind(rule, name, takes, &pair.node));
        }
    }
}

/// The problem of a value that is not what its key takes.
fn wrong_kind(rule: Rule, key: &str, takes: &str, node: &Node) -> Diagnostic {
    Diagnostic::at(rule, node.span, format!("`{key}` takes {takes}"))
        .label(format!("this is {}", node.kind()))
}

/// The options in a value, each with its path: one value, a list of values, or a mapping such as `titles`. Each entry of a
/// mapping is an option of its own, so that a message names it.
pub fn options<'a>(
    rule: Rule,
    path: &[&'a str],
    node: &'a Node,
    problems: &mut Diagnostics,
) -> Vec<(Vec<&'a str>, &'a Node)> {
    let is_single = |node: &Node| matches!(node.value, Value::Scalar(_));
    match &node.value {
        Value::Null => Vec::new(),
        Value::Map(pairs) if !pairs.is_empty() => {
            let path_of = |pair: &'a Pair| [path, &[pair.key.as_str()]].concat();
            pairs.iter().flat_map(|pair| options(rule, &path_of(pair), &pair.node, problems)).collect()
        }
        Value::List(items) if !items.iter().all(is_single) => {
            problems.push(wrong_kind(rule, &path.join("."), "a value or a list of values", node));
            Vec::new()
        }
        _ => vec![(path.to_vec(), node)],
    }
}

/// The output formats of one name or a list of names, each once. `None` when it is neither.
pub fn formats(node: &Node, problems: &mut Diagnostics) -> Option<Vec<&'static Format>> {
    let mut formats: Vec<&'static Format> = Vec::new();
    for item in texts(node)? {
        let name = text(item)?;
        match Format::by_name(name) {
            Some(format) if formats.contains(&format) => {}
            Some(format) => formats.push(format),
            None => problems.push(unknown_format(name, item)),
        }
    }
    Some(formats)
}

fn unknown_format(name: &str, node: &Node) -> Diagnostic {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    Diagnostic::at(Rule::FormatUnknown, node.span, format!("there is no output format `{name}`"))
        .suggest(name, names.iter().copied())
        .help(format!("the formats are {}", quoted_list(&names, "and")))
}

/// A text that is not empty.
pub fn text(node: &Node) -> Option<&str> {
    scalar(node, ScalarKind::Text).filter(|text| !text.is_empty())
}

/// One text, or a list of one or more texts.
pub fn texts(node: &Node) -> Option<&[Node]> {
    let nodes = match &node.value {
        Value::List(nodes) => nodes,
        _ => std::slice::from_ref(node),
    };
    (!nodes.is_empty() && nodes.iter().all(|node| text(node).is_some())).then_some(nodes)
}

/// A scalar of this kind, as typed.
pub fn scalar(node: &Node, kind: ScalarKind) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) if scalar.kind == kind => Some(&scalar.text),
        _ => None,
    }
}

/// True or false.
pub fn switch(node: &Node) -> Option<bool> {
    scalar(node, ScalarKind::Bool).map(|text| text == "true")
}

/// A path.
pub fn path(node: &Node) -> Option<PathBuf> {
    text(node).map(PathBuf::from)
}

/// Keeps a value that could be read.
pub fn put<S: From<T>, T>(slot: &mut S, value: Option<T>) -> Option<()> {
    *slot = value?.into();
    Some(())
}
