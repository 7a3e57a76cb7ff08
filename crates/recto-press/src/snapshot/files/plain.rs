//! `text.txt`: `page 1`, then its lines behind a sign: `=` the name, `#` the title of a section, `~` what repeats on
//! every page.

use crate::snapshot::text::{Said, Sort, Text};

const SIGNS: [(Sort, &str); 4] =
    [(Sort::Name, "= "), (Sort::Section, "# "), (Sort::Furniture, "~ "), (Sort::Plain, "  ")];

/// The text as a file.
pub fn write(text: &Text) -> String {
    let mut body = String::new();
    for (page, number) in text.pages.iter().zip(1..) {
        body.push_str(&format!("page {number}\n"));
        for said in page {
            let sign = SIGNS.iter().find(|(sort, _)| *sort == said.sort).map_or("  ", |(_, sign)| sign);
            // No reader keeps a control character; a file of lines could not.
            let line: String = said.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            body.push_str(&format!("{sign}{line}\n"));
        }
    }
    super::framed("text", &body)
}

/// The text in a file's lines.
pub fn read(lines: &[&str]) -> Result<Text, String> {
    let mut pages: Vec<Vec<Said>> = Vec::new();
    for (line, number) in lines.iter().zip(2..) {
        if line.strip_prefix("page ").is_some_and(|page| page == (pages.len() + 1).to_string()) {
            pages.push(Vec::new());
            continue;
        }
        let sort = SIGNS.iter().find_map(|(sort, sign)| Some((*sort, line.strip_prefix(sign)?)));
        let ((sort, text), page) = sort.zip(pages.last_mut()).ok_or_else(|| stray(number))?;
        page.push(Said { sort, text: text.to_owned() });
    }
    Ok(Text { pages })
}

/// What is wrong with a line that nothing of ours begins like.
pub fn stray(number: usize) -> String {
    format!("its line {number} is damaged")
}
