//! The contract in three places: what a layout sees, `layouts/sheet.schema.json`, `layouts/README.md`.

use super::*;
use crate::sheet::options::Density;

/// What of JSON Schema the file uses, checked: a list of complaints, each with the path of the value.
struct Schema(Value);

impl Schema {
    fn new() -> Self {
        let text = include_str!("../../../../../layouts/sheet.schema.json");
        Self(serde_json::from_str(text).expect("the schema is JSON"))
    }

    fn complaints(&self, value: &Value) -> Vec<String> {
        let mut out = Vec::new();
        self.check(&self.0, value, "", &mut out);
        out
    }

    fn check(&self, schema: &Value, value: &Value, path: &str, out: &mut Vec<String>) {
        for (key, rule) in schema.as_object().expect("a schema is an object") {
            match key.as_str() {
                "$ref" => {
                    let name = rule.as_str().and_then(|r| r.strip_prefix("#/$defs/")).expect("a local $ref");
                    self.check(&self.0["$defs"][name], value, path, out);
                }
                "anyOf" | "oneOf" => self.one_of(rule, value, path, out, key == "oneOf"),
                "const" if rule != value => out.push(format!("{path}: not {rule}")),
                "enum" if !rule.as_array().is_some_and(|all| all.contains(value)) => {
                    out.push(format!("{path}: {value} not in {rule}"));
                }
                "type" if !is_type(rule, value) => out.push(format!("{path}: not {rule}")),
                "minItems" if value.as_array().is_some_and(Vec::is_empty) => {
                    out.push(format!("{path}: empty"))
                }
                "items" => {
                    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{path}/{n}"), out);
                    }
                }
                "required" => {
                    let missing = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
                    out.extend(missing.filter(|k| value.get(k).is_none()).map(|k| format!("{path}: no {k}")));
                }
                "properties" => self.fields(schema, value, path, out),
                "additionalProperties" if schema.get("properties").is_none() => {
                    self.fields(schema, value, path, out);
                }
                _ => {}
            }
        }
    }

    fn one_of(&self, rule: &Value, value: &Value, path: &str, out: &mut Vec<String>, only: bool) {
        let tries: Vec<Vec<String>> = rule
            .as_array()
            .into_iter()
            .flatten()
            .map(|schema| {
                let mut found = Vec::new();
                self.check(schema, value, path, &mut found);
                found
            })
            .collect();
        let fits = tries.iter().filter(|found| found.is_empty()).count();
        if fits == 0 || (only && fits > 1) {
            out.push(format!("{path}: fits {fits} of {}: {value}", tries.len()));
        }
    }

    fn fields(&self, schema: &Value, value: &Value, path: &str, out: &mut Vec<String>) {
        for (key, field) in value.as_object().into_iter().flatten() {
            let path = format!("{path}/{key}");
            match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Value::Null, Value::Bool(false)) => out.push(format!("{path}: unknown")),
                (Value::Null, Value::Object(_)) => {
                    self.check(&schema["additionalProperties"], field, &path, out);
                }
                (Value::Null, _) => {}
                (known, _) => self.check(known, field, &path, out),
            }
        }
    }
}

fn is_type(rule: &Value, value: &Value) -> bool {
    match rule.as_str() {
        Some("string") => value.is_string(),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    }
}

/// A résumé that uses every sort of item, block and run.
fn everything() -> Resume {
    let text = |s: &str| Inline::Text(t(s));
    let paragraph = Block::Paragraph(vec![
        text("a"),
        Inline::Strong(vec![text("b")]),
        Inline::Emphasis(vec![text("c")]),
        Inline::Code(t("d")),
        Inline::Break,
        Inline::Link(vec![text("e")], t("https://example.com/e")),
    ]);
    let blocks = vec![
        paragraph.clone(),
        Block::List(None, vec![vec![paragraph.clone()]]),
        Block::List(Some(3), vec![vec![paragraph.clone()]]),
        Block::Quote(vec![paragraph]),
    ];
    let prose = RichText { blocks, span: Span::new(1, 2) };
    let full = Role {
        dates: Some(Dates::Period(month(2020, 3), None)),
        place: some("Oslo"),
        url: some("example.com"),
        details: vec![t("x")],
        summary: Some(prose.clone()),
        highlights: vec![prose.clone()],
        keywords: vec![t("k")],
        ..role("Cook")
    };
    let group = Group { label: some("g"), level: some("l"), items: vec![t("i")], unknown: vec![] };
    let quotation = Quotation { name: some("q"), body: Some(prose.clone()), unknown: vec![] };
    let contents = vec![
        entry(Some("Org"), vec![full.clone()]),
        entry(Some("Org"), vec![full.clone(), full]),
        SectionItem::Prose(prose.clone()),
        SectionItem::Group(group),
        SectionItem::Quotation(quotation),
    ];
    let mut resume = with(vec![section(SectionKind::Work, contents)]);
    let basics = &mut resume.basics;
    basics.label = some("Cook");
    basics.image = some("me.png");
    basics.email = some("ada@example.com");
    basics.url = some("file:///me");
    basics.summary = Some(prose);
    basics.personal = vec![(t("Born"), t("1815"))];
    resume
}

/// A part with every key of a style.
const STYLE: &[(&str, &str)] = &[
    ("style.date.font", "heading"),
    ("style.date.size", "1.1"),
    ("style.date.weight", "600"),
    ("style.date.style", "italic"),
    ("style.date.color", "#0f4c81"),
    ("style.date.case", "small-caps"),
];

/// The files that a layout sees.
fn seen(resume: &Resume, pairs: &[(&str, &str)]) -> Value {
    let (content, _) = built(resume, pairs);
    let measures = Measures::at(Density::USUAL, &manifest(), &options(pairs));
    json!({"content": content, "measures": measures, "findings": {"keep": ["real-time"], "long": []}})
}

#[test]
fn the_schema_fits_every_sheet() {
    let schema = Schema::new();
    for lang in ["en-GB", "de", "fr", "es", "uk"] {
        let seen = seen(&everything(), &[&[("lang", lang)], STYLE].concat());
        assert_eq!(
            seen["measures"]["parts"]["date"].as_object().map(serde_json::Map::len),
            Some(STYLE.len())
        );
        assert_eq!(schema.complaints(&seen), Vec::<String>::new());
    }
    assert_eq!(schema.complaints(&seen(&ada(), &[])), Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_is_no_sheet() {
    let schema = Schema::new();
    let sheet = seen(&everything(), &[]);
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut copy = sheet.clone();
        change(&mut copy);
        schema.complaints(&copy).len()
    };
    assert_eq!(broken(&|s| s["content"]["version"] = json!(1)), 1);
    assert_eq!(broken(&|s| s["content"]["header"]["nmae"] = json!("x")), 1);
    assert_eq!(broken(&|s| s["measures"]["size"] = json!("10pt")), 1);
    assert_eq!(broken(&|s| s["measures"]["parts"]["date"] = json!({"colour": "grey"})), 1);
    assert_eq!(
        broken(&|s| s["content"]["regions"][0]["sections"][0]["items"][0]["body"][0] = json!({"para": []})),
        1
    );
    assert_eq!(broken(&|s| s["content"]["regions"][0]["sections"][1]["items"] = json!([])), 1);
}

#[test]
fn the_page_for_layout_authors_names_every_field() {
    fn keys(value: &Value, out: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                out.extend(map.keys().cloned());
                map.values().for_each(|value| keys(value, out));
            }
            Value::Array(list) => list.iter().for_each(|value| keys(value, out)),
            _ => {}
        }
    }
    let mut sheet = seen(&everything(), STYLE);
    // The language's words are data, and `leaders` is an option of one layout.
    sheet["content"]["words"] = json!({});
    sheet["content"]["options"]["leaders"].take();
    let mut all = std::collections::BTreeSet::new();
    keys(&sheet, &mut all);
    all.retain(|key| !["leaders", "content", "measures", "findings"].contains(&key.as_str()));
    let page = include_str!("../../../../../layouts/README.md");
    let missing: Vec<_> = all.into_iter().filter(|key| !page.contains(&format!("\"{key}\""))).collect();
    assert_eq!(missing, Vec::<String>::new());
}
