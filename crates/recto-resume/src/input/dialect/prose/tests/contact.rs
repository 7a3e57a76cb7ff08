//! The top of a file: every word of a contact line stays beside its address, and the name is found under any title.

use super::{facts, resume};

/// The facts of contact lines below a name, without the name.
fn contact(lines: &str) -> String {
    let facts = facts(&format!("# Ann Lee\n{lines}\n"));
    facts.strip_prefix("Ann Lee | ").unwrap_or(&facts).to_owned()
}

#[track_caller]
fn assert_contact(cases: &[(&str, &str)]) {
    for (lines, facts) in cases {
        assert_eq!(contact(lines), *facts, "{lines}");
    }
}

#[test]
fn a_link_gives_its_address_whatever_its_words() {
    let mail = "- | ann@example.com | - | - | -";
    for link in [
        "[Email](mailto:ann@example.com)",
        "[Mail](mailto:ann@example.com?subject=Hi)",
        "[Email me](MAILTO:ann@example.com)",
        "[ann](mailto:ann@example.com)",
        "[✉](mailto:ann@example.com)",
        "Email: [ann@example.com](mailto:ann@example.com)",
        "📧 [E-Mail](mailto:ann@example.com)",
    ] {
        assert_eq!(contact(link), mail, "{link}");
    }
    assert_contact(&[
        (
            "[GitHub](https://github.com/ann) | [Email](mailto:ann@example.com)",
            "- | ann@example.com | - | - | -\nprofile GitHub - https://github.com/ann",
        ),
        ("[Write to me](mailto:ann@example.com)", "- | - | - | - | -\ncontact Write to me (ann@example.com)"),
        ("[Call me](tel:+15550100123)", "- | - | +15550100123 | - | -"),
        ("[+1 (555) 010-0123 ext. 7](tel:+15550100123)", "- | - | +1 (555) 010-0123 ext. 7 | - | -"),
        (
            "[✉](mailto:ann@example.com) [🌐](https://ann.example.com) [Blog](https://example.org/ann)",
            "- | ann@example.com | - | https://ann.example.com | -\nprofile Blog - https://example.org/ann",
        ),
    ]);
}

#[test]
fn words_stay_beside_their_address() {
    assert_contact(&[
        ("work a@b.co, home c@d.co", "- | - | - | - | -\ncontact work a@b.co\ncontact home c@d.co"),
        ("a@b.co (work), c@d.co (home)", "- | - | - | - | -\ncontact a@b.co (work)\ncontact c@d.co (home)"),
        ("Work: a@b.co | Home: c@d.co", "- | - | - | - | -\ncontact Work: a@b.co\ncontact Home: c@d.co"),
        (
            "ada@e.com :work:\nada@f.com :home:",
            "- | - | - | - | -\ncontact ada@e.com :work:\ncontact ada@f.com :home:",
        ),
        ("private a@b.co work c@d.co", "- | - | - | - | -\ncontact private a@b.co work c@d.co"),
        ("- https://e.com/x :portfolio:", "- | - | - | - | -\ncontact https://e.com/x :portfolio:"),
        ("Blog: https://e.com", "- | - | - | - | -\nprofile Blog - https://e.com"),
        (
            "GitHub — https://github.com/ann — Portfolio — https://ann.example.com",
            "- | - | - | - | -\nprofile GitHub - https://github.com/ann\nprofile Portfolio - https://ann.example.com",
        ),
        (
            "Mobile: +1 555 010 0100, Home: +1 555 010 0101, Fax: +1 555 010 0102",
            "- | - | +1 555 010 0100 | - | -\ncontact Home: +1 555 010 0101\ncontact Fax: +1 555 010 0102",
        ),
        (
            "Phone +1 555 010 0100 Email ann@example.com LinkedIn linkedin.com/in/ann",
            "- | ann@example.com | +1 555 010 0100 | - | -\nprofile LinkedIn - linkedin.com/in/ann",
        ),
        ("Mastodon: @ann@example.social", "Mastodon: @ann@example.social | - | - | - | -"),
    ]);
}

#[test]
fn brackets_stay_whole() {
    let person = "Nurse (RN) · Salem (MA) · +49 170 555 0100 (mobile) · [Site](https://a.example.com) (portfolio) · ann@example.com";
    let facts = "Nurse (RN) | ann@example.com | +49 170 555 0100 (mobile) | - | Salem (MA)\nprofile Site (portfolio) - https://a.example.com";
    assert_contact(&[
        (person, facts),
        (&format!("(Dr.) {person}"), &format!("(Dr.) {facts}")),
        (
            "Salem (MA) | ann@example.com · GitHub (annlee) · LinkedIn (annlee)",
            "- | ann@example.com | - | - | Salem (MA)\nprofile GitHub annlee -\nprofile LinkedIn annlee -",
        ),
        ("(mobile) 555-0100 | (home) 555-0101", "- | - | (mobile) 555-0100 | - | -\ncontact (home) 555-0101"),
        ("📞 (555) 010-4567 x12 • (ann@example.com)", "- | ann@example.com | (555) 010-4567 x12 | - | -"),
        ("\"Rust | Go\" engineer | ann@example.com", "\"Rust | Go\" engineer | ann@example.com | - | - | -"),
    ]);
}

#[test]
fn numbers_that_are_no_telephone_stay_in_their_text() {
    for item in [
        "Born 10.03.1987 in Ems (Canton)",
        "geb. 10.03.1987 in Ulm",
        "1987-03-10",
        "D.O.B. 10-03-1987",
        "NPI 1234567890",
        "Licence no. 12-3456789",
        "AHV 756.1234.5678.97",
        "Date of birth: 10.03.1987",
    ] {
        let facts = format!("- | ann@example.com | - | - | -\ncontact {item}");
        assert_eq!(contact(&format!("{item} | ann@example.com")), facts, "{item}");
    }
}

#[test]
fn lines_of_an_address_are_no_running_text() {
    assert_contact(&[
        ("Tel. +1 555 010 0100\nann@example.com", "- | ann@example.com | +1 555 010 0100 | - | -"),
        (
            "12 Wharf Lane, Salem, MA 01970\nTel. +1 555 010 0100",
            "- | - | +1 555 010 0100 | - | 12 Wharf Lane, Salem, MA 01970",
        ),
        (
            "Hauptstr. 5\n10115 Berlin\nTelefon 030 5550100",
            "- | - | 030 5550100 | - | 10115 Berlin\nstreet Hauptstr. 5",
        ),
        ("电话：138-0013-8000 ｜ 邮箱：ann@example.com", "- | ann@example.com | 138-0013-8000 | - | -"),
    ]);
    let prose = "I build tools. Mail me at ann@example.com.";
    assert!(contact(prose).ends_with(&format!("about: {prose}")));
}

#[test]
fn several_addresses_in_one_text_are_several() {
    assert_contact(&[
        (
            "Phone: +1 902 555 0142 / +1 902 555 0143",
            "- | - | +1 902 555 0142 | - | -\ncontact +1 902 555 0143",
        ),
        (
            "555-0100 or 555-0101; ann@example.com and a2@example.com",
            "- | ann@example.com | 555-0100 | - | -\ncontact 555-0101\ncontact a2@example.com",
        ),
        ("a@b.co c@d.co", "- | a@b.co | - | - | -\ncontact c@d.co"),
    ]);
}

#[test]
fn rows_of_two_cells_are_label_and_value() {
    let table = "| Name | Ann Lee (née Other) |\n|---|---|\n| Born | 10.03.1987 |\n| Postcode | 254-0065 |\n| E-mail | ann@example.com |\n| Language | German (EU) |\n";
    assert_eq!(
        facts(&format!("# Résumé\n\n{table}")),
        "Ann Lee (née Other) | - | ann@example.com | - | - | -\ncontact Born: 10.03.1987\ncontact Postcode: 254-0065\ncontact Language: German (EU)"
    );
    // Without an address they are no running text either.
    let text = facts(
        "# Ann Lee\n| Name | Ann Lee (née Other) |\n|---|---|\n| Born | 10.03.1987 |\n\n## Skills\nx\n",
    );
    assert!(text.starts_with("Ann Lee | - | - | - | - | -\ncontact Name: Ann Lee (née Other)\ncontact Born: 10.03.1987\n# skills"), "{text}");
    let text = facts("# Ann Lee\n| Rust | ten years |\n|---|---|\n| Go | two |\n\n## Skills\nx\n");
    assert!(!text.contains("contact Rust"), "{text}");
}

#[test]
fn the_name_is_below_the_title_of_the_document() {
    for top in [
        "# Curriculum Vitae\n## Personal Details\nName: Ann Lee\nEmail: ann@example.com",
        "# Lebenslauf\n## Personalien\nAnn Lee\nann@example.com",
        "# Lebenslauf\n## Persönliche Daten\n**Ann Lee**\nann@example.com",
        "# rsschool-cv\n## **Ann Lee**\n### Contacts\n* Email: ann@example.com",
        "# CV 2024\n# Ann Lee\n## Contacts\n* Email: ann@example.com",
        "# Resume\n\nAnn Lee\n\nann@example.com",
        "# Resume of Ann Lee\nann@example.com",
        "# Ann Lee's CV\nann@example.com",
        "# Lebenslauf von Ann Lee\nann@example.com",
        "# Name: Ann Lee\nann@example.com",
        "# Ann Lee\n### Contacts\n* Email: ann@example.com",
        "# Contact\n- Naam: Ann Lee\n- E-mail: ann@example.com",
        "Nombre: Ann Lee\nCorreo: ann@example.com",
        "# Curriculum Vitae\n- **Name** – Ann Lee\n- **E-mail** ann@example.com",
        "# Lebenslauf\n**Name** Ann Lee\\\n**E-Mail** — ann@example.com",
        "# CV\n| Name | Ann Lee |\n|---|---|\n| Email | ann@example.com |",
        "# Ann Lee\n### 基本情報\n* Email: ann@example.com",
        "# Ann Lee\n### İletişim\n* E-posta: ann@example.com",
    ] {
        let text = format!("{top}\n\n## Skills\n* HTML\n");
        assert_eq!(
            facts(&text),
            "Ann Lee | - | ann@example.com | - | - | -\n# skills -\n- (-): HTML",
            "{text}"
        );
    }
    let text = facts("# Software Engineer Resume\n**Ann Lee**\n\nann@example.com\n");
    assert_eq!(text, "Ann Lee | Software Engineer | ann@example.com | - | - | -");
}

#[test]
fn an_unknown_heading_over_headings_is_a_section() {
    let text = facts(
        "# Ann Lee\n## Lan esperientzia\n### Kokki - *Ravintola*\n*02/2018 – 03/2020*\n- Kaikki\n## Skills\nx\n",
    );
    assert!(text.starts_with("Ann Lee | - | - | - | - | -\n# custom Lan esperientzia\n"), "{text}");
    let text = facts("# Ann Lee\n## Software Engineer\n### Experience\n#### Engineer, Foo (2012)\n");
    assert!(text.starts_with("Ann Lee | Software Engineer | - | - | - | -\n# work -\n"), "{text}");
}

#[test]
fn a_picture_that_is_a_link_is_no_ornament() {
    let (_, messages) = resume("# Ann Lee\n[✉](mailto:ann@example.com) | 📞 555-0100\n");
    assert_eq!(messages, ["`📞` before contact details and headings is not printed"]);
}

#[test]
fn a_bold_line_about_a_profession_is_the_headline_bars_and_commas_and_all() {
    assert_contact(&[(
        "**Engineer | Compilers, Linkers & Loaders**  \nSalem, OR • ann@example.com",
        "Engineer | Compilers, Linkers & Loaders | ann@example.com | - | - | Salem, OR",
    )]);
}

#[test]
fn a_profession_is_no_town() {
    assert_contact(&[(
        "Surgeon\n\nann@example.com | Cardiologist | Salem",
        "Surgeon | ann@example.com | - | - | Salem\ncontact Cardiologist",
    )]);
}

#[test]
fn items_over_bullets_leave_the_contact_list_as_it_is() {
    assert_contact(&[(
        "* Email: ann@example.com\n* Languages:\n  * French - native\n* Skype: ann",
        "- | ann@example.com | - | - | -\ncontact Skype: ann\nabout: Languages:\nFrench - native",
    )]);
}

#[test]
fn a_title_of_the_document_below_the_name_is_named_and_dropped() {
    for title in ["**Lebenslauf**", "Curriculum Vitae", "## Résumé"] {
        let text = format!("# Ann Lee\n\n{title}\n\nann@example.com\n");
        assert_eq!(facts(&text), "Ann Lee | - | ann@example.com | - | - | -");
        assert!(resume(&text).1[0].starts_with("the heading `"), "{title}");
    }
}

#[test]
fn a_first_heading_below_front_matter_with_the_name_is_the_headline() {
    let facts = facts("---\ntitle: Ann Lee CV\n---\n# Systems Engineer - Networks\n\nann@example.com\n");
    assert_eq!(facts, "Ann Lee | Systems Engineer – Networks | ann@example.com | - | - | -");
}

#[test]
fn a_quotation_at_the_end_is_about_contact_only_with_mail_or_telephone() {
    let text = "# Ann Lee\n\n## Tools\n\n> [Lamp](https://example.com/lamp): a lamp\n";
    assert!(facts(text).ends_with("# skills Tools\n1 blocks: Lamp: a lamp"), "{}", facts(text));
}

#[test]
fn a_name_that_is_a_link_is_the_name() {
    for (name, rest) in [
        ("# [Ann Lee](https://ann.example.com)", "- | - | - | https://ann.example.com | -"),
        ("# [Ann Lee](https://ann.example.com) - Clerk", "Clerk | - | - | https://ann.example.com | -"),
        ("# [Ann Lee](mailto:ann@example.com)", "- | ann@example.com | - | - | -"),
        (
            "# [Ann van Lee](https://github.com/ann)",
            "- | - | - | - | -\nprofile GitHub - https://github.com/ann",
        ),
    ] {
        let facts = facts(&format!("{name}\n"));
        let (name, found) = facts.split_once(" | ").expect("a name");
        assert!(name.starts_with("Ann"), "{facts}");
        assert_eq!(found, rest, "{facts}");
    }
}

#[test]
fn a_name_in_parts_is_one() {
    for lines in [
        "| | |\n|---|---|\n| **First name** | Ann |\n| **Last name** | Lee |\n| Email | ann@example.com |\n| Born | 1990 |",
        "- **Vorname:** Ann\n- **Nachname:** Lee\n- ann@example.com\n- Born: 1990",
        "Nachname: Lee\nVorname: Ann\nE-Mail: ann@example.com\nBorn: 1990",
        "Surname: Lee\nFirst name: Ann\nEmail: ann@example.com\nBorn: 1990",
    ] {
        let facts = facts(&format!("# Curriculum Vitae\n\n## Personal details\n\n{lines}\n"));
        assert_eq!(facts, "Ann Lee | - | ann@example.com | - | - | -\ncontact Born: 1990", "{lines}");
    }
    let known = facts("# Ann Lee\n\n## Contact\n\n- First name: Ann\n- ann@example.com\n");
    assert_eq!(known, "Ann Lee | - | ann@example.com | - | - | -");
}

#[test]
fn letters_behind_a_name_belong_to_it() {
    for name in ["Ann Lee, MSc", "Ann Lee, PhD, MBA", "Ann van Lee, RN, CSSGB"] {
        let facts = facts(&format!("{name}\nSr. Lecturer, Ekdal University\nEmail: ann@example.com\n"));
        assert_eq!(facts, format!("{name} | Sr. Lecturer, Ekdal University | ann@example.com | - | - | -"));
    }
}

#[test]
fn a_headline_over_ways_to_reach_the_person_is_no_section() {
    for (ways, rest) in [
        ("E-mail: ann@example.com\n\nWeChat: ann.lee.1", "about: WeChat: ann.lee.1"),
        ("- E-mail: ann@example.com\n- WeChat: ann.lee.1", "contact WeChat: ann.lee.1"),
    ] {
        let text = format!(
            "## Ann Lee\n## Rope and knots\n\n{ways}\n\n### Experience\n\n#### Clerk, Ekdal Ltd, 2019\n"
        );
        let work = "# work -\nEkdal Ltd @ -\n- Clerk [2019] -";
        assert_eq!(
            facts(&text),
            format!("Ann Lee | Rope and knots | ann@example.com | - | - | -\n{rest}\n{work}")
        );
    }
}
