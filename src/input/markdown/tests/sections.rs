//! Sections by their content: what is cited, what is listed, and that nothing is lost on the way.

use super::{resume, words};

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
