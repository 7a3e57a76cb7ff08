//! Turns every `languages/<code>.toml` into Rust data, so that no run has to parse it. The types are in `src/language.rs`:
//! a key that they do not have, or lack, does not compile.

#![expect(clippy::disallowed_methods, reason = "a build script reads the files that it embeds")]

#[path = "src/language/letters.rs"]
mod letters;

use letters::letters;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};
use toml::{Table, Value};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no output folder")?);
    for watched in ["build.rs", "languages", "src/language/letters.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let paths = fs::read_dir(root.join("languages"))?.map(|entry| Ok(entry?.path()));
    let mut paths = paths.collect::<Result<Vec<_>>>()?;
    paths.sort();
    let english: Table = fs::read_to_string(root.join("languages/en.toml"))?.parse()?;
    let lists = english.get("read").and_then(Value::as_table).ok_or("English has no `read`")?;
    let mut languages = String::from("&[\n");
    for path in &paths {
        languages += &language(path, lists).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    fs::write(out.join("languages.rs"), languages + "]\n")?;
    fs::write(out.join("own_words.rs"), own_words(&paths)?)?;
    fs::write(out.join("meanings.rs"), meanings(&paths)?)?;
    Ok(())
}

/// The common words that one language alone has, each with its code, sorted.
fn own_words(paths: &[PathBuf]) -> Result<String> {
    let mut own: BTreeMap<String, Option<String>> = BTreeMap::new();
    for path in paths {
        let file: Table = fs::read_to_string(path)?.parse()?;
        let common = file.get("read").and_then(|read| read.get("common")).and_then(Value::as_array);
        let code = path.file_stem().map(|code| code.to_string_lossy().into_owned());
        for word in common.into_iter().flatten().filter_map(Value::as_str) {
            own.entry(word.to_owned()).and_modify(|code| *code = None).or_insert_with(|| code.clone());
        }
    }
    let pairs = own.into_iter().filter_map(|(word, code)| Some(format!("({word:?}, {:?}), ", code?)));
    Ok(format!("&[{}]", pairs.collect::<String>()))
}

/// The words of keys in all languages, in letters only and sorted, each with the English keys that it can mean.
fn meanings(paths: &[PathBuf]) -> Result<String> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut plurals = Vec::new();
    for path in paths {
        let file: Table = fs::read_to_string(path)?.parse()?;
        let table = |part: &str, name: &str| file.get(part)?.get(name)?.as_table().cloned();
        // English labels that are keys are in the tables of the schema.
        let labels: &[&str] =
            if path.ends_with("en.toml") { &[] } else { &["head-labels", "contact-labels"] };
        let read = ["keys", "titles"].iter().chain(labels).filter_map(|name| table("read", name));
        for (key, words) in table("write", "titles").into_iter().chain(read).flatten() {
            let words = words.as_array().cloned().unwrap_or_else(|| vec![words]);
            for word in words.iter().filter_map(Value::as_str).map(letters) {
                // Works of art are no jobs: short words have no plural here.
                let other = word.strip_suffix('s').map_or_else(|| format!("{word}s"), str::to_owned);
                plurals.extend((word.len() > 4).then(|| (other, key.clone())));
                let keys = all.entry(word).or_default();
                if !keys.contains(&key) {
                    keys.push(key.clone());
                }
            }
        }
    }
    for (word, key) in plurals {
        all.entry(word).or_insert_with(|| vec![key]);
    }
    let rows = all.into_iter().map(|(word, keys)| format!("({word:?}, &{keys:?}),\n"));
    Ok(format!("&[\n{}]", rows.collect::<String>()))
}

/// The expression of a language. Of the `lists` of words to read, those that its file does not have are empty.
fn language(path: &Path, lists: &Table) -> Result<String> {
    let code = path.file_stem().and_then(|stem| stem.to_str()).ok_or("the name is no language code")?;
    let mut file: Table = fs::read_to_string(path)?.parse()?;
    let words = file.get("write").and_then(|write| write.get("words")).cloned();
    let read = file.get_mut("read").and_then(Value::as_table_mut).ok_or("there is no `read`")?;
    // The labels that pages have are read, too.
    for (key, label) in [("phone", "phone"), ("email", "email"), ("url", "url"), ("address", "place")] {
        let label = words.as_ref().and_then(|words| words.get(label)?.as_str()).map(spaced);
        let labels = read.entry("contact-labels").or_insert_with(|| Value::Table(Table::new()));
        if let (Some(label), Some(labels)) = (label, labels.as_table_mut())
            && let Some(known) = labels.entry(key).or_insert_with(|| Value::Array(Vec::new())).as_array_mut()
            && !known.iter().any(|known| known.as_str() == Some(&label))
        {
            known.push(Value::String(label));
        }
    }
    for list in lists.keys() {
        read.entry(list).or_insert(Value::Array(Vec::new()));
    }
    Ok(format!("LanguageData {{ code: {code:?}, {} }},\n", fields(&file)?))
}

/// A label in lower case, other signs than letters and digits as spaces.
fn spaced(label: &str) -> String {
    let kept = label
        .to_lowercase()
        .replace('’', "'")
        .replace(|c: char| !(c.is_alphanumeric() || "-'".contains(c)), " ");
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The expression of a value.
fn expression(key: &str, value: &Value) -> Result<String> {
    Ok(match value {
        Value::String(text) => format!("{text:?}"),
        Value::Boolean(switch) => switch.to_string(),
        Value::Array(items) => {
            let items = items.iter().map(|item| expression(key, item)).collect::<Result<Vec<_>>>()?;
            format!("&[{}]", items.join(", "))
        }
        Value::Table(table) => match key {
            "write" => format!("Written {{ {} }}", fields(table)?),
            "quotes" => format!("Quotes {{ {} }}", fields(table)?),
            "dates" => format!("DatePatterns {{ {} }}", fields(table)?),
            "read" => format!("ReadWords {{ {} }}", fields(table)?),
            _ => {
                let pair =
                    |(key, value): (&String, &Value)| Ok(format!("({key:?}, {})", expression(key, value)?));
                format!("&[{}]", table.iter().map(pair).collect::<Result<Vec<_>>>()?.join(", "))
            }
        },
        other => return Err(format!("`{key}` is a {}", other.type_str()).into()),
    })
}

/// `key: value, key: value`.
fn fields(table: &Table) -> Result<String> {
    let field = |(key, value): (&String, &Value)| {
        Ok(format!("{}: {}", key.replace('-', "_"), expression(key, value)?))
    };
    Ok(table.iter().map(field).collect::<Result<Vec<_>>>()?.join(", "))
}
