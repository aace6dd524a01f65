"""What is typed is kept as it reads, without what nobody sees, under names that are known."""

from datetime import date

import pytest

from missions.models import Mission
from records.common.periods import Precision, typed
from records.common.text import clean_text
from records.content.problems import Refused
from records.models import Revision
from records.writing.publishing import propose, publish
from tests.make import content, form_of, published, revise
from tests.records.test_curation import change_address, errors_of

SEEN_BY_NOBODY = "\u200b\ufeff\u200e\u200f\u202a\u202e\u2066\u2069\u00ad\x00\x07\u007f\u2060"


@pytest.mark.parametrize("sign", SEEN_BY_NOBODY, ids=lambda sign: f"{ord(sign):04X}")
def test_a_sign_that_nobody_sees_is_dropped(sign):
    assert clean_text(f"UN{sign}EF – II") == "UNEF – II"


@pytest.mark.parametrize(
    ("typed_text", "kept"),
    [
        ("Co\u0302te d’Ivoire", "Côte d’Ivoire"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("U\u200dN", "UN"),
        ("\uff35\uff2e", "\uff35\uff2e"),
        ("a\tb", "a\tb"),
    ],
)
def test_text_is_composed_and_keeps_what_a_script_needs(typed_text, kept):
    assert clean_text(typed_text) == kept


@pytest.mark.django_db
def test_publishing_cleans_every_text_whoever_writes():
    odd = {"text": "Zo\u200be\u0301", "kind": "descriptive"}

    mission = published("mission", "xmis", note="one\r\ntwo\ufeff", owned={"aliases": [odd]})

    assert mission.note == "one\ntwo"
    assert mission.aliases.get().text == "Zoé"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1999-10-25", date(1999, 10, 25), date(1999, 10, 25), Precision.DAY),
        ("1999-10", date(1999, 10, 1), date(1999, 10, 31), Precision.MONTH),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29), Precision.MONTH),
        (" 1800 ", date(1800, 1, 1), date(1800, 12, 31), Precision.YEAR),
        ("2200-12-31", date(2200, 12, 31), date(2200, 12, 31), Precision.DAY),
    ],
)
def test_a_day_a_month_or_a_year_is_read_as_it_is_written(text, first, last, precision):
    assert typed(text) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "04/05/1999",
            "4.5.1999",
            "99-10-25",
            "99",
            "1799-12-31",
            "2201",
            "1999-13",
            "1999-02-30",
        ),
        *("1999-1", "19991025", "25 October 1999", "１９９９", "1999-10-25T00:00", ""),
    ],
)
def test_what_would_have_to_be_guessed_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"write a day as|years go from|no such day"):
        typed(text)


@pytest.mark.django_db
def test_a_month_typed_into_a_form_sets_the_precision(editor):
    mission = published("mission", "xmis")
    data = form_of(editor, change_address(mission))

    data |= {"starts_on": "1995-03", "ends_on": "1996"}
    reply = editor.post(change_address(mission), data)

    assert reply.status_code == 302, errors_of(reply)
    mission.refresh_from_db()
    assert (mission.starts_on, mission.starts_precision) == (date(1995, 3, 1), "month")
    assert (mission.ends_on, mission.ends_precision) == (date(1996, 12, 31), "year")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["04/05/1999", "0001-01-01", "2500-01-01", "95-03-01"])
@pytest.mark.slow
def test_a_form_refuses_a_day_that_it_would_have_to_guess(editor, text):
    mission = published("mission", "xmis")
    data = form_of(editor, change_address(mission)) | {"starts_on": text}

    reply = editor.post(change_address(mission), data)

    assert reply.status_code == 200
    assert f"&#x27;{text}&#x27;" in reply.content.decode()
    assert Mission.objects.get().starts_on == date(2001, 2, 1)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"headquaters": "Dili"}, "no field 'headquaters' in a mission. Is 'headquarters' meant?"),
        ({"owned": {"mandats": []}}, "no collection 'mandats' in a mission. Is 'mandates' meant?"),
        (
            {"owned": {"mandates": [{"starts_on": "2001-01-01", "chaptr": "VII"}]}},
            "no field 'chaptr' in mandates. Is 'chapter' meant?",
        ),
        ({"record_kind": "missoin"}, "'missoin' is no kind"),
        ({"slug": ""}, "needs a slug"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_name_that_nobody_knows_is_refused_by_that_name(wrong, told):
    with pytest.raises(Refused) as refused:
        propose(content("mission", "xmis") | wrong, base_version=0, author="ann")

    assert told in str(refused.value)


def test_a_row_that_names_nothing_to_hang_on_is_refused():
    owned = {"mandate_tasks": [{"task": "demining"}]}

    with pytest.raises(Refused, match="names the statement that it belongs"):
        propose(content("document", "s-1", owned=owned), base_version=0, author="ann")


@pytest.mark.django_db
def test_publishing_what_is_held_already_makes_no_revision():
    published("topic", "t", summary="Words")
    before = Revision.objects.count()

    assert publish(revise(content("topic", "t", summary="Words"))) == []
    assert Revision.objects.count() == before
