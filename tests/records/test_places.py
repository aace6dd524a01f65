"""What a citation or a gap speaks of is chosen by its words; nobody types a path."""

import html

import pytest

from records.curation import places
from records.models import Citation, Gap
from tests.make import form_of, published
from tests.records.test_curation import change_address, errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LEADER = {"starts_on": "2001-05-07", "role": "lead", "actor": "state:aaa", "source": "library"}
ROW = "roles/lead,state:aaa,2001-05-07"
WORDS = "Mission roles: Led by, Land of A, 7 May 2001"
CITED = {"field": "headquarters", "source": "library"}


@pytest.fixture
def mission():
    published("source", "library")
    published("state", "aaa", name="Land of A")
    owned = {"roles": [LEADER], "citations": [CITED]}
    return published("mission", "xmis", headquarters="Here", owned=owned)


def posted(editor, mission, **row):
    data = form_of(editor, change_address(mission))
    new = {"field": "", "source": data["citations-0-source"], "stance": "supports"} | row
    data |= {f"citations-1-{name}": value for name, value in new.items()}
    return editor.post(change_address(mission), data | {"citations-TOTAL_FORMS": "2"})


def test_places_are_shown_and_offered_in_words(editor, mission):
    reply = editor.get(change_address(mission))

    page = html.unescape(reply.content.decode())
    assert 'name="citations-0-field" value="Headquarters"' in page
    for words in ("Headquarters", WORDS, f"{WORDS}: span basis"):
        assert f'<option value="{words}">' in page
    assert 'list="places"' in page


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Starts on", "starts_on"),
        (WORDS, ROW),
        (f"{WORDS}: span basis", f"{ROW}/span_basis"),
        (ROW, ROW),
    ],
)
@pytest.mark.parametrize("most", [places.MOST_OFFERED, 1], ids=["small", "large"])
def test_the_words_of_a_place_are_its_path(editor, mission, monkeypatch, words, path, most):
    monkeypatch.setattr(places, "MOST_OFFERED", most)

    reply = posted(editor, mission, field=words, locator="p. 9")

    assert reply.status_code == 302, errors_of(reply)
    assert Citation.objects.get(locator="p. 9").field == path


def test_of_a_large_record_the_columns_of_rows_are_not_listed(editor, mission, monkeypatch):
    monkeypatch.setattr(places, "MOST_OFFERED", 1)

    page = html.unescape(editor.get(change_address(mission)).content.decode())

    assert f'<option value="{WORDS}">' in page
    assert f'<option value="{WORDS}: span basis">' not in page


def test_what_is_no_place_is_refused_where_it_was_typed(editor, mission):
    reply = posted(editor, mission, field="start date")

    assert "«start date» is no field or row of this record: choose" in errors_of(reply)
    assert Citation.objects.count() == 1


def test_two_rows_that_read_alike_keep_their_paths():
    rows = [LEADER | {"actor": "state:aaa"}, LEADER | {"actor": "organization:aaa"}]
    said = {"record_kind": "mission", "slug": "x", "owned": {"roles": rows}}

    found = places.Places([said])

    assert {found.path_of(found.words[path]) for path in found.words} == set(found.words)


def test_a_gap_is_told_in_words_too(editor, mission):
    data = form_of(editor, change_address(mission)) | {"gaps-TOTAL_FORMS": "1"}

    reply = editor.post(
        change_address(mission), data | {"gaps-0-field": "Ends on", "gaps-0-why": "unknown"}
    )

    assert reply.status_code == 302, errors_of(reply)
    assert Gap.objects.get().field == "ends_on"


@pytest.mark.parametrize(
    ("told", "is_taken"),
    [({}, False), ({"rule": "The official day."}, True), ({"open": "on"}, True)],
)
def test_what_contradicts_asks_for_the_rule_that_chose(editor, mission, told, is_taken):
    said = {"field": "Headquarters", "stance": "contradicts", "stated": "There"}

    reply = posted(editor, mission, **said, **told)

    assert (reply.status_code == 302) == is_taken
    assert Citation.objects.contradicting().exists() == is_taken
    assert is_taken or "Say by which rule the other value was chosen" in errors_of(reply)
