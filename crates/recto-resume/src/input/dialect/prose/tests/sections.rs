//! Sections by their content: what is cited, what is listed, and that nothing is lost on the way.

use super::{facts, resume, words};

/// Words of `text` that neither the résumé nor a message about it has.
fn lost(text: &str) -> Vec<String> {
    let (resume, messages) = resume(text);
    let out = format!("{resume:?} {messages:?}").replace("\\n", " ");
    let have: std::collections::BTreeSet<_> = words(&out).collect();
    words(text).filter(|word| !have.contains(word)).map(str::to_owned).collect()
}

const CITED: &str = "# Ann Bee\n\n## Publications\n\n### On Mosses, **Nature**\n\n**Ann Bee**, Bob Carr. \"On Things.\" *ACL*, 2021. [pdf](https://a.b/p.pdf)\n\n**Ann Bee**. \"Of Other Things.\" *EMNLP*, 2020.\n";

#[test]
fn what_is_cited_is_not_taken_apart() {
    let plain = "# Ann Bee\n\n## Publications\n\n- O'Brien, K., & Smith, J. (2019). *On uptime*. ACM Queue, 17(2), 1–20.\n- Golf, Hotel, India, Juliett, 2020\n";
    for text in [CITED, plain] {
        let (_, messages) = resume(text);
        assert_eq!(messages, Vec::<String>::new());
        assert_eq!(lost(text), Vec::<String>::new());
    }
}

#[test]
fn no_message_is_about_a_key_that_the_reader_made() {
    let parts = [
        "### Kilo | Lima | Mike\n**2019 | November**\n\n- Oscar\n",
        "### Acme, Salem, OR\n\n#### Solutions Architect, 2020\n\n**Papa**, Quebec, Romeo (2021)\n",
        "**Golf**, Hotel (Berlin, 2020)\n\n### Victor at Whiskey, Xray (2017)\n*Zulu*\n\n#### Richard, 2018\nSamuel\n",
        "- **India**, GPA 3,9/4, 2020\n- Juliett\n\n> Said\n",
    ];
    for title in [
        "Experience", "Education", "Volunteering", "Projects", "Awards", "Certifications", "Publications",
        "Skills", "Languages", "Interests", "References", "Summary", "Talks",
    ] {
        for part in parts {
            let text = format!("# Ann Bee\n\n## First\n\nText.\n\n## {title}\n\n{part}");
            let (_, messages) = resume(&text);
            assert!(!messages.iter().any(|message| message.contains("unknown")), "{text}{messages:?}");
            let missing: Vec<_> =
                lost(&text).into_iter().filter(|word| word != title && word != "at").collect();
            assert_eq!(missing, Vec::<String>::new(), "{text}");
        }
    }
}

#[test]
fn bold_lines_are_titles_where_no_heading_is() {
    for (title, other) in [("**EXPERIENCE**", "**PATENTS**"), ("**Experience**", "**Skills**")] {
        let text = format!(
            "**Peter Parker**\n\npeter@example.com | Queens, NY\n\n{title}\n\n**Photographer, Daily Bugle** 2001 - 2005\n\n- Took pictures\n\n{other}\n\nOne, two\n"
        );
        let facts = facts(&text);
        assert!(
            facts.starts_with("Peter Parker | - | peter@example.com | - | - | Queens, NY\n# work "),
            "{facts}"
        );
        assert!(
            facts.contains("Daily Bugle @ -\n- Photographer [2001 - 2005] -\n  * Took pictures\n# "),
            "{facts}"
        );
    }
    let plain = facts(
        "Jane Doe\njane@example.com\n(555) 010-4567\n\nEXPERIENCE\nAcme Inc, Engineer, 2019-2021\n- Did\n",
    );
    assert!(plain.starts_with("Jane Doe | - | jane@example.com | (555) 010-4567"), "{plain}");
    assert!(plain.ends_with("# work EXPERIENCE\nAcme Inc @ -\n- Engineer [2019-2021] -\n  * Did"), "{plain}");
}

#[test]
fn tables_of_two_columns_are_groups() {
    let text = facts(
        "# A B\n## Skills\n| Area | Tools |\n|---|---|\n| Code | Go, C |\n| Cloud | AWS |\n## Languages\n| Sprache | Niveau |\n|---|---|\n| Deutsch | C1 |\n",
    );
    assert!(
        text.ends_with("# skills -\nCode (-): Go, C\nCloud (-): AWS\n# languages -\nDeutsch (C1): "),
        "{text}"
    );
    let unsure = facts("# A B\n## Skills\n| Frontend | React |\n|---|---|\n| Backend | Go |\n");
    assert!(unsure.ends_with("# skills -\n1 blocks: Frontend | React\nBackend (-): Go"), "{unsure}");
}

#[test]
fn labelled_lines_stay_lines() {
    let text = facts("# A B\n## Other\nDriving licence: B\nNationality: German\n");
    assert!(text.ends_with("Driving licence: B / Nationality: German"), "{text}");
}

#[test]
fn quotation_marks_and_years_in_prose() {
    let text = facts(
        "# A B\n## Interests\nRunning, reading \"Narnia, vol. 1\"\n## Talks\nAt LSE 2012--2015 and -- [empty]() so\n",
    );
    assert!(text.contains("(-): Running, reading \"Narnia, vol. 1\"\n"), "{text}");
    assert!(text.ends_with("At LSE 2012–2015 and -- empty so"), "{text}");
}

#[test]
fn towns_headlines_and_accounts_in_the_contact_lines() {
    let text =
        facts("# Ann Bee\n**Actor & Presenter**\nann@example.com | Berlin | GitHub: ada\n\n## Talks\nx\n");
    assert!(
        text.starts_with(
            "Ann Bee | Actor & Presenter | ann@example.com | - | - | Berlin\nprofile GitHub ada -\n"
        ),
        "{text}"
    );
    let text =
        facts("# Ann Bee\n- Email: ann@example.com\n- LinkedIn: https://linkedin.com/in/ann\n- US citizen\n");
    assert!(
        text.contains("\nprofile LinkedIn - https://linkedin.com/in/ann")
            && text.contains("contact US citizen"),
        "{text}"
    );
}

#[test]
fn a_link_beside_the_name_is_read_once() {
    for (heading, facts_of_it) in [
        ("Ann Bee | <ann@example.com>", "Ann Bee | - | ann@example.com | - | - | -"),
        ("Ann Bee | [Homepage](https://example.org)", "Ann Bee | - | - | - | https://example.org | -"),
        (
            "Ann Bee | [CV](https://example.org)",
            "Ann Bee | - | - | - | - | -\nprofile CV - https://example.org",
        ),
    ] {
        assert_eq!(facts(&format!("# {heading}\n")), facts_of_it, "{heading}");
    }
}

#[test]
fn pictures_before_contact_items_are_named_once() {
    let (resume, messages) = resume(
        "# Ann Bee\n📧 ann@example.com | 📍 Berlin | ☎️ 555-0100\n\n## 🎓 Education\n### BSc (2012)\n",
    );
    assert_eq!(messages, ["`🎓`, `📧`, `📍`, `☎` before contact details and headings are not printed"]);
    assert_eq!(resume.basics.location.city.map(|city| city.value).as_deref(), Some("Berlin"));
    assert_eq!(resume.sections[0].title.as_ref().map(|title| title.value.as_str()), None);
}

#[test]
fn a_word_in_angle_brackets_is_no_tag() {
    let (resume, messages) = resume("# A B\n## Talks\nKept List<String>, <u>bold</u> for <Company>.\n");
    assert_eq!(messages, ["HTML tags are taken off, their text is kept"]);
    assert!(format!("{resume:?}").contains("Kept List<String>, bold for <Company>."), "{resume:?}");
}

#[test]
fn a_title_that_is_known_is_never_an_employer() {
    for text in [
        "# Ann Bee\n\nExperience\n====\n\n### Cook, Foo (2021 – now)\n- did\n\nEducation\n----\n\n### BSc Physics, Example University, 2012\n\nSkills\n----\nRust, Go\n\nPatents\n----\nOne.\n",
        "# Ann Bee\n\nExperience\n====\n\n**Cook** | Foo (2021 – now)\n\n- did\n\nEducation\n----\n\nBSc Physics, Example University, 2012\n\nSkills\n----\nRust, Go\n\nPatents\n----\nOne.\n",
        "# Ann Bee\n## Experience\n### Cook, Foo (2021 – now)\n- did\n### Education\n#### BSc Physics, Example University, 2012\n### Skills\nRust, Go\n### Patents\nOne.\n",
    ] {
        assert_eq!(
            facts(text),
            "Ann Bee | - | - | - | - | -\n# work -\nFoo @ -\n- Cook [2021 – now] -\n  * did\n# education -\nExample University @ -\n- BSc Physics [2012] -\n# skills -\n- (-): Rust, Go\n# custom Patents\n1 blocks: One.",
            "{text}"
        );
    }
    let part = facts(
        "# Ann Bee\n## Experience\n### Cook, Foo (2021)\n#### Projects\n- Soup\n### Achievements\n- Stars\n",
    );
    assert_eq!(part.matches("\n# ").count(), 1, "{part}");
}

#[test]
fn tables_of_entries() {
    for (table, expected) in [
        (
            "| Period | Role | Employer |\n|---|---|---|\n| 2019 – 2023 | Engineer | Mirador |\n| 2018 | | Foo |",
            "Mirador @ -\n- Engineer [2019 – 2023] -\nFoo @ -\n- - [2018] -",
        ),
        (
            "| Zeitraum | Position | Firma | Aufgaben |\n|---|---|---|---|\n| seit 2019 | Leiterin | Mirador GmbH | Plante |",
            "Mirador GmbH @ -\n- Leiterin [seit 2019] -\n  Aufgaben: Plante",
        ),
        ("| | |\n|---|---|\n| 2019 – 2023 | Engineer, Mirador |", "Mirador @ -\n- Engineer [2019 – 2023] -"),
        (
            "| 2019 | Engineer | Mirador |\n|---|---|---|\n| 2018 | Cook | Foo |",
            "Mirador @ -\n- Engineer [2019] -\nFoo @ -\n- Cook [2018] -",
        ),
        (
            "| Nombre | Fecha |\n|---|---|\n| Técnica | junio 2024 |\n| Mozo | 2019 |",
            "- @ -\n- Técnica [junio 2024] -\n- @ -\n- Mozo [2019] -",
        ),
    ] {
        let facts = facts(&format!("# A B\n## Experience\n{table}\n"));
        // `seit` is no part of the date.
        let expected = expected.replace("seit ", "");
        assert!(facts.ends_with(&expected), "{facts}");
        let (_, messages) = resume(&format!("# A B\n## Experience\n{table}\n"));
        assert_eq!(messages, Vec::<String>::new());
    }
}

#[test]
fn other_tables_are_rows_of_text_and_no_cell_is_lost() {
    let table = "| Name | Stars |\n|---|---|\n| Lampcount | 12 | beyond |\n| | 13 |\n";
    let (_, messages) = resume(&format!("# A B\n## Talks\n{table}"));
    assert_eq!(messages, ["a table is printed as text, a line for each row"]);
    let text = facts(&format!("# A B\n## Talks\n{table}"));
    assert!(text.ends_with("Name | Stars / Lampcount | 12 | beyond / 13"), "{text}");
    let text = facts("# A B\n## Skills\n| Skill |\n|---|\n| Rust | ten years |\n");
    assert!(text.ends_with("Skill / Rust | ten years"), "{text}");
}

#[test]
fn a_table_at_the_top_has_labels_and_details() {
    let text =
        facts("# A B\n\n| | |\n|---|---|\n| Email: | a@example.com |\n| Phone | 555-0100 |\n\n## Talks\nx\n");
    assert!(text.starts_with("A B | - | a@example.com | 555-0100 | - | -\n# custom"), "{text}");
    let text = facts(
        "# A B\n\n| Email | Phone | Web |\n|---|---|---|\n| a@example.com | 555-0100 | e.org |\n\n## Talks\nx\n",
    );
    assert!(text.starts_with("A B | - | a@example.com | 555-0100 | e.org | -\n# custom"), "{text}");
    let text = facts("# A B\n\n| a@example.com | 555-0100 |\n|---|---|\n\n## Talks\nx\n");
    assert!(text.starts_with("A B | - | a@example.com | 555-0100 | - | -\n# custom"), "{text}");
}

#[test]
fn tags_that_markdown_has_a_form_for_are_read_as_it() {
    let text = "# A B\n## Talks\nSee <a href=\"https://e.com/?a&amp;b\">site</a>, <b>x</b>: 10<sup>6</sup>, 10<sup>-3</sup>, H<sub>2</sub>O, 1<sup>st</sup>.\n";
    let (resume, messages) = resume(text);
    assert_eq!(messages, Vec::<String>::new());
    let all = format!("{resume:?}");
    assert!(all.contains("Link([Text(\"site\"@") && all.contains("\"https://e.com/?a&b\"@"), "{all}");
    assert!(all.contains("Strong([Text(\"x\"@"), "{all}");
    assert!(facts(text).ends_with("See site, x: 10⁶, 10^-3, H₂O, 1st."), "{}", facts(text));
}

#[test]
fn what_html_says_is_kept_apart() {
    let text = "# A B\n## Talks\n<p><img src=\"b.svg\" alt=\"Scrum Master\"></p>\n<ul><li>R&amp;D</li><li>two</li></ul>\n\n<style>\np { color: red }\n</style>\n\n<a\n href=\"https://e.org/m\">multi</a> and <a href=\"https://e.org/open\">open\n";
    let (resume, messages) = resume(text);
    assert_eq!(messages.iter().filter(|message| message.contains("`b.svg`")).count(), 1, "{messages:?}");
    assert!(facts(text).ends_with("Scrum Master / R&D / two / multi and open"), "{}", facts(text));
    let (_, without) = super::resume("# A B\n## Talks\n<img alt=\"Scrum Master\">\n");
    assert_eq!(without, Vec::<String>::new(), "nothing is left out");
    let all = format!("{resume:?}");
    assert!(all.contains("https://e.org/m\"@") && all.contains("https://e.org/open\"@"), "{all}");
}

#[test]
fn tables_of_html_are_tables() {
    let rows = "<table>\n<thead><tr><th>Period</th><th>Role</th><th>Employer</th></tr></thead>\n\
                <tr><td>2019 – 2023</td><td><b>Engineer</b></td><td>Mirador</td></tr>\n\
                <tr><td>2018<td>Cook<td>Foo</tr></table>\n";
    let text = format!("# A B\n## Experience\n{rows}");
    let expected = "Mirador @ -\n- Engineer [2019 – 2023] -\nFoo @ -\n- Cook [2018] -";
    assert!(facts(&text).ends_with(expected), "{}", facts(&text));
    assert_eq!(resume(&text).1, Vec::<String>::new());
    let open =
        facts("# A B\n## Talks\nbefore\n\n<table><tr><td>a</td><td></td><td>10<sup>n+1</sup></td></tr>\n");
    assert!(open.contains("before") && open.ends_with("a | 10^(n+1)"), "{open}");
    let alone = facts("# A B\n## Talks\n<table><tr><td>a</td><td>b</td>\n\nbehind\n");
    assert!(alone.contains("a | b") && alone.contains("behind"), "{alone}");
}

#[test]
fn an_address_that_is_not_printed_is_named() {
    let names = |text: &str| resume(&format!("# A B\n## Talks\n{text}")).1;
    let first = "[a][r] text\n\n[r]: https://a.example.com\n";
    assert_eq!(names(&format!("{first}[R]: https://b.example.com\n")), ["`[R]` has an address already"]);
    assert_eq!(names(first), Vec::<String>::new());
    assert_eq!(names("x\n\n[r]: https://a.example.com\n"), ["the address of `[r]` is never used"]);
    for printed in ["[r]: https://b.example.com", "```\n[r]: https://b.example.com\n```"] {
        assert_eq!(names(&format!("{first}\ntext\n{printed}\n")), Vec::<String>::new(), "{printed}");
    }
}

#[test]
fn signs_before_amounts_and_names_with_underscores_are_text() {
    let text = facts(
        "# A B\n## Talks\n- - 15% cost\n- + 25 % sales\n- > 90% uptime\n- - $5M\n- __init__.py and __main__, __bold__\n- - twenty\n",
    );
    assert!(
        text.ends_with(
            "- 15% cost / + 25 % sales / > 90% uptime / - $5M / __init__.py and __main__, bold / twenty"
        ),
        "{text}"
    );
}

#[test]
fn misspelled_titles_are_named() {
    for (title, meant) in [
        ("Educaton", "did you mean `Education`?"),
        ("Experiance", "did you mean `Experience`?"),
        ("Work Expereince", "did you mean `work experience`?"),
        ("Berufserfarung", "did you mean `Berufserfahrung`?"),
        ("Publication", "did you mean `Publications`?"),
    ] {
        let (_, diagnostics) = super::problems(&format!("# A B\n## {title}\nOne.\n"));
        let help: Vec<_> = diagnostics.iter().flat_map(|diagnostic| diagnostic.help.clone()).collect();
        assert_eq!(help.first().map(String::as_str), Some(meant), "{title}");
    }
    for title in ["Talks", "Patents", "Memberships", "Teaching", "Courses", "Press", "Education"] {
        let (_, diagnostics) =
            super::problems(&format!("# A B\n## Profile\nx\n## {title}\n### One, Two, 2019\n"));
        assert!(
            !diagnostics.iter().any(|diagnostic| diagnostic.rule == crate::text::Rule::TitleUnknown),
            "{title}"
        );
    }
}

#[test]
fn a_table_of_details_may_have_a_title() {
    let text =
        "# Ann Lee\n\n| Persönliche Daten | |\n|-|-|\n| Email | ann@example.com |\n| Geburtsort | Bern |\n";
    assert_eq!(facts(text), "Ann Lee | - | ann@example.com | - | - | -\ncontact Geburtsort: Bern");
}

#[test]
fn columns_have_two_names_and_dates_two_columns() {
    let text = "# Ann Lee\n\n## Experience\n\n| From | To | Role | Company / Client |\n|-|-|-|-|\n| 2019 | now | Baker | Beta |\n| 2017 | 2018 | Cook | Acme |\n";
    let (resume, _) = resume(text);
    let all = format!("{resume:?}");
    assert!(all.contains("Period") && !all.contains("From"), "{all}");
    assert!(facts(text).contains("Beta @ -\n- Baker ["), "{}", facts(text));
}

#[test]
fn a_label_may_be_over_one_keyword() {
    let text =
        "# Ann Lee\n\n## Skills\n\n### Systems\nRust, Go,\n\n### Frameworks\nTokio\n\n### Others\n- Git,\n";
    assert!(
        facts(text).ends_with("Systems (-): Rust, Go\nFrameworks (-): Tokio\nOthers (-): Git"),
        "{}",
        facts(text)
    );
}

#[test]
fn commands_for_space_part_words_and_are_named_once() {
    let text = "# Ann Lee\n\n## Experience\n\n### Baker at Beta \\hfill 2019 – 2020\n- a\n\n**Cook, Acme** \\hfill **2017**\n\n\\newpage\n";
    let (_, problems) = resume(text);
    assert_eq!(problems, ["commands of LaTeX are not printed"]);
    assert!(
        facts(text).contains("Beta @ -\n- Baker [2019 – 2020]") && !facts(text).contains('\\'),
        "{}",
        facts(text)
    );
}

#[test]
fn headings_of_html_are_headings() {
    let markdown =
        facts("# Ann Lee\n\n## Experience\n\n### Clerk at Lantern Works, 2019\n\n## Odd things\n\nRope\n");
    for html in [
        "<h1 align=\"center\">Ann Lee</h1>\n\n<h2>Experience</h2>\n\n<h3>Clerk at Lantern Works, 2019</h3>\n\n<h2>Odd things</h2>\n\nRope\n",
        "<div>\n<h1>Ann Lee</h1>\n</div>\n\n<h2 style=\"color:red\">\n  Experience\n</h2>\n\n### Clerk at Lantern Works, 2019\n\n<h2>Odd things</h2>\n<p>Rope</p>\n",
        "<h1>Ann <b>Lee</b></h1><h2>Experience</h2>\n<h3>Clerk at Lantern Works, 2019</h3>\n<h2>Odd things</h2>\nRope\n",
    ] {
        assert_eq!(facts(html), markdown, "{html}");
    }
}

#[test]
fn tags_of_jekyll_are_named_and_not_printed() {
    let text = "@import \"cv.less\"\n# Ann Lee\n{: .no_toc}\n\n{% include about.html %}\n\n## Skills\n\n- Rope\n\n{{ site.rope }}\n";
    let (_, messages) = resume(text);
    assert_eq!(messages, ["a tag of Jekyll is not printed"; 4]);
    assert_eq!(facts(text), facts("# Ann Lee\n\n## Skills\n\n- Rope\n"));
}

#[test]
fn a_list_that_four_spaces_make_code_is_a_list() {
    for indented in ["## Skills\n    * Rope\n    * Knots\n", "## Skills\n\n    - Rope\n\n    - Knots\n"] {
        assert_eq!(
            facts(&format!("# Ann Lee\n\n{indented}")),
            facts("# Ann Lee\n\n## Skills\n\n- Rope\n- Knots\n")
        );
    }
    assert!(facts("# Ann Lee\n\n## Notes\n\n    - a\n    b\n").contains("- a"));
}

#[test]
fn titles_in_chinese_are_known() {
    let facts = facts(
        "# 李一\n\n## 工作经历\n\n### Ekdal Ltd 2017.10 - 2019.3\n\n## 教育背景\n\n### 某大学 2013 – 2017\n\n## 专业技能\n\n- Rope\n",
    );
    for section in ["# work 工作经历", "# education 教育背景", "# skills 专业技能"] {
        assert!(facts.contains(section), "{facts}");
    }
}
