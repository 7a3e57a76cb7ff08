//! What Markdown must be read as.

use super::*;
use crate::input::decode::decode;
use crate::resume::{Content, Resume};

fn tree(text: &str) -> (Node, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = Source { name: "test.md".to_owned(), text: text.to_owned() };
    let node = parse(&source, &mut diagnostics);
    (node.unwrap_or_else(|| panic!("no tree")), diagnostics)
}

fn resume(text: &str) -> (Resume, Diagnostics) {
    let (node, mut diagnostics) = tree(text);
    (decode(&node, &mut diagnostics), diagnostics)
}

#[test]
fn dump() {
    let Ok(path) = std::env::var("MD_DUMP") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let (node, _) = tree(&text);
    let (resume, diagnostics) = resume(&text);
    print(&node, 0);
    println!("{:#?}", resume.basics);
    for section in &resume.sections {
        println!("== {:?} {:?}", section.kind, section.title);
        for content in &section.content {
            match content {
                Content::Entry(entry) => {
                    println!("  org {:?} place {:?}", entry.organization, entry.place);
                    for role in &entry.roles {
                        println!("    title {:?} place {:?} dates {:?}", role.title, role.place, role.dates);
                        println!("      summary {:?}", role.summary.as_ref().map(|s| s.plain()));
                        for h in &role.highlights { println!("      * {:?}", h.plain()); }
                    }
                }
                other => println!("  {other:?}"),
            }
        }
    }
    for d in &diagnostics { println!("{:?} {:?} {:?}", d.severity, d.place, d.message); }
    let mut have = String::new();
    scalars(&node, &mut have);
    let have: std::collections::BTreeSet<_> = have.split(|c: char| !c.is_alphanumeric()).collect();
    for w in text.split(|c: char| !c.is_alphanumeric()) { if !have.contains(w) { println!("MISSING {w}"); } }
}
fn scalars(node: &Node, out: &mut String) {
    use super::super::value::Value;
    match &node.value {
        Value::Null => {}
        Value::Scalar(s) => { out.push_str(&s.text); out.push('\n'); }
        Value::List(l) => l.iter().for_each(|n| scalars(n, out)),
        Value::Map(m) => m.iter().for_each(|p| scalars(&p.node, out)),
    }
}
fn print(node: &Node, depth: usize) {
    use super::super::value::Value;
    let pad = "  ".repeat(depth);
    match &node.value {
        Value::Null => println!("{pad}null"),
        Value::Scalar(s) => println!("{pad}{:.160}", format!("{:?}", s.text)),
        Value::List(l) => for n in l { println!("{pad}-"); print(n, depth + 1); },
        Value::Map(m) => for p in m { println!("{pad}{}:", p.key); print(&p.node, depth + 1); },
    }
}
