//! The words of a text, for comparing a file with its PDF.

/// Runs of letters and digits.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The words with a space around each, so that `contains` finds whole words in their order.
pub fn spaced(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

/// A text in Markdown without the addresses behind `[text](https://…)`; those of a picture are text.
pub fn without_addresses(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](http") {
        let Some(end) = rest[at..].find(')').map(|end| at + end + 1) else { break };
        let picture = rest[..at].rfind('[').is_some_and(|start| rest[..start].ends_with('!'));
        kept.push_str(if picture { &rest[..end] } else { &rest[..=at] });
        rest = &rest[end..];
    }
    kept + rest
}
