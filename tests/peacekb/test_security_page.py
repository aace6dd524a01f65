"""What docs/security says of ASVS 5.0.0: each requirement once, and its evidence is there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "docs" / "security"
# The standard's sections, with the level of each of their requirements in order.
LEVELS = {
    1: ("22", "1111122223", "112222222223", "222", "123"),
    2: ("122", "112", "12223", "23"),
    3: ("3", "113", "12223", "11222233", "11122333", "3", "22333"),
    4: ("12233", "23333", "22", "1222"),
    5: ("2", "112333", "113", "222"),
    6: ("122", "111111112222", "11223333", "112233", "22222333", "2223", "33", "2222"),
    7: ("222", "1111", "22", "11222", "223", "22"),
    8: ("1233", "1123", "133", "23"),
    9: ("111", "1222"),
    10: ("22", "223", "22223", "1111122222233333", "22222", "22", "222"),
    11: ("2233", "22233", "11233", "1222", "23", "23", "33"),
    12: ("12233", "11", "22223"),
    13: ("2333", "222223", "2233", "1222233"),
    14: ("22", "12223333", "122"),
    15: ("12233", "12233", "1222222", "3333"),
    16: ("2", "22222", "2222", "222", "2223"),
    17: ("23", "22223333", "22"),
}
ASKED = [
    (f"{chapter}.{section}.{number}", level)
    for chapter, sections in LEVELS.items()
    for section, levels in enumerate(sections, 1)
    for number, level in enumerate(levels, 1)
    if level != "3"
]
STATES = ("met", "not used", "open")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
COUNTED = re.compile(r"^\| \[V(\d+) [^]]+\]\(([a-z]+\.md)\)((?: \| \d+){4}) \|$", re.MULTILINE)
SECTION = re.compile(r"\]\(README\.md#([a-z-]+)\)")
PAGES = {file.name: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.md"))}
ROWS = [(name, *row) for name, page in PAGES.items() for row in ROW.findall(page)]


def quoted(text):
    return re.findall(r"`([^`]+)`", text)


@cache
def names_in(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


@cache
def documented():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def is_there(name):
    """Whether a test, a file or a setting of that name exists."""
    file, _, test = name.partition("::")
    if test:
        return (ROOT / file).is_file() and test in names_in(file)
    if re.fullmatch(r"[A-Z_]+", name):
        return hasattr(settings, name) or name in documented()
    return not name.startswith("/") and (ROOT / name).is_file()


def test_the_levels_are_those_of_the_standard():
    assert Counter(level for _, level in ASKED) == {"1": 70, "2": 183}


def test_every_requirement_of_both_levels_stands_once():
    assert sorted((number, level) for _, number, level, *_ in ROWS) == sorted(ASKED)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_whatever_a_page_names_is_there(page):
    assert [one for one in quoted(PAGES[page]) if one not in STATES and not is_there(one)] == []


def test_what_is_met_has_evidence_and_what_is_not_has_a_reason():
    sections = {
        found.lower().replace(" ", "-")
        for found in re.findall(r"^## (.+)$", PAGES["README.md"], re.MULTILINE)
    }

    assert {state for *_, state, _ in ROWS} <= set(STATES)
    for _, number, _, _, state, evidence in ROWS:
        assert set(SECTION.findall(evidence)) <= sections, number
        has_evidence = quoted(evidence) or SECTION.search(evidence)
        assert has_evidence if state == "met" else len(evidence) > 5, number


def test_the_states_are_counted_as_they_stand():
    told = {
        int(chapter): (file, *map(int, re.findall(r"\d+", counts)))
        for chapter, file, counts in COUNTED.findall(PAGES["README.md"])
    }
    held = {}
    for chapter in LEVELS:
        rows = [row for row in ROWS if row[1].startswith(f"{chapter}.")]
        states = Counter(state for *_, state, _ in rows)
        (file,) = {row[0] for row in rows}
        held[chapter] = (file, len(rows), *(states[one] for one in STATES))

    assert told == held
    sums = [sum(column) for column in zip(*(row[1:] for row in held.values()), strict=True)]
    assert f"| all | {' | '.join(map(str, sums))} |" in PAGES["README.md"]
