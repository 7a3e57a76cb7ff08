//! Fields that are set from outside the file: a path of keys and numbers, such as `work.0.hide`, and a value. They are set in
//! the tree, so that they are read and judged as if the file said them.

use crate::resume::SectionKind;
use crate::schema::{BASICS, Object, POSITION, Shape, WORK};
use crate::text::value::{Node, Pair, Scalar, ScalarKind, Value, same_key};
use crate::text::{Diagnostic, Diagnostics, Place, Rule, Span, nearest};

/// A field to set.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Keys and numbers from 0, with dots between.
    pub path: String,
    /// Its value; an empty text takes the field away.
    pub value: Node,
    /// Where that was said.
    pub place: Place,
}

impl Edit {
    /// Whether it sets a field of the person.
    pub(super) fn is_of_person(&self) -> bool {
        let path = self.path.strip_prefix("basics.").unwrap_or(&self.path);
        let first = path.split('.').next().unwrap_or_default();
        BASICS.find(first).is_some()
    }

    /// The path of a field of the person that is meant by this one, where that is clear: `basics.label` by `basic.labl`.
    pub(super) fn near_person(&self) -> Option<String> {
        let steps: Vec<&str> = self.path.split('.').collect();
        let (basics, field) = match steps.as_slice() {
            [field] => ("basics", *field),
            [basics, field] => (*basics, *field),
            _ => return None,
        };
        let known = BASICS.fields().map(|field| field.key());
        let near = nearest(field, known)?;
        nearest(basics, ["basics"]).map(|basics| format!("{basics}.{near}"))
    }
}

/// Makes an error of every warning, from the one with the index `start` on, about a key that only an edit has: it is mistyped.
/// `read_plain` gives the problems of the file as it is; data of other programs has keys without a place, too.
pub(super) fn refuse_unknown_keys(
    start: usize,
    diagnostics: &mut Diagnostics,
    read_plain: impl FnOnce(&mut Diagnostics),
) {
    let is_unknown = |problem: &Diagnostic| {
        problem.rule == Rule::UnknownKey && matches!(problem.place, Place::File(span) if span.is_nowhere())
    };
    let problems = diagnostics.split_off(start);
    let mut plain = Diagnostics::new();
    if problems.iter().any(is_unknown) {
        read_plain(&mut plain);
    }
    diagnostics.extend(problems.into_iter().map(|problem| {
        let of_edit = is_unknown(&problem) && plain.iter().all(|known| known.message != problem.message);
        let rule = if of_edit { Rule::OptionUnknown } else { return problem };
        Diagnostic { rule, severity: rule.severity(), ..problem }
    }));
}

/// Sets fields in pairs of front matter.
pub(super) fn apply_all(pairs: Vec<Pair>, edits: &[Edit], diagnostics: &mut Diagnostics) -> Vec<Pair> {
    let mut tree = Node::new(Span::NOWHERE, Value::Map(pairs));
    edits.iter().for_each(|edit| apply(&mut tree, edit, diagnostics));
    if let Value::Map(pairs) = tree.value { pairs } else { Vec::new() }
}

/// Sets a field in a tree. Reports a path that leads nowhere.
pub(super) fn apply(tree: &mut Node, edit: &Edit, diagnostics: &mut Diagnostics) {
    if let Some(meant) = without_brackets(&edit.path) {
        let message = format!("there is no field `{}`", edit.path);
        let problem = Diagnostic::new(Rule::OptionUnknown, edit.place.clone(), message);
        diagnostics.push(problem.help(format!("did you mean `{meant}`?")));
        return;
    }
    let steps: Vec<&str> = edit.path.split('.').collect();
    let value = match &edit.value.value {
        Value::Scalar(Scalar { text, .. }) if text.is_empty() => None,
        Value::Scalar(Scalar { text, kind: ScalarKind::Text })
            if matches!(text.as_str(), "true" | "false") =>
        {
            Some(Node::new(Span::NOWHERE, Value::scalar(text, ScalarKind::Bool)))
        }
        _ => Some(edit.value.clone()),
    };
    let is_deeper = is_deeper(tree, steps[0]);
    let done = match &mut tree.value {
        Value::Map(pairs) if is_deeper => set(&mut pairs[0].node, &steps, 0, value),
        _ => set(tree, &steps, 0, value),
    };
    if let Err(why) = done {
        let message = format!("there is no field `{}`: {why}", edit.path);
        let problem = Diagnostic::new(Rule::OptionUnknown, edit.place.clone(), message);
        diagnostics.push(problem.help(advice(&steps)));
    }
}

/// What to write in place of a path that leads nowhere.
fn advice(steps: &[&str]) -> String {
    match steps {
        [section, hide] if same_key(hide, "hide") => {
            format!("`--set hide={section}` leaves a section out")
        }
        _ => "a path has keys and numbers from 0, such as `work.0.highlights.1`".to_owned(),
    }
}

/// The path that is meant by one with indices in brackets: `work[0].hide` is `work.0.hide`.
fn without_brackets(path: &str) -> Option<String> {
    path.contains('[').then(|| path.replace("].", ".").replace(']', "").replace('[', "."))
}

/// The place of all edits: that of one, or all that was typed.
pub(super) fn place_of_all(edits: &[Edit]) -> Place {
    let typed = edits.iter().map(|edit| match &edit.place {
        Place::Argument(typed) => typed.as_str(),
        _ => edit.path.as_str(),
    });
    Place::Argument(typed.collect::<Vec<_>>().join(" "))
}

/// Whether the sections are in the only mapping of the root, and not in the root itself.
fn is_deeper(tree: &Node, first: &str) -> bool {
    let Value::Map(pairs) = &tree.value else { return false };
    let [Pair { key, node: Node { value: Value::Map(inner), .. }, .. }] = pairs.as_slice() else {
        return false;
    };
    !same_section(key, first) && inner.iter().any(|pair| same_key(&pair.key, "basics"))
}

/// Sets what is at `steps[at..]` from `node`, or takes it away.
fn set(node: &mut Node, steps: &[&str], at: usize, value: Option<Node>) -> Result<(), String> {
    let Some(step) = steps.get(at) else {
        *node = value.unwrap_or(Node::new(Span::NOWHERE, Value::Null));
        return Ok(());
    };
    let is_last = at + 1 == steps.len();
    let number: Option<usize> = step.parse().ok();
    if node.value == Value::Null {
        node.value = if number.is_some() { Value::List(Vec::new()) } else { Value::Map(Vec::new()) };
    }
    let so_far = steps[..at].join(".");
    match (&mut node.value, number) {
        (Value::List(items), Some(number)) if number > items.len() => {
            Err(format!("`{so_far}` has {}", numbered(items.len())))
        }
        (Value::List(items), Some(number)) if is_last && value.is_none() => {
            items.drain(number..(number + 1).min(items.len()));
            Ok(())
        }
        (Value::List(items), Some(number)) => {
            if number == items.len() {
                items.push(Node::new(Span::NOWHERE, Value::Null));
            }
            set(&mut items[number], steps, at + 1, value)
        }
        (Value::List(_), None) => Err(format!("`{so_far}` is a list, so a number from 0 is next")),
        (Value::Map(pairs), _) => {
            if let Some(position) = position_with(&steps[..at], pairs, step) {
                return Err(format!("its positions have it, such as `{position}`"));
            }
            let found = pairs.iter().position(|pair| is_same(&steps[..at], &pair.key, step));
            match found {
                Some(found) if is_last && value.is_none() => drop(pairs.remove(found)),
                found => {
                    let found = found.unwrap_or_else(|| {
                        let node = Node::new(Span::NOWHERE, Value::Null);
                        pairs.push(Pair { key: (*step).to_owned(), key_span: Span::NOWHERE, node });
                        pairs.len() - 1
                    });
                    // The reader judges the key even where there is nothing to take away.
                    let nothing = || Node::text(Span::NOWHERE, "");
                    let value = if is_last { value.or_else(|| Some(nothing())) } else { value };
                    return set(&mut pairs[found].node, steps, at + 1, value);
                }
            }
            Ok(())
        }
        (Value::Scalar(_) | Value::Null, _) => Err(format!("`{so_far}` is {}", node.kind())),
    }
}

/// How many entries a list has, and under which numbers.
fn numbered(count: usize) -> String {
    match count {
        0 => "no entries".to_owned(),
        1 => "1 entry, 0".to_owned(),
        2 => "2 entries, 0 and 1".to_owned(),
        _ => format!("{count} entries, 0 to {}", count - 1),
    }
}

/// The path to a title in the positions of an entry, where the entry has positions and `step` is the title of a role.
fn position_with(path: &[&str], pairs: &[Pair], step: &str) -> Option<String> {
    let [section, _] = path else { return None };
    let Some(Shape::Entries(entry)) = SectionKind::of_key(section).map(SectionKind::shape) else {
        return None;
    };
    let is_title = same_field(entry, step, "position");
    let is_positions = |pair: &&Pair| {
        same_field(entry, &pair.key, "positions")
            && matches!(&pair.node.value, Value::List(roles) if !roles.is_empty())
    };
    let positions = pairs.iter().find(is_positions).filter(|_| is_title)?;
    Some(format!("{}.{}.0.{step}", path.join("."), positions.key))
}

/// Whether two keys behind a path name the same: a section, a field of `basics` or one of an entry.
fn is_same(path: &[&str], one: &str, other: &str) -> bool {
    let is_same_field = || match path {
        [] => same_section(one, other),
        ["basics"] => same_field(&BASICS, one, other),
        [section, _] => match SectionKind::of_key(section).map(SectionKind::shape) {
            Some(Shape::Entries(entry)) => same_field(entry, one, other),
            Some(Shape::Groups(group)) => same_field(group, one, other),
            _ => false,
        },
        [_, _, positions, _] if WORK.find(positions).is_some_and(|(field, _)| field.key() == "positions") => {
            same_field(&POSITION, one, other)
        }
        _ => false,
    };
    same_key(one, other) || is_same_field()
}

/// Whether two keys name one field of a mapping.
fn same_field<R>(object: &Object<R>, one: &str, other: &str) -> bool {
    let field = |key: &str| object.find(key).map(|(field, _)| field.key());
    same(field(one), field(other))
}

/// Whether two keys of the root name one section.
fn same_section(one: &str, other: &str) -> bool {
    same_key(one, other) || same(SectionKind::of_key(one), SectionKind::of_key(other))
}

/// Whether both are there and the same.
fn same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_some() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;
    use crate::resume::Resume;
    use crate::text::Source;

    const ADA: &str =
        "basics: {name: Ada, phone: 555-0100}\nexperience:\n  - {company: A, role: Dev, highlights: [x]}\n";

    fn read(text: &str, sets: &[(&str, &str)]) -> (Resume, Vec<String>) {
        let edit = |(path, value): &(&str, &str)| Edit {
            path: (*path).to_owned(),
            value: Node::text(Span::NOWHERE, *value),
            place: Place::Argument(format!("--set {path}={value}")),
        };
        let mut problems = Diagnostics::new();
        let edits: Vec<_> = sets.iter().map(edit).collect();
        let source = Source::new("ada.yaml", text);
        let resume = Format::by_name("yaml").unwrap().read_edited(&source, &edits, &mut problems).unwrap();
        let argument = |problem: &Diagnostic| matches!(problem.place, Place::Argument(_));
        assert!(problems.iter().all(argument), "{problems:?}");
        (resume, problems.iter().map(|problem| problem.message.clone()).collect())
    }

    #[test]
    fn fields_are_set_added_and_taken_away() {
        let (plain, _) = read(ADA, &[]);
        let written = "basics: {name: Ada, label: Dev}\nexperience:\n  - {company: B, role: Dev, highlights: [y, z], hide: true}\n";
        let sets = [
            ("basics.label", "Dev"),
            ("basics.phone", ""),
            ("work.0.name", "B"),
            ("work.0.highlights.0", "y"),
            ("work.0.highlights.1", "z"),
            ("work.0.hide", "true"),
        ];
        let (edited, problems) = read(ADA, &sets);
        let (meant, _) = read(written, &[]);
        let text = |resume: &Resume| {
            let name = resume.basics.label.as_ref().map(|label| label.value.clone());
            (name, resume.basics.phone.is_some(), resume.sections.len())
        };
        assert_eq!(problems, [""; 0]);
        assert_eq!(text(&edited), text(&meant));
        assert_ne!(text(&edited), text(&plain));
    }

    #[test]
    fn a_path_that_leads_nowhere_is_reported() {
        let why = |path: &str| read(ADA, &[(path, "x")]).1.concat();
        assert_eq!(why("work.3.name"), "there is no field `work.3.name`: `work` has 1 entry, 0");
        assert_eq!(
            why("work.first.name"),
            "there is no field `work.first.name`: `work` is a list, so a number from 0 is next"
        );
        assert_eq!(why("basics.name.0"), "there is no field `basics.name.0`: `basics.name` is text");
        assert_eq!(why("basics.sumary"), "unknown key `sumary`");
    }
}
