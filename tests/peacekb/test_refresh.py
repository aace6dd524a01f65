"""`manage.py refresh` against a well-behaved publisher on this machine."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils.module_loading import import_string
from django.utils.timezone import now

from missions.models import Fatality
from records.common.ahead import today_anywhere
from records.importing.fetching.addresses import Forbidden
from records.importing.fetching.fetching import Fetcher, Validators
from records.importing.fetching.held import held_of
from records.importing.fetching.registry import Entry, Form, registered
from records.models import NameEntry, Source
from tests.missions.importing import is_whole
from tests.peacekb.deaths import (
    ADDRESS,
    BODY,
    DAY,
    HELD,
    KEY,
    LATELY,
    NEWER,
    PATH,
    as_json,
    death,
    redirect,
    state,
)
from tests.publisher import QUICK, raw, reply

pytestmark = pytest.mark.walk

# --- A publisher who behaves -----------------------------------------------------------------


def test_an_edition_held_already_costs_one_request_and_changes_nothing(publisher):
    before = state()

    said, well = publisher.refresh(KEY)

    assert (well, len(publisher.asked), state()) == (True, 1, before)
    assert 'if-none-match: "first"' in publisher.asked[0].lower()
    assert "unchanged: the publisher says" in said


def test_a_server_without_validators_is_known_by_the_hash_of_what_it_sends(publisher):
    publisher.answers[PATH] = reply(as_json(HELD))
    before = state()

    said, well = publisher.refresh(KEY)

    assert (well, len(publisher.asked), state()) == (True, 1, before)
    assert "this very copy was taken in before" in said


def test_what_is_new_goes_in_and_the_source_knows_the_copy(publisher):
    publisher.answers[PATH] = reply(BODY, ETag='"second"', Last_Modified="Sat, 01 Jun 2024")

    said, well = publisher.refresh(KEY)

    assert well, said
    assert Fatality.objects.count() == 9
    row = Fatality.objects.get(casualty_id="XMIS-2002-9")
    assert (str(row.date), row.gender, row.category) == ("2002-03-04", "male", "military")
    source = Source.objects.get(slug="un-fatalities")
    assert str(source.published_on) == "2024-10-05"
    assert source.accessed_on == now().date()
    marks = source.identifiers.exclude(scheme="sha256").values_list("scheme", "value")
    assert dict(marks) == {
        "etag": '"second"',
        "last-modified": "Sat, 01 Jun 2024",
        "rows": "9",
    }
    names = NameEntry.objects.filter(record=source).values_list("key", flat=True)
    assert not {"second", "rows9"} & set(names)
    assert is_whole()


def test_the_name_stays_in_the_request_and_in_tls_though_the_line_goes_to_a_number(publisher):
    publisher.refresh(KEY)

    assert "host: api.psdata.un.org\r\n" in publisher.asked[0].lower()
    assert set(publisher.names) == {"api.psdata.un.org"}


def test_a_dry_run_fetches_and_takes_all_of_it_back(publisher):
    publisher.answers[PATH] = reply(BODY)
    before = state()

    said, well = publisher.refresh(KEY, dry_run=True)

    assert (well, state()) == (True, before)
    assert "Would be: 1 new" in said


BENIGN = {
    "packed for sending": reply(gzip.compress(BODY), Content_Encoding="gzip"),
    "with a byte-order mark": reply(b"\xef\xbb\xbf" + BODY),
    "in chunks": raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"%x\r\n%s\r\n" % (len(BODY[:700]), BODY[:700]),
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY[700:]), BODY[700:]),
    ),
    "under a key": reply(as_json({"data": NEWER})),
    "signs beyond ASCII as they are": reply(as_json(NEWER, ensure_ascii=False)),
}


@pytest.mark.parametrize("how", BENIGN)
def test_a_sound_file_is_taken_however_it_is_sent(publisher, how):
    publisher.answers[PATH] = BENIGN[how]

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.count()) == (True, 9), said


def test_what_an_editor_holds_otherwise_waits_in_the_queue(publisher):
    publisher.answers[PATH] = reply(as_json([death(1, gender="F", last_update=LATELY + DAY),
                                             *NEWER[1:]]))  # fmt: skip

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.get(casualty_id="XMIS-2002-1").gender) == (True, "male")
    assert "1 new, 1 changed (waiting for editors)" in said


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Now", "308 Ever"])
def test_a_redirect_within_the_hosts_of_an_entry_is_followed(publisher, status):
    publisher.answers[PATH] = reply(b"", status, Location="/moved/here")
    publisher.answers["/moved/here"] = reply(BODY)

    assert publisher.refresh(KEY)[1]

    assert Fatality.objects.count() == 9


@pytest.mark.parametrize("trouble", ["429 Too Many", "500 Oh", "502 Bad", "503 Closed", "504 Late"])
def test_a_server_in_trouble_is_asked_again_after_the_time_that_it_names(publisher, trouble):
    answers = iter([reply(b"", trouble, Retry_After="0"), reply(BODY)])
    publisher.answers[PATH] = lambda line, head: next(answers)(line, head)

    said, well = publisher.refresh(KEY)

    assert (well, len(publisher.asked), Fatality.objects.count()) == (True, 2, 9)
    assert re.search(rf"answers {trouble[:3]} [A-Z][A-Za-z ]+\. Trying again", said)


def test_one_source_fails_and_the_others_go_on(publisher):
    said, well = publisher.refresh("DPO-UCHISTORICAL", KEY)

    assert not well
    assert "404 Not Found" in said
    assert "unchanged: the publisher says" in said
    assert "1 of 2 failed: DPO-UCHISTORICAL." in said


def test_a_fault_of_the_program_in_one_source_stops_no_other(publisher, monkeypatch):
    monkeypatch.setattr("missions.importers.contributions.gather", lambda path, tell: 1 / 0)
    publisher.answers["/public/data/DPO-UCHISTORICAL/json"] = reply(b'[{"a": 1}]')

    said, well = publisher.refresh("DPO-UCHISTORICAL", KEY)

    assert "ZeroDivisionError" in said
    assert "unchanged: the publisher says" in said
    assert not well


# --- The command ----------------------------------------------------------------------------


def test_the_list_says_what_is_registered_and_what_is_held(publisher):
    said, well = publisher.refresh(only_list=True)

    assert well
    assert not publisher.asked
    for entry in registered():
        assert f"{entry.key}: {entry.name}" in said
        assert entry.address in said
    assert "source un-fatalities; 8 rows; edition of 2024-10-04; taken on" in said
    assert "importer  no importer yet" in said


def test_the_list_asks_as_few_queries_for_many_entries_as_for_one(
    publisher, django_assert_num_queries
):
    with django_assert_num_queries(3):
        publisher.refresh(KEY, only_list=True)
    with django_assert_num_queries(3):
        publisher.refresh(only_list=True)


def test_what_is_held_of_a_file_is_not_said_of_another_of_its_source(publisher):
    [entry] = [one for one in registered() if one.key == KEY]

    held = held_of([entry, replace(entry, key="ANOTHER")])

    assert held[KEY].validators == Validators('"first"')
    assert held["ANOTHER"].validators == Validators()


def test_a_folder_takes_the_place_of_the_network(publisher, tmp_path):
    (tmp_path / f"{KEY}.json").write_bytes(BODY)

    said, well = publisher.refresh(folder=tmp_path)

    assert well, said
    assert (publisher.asked, Fatality.objects.count()) == ([], 9)
    assert f"DPO-UCHISTORICAL: {tmp_path} has no DPO-UCHISTORICAL.json" in said


@pytest.mark.parametrize("keys", ([], [KEY]))
def test_a_folder_without_any_of_the_files_is_told(publisher, tmp_path, keys):
    said, well = publisher.refresh(*keys, folder=tmp_path / "none")

    assert not well
    assert "has none of the files that `refresh --list` names" in said


def test_a_file_from_a_folder_is_checked_like_one_from_the_network(publisher, tmp_path):
    (tmp_path / f"{KEY}.json").write_bytes(BODY[:-20])
    before = state()

    said, well = publisher.refresh(KEY, folder=tmp_path)

    assert (well, state()) == (False, before)
    assert "no whole JSON" in said


@pytest.mark.parametrize(
    ("asked", "words"),
    ((["DPPADPOS-FATALITIES"], "Did you mean DPPADPOSS-FATALITIES?"),
     (["DPO-PEMA"], "1 of 1 failed: DPO-PEMA"),
     (["nothing-like-it-at-all"], "is no registered source. See")),
)  # fmt: skip
def test_a_name_that_cannot_be_refreshed_is_said(publisher, asked, words):
    said, well = publisher.refresh(*asked)

    assert not well
    assert words in said


def test_every_registered_importer_is_there_and_takes_a_path_and_a_teller():
    for entry in registered():
        if entry.importer:
            assert import_string(entry.importer).__code__.co_varnames[:2] == ("path", "tell")


def test_five_redirects_in_a_row_are_followed(publisher):
    ways = [PATH, "/1", "/2", "/3", "/4", "/5"]
    publisher.answers = {way: redirect(to) for way, to in pairwise(ways)} | {"/5": reply(BODY)}

    said, well = publisher.refresh(KEY, limits=replace(QUICK, whole=10))

    assert (well, Fatality.objects.count()) == (True, 9), said


def test_each_wait_is_twice_the_one_before(publisher):
    publisher.answers[PATH] = reply(b"", "500 Oh")

    said, _ = publisher.refresh(KEY, limits=replace(QUICK, whole=10, tries=4))

    assert [said.count(f"again in {wait} seconds") for wait in (0.01, 0.02, 0.04)] == [1, 1, 1]
    assert len(publisher.asked) == 4


def test_a_wait_beyond_the_time_of_the_whole_is_not_waited(publisher):
    publisher.answers[PATH] = reply(b"", "503 Closed", Retry_After="9")

    said, well = publisher.refresh(KEY, limits=replace(QUICK, longest_wait=60))

    assert not well
    assert "The next try would be in 9 seconds: refresh again later." in said


def test_a_validator_that_cannot_be_sent_back_is_not_kept(publisher):
    publisher.answers[PATH] = reply(BODY, ETag='"é"', Last_Modified="x" * 101)

    assert publisher.refresh(KEY)[1]

    kept = Source.objects.get(slug="un-fatalities").identifiers.exclude(scheme="sha256")
    assert list(kept.values_list("scheme", flat=True)) == ["rows"]


def test_an_edition_with_half_the_rows_is_taken(publisher):
    publisher.answers[PATH] = reply(as_json(NEWER[5:]))

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.count()) == (True, 9), said


def test_another_edition_of_the_same_day_is_not_older(publisher):
    publisher.answers[PATH] = reply(as_json([*HELD, death(9)]))

    said, well = publisher.refresh(KEY)

    assert (well, Fatality.objects.count()) == (True, 9), said


def test_where_no_edition_was_counted_the_rows_of_its_table_are_those_before(publisher):
    Source.objects.get(slug="un-fatalities").identifiers.filter(scheme="rows").delete()
    publisher.answers[PATH] = reply(as_json(NEWER[:3]))

    said, well = publisher.refresh(KEY)

    assert not well
    assert "the edition before had 8: more than half are missing" in said


@pytest.mark.parametrize(("ahead", "taken"), [(0, True), (1, False)])
def test_an_edition_may_be_of_a_day_that_has_begun_and_of_none_to_come(publisher, ahead, taken):
    day = (today_anywhere(now()) + timedelta(ahead)).isoformat()
    publisher.answers[PATH] = reply(as_json([row | {"last_update": day} for row in NEWER]))

    said, well = publisher.refresh(KEY)

    assert well == taken, said


def test_the_file_of_another_source_is_refused_though_its_importer_reads_it(publisher):
    row = {"id": 1, "isocode3": "AAA", "contributing_country": "Land A", "female_personnel": 2}
    row |= {"personnel_contribution_rank": 1, "male_personnel": 8, "total_uniformed_personnel": 10}
    answer = reply(as_json([row | {"last_reporting_date": "2024-01-31"}]))
    publisher.answers["/public/data/DPO-UCHISTORICAL/json"] = answer
    before = state()

    said, well = publisher.refresh("DPO-UCHISTORICAL")

    assert (well, state()) == (False, before)
    assert "columns of another table, that of the source un-contributors-latest" in said


@pytest.mark.parametrize(("wrong", "taken"), [(8, True), (9, False)])
def test_rows_that_are_sound_and_left_out_were_read(publisher, wrong, taken):
    """Four deaths, each given again under another name of its state, and some without a day."""
    again = [row | {"casualty_nationality": "Land A (former)"} for row in NEWER[:4]]
    undated = [death(20 + number, incident_date="") for number in range(wrong)]
    publisher.answers[PATH] = reply(as_json([*NEWER[:4], *again, *undated]))

    said, well = publisher.refresh(KEY)

    assert well == taken, said
    assert ("Most of its rows cannot be read" in said) != taken


def test_an_entry_that_was_never_registered_leads_nowhere_beyond_the_list_either(
    publisher, tmp_path
):
    named = "elsewhere.example.org"
    entry = Entry("X", "x", ADDRESS, Form.JSON, "", "", "x", elsewhere=(named,))
    publisher.answers = {PATH: redirect(f"https://{named}/x"), "/x": reply(BODY)}
    fetcher = Fetcher(print, QUICK, resolve=publisher.resolve, context=publisher.client)

    with pytest.raises(Forbidden, match="none of the hosts"):
        fetcher.fetch(entry, tmp_path / "x", Validators())
