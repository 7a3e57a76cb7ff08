"""Files that are small and cost much: each must become a PDF or be refused at its place, within seconds and megabytes."""

import json
import os
import re
import resource
import struct
import subprocess
import sys
import tempfile
import zlib

# What one file may cost. A usual résumé takes 0.1 s and 45 MB; CI machines are slower than those of people.
SECONDS = float(os.environ.get("SECONDS_LIMIT", 6))
MEGABYTES = 400

ACUTE = "\u0301"


def data(**sections):
    return "json", json.dumps({"basics": {"name": "Ada Lindqvist"}, **sections})


def basics(**fields):
    return "json", json.dumps({"basics": {"name": "Ada Lindqvist", **fields}})


def bullets(*texts):
    return data(work=[{"name": "Skerry", "highlights": list(texts)}])


def markdown(text):
    return "md", f"# Ada Lindqvist\n\n{text}\n"


def toml(text):
    return "toml", f'[basics]\nname = "Ada Lindqvist"\n{text}'


def png(width, height, depth, kind):
    """A picture of zeros; `kind` is 6 for RGBA, 2 for RGB, 0 for grey."""
    channels = {0: 1, 2: 3, 6: 4}[kind]
    row = 1 + (width * channels * depth + 7) // 8
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(row)) for _ in range(height)) + packer.flush()
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def ladder(levels):
    return " ".join("`" * level for level in range(1, levels))


# Name, and the file: its extension and its text.
FILES = {
    "marks 500": bullets("a" + ACUTE * 500),
    "marks 4900": bullets("a" + ACUTE * 4900),
    "marks alone": bullets(ACUTE * 4900),
    "marks on many letters": bullets(("a" + ACUTE * 25) * 3000),
    "marks in name": basics(name="a" + ACUTE * 4900),
    "marks in keyword": data(skills=[{"name": "a" + ACUTE * 4900, "keywords": ["b" + ACUTE * 4900]}]),
    "joiners": bullets("a" + "\u200d" * 4900),
    "emoji joined": bullets("\u200d".join("👩" * 2000)),
    "brackets in contact": markdown("[x](https://e" + "[" * 4800 + ".com)"),
    "long url": basics(url="https://" + "a" * 4900),
    "long url 2": basics(url="https://example.com/" + "a" * 1900),
    "four long urls": bullets(*("https://e.com/" + "a" * 4800 for _ in range(4))),
    "twenty long urls": bullets(*("https://e.com/" + "a" * 4800 for _ in range(20))),
    "many urls in words": bullets(*("https://e.com/" + "a" * 1900 for _ in range(100))),
    "many words of the longest": bullets(*("n" * 499 for _ in range(2000))),
    "many email": basics(email=" ".join("ada@example.com" for _ in range(2000))),
    "urls 2000": markdown(" ".join(f"https://e.com/{n}" for n in range(2000))),
    "urls 8000": markdown(" ".join(f"https://e.com/{n}" for n in range(8000))),
    "urls 30000": markdown(" ".join(f"https://e.com/{n}" for n in range(30000))),
    "bold 20000": markdown("## X\n\n" + "**a** " * 20000),
    "bold 80000": markdown("## X\n\n" + "**a** " * 80000),
    "bold 300000": markdown("## X\n\n" + "**a** " * 300000),
    "bold in data": bullets("**a** " * 80000),
    "tables 3000": toml('[[work]]\nname = "Skerry"\n' * 3000),
    "tables 9000": toml('[[work]]\nname = "Skerry"\n' * 9000),
    "empty tables": toml("[[work]]\n" * 19000),
    "highlights 19900": bullets(*("a" for _ in range(19900))),
    "highlights of words": bullets(*("some words of work" for _ in range(19900))),
    "entries": data(work=[{"name": "Skerry", "position": "Mate", "startDate": "2019-05"} for _ in range(4900)]),
    "roles": data(work=[{"name": "Skerry", "position": f"Mate {n}", "startDate": "2019-05"} for n in range(4900)]),
    "keywords 19900": data(skills=[{"name": "x", "keywords": [f"k{n}" for n in range(19900)]}]),
    "keyword of 33000": data(skills=[{"name": "word " * 6600}]),
    "label of 33000": basics(label="word " * 6600),
    "quotes 50000": markdown(">" * 50000 + " a"),
    "quotes 100000": markdown(">" * 100000 + " a"),
    "quotes 4000000": markdown(">" * 4000000 + " a"),
    "quotes apart": markdown("> " * 1000000 + " a"),
    "quotes of lines": markdown((">" * 500 + " a\n") * 2000),
    "lists in lists": markdown("- " * 100000 + " a"),
    "lists and quotes": markdown("> - " * 100000 + " a"),
    "numbers in numbers": markdown("1. " * 100000 + " a"),
    "headings 8000": markdown("".join(f"## Section {n}\n\ntext\n\n" for n in range(8000))),
    "headings 20000": markdown("".join(f"## Section {n}\n\ntext\n\n" for n in range(20000))),
    "headings empty": markdown("## \n" * 100000),
    "headings of entries": markdown("## Work\n\n" + "".join(f"### Firm {n}\n\ntext\n\n" for n in range(20000))),
    "headings of entries alike": markdown("## Work\n\n" + "### Firm\n\n" * 100000),
    "footnotes": markdown("".join(f"[^{n}]: text\n" for n in range(20000))),
    "references": markdown(" ".join(f"[a{n}]" for n in range(2000)) + "\n\n" + "".join(f"[a{n}]: https://e.com/{n}\n" for n in range(2000))),
    "references unused": markdown("".join(f"[a{n}]: https://e.com/{n}\n" for n in range(100000))),
    "reference used": markdown("[a]: https://e.com/\n\n" + "[a] " * 100000),
    "bullets in a text": ("yaml", "basics:\n  name: Ada\n  summary: |\n" + "    - a\n" * 300000),
    "bullets": markdown("## X\n\n" + "- a\n" * 120000),
    "mails in a text": basics(summary="a@e.com " * 300000),
    "short words in name": basics(name="a b " * 10000),
    "short words in name 60000": basics(name="a " * 60000),
    "short words in a title": ("json", json.dumps({"basics": {"name": "Ada"}, "work": [{"name": "a " * 60000}]})),
    "short words in a text": bullets("a " * 1000000),
    "long text": bullets("some words of some length " * 10000),
    "long text in data": basics(summary="some words of some length " * 150000),
    "backticks": markdown(ladder(1200)),
    "angles": markdown("<" * 2000000),
    "open links": markdown("[a](" * 600000),
    "brackets": markdown("[" * 1000000),
    "bang brackets": markdown("![" * 1000000),
    "stars": markdown("*a " * 1000000),
    "stars 2": markdown("**a _b " * 300000),
    "stars nested": markdown("*" * 50000 + "a" + "*" * 50000),
    "brackets nested": markdown("[" * 50000 + "a" + "](https://e.com)" * 50000),
    "brackets in data": bullets("[" * 1000000),
    "links in data": bullets("[a](https://e.com) " * 50000),
    "stars in data": bullets("*" * 100000 + "a" + "*" * 100000),
    "table": markdown("|a|b|\n|-|-|\n" + "|c|d|\n" * 100000),
    "table wide": markdown("|a" * 10000 + "|\n" + "|-" * 10000 + "|\n" + "|c|\n" * 10000),
    "html": markdown("<b>" * 500000),
    "html comments": markdown("<!--" * 500000),
    "entities": markdown("&amp;" * 500000),
    "escapes": markdown("\\*" * 1000000),
    "blank lines": markdown("\n" * 4000000),
    "hard breaks": markdown("## X\n\n" + "a  \n" * 100000),
    "many lines": markdown("## X\n\n" + "a\n" * 100000),
    "definition list": markdown("a\n: b\n\n" * 50000),
    "paragraphs": markdown("## X\n\n" + "a\n\n" * 100000),
    "front matter": ("md", "---\n" + "a: 1\n" * 19000 + "---\n# Ada\n"),
    "unknown keys": ("json", json.dumps({"basics": {"name": "Ada"}, **{f"k{n}": n for n in range(19000)}})),
    "repeated keys": ("json", '{"basics":{"name":"Ada"},' + ",".join('"k": 1' for _ in range(19000)) + "}"),
    "yaml keys": ("yaml", "basics: {name: Ada}\n" + "".join(f"k{n}: 1\n" for n in range(19000))),
    "toml keys": ("toml", "".join(f"k{n} = 1\n" for n in range(19000)) + "[basics]\nname = 'Ada'\n"),
    "toml arrays": ("toml", "a = [" + "[]," * 19000 + "]\n[basics]\nname = 'Ada'\n"),
    "toml dotted": ("toml", "a." * 60 + "a = 1\n[basics]\nname = 'Ada'\n"),
    "yaml flow": ("yaml", "a: " + "[" * 60 + "]" * 60 + "\nbasics: {name: Ada}\n"),
    "han": bullets("山" * 100000),
    "unknown letters": bullets("".join(chr(c) for c in range(0x12000, 0x12399))),
    "dashes": bullets("-" * 4900),
    "soft hyphens": bullets("\u00ad".join("a" * 200) + " " + "\u00ad" * 400),
    "zero width spaces": bullets("\u200b" * 100000),
    "no-break spaces": bullets("a\u00a0" * 20000),
    "thin spaces": bullets("a\u202f" * 20000),
    "many sections": ("json", json.dumps({"basics": {"name": "Ada"}, "meta": {"recto": {"sections": {f"s{n}": ["a"] for n in range(6000)}}}})),
    "profiles": basics(profiles=[{"network": "X", "username": f"u{n}", "url": f"https://e.com/{n}"} for n in range(4000)]),
    "languages": data(languages=[{"language": f"L{n}", "fluency": "C2"} for n in range(6000)]),
    "references quoted": data(references=[{"name": f"L{n}", "reference": "Good. " * 10} for n in range(6000)]),
    "tiny json deep": ("json", "[" * 100000),
    "tiny toml deep": ("toml", "a = " + "[" * 100000),
    "tiny yaml deep": ("yaml", "- " * 100000),
}


def measure(recto, folder, name, file, arguments):
    """Runs the program on one file; its exit code, seconds, megabytes and last words."""
    extension, text = file
    path = os.path.join(folder, re.sub(r"\W+", "-", name) + "." + extension)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    with open(os.path.join(folder, "said"), "w+b") as said:
        limit = lambda: (
            resource.setrlimit(resource.RLIMIT_CPU, (8, 8)),
            resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)),
        )
        child = subprocess.Popen([recto, *arguments, path], stdout=said, stderr=said, preexec_fn=limit)
        _, status, used = os.wait4(child.pid, 0)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    return code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, words


def main():
    recto, *wanted = sys.argv[1:]
    start = os.environ.get('START')
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for name, file in FILES.items():
            if start and name != start: continue
            start = None
            if wanted and not any(part in name for part in wanted):
                continue
            code, seconds, megabytes, words = measure(recto, folder, name, file, ["render", "-f", os.environ.get("F", "pdf"), "-o", os.path.join(folder, "out")])
            bad = code not in (0, 1) or seconds > SECONDS or megabytes > MEGABYTES
            # An error has a place: `--> file:line:column`.
            if code == 1 and not re.search(r":\d+:\d+", words):
                bad = True
            mark = "BAD " if bad else "    "
            first = next((line for line in words.splitlines() if line.startswith("error")), "")
            print(f"{mark}{name:28} {code:4} {seconds:6.2f} s {megabytes:6.0f} MB  {len(file[1])/1000:6.0f} kB {first[:110]}", flush=True)
            if bad:
                failed.append(name)
    if failed:
        sys.exit(f"beyond {SECONDS} s or {MEGABYTES} MB, ended, or without a place: {', '.join(failed)}")


main()
