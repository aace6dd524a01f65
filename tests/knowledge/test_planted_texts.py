"""How well the claim checker judges planted texts, beside the product's own fixtures."""

import json
import subprocess
import sys

import pytest

from tests.knowledge.measuring import Figures
from tests.loaded import MANAGE, of_the_base

# In a program of its own, since the fixtures lie in a base of their own.
MEASURE = """
import dataclasses, json
from tests.knowledge.measuring import measure
from tests.knowledge.planted import FURTHER, LAST, TEXTS
each = [measure(texts) for texts in (TEXTS, FURTHER.split("\\n\\n"), LAST.split("\\n\\n"))]
print(json.dumps([dataclasses.asdict(one) for one in each]))
"""


@pytest.mark.walk
@pytest.mark.own_base
def test_what_is_planted_is_judged_as_it_should_be(loaded_base, capsys):
    command = [*MANAGE, "shell", "--no-imports", "-c", MEASURE]
    told = subprocess.run(
        command, env=of_the_base(loaded_base), check=True, stdout=subprocess.PIPE
    ).stdout
    each = [Figures(**one) for one in json.loads(told)]

    with capsys.disabled():
        sys.stdout.write("\nClaim checker:\n" + "".join(f"  {one}\n" for one in each))
    assert sum(one.planted for one in each) >= 320
    for figures in each:
        assert figures.precision >= 0.95, figures.slips
        assert figures.recall >= 0.9, figures.slips
