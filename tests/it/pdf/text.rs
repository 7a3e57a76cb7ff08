//! The text that a page's content paints, with the spaces and line ends that only its places tell.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// What one operator paints.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// Left and right end, and the base line, in points from the page's lower left corner.
    pub left: f32,
    pub right: f32,
    pub base: f32,
    /// The size of the type in points.
    pub size: f32,
    /// The marked content it is in.
    pub mark: Option<i64>,
    /// Whether it is decoration or repeats on every page.
    pub artifact: bool,
    /// The page it is on.
    pub page: ObjectId,
}

/// One text out of pieces: a new line where the base line changes, a space at a gap.
pub fn join<'a>(pieces: impl Iterator<Item = &'a Piece>) -> String {
    let mut text = String::new();
    let mut last: Option<&Piece> = None;
    for piece in pieces {
        if let Some(last) = last {
            let gap = piece.left - last.right;
            // A superscript or a smaller font may sit a little higher; a line never does.
            if piece.page != last.page || (piece.base - last.base).abs() > 0.4 * last.size.max(piece.size) {
                text.push('\n');
            } else if gap.abs() > 0.15 * last.size {
                text.push(' ');
            }
        }
        text.push_str(&piece.text);
        last = Some(piece);
    }
    text
}

/// The pieces of a page in the order in which they are painted.
pub fn pieces(file: &Document, page: ObjectId) -> Vec<Piece> {
    let content = Content::decode(&file.get_page_content(page)).expect("the page's content");
    let fonts = file.get_page_fonts(page).expect("the page's fonts");
    let mut painter = Painter {
        page,
        fonts: fonts.into_iter().map(|(name, font)| (name, Face::new(file, font))).collect(),
        state: State { matrix: UNIT, font: Vec::new(), size: 0.0 },
        stack: Vec::new(),
        line: UNIT,
        marks: Vec::new(),
        pieces: Vec::new(),
    };
    content.operations.iter().for_each(|operation| painter.run(operation));
    painter.pieces
}

type Matrix = [f32; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `a`, then `b`.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn number(object: &Object) -> f32 {
    object.as_float().expect("a number")
}

fn matrix(operands: &[Object]) -> Matrix {
    let numbers: Vec<_> = operands.iter().map(number).collect();
    numbers.try_into().expect("six numbers")
}

/// A font of the page: characters and widths by code of two bytes.
struct Face<'a> {
    encoding: lopdf::Encoding<'a>,
    widths: BTreeMap<u16, f32>,
}

impl<'a> Face<'a> {
    fn new(file: &'a Document, font: &'a Dictionary) -> Self {
        assert!(font.has(b"ToUnicode"), "a font tells no characters");
        let encoding = font.get_font_encoding(file).expect("a font's characters");
        let below =
            font.get_deref(b"DescendantFonts", file).and_then(Object::as_array).expect("a composite font");
        let below = file.dereference(&below[0]).and_then(|(_, font)| font.as_dict()).expect("a font");
        let list = below.get_deref(b"W", file).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        Self { encoding, widths: widths(file, list) }
    }
}

/// Reads `first [w …]` and `first last w`.
fn widths(file: &Document, list: &[Object]) -> BTreeMap<u16, f32> {
    let code = |object: &Object| u16::try_from(object.as_i64().expect("a code")).expect("two bytes");
    let mut widths = BTreeMap::new();
    let mut at = 0;
    while at + 1 < list.len() {
        let first = code(&list[at]);
        let second = file.dereference(&list[at + 1]).expect("an object").1;
        if let Ok(each) = second.as_array() {
            widths.extend((first..).zip(each.iter().map(number)));
            at += 2;
        } else {
            widths.extend((first..=code(second)).map(|code| (code, number(&list[at + 2]))));
            at += 3;
        }
    }
    widths
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Vec<u8>,
    size: f32,
}

/// What marked content says.
#[derive(Clone, Default)]
struct Mark {
    id: Option<i64>,
    artifact: bool,
    /// Characters to be read instead of those painted; taken at the first piece.
    instead: Option<String>,
}

struct Painter<'a> {
    page: ObjectId,
    fonts: BTreeMap<Vec<u8>, Face<'a>>,
    state: State,
    stack: Vec<State>,
    line: Matrix,
    marks: Vec<Mark>,
    pieces: Vec<Piece>,
}

impl Painter<'_> {
    fn run(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => self.stack.push(self.state.clone()),
            "Q" => self.state = self.stack.pop().expect("a state to go back to"),
            "cm" => self.state.matrix = then(matrix(operands), self.state.matrix),
            "BT" => self.line = UNIT,
            "Tm" => self.line = matrix(operands),
            "Td" => {
                self.line = then([1.0, 0.0, 0.0, 1.0, number(&operands[0]), number(&operands[1])], self.line);
            }
            "Tf" => {
                self.state.font = operands[0].as_name().expect("a font").to_vec();
                self.state.size = number(&operands[1]);
            }
            "Tj" => self.show(operands),
            "TJ" => self.show(operands[0].as_array().expect("a list")),
            "'" | "\"" | "T*" | "TD" => panic!("an operator that the reader does not know: {operation:?}"),
            "BMC" | "BDC" => self.marks.push(self.mark(operands)),
            "EMC" => drop(self.marks.pop()),
            _ => {}
        }
    }

    fn mark(&self, operands: &[Object]) -> Mark {
        let outer = self.marks.last();
        let properties = operands.get(1).and_then(|properties| properties.as_dict().ok());
        let entry = |key: &[u8]| properties.and_then(|properties| properties.get(key).ok());
        Mark {
            id: entry(b"MCID").and_then(|id| id.as_i64().ok()).or_else(|| outer.and_then(|outer| outer.id)),
            artifact: operands[0].as_name().is_ok_and(|tag| tag == b"Artifact")
                || outer.is_some_and(|outer| outer.artifact),
            instead: entry(b"ActualText").and_then(|text| lopdf::decode_text_string(text).ok()),
        }
    }

    fn show(&mut self, items: &[Object]) {
        let face = &self.fonts[&self.state.font];
        let (mut text, mut width) = (String::new(), 0.0);
        for item in items {
            let Ok(bytes) = item.as_str() else {
                width -= number(item);
                continue;
            };
            text.push_str(&Document::decode_text(&face.encoding, bytes).expect("characters"));
            for code in bytes.chunks_exact(2) {
                width += face.widths.get(&u16::from_be_bytes([code[0], code[1]])).copied().unwrap_or(1000.0);
            }
        }
        if let Some(instead) = self.marks.iter_mut().rev().find_map(|mark| mark.instead.as_mut()) {
            text = std::mem::take(instead);
        }
        let width = width / 1000.0 * self.state.size;
        let start = then(self.line, self.state.matrix);
        self.line = then([1.0, 0.0, 0.0, 1.0, width, 0.0], self.line);
        let end = then(self.line, self.state.matrix);
        let mark = self.marks.last().cloned().unwrap_or_default();
        self.pieces.push(Piece {
            text,
            left: start[4],
            right: end[4],
            base: start[5],
            size: self.state.size,
            mark: mark.id,
            artifact: mark.artifact,
            page: self.page,
        });
    }
}
