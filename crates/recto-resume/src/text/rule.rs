//! Every rule that a diagnostic can break: one table gives name, severity and a line of documentation.
//!
//! A name says what is wrong, the thing first: `date-invalid`. Names are part of the interface: programs read them in
//! `--message-format json`, so they stay as they are.

use super::Severity;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! rules {
    ($($group:literal { $(#[doc = $summary:literal] $rule:ident $name:literal $severity:ident,)+ })+) => {
        /// What a diagnostic is about. The severity follows from the rule, and so does the program's exit code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule {
            $($(#[doc = $summary] $rule,)+)+
        }

        impl Rule {
            /// All rules by group, in the order of the table.
            pub const GROUPS: &[(&str, &[Self])] = &[$(($group, &[$(Self::$rule),+])),+];

            /// The name for programs, in kebab case.
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$rule => $name,)+)+ }
            }

            /// Whether breaking the rule stops the render.
            pub const fn severity(self) -> Severity {
                match self { $($(Self::$rule => Severity::$severity,)+)+ }
            }

            /// What is wrong, in one sentence.
            pub const fn summary(self) -> &'static str {
                match self { $($(Self::$rule => $summary.trim_ascii(),)+)+ }
            }
        }
    };
}

rules! {
    "the file" {
        /// The file is not valid UTF-8 or UTF-16, or contains a NUL character.
        EncodingInvalid "encoding-invalid" Error,
        /// The file is damaged.
        FileDamaged "file-damaged" Error,
        /// The file is empty or contains only comments.
        FileEmpty "file-empty" Error,
        /// The file has more bytes, lines or values than the limit.
        FileExcessive "file-excessive" Error,
        /// The file is protected with a password.
        FileProtected "file-protected" Error,
        /// The file is data of another program, and is translated.
        FormatTranslated "format-translated" Warning,
        /// The file is in a format that recto does not read, such as PDF.
        FormatUnsupported "format-unsupported" Error,
        /// Values, lists or quotes are nested deeper than the limit.
        NestingExcessive "nesting-excessive" Error,
    }
    "the syntax of JSON, YAML and TOML" {
        /// A YAML alias or merge key names nothing, names itself, or does not name a mapping.
        AliasInvalid "alias-invalid" Error,
        /// A bracket is not closed, or closes nothing.
        BracketUnbalanced "bracket-unbalanced" Error,
        /// An escape in a string has no meaning.
        EscapeInvalid "escape-invalid" Error,
        /// The front matter of a Markdown file is not a mapping.
        FrontMatterInvalid "front-matter-invalid" Error,
        /// The indent of a line does not match the lines above it.
        IndentInvalid "indent-invalid" Error,
        /// A key occurs twice in one mapping.
        KeyRepeated "key-repeated" Error,
        /// A key, a value or the sign between two of them is missing.
        PairIncomplete "pair-incomplete" Error,
        /// A text needs quotes, or has the wrong ones.
        QuoteMissing "quote-missing" Error,
        /// The file breaks the grammar of its format in another way.
        SyntaxInvalid "syntax-invalid" Error,
        /// Text is read as a comment, an anchor or a tag of YAML.
        TextMistaken "text-mistaken" Warning,
        /// Text follows the end of a value or of the document.
        TextTrailing "text-trailing" Error,
        /// A string or a comment is not closed.
        TextUnclosed "text-unclosed" Error,
    }
    "the data" {
        /// A text contains invisible characters, which are left out.
        CharacterInvisible "character-invisible" Warning,
        /// A second date of an entry contradicts the first and is not printed.
        DateConflict "date-conflict" Warning,
        /// A date does not exist in the calendar.
        DateInvalid "date-invalid" Error,
        /// A period ends before it starts, and is printed as written.
        DateReversed "date-reversed" Warning,
        /// A text is not a date that recto knows, and is printed as written.
        DateUnknown "date-unknown" Warning,
        /// A period is printed without its days.
        DayIgnored "day-ignored" Warning,
        /// Two keys mean the same but have different values.
        KeyConflict "key-conflict" Warning,
        /// HTML in a text of JSON, YAML or TOML is printed as typed.
        MarkupPrinted "markup-printed" Warning,
        /// The top level of the file is not a résumé.
        RootInvalid "root-invalid" Error,
        /// A section has a title and nothing else.
        SectionEmpty "section-empty" Warning,
        /// A section has no title.
        SectionUntitled "section-untitled" Error,
        /// Most of the file's text is under keys that are not known, and would not be printed.
        TextUnprinted "text-unprinted" Error,
        /// A key is not known, and its value is not printed.
        UnknownKey "unknown-key" Warning,
        /// A value of the wrong kind is converted to the kind that is expected.
        ValueConverted "value-converted" Warning,
        /// A value is null or empty.
        ValueEmpty "value-empty" Warning,
        /// A value of the wrong kind is ignored, because it would not be printed.
        ValueIgnored "value-ignored" Warning,
        /// A value is of the wrong kind.
        ValueMismatched "value-mismatched" Error,
    }
    "Markdown and documents" {
        /// The address of a link definition is never used.
        AddressUnused "address-unused" Warning,
        /// A section has no entries that can be recognised, and is printed as running text.
        EntriesUnclear "entries-unclear" Warning,
        /// Title and organization of an entry could be the other way round.
        HeadUnclear "head-unclear" Warning,
        /// A heading only says what the document is, and is not printed.
        HeadingIgnored "heading-ignored" Warning,
        /// Pictures before contact details and headings are not printed.
        IconIgnored "icon-ignored" Warning,
        /// An image in the text is not shown.
        ImageIgnored "image-ignored" Warning,
        /// A running head or a page number of a document is not printed.
        LineRepeated "line-repeated" Warning,
        /// A table or HTML is reduced to its text.
        MarkupIgnored "markup-ignored" Warning,
        /// What a document leaves open was decided by what is likely.
        ReadingGuessed "reading-guessed" Warning,
        /// Words of a document are in no field of the résumé.
        TextLeft "text-left" Warning,
        /// A text of a document is not seen on its pages, and is not printed.
        TextUnseen "text-unseen" Warning,
        /// The title of a section is nearly one that is known.
        TitleUnknown "title-unknown" Warning,
    }
    "documents" {
        /// Hidden or deleted text and comments of a document are left out.
        ContentOmitted "content-omitted" Warning,
    }
    "names and options" {
        /// The accent is too light to read on white, and is darkened.
        AccentFaint "accent-faint" Warning,
        /// There is no font of that name.
        FontUnknown "font-unknown" Error,
        /// There is no input or output format of that name.
        FormatUnknown "format-unknown" Error,
        /// The file does not set its language, and its words are those of another than English.
        LanguageGuessed "language-guessed" Warning,
        /// There are no titles and dates in that language.
        LanguageUnknown "language-unknown" Error,
        /// There is no layout of that name.
        LayoutUnknown "layout-unknown" Error,
        /// The file has an option for another layout than the one that is used.
        OptionForeign "option-foreign" Warning,
        /// An option has a value that it does not take.
        OptionInvalid "option-invalid" Error,
        /// There is no option of that name.
        OptionUnknown "option-unknown" Error,
        /// There is no section of that name.
        SectionUnknown "section-unknown" Error,
    }
    "the page" {
        /// A text does not fit on its page.
        CutOff "cut-off" Error,
        /// Right-to-left letters are mixed with others in a text of a left-to-right page.
        DirectionMixed "direction-mixed" Warning,
        /// A text does not look like an e-mail address.
        EmailInvalid "email-invalid" Warning,
        /// A font of the computer is used; another computer may not have it.
        FontBorrowed "font-borrowed" Warning,
        /// The font composes a letter of several glyphs that have no characters of their own.
        GlyphComposed "glyph-composed" Warning,
        /// No font has a character of the text.
        GlyphMissing "glyph-missing" Error,
        /// A private-use character has no meaning outside its font.
        GlyphPrivate "glyph-private" Error,
        /// A highlight ends in one or two words on a line of their own; without such lines there would be a page less.
        LineWasted "line-wasted" Warning,
        /// A text is not a web address.
        LinkInvalid "link-invalid" Warning,
        /// An address is not made a link, because of its scheme or its length.
        LinkRefused "link-refused" Warning,
        /// The résumé has no name.
        NameMissing "name-missing" Error,
        /// The last page has only a few lines, which fewer pages could hold.
        PageSpilled "page-spilled" Warning,
        /// The résumé does not fit on the number of pages that was asked for.
        PagesExceeded "pages-exceeded" Error,
        /// The photo is animated; its first frame is printed.
        PhotoAnimated "photo-animated" Warning,
        /// The photo is left out, because it is not a file or the layout has no place for it.
        PhotoOmitted "photo-omitted" Warning,
        /// The photo cannot be read, or its file is damaged.
        PhotoUnreadable "photo-unreadable" Error,
        /// The photo is of a kind or a size that cannot be printed.
        PhotoUnsupported "photo-unsupported" Error,
        /// A text has more characters, or more changes of style, than the limit.
        TextExcessive "text-excessive" Error,
        /// A word is longer than the limit, or a letter has more combining marks.
        WordExcessive "word-excessive" Error,
    }
    "layouts" {
        /// The engine has a warning about the layout.
        EngineWarning "engine-warning" Warning,
        /// The engine cannot write the pages in the output format.
        ExportFailed "export-failed" Error,
        /// The layout needs a font that is not there.
        FontMissing "font-missing" Error,
        /// The engine cannot typeset the layout.
        LayoutFailed "layout-failed" Error,
        /// The manifest or the files of a layout break a rule for layouts.
        LayoutInvalid "layout-invalid" Error,
    }
    "the finished PDF" {
        /// The contrast of a text cannot be measured.
        ContrastUnknown "contrast-unknown" Warning,
        /// The contrast of a text is weak.
        ContrastWeak "contrast-weak" Warning,
        /// A fact of the résumé is apart from what it belongs to.
        FactApart "fact-apart" Error,
        /// A fact of the résumé is not on the pages.
        FactLost "fact-lost" Error,
        /// A fact of the résumé is only in an image.
        FactPictured "fact-pictured" Error,
        /// A fact of the résumé is not one text in the PDF.
        FactSplit "fact-split" Error,
        /// A font is not embedded in the PDF.
        FontUnembedded "font-unembedded" Error,
        /// An image has no alternative text.
        ImageUndescribed "image-undescribed" Error,
        /// A link of the résumé is not in the PDF.
        LinkLost "link-lost" Error,
        /// The PDF does not state its language or its title.
        MetadataMissing "metadata-missing" Error,
        /// A fact is split or apart in one order of reading, as often as the layout's manifest allows.
        OrderWeak "order-weak" Warning,
        /// The PDF cannot be read back.
        PdfUnreadable "pdf-unreadable" Error,
        /// A heading or a list is missing in the PDF's structure, or a heading skips a level.
        StructureBroken "structure-broken" Error,
        /// A text is in the PDF but cannot be seen.
        TextHidden "text-hidden" Error,
        /// A text is small.
        TextSmall "text-small" Warning,
        /// Glyphs on the pages have no characters.
        TextUnreadable "text-unreadable" Error,
    }
    "the program" {
        /// recto has a bug.
        Bug "bug" Error,
        /// `recto.toml` has a key or a value that recto does not take.
        ConfigInvalid "config-invalid" Error,
        /// A file, a folder or stdin cannot be read.
        FileUnreadable "file-unreadable" Error,
        /// A folder of fonts has none, too many, or one that is damaged.
        FontUnreadable "font-unreadable" Error,
        /// A pattern or a folder has no résumé.
        InputMissing "input-missing" Error,
        /// A link in a folder is not read: it may lead to a file that nobody meant.
        InputSkipped "input-skipped" Warning,
        /// Nothing reads the output any more.
        OutputClosed "output-closed" Warning,
        /// Two outputs have the same path, or an output has the path of an input.
        OutputConflict "output-conflict" Error,
        /// A file of that name exists and is not replaced.
        OutputExists "output-exists" Error,
        /// A file or stdout cannot be written.
        OutputUnwritable "output-unwritable" Error,
        /// A request to the worker is not one.
        RequestInvalid "request-invalid" Error,
        /// A stored snapshot is damaged or incomplete.
        SnapshotDamaged "snapshot-damaged" Error,
        /// A stored snapshot was written by a newer version of recto.
        SnapshotNewer "snapshot-newer" Error,
        /// The folder of snapshots is in use or is not a folder.
        SnapshotUnusable "snapshot-unusable" Error,
        /// The system refuses a thread, a port or another resource.
        SystemFailed "system-failed" Error,
        /// The command line is wrong.
        Usage "usage" Error,
    }
}

impl Rule {
    /// Whether one word about a key is enough for all its places.
    pub const fn is_of_key(self) -> bool {
        matches!(self, Self::UnknownKey | Self::ValueEmpty | Self::ValueConverted | Self::DayIgnored)
    }

    /// All rules, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::GROUPS.iter().flat_map(|(_, rules)| rules.iter().copied())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// `date-invalid` for `DateInvalid`.
    fn kebab(variant: &str) -> String {
        let mut name = String::new();
        for c in variant.chars() {
            if c.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(c.to_lowercase());
        }
        name
    }

    #[test]
    fn names_are_the_variants_in_kebab_case_and_unique() {
        for rule in Rule::all() {
            assert_eq!(rule.name(), kebab(&format!("{rule:?}")));
        }
        let names: BTreeSet<&str> = Rule::all().map(Rule::name).collect();
        assert_eq!(names.len(), Rule::all().count());
    }

    #[test]
    fn groups_are_sorted_by_name() {
        for (group, rules) in Rule::GROUPS {
            assert!(rules.is_sorted_by_key(|rule| rule.name()), "{group}");
        }
    }

    #[test]
    fn summaries_are_sentences() {
        for rule in Rule::all() {
            let summary = rule.summary();
            assert!(summary.ends_with('.') && !summary.starts_with(' '), "{rule}: {summary:?}");
        }
    }
}
