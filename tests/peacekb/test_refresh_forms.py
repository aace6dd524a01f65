"""Every registered form over HTTPS, in the shape that its publisher gives it: new months stand."""

import gzip
import io
import tarfile
import time
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.test import Client

from records.importing.fetching.registry import registered
from records.models import Source
from tests.legal.texts import xml
from tests.make import content, publish_with_facts
from tests.missions.importing import is_whole, mission, revisions
from tests.peacekb.publishers_files import (
    BUDGET,
    CONTRIBUTIONS,
    DAY,
    FATALITIES,
    FILES,
    LATEST,
    MAY,
    POLITICAL,
    SEATS,
    SITES,
    TYPES,
    VETOES,
    VOTES,
    as_archive,
    as_csv,
    as_json,
    contribution,
)
from tests.publisher import QUICK, Publisher, reply, unless_held

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
ROOMY = replace(QUICK, whole=10, read=5, most_bytes=1_000_000)
WITH_IMPORTER = [entry for entry in registered() if entry.importer]


@pytest.fixture
def publisher():
    """Serves every file; a world in which each finds something to hang on."""
    seat = {"organization": "un-sc", "source": "library", "starts_on": "1946-01-01"}
    codes = [("psdata", "XMIS"), ("psdata-fatalities", "XMIS"), ("geo-pko", "XMIS")]
    publish_with_facts(
        content("organization", "un-sc", name="Security Council"),
        content("state", "chn", name="Land of Tea",
                owned={"memberships": [seat | {"kind": "permanent"}]}),
        content("state", "ric", name="Land of Rice", owned={"memberships": [
            seat | {"kind": "elected", "starts_on": "2023-01-01", "ends_on": "2024-12-31"}]}),
        content("document", "s-res-9-2000", symbol="S/RES/9 (2000)", organ="un-sc", number=9,
                year=2000, adopted_on="2000-03-01", outcome="adopted"),
        mission("xmis", *codes, ends_on=None),
    )  # fmt: skip
    one = Publisher()
    for entry in WITH_IMPORTER:
        path = entry.address.split("/", 3)[3]
        one.answers[f"/{path}"] = unless_held(FILES[entry.key], f'"{entry.key}"')
    yield one
    one.close()


def figures(address):
    answer = Client().get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_all_that_is_registered_goes_in_and_stands_in_the_api(publisher):
    said, well = publisher.refresh(*(entry.key for entry in WITH_IMPORTER))

    assert well, said
    assert " 0 refused" in said
    assert "1 refused" not in said
    june = figures("contributions/?mission=xmis&month=2024-06")
    assert {row["category"]: (row["persons"], row["women"], row["men"]) for row in june} == {
        "staff_officer": (11, 1, 10),
        "troops": (11, 1, 10),
        "police_individual": (22, 2, 20),
        "formed_police": (33, 3, 30),
        "police": (55, 5, 50),
        "military_observer": (44, 4, 40),
        "total_uniformed": (110, 10, 100),
    }
    assert figures("contribution-totals/?month=2024-06")[0]["persons"] == 110
    assert figures("fatalities/?mission=xmis")[0]["date"] == "2024-05-31"
    assert {(row["kind"], row["amount"]) for row in figures("budgets/?mission=xmis")} == {
        ("approved", 1_210_500), ("expenditure", 1_100_000), ("proposed", 30_000),
        ("approved", 20_000), ("expenditure", 10_000),
    }  # fmt: skip
    assert figures("sites/?mission=xmis")[0]["name"] == "Camp"
    assert {row["category"]: row["deployed"] for row in figures("strengths/?month=2024-06")} == {
        "troops": 11, "police": 55, "military_observer": 44, "total_uniformed": 110,
    }  # fmt: skip
    page = Client().get("/missions/xmis/figures/").content.decode()
    assert "June 2024" in page
    assert is_whole()


def test_the_second_refresh_asks_once_for_each_and_changes_nothing(publisher):
    keys = [entry.key for entry in WITH_IMPORTER]
    publisher.refresh(*keys)
    publisher.asked.clear()
    before = revisions()

    said, well = publisher.refresh(*keys)

    assert (well, len(publisher.asked), revisions()) == (True, len(keys), before)
    assert said.count("unchanged: the publisher says") == len(keys)


def test_a_base_that_was_refreshed_can_be_exported(publisher, tmp_path):
    publisher.refresh(*(entry.key for entry in WITH_IMPORTER))

    call_command("export_fixtures", tmp_path)

    line = (tmp_path / "contributions.csv").read_text().splitlines()[-1]
    assert line.startswith("xmis,chn,2024-06-01,month,,un-contributions,11,55,33,44,110,10,100")


def test_every_registered_source_says_its_licence_and_publisher_in_the_base(publisher):
    publisher.refresh(*(entry.key for entry in WITH_IMPORTER))

    for entry in WITH_IMPORTER:
        source = Source.objects.get(slug=entry.source)
        assert source.licence == entry.licence, entry.key
        assert source.sha256


def test_an_archive_comes_from_where_its_forge_sends_on_to(publisher):
    [entry] = [one for one in WITH_IMPORTER if one.key == "UNXML-SCRESOLUTIONS"]
    moved = f"https://{entry.elsewhere[0]}/UNxml/SCresolutions/moved"

    here = "/UNxml/SCresolutions/tar.gz/HEAD"
    publisher.answers[here] = reply(b"", "302 Found", Location=moved)
    publisher.answers["/UNxml/SCresolutions/moved"] = unless_held(FILES[entry.key], '"a"')

    said, well = publisher.refresh(entry.key)

    assert well, said
    assert f"host: {entry.elsewhere[0]}\r\n" in publisher.asked[-1].lower()
    assert "Left out: 1 documents in other languages than English." in said


def serve(publisher, key, answer):
    """In the place of the file that is registered."""
    [entry] = [one for one in WITH_IMPORTER if one.key == key]
    publisher.answers["/" + entry.address.split("/", 3)[3]] = answer


def changed(some, **values):
    return [row | values for row in some]


AHEAD = 30_000 * DAY  # in 2052
# What no row may say; the first words of the refusal.
NEVER = {
    "deaths to come": ("DPPADPOSS-FATALITIES", as_json(changed(FATALITIES, incident_date=AHEAD)),
                       "is yet to come"),
    "vetoes to come": ("DPPA-SCVETOES",
                       as_json(changed(VETOES, Date=AHEAD, Year=2052)), "is yet to come"),
    "a veto of another year": ("DPPA-SCVETOES", as_json(changed(VETOES, Year=1999)),
                               "expected 2024, the year of its day"),
    "seats far ahead": ("DPPA-SCMEMBERSHIP", as_json(changed(SEATS, year=2099)),
                        "730 days to come"),
    "votes to come": ("UNDL-SCVOTING", as_csv(changed(VOTES, date="2099-05-31")), "yet to come"),
    "a resolution of another year": ("UNDL-SCVOTING", as_csv(changed(VOTES, date="2023-05-31")),
                                     "a day of 2024, the year in its symbol"),
    "budgets far ahead": ("DPO-PKBUDGET",
                          as_json(changed(BUDGET, Start_date=AHEAD, End_date=AHEAD + 364 * DAY)),
                          "730 days to come"),
    "budgets below nothing": ("DPPA-SPMBUDGET", as_json(changed(POLITICAL, Appropriation=-20)),
                              "no less than nothing"),
    "one page of several": ("DPO-UCHISTORICAL",
                            as_json({"count": 5000, "next": None, "results": CONTRIBUTIONS}),
                            "one page of several"),
    "a page that names the next": ("DPO-UCHISTORICAL", as_json({"next": "/2", "data": LATEST}),
                                   "one page of several"),
    "rows beside an error": ("DPO-UCHISTORICAL",
                             as_json({"error": "timeout", "data": CONTRIBUTIONS}),
                             "an error beside its rows"),
    "half a pair in a name": ("DPO-UCHISTORICAL",
                              as_json(changed(CONTRIBUTIONS, contributing_country="Tea \ud800")),
                              "plain text"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", NEVER)
def test_what_cannot_be_true_is_refused_on_any_output(publisher, wrong):
    key, body, words = NEVER[wrong]
    serve(publisher, key, reply(body))
    before = revisions()

    said, well = publisher.refresh(key)

    assert (well, revisions()) == (False, before), said
    assert words in said
    assert said.encode()  # as a terminal writes it


def test_an_edition_with_men_and_women_exchanged_is_refused(publisher):
    key = "DPO-UCHISTORICAL"
    months = [
        contribution(10 * at + n, MAY + 31 * DAY * at, kind, n, 10 * n)
        for at in range(6)
        for n, kind in enumerate(TYPES)
    ]
    exchanged = [
        one | {"female_personnel": one["male_personnel"], "male_personnel": one["female_personnel"]}
        for one in months
    ]
    serve(publisher, key, reply(as_json(months)))
    assert publisher.refresh(key)[1]
    serve(publisher, key, reply(as_json(exchanged)))

    said, well = publisher.refresh(key)

    assert not well, said
    assert "columns may have been exchanged" in said


def heads(*sizes):
    """An archive of remarks on files, and of no file."""
    raw = b""
    for size in sizes:
        head = tarfile.TarInfo("remark")
        head.type, head.size = tarfile.XHDTYPE, size
        raw += head.tobuf(tarfile.USTAR_FORMAT) + b"13 a=bbbbbbb\n" * (size // 13)
        raw += b"\0" * (-len(raw) % 512)
    return gzip.compress(raw)


@pytest.mark.parametrize(
    ("sizes", "words"),
    [([13 * 3_000_000], "longer than 100,000 bytes"), ([13] * 5_000, "that can be read")],
)
def test_heads_without_end_are_given_up_at_once(publisher, sizes, words):
    publisher.answers["/UNxml/SCresolutions/tar.gz/HEAD"] = reply(heads(*sizes))

    said, well = publisher.refresh("UNXML-SCRESOLUTIONS", limits=ROOMY)

    assert not well
    assert words in said


def test_a_resolution_twice_under_one_name_is_taken_once(publisher):
    twice = as_archive(*[("English", xml())] * 2)
    publisher.answers["/UNxml/SCresolutions/tar.gz/HEAD"] = reply(twice)

    said, well = publisher.refresh("UNXML-SCRESOLUTIONS")

    assert well, said
    assert "expected a document not given already in" in said


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz"])
def test_an_archive_of_zeros_holds_nobody(publisher, packing):
    """Of 20 kB and 130 MB: to unpack it at once and copy the rest for each block takes minutes."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=f"w:{packing}") as archive:
        zeros = tarfile.TarInfo("SCresolutions-0a1b/zeros")
        zeros.size = 130_000_000
        archive.addfile(zeros, io.BytesIO(bytes(zeros.size)))
        text = tarfile.TarInfo("SCresolutions-0a1b/2024/English/S_RES_9.xml")
        text.size = len(xml())
        archive.addfile(text, io.BytesIO(xml()))
    publisher.answers["/UNxml/SCresolutions/tar.gz/HEAD"] = reply(whole.getvalue())
    begun = time.process_time()

    said, well = publisher.refresh("UNXML-SCRESOLUTIONS", limits=ROOMY)

    assert well, said
    assert time.process_time() - begun < 20


CUT = {
    "an archive cut": ("UNXML-SCRESOLUTIONS", FILES["UNXML-SCRESOLUTIONS"][:-200]),
    "an archive without its packing's end": ("UNXML-SCRESOLUTIONS",
                                             FILES["UNXML-SCRESOLUTIONS"][:-8]),
    "an archive of nothing": ("UNXML-SCRESOLUTIONS", as_archive()),
    "an archive that is none": ("UNXML-SCRESOLUTIONS", b"PK\x03\x04 is not here"),
    "a table cut within a number": ("GEO-PKO", as_csv(SITES)[:-5]),
    "a table that is packed and cut": ("GEO-PKO", gzip.compress(as_csv(SITES))[:-9]),
    "a table of nothing": ("GEO-PKO", as_csv(SITES).splitlines(keepends=True)[0]),
    "the ranking where the months should be": ("DPO-UCHISTORICAL", as_json(LATEST)),
    "votes in another charset": ("UNDL-SCVOTING",
                                 as_csv(VOTES).replace(b"TEA", "THÉ".encode("latin-1"))),
}  # fmt: skip


@pytest.mark.parametrize("fault", CUT)
def test_other_forms_that_are_not_whole_are_refused_too(publisher, fault):
    key, body = CUT[fault]
    serve(publisher, key, unless_held(body, '"x"'))
    before = revisions()

    said, well = publisher.refresh(key)

    assert (well, revisions()) == (False, before), said
    assert f"Nothing was imported of {key}." in said
