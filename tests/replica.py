"""A copy of the base that knows nothing but the API: what a client of `/api/v1/changes/` does.

`docs/replaying.md` shows it to readers.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

WIDTH = 256  # bytes of a row's number in the digest of a batch


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Copy:
    """Every record's content by (kind, key), every row's text by (table, source)."""

    def __init__(self, get: Callable[[str], dict[str, Any]]) -> None:
        self.get = get  # from an address to the answer
        self.position = 0
        self.form: int | None = None
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.rows: dict[tuple[str, str], set[str]] = defaultdict(set)

    def follow(self, until: int | None = None, limit: int = 1000) -> None:
        """To the end of the changes, or to a position."""
        at_end = False
        while not at_end:
            answer = self.get(f"/api/v1/changes/?after={self.position}&limit={limit}")
            if self.form not in (None, answer["form"]):
                raise ValueError("Columns were renamed since this copy began: make it anew.")
            self.form = answer["form"]
            for change in answer["results"]:
                if until is not None and change["position"] > until:
                    return
                self.apply(change)
            self.position, at_end = answer["next"], answer["at_end"]

    def apply(self, change: dict[str, Any]) -> None:
        if change["position"] != self.position + 1:
            raise ValueError(f"Change {change['position']} came after {self.position}.")
        name = change["record_kind"], change["key"]
        if change["rows"]:
            self.apply_rows(change["rows"])
        if change["content"] is None:
            del self.records[name]
        else:
            self.records[name] = change["content"]
        self.position = change["position"]

    def apply_rows(self, address: str) -> None:
        after, at_end = 0, False
        while not at_end:
            answer = self.get(f"{address}?after={after}&limit=10000")
            for one in answer["results"]:
                rows = self.rows[one["table"], answer["source"]]
                (rows.add if one["operation"] == "added" else rows.remove)(canonical(one["row"]))
            after, at_end = answer["next"], answer["at_end"]

    def differences(self) -> list[str]:
        """Batches that are not what their source says of them: the copy proves itself."""
        return [
            f"{batch['table']} of {key}"
            for (kind, key), content in self.records.items()
            if kind == "source"
            for batch in content["owned"].get("batches", ())
            if digest_of(self.rows[batch["table"], key]) != batch["digest"]
        ]


def digest_of(rows: set[str]) -> str:
    numbers = (hashlib.shake_256(row.encode()).digest(WIDTH) for row in rows)
    total = sum(int.from_bytes(one, "big") for one in numbers) % (1 << 8 * WIDTH)
    return hashlib.sha256(total.to_bytes(WIDTH, "big")).hexdigest()
