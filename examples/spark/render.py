"""Renders a table of résumés with PySpark: each task feeds one `recto render --worker` and reads its answers.

    python render.py resumes.jsonl out/            a table of id, pages, pdf, problems as Parquet in out/

Retries are Spark's: a worker that dies raises, and Spark runs the task again. A résumé with errors is a row with
problems and no PDF, never an exception.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator

from pyspark.sql import DataFrame, Row, SparkSession

# What a table of résumés has; `resume` is JSON as text, `layout` may be null.
COLUMNS = "id string, layout string, resume string"
# What a table of renders has beside the id, whose type stays as it is.
RESULT = (
    "pages int, pdf binary, "
    "problems array<struct<severity: string, rule: string, message: string, pointer: string, help: array<string>>>"
)


class Worker:
    """A `recto render --worker` process, asked one thing at a time: neither side can wait for the other's pipe."""

    def __init__(self, command: list[str]):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, request: dict) -> dict:
        """The answer to a request. Raises when there is none: the process is gone."""
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise RuntimeError(f"recto ended with {self.process.wait()} at the résumé {request['id']!r}")
        return json.loads(line)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def render_rows(rows: Iterable[Row], command: list[str]) -> Iterator[tuple]:
    """Renders the rows of one partition."""
    with Worker(command) as worker:
        for row in rows:
            request = {"id": str(row.id), "text": row.resume or "", "format": "json", "layout": row.layout}
            answer = worker.ask(request)
            pdf = base64.b64decode(answer["files"][0]["base64"]) if answer["ok"] else None
            problems = [tuple(each[key] for key in ("severity", "rule", "message", "pointer", "help")) for each in answer["problems"]]
            yield row.id, answer["pages"], pdf, problems


def render(table: DataFrame, recto: str = "recto", *flags: str) -> DataFrame:
    """A table of id, pages, pdf and problems from one of id, resume and layout. `flags` are those of `recto render`."""
    command = [recto, "render", "--worker", *flags]
    rows = table.select("id", "resume", "layout").rdd.mapPartitions(lambda rows: render_rows(rows, command))
    id_type = table.schema["id"].dataType.simpleString()
    return table.sparkSession.createDataFrame(rows, f"id {id_type}, {RESULT}")


def read(spark: SparkSession, path: str) -> DataFrame:
    """A table of résumés from JSON lines. Asked for as a string, the object under `resume` comes as it is written."""
    return spark.read.schema(COLUMNS).json(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", help="JSON lines with id, layout and resume")
    parser.add_argument("out", help="the folder for the Parquet table")
    parser.add_argument("--recto", default="recto", help="the program, as every machine finds it")
    arguments = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("recto").getOrCreate()
    render(read(spark, arguments.table), arguments.recto).write.mode("overwrite").parquet(arguments.out)
    done = spark.read.parquet(arguments.out)
    print(f"{done.filter('pdf is not null').count()} of {done.count()} résumés rendered")
    for row in done.filter("pdf is null").orderBy("id").collect():
        for problem in row.problems:
            print(f"{row.id}: {problem.severity}: {problem.message} at {problem.pointer}")
    spark.stop()


if __name__ == "__main__":
    main()
