#!/usr/bin/env python3
"""How long a change takes from the disk to the new PDF on the disk, with `recto render FILE --watch`.

The limit is 1.5 times the warm render plus the 30 ms for which the watcher waits for quiet; the warm render is what the same
process tells of the same edit, so machine and load are the same for both. Prints the median ratio to that limit, and fails
when it is over 1.

    benches/watch.py [FILE…]
"""

import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECTO = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "recto"
QUIET = 30.0
EDITS = 60


def measure(example):
    """Pairs of milliseconds: from the change to the new PDF, and what the render took."""
    text = example.read_text()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        source, pdf = folder / example.name, folder / f"{example.stem}.pdf"
        source.write_text(text)
        command = [RECTO, "render", source.name, "--watch"]
        watch = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
        while "waiting for changes" not in watch.stderr.readline():
            pass
        pairs = []
        for edit in range(EDITS):
            time.sleep(0.25)
            before = os.stat(pdf).st_ino, os.stat(pdf).st_mtime_ns
            # The name is on every page; what an editor does: a new file in the place of the old.
            saved = folder / "save.tmp"
            saved.write_text(re.sub(r"(name: \w+)", rf"\g<1>{chr(97 + edit % 26)}{edit}", text, count=1))
            start = time.perf_counter()
            os.replace(saved, source)
            while (os.stat(pdf).st_ino, os.stat(pdf).st_mtime_ns) == before:
                time.sleep(0.0002)
                if time.perf_counter() - start > 20:
                    sys.exit(f"{example.name}: no new PDF after 20 s")
            took = (time.perf_counter() - start) * 1000
            told = watch.stderr.readline()
            render = re.search(r"(\d+) ms$", told.strip())
            if not render:
                sys.exit(f"{example.name}: {told}")
            pairs.append((took, float(render[1])))
        watch.send_signal(signal.SIGINT)
        if watch.wait() != 0:
            sys.exit("an interrupt must end it well")
    return pairs


def main():
    examples = [pathlib.Path(name) for name in sys.argv[1:]]
    examples = examples or [ROOT / "examples" / name for name in ("ada.yaml", "three-pages.yaml")]
    worst = 0.0
    for example in examples:
        pairs = measure(example)
        took = statistics.median(pair[0] for pair in pairs)
        render = statistics.median(pair[1] for pair in pairs)
        ratio = statistics.median(took / (1.5 * render + QUIET) for took, render in pairs)
        worst = max(worst, ratio)
        print(
            f"{example.name}: change to PDF {took:.1f} ms, render {render:.0f} ms, "
            f"limit {1.5 * render + QUIET:.1f} ms, ratio to the limit {ratio:.2f} (median of {len(pairs)})"
        )
    return worst > 1.0


if __name__ == "__main__":
    sys.exit(main())
