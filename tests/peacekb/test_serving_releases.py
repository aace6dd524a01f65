"""Releases over HTTP: pages, files that anyone may keep for ever, and the API."""

import gzip

import pytest

from peacekb.releases.making import make_release
from tests.pages import HOSTILE, between, page_of
from tests.peacekb.released import bytes_of, csv_of, digest, release_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.usefixtures("on_a_world"),
]

PLACE = "/data/releases/2026.11/"
CSV = f"{PLACE}csv/votes.csv.gz"


def test_without_a_release_the_page_says_so(client):
    assert "There is no release yet" in page_of(client, "/data/releases/")
    assert client.get("/api/v1/releases/").json() == {"count": 0, "results": []}


@pytest.mark.parametrize("start", ["", "/fr"])
def test_the_pages_show_each_release_with_hash_size_licence_and_difference(client, release, start):
    make_release("2026.12")
    listed = page_of(client, f"{start}/data/releases/")
    shown = page_of(client, f"{start}/data/releases/2026.12/")

    assert listed.index("2026.12") < listed.index("2026.11")
    assert release.sha256 in listed
    for page in (listed, shown):
        assert "Creative Commons" in page
        assert "2026.12.bib" in page
    assert "peacekb.sqlite3" in shown
    assert '2026.12/parquet/votes.parquet"' in shown and ">Parquet</a>" in shown
    assert f'href="{PLACE.replace("11", "12")}csv/votes.csv.gz"' in shown
    for file in (one for one in release.files.values() if "/" not in one.place):
        assert file.sha256 in page_of(client, f"{start}{PLACE}"), file.place


def test_a_release_without_parquet_offers_none(client, tmp_path, settings):
    release_in(tmp_path, settings, with_parquet=False)
    shown = page_of(client, PLACE)

    assert f'{PLACE}ndjson/votes.ndjson.gz"' in shown
    assert ">Parquet</a>" not in shown
    assert shown.count(">CSV</a>") == shown.count(">NDJSON</a>")


def test_every_file_comes_as_it_lies_under_its_hash(client, release):
    for place, data in bytes_of(release).items():
        reply = client.get(PLACE + place, headers={"accept-encoding": "br, gzip"})
        assert reply.getvalue() == data, place
        assert reply.headers["ETag"] == f'"{digest(data)}"'
        assert reply.headers["Content-Length"] == str(len(data))
        assert "immutable" in reply.headers["Cache-Control"]
        assert "Content-Encoding" not in reply.headers
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        head = client.head(PLACE + place)
        assert head.headers["Content-Length"] == str(len(data))
        again = client.get(PLACE + place, headers={"if-none-match": reply.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_what_is_packed_is_had_unpacked_too(client, release):
    packed = (release.folder / "csv/votes.csv.gz").read_bytes()
    plain = client.get(f"{PLACE}csv/votes.csv")
    assert plain.getvalue().decode() == csv_of(release, "votes")
    assert plain.headers["Content-Type"] == "text/csv; charset=utf-8"

    coded = client.get(f"{PLACE}csv/votes.csv", headers={"accept-encoding": "gzip"})
    assert coded.headers["Content-Encoding"] == "gzip"
    assert coded.getvalue() == packed
    assert coded.headers["ETag"] != plain.headers["ETag"]
    for reply in (plain, coded):
        assert "Accept-Encoding" in reply.headers["Vary"]
        tag = reply.headers["ETag"]
        coding = {"accept-encoding": "gzip"} if reply is coded else {}
        again = client.get(f"{PLACE}csv/votes.csv", headers=coding | {"if-none-match": tag})
        assert again.status_code == 304


def test_a_long_file_is_unpacked_piece_by_piece(client, release):
    text = b"a,b\n" * 10**6
    file = release.folder / "csv/votes.csv.gz"
    file.chmod(0o644)
    file.write_bytes(gzip.compress(text))
    (release.folder.parent / "seen").touch()  # so that the folder is read again
    reply = client.get(f"{PLACE}csv/votes.csv")

    pieces = list(reply.streaming_content)
    assert b"".join(pieces) == text
    assert max(map(len, pieces)) <= 1 << 17


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=3-9999999", 3, None),
    ],
)
def test_a_part_of_a_file_can_be_asked(client, release, asked, first, last):
    data = (release.folder / "csv/votes.csv.gz").read_bytes()
    reply = client.get(CSV, headers={"range": asked})

    assert reply.status_code == 206
    assert reply.getvalue() == data[first:last]
    start = first % len(data)
    end = (last or len(data)) - 1
    assert reply.headers["Content-Range"] == f"bytes {start}-{end}/{len(data)}"
    assert reply.headers["Content-Length"] == str(len(data[first:last]))


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=0-9", "bytes=-", "bytes=-0", "bytes=x-"])
def test_a_part_that_is_not_understood_is_the_whole(client, release, asked):
    reply = client.get(CSV, headers={"range": asked})

    assert reply.status_code == 200
    assert reply.getvalue() == (release.folder / "csv/votes.csv.gz").read_bytes()


def test_a_part_beyond_the_end_or_of_another_file_is_not_given(client, release):
    size = (release.folder / "csv/votes.csv.gz").stat().st_size
    reply = client.get(CSV, headers={"range": f"bytes={size}-"})
    assert reply.status_code == 416
    assert reply.headers["Content-Range"] == f"bytes */{size}"

    other = client.get(CSV, headers={"range": "bytes=0-9", "if-range": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_beside_the_files_of_a_release_can_be_had(client, release, text):
    (release.folder.parent / "secret.txt").write_text("secret")
    (release.folder / "unlisted.txt").write_text("secret")
    for path in (f"{PLACE}{text}", f"/data/releases/{text}/", f"/api/v1/releases/{text}/"):
        assert client.get(path).status_code in (200, 301, 400, 404), path
    for path in (f"{PLACE}unlisted.txt", f"{PLACE}../secret.txt", f"{PLACE}csv/../../secret.txt"):
        assert client.get(path).status_code == 404
    for query in ("?x=1", "?as_of=never"):
        assert client.get(PLACE + query).status_code == 400


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_a_release_is_cited_in_each_form_with_its_address(client, release, form):
    told = client.get(f"/data/releases/2026.11.{form}").content.decode()

    assert "http://testserver/data/releases/2026.11/" in told
    assert release.sha256 in told
    assert client.get("/data/releases/2026.11.xyz").status_code == 404


def test_the_api_names_each_release_with_its_files(client, release):
    make_release("2026.12")
    found = client.get("/api/v1/releases/").json()
    assert [one["release"] for one in found["results"]] == ["2026.12", "2026.11"]

    one = client.get("/api/v1/releases/2026.11/").json()
    assert {name: one[name] for name in found["results"][1]} == found["results"][1]
    assert one["sha256"] == release.sha256
    assert one["rows"] == sum(table["rows"] for table in one["tables"])
    for file in one["files"]:
        reply = client.get(file["address"])
        assert digest(reply.getvalue()) == file["sha256"]
    refused = client.get("/api/v1/releases/2027.01/")
    assert refused.status_code == 404
    assert "There are 2026.12, 2026.11." in refused.json()["detail"]


def test_a_new_release_is_told_also_to_who_has_the_answer_before_it(client, release):
    before = client.get("/api/v1/releases/")
    make_release("2026.12")
    again = client.get("/api/v1/releases/", headers={"if-none-match": before.headers["ETag"]})

    assert again.status_code == 200
    assert again.json()["count"] == 2


@pytest.mark.parametrize("page", ["/missions/mission-alpha/", "/missions/", "/states/AAA/"])
def test_records_and_lists_name_the_release_that_they_extend(client, page, tmp_path, settings):
    assert "/data/releases/20" not in page_of(client, page)

    release_in(tmp_path, settings)
    shown = page_of(client, page)
    cited = between(shown, 'id="cite"', "</section>")
    assert f'href="{PLACE}"' in cited
    assert "which this extends" in cited
    assert f'href="{PLACE}"' in between(shown, '<footer class="foot">', "</footer>")


def test_a_hash_says_which_file_of_which_release_it_is(client, release):
    for place, data in list(bytes_of(release).items())[:5]:
        shown = page_of(client, f"/verify/?hash={digest(data).upper()}&record=")
        assert f'href="{PLACE}{place}"' in shown
        assert f'href="{PLACE}"' in shown

    assert "No file of a release has this hash" in page_of(client, f"/verify/?hash={'0' * 64}")
    assert "all 64 signs" in page_of(client, f"/verify/?hash={'0' * 20}", status=400)
