"""Executes what docs/ci.md promises. Run by `.ci/recipes`, which brings PyYAML and pre-commit."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

recto, work = sys.argv[1], pathlib.Path(sys.argv[2])
project = pathlib.Path.cwd()


def step(name):
    print(f"  {name}", flush=True)


def run(*command, code=0, **more):
    done = subprocess.run(command, text=True, capture_output=True, **more)
    assert done.returncode == code, f"{command} gave {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def home(name):
    """A repository with one résumé."""
    folder = work / name
    (folder / "cvs").mkdir(parents=True)
    shutil.copy(project / "examples/ada.yaml", folder / "cvs/ada.yaml")
    run("git", "init", "-q", cwd=folder)
    return folder


# Every recipe is YAML.
blocks = re.findall(r"```yaml\n(.*?)```", (project / "docs/ci.md").read_text(), re.S)
assert len(blocks) == 3
for text in blocks + [(project / name).read_text() for name in ("action.yml", ".pre-commit-hooks.yaml")]:
    assert yaml.safe_load(text)
step("every recipe is YAML")

# The action, step by step, as a runner would.
action = yaml.safe_load((project / "action.yml").read_text())
documented = dict(re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`)?", (project / "docs/ci.md").read_text(), re.M))
inputs = {name: value.get("default", "") for name, value in action["inputs"].items()}
assert documented.keys() == inputs.keys(), documented
assert all(documented[name] == value for name, value in inputs.items() if name != "layouts"), documented


def perform(folder, **given):
    """The names of the steps and how they ended."""
    values = {**inputs, **given}
    cache = folder / "home/.cache/recto/bin"
    if not cache.exists():
        cache.mkdir(parents=True)
        os.symlink(recto, cache / "recto")
    path = f"{cache}:{os.environ['PATH']}"
    env = {**os.environ, "HOME": str(folder / "home"), "PATH": path, "GITHUB_PATH": str(folder / "path")}
    ended = {}
    for part in action["runs"]["steps"]:
        if "run" not in part:
            continue
        condition = re.fullmatch(r"inputs\.(\w+) != '(\w*)'", part.get("if", "inputs.paths != ''"))
        if values[condition[1]] == condition[2]:
            continue
        fill = lambda text: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: values[found[1]], text)
        own = {key: fill(text).replace("${{ github.action_path }}", str(project)) for key, text in part["env"].items()}
        assert "${{" not in part["run"] and "${{" not in "".join(own.values())
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", part["run"]]
        done = subprocess.run(command, cwd=folder, env={**env, **own}, text=True, capture_output=True)
        ended[part["name"]] = (done.returncode, done.stdout + done.stderr)
        if done.returncode:
            break
    return ended


folder = home("action")
ended = perform(folder, paths="cvs\n\n", layouts="all", check="strict")
assert [code for code, _ in ended.values()] == [0, 0, 0, 1], ended
assert "::error file=cvs/ada.yaml,title=cvs/ada.yaml/folio is new" in ended["Compare"][1]
assert len(list((folder / "out").rglob("*.pdf"))) >= 3 and (folder / "recto-report.html").exists()
assert (folder / "path").read_text().strip() == str(folder / "home/.cache/recto/bin")
run(recto, "snapshot", "cvs", "-l", "all", "--update", "-q", cwd=folder)
ended = perform(folder, paths="cvs", layouts="all")
assert [code for code, _ in ended.values()] == [0, 0, 0, 0], ended
ended = perform(folder, paths="cvs/ada.yaml", output="", check="false", snapshots="")
assert list(ended) == ["Install"], ended
(folder / "cvs/it's; touch owned.yaml").write_text("basics: {name: Ada}\n")
ended = perform(folder, paths="cvs/it's; touch owned.yaml", snapshots="")
assert [code for code, _ in ended.values()] == [0, 0, 0] and not (folder / "owned.yaml").exists(), ended
step("the action installs, renders, checks, compares, and takes a path for nothing but a path")

# What GitLab would run.
job = yaml.safe_load(blocks[1])["pages-of-resumes"]
folder = home("gitlab")
(folder / ".recto/bin").mkdir(parents=True)
os.symlink(recto, folder / ".recto/bin/recto")
run(recto, "snapshot", "cvs", "-l", "all", "--update", "-q", cwd=folder)
for line in job["before_script"] + job["script"]:
    run("sh", "-ec", line, cwd=folder)
assert "<testsuites" in (folder / job["artifacts"]["reports"]["junit"]).read_text()
assert (folder / job["artifacts"]["paths"][0]).exists()
step("the lines for GitLab run")

# pre-commit, with the hooks of this project. It clones a repository, so it gets one with the hooks alone.
hooks = work / "hooks"
hooks.mkdir()
shutil.copy(project / ".pre-commit-hooks.yaml", hooks)
commit = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "hooks")
run("git", "init", "-q", cwd=hooks)
run("git", "add", ".", cwd=hooks)
run(*commit, cwd=hooks)
folder = home("hooked")
config = yaml.safe_load(blocks[2])
config["repos"][0].update(repo=str(hooks), rev=run("git", "rev-parse", "HEAD", cwd=hooks).strip())
(folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
run("git", "add", ".", cwd=folder)
bins = work / "bin"
bins.mkdir()
os.symlink(recto, bins / "recto")
env = {**os.environ, "PATH": f"{bins}:{os.environ['PATH']}", "PRE_COMMIT_HOME": str(work / "cache")}
tool = str(work / "venv/bin/pre-commit")
said = run(tool, "run", "--all-files", cwd=folder, env=env, code=1)
assert re.search(r"check résumés\.+Passed", said) and "is new" in said, said
run(recto, "snapshot", "cvs", "--update", "-q", cwd=folder)
said = run(tool, "run", "--all-files", cwd=folder, env=env)
assert said.count("Passed") == 2, said
(folder / "cvs/ada.yaml").write_text((folder / "cvs/ada.yaml").read_text().replace("2021-03", "2021-13"))
said = run(tool, "run", "--all-files", cwd=folder, env=env, code=1)
assert "month 13" in said, said
step("the hooks run in pre-commit")
