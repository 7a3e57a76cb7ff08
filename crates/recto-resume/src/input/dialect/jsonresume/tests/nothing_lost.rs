//! Whatever a file says is in the model or under a diagnostic, for any tree at all.

use super::*;
use crate::text::value::{Node, Pair, Scalar, ScalarKind, Value};
use proptest::prelude::*;

/// Keys that send a value down every path, some of them known in one place and not in another. Not among them:
/// `hide`, which leaves things out on purpose, and `meta`, which other tools keep their own in.
const KEYS: &[&str] = &[
    "basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills",
    "languages", "interests", "references", "projects", "sections", "name", "label", "title", "position",
    "company", "organization", "institution", "studyType", "area", "score", "gpa", "courses", "location",
    "city", "region", "profiles", "network", "username", "url", "website", "summary", "description",
    "highlights", "keywords", "items", "entries", "text", "positions", "roles", "type", "entity",
    "startDate", "start_date", "endDate", "date", "dates", "reference", "quote", "level", "personal",
    "contact", "value", "email", "phone", "address", "experience", "frobnicate", "Xyzzy",
];

/// A tree without places; every scalar is a number that stands for its text.
#[derive(Debug, Clone)]
enum Shape {
    Null,
    Word,
    Year,
    Period,
    Same,
    Truth,
    List(Vec<Shape>),
    Map(Vec<(usize, Shape)>),
}

fn shape() -> impl Strategy<Value = Shape> {
    let leaf = prop_oneof![
        1 => Just(Shape::Null),
        8 => Just(Shape::Word),
        3 => Just(Shape::Year),
        1 => Just(Shape::Period),
        1 => Just(Shape::Same),
        1 => Just(Shape::Truth),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..5).prop_map(Shape::List),
            3 => prop::collection::vec((0..KEYS.len(), inner), 0..7).prop_map(Shape::Map),
        ]
    })
}

/// A file: sections of lists of mappings, as files have them, among anything else.
fn file() -> impl Strategy<Value = Shape> {
    let entry = prop::collection::vec((13..KEYS.len(), shape()), 1..9).prop_map(Shape::Map).boxed();
    let section = prop_oneof![
        4 => prop::collection::vec(entry.clone(), 1..4).prop_map(Shape::List),
        1 => entry,
        1 => shape(),
    ];
    prop::collection::vec((0..KEYS.len(), section), 1..8).prop_map(Shape::Map)
}

/// Gives every value a text and a place of its own.
struct Builder {
    at: usize,
    /// What must not be lost: the text as the model shows it, and its place.
    facts: Vec<(String, Span)>,
}

impl Builder {
    fn build(&mut self, shape: &Shape) -> Node {
        self.at += 1;
        let start = self.at;
        let number = start % 2000 + 1000;
        let value = match shape {
            Shape::Null => Value::Null,
            Shape::Word => {
                self.scalar(format!("word{start}end"), ScalarKind::Text, &[format!("word{start}end")])
            }
            Shape::Year => self.scalar(number.to_string(), ScalarKind::Number, &[number.to_string()]),
            Shape::Period => {
                let facts = [number.to_string(), "2999".to_owned()];
                self.scalar(format!("{number} – 2999"), ScalarKind::Text, &facts)
            }
            Shape::Same => self.scalar("Lantern".to_owned(), ScalarKind::Text, &["Lantern".to_owned()]),
            Shape::Truth => self.scalar("true".to_owned(), ScalarKind::Bool, &["true".to_owned()]),
            Shape::List(items) => Value::List(items.iter().map(|item| self.build(item)).collect()),
            Shape::Map(pairs) => Value::Map(self.pairs(pairs)),
        };
        self.at += 1;
        Node::new(Span::new(start, self.at), value)
    }

    fn scalar(&mut self, text: String, kind: ScalarKind, facts: &[String]) -> Value {
        let span = Span::new(self.at, self.at + 1);
        self.facts.extend(facts.iter().map(|fact| (fact.clone(), span)));
        Value::Scalar(Scalar { text, kind })
    }

    /// Pairs with unique keys.
    fn pairs(&mut self, pairs: &[(usize, Shape)]) -> Vec<Pair> {
        let mut built: Vec<Pair> = Vec::new();
        for (key, shape) in pairs {
            if built.iter().any(|pair| pair.key == KEYS[*key]) {
                continue;
            }
            self.at += 2;
            let key_span = Span::new(self.at - 1, self.at);
            built.push(Pair { key: KEYS[*key].to_owned(), key_span, node: self.build(shape) });
        }
        built
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_in_the_model_or_named(shape in file()) {
        let mut builder = Builder { at: 0, facts: Vec::new() };
        let tree = builder.build(&shape);
        let mut diagnostics = Diagnostics::new();
        let resume = format!("{:?}", decode(&tree, &Source::new("", ""), &mut diagnostics));
        for (fact, place) in &builder.facts {
            let is_named = diagnostics.iter().any(|problem| {
                let span = span(problem);
                span.start <= place.start && place.end <= span.end
            });
            prop_assert!(is_named || resume.contains(fact), "{fact} of {tree:#?} is lost in {resume}");
        }
    }

    #[test]
    fn no_tree_panics(shape in shape()) {
        let tree = Builder { at: 0, facts: Vec::new() }.build(&shape);
        decode(&tree, &Source::new("", ""), &mut Diagnostics::new());
    }
}
