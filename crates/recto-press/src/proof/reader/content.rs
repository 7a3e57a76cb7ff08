//! Runs a content stream: what it paints, letter by letter.

use super::font::Face;
use super::shape::{Path, Shape, bounds};
use super::state::{Matrix, State, UNIT, matrix, numbers, over, then};
use super::{Color, Glyph, inner};
use crate::proof::area::Area;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep forms may be in forms.
const MAX_FORMS: usize = 8;

/// The letters of a page, in the order in which they are painted; `seen` is what the page shows.
pub(super) fn glyphs(
    file: &Document,
    content: &[u8],
    resources: Option<&Dictionary>,
    seen: Area,
) -> Vec<Glyph> {
    let mut painter = Painter {
        file,
        state: State::new(seen),
        stack: Vec::new(),
        line: UNIT,
        text: UNIT,
        marks: Vec::new(),
        path: Path::default(),
        cuts: false,
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
    /// The path in the making, and whether it is to cut what comes after it.
    path: Path,
    cuts: bool,
    /// What has been painted so far beside letters.
    grounds: Vec<Shape>,
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
            "Q" => self.state = self.stack.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.matrix = then(matrix(operands).unwrap_or(UNIT), self.state.matrix),
            "gs" => self.extended(operands, resources),
            "BMC" | "BDC" => self.marks.push(self.mark(operands, resources)),
            "EMC" => drop(self.marks.pop()),
            "Do" => self.object(operands, resources),
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
            operator if self.state.paint(operator, operands, |name| is_known(self.file, resources, name)) => {
            }
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

    /// Operators that make, fill and cut with paths. Lines are too thin for letters to stand on.
    fn draw(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                let (color, alpha) = (self.state.fill.color, self.state.alpha(&self.state.fill));
                let shape = Shape::new(self.end_path(), self.state.clip, color, alpha);
                self.cover(shape);
            }
            "S" | "s" | "n" => drop(self.end_path()),
            "W" | "W*" => self.cuts = true,
            "sh" => self.cover(Shape::all(self.state.clip, self.state.alpha(&self.state.fill))),
            operator => self.path.add(operator, &numbers(operands), self.state.matrix),
        }
    }

    /// Ends the path in the making.
    fn end_path(&mut self) -> Path {
        let path = std::mem::take(&mut self.path);
        if std::mem::take(&mut self.cuts) {
            self.state.clip = self.state.clip.within(path.area());
        }
        path
    }

    /// Paints a shape over letters and all else.
    fn cover(&mut self, shape: Shape) {
        let is_below = |glyph: &&mut Glyph| {
            let y = 0.3f32.mul_add(glyph.size, glyph.base);
            let at = |part: f32| (glyph.right - glyph.left).mul_add(part, glyph.left);
            shape.holds(at(0.25), y) && shape.holds(at(0.75), y)
        };
        for glyph in self.glyphs.iter_mut().filter(is_below) {
            glyph.hidden |= shape.is_opaque();
            glyph.ink = shape.over(glyph.ink);
            glyph.ground = shape.over(glyph.ground);
        }
        self.grounds.push(shape);
    }

    /// The colour that is seen at a place.
    fn ground(&self, x: f32, y: f32) -> Color {
        let mut seen = Some([1.0; 3]);
        for shape in self.grounds.iter().filter(|shape| shape.holds(x, y)) {
            seen = shape.over(seen);
        }
        seen
    }

    fn extended(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let name = operands.first().and_then(|name| name.as_name().ok());
        let states = resources.and_then(|dict| inner(self.file, dict, b"ExtGState"));
        let Some(dict) = name.zip(states).and_then(|(name, states)| inner(self.file, states, name)) else {
            return;
        };
        let number = |key: &[u8]| dict.get(key).ok().and_then(|alpha| alpha.as_float().ok());
        self.state.fill.alpha = number(b"ca").unwrap_or(self.state.fill.alpha);
        self.state.stroke.alpha = number(b"CA").unwrap_or(self.state.stroke.alpha);
        if let Ok(mask) = dict.get(b"SMask") {
            self.state.veil = self.state.outer_veil.filter(|_| mask.as_name().is_ok());
        }
    }

    /// Paints an image, or a form.
    fn object(&mut self, operands: &[Object], resources: Option<&'a Dictionary>) {
        let name = operands.first().and_then(|name| name.as_name().ok());
        let objects = resources.and_then(|dict| inner(self.file, dict, b"XObject"));
        let object = name.zip(objects).and_then(|(name, objects)| objects.get(name).ok());
        let stream = object.and_then(|object| self.file.dereference(object).ok()?.1.as_stream().ok());
        let Some(stream) = stream else { return };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Form") if self.depth < MAX_FORMS => self.form(stream, resources),
            Ok(b"Image") => {
                // What shows through a mask is not known.
                let masked = stream.dict.has(b"SMask") || stream.dict.has(b"Mask");
                let alpha = self.state.alpha(&self.state.fill).filter(|_| !masked);
                self.cover(Shape::image(self.state.matrix, self.state.clip, alpha));
            }
            _ => {}
        }
    }

    fn form(&mut self, stream: &'a Stream, resources: Option<&'a Dictionary>) {
        let array = |key: &[u8]| stream.dict.get(key).ok().and_then(|object| object.as_array().ok());
        let content = stream.get_plain_content().unwrap_or_default();
        let (state, stack) = (self.state.clone(), std::mem::take(&mut self.stack));
        let own = array(b"Matrix").and_then(|numbers| matrix(numbers));
        self.state.matrix = then(own.unwrap_or(UNIT), self.state.matrix);
        if let Some(area) = array(b"BBox").and_then(|sides| bounds(sides, self.state.matrix)) {
            self.state.clip = self.state.clip.within(area);
        }
        // A group is painted as one: inside it nothing is clear yet.
        if stream.dict.has(b"Group") {
            self.state.enter();
        }
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
        let (x, y) = (f32::midpoint(whole[4], right[4]), 0.3f32.mul_add(size, base));
        let ground = self.ground(x, y);
        let paint = if state.mode == 1 { &state.stroke } else { &state.fill };
        let alpha = state.alpha(paint);
        let mark = self.marks.last();
        let glyph = Glyph {
            text,
            left: whole[4].min(right[4]),
            right: whole[4].max(right[4]),
            base,
            size,
            mark: mark.and_then(|mark| mark.id),
            furniture: mark.is_some_and(|mark| mark.furniture),
            hidden: matches!(state.mode, 3 | 7) || alpha.is_some_and(|alpha| alpha <= 0.0),
            outside: !state.clip.holds(x, y),
            ink: over(paint.color, alpha, ground),
            ground,
        };
        let step = (width + state.spacing + extra) * state.stretch;
        self.text = then([1.0, 0.0, 0.0, 1.0, step, 0.0], self.text);
        self.glyphs.push(glyph);
    }
}

/// Whether the components of a colour space are grey, red-green-blue, or four inks.
fn is_known(file: &Document, resources: Option<&Dictionary>, name: &[u8]) -> bool {
    let plain = |name: &[u8]| matches!(name, b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK");
    let based = |space: &Object| match space {
        Object::Name(name) => plain(name),
        Object::Array(list) => list
            .first()
            .and_then(|kind| kind.as_name().ok())
            .is_some_and(|kind| plain(kind) || matches!(kind, b"ICCBased" | b"CalGray" | b"CalRGB")),
        _ => false,
    };
    let spaces = resources.and_then(|dict| inner(file, dict, b"ColorSpace"));
    let space = spaces.and_then(|spaces| spaces.get(name).ok());
    plain(name) || space.and_then(|space| file.dereference(space).ok()).is_some_and(|(_, space)| based(space))
}
