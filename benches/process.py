#!/usr/bin/env python3
"""What one render costs as a user waits for it: the whole process, from its start to the PDF on the disk.

Each layout is paired with `benches/bare`, which sets the same text with nothing that costs, and with ferrocv where FERROCV
names its binary. The bare layout is no part of the program, so a child process sets it, which is measured by itself: runs in turns, so that both meet the same machine. A table of the medians: CPU time of the bare layout (ms),
then, as ratios to it, CPU time and wall time of each layout at one density, and CPU time where pages are composed as a ratio to that.
The last lines are the means.

    benches/process.py [--pairs N] [--instructions] [LAYOUT…]

`--instructions` counts instructions with callgrind instead (in millions; the same on a busy machine). The binary is that of
RECTO, or target/release/recto; the résumés are those of `examples/`, and of the folder that PERSONAS names.
"""

import argparse
import json
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
RECTO = pathlib.Path(os.environ.get("RECTO", TARGET / "release" / "recto")).resolve()
FERROCV = os.environ.get("FERROCV")


def lines_of(source):
    """What a parent says to the process that sets a foreign layout (src/cli/child/mod.rs): two lines."""
    folder = {"Unix": list(os.fsencode(ROOT / "benches" / "bare"))}
    density = {"key": "density", "value": {"Scalar": ["0.5", "Text"]}, "place": "Nowhere"}
    request = {
        "source": {"name": source.name, "text": source.read_text(), "extracted": None},
        "format": "json", "layout": "bare", "requested": [density], "defaults": [], "strict": False, "photo": None,
        "pages": {"formats": ["pdf"], "settings": {"timestamp": None, "ppi": 144.0}, "proof": False, "snapshot": None,
                  "drawings": None},
    }
    setup = {"instead": folder, "beside": [], "fonts": [], "system": True, "remember": 1}
    return "".join(json.dumps(line) + "\n" for line in (setup, request)).encode()


def resumes(folder):
    """The résumés as JSON Resume, which both programs read: (name, file)."""
    found = {path.stem: path for kind in ("toml", "yaml") for path in sorted((ROOT / "examples").glob(f"*.{kind}"))}
    found = [path for stem, path in sorted(found.items()) if stem != "photo"]
    if "PERSONAS" in os.environ:
        found += sorted(pathlib.Path(os.environ["PERSONAS"]).glob("*.json"))
    for path in found:
        name = path.name.split(".")[0]
        target = folder / f"{name}.json"
        if path.suffix == ".json":
            shutil.copy(path, target)
        else:
            subprocess.run([RECTO, "render", "-q", path, "-f", "json", "-o", target], check=True)
            # What is recto's own would be refused elsewhere.
            data = json.loads(target.read_text())
            data.pop("meta", None)
            target.write_text(json.dumps(data))
        yield name, target


def recto(source, *options):
    return [RECTO, "render", "-q", "-j1", source, *options, "-o"]


class Refused(SystemExit):
    """A program made no PDF."""


def run(command, output, stderr, before=()):
    """Runs a command, or has a child answer where it is what to say to one; the process, waited for, and its usage."""
    output.unlink(missing_ok=True)
    if isinstance(command, bytes):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        child = subprocess.Popen([*before, RECTO, "--child"], stderr=stderr, **pipes)
        child.stdin.write(command)
        child.stdin.flush()
        output.write_bytes(child.stdout.readline())
        # It ends when nobody asks any more.
        child.stdin.close()
        is_done = b'"result":{' in output.read_bytes()
    else:
        # A PDF that is there already would be looked at first.
        child = subprocess.Popen([*before, *command, output], stdout=subprocess.DEVNULL, stderr=stderr)
        is_done = True
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0 or not is_done or not output.exists():
        name = "recto --child" if isinstance(command, bytes) else " ".join(map(str, command))
        raise Refused(f"failed: {name}")
    return usage


def timed(command, output):
    """CPU and wall time (ms) of one run."""
    start = time.perf_counter()
    usage = run(command, output, subprocess.DEVNULL)
    return (usage.ru_utime + usage.ru_stime) * 1000, (time.perf_counter() - start) * 1000


def counted(command, output):
    """Instructions of one run (millions), twice: they are no less on a wall clock."""
    with tempfile.TemporaryFile("w+") as told:
        run(command, output, told, ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"])
        told.seek(0)
        millions = int(re.search(r"Collected : (\d+)", told.read())[1]) / 1e6
    return millions, millions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layouts", nargs="*", default=["folio", "plain", "datum"], metavar="LAYOUT")
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--instructions", action="store_true")
    given = parser.parse_args()
    measure, pairs = (counted, 1) if given.instructions else (timed, given.pairs)

    columns = [f"{layout} {what}" for layout in given.layouts for what in ("cpu", "wall", "auto")]
    columns += ["ferrocv cpu", "ferrocv wall"] if FERROCV else []
    print(f"{'':20} {'bare':>7} " + " ".join(f"{column:>12}" for column in columns), flush=True)
    table = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        output = folder / "out.pdf"
        for name, source in resumes(folder):
            commands = {"bare": lines_of(source)}
            for layout in given.layouts:
                commands[layout] = recto(source, "-l", layout, "--set", "density=0.5")
                commands[f"{layout} auto"] = recto(source, "-l", layout)
            if FERROCV:
                # Its schema is strict: of some files it makes none.
                ferrocv = [FERROCV, "render", source, "--theme", "classic", "--output"]
                try:
                    timed(ferrocv, output)
                    commands["ferrocv"] = ferrocv
                except Refused:
                    pass
            runs = {key: [] for key in commands}
            for turn in range(pairs):
                keys = list(commands)
                for key in keys if turn % 2 == 0 else reversed(keys):
                    runs[key].append(measure(commands[key], output))

            def ratio(key, beside, what):
                return statistics.median(a[what] / b[what] for a, b in zip(runs[key], runs[beside]))

            row = []
            for layout in given.layouts:
                row += [ratio(layout, "bare", 0), ratio(layout, "bare", 1), ratio(f"{layout} auto", layout, 0)]
            if FERROCV:
                row += [ratio("ferrocv", "bare", what) if "ferrocv" in runs else math.nan for what in (0, 1)]
            table.append(row)
            bare = statistics.median(run[0] for run in runs["bare"])
            print(f"{name:20} {bare:7.1f} " + " ".join(f"{value:12.2f}" for value in row), flush=True)
    means = [statistics.mean(value for value in column if not math.isnan(value)) for column in zip(*table)]
    print(f"{'mean':20} {'':7} " + " ".join(f"{value:12.2f}" for value in means))


if __name__ == "__main__":
    main()
