//! What rich text must hold: the subset is understood, everything else is literal, nothing is lost.

use super::*;
use proptest::prelude::*;

/// Blocks in a short notation: `p(…)`, `ul[…]`, `ol1[…]`, `q(…)`; `b{…}`, `i{…}`, `c{…}`, `a{…|url}`, `⏎`.
fn short(source: &str) -> String {
    blocks_short(&RichText::parse(&source.into(), Span::default()).blocks)
}

fn blocks_short(blocks: &[Block]) -> String {
    let each = |block: &Block| match block {
        Block::Paragraph(runs) => format!("p({})", runs_short(runs)),
        Block::Quote(blocks) => format!("q({})", blocks_short(blocks)),
        Block::List(start, items) => {
            let items: Vec<_> = items.iter().map(|item| blocks_short(item)).collect();
            format!("{}[{}]", start.map_or("ul".to_owned(), |n| format!("ol{n}")), items.join(","))
        }
    };
    blocks.iter().map(each).collect()
}

fn runs_short(runs: &[Inline]) -> String {
    let each = |run: &Inline| match run {
        Inline::Text(text) => text.value.clone(),
        Inline::Strong(runs) => format!("b{{{}}}", runs_short(runs)),
        Inline::Emphasis(runs) => format!("i{{{}}}", runs_short(runs)),
        Inline::Code(text) => format!("c{{{}}}", text.value),
        Inline::Link(runs, url) => format!("a{{{}|{}}}", runs_short(runs), url.value),
        Inline::Break => "⏎".to_owned(),
    };
    runs.iter().map(each).collect()
}

#[test]
fn marks_of_the_subset() {
    for (source, expected) in [
        ("**bold** and __bold__", "p(b{bold} and b{bold})"),
        ("*it* _it_ ***both***", "p(i{it} i{it} i{b{both}})"),
        ("`a*b` and ``c`d``", "p(c{a*b} and c{c`d})"),
        ("[site](https://example.com)", "p(a{site|https://example.com})"),
        ("[**b**](https://example.com \"more\")", "p(a{b{b}|https://example.com} (more))"),
        ("<https://example.com/_x_>", "p(a{https://example.com/_x_|https://example.com/_x_})"),
        ("<ada@example.com>", "p(a{ada@example.com|mailto:ada@example.com})"),
        ("one\ntwo\\\nthree  \nfour", "p(one⏎two⏎three⏎four)"),
        ("**over\nlines**", "p(b{over⏎lines})"),
        ("**a **b** c**", "p(b{a b c})"),
        (r"\*no\* \[no\](x) 1986\. \\", r"p(*no* [no](x) 1986. \)"),
        ("这是**重点**内容", "p(这是b{重点}内容)"),
    ] {
        assert_eq!(short(source), expected, "{source}");
    }
}

#[test]
fn a_text_that_an_editor_wrapped_is_one_text() {
    let wrapped = "Chartered structural engineer with twenty-six years in long-span bridges:\ndesign, \
                   strengthening and the inspection of structures that others gave up on.\nNone opened late.";
    assert_eq!(short(wrapped), format!("p({})", wrapped.replace('\n', " ")));
    for meant in [
        "Led the platform team of nine.\nAnswered for 40 services in three regions.",
        "A first line that is long enough to look as if an editor had wrapped it.\nA second one.",
        "Too short to have been wrapped at this place, is it not, I\nask\nyou",
        "A first line that is long enough to look as if an editor had wrapped it, but\\\nbreaks",
    ] {
        let lines = meant.replace("\\\n", "\n").matches('\n').count();
        assert_eq!(short(meant).matches('⏎').count(), lines, "{meant}");
    }
}

#[test]
fn what_is_outside_the_subset_stays_as_typed() {
    for source in [
        "# x", "#1", "C#", "F# and C++", "<b>bold</b>", "<z>", "<br>", "a < b > c", "&amp; &copy; &#65;",
        "![alt](img.png)", "![a_b_c](i_m_g.png)", "~~gone~~", "note[^1]", "[ref][x]", "[x]: https", "a_b_c",
        "2 * 3 * 4", "2*3*4", "$y$", "@r", "//c", "~", "|", "x^2^", "1986. A great year", "1. FC Example",
        "3) third", "---", "***", "* * *", "_", "*", "-", "- ", "1.", "**", "** open", "`", "[", "](",
        "[]()", "[a]()", r"C:\Users\ada", r"\alpha \# \$", "<std::vector>", "<javascript:x>", "|a|b|",
        ":smile:", "> 50 % growth", ">99.9% uptime", "+ 5 points", "– aside", "(c)", "\"q\"", "a -- b",
        "#panic()", "<!-- c -->",
    ] {
        assert_eq!(short(source), format!("p({})", source.trim()), "{source}");
    }
}

#[test]
fn blocks_of_commonmark_that_are_not_ours_keep_their_lines() {
    for (source, expected) in [
        ("Title\n=====", "p(Title⏎=====)"),
        ("Title\n---", "p(Title⏎---)"),
        ("```rust\nlet x = *p;\n```", "p(```rust⏎let x = *p;⏎```)"),
        ("~~~\nx\n~~~", "p(~~~⏎x⏎~~~)"),
        ("    indented *code*", "p(indented i{code})"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "p(| a | b |⏎|---|---|⏎| 1 | 2 |)"),
        ("<div>\nx\n</div>", "p(<div>⏎x⏎</div>)"),
        ("[a]: b\n\n[a]", "p([a]: b)p([a])"),
        ("1. Preis\n3. Preis", "p(1. Preis⏎3. Preis)"),
        ("1. a\n1. b", "p(1. a⏎1. b)"),
    ] {
        assert_eq!(short(source), expected, "{source}");
    }
}

#[test]
fn bare_addresses_become_links() {
    for (source, expected) in [
        ("See https://example.com.", "p(See a{https://example.com|https://example.com}.)"),
        ("(www.example.org)", "p((a{www.example.org|www.example.org}))"),
        ("ada@example.com!", "p(a{ada@example.com|mailto:ada@example.com}!)"),
        (
            "https://example.com/_a_/*b*/c",
            "p(a{https://example.com/_a_/*b*/c|https://example.com/_a_/*b*/c})",
        ),
        ("**https://example.com/a_b**", "p(b{a{https://example.com/a_b|https://example.com/a_b}})"),
        (r"https://example.com/\_a\_b", "p(a{https://example.com/_a_b|https://example.com/_a_b})"),
        ("`https://example.com/_a_`", "p(c{https://example.com/_a_})"),
    ] {
        assert_eq!(short(source), expected, "{source}");
    }
}

#[test]
fn lists_and_quotes() {
    for (source, expected) in [
        ("Did:\n- a\n- b\nAnd more", "p(Did:)ul[p(a),p(b)]p(And more)"),
        ("• one\n• two", "ul[p(one),p(two)]"),
        ("•one\n•two", "ul[p(one),p(two)]"),
        ("– one\n– two", "ul[p(one),p(two)]"),
        ("1. a\n2. b\n3. c", "ol1[p(a),p(b),p(c)]"),
        ("0) a\n1) b", "ol0[p(a),p(b)]"),
        ("- a\n  - b\n    - c\n- d", "ul[p(a)ul[p(b)ul[p(c)]],p(d)]"),
        ("- a\n\t- b", "ul[p(a)ul[p(b)]]"),
        ("- a\n - b", "ul[p(a),p(b)]"),
        ("- a\n\n  more\n\n- b", "ul[p(a)p(more),p(b)]"),
        ("- a\n  more", "ul[p(a⏎more)]"),
        ("- a\n* b", "ul[p(a)]ul[p(b)]"),
        ("> said **so**\n> twice\n\nend", "q(p(said b{so}⏎twice))p(end)"),
        ("> - a\n> - b", "q(ul[p(a),p(b)])"),
        ("- > q\n  > r", "ul[q(p(q⏎r))]"),
        ("a\n\nb", "p(a)p(b)"),
        ("\n \n", ""),
    ] {
        assert_eq!(short(source), expected, "{source}");
    }
}

#[test]
fn a_highlight_loses_its_own_bullet_only() {
    let item = |source: &str| {
        let items = RichText::parse_items(&source.into(), Span::default());
        items.iter().map(|item| blocks_short(&item.blocks)).collect::<Vec<_>>().join(" + ")
    };
    assert_eq!(item("- Cut *costs*"), "p(Cut i{costs})");
    assert_eq!(item("• Cut costs"), "p(Cut costs)");
    assert_eq!(item("Cut:\n- a"), "p(Cut:)ul[p(a)]");
    assert_eq!(item("- a\n- b\n- c"), "p(a) + p(b) + p(c)");
    assert_eq!(item("1. Platz"), "p(1. Platz)");
    for signed in ["- 15% cost", "- 3.5 % of *it*", "- $5M saved", "- €200 a day"] {
        assert_eq!(item(signed), format!("p({})", signed.replace("*it*", "i{it}")));
    }
    assert_eq!(item("- 5 years"), "p(5 years)");
}

#[test]
fn names_with_two_underscores_are_no_emphasis() {
    assert_eq!(short("__init__.py, __main__ and __bold__"), "p(__init__.py, __main__ and b{bold})");
}

#[test]
fn plain_text_keeps_numbers_and_lines() {
    let plain = |source: &str| RichText::parse(&source.into(), Span::default()).plain();
    assert_eq!(
        plain("Did **so**:\n1. a\n2. b\n\n[x](https://example.com)\nend"),
        "Did so:\n1. a\n2. b\nx\nend"
    );
}

#[test]
fn deep_nesting_ends_without_loss() {
    let lists: String = (0..200).map(|n| format!("{}- w{n}\n", "  ".repeat(n))).collect();
    let quotes = format!("{} deep", ">".repeat(500));
    let items = format!("{}deep", "- ".repeat(500));
    for source in [lists.as_str(), &quotes, &items] {
        let text = RichText::parse(&source.into(), Span::default());
        assert!(depth(&text.blocks) <= blocks::MAX_DEPTH, "{source:.40}");
        assert_eq!(words(&text.plain()), words(source));
    }
    let marks = "*a **b ".repeat(2000) + &"** *".repeat(2000);
    RichText::parse(&marks.as_str().into(), Span::default());
}

fn depth(blocks: &[Block]) -> usize {
    let below = |block: &Block| match block {
        Block::Paragraph(_) => 0,
        Block::Quote(blocks) => 1 + depth(blocks),
        Block::List(_, items) => 1 + items.iter().map(|item| depth(item)).max().unwrap_or(0),
    };
    blocks.iter().map(below).max().unwrap_or(0)
}

fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Text with more markup in it than anyone writes.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9é]{1,4}",
        " {1,3}",
        "[*_`]{1,3}",
        "\n{1,2}",
        "[-+•–>#.~|!&;:@]{1,2}",
        "[0-3][.)] ",
        r"[\\\[\]<>]",
        "\n *- ",
        Just("https://".to_owned()),
        Just("www.a.b".to_owned()),
        Just("a@b.c".to_owned()),
        Just("&amp;".to_owned()),
        Just("\t".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_input_panics(source in any::<String>()) {
        RichText::parse(&source.as_str().into(), Span::default()).plain();
    }

    /// `(` is left out of the markup: what stands between `](` and `)` is an address, not text.
    #[test]
    fn no_letter_or_digit_is_lost(source in markup()) {
        let text = RichText::parse(&source.as_str().into(), Span::default());
        prop_assert_eq!(words(&text.plain()), words(&source));
    }

    #[test]
    fn text_without_markup_is_the_text(source in "[A-Za-zäß ,;:!?'\"/#$%&=@{}|~^\n]{0,80}") {
        let text = RichText::parse(&source.as_str().into(), Span::default());
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(squeezed(&text.plain()), squeezed(&source));
    }

    #[test]
    fn a_link_keeps_its_text_and_its_address(text in "[a-z]{1,8}", path in "[a-z0-9_*]{0,8}") {
        let url = format!("https://example.com/{path}");
        let source = format!("see [{text}]({url}) there");
        prop_assert_eq!(short(&source), format!("p(see a{{{text}|{url}}} there)"));
    }
}
