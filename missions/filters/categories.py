"""What lists by category of personnel say where they hold the persons under another one."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from missions.ceilings import WHOLE
from missions.models import PersonnelCategory
from missions.models.mission import WITHIN
from records.common.filters import OneOf
from records.reading.known import rows_without


class OfCategory(OneOf):
    """Rows by their category of personnel. Categories overlap: troops are military personnel."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("category", PersonnelCategory, label=_("Category"), **kwargs)

    def not_held(self, value: list[str]) -> Iterator[str]:
        """That the same persons are counted in figures of other categories, or in part."""
        asked = {name for name in self.parent.form.cleaned_data if name.startswith("category")}
        rows = rows_without(self.parent, asked).order_by()
        held = set(rows.values_list("category", flat=True).distinct())
        for category in value:
            others = [one for one in self.labels if one in held and _overlap(one, category)]
            if others:
                yield (
                    f"Nothing is held of the category {category} apart; rows of category="
                    f"{','.join(others)} count such persons, too."
                )


def _overlap(one: str, other: str) -> bool:
    return one in _wholes_of(other) or other in _wholes_of(one)


def _wholes_of(category: str) -> set[str]:
    if category not in {*WITHIN, *WITHIN.values()}:
        return set()
    return {WITHIN.get(category, category), WHOLE.value} - {category}
