"""Defects that `make prove` plants each still have their line to break and a test to find them."""

import re
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def plantings():
    loader = SourceFileLoader("plant_defects", str(ROOT / "tests" / "plant_defects"))
    program = module_from_spec(spec_from_loader(loader.name, loader))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, loader.name, program)
        patch.syspath_prepend(ROOT / "tests")  # as for a program that is started there
        patch.setattr("sys.dont_write_bytecode", True)
        loader.exec_module(program)
    return program.DEFECTS


@pytest.mark.parametrize("defect", plantings(), ids=lambda one: one.what)
def test_the_line_to_break_stands_and_its_tests_exist(defect):
    text = (ROOT / defect.file).read_text(encoding="utf-8")

    assert defect.line in text, f"{defect.file} says it otherwise now: see tests/plant_defects."
    file, *words = defect.tests.split()
    names = re.findall(r"def (test_\w+)", (ROOT / file).read_text(encoding="utf-8"))
    assert any(set(words[1:]) <= {one for one in words if one in name} for name in names), words
