"""The questions of the documentation, asked as they stand there of a server with all fixtures."""

import csv
import json
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from tests.loaded import MANAGE, of_the_base

pytestmark = [pytest.mark.walk, pytest.mark.own_base]

DOCS = Path(settings.BASE_DIR) / "docs" / "api"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
PRINTED = re.compile(r"^(?:#|//|--) (.*)$", re.MULTILINE)
ADDRESS = re.compile(r"http://localhost:[^'\"]*")
QUOTED = re.compile(r"`(/api/v1/[^`<>{}]*[?][^`<>{}]*[^`<>{}=])`")
WRITTEN = "http://localhost:8000"
BLOCKS = [
    (f"{file.stem}-{number}-{language}", language, text)
    for file in sorted(DOCS.glob("*.md"))
    for number, (language, text) in enumerate(BLOCK.findall(file.read_text()))
]
QUICK_START = next(text for _, language, text in BLOCKS if language == "python")
ASK = QUICK_START.partition("\n\n\nanswer")[0]


@pytest.fixture(scope="module")
def site(loaded_base):
    """The address of a server that has all fixtures."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [*MANAGE, "runserver", str(port), "--noreload"],
        env=of_the_base(loaded_base),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(120):
            try:
                httpx.get(f"{address}/health/live")
                break
            except httpx.TransportError:
                time.sleep(0.25)
        yield address
    finally:
        serving.kill()
        serving.wait()


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def rows_at(address):
    return list(csv.DictReader(httpx.get(address, timeout=30).text.splitlines()))


def counted(text, columns):
    """Without R or DuckDB on the machine: the rows at the address, with the columns named."""
    rows = rows_at(ADDRESS.search(text)[0])
    assert rows
    assert set(columns) <= rows[0].keys()
    return str(len(rows))


def in_r(text):
    if program := shutil.which("Rscript"):
        return output(program, "-e", text)
    assert text.count("(") == text.count(")")
    return counted(text, re.findall(r'"(\w+)"', text))


def in_duckdb(text):
    if program := shutil.which("duckdb"):
        return output(program, "-noheader", "-list", "-c", text)
    return counted(text, re.findall(r"count\((\w+)\)", text))


def in_shell(text):
    answer = json.loads(output("sh", "-c", text))
    assert answer.get("results"), text
    return ""


RUN = {
    "sh": in_shell,
    "python": lambda text: output(sys.executable, "-c", text),
    "js": lambda text: output("node", "--input-type=module", "-e", text),
    "r": in_r,
    "sql": in_duckdb,
}


@pytest.mark.parametrize(
    ("language", "text"), [one[1:] for one in BLOCKS], ids=[b[0] for b in BLOCKS]
)
def test_each_block_of_the_documentation_runs_and_prints_what_stands_beneath(site, language, text):
    printed = "\n".join(PRINTED.findall(text))
    if language == "python" and "def ask(" not in text:
        text = f"{ASK}\n\n\n{text}"

    assert RUN[language](text.replace(WRITTEN, site)) == printed
    assert bool(printed) == (language != "sh")


QUESTIONS = sorted({one for file in DOCS.glob("*.md") for one in QUOTED.findall(file.read_text())})


@pytest.mark.parametrize("address", QUESTIONS)
def test_each_address_that_the_documentation_quotes_is_answered(site, address):
    reply = httpx.get(f"{site}{address}", timeout=30)

    assert reply.status_code == 200, reply.text


def test_thirty_one_questions_are_asked_in_curl_and_python_and_ten_in_three_languages_more():
    languages = [one[1] for one in BLOCKS if one[0].startswith("questions")]

    assert {one: languages.count(one) for one in RUN} == {
        "sh": 31,
        "python": 31,
        "js": 10,
        "r": 10,
        "sql": 10,
    }
