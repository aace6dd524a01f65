"""`tests/plant_defects` asks one defect after the other for an hour; that each can still be planted
is seen at once."""

import pytest
from django.conf import settings

from tests.defects import DEFECTS


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.what)
def test_the_line_of_a_planted_defect_stands_in_the_code(defect):
    assert defect.line in (settings.BASE_DIR / defect.file).read_text(encoding="utf-8")
