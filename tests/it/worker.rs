//! `recto render --worker`: requests in, answers out in their order, and nothing that a request holds ends the loop.

use crate::harness::{ADA, Folder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Ada as JSON Resume.
fn ada() -> Value {
    json!({"basics": {"name": "Ada Lindqvist", "email": "ada@example.com"}})
}

/// A worker with its pipes.
fn start(folder: &Folder, args: &str) -> Child {
    let mut command = folder.command(format!("render --worker {args}").split_whitespace());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// The answers to some bytes; the worker ends well with its input, and says nothing else.
fn answers(folder: &Folder, args: &str, input: impl AsRef<[u8]>) -> Vec<Value> {
    let mut child = start(folder, args);
    let (mut stdin, input) = (child.stdin.take().expect("piped"), input.as_ref());
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input).expect("it reads to the end"));
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(text.is_empty() || text.ends_with('\n'));
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    })
}

/// The answer to one request.
fn ask(folder: &Folder, request: &Value) -> Value {
    let mut answers = answers(folder, "", request.to_string());
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

/// The bytes of the first file of an answer.
fn bytes(answer: &Value) -> Vec<u8> {
    BASE64
        .decode(answer["files"][0]["base64"].as_str().unwrap_or_else(|| panic!("{answer}")))
        .expect("base64")
}

/// The first problem of an answer that says no.
fn problem(answer: &Value) -> &str {
    assert_eq!((&answer["ok"], &answer["files"]), (&json!(false), &json!([])), "{answer}");
    answer["problems"][0]["message"].as_str().expect("a problem")
}

#[test]
fn the_bytes_are_those_of_the_command_line() {
    let root = env!("CARGO_MANIFEST_DIR");
    for name in ["ada.json", "ada.yaml", "ada.toml", "ada.md", "french.json"] {
        let text = std::fs::read_to_string(format!("{root}/examples/{name}")).expect("an example");
        let folder = Folder::new().file(name, &text);
        let by_name = json!({"text": text, "name": name, "layout": "datum", "set": {"accent": "teal"}});
        let mut input = format!("{by_name}\n{}\n", json!({"text": text, "layout": "datum"}));
        if name.ends_with("json") {
            // As it is written, numbers and order of keys included.
            let _ = writeln!(input, r#"{{"resume": {}}}"#, text.replace('\n', " "));
        }
        let answers = answers(&folder, "", input);
        let cli = |args: &str| folder.run(&format!("render {name} -o - {args}")).stdout;
        assert!(bytes(&answers[0]) == cli("-l datum --set accent=teal"), "{name}");
        assert!(bytes(&answers[1]) == cli("-l datum"), "{name}, format from its look");
        if let Some(answer) = answers.get(2) {
            assert!(bytes(answer) == cli(""), "{name}, as an object");
        }
    }
}

#[test]
fn an_answer_tells_everything() {
    let answer = ask(&Folder::new(), &json!({"id": {"row": 7}, "resume": ada()}));
    assert_eq!(answer["files"].as_array().map(Vec::len), Some(1));
    assert!(bytes(&answer).starts_with(b"%PDF"));
    let shown = answer.to_string().replace(answer["files"][0]["base64"].as_str().expect("base64"), "…");
    let wanted = json!({"id": {"row": 7}, "ok": true, "pages": 1, "layout": "folio",
        "files": [{"format": "pdf", "base64": "…"}], "problems": []});
    assert_eq!(shown, wanted.to_string());
}

#[test]
fn answers_come_in_the_order_of_the_requests() {
    // Every third has three pages and takes longer, so that four threads end in another order.
    let long = std::fs::read_to_string(format!("{}/examples/three-pages.yaml", env!("CARGO_MANIFEST_DIR")));
    let long = long.expect("an example");
    let input: String = (0..24)
        .map(|id| if id % 3 == 0 { json!({"id": id, "text": long}) } else { json!({"id": id, "text": ADA}) })
        .fold(String::new(), |all, request| format!("{all}{request}\n"));
    let one = answers(&Folder::new(), "", &input);
    let four = answers(&Folder::new(), "-j 4", &input);
    let ids: Vec<_> = four.iter().map(|answer| answer["id"].as_u64().expect("a number")).collect();
    assert_eq!(ids, (0..24).collect::<Vec<_>>());
    assert!(one == four, "the number of threads changes nothing");
    assert!(four.iter().all(|answer| answer["ok"] == true));
}

#[test]
fn an_id_is_any_value_and_comes_back_as_it_went() {
    let ids = ["0", "-1.50", "12345678901234567890123", "\"a\\nb\"", "null", "[1,{\"a\":[]}]", "false"];
    let folder = Folder::new();
    let input: String = ids.iter().map(|id| format!("{{\"id\":{id},\"text\":\"\"}}\n")).collect();
    let mut child = start(&folder, "");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    for (line, id) in String::from_utf8(output.stdout).expect("UTF-8").lines().zip(ids) {
        assert!(line.starts_with(&format!("{{\"id\":{id},\"ok\":false,")), "{line}");
    }
}

#[test]
fn a_bad_line_costs_itself_only() {
    let long = format!("{{\"id\": 1, \"text\": \"{}\"}}", "x".repeat(17_000_000));
    let deep = "[".repeat(100_000);
    let lines: [(&[u8], &str); 12] = [
        (b"", "the line is empty"),
        (b" \t\r", "the line is empty"),
        (b"nonsense", "`nonsense` is not a JSON value"),
        (b"{\"text\": \"a", "the string is not closed"),
        (b"42", "a request is an object, not a number"),
        (b"{\"text\": \"Ren\xe9\"}", "the request is not UTF-8: byte 0xE9 at 13"),
        (b"\xff\xfe{\0}\0", "the request is not UTF-8: byte 0xFF at 0"),
        (long.as_bytes(), "the request is longer than the limit of 16 MB"),
        (deep.as_bytes(), "values are nested more than 64 deep"),
        (b"{\"txet\": \"a\"}", "unknown key `txet`"),
        (b"{\"text\": 1}", "`text` takes text; a résumé as an object goes under `resume`"),
        (b"{\"text\": \"\\u0000\"}", "the file holds a NUL character"),
    ];
    let good = json!({"id": "good", "text": ADA}).to_string();
    for threads in ["", "-j 3"] {
        let input = lines.map(|(line, _)| [line, b"\n", good.as_bytes(), b"\r\n"].concat()).concat();
        let answers = answers(&Folder::new(), threads, input);
        assert_eq!(answers.len(), 2 * lines.len());
        for (pair, (_, message)) in answers.chunks(2).zip(lines) {
            assert_eq!((problem(&pair[0]), &pair[1]["id"]), (message, &json!("good")));
            assert!(bytes(&pair[1]).starts_with(b"%PDF"), "behind: {message}");
        }
    }
}

#[test]
fn a_faulty_resume_is_answered_with_its_problems() {
    let faulty =
        r#"{"basics": {"name": "Ada"}, "work": [{"name": "K"}, {"startDate": "2019-13", "psition": "C"}]}"#;
    let answers = answers(&Folder::new(), "", format!(r#"{{"resume": {faulty}, "name": "row 12"}}"#));
    let answer = &answers[0];
    assert_eq!(problem(answer), "month 13 does not exist");
    assert_eq!((&answer["pages"], &answer["layout"]), (&Value::Null, &Value::Null));
    let problems = answer["problems"].as_array().expect("a list");
    assert_eq!(
        problems.iter().map(|p| &p["pointer"]).collect::<Vec<_>>(),
        ["/work/1/startDate", "/work/1/psition"]
    );
    assert_eq!((&problems[0]["file"], &problems[1]["severity"]), (&json!("row 12"), &json!("warning")));

    // But for the pointer they are what the command line tells.
    let folder = Folder::new().file("row 12", faulty);
    let cli = folder.outcome("…", &mut folder.command(["render", "row 12", "--message-format", "json"]));
    let mut told = problems.clone();
    told.iter_mut().for_each(|problem| drop(problem.as_object_mut().expect("an object").remove("pointer")));
    let cli: Vec<Value> = cli.out().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(told, cli);
}

#[test]
fn help_is_in_the_terms_of_requests() {
    let folder = Folder::new().file("me.jpg", "no photo");
    let helps = |request: Value| {
        let answer = ask(&folder, &request);
        problem(&answer);
        answer["problems"].to_string()
    };
    let ada = json!({"basics": {"name": "Ada"}});
    for (request, help) in [
        (json!({"resume": {"basics": {"email": "a@b.co"}}}), "set.name="),
        (json!({"resume": {"basics": {"name": "A", "image": "none.png"}}, "folder": "."}), "set.photo=false"),
        (json!({"resume": ada, "set": {"summary": "x"}}), "set.basics.summary=…"),
        (json!({"resume": ada, "set": {"titles": "x"}}), "set.titles.NAME=VALUE"),
        (json!({"resume": ada, "pages": 1}), "`pages` belongs under `set`"),
        (json!({"resume": ada, "accent": "teal"}), "`accent` belongs under `set`"),
        (json!({"resume": ada, "options": {}}), "did you mean `set`?"),
    ] {
        let helps = helps(request.clone());
        assert!(helps.contains(help) && !helps.contains("--set"), "{request}: {helps}");
    }
}

#[test]
fn warnings_come_with_the_file_unless_strict() {
    let folder = Folder::new();
    let mut request = json!({"text": format!("{ADA}wrk: []\n")});
    let warned = ask(&folder, &request);
    assert_eq!((&warned["ok"], &warned["problems"][0]["severity"]), (&json!(true), &json!("warning")));
    assert!(bytes(&warned).starts_with(b"%PDF"));
    request["strict"] = json!(true);
    assert_eq!(problem(&ask(&folder, &request)), "unknown key `wrk`");
    let lines = format!("{}\n{}\n", json!({"text": format!("{ADA}wrk: []\n")}), {
        request["strict"] = json!(false);
        &request
    });
    let strict = answers(&folder, "--strict", lines);
    assert_eq!(strict.iter().map(|answer| &answer["ok"]).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_request_goes_before_the_command_line_and_that_before_the_resume() {
    let text = format!("{ADA}meta: {{recto: {{layout: plain, accent: rust}}}}\n");
    let folder = Folder::new().file("ada.yaml", &text);
    let requests = [
        json!({"text": text}),
        json!({"text": text, "layout": "folio"}),
        json!({"text": text, "set": {"layout": "folio", "accent": "plum"}}),
    ];
    let input = requests.iter().fold(String::new(), |all, request| format!("{all}{request}\n"));
    let answers = answers(&folder, "-l datum --set accent=teal", input);
    let cli = |args: &str| folder.run(&format!("render ada.yaml -o - {args}")).stdout;
    assert!(bytes(&answers[0]) == cli("-l datum --set accent=teal"));
    assert!(bytes(&answers[1]) == cli("-l folio --set accent=teal"));
    assert!(bytes(&answers[2]) == cli("-l folio --set accent=plum"));
    let unknown = ask(&folder, &json!({"text": text, "set": {"paper": "a9"}}));
    assert_eq!(unknown["problems"][0]["argument"], "set.paper=a9");
}

#[test]
fn a_list_of_a_request_is_a_list_and_replaces_that_of_the_command_line() {
    let text = format!(
        "{ADA}work: [{{name: Kestrel}}]\nsections: [{{title: 'Talks, Papers', entries: [A loom]}}]\n"
    );
    let folder = Folder::new();
    let requests = [
        json!({"text": text, "set": {"hide": ["Talks, Papers"]}, "formats": ["txt"]}),
        json!({"text": text, "formats": ["txt"]}),
        json!({"text": text, "set": {"hide": "Talks, Papers"}}),
    ];
    let input = requests.iter().fold(String::new(), |all, request| format!("{all}{request}\n"));
    let answers = answers(&folder, "--set hide=work", input);
    let page = |answer: &Value| String::from_utf8(bytes(answer)).expect("text");
    let (one, two) = (page(&answers[0]), page(&answers[1]));
    assert!(!one.contains("A loom") && one.contains("Kestrel"), "{one}");
    assert!(two.contains("A loom") && !two.contains("Kestrel"), "{two}");
    assert_eq!(problem(&answers[2]), "there is no section `Talks`");
}

#[test]
fn files_go_where_output_says() {
    let folder = Folder::with_ada().file("out/old.pdf", "old").file("out/locked.pdf", "old");
    let mut permissions = std::fs::metadata(folder.path("out/locked.pdf")).expect("there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(folder.path("out/locked.pdf"), permissions).expect("permissions");
    let three = std::fs::read_to_string(format!("{}/examples/three-pages.yaml", env!("CARGO_MANIFEST_DIR")));
    let requests = [
        json!({"text": ADA, "output": "out/old.pdf"}),
        json!({"text": ADA, "output": "out/ada.en"}),
        json!({"text": three.expect("an example"), "output": "out/3.pdf", "formats": ["pdf", "png"]}),
        json!({"text": "basics: {name: ''}", "output": "out/none.pdf"}),
        json!({"text": ADA, "output": "none/ada.pdf"}),
        json!({"text": ADA, "output": "out/"}),
        json!({"text": ADA, "output": "out/locked.pdf"}),
    ];
    let answers = answers(&folder, "", requests.map(|request| format!("{request}\n")).concat());
    let pdf = folder.run("render ada.yaml -o -").stdout;
    assert!(folder.read("out/old.pdf") == pdf && folder.read("out/ada.en.pdf") == pdf);
    assert_eq!(answers[1]["files"], json!([{"format": "pdf", "path": "out/ada.en.pdf"}]));
    let paths: Vec<_> =
        answers[2]["files"].as_array().expect("a list").iter().map(|file| &file["path"]).collect();
    assert_eq!(paths, ["out/3.pdf", "out/3-1.png", "out/3-2.png", "out/3-3.png"]);
    assert_eq!(answers[2]["files"][3]["page"], 3);
    assert_eq!(answers[3]["ok"], false);
    assert_eq!(problem(&answers[4]), "cannot write `none/ada.pdf`: there is no folder `none`");
    assert_eq!(problem(&answers[5]), "`output` names a folder");
    assert_eq!(problem(&answers[6]), "cannot write `out/locked.pdf`: the file is read-only");
    let names: Vec<_> = folder.path("out").read_dir().expect("a folder").collect();
    assert_eq!(names.len(), 7, "{names:?}");
}

#[test]
fn a_photo_comes_from_the_folder_that_the_request_names() {
    let portrait =
        std::fs::read(format!("{}/examples/portrait.png", env!("CARGO_MANIFEST_DIR"))).expect("there");
    let text = "basics: {name: Ada Lindqvist, image: me.png}\n";
    let folder =
        Folder::new().file("home/me.png", &portrait).file("me.png", &portrait).file("home/ada.yaml", text);
    let pdf = ask(&folder, &json!({"text": text, "folder": "home"}));
    assert!(bytes(&pdf) == folder.run("render home/ada.yaml -o -").stdout);
    let message = |request| problem(&ask(&folder, &request)).to_owned();
    let none = message(json!({"text": text}));
    assert_eq!(none, "the photo `me.png` cannot be read: the request names no `folder` for it");
    let up = message(json!({"text": text.replace("me.png", "../me.png"), "folder": "home"}));
    assert!(up.contains("must stay in the résumé's folder"), "{up}");
}

#[test]
fn each_answer_is_there_before_the_next_request() {
    let mut child = start(&Folder::new(), "-j 2");
    let (mut stdin, stdout) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
    let mut stdout = BufReader::new(stdout);
    for id in 0..5 {
        writeln!(stdin, "{}", json!({"id": id, "text": ADA})).expect("it reads");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("it answers");
        let answer: Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(answer["id"], id);
    }
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = start(&Folder::new(), "-j 2");
    let mut stdin = child.stdin.take().expect("piped");
    drop(child.stdout.take());
    // Its stdin stays open: it ends because nobody reads what it has to say.
    writeln!(stdin, "{}", json!({"text": ADA})).expect("it reads");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let mut stderr = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut stderr).expect("UTF-8");
    assert_eq!(stderr, "");
    drop(stdin);
}

#[test]
fn no_more_is_taken_in_than_can_be_answered() {
    const REQUESTS: usize = 60;
    let mut child = start(&Folder::new(), "-j 2");
    let stdin = child.stdin.take().expect("piped");
    let request = format!("{}\n", json!({"text": format!("{ADA}# {}\n", "x".repeat(200_000))}));
    let written = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (request, written) = (&request, &written);
        scope.spawn(move || {
            let mut stdin = stdin;
            for _ in 0..REQUESTS {
                stdin.write_all(request.as_bytes()).expect("it reads in the end");
                written.fetch_add(1, Ordering::Relaxed);
            }
        });
        // Nobody reads the answers: the pipe fills up, and nothing moves any more.
        let mut before = usize::MAX;
        while before != written.load(Ordering::Relaxed) {
            before = written.load(Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(700));
        }
        assert!(before < REQUESTS / 2, "{before}");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), REQUESTS);
    });
}

#[test]
fn nothing_asked_is_nothing_answered() {
    assert_eq!(answers(&Folder::new(), "", ""), [Value::Null; 0]);
}

#[test]
fn flags_of_single_files_are_refused() {
    let folder = Folder::with_ada();
    for flag in ["ada.yaml", "-o x.pdf", "--from yaml", "-q", "--message-format json"] {
        let outcome = folder.run(&format!("render --worker {flag}"));
        assert_eq!((outcome.code, outcome.out()), (Some(2), ""), "{outcome}");
        assert!(outcome.stderr.contains("'--worker' cannot be used with"), "{outcome}");
    }
    let two = folder.run("render --worker -l folio --set layout=datum");
    assert_eq!((two.code, two.out()), (Some(2), ""), "{two}");
}

#[test]
fn nothing_of_a_request_steers_a_terminal() {
    let text = "basics: {name: Ada}\n\"\u{202e}\\e[31m\": 1\n";
    let folder = Folder::new();
    let input = json!({"id": "\u{1b}[31m\u{202e}", "text": text, "name": "\u{9b}"}).to_string();
    let mut child = start(&folder, "");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
    let out = String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("UTF-8");
    assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{out:?}");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (&answer["id"], &answer["problems"][0]["file"]),
        (&json!("\u{1b}[31m\u{202e}"), &json!("\u{9b}"))
    );
}
