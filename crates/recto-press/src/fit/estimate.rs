//! About how high a résumé is on an endless page, from its sheet: lines of text by the widths of their words, and heads,
//! titles and gaps by what the manifest of the layout says of them. It takes a hundredth of the time of a layout. What is
//! chosen by it is looked at on the page, so an estimate that is off costs a layout, and never a worse page.

use crate::layout::fonts::Advances;
use crate::manifest::{Heights, Manifest};
use crate::sheet::{Content, Fact, Item, Link, Measures, SheetBlock, SheetEntry, facts_of};
use recto_resume::resume::Text;

/// The indent of each level of a list (body sizes).
const INDENT: f64 = 1.2;
/// A head that has no line for what is not its title: its own part of a line, and the gaps around it (units).
const HEAD: (f64, f64) = (0.9, 2.3);
/// The gap before a paragraph, an item or a group (units).
const BLOCK: f64 = 0.94;
/// A title of a section (lines, and units of the gaps around it), as a layout with a factor of 1 has it.
const SECTION: (f64, f64) = (1.0, 5.0);
/// The header beside its lines of contacts: a headline (lines); the name (lines) and the gaps (units).
const HEADER: (f64, f64, f64) = (1.3, 2.0, 2.0);
/// The space between a title and its date or what else is on its line (em).
const APART: f64 = 2.0;
/// How much wider heads are than the same words in running text.
const STRONG: f64 = 1.06;

/// What is known of a résumé's height before it is set.
#[derive(Debug)]
pub struct Estimate {
    /// What the layout says of the heights of its parts.
    pub factors: Heights,
    /// How wide the column beside the text is (body sizes).
    beside: f64,
    /// How wide a space is (em).
    blank: f64,
    contact: Words,
    personal: Words,
    has_headline: bool,
    /// The name of each column, and what is in it.
    columns: Vec<(String, Vec<Piece>)>,
}

/// The widths of the words of a text (em).
#[derive(Debug, Default)]
struct Words(Vec<f64>);

/// Something that takes lines.
#[derive(Debug)]
enum Piece {
    /// The title of a section.
    Section,
    /// A paragraph, an item of a list or a group: its lines as written, and its indent (body sizes).
    Text(Vec<Words>, f64),
    /// The head of an entry: its title and date, what else it says, and whether anything follows.
    Head { title: Words, rest: Words, followed: bool },
}

impl Estimate {
    /// What is known of a résumé in a layout. `None` where the layout does not say how high its parts are, or where
    /// more than the text decides: a photo, or pages that the file begins or keeps whole.
    pub fn new(content: &Content, manifest: &Manifest, advances: Advances<'_>) -> Option<Self> {
        let breaks = |item: &Item| matches!(item, Item::Entry(entry) if entry.page_break.is_some());
        let mut sections = content.sections();
        if content.header.photo.is_some()
            || sections.any(|one| one.page_break.is_some() || one.items.iter().any(breaks))
        {
            return None;
        }
        let factors = manifest.height?;
        let mut reader = Reader { advances, pieces: Vec::new() };
        let header = &content.header;
        let (contact, personal) = (
            reader.words(joined(header.contact.iter().map(|one| one.text.value.as_str()), " · ")),
            reader.words(joined(
                header.personal.iter().flat_map(|row| [row.label.value.as_str(), &row.text.value]),
                " ",
            )),
        );
        let mut columns = Vec::new();
        for region in &content.regions {
            for section in &region.sections {
                reader.pieces.push(Piece::Section);
                section.items.iter().for_each(|item| reader.item(item));
            }
            columns.push((region.column.clone(), std::mem::take(&mut reader.pieces)));
        }
        let blank = reader.advances.of(' ');
        let beside = if columns.len() == 1 { manifest.tokens.beside } else { 0.0 };
        let has_headline = header.headline.is_some();
        Some(Self { factors, beside, blank, contact, personal, has_headline, columns })
    }

    /// About how high the whole is at some measures, on an endless page (pages).
    pub fn height(&self, measures: &Measures) -> f64 {
        let Measures { baseline, unit, size, .. } = measures;
        let factors = &self.factors;
        let em = |width: f64| width / size * factors.measure;
        let lines = self.contact.lines(em(measures.width), self.blank)
            + self.personal.lines(em(measures.width), self.blank);
        let (headline, name, gaps) = HEADER;
        let headline = if self.has_headline { headline } else { 0.0 };
        let header = factors.header * ((lines + headline + name) * baseline + gaps * unit);
        let column = |(name, pieces): &(String, Vec<Piece>)| {
            let width = measures.columns.get(name).unwrap_or(&measures.width) - self.beside * size;
            let heights = pieces.iter().map(|piece| {
                let (lines, units) = self.piece(piece, em(width));
                lines * baseline + units * unit
            });
            heights.sum::<f64>()
        };
        let body = self.columns.iter().map(column).fold(0.0, f64::max);
        (header + body) / measures.height()
    }

    /// What a piece takes in lines of so many em: lines, and units of vertical space.
    fn piece(&self, piece: &Piece, room: f64) -> (f64, f64) {
        let lines = |words: &Words, room: f64| words.lines(room, self.blank);
        match piece {
            Piece::Section => (SECTION.0 * self.factors.section, SECTION.1 * self.factors.section),
            Piece::Text(written, indent) => {
                (written.iter().map(|words| lines(words, room - indent)).sum(), BLOCK)
            }
            Piece::Head { title, rest, followed } => {
                let title = (title.width(self.blank) + APART) * STRONG;
                let more = match rest.width(self.blank) {
                    0.0 => 0.0,
                    rest_width if title + rest_width * STRONG > room => lines(rest, room),
                    _ if *followed => self.factors.head,
                    _ => 0.0,
                };
                (HEAD.0 + if title > room { 1.0 } else { 0.0 } + more, HEAD.1)
            }
        }
    }
}

impl Words {
    /// How many lines of so many em they take.
    fn lines(&self, room: f64, blank: f64) -> f64 {
        let room = room.max(1.0);
        let (mut lines, mut taken) = (0.0, room);
        for word in &self.0 {
            if taken + blank + word > room {
                // Words without spaces, as Chinese has them, break anywhere.
                lines += (word / room).ceil().max(1.0);
                taken = word % room;
            } else {
                taken += blank + word;
            }
        }
        lines
    }

    /// How wide they are in one line (em).
    fn width(&self, blank: f64) -> f64 {
        self.0.iter().map(|word| word + blank).sum()
    }
}

/// Goes through the sheet.
struct Reader<'a> {
    advances: Advances<'a>,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn words(&mut self, text: impl AsRef<str>) -> Words {
        let words = text.as_ref().split_whitespace();
        Words(words.map(|word| word.chars().map(|c| self.advances.of(c)).sum()).collect())
    }

    /// A text that takes lines of its own.
    fn text(&mut self, text: impl AsRef<str>) {
        let words = self.words(text);
        self.pieces.push(Piece::Text(vec![words], 0.0));
    }

    fn head(&mut self, title: impl AsRef<str>, rest: impl AsRef<str>, followed: bool) {
        let (title, rest) = (self.words(title), self.words(rest));
        self.pieces.push(Piece::Head { title, rest, followed });
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Prose { body } => self.blocks(body, 0.0),
            Item::Entry(entry) => self.entry(entry),
            Item::Reference(one) => {
                let authors = [SheetBlock::Paragraph { p: one.authors.clone() }];
                let authors = facts_of(&authors).iter().map(Fact::plain).collect::<String>();
                let texts = values(&[Some(&one.title), one.venue.as_ref()]).chain(values_of(&one.details));
                let dates = one.dates.iter().map(|dates| dates.text.value.as_str());
                let texts = texts.chain(dates).chain(address(one.url.as_ref()));
                self.text(joined([authors.as_str()].into_iter().chain(texts), " "));
                self.blocks(&one.summary, 0.0);
            }
            Item::Group { label, level, items } => {
                let label = joined(values(&[label.as_ref()]), "");
                let words = joined(values_of(items).chain(values(&[level.as_ref()])), ", ");
                self.text(joined([label.as_str(), &words], " "));
            }
            Item::Quotation { name, body } => {
                self.blocks(body, 0.0);
                self.head(joined(values(&[name.as_ref()]), ""), "", true);
            }
        }
    }

    fn entry(&mut self, entry: &SheetEntry) {
        let shared = values(&[entry.organization.as_ref(), entry.place.as_ref()]);
        let shared = joined(shared.chain(address(entry.url.as_ref())), ", ");
        let is_single = entry.roles.len() == 1;
        if !is_single {
            self.head(&shared, "", true);
        }
        self.blocks(&entry.note, 0.0);
        for role in &entry.roles {
            let dates = role.dates.iter().map(|dates| dates.text.value.as_str());
            let title = joined(values(&[role.title.as_ref()]).chain(dates), " ");
            let own = values(&[role.place.as_ref()]).chain(address(role.url.as_ref()));
            let own = joined(own.chain(values_of(&role.details)), ", ");
            let rest = if is_single { joined([shared.as_str(), &own], ", ") } else { own };
            let followed = !role.summary.is_empty() || !role.highlights.is_empty() || role.keywords.is_some();
            self.head(title, rest, followed);
            self.blocks(&role.summary, 0.0);
            role.highlights.iter().for_each(|blocks| self.blocks(blocks, INDENT));
            if let Some(keywords) = &role.keywords {
                self.text(joined([keywords.label.as_str(), &joined(values_of(&keywords.items), ", ")], " "));
            }
        }
    }

    fn blocks(&mut self, blocks: &[SheetBlock], indent: f64) {
        for fact in facts_of(blocks) {
            let lines = fact.lines().iter().map(|(line, _)| self.words(line)).collect();
            let nested: f64 = fact.nesting.iter().map(|_| INDENT).sum();
            self.pieces.push(Piece::Text(lines, indent + nested));
        }
    }
}

/// The texts that are not empty, with something between them.
fn joined<'a>(texts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}

fn values<'a>(texts: &[Option<&'a Text>]) -> impl Iterator<Item = &'a str> + use<'a> {
    texts.iter().flatten().map(|text| text.value.as_str()).collect::<Vec<_>>().into_iter()
}

fn values_of(texts: &[Text]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.value.as_str())
}

fn address(link: Option<&Link>) -> impl Iterator<Item = &str> {
    link.into_iter().map(|link| link.text.value.as_str())
}
