//! Words of prose are where the file has them, however its format writes a text.

use crate::input::Format;
use crate::resume::{Block, Inline, Text};
use crate::text::{Diagnostics, Source};
use proptest::prelude::*;

/// The characters and code of prose, in reading order.
fn leaves<'a>(blocks: &'a [Block], out: &mut Vec<&'a Text>) {
    fn runs<'a>(all: &'a [Inline], out: &mut Vec<&'a Text>) {
        for run in all {
            match run {
                Inline::Text(text) | Inline::Code(text) => out.push(text),
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link(inner, _) => runs(inner, out),
                Inline::Break => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Paragraph(all) => runs(all, out),
            Block::Quote(inner) => leaves(inner, out),
            Block::List(_, items) => items.iter().for_each(|item| leaves(item, out)),
        }
    }
}

/// What a stretch of a file says.
type Unescape = fn(&str) -> String;

/// A text as the string of a file of each format.
fn files(text: &str) -> Vec<(&'static str, String, Unescape)> {
    let plain: Unescape = str::to_owned;
    let doubled: Unescape = |typed| typed.replace("''", "'");
    let escaped: Unescape =
        |typed| serde_json::from_str(&format!("\"{}\"", typed.replace('\n', " "))).unwrap_or_default();
    let json = serde_json::to_string(text).unwrap();
    let ascii: String = json
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
        .collect();
    let block = text.replace('\n', "\n    ");
    let lines = text.split('\n').filter(|line| !line.is_empty()).map(|line| line.replace(' ', "\n    "));
    let folded = lines.collect::<Vec<_>>().join("\n\n    ");
    let single = text.replace('\'', "''").replace('\n', "\n\n    ");
    vec![
        ("json", format!("{{\"basics\": {{\"summary\": {ascii}}}}}"), escaped),
        ("yaml", format!("basics:\n  summary: {json}\n"), escaped),
        ("yaml", format!("basics:\n  summary: |-\n    {block}\n"), plain),
        ("yaml", format!("basics:\r\n  summary: |\r\n    {}\r\n", block.replace('\n', "\r\n")), plain),
        ("yaml", format!("basics:\n  summary: >\n    {folded}\n"), plain),
        ("yaml", format!("basics:\n  summary: '{single}'\n"), doubled),
        ("toml", format!("[basics]\nsummary = {json}\n"), escaped),
        (
            "toml",
            format!("[basics]\nsummary = \"\"\"\n{}\"\"\"\n", json.trim_matches('"').replace("\\n", "\n")),
            escaped,
        ),
    ]
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

proptest! {
    #[test]
    fn every_word_of_prose_is_where_the_file_has_it(
        text in "[a-zé\"':,.–]{1,6}([ \n]|\n\n)(\\*\\*[a-zé]{1,4}\\*\\* |`[a-zé\"]{1,4}` |- [a-z']{1,4}\n|[a-zé\"':,.–]{1,6} ){0,12}x"
    ) {
        for (format, file, unescape) in files(&text) {
            let mut diagnostics = Diagnostics::new();
            let source = Source::new("ada", file);
            let resume = Format::by_name(format).unwrap().read(&source, &mut diagnostics).unwrap();
            prop_assert!(!diagnostics.has_errors(), "{:?} {:?}", source.text, diagnostics);
            let summary = resume.basics.summary.expect("a summary");
            let mut all = Vec::new();
            leaves(&summary.blocks, &mut all);
            prop_assert!(all.windows(2).all(|two| two[0].span.end <= two[1].span.start), "{:?} {:?}", source.text, all);
            for leaf in all {
                let meant = unescape(source.slice(leaf.span));
                prop_assert_eq!(words(&meant), words(&leaf.value), "{}", source.text);
            }
        }
    }
}
