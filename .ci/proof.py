"""proof.py RECTO READERS: plants each fault of tests/fixtures/faults in a copy of the layouts, has `recto check --proof` and
the outside readers judge the same facts of the same PDF, and compares. Both must agree on whether there is a fault,
and on nearly every fact; and on nearly every fact of the layouts as they are. A fault of the letters of a text spoils no
file, and is in an example of its own."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import types

RECTO, READERS = sys.argv[1:]

# The measure of the readers, with the rule of `recto` for an entry that is in pieces: of two with as many facts the one with
# more letters counts.
FIRST = "if len(r)>len(best.get(c,[])): best[c]=r"
MOST = "if size(r, facts) > size(best.get(c, []), facts): best[c] = r"


def size(run, facts):
    return len(run), sum(len(facts[at]["t"].encode()) for at in run)


source = pathlib.Path(READERS, "recall.py").read_text(encoding="utf-8")
assert FIRST in source, "the readers have another measure"
recall = types.ModuleType("recall")
recall.size = size
exec(source.replace(FIRST, MOST), recall.__dict__)

EXAMPLES = ["examples/ada.json", "examples/three-pages.yaml"]
LEAST = 0.95    # the share of facts on which both agree: columns are cut in many ways
USUAL = {}      # per example, what is at fault in `folio` as it is: per fact, for `recto` and for which outputs


def run(*args):
    return subprocess.run([RECTO, *args], capture_output=True, text=True)


def ours(example, layout, layouts):
    """Every fact, and whether `recto` finds it whole and in place."""
    out = run("check", "--proof", example, "-l", layout, "--layouts-from", layouts, "--message-format", "json")
    lines = [json.loads(line) for line in out.stdout.splitlines()]
    return [line for line in lines if "fact" in line], [line for line in lines if line.get("severity") == "error"]


def theirs(example, layout, layouts, facts, folder):
    """For each fact, the outputs of outside readers in which it is not in place."""
    pdf = folder / "out.pdf"
    run("render", "-q", example, "-l", layout, "--layouts-from", layouts, "-o", str(pdf)).check_returncode()
    texts = folder / "texts"
    subprocess.run([f"{READERS}/read_all", str(pdf), str(texts)], check=True)
    kinds = {"title": "head", "bullet": "bullet", "text": "text"}
    asked = []
    for fact in facts:
        title = fact["kind"] == "title"
        one = {"c": f"titles/{fact['section']}" if title else f"{fact['section']}/{fact['entry']}",
               "kind": kinds[fact["kind"]], "t": fact["fact"]}
        asked.append(one | ({"sec": str(fact["section"])} if title else {}))
    # As for `recto`, what is part of a longer fact is not the fact.
    longer = {one["t"]: [other for other in asked if one["t"] in other["t"] != one["t"]] for one in asked}
    usual = recall.occ

    def alone(fact, *text):
        inside = [place for other in longer[fact["t"]] for place in usual(other, *text)]
        return [(start, end) for start, end in usual(fact, *text) if not any(a <= start and end <= b for a, b in inside)]

    recall.occ = alone
    lost = [[] for _ in facts]
    for path in sorted(texts.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        placed = recall.evaluate(asked, text)[1]
        for at in range(len(facts)):
            if at not in placed:
                lost[at].append(path.stem)
    recall.occ = usual
    return lost


def judge(name, fault, example, layout="folio"):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        layouts = folder / "layouts"
        shutil.copytree("layouts", layouts)
        if fault and "file" in fault:
            file = layouts / fault["file"]
            text = file.read_text()
            assert fault["find"] in text, f"{name}: nothing to replace in {fault['file']}"
            file.write_text(text.replace(fault["find"], fault["replace"]))
        facts, errors = ours(example, layout, str(layouts))
        what = f"{name:20} {layout:5} {pathlib.Path(example).name:17}"
        # What is refused reaches no reader.
        if fault and ("refused" in fault or (errors and not facts)):
            print(f"{what} refused: {errors[0]['message'] if errors else 'NO'}")
            return bool(errors) and not facts
        lost = theirs(example, layout, str(layouts), facts, folder)
        mine = [fact["status"] != "found" for fact in facts]
        if not fault:
            USUAL.setdefault(example, (mine, lost))
        elif example in USUAL:
            # What is misplaced in the layout as it is, is not the fault's doing.
            usual = USUAL[example]
            mine = [bad and not known for bad, known in zip(mine, usual[0])]
            lost = [[engine for engine in engines if engine not in known] for engines, known in zip(lost, usual[1])]
        their = [bool(engines) for engines in lost]
        same = sum(a == b for a, b in zip(mine, their))
        agree = (not fault or any(mine) == any(their)) and same >= LEAST * len(facts)
        print(f"{what} {len(facts):3} facts; at fault: recto {sum(mine):3}, outside {sum(their):3}, "
              f"agreed {same} ({same / len(facts):.3f}){'' if agree else '  DISAGREE'}")
        for fact, a, engines in zip(facts, mine, lost):
            if a != bool(engines):
                print(f"    {'only recto' if a else 'only outside':12} {fact['fact'][:60]!r} {fact['status']} {engines}")
        return agree


faults = {path.stem: tomllib.loads(path.read_text()) for path in sorted(pathlib.Path("tests/fixtures/faults").glob("*.toml"))}
good = [judge("none", None, example, layout) for layout in ["folio", "datum", "plain"] for example in EXAMPLES]
good += [
    judge(name, fault, example)
    for name, fault in faults.items()
    for example in (EXAMPLES if "file" in fault else [fault["example"]])
]
sys.exit(not all(good))
