"""The state that a row means, as it stood on the day of which the row tells."""

from datetime import date

from organizations.naming import StateNames
from organizations.succession import StatesOfTheDay
from records.importing.publisher_files import Row

ONE_STATE = "the name of one state that the base has"


class NamedStates:
    """States by the names and codes of a publisher; `also` are spellings that no state bears."""

    def __init__(self, also: dict[str, str] | None = None) -> None:
        self._names, self._of_the_day = StateNames(also), StatesOfTheDay()

    def one(self, row: Row, column: str, code: str, day: date) -> str:
        """Whatever of a land the file names, the state of the day. Raises RowRefused."""
        called = self._called(row.get(column), day)
        coded = self._called(row.get(code) if code else "", day)
        found = (called & coded) if called and coded else called or coded
        if len(found) != 1:
            row.refuse(
                column, f"{ONE_STATE}, fitting {code}" if code and row.get(code) else ONE_STATE
            )
        return found.pop()

    def meant(self, row: Row, column: str, code: str, day: date) -> set[str]:
        """All states that name or code may mean, of a row that `one` refuses."""
        return self._called(row.get(column), day) | self._called(row.get(code), day)

    def named(self, name: str, day: date) -> str | None:
        """The state of the day, None where the name means none or several."""
        found = self._called(name, day)
        return found.pop() if len(found) == 1 else None

    def _called(self, name: str, day: date) -> set[str]:
        if name in ("", "NA"):
            return set()
        return {self._of_the_day.on(slug, day) for slug in self._names.called(name)}
