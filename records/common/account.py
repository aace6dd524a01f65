"""How the description of the API tells of the account of an answer (`records/account`)."""

from typing import Any

WORD = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
MAYBE_DAY = {"type": ["string", "null"], "format": "date"}
COUNT = {"type": "integer", "minimum": 0}
YES_OR_NO = {"type": "boolean"}


def _an(properties: dict[str, Any], description: str) -> dict[str, Any]:
    told = {"type": "object", "description": description}
    return told | {"required": [*properties], "properties": properties}


def _some(row: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "array", "description": description, "items": row}


KNOWN_OF = {
    "type": "object",
    "required": ["parameter", "table", "field", "known", "of", "among"],
    "properties": {
        "parameter": WORD,
        "table": WORD | {"description": "As /coverage/ names it, like the field."},
        "field": WORD,
        "known": COUNT | {"description": "Rows with a value, or said to have none."},
        "of": COUNT,
        "among": {
            "type": "string",
            "enum": ["table", "rest", "complete", "answer"],
            "description": "What `of` counts: rows of the whole table; or those of this list "
            "that fit all other parameters; or, where none does, those that fit what is asked "
            "of columns that are never empty; or, of groups, the rows of the answer.",
        },
    },
}
SOURCE = _an(
    {
        "key": WORD,
        "title": WORD,
        "licence": MAYBE,
        "is_weak": YES_OR_NO | {"description": "Whether nothing should rest on it alone."},
        "rows": COUNT | {"description": "Rows that rest on it."},
    },
    "A source.",
)
HELD_OF = _an(
    {
        "column": WORD | {"description": "By which rows name them."},
        "table": WORD | {"description": "Which records, as /coverage/ names their table."},
        "with_rows": COUNT | {"description": "Those of which any row is held."},
        "of": COUNT | {"description": "Those that may have rows."},
        "parameters": _some(WORD, "Parameters that narrowed these records."),
    },
    "Of how many records any row is held.",
)
HOLE = _an(
    {
        "kind": {
            "type": "string",
            "enum": ["unknown", "before", "beyond", "span", "not_held", "empty"],
            "description": "A column is not known for all rows; a day lies before the first that "
            "is held, or past the last; the table does not reach over all days asked for; of "
            "records that the question is about no rows are held, or not all; it holds nothing.",
        },
        "parameter": MAYBE,
        "text": WORD,
    },
    "A reason for which the answer may be less than the truth.",
)
ACCOUNT = _an(
    {
        "question": WORD | {"description": "What was asked, in words."},
        "release": _an(
            {"name": MAYBE, "why_none": MAYBE, "state": MAYBE},
            "The release of the data, or why there is none; and the state of the base, by which it "
            "can be cited: the hash at the end of its chain.",
        ),
        "sources": _an(
            {
                "of": {
                    "type": "string",
                    "enum": ["page", "answer", "table"],
                    "description": "Whose rows are counted: those shown, all that answer, or all "
                    "of the tables.",
                },
                "exact": YES_OR_NO | {"description": "Whether these are all rows that answer."},
                "rows": _some(SOURCE, "Those on which most rows rest come first."),
            },
            "On whose word the rows rest.",
        ),
        "coverage": {
            **_an(
                {
                    "exact": YES_OR_NO
                    | {"description": "Whether counted for this question, not for the table."},
                    "columns": _some(KNOWN_OF, "Of each column asked that may be empty."),
                    "never_empty": _some(WORD, "Parameters whose columns every row has."),
                },
                "For how many rows the columns asked, and grouped by, are known.",
            ),
            "type": ["object", "null"],
        },
        "held_of": _some(
            HELD_OF,
            "Of the missions, documents or other records on which rows of the list hang: all of "
            "them; or, where the answer is empty or with `meta=full`, those that fit the question.",
        ),
        "horizon": _an(
            {"first": MAYBE_DAY, "last": MAYBE_DAY}
            | {"asked_before": MAYBE_DAY, "asked_beyond": MAYBE_DAY},
            "The first and last day that the table holds, and the days asked past them.",
        ),
        "holes": _some(HOLE, "Why the answer may be less than the truth."),
    },
    "The account of the answer; absent with `meta=none`.",
)
ACCOUNT["properties"] |= {
    "is_true_zero": YES_OR_NO
    | {"description": "Of an empty answer: whether all is known that could have answered."},
    "searched": {
        "type": "object",
        "description": "Of an empty answer: what was searched.",
        "required": ["rows"],
        "properties": {
            "rows": COUNT | {"description": "Rows that were searched: of a list, all of them."},
            "coverage": WORD | {"description": "Address of what is known of the table."},
        },
    },
}
