import pytest

from legal.symbols import Symbol, parse
from records.reading.names import called
from records.writing.publishing import publish
from tests.make import content, revise


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("S/RES/1244(1999)", Symbol(1244, "un-sc", 1999)),
        ("S/RES/1244 (1999)", Symbol(1244, "un-sc", 1999)),
        ("s/res/1244", Symbol(1244, "un-sc")),
        ("S / RES / 1244", Symbol(1244, "un-sc")),
        ("SCR 1244", Symbol(1244, "un-sc")),
        ("UNSCR 1244 (1999)", Symbol(1244, "un-sc", 1999)),
        ("UNSC Resolution 1244", Symbol(1244, "un-sc")),
        ("SC Res. 1244", Symbol(1244, "un-sc")),
        ("Security Council resolution 1244 (1999)", Symbol(1244, "un-sc", 1999)),
        ("resolution 1244", Symbol(1244)),
        ("Res. 1244/1999", Symbol(1244, "", 1999)),
        ("A/RES/194 (III)", Symbol(194, "un-ga", session="III")),
        ("A/RES/194(III)", Symbol(194, "un-ga", session="III")),
        ("General Assembly resolution 194 (III)", Symbol(194, "un-ga", session="III")),
        ("A/RES/1000 (ES-I)", Symbol(1000, "un-ga", session="ES-I")),
        ("a/res/1000 (esi)", Symbol(1000, "un-ga", session="ES-I")),
        ("A/RES/186 (S-2)", Symbol(186, "un-ga", session="S-2")),
        ("A/RES/46/182", Symbol(182, "un-ga", session="46")),
        ("UNGA Res 46/182", Symbol(182, "un-ga", session="46")),
        ("A/RES/377 A (V)", Symbol(377, "un-ga", session="V")),
        ("UNTAET", None),
        ("1244", None),
        ("resolution", None),
        ("resolutions of 1244 people", None),
        ("", None),
    ],
)
def test_a_symbol_is_read_in_any_spelling(text, symbol):
    assert parse(text) == symbol


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("resolution 194", {"a-res-194-iii", "s-res-194-1964"}),
        ("S/RES/194", {"s-res-194-1964"}),
        ("A/RES/194 (III)", {"a-res-194-iii"}),
        ("resolution 194 (1964)", {"s-res-194-1964"}),
        ("resolution 194 (1948)", {"a-res-194-iii"}),
        ("resolution 195", set()),
    ],
)
def test_a_bare_number_has_every_candidate_and_a_whole_symbol_one(text, found):
    council = {"organ": "un-sc", "number": 194, "year": 1964, "symbol": "S/RES/194 (1964)"}
    assembly = {"organ": "un-ga", "number": 194, "year": 1948, "session": "III"}
    publish(
        revise(
            content("organization", "un-sc"),
            content("organization", "un-ga"),
            content("document", "s-res-194-1964", **council),
            content("document", "a-res-194-iii", **assembly, symbol="A/RES/194 (III)"),
        )
    )

    assert {one.record.slug for one in called(text, ["document"]) if not one.is_guess} == found
