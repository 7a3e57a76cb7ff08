//! Heads that are lines: roles below an organisation, dates, brackets, labels.

use super::{facts, resume};

/// The facts of a section's entries.
fn section(title: &str, text: &str) -> String {
    let facts = facts(&format!("# Ann Bee\n\n## {title}\n\n{text}\n"));
    facts.lines().skip(2).collect::<Vec<_>>().join("\n")
}

fn work(text: &str) -> String {
    section("Experience", text)
}

const TWO_ROLES: &str = "Acme, Inc. @ New York\n- VP of Sales [2020–Present] -\n  * Sold\n- Director of Sales [2018–2020] -\n  * Sold less";

#[test]
fn marked_lines_below_an_organisation_are_its_roles() {
    for (vp, director) in [
        ("**VP of Sales** (2020–Present)", "**Director of Sales** (2018–2020)"),
        ("**VP of Sales (2020–Present)**", "**Director of Sales (2018–2020)**"),
        ("**VP of Sales, 2020–Present**", "**Director of Sales, 2018–2020**"),
        ("**VP of Sales | 2020–Present**", "**Director of Sales | 2018–2020**"),
        ("**VP of Sales** | 2020–Present", "**Director of Sales** | 2018–2020"),
        ("*VP of Sales* | 2020–Present", "*Director of Sales* | 2018–2020"),
    ] {
        for head in ["### Acme, Inc., New York", "### Acme, Inc. — New York", "**Acme, Inc.** | New York"] {
            if head.starts_with("**") && vp.starts_with("**") {
                continue;
            }
            let facts = work(&format!("{head}\n\n{vp}\n\n- Sold\n\n{director}\n- Sold less"));
            assert_eq!(facts, TWO_ROLES, "{head} / {vp}");
        }
    }
}

#[test]
fn an_organisation_keeps_its_dates_beside_its_roles() {
    let text = "### Beta — 2010–2018 — Boston\n\n**Senior Manager (2014–2018)**\n\n- a\n\n**Manager (2010–2014)**\n\n- b";
    let (resume, _) = resume(&format!("# A B\n## Experience\n{text}"));
    let all = format!("{resume:?}");
    assert!(
        all.contains("2010–2018") && work(text).contains("- Senior Manager [2014–2018] -\n  * a\n- Manager"),
        "{all}"
    );
}

#[test]
fn subheads_and_projects_below_a_whole_heading_are_no_roles() {
    let facts = work("### Engineer at Acme (2019 – 2021)\n- a\n\n**Project Foo (2020)**\n\nText.");
    assert!(facts.starts_with("Acme @ -\n- Engineer [2019 – 2021] -\n  a / Project Foo (2020)"), "{facts}");
}

#[test]
fn projects_below_a_client_are_entries_and_an_update_is_text() {
    let client = section(
        "Projects",
        "### Example Client\n\n**Lampcount** (2020)\n\n- a\n\n**Harbour Map** (2021)\n\n- b",
    );
    assert_eq!(
        client,
        "Example Client @ -\n- Lampcount [2020] -\n  * a\nExample Client @ -\n- Harbour Map [2021] -\n  * b"
    );
    let update = section("Projects", "### Lampcount (2020)\n\nCounts.\n\n**Update (2021)**\n\nMore.");
    assert_eq!(update, "- @ -\n- Lampcount [2020] -\n  Counts. / Update (2021) / More.");
}

#[test]
fn an_undated_line_does_not_swallow_the_next() {
    let facts = section("Certifications", "**One**\n\n**Two**, 2020\n\n**Three**, 2022");
    assert_eq!(facts, "- @ -\n- One [-] -\n- @ -\n- Two [2020] -\n- @ -\n- Three [2022] -");
    assert_eq!(
        work("### 2010: Cook at Zeta\n- Cooked\n\n**2009** Waiter, Eta"),
        "Zeta @ -\n- Cook [2010] -\n  * Cooked\nEta @ -\n- Waiter [2009] -"
    );
    assert_eq!(work("**Gamma** / Trainee / 2014"), "Gamma @ -\n- Trainee [2014] -");
}

#[test]
fn numbers_and_brackets_are_not_cut() {
    for (title, line, expected) in [
        ("Education", "### M.Sc., KIT, 2019, Note: 1,3", "- @ -\n- M.Sc., KIT [2019] -"),
        (
            "Experience",
            "### Lead (interim), Foo Inc. (Berlin) (2012–2014)",
            "Foo Inc. @ Berlin\n- Lead (interim) [2012–2014] -",
        ),
        ("Projects", "### Bar (with Ann, 2020)", "- @ -\n- Bar (with Ann) [2020] -"),
        (
            "Experience",
            "### Engineer, Acme Corp (Berlin, 2018–present)",
            "Acme Corp @ Berlin\n- Engineer [2018–present] -",
        ),
        ("Experience", "### T at S (2018, 2020, 2022)", "S @ -\n- T [2018, 2020, 2022] -"),
        ("Experience", "### 2012 — Baker, Epsilon", "Epsilon @ -\n- Baker [2012] -"),
        (
            "Experience",
            "### Beta, LLC; Boston, MA\n*Manager, 2015 to 2018*",
            "Beta, LLC @ Boston, MA\n- Manager [2015 to 2018] -",
        ),
    ] {
        assert_eq!(section(title, line), expected);
    }
}

#[test]
fn impossible_dates_are_errors_and_odd_ones_are_kept() {
    for (date, message) in [
        ("2019-13", "month 13 does not exist"),
        ("13/2019", "month 13 does not exist"),
        ("2019-13 - 2020", "month 13 does not exist"),
        ("Feb 30, 2019 - Now", "day 30 does not exist in 2019-02"),
        ("~2019", "`~2019` is not a date that recto knows"),
        ("c. 2019", "`c. 2019` is not a date that recto knows"),
        ("7/04 - 11/06", "`7/04 - 11/06` is not a date that recto knows"),
    ] {
        let (resume, messages) = resume(&format!("# A B\n## Experience\n### X at Y ({date})\n"));
        assert_eq!(messages, [message], "{date}");
        assert!(format!("{resume:?}").contains(&format!("\"{date}\"")), "{date}");
    }
}

#[test]
fn a_date_that_is_yet_to_come_is_kept_as_written() {
    for date in ["expected May 2027", "2031-01 (expected)", "exp. 06/2027"] {
        let (resume, messages) = resume(&format!("# A B\n## Education\n### BSc, Foo College — {date}\n"));
        assert_eq!(messages, Vec::<String>::new(), "{date}");
        assert!(format!("{resume:?}").contains(&format!("Text(\"{date}\"")), "{resume:?}");
    }
}

#[test]
fn a_dash_before_a_date_is_no_period() {
    for (line, facts) in [
        ("### Clerk at Bar — May 2019", "Bar @ -\n- Clerk [May 2019] -"),
        ("### Clerk at Bar – 05/2019", "Bar @ -\n- Clerk [05/2019] -"),
        ("### Clerk at Bar - Summer 2019", "Bar @ -\n- Clerk [Summer 2019] -"),
        ("### Clerk at Bar (– May 2019)", "Bar @ -\n- Clerk [– May 2019] -"),
        ("### Clerk at Bar, February–March 2021", "Bar @ -\n- Clerk [February–March 2021] -"),
        ("- Docker — June 2024", "- @ -\n- Docker [June 2024] -"),
    ] {
        let title = if line.starts_with('#') { "Experience" } else { "Certifications" };
        assert_eq!(section(title, line), facts);
    }
}

#[test]
fn plain_lines_over_a_date_belong_to_the_head() {
    let expected = "Acme @ Berlin\n- Engineer [2014 – 2015] -\n  * Did";
    for text in [
        "**Engineer**\n  ~ Acme, Berlin\n  ~ 2014 – 2015\n\n- Did",
        "### Engineer\n\nAcme, Berlin\n\n2014 – 2015\n\n- Did",
        "### Engineer\nAcme, Berlin<br>2014 – 2015\n\n- Did",
        "### Engineer\n#### Acme, Berlin\n##### 2014 – 2015\n- Did",
        "Engineer\nAcme, Berlin\n2014 – 2015\n\n- Did",
        "**Job Title: Engineer**\n**Company: Acme**\n**Location: Berlin**\n**Dates: 2014 – 2015**\n\n- Did",
        "`2014 – 2015`\n__Engineer, Acme, Berlin__\n\n- Did",
    ] {
        assert_eq!(work(text), expected, "{text}");
    }
}

#[test]
fn roles_in_a_list_of_organisations() {
    let text = "* **Acme Corp** (Berlin, 2018–present)\n    * *Senior Engineer* (2020–present)\n        * Did a\n    * *Engineer* (2018–2020)\n        * Did b\n* **Beta** (Paris, 2015–2018)\n    * *Dev*\n        * Did c";
    assert_eq!(
        work(text),
        "Acme Corp @ Berlin\n- Senior Engineer [2020–present] -\n  * Did a\n- Engineer [2018–2020] -\n  * Did b\nBeta @ Paris\n- Dev [2015–2018] -\n  * Did c"
    );
    assert_eq!(
        work("### Gamma Co.\n2010 - 2015\n#### Rep\n- Repped"),
        "Gamma Co. @ -\n- Rep [2010 - 2015] -\n  * Repped"
    );
}

#[test]
fn an_organisation_that_a_role_names_under_another_is_kept() {
    let text = "### Kestrel Labs\n#### Company: Lantern Works\n2019 – 2020\n\n- Did";
    assert!(work(text).starts_with("Kestrel Labs"), "{}", work(text));
    assert!(
        super::said(&format!("# Ada\n\n## Experience\n\n{text}\n")).contains("Lantern Works"),
        "{}",
        work(text)
    );
}

#[test]
fn roles_are_known_in_every_language() {
    for (head, facts) in [
        ("Maison Verte — Traductrice", "Maison Verte @ -\n- Traductrice [-] -"),
        ("Verlag Nord, Lektorin, seit Mai 2020", "Verlag Nord @ -\n- Lektorin [Mai 2020] -"),
        ("Vertriebsleiterin | Muster, 2011", "Muster @ -\n- Vertriebsleiterin [2011] -"),
        ("Panadería Sol — Panadera, 2012", "Panadería Sol @ -\n- Panadera [2012] -"),
        ("Studio Blu - Traduttrice - 2012", "Studio Blu @ -\n- Traduttrice [2012] -"),
        ("Uitgeverij Noord — Vertaalster, 2012", "Uitgeverij Noord @ -\n- Vertaalster [2012] -"),
        ("Casa Azul – Engenheira, 2019", "Casa Azul @ -\n- Engenheira [2019] -"),
        ("Маяк — Перекладачка, 2019", "Маяк @ -\n- Перекладачка [2019] -"),
        ("Example Library — Library Assistant, 2019", "Example Library @ -\n- Library Assistant [2019] -"),
        ("Library Assistant, 2019", "- @ -\n- Library Assistant [2019] -"),
    ] {
        assert_eq!(work(&format!("### {head}")), facts);
    }
}

#[test]
fn places_in_heads() {
    for (text, facts) in [
        ("### Engineer, Lumen, Fresno, CA — 2004–2006", "Lumen @ Fresno, CA\n- Engineer [2004–2006] -"),
        ("### Engineer, Lumen, Wilmington, DE 2004–2006", "Lumen @ Wilmington, DE\n- Engineer [2004–2006] -"),
        ("### Engineer, Lumen, Portland, OR | May 2004", "Lumen @ Portland, OR\n- Engineer [May 2004] -"),
        ("### Ember, Boston, MA — 2002–2004\n*Clerk*", "Ember @ Boston, MA\n- Clerk [2002–2004] -"),
        ("### Typist\n*Umbra, Boston, MA* — *Jul 2000*", "Umbra @ Boston, MA\n- Typist [Jul 2000] -"),
        ("### Wrangler\n*Umbra, Boston, MA* — *Jul 2000*", "Umbra @ Boston, MA\n- Wrangler [Jul 2000] -"),
        ("### Clerk | Acme Corp, London, UK | 2010", "Acme Corp @ London, UK\n- Clerk [2010] -"),
        ("### Engineer · Foo · Toronto, Canada", "Foo @ Toronto, Canada\n- Engineer [-] -"),
        (
            "### Sr. Engineer · Payments · Brightwater, Toronto",
            "Brightwater @ Toronto\n- Sr. Engineer [-] -\n  Payments",
        ),
        (
            "### Manager · Site Lead, Ledger Platform · Brightwater, Toronto",
            "Brightwater @ Toronto\n- Manager [-] -\n  Site Lead, Ledger Platform",
        ),
        ("### Foo · Full-time · 4 yrs", "Foo @ -\n- - [-] -\n  Full-time / 4 yrs"),
        (
            "### Engineer | Foo Inc. | Berlin | Full-time | 2019",
            "Foo Inc. @ Berlin\n- Engineer [2019] -\n  Full-time",
        ),
    ] {
        assert_eq!(work(text), facts);
    }
}

#[test]
fn what_is_beside_the_head_is_no_organisation() {
    for (text, facts) in [
        (
            "### Sr. Engineer, Foo, Toronto\n*01/2024 – 12/2024 · M4*\n- x",
            "Foo @ Toronto\n- Sr. Engineer [01/2024 – 12/2024] -\n  M4\n  * x",
        ),
        ("### Clerk, Bar, Salem | 7/04 - 11/06\n- y", "Bar @ Salem\n- Clerk [7/04 - 11/06] -\n  * y"),
        (
            "- **Engineer**, Foo (2012–2016): built things\n- **Cook**, Baz (2008) – cooked for thirty",
            "Foo @ -\n- Engineer [2012–2016] -\n  built things\nBaz @ -\n- Cook [2008] -\n  cooked for thirty",
        ),
        ("**Centre - Support**, Foo\n\n- a", "Centre - Support @ Foo\n- - [-] -\n  * a"),
        ("**2019**\n:   **Cook**. Foo", "Foo @ -\n- Cook [2019] -"),
        ("### Engineer\n##### Foo / 2012 - 2016", "Foo @ -\n- Engineer [2012 - 2016] -"),
    ] {
        assert_eq!(work(text), facts);
    }
}

#[test]
fn bullets_can_be_the_lines_of_a_head() {
    assert_eq!(
        work(
            "**InfoTech**\n* **Developer**\n* 2017 - 2019\n> Analysis.\n\n**Health Dept (MS)**\n* Analyst\n* 2016 - 2017\n* Counted"
        ),
        "InfoTech @ -\n- Developer [2017 - 2019] -\n  Analysis.\nHealth Dept (MS) @ -\n- Analyst [2016 - 2017] -\n  * Counted"
    );
}

#[test]
fn a_line_that_says_all_is_an_entry_beside_the_heading() {
    assert_eq!(
        section("Education", "### Coast College\n**Diploma** - Harbor High, 2018"),
        "Coast College @ -\n- - [-] -\nHarbor High @ -\n- Diploma [2018] -"
    );
    assert_eq!(
        work(
            "**Alpha** — Engineer (2021–now), Toronto\n\n- led\n\n### Beta, Cook, 2018\n- did\n\n**Gamma** — Clerk (2010)\n\n- x"
        ),
        "Alpha @ Toronto\n- Engineer [2021–now] -\n  * led\nBeta @ -\n- Cook [2018] -\n  * did\nGamma @ -\n- Clerk [2010] -\n  * x"
    );
    // Right below a nested bullet, with a comma and short years.
    assert_eq!(
        work("### Clerk, Beta, 2017\n- a\n  - b\n**Cook**, Alpha, Jul '04 – Nov '06\n- x"),
        "Beta @ -\n- Clerk [2017] -\n  * a / b\nAlpha @ -\n- Cook [Jul '04 – Nov '06] -\n  * x"
    );
}

#[test]
fn schools_behind_a_degree_with_its_field() {
    for (head, facts) in [
        ("MSc Computing, TU Delft, 2010-2012", "TU Delft @ -\n- MSc Computing [2010-2012] -"),
        ("TU Delft, MSc Computing, 2010-2012", "TU Delft @ -\n- MSc Computing [2010-2012] -"),
        ("Ph.D. Physics, MIT, Cambridge, MA, 2014", "MIT @ Cambridge, MA\n- Ph.D. Physics [2014] -"),
        (
            "BA History, Example College, Boston, MA, 2012",
            "Example College @ Boston, MA\n- BA History [2012] -",
        ),
        ("Abitur, Goethe-Gymnasium, Ulm, 2008", "Goethe-Gymnasium @ Ulm\n- Abitur [2008] -"),
        ("BSc Physics, First Class Honours, Leeds", "Leeds @ -\n- BSc Physics, First Class Honours [-] -"),
        ("BA, History, Leeds, 2010", "- @ -\n- BA, History, Leeds [2010] -"),
    ] {
        assert_eq!(section("Education", &format!("### {head}")), facts);
    }
}

#[test]
fn a_head_that_can_be_read_both_ways_follows_the_others_or_is_named() {
    let known = "### Lantern Works — Wrangler, 2012\n### Blue Kettle — Engineer, 2010";
    assert_eq!(work(known), "Lantern Works @ -\n- Wrangler [2012] -\nBlue Kettle @ -\n- Engineer [2010] -");
    assert_eq!(resume(&format!("# A B\n## Experience\n{known}\n")).1, Vec::<String>::new());
    for text in ["### Wrangler — Lantern Works, 2012\n", "### Lantern Works\n*Wrangler, 2012*\n"] {
        let (_, messages) = resume(&format!("# A B\n## Experience\n{text}"));
        assert_eq!(messages, ["`Wrangler` is read as the title and `Lantern Works` as the organization"]);
    }
}

#[test]
fn entries_without_marks_can_have_a_link() {
    let text = "2012 - 2016 – Engineer – [Foo](http://foo.example.com)";
    assert_eq!(section("Education", text), "Foo @ -\n- Engineer [2012 - 2016] -");
    assert_eq!(section("Certifications", text), "- @ -\n- Engineer – Foo [2012 - 2016] -");
}

#[test]
fn what_is_in_brackets_behind_a_title_is_no_organisation() {
    let below = "**Ember (Tomorrow Group) | Salem, OR | 2015 – 2021**\n*Grew the team.*\n\n- a";
    let facts = work(&format!("### **Editor** *(promoted from Clerk)*\n\n{below}"));
    assert_eq!(
        facts,
        "Ember (Tomorrow Group) @ Salem, OR\n- Editor (promoted from Clerk) [2015 – 2021] -\n  Grew the team.\n  * a"
    );
    assert_eq!(work("**Lantern Works** (Salem), 2019\n- a"), "Lantern Works @ Salem\n- - [2019] -\n  * a");
}

#[test]
fn a_remark_behind_the_dates_below_a_head_stays_a_line() {
    for remark in ["*part-time beside my studies*", "part-time beside my studies"] {
        let facts = work(&format!("### Baker at Beta\n\n**Salem, OR | 2018 – 2020** — {remark}\n\nBaked."));
        assert_eq!(
            facts,
            "Beta @ Salem, OR\n- Baker [2018 – 2020] -\n  part-time beside my studies / Baked."
        );
    }
}

#[test]
fn work_that_is_hybrid_says_where() {
    for place in ["Híbrido (Salem, Chile)", "Hybride (Lyon)", "Ibrido", "Hybrid (Bern)", "Presencial"] {
        let facts = work(&format!("### **Beta** | {place}\n*Software Engineer* | **2020 – 2022**\n- a"));
        assert_eq!(facts, format!("Beta @ {place}\n- Software Engineer [2020 – 2022] -\n  * a"));
    }
}

#[test]
fn a_date_at_which_something_expires_is_none_of_the_entry() {
    for text in [
        "AWS Architect, expires May 2027",
        "AWS Architect (valid until May 2027)",
        "AWS Architect – gültig bis 2027",
        "AWS Architect, gültig bis 06/2027",
        "AWS Architect, valid until May 2027",
        "AWS Architect, válido hasta 05/2027",
        "AWS Architect, expire 05/2027",
    ] {
        let facts = section("Certifications", &format!("- CKA, 2021\n- {text}"));
        assert_eq!(facts, format!("- @ -\n- CKA [2021] -\n- @ -\n- {text} [-] -"));
    }
}

#[test]
fn labels_end_with_a_colon_of_any_width() {
    for colon in [": ", "：", "： "] {
        let facts = work(&format!("### Baker\nCompany{colon}Beta\nPeriod{colon}2019 – 2020\n\n- a"));
        assert_eq!(facts, "Beta @ -\n- Baker [2019 – 2020] -\n  * a", "{colon:?}");
        let facts = section(
            "Skills",
            &format!("- Languages{colon}Go, Rust\n- **Tools{}** Git、Make", colon.trim_end()),
        );
        assert_eq!(facts, "Languages (-): Go, Rust\nTools (-): Git, Make", "{colon:?}");
    }
}

#[test]
fn start_and_end_have_labels_of_their_own() {
    assert_eq!(work("### Baker\nFrom: 2019\nTo: 2020\n\n- a"), "- @ -\n- Baker [2019\nTo: 2020] -\n  * a");
    assert_eq!(
        work("### Baker at Beta (2019)\n\nTo: all who eat\n"),
        "Beta @ -\n- Baker [2019] -\n  To: all who eat"
    );
}

#[test]
fn lines_right_below_bullets_are_heads() {
    for (above, below) in [("- a", "- c"), ("- a\n  - b", "- c"), ("* a\n  * b", "* c")] {
        let facts =
            work(&format!("**Baker**, Beta, 2019 – 2020\n{above}\n**Cook**, Acme, 2017 – 2018\n{below}"));
        assert!(facts.ends_with("Acme @ -\n- Cook [2017 – 2018] -\n  * c"), "{facts}");
    }
}

#[test]
fn a_date_over_the_role_in_a_bullet_is_its_date() {
    let facts =
        work("* 2010 – 2014\n  Engineer at Beta\n  Tools: lathe\n\n  * a\n* 2008 – 2010\n  Clerk at Acme\n");
    assert_eq!(
        facts,
        "Beta @ -\n- Engineer [2010 – 2014] -\n  Tools: lathe\n  * a\nAcme @ -\n- Clerk [2008 – 2010] -"
    );
}

#[test]
fn degrees_and_schools_need_no_dates() {
    let education = |text: &str| section("Education", text);
    for (degree, school) in [
        ("**PhD, Psychology**. University of Example", "**BSc, Physics**. Example College"),
        ("**University of Example** – PhD, Psychology", "**Example College** – BSc, Physics"),
        ("**PhD, Psychology** - University of Example", "**BSc, Physics** - Example College"),
    ] {
        let facts = education(&format!("* {degree}\n* {school}"));
        assert_eq!(
            facts,
            "University of Example @ -\n- PhD, Psychology [-] -\nExample College @ -\n- BSc, Physics [-] -"
        );
    }
    // Which of them is the school, the words do not say.
    assert!(education("* **Coaching** - Beta\n* **Baking** - Acme").contains("blocks: "));
    assert_eq!(
        education("### University of Kent at Salem, 2003"),
        "University of Kent at Salem @ -\n- - [2003] -"
    );
    assert_eq!(
        education("### Exchange of two terms, Example University\n\n*2007 – 2008, Boston, MA*"),
        "Example University @ Boston, MA\n- Exchange of two terms [2007 – 2008] -"
    );
}

#[test]
fn for_is_before_an_organisation_that_its_words_name() {
    assert_eq!(work("### Clerk for Example Bank, 2015"), "Example Bank @ -\n- Clerk [2015] -");
    assert_eq!(work("### Head of Sales for Europe, 2015"), "- @ -\n- Head of Sales for Europe [2015] -");
}

#[test]
fn a_heading_that_is_a_date_is_over_the_name_of_the_entry() {
    for name in [
        "**Clerk** | Lantern Works, Salem, OR",
        "**Clerk**, Lantern Works, Salem, OR",
        "*Clerk* — Lantern Works, Salem, OR",
        "**Lantern Works** | Clerk | Salem, OR",
    ] {
        for blank in ["", "\n"] {
            let facts = work(&format!("### May 2019 – June 2021\n{blank}{name}\n\n- Sold"));
            assert_eq!(
                facts, "Lantern Works @ Salem, OR\n- Clerk [May 2019 – June 2021] -\n  * Sold",
                "{name}"
            );
        }
    }
    let told = work("### 2020 – Now\n\nHe is a director at Lantern Works.\n\n**Note:** He sells lamps.");
    assert_eq!(
        told,
        "- @ -\n- - [2020 – Now] -\n  He is a director at Lantern Works. / Note: He sells lamps."
    );
}

#[test]
fn quoted_lines_below_a_heading_say_when_and_where() {
    for lines in [
        "> Salem, OR\n> May 2019 – June 2021",
        "\n> Salem, OR | May 2019 – June 2021\n",
        "> May 2019 – June 2021\n>\n> Salem, OR",
    ] {
        let facts = work(&format!("### Lantern Works - Clerk\n{lines}\n\n- Sold"));
        assert_eq!(facts, "Lantern Works @ Salem, OR\n- Clerk [May 2019 – June 2021] -\n  * Sold", "{lines}");
    }
    let said = work("### Clerk at Lantern Works, 2019\n\n> The best clerk that we had.");
    assert!(said.ends_with("[2019] -\n  The best clerk that we had."), "{said}");
}

#[test]
fn a_period_needs_no_mark_before_it() {
    for line in [
        "- **Clerk**: [Lantern Works](https://example.org) July 2009 – August 2009, Salem, OR",
        "- **Clerk**: Lantern Works 07/2009 – 08/2009, Salem, OR",
        "- **Clerk**: Lantern Works 2009 – 2010, Salem, OR",
    ] {
        let facts = work(line);
        assert!(facts.starts_with("Lantern Works @ Salem, OR\n- Clerk ["), "{line}: {facts}");
    }
    // A month alone may be a part of a name.
    assert!(work("- Clerk, Expo May 2019 Committee, 2020").contains("Expo May 2019 Committee"));
}

#[test]
fn a_definition_goes_on_behind_a_short_word() {
    let text = "2007 – 2010\n:   **BSc, Physics**; University of\n    Salem (Salem)\n\n    *Minor: mosses*";
    assert_eq!(
        section("Education", text),
        "University of Salem @ Salem\n- BSc, Physics [2007 – 2010] -\n  Minor: mosses"
    );
    let plain = section("Education", "2007 – 2010\n:   **BSc**, Ekdal University\n    Read on mosses.");
    assert_eq!(plain, "Ekdal University @ -\n- BSc [2007 – 2010] -\n  Read on mosses.");
}
