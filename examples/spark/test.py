"""Holds the example to what it promises: no résumé lost, bytes as the command line's, a faulty one told, a death survived.

    python test.py RECTO [NUMBER]        the program, and how many résumés (2000)
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyspark.sql import SparkSession

import render as example

FIRST = ["Ada", "Tomás", "Mei", "Jón", "Priya", "Olu", "Zoë", "Kaspar", "Ines", "Łucja"]
LAST = ["Lindqvist", "Ibarra", "Okonkwo", "Reyes", "Farrow", "Bell", "Sørensen", "Adeyemi", "Novák", "Hale"]
TRADES = ["Carpenter", "Nurse", "Bookkeeper", "Engineer", "Teacher", "Gardener", "Translator", "Welder"]
VERBS = ["Built", "Mended", "Planned", "Measured", "Taught", "Wrote", "Moved", "Counted"]
THINGS = ["boats", "ledgers", "sensors", "lessons", "gardens", "kilns", "bridges", "ward rotas"]
LAYOUTS = ["folio", "datum", "plain", None]


def resume(number: int) -> dict:
    """An invented person; no two are alike."""
    chance = random.Random(number)
    name, trade = f"{chance.choice(FIRST)} {chance.choice(LAST)}", chance.choice(TRADES)
    highlight = lambda: f"{chance.choice(VERBS)} {chance.randint(2, 900)} {chance.choice(THINGS)} in {chance.randint(1, 12)} months"
    work = [
        {
            "name": f"{chance.choice(LAST)} & {chance.choice(LAST)}",
            "position": trade,
            "startDate": f"{2022 - 3 * back}-{chance.randint(1, 12):02}",
            "endDate": f"{2024 - 3 * back}",
            "highlights": [highlight() for _ in range(chance.randint(1, 5))],
        }
        for back in range(chance.randint(1, 5))
    ]
    basics = {"name": name, "label": f"{trade} {number}", "email": f"person{number}@example.com", "phone": f"+1 555 {number:04}"}
    return {"basics": basics, "work": work, "skills": [{"name": "Craft", "keywords": chance.sample(THINGS, 3)}]}


def by_command_line(recto: str, row: dict) -> bytes:
    """The PDF as `recto render` makes it."""
    layout = ["-l", row["layout"]] if row["layout"] else []
    command = [recto, "render", "-q", "-", "--from", "json", "-o", "-", *layout]
    return subprocess.run(command, input=row["resume"].encode(), stdout=subprocess.PIPE, check=True).stdout


def kill_one(program: str, killed: list[int]) -> None:
    """Kills the first worker that has been at work for a while."""
    while not killed:
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().split(b"\0")
                if words[0] == program.encode() and b"--worker" in words:
                    time.sleep(0.3)
                    os.kill(int(entry.parent.name), signal.SIGKILL)
                    killed.append(int(entry.parent.name))
                    return
            except (FileNotFoundError, ProcessLookupError):
                continue
        time.sleep(0.02)


def main() -> None:
    recto, number = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Two tasks at once; one may fail three times before the job does.
    session = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    session = session.config("spark.ui.showConsoleProgress", "false")
    spark = session.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.sparkContext.addPyFile(str(Path(example.__file__)))

    faulty = number // 2
    rows = [{"id": at, "layout": LAYOUTS[at % 4], "resume": resume(at)} for at in range(number)]
    rows[faulty]["resume"]["work"][0]["startDate"] = "2019-13"
    for row in rows:
        row["resume"] = json.dumps(row["resume"], ensure_ascii=False)
    assert len({row["resume"] for row in rows}) == number

    with tempfile.TemporaryDirectory() as folder:
        table = spark.createDataFrame(rows, "id long, layout string, resume string").repartition(8, "id")
        start = time.monotonic()
        example.render(table, str(recto)).write.parquet(f"{folder}/all")
        spent = time.monotonic() - start
        done = {row.id: row for row in spark.read.parquet(f"{folder}/all").toLocalIterator()}
        assert sorted(done) == list(range(number)), "rows are lost"
        print(f"none of {number} lost; {spent:.1f} s, {number / spent:.0f} résumés a second")

        assert done[faulty].pdf is None and done[faulty].problems[0].pointer == "/work/0/startDate"
        print(f"the faulty one: {done[faulty].problems[0].message} at {done[faulty].problems[0].pointer}")

        sound = [row for row in rows if row["id"] != faulty]
        with ThreadPoolExecutor(2) as pool:
            for row, pdf in zip(sound, pool.map(lambda row: by_command_line(str(recto), row), sound)):
                assert bytes(done[row["id"]].pdf) == pdf, f"other bytes: {row['id']}"
        print(f"bytes of all {len(sound)} equal the command line's")

        # Under a name of its own, so that no other worker of this machine is hit.
        program, killed = f"{folder}/recto", []
        os.symlink(recto, program)
        killer = threading.Thread(target=kill_one, args=(program, killed), daemon=True)
        killer.start()
        again = {row.id: row for row in example.render(table.filter("id < 400"), program).collect()}
        assert killed, "no worker was killed"
        assert sorted(again) == list(range(min(400, number))), "rows are lost"
        assert all(again[at].pdf == done[at].pdf for at in again), "other bytes after a death"
        print(f"one worker killed, all {len(again)} rows there")

        sample = example.read(spark, str(Path(example.__file__).with_name("resumes.jsonl")))
        told = {row.id: row.pages for row in example.render(sample, str(recto)).collect()}
        assert told == {"ada": 1, "tomas": 1, "mei": None, "jon": 1}, told
        print("the sample is as its README says")
    spark.stop()


if __name__ == "__main__":
    main()
