//! The contract in three places: what a layout sees, `layouts/sheet.schema.json`, `layouts/README.md`.

use super::*;
use crate::sheet::options::Density;

/// `layouts/sheet.schema.json`.
struct Schema {
    schemas: boon::Schemas,
    root: boon::SchemaIndex,
}

impl Schema {
    fn new() -> Self {
        const NAME: &str = "sheet.schema.json";
        let text = include_str!("../../../../../layouts/sheet.schema.json");
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler
            .add_resource(NAME, serde_json::from_str(text).expect("the file is JSON"))
            .expect("it has a name");
        let root = compiler.compile(NAME, &mut schemas).expect("the file is a schema");
        Self { schemas, root }
    }

    /// What is wrong with a sheet and where, or nothing.
    fn complaint(&self, sheet: &Value) -> String {
        self.schemas.validate(sheet, self.root).err().map(|error| error.to_string()).unwrap_or_default()
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
        entry(Some("Org"), vec![full.clone(), full.clone()]),
        ItemBody::Prose(prose.clone()).into(),
        ItemBody::Group(group).into(),
        ItemBody::Quotation(quotation).into(),
    ];
    let paper = Role {
        authors: vec![t("Ada L")],
        details: vec![t("12")],
        highlights: Vec::new(),
        keywords: Vec::new(),
        ..full.clone()
    };
    let publications = section(SectionKind::Publications, vec![entry(Some("Journal"), vec![paper])]);
    let mut resume = with(vec![section(SectionKind::Work, contents), publications]);
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
        assert_eq!(schema.complaint(&seen), "");
    }
    assert_eq!(schema.complaint(&seen(&ada(), &[])), "");
}

#[test]
fn the_schema_refuses_what_is_no_sheet() {
    let schema = Schema::new();
    let sheet = seen(&everything(), &[]);
    let refused = |place: &str, change: &dyn Fn(&mut Value)| {
        let mut copy = sheet.clone();
        change(&mut copy);
        let complaint = schema.complaint(&copy);
        assert!(complaint.contains(&format!("at '{place}'")), "{place}: {complaint}");
    };
    refused("/content/version", &|s| s["content"]["version"] = json!(1));
    refused("/content/header", &|s| s["content"]["header"]["nmae"] = json!("x"));
    refused("/measures/size", &|s| s["measures"]["size"] = json!("10pt"));
    refused("/measures/parts/date", &|s| s["measures"]["parts"]["date"] = json!({"colour": "grey"}));
    refused("/content/regions/0/sections/0/items/0/body/0", &|s| {
        s["content"]["regions"][0]["sections"][0]["items"][0]["body"][0] = json!({"para": []});
    });
    refused("/content/regions/0/sections/2/items", &|s| {
        s["content"]["regions"][0]["sections"][2]["items"] = json!([]);
    });
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
