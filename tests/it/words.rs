//! The words of a text, for comparing a file with its PDF.

/// Runs of letters and digits.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The words with a space around each, so that `contains` finds whole words in their order.
pub fn spaced(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

/// A text in Markdown without the addresses behind `[text](…)`.
pub fn without_addresses(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let Some(end) = rest[at..].find(')') else { break };
        kept.push_str(&rest[..=at]);
        rest = &rest[at + end + 1..];
    }
    kept + rest
}
