"""proof.py RECTO READERS: plants each fault of tests/fixtures/faults in a copy of the layouts, has `recto check --proof` and
the outside readers judge the same facts of the same PDF, and compares. Both must agree on whether there is a fault,
and on nearly every fact."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

RECTO, READERS = sys.argv[1:]
sys.path.insert(0, READERS)
import recall  # noqa: E402

EXAMPLES = ["examples/ada.json", "examples/three-pages.yaml"]
LEAST = 0.9     # the share of facts on which both agree: columns are cut in many ways
USUAL = {}      # per example and fact, the outputs that misplace it in the layout as it is


def run(*args):
    return subprocess.run([RECTO, *args], capture_output=True, text=True)


def ours(example, layouts):
    """Every fact, and whether `recto` finds it whole and in place."""
    out = run("check", "--proof", example, "-l", "folio", "--layouts-from", layouts, "--message-format", "json")
    lines = [json.loads(line) for line in out.stdout.splitlines()]
    return [line for line in lines if "fact" in line], [line for line in lines if line.get("severity") == "error"]


def theirs(example, layouts, facts, folder):
    """For each fact, the outputs of outside readers in which it is not in place."""
    pdf = folder / "out.pdf"
    run("render", "-q", example, "-l", "folio", "--layouts-from", layouts, "-o", str(pdf)).check_returncode()
    texts = folder / "texts"
    subprocess.run([f"{READERS}/read_all", str(pdf), str(texts)], check=True)
    kinds = {"title": "head", "bullet": "bullet", "text": "text"}
    asked = []
    for fact in facts:
        title = fact["kind"] == "title"
        one = {"c": f"titles/{fact['section']}" if title else f"{fact['section']}/{fact['entry']}",
               "kind": kinds[fact["kind"]], "t": fact["fact"]}
        asked.append(one | ({"sec": str(fact["section"])} if title else {}))
    lost = [[] for _ in facts]
    for path in sorted(texts.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        placed = recall.evaluate(asked, text)[1]
        for at in range(len(facts)):
            if at not in placed:
                lost[at].append(path.stem)
    return lost


def judge(name, fault, example):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        layouts = folder / "layouts"
        shutil.copytree("layouts", layouts)
        if fault:
            file = layouts / fault["file"]
            text = file.read_text()
            assert fault["find"] in text, f"{name}: nothing to replace in {fault['file']}"
            file.write_text(text.replace(fault["find"], fault["replace"]))
        facts, errors = ours(example, str(layouts))
        what = f"{name:18} {pathlib.Path(example).name:17}"
        if fault and "refused" in fault:
            print(f"{what} refused: {errors[0]['message'] if errors else 'NO'}")
            return bool(errors) and not facts
        lost = theirs(example, str(layouts), facts, folder)
        if not fault:
            USUAL[example] = lost
        # What readers misplace in the layout as it is, is not the fault's doing.
        lost = [[engine for engine in engines if engine not in usual] for engines, usual in zip(lost, USUAL[example])]
        mine = [fact["status"] != "found" for fact in facts]
        their = [bool(engines) for engines in lost]
        same = sum(a == b for a, b in zip(mine, their))
        agree = (any(mine) == any(their)) and same >= LEAST * len(facts)
        print(f"{what} {len(facts):3} facts; at fault: recto {sum(mine):3}, outside {sum(their):3}, "
              f"agreed {same}{'' if agree else '  DISAGREE'}")
        for fact, a, engines in zip(facts, mine, lost):
            if a != bool(engines):
                print(f"    {'only recto' if a else 'only outside':12} {fact['fact'][:60]!r} {fact['status']} {engines}")
        return agree


faults = {path.stem: tomllib.loads(path.read_text()) for path in sorted(pathlib.Path("tests/fixtures/faults").glob("*.toml"))}
good = [judge(name, fault, example) for name, fault in [("none", None), *faults.items()] for example in EXAMPLES]
sys.exit(not all(good))
