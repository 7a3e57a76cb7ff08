//! Every form of date that real files have, and those that must be refused.

use super::super::Season;
use super::*;
use proptest::prelude::*;

fn one(text: &str) -> Option<Day> {
    Date::parse(text, Span::default()).map(|date| date.day)
}

fn both(text: &str) -> Option<(Day, Option<Day>)> {
    match Dates::parse(text, Span::default())? {
        Dates::Period(start, end) => Some((start.day, end.map(|date| date.day))),
        Dates::Single(_) | Dates::Text(_) => None,
    }
}

#[test]
fn dates_in_numbers() {
    for (text, day) in [
        ("2019", Day::Year(2019)),
        (" 2019 ", Day::Year(2019)),
        ("2019-03", Day::Month(2019, 3)),
        ("2019-3", Day::Month(2019, 3)),
        ("03/2020", Day::Month(2020, 3)),
        ("3.2020", Day::Month(2020, 3)),
        ("2020/10", Day::Month(2020, 10)),
        ("2020.10", Day::Month(2020, 10)),
        ("2020年10月", Day::Month(2020, 10)),
        ("2020年10月3日", Day::Full(2020, 10, 3)),
        ("２０１９年５月", Day::Month(2019, 5)),
        ("２０１９／０５", Day::Month(2019, 5)),
        ("２０１９．５．３", Day::Full(2019, 5, 3)),
        ("2019-03-14", Day::Full(2019, 3, 14)),
        ("2023-9-28", Day::Full(2023, 9, 28)),
        ("2019-03-14T10:00:00Z", Day::Full(2019, 3, 14)),
        ("2019-03-14 10:00:00.5+02:00", Day::Full(2019, 3, 14)),
        ("2019-03-14T10:00", Day::Full(2019, 3, 14)),
        ("14.03.2019", Day::Full(2019, 3, 14)),
        ("14. 3. 2019", Day::Full(2019, 3, 14)),
        ("14/03/2019", Day::Full(2019, 3, 14)),
        ("03/14/2019", Day::Full(2019, 3, 14)),
        ("04/04/2019", Day::Full(2019, 4, 4)),
        ("2020-02-29", Day::Full(2020, 2, 29)),
    ] {
        assert_eq!(one(text), Some(day), "{text}");
    }
}

#[test]
fn dates_in_words() {
    for (text, day) in [
        ("March 2020", Day::Month(2020, 3)),
        ("Dec. 2015", Day::Month(2015, 12)),
        ("Sept 2015", Day::Month(2015, 9)),
        ("MAR-2020", Day::Month(2020, 3)),
        ("2020 March", Day::Month(2020, 3)),
        ("März 2020", Day::Month(2020, 3)),
        ("Ma\u{0308}rz 2020", Day::Month(2020, 3)),
        ("août 2020", Day::Month(2020, 8)),
        ("marzo de 2020", Day::Month(2020, 3)),
        ("березень 2020 р.", Day::Month(2020, 3)),
        ("14. März 2020", Day::Full(2020, 3, 14)),
        ("March 14th, 2020", Day::Full(2020, 3, 14)),
        ("1er mars 2020", Day::Full(2020, 3, 1)),
        ("14 de marzo de 2020", Day::Full(2020, 3, 14)),
        ("Summer 2019", Day::Season(Season::Summer, 2019)),
        ("Fall 2020", Day::Season(Season::Fall, 2020)),
        ("Herbst 2020", Day::Season(Season::Autumn, 2020)),
        ("Jul '04", Day::Month(2004, 7)),
        ("Nov. ’98", Day::Month(1998, 11)),
        ("'19", Day::Year(2019)),
    ] {
        assert_eq!(one(text), Some(day), "{text}");
    }
    for text in [
        "present", "Present", "now", "Today", "current", "ongoing", "heute", "aujourd’hui", "Actualidad",
        "тепер",
    ] {
        assert_eq!(one(text), Some(Day::Present), "{text}");
    }
}

#[test]
fn what_is_not_clear_stays_text() {
    for text in [
        "", "2013-12-021", "04/05/2019", "20190", "0999", "3000", "03/20", "'1", "o'19", "'19s", "Q3 2019",
        "2019?", "c. 2019", "March", "May be 2019", "2019-03/14", "2019-03-14T", "expected May 2026",
        "last year", "2010–03", "2009–10", "14", "Winter 2019/20", "1 2 3", "2019 2020", "-", "–",
    ] {
        assert_eq!(Dates::read(text, Span::default()), Err(Fault::Unknown), "{text}");
    }
}

#[test]
fn periods() {
    let year = |y| Day::Year(y);
    let month = |y, m| Day::Month(y, m);
    for (text, start, end) in [
        ("01/2018-03/2018", month(2018, 1), Some(month(2018, 3))),
        ("Mar 2018 – Present", month(2018, 3), Some(Day::Present)),
        ("Mar 2018 - Present", month(2018, 3), Some(Day::Present)),
        ("2010-2014", year(2010), Some(year(2014))),
        ("2010/2014", year(2010), Some(year(2014))),
        ("2010 -- 2014", year(2010), Some(year(2014))),
        ("2010–14", year(2010), Some(year(2014))),
        ("2013/14", year(2013), Some(year(2014))),
        ("2020-present", year(2020), Some(Day::Present)),
        ("2020 to date", year(2020), Some(Day::Present)),
        ("(2020 - Present)", year(2020), Some(Day::Present)),
        ("2017.10 - 2019.3", month(2017, 10), Some(month(2019, 3))),
        ("2017-10-2019-03", month(2017, 10), Some(month(2019, 3))),
        ("2019-01-01/2019-02-01", Day::Full(2019, 1, 1), Some(Day::Full(2019, 2, 1))),
        ("2020/10至今", month(2020, 10), Some(Day::Present)),
        ("2019 –", year(2019), None),
        ("since 2019", year(2019), None),
        ("seit März 2019", month(2019, 3), None),
        ("from Jan 2019 to Mar 2020", month(2019, 1), Some(month(2020, 3))),
        ("von 2010 bis 2014", year(2010), Some(year(2014))),
        ("Jan – Mar 2020", month(2020, 1), Some(month(2020, 3))),
        ("June-August 2019", month(2019, 6), Some(month(2019, 8))),
        ("Summer 2019 – Fall 2020", Day::Season(Season::Summer, 2019), Some(Day::Season(Season::Fall, 2020))),
        ("2017 --- 2021", year(2017), Some(year(2021))),
        ("2017---2021", year(2017), Some(year(2021))),
        ("Jul '04 – Nov '06", month(2004, 7), Some(month(2006, 11))),
        ("'98-'02", year(1998), Some(year(2002))),
        ("14.03.2019 – 2.4.2019", Day::Full(2019, 3, 14), Some(Day::Full(2019, 4, 2))),
    ] {
        assert_eq!(both(text), Some((start, end)), "{text}");
    }
}

#[test]
fn a_start_is_never_invented() {
    for text in [
        "– May 2019", "- May 2019", "— June 2024", "- 06/2022", "/2019-06", "– Summer 2020", "of – May 2019",
        "to May 2019", "→ 2019-03",
    ] {
        assert_eq!(Dates::read(text, Span::default()), Err(Fault::Unknown), "{text}");
    }
}

#[test]
fn dates_that_are_yet_to_come_are_known() {
    for text in [
        "Expected May 2031",
        "2031-01 (expected)",
        "exp. 06/2027",
        "2027 – 2031 (expected)",
        "2027 – expected 2031",
        "Expected graduation: May 2031",
        "voraussichtlich Mai 2031",
        "anticipated: Spring 2031",
        "prévu juin 2031",
        "Expected Graduation Date: 05/2031",
        "2031 (est.)",
    ] {
        assert!(Dates::read(text, Span::default()).is_err() && Dates::is_expected(text), "{text}");
    }
    for text in ["expected", "expected soon", "2031", "expected 2031-13", "May be 2031", ""] {
        assert!(!Dates::is_expected(text), "{text}");
    }
}

#[test]
fn impossible_numbers_are_named() {
    for (text, part, number, last) in [
        ("2019-13", Part::Month, 13, 12),
        ("13/2019", Part::Month, 13, 12),
        ("2019-00-01", Part::Month, 0, 12),
        ("2019-02-30", Part::Day(2), 30, 28),
        ("2019-03-32", Part::Day(3), 32, 31),
        ("1900-02-29", Part::Day(2), 29, 28),
        ("31 April 2020", Part::Day(4), 31, 30),
        ("2018-01 – 2019-13", Part::Month, 13, 12),
        ("2019-13 - present", Part::Month, 13, 12),
        ("2014-13", Part::Month, 13, 12),
    ] {
        match Dates::read(text, Span::default()) {
            Err(Fault::Impossible(found)) => {
                assert_eq!((found.part, found.number, found.last), (part, number, last), "{text}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn spans_point_at_the_half() {
    let place = |text: &str, span: Span| match Dates::parse(text, span) {
        Some(Dates::Period(start, Some(end))) => (start.span, end.span),
        other => panic!("{other:?}"),
    };
    // As it stands, in quotes, and with an escape that hides where the parts are.
    assert_eq!(place("2010-2014", Span::new(20, 29)), (Span::new(20, 24), Span::new(25, 29)));
    assert_eq!(place("2010-2014", Span::new(20, 31)), (Span::new(21, 25), Span::new(26, 30)));
    assert_eq!(place("2010-2014", Span::new(20, 36)), (Span::new(20, 36), Span::new(20, 36)));
    assert_eq!(place(" 2010 – 2014", Span::new(0, 14)), (Span::new(1, 5), Span::new(10, 14)));
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let _ = Dates::read(&text, Span::new(0, text.len()));
    }

    #[test]
    fn no_date_like_text_panics(text in "([0-9]{1,5}|[-/.–, ()年至]|jan|to|since|présent|été){0,9}") {
        let _ = Dates::read(&text, Span::new(3, text.len() + 5));
    }

    #[test]
    fn every_day_is_read_as_itself(year in 1000u16..3000, month in 1u8..=12, day in 1u8..=28) {
        let full = Day::Full(year, month, day);
        prop_assert_eq!(one(&full.to_string()), Some(full));
        prop_assert_eq!(both(&format!("{year}-{month:02}-{year}-{month:02}")), Some((Day::Month(year, month), Some(Day::Month(year, month)))));
    }
}
