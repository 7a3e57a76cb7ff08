//! Elements of HTML, to tell `<br>` from `<Company>`.

/// Elements that people use in Markdown.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "audio", "b", "big", "blockquote", "body", "br", "button", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "embed",
    "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark",
    "meta", "nav", "noscript", "object", "ol", "option", "p", "param", "path", "picture", "pre", "q", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table",
    "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul", "var", "video", "wbr",
];

/// Whether `tag`, from `<` to `>`, is one of HTML and not a word in angle brackets.
pub(super) fn is_element(tag: &str) -> bool {
    let inner = tag.trim_start_matches(['<', '/']);
    if inner.starts_with(['!', '?']) {
        return true;
    }
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    ELEMENTS.contains(&inner[..end].to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_element;

    #[test]
    fn words_in_angle_brackets_are_no_elements() {
        assert!(["<br/>", "</span>", "<Div class=x>", "<!DOCTYPE html>"].iter().all(|tag| is_element(tag)));
        assert!(!["<String>", "<Company>", "<x:y>", "</T>"].iter().any(|tag| is_element(tag)));
    }
}
