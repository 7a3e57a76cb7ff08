//! The rules a `layout.toml` keeps. `build.rs` shares this code: a layout that breaks a rule does not
//! get into the program, and one from a folder is refused with the same sentence.

use super::manifest::{GAP, LEADING, MARGIN, Manifest, OwnOption, Ranges, X_HEIGHT};

/// Reads the manifest of the layout in `folder` and holds it against the rules.
///
/// `complete` says whether the folder has a `layout.typ`; `known` whether there is such a font family.
///
/// # Errors
/// The first rule that is broken, as a sentence without a full stop.
pub fn manifest(
    folder: &str,
    text: &str,
    complete: bool,
    known: &dyn Fn(&str) -> bool,
) -> Result<Manifest, String> {
    let manifest: Manifest = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    if manifest.name != folder {
        return Err(format!("`name` is `{}`, but the folder is named `{folder}`", manifest.name));
    }
    if !complete {
        return Err("there is no `layout.typ` beside it".to_owned());
    }
    for line in [&manifest.summary, &manifest.audience] {
        if line.trim().is_empty() || line.contains('\n') {
            return Err("`summary` and `audience` are one line each".to_owned());
        }
    }
    let families = [Some(&manifest.font), manifest.heading_font.as_ref()];
    if let Some(family) = families.into_iter().flatten().find(|family| !known(family)) {
        return Err(format!("there is no font family `{family}`"));
    }
    if !is_colour(&manifest.accent) {
        return Err(format!("`accent` is `{}`, expected a colour such as `#1f3a5f`", manifest.accent));
    }
    if !["short", "long", "numeric"].contains(&manifest.dates.as_str()) {
        return Err(format!("`dates` is `{}`, expected `short`, `long` or `numeric`", manifest.dates));
    }
    ranges(&manifest.tokens)?;
    for (name, option) in &manifest.options {
        own_option(name, option)?;
    }
    for share in [manifest.readers.universal, manifest.readers.worst] {
        if !(0.0..=1.0).contains(&share) {
            return Err(format!("a share under `readers` is {share}, expected 0 to 1"));
        }
    }
    Ok(manifest)
}

/// Every measure is within its limits and does not grow with the density.
fn ranges(ranges: &Ranges) -> Result<(), String> {
    let all = [
        ("x-height", ranges.x_height, X_HEIGHT),
        ("leading", ranges.leading, LEADING),
        ("margin-x", ranges.margin_x, MARGIN),
        ("margin-y", ranges.margin_y, MARGIN),
        ("gap", ranges.gap, GAP),
    ];
    for (name, [airy, compact], (low, high)) in all {
        if !(low..=high).contains(&airy) || !(low..=high).contains(&compact) {
            return Err(format!("`tokens.{name}` is [{airy}, {compact}], expected {low} to {high}"));
        }
        if compact > airy {
            return Err(format!(
                "`tokens.{name}` grows from {airy} to {compact}, but density 1 is the compact end"
            ));
        }
    }
    Ok(())
}

/// An option is worth having when there is a choice, and its default is one of the values.
fn own_option(name: &str, option: &OwnOption) -> Result<(), String> {
    if option.values.len() < 2 {
        return Err(format!("`options.{name}` offers no choice"));
    }
    if !option.values.contains(&option.default) {
        return Err(format!(
            "`options.{name}.default` is `{}`, which is not among its values",
            option.default
        ));
    }
    if option.help.trim().is_empty() {
        return Err(format!("`options.{name}.help` is empty"));
    }
    Ok(())
}

/// Whether this is `#rrggbb`.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../../tests/fixtures/layouts/tiny/layout.toml");

    fn check(text: &str) -> Result<Manifest, String> {
        manifest("tiny", text, true, &|family| family.starts_with("Source"))
    }

    #[test]
    fn a_good_manifest_passes() {
        assert_eq!(check(GOOD).map(|manifest| manifest.name), Ok("tiny".to_owned()));
    }

    #[test]
    fn every_broken_rule_is_named() {
        let cases = [
            ("name = \"tiny\"", "name = \"huge\"", "the folder is named `tiny`"),
            ("Source Serif 4", "Comic Sans", "no font family `Comic Sans`"),
            ("#1f3a5f", "navy", "`accent` is `navy`"),
            ("\"short\"", "\"brief\"", "`dates` is `brief`"),
            ("x-height = [5.3, 4.3]", "x-height = [5.3, 4.1]", "`tokens.x-height` is [5.3, 4.1]"),
            ("gap = [1.3, 0.6]", "gap = [0.6, 1.3]", "`tokens.gap` grows"),
            ("default = \"round\"", "default = \"star\"", "`star`, which is not among"),
            ("universal = 1.0", "universal = 1.4", "is 1.4, expected 0 to 1"),
            ("summary =", "sumary =", "unknown field `sumary`"),
        ];
        for (from, to, expected) in cases {
            let text = GOOD.replace(from, to);
            assert_ne!(text, GOOD, "the fixture no longer holds {from}");
            let reason = check(&text).err().unwrap_or_default();
            assert!(reason.contains(expected), "{reason:?} does not say {expected:?}");
        }
    }

    #[test]
    fn a_folder_without_a_layout_is_refused() {
        let reason = manifest("tiny", GOOD, false, &|_| true).err().unwrap_or_default();
        assert!(reason.contains("layout.typ"), "{reason}");
    }
}
