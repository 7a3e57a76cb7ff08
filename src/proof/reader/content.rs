//! Runs a content stream: what it paints, letter by letter.

use super::font::Face;
use super::state::{Matrix, State, UNIT, matrix, numbers, then};
use super::{Glyph, inner};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep forms may be in forms.
const MAX_FORMS: usize = 8;

/// The letters of a page, in the order in which they are painted.
pub(super) fn glyphs(file: &Document, content: &[u8], resources: Option<&Dictionary>) -> Vec<Glyph> {
    let mut painter = Painter {
        file,
        state: State::default(),
        stack: Vec::new(),
        line: UNIT,
        text: UNIT,
        marks: Vec::new(),
        path: Vec::new(),
        curved: false,
        grounds: Vec::new(),
        glyphs: Vec::new(),
        depth: 0,
    };
    painter.stream(content, resources);
    painter.glyphs
}

/// What marked content says.
#[derive(Clone, Default)]
struct Mark {
    id: Option<i64>,
    furniture: bool,
    /// Characters to be read instead of those painted; taken at the first letter.
    instead: Option<String>,
}

struct Painter<'a> {
    file: &'a Document,
    state: State,
    stack: Vec<State>,
    /// Where the line begins, and where the next letter stands.
    line: Matrix,
    text: Matrix,
    marks: Vec<Mark>,
    /// The points of the path in the making, and whether it is more than a box.
    path: Vec<(f32, f32)>,
    curved: bool,
    /// Filled boxes so far: left, bottom, right, top, and colour.
    grounds: Vec<([f32; 4], [f32; 3])>,
    glyphs: Vec<Glyph>,
    depth: usize,
}

impl<'a> Painter<'a> {
    fn stream(&mut self, content: &[u8], resources: Option<&'a Dictionary>) {
        let Ok(content) = Content::decode(content) else { return };
        let fonts = resources.and_then(|dict| inner(self.file, dict, b"Font"));
        let mut faces: BTreeMap<Vec<u8>, Rc<Face<'a>>> = BTreeMap::new();
        for (name, _) in fonts.into_iter().flat_map(Dictionary::iter) {
            if let Some(font) = fonts.and_then(|fonts| inner(self.file, fonts, name)) {
                faces.insert(name.clone(), Rc::new(Face::new(self.file, font)));
            }
        }
        for operation in &content.operations {
            self.run(operation, &faces, resources);
        }
    }

    fn run(
        &mut self,
        operation: &Operation,
        faces: &BTreeMap<Vec<u8>, Rc<Face<'a>>>,
        resources: Option<&'a Dictionary>,
    ) {
        let operands = operation.operands.as_slice();
        let face = || faces.get(&self.state.font).cloned();
        match operation.operator.as_str() {
            "q" => self.stack.push(self.state.clone()),
            "Q" => self.state = self.stack.pop().unwrap_or_default(),
            "cm" => self.state.matrix = then(matrix(operands).unwrap_or(UNIT), self.state.matrix),
            "gs" => self.extended(operands, resources),
            "g" | "rg" | "k" | "sc" | "scn" => self.state.color(operands),
            "cs" => self.state.fill = [0.0; 3],
            "BMC" | "BDC" => self.marks.push(self.mark(operands, resources)),
            "EMC" => drop(self.marks.pop()),
            "Do" => self.form(operands, resources),
            "Tj" => self.show(operands, face()),
            "TJ" => self.show(
                operands.first().and_then(|list| list.as_array().ok()).map_or(&[], Vec::as_slice),
                face(),
            ),
            "'" | "\"" => {
                let face = face();
                self.next_line(0.0, -self.state.leading);
                self.show(operands.last().map_or(&[], std::slice::from_ref), face);
            }
            operator if self.place(operator, operands) => {}
            operator => self.draw(operator, operands),
        }
    }

    /// Operators that say where and how letters stand. `false` for any other.
    fn place(&mut self, operator: &str, operands: &[Object]) -> bool {
        match (operator, numbers(operands).as_slice()) {
            ("BT", _) => (self.line, self.text) = (UNIT, UNIT),
            ("Tm", _) => {
                self.line = matrix(operands).unwrap_or(UNIT);
                self.text = self.line;
            }
            ("Td", [x, y]) => self.next_line(*x, *y),
            ("TD", [x, y]) => {
                self.state.leading = -y;
                self.next_line(*x, *y);
            }
            ("T*", _) => self.next_line(0.0, -self.state.leading),
            ("Tf", [size]) => {
                self.state.font = operands[0].as_name().unwrap_or_default().to_vec();
                self.state.size = *size;
            }
            ("Tr", _) => {
                self.state.mode = operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or_default()
            }
            (operator, [value]) => return self.state.set(operator, *value),
            _ => return false,
        }
        true
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Operators that make and fill paths: only filled boxes count, as what letters may stand on.
    fn draw(&mut self, operator: &str, operands: &[Object]) {
        match (operator, numbers(operands).as_slice()) {
            ("m" | "l", [x, y]) => self.path.push((*x, *y)),
            ("re", [x, y, width, height]) => self.path.extend([(*x, *y), (x + width, y + height)]),
            ("c" | "v" | "y", _) => self.curved = true,
            ("f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => self.fill(),
            ("S" | "s" | "n", _) => {
                self.path.clear();
                self.curved = false;
            }
            _ => {}
        }
    }

    fn fill(&mut self) {
        let path = std::mem::take(&mut self.path);
        let curved = std::mem::take(&mut self.curved);
        if path.is_empty() || path.len() > 5 || curved {
            return;
        }
        let mut ground = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for (x, y) in path {
            let at = then([1.0, 0.0, 0.0, 1.0, x, y], self.state.matrix);
            ground = [ground[0].min(at[4]), ground[1].min(at[5]), ground[2].max(at[4]), ground[3].max(at[5])];
        }
        let below = self.ground((ground[0] + ground[2]) / 2.0, (ground[1] + ground[3]) / 2.0);
        self.grounds.push((ground, self.mixed(below)));
    }

    /// The colour on top at a place.
    fn ground(&self, x: f32, y: f32) -> [f32; 3] {
        let holds = |(area, _): &&([f32; 4], [f32; 3])| {
            (area[0]..=area[2]).contains(&x) && (area[1]..=area[3]).contains(&y)
        };
        self.grounds.iter().rev().find(holds).map_or([1.0; 3], |(_, color)| *color)
    }

    /// The fill colour over another.
    fn mixed(&self, below: [f32; 3]) -> [f32; 3] {
        let alpha = self.state.alpha;
        std::array::from_fn(|n| self.state.fill[n].mul_add(alpha, below[n] * (1.0 - alpha)))
    }

    fn extended(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let name = operands.first().and_then(|name| name.as_name().ok());
        let states = resources.and_then(|dict| inner(self.file, dict, b"ExtGState"));
        let dict = name.zip(states).and_then(|(name, states)| inner(self.file, states, name));
        if let Some(alpha) =
            dict.and_then(|dict| dict.get(b"ca").ok()).and_then(|alpha| alpha.as_float().ok())
        {
            self.state.alpha = alpha;
        }
    }

    /// Paints a form; images hold no letters.
    fn form(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let name = operands.first().and_then(|name| name.as_name().ok());
        let objects = resources.and_then(|dict| inner(self.file, dict, b"XObject"));
        let object = name.zip(objects).and_then(|(name, objects)| objects.get(name).ok());
        let stream = object.and_then(|object| self.file.dereference(object).ok()?.1.as_stream().ok());
        let is_form = |stream: &&Stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
        };
        let Some(stream) = stream.filter(is_form).filter(|_| self.depth < MAX_FORMS) else { return };
        let own = stream.dict.get(b"Matrix").ok().and_then(|object| matrix(object.as_array().ok()?));
        let content = stream.get_plain_content().unwrap_or_default();
        let (state, stack) = (self.state.clone(), std::mem::take(&mut self.stack));
        self.state.matrix = then(own.unwrap_or(UNIT), self.state.matrix);
        self.depth += 1;
        self.stream(&content, inner(self.file, &stream.dict, b"Resources").or(resources));
        self.depth -= 1;
        (self.state, self.stack) = (state, stack);
    }

    fn mark(&self, operands: &[Object], resources: Option<&'a Dictionary>) -> Mark {
        let outer = self.marks.last();
        let named = || {
            let lists = resources.and_then(|dict| inner(self.file, dict, b"Properties"))?;
            inner(self.file, lists, operands.get(1)?.as_name().ok()?)
        };
        let properties = operands.get(1).and_then(|properties| properties.as_dict().ok()).or_else(named);
        let entry = |key: &[u8]| properties.and_then(|properties| properties.get(key).ok());
        let is_artifact =
            operands.first().and_then(|tag| tag.as_name().ok()).is_some_and(|tag| tag == b"Artifact");
        let repeats =
            entry(b"Type").and_then(|kind| kind.as_name().ok()).is_some_and(|kind| kind == b"Pagination");
        Mark {
            id: entry(b"MCID").and_then(|id| id.as_i64().ok()).or_else(|| outer.and_then(|outer| outer.id)),
            furniture: (is_artifact && repeats) || outer.is_some_and(|outer| outer.furniture),
            instead: entry(b"ActualText").and_then(|text| lopdf::decode_text_string(text).ok()),
        }
    }

    fn show(&mut self, items: &[Object], face: Option<Rc<Face<'a>>>) {
        let Some(face) = face else { return };
        for item in items {
            let Ok(bytes) = item.as_str() else {
                let back =
                    item.as_float().unwrap_or_default() / 1000.0 * self.state.size * self.state.stretch;
                self.text = then([1.0, 0.0, 0.0, 1.0, -back, 0.0], self.text);
                continue;
            };
            for code in bytes.chunks(face.bytes) {
                self.letter(code, &face);
            }
        }
    }

    fn letter(&mut self, code: &[u8], face: &Face<'_>) {
        let mut text = face.characters(code);
        if let Some(instead) = self.marks.iter_mut().rev().find_map(|mark| mark.instead.as_mut()) {
            text = std::mem::take(instead);
        }
        let state = &self.state;
        let whole = then(self.text, state.matrix);
        let width = face.width(code) * state.size;
        let extra = if code == b" " { state.word_spacing } else { 0.0 };
        let right = then([1.0, 0.0, 0.0, 1.0, width * state.stretch, 0.0], whole);
        let base = state.rise.mul_add(whole[3], whole[5]);
        let size = state.size * (whole[2].hypot(whole[3]));
        let ground = self.ground((whole[4] + right[4]) / 2.0, base + 0.3 * size);
        let mark = self.marks.last();
        let glyph = Glyph {
            text,
            left: whole[4].min(right[4]),
            right: whole[4].max(right[4]),
            base,
            size,
            mark: mark.and_then(|mark| mark.id),
            furniture: mark.is_some_and(|mark| mark.furniture),
            hidden: state.mode == 3 || state.mode == 7 || state.alpha == 0.0,
            ink: self.mixed(ground),
            ground,
        };
        let step = (width + state.spacing + extra) * state.stretch;
        self.text = then([1.0, 0.0, 0.0, 1.0, step, 0.0], self.text);
        self.glyphs.push(glyph);
    }
}
