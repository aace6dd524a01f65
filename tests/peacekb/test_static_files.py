"""A page asks for little beside itself."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from peacekb.static_files import SHEETS, WHOLE, ReadersFiles
from tests.pages import page_of

SCRIPT = "peacekb/site.js"
PICTURE = "peacekb/pictures/site.png"
ASKED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)" href|script src|img src)="(?!data:)([^"]+)"'
)


def collected(folder, texts=("main {}\n", "svg {}\n", "p {}\n")):
    files = ReadersFiles(location=folder, base_url="/static/")
    names = (*SHEETS, SCRIPT, PICTURE)
    for name, text in zip(names, (*texts, "let here\n", "a picture"), strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    list(files.post_process({name: (files, name) for name in names}))
    return files


def test_the_style_sheets_of_readers_are_collected_as_one(tmp_path):
    files = collected(tmp_path)
    name = files.stored_name(WHOLE)

    assert name != WHOLE, "it bears its hash"
    assert (tmp_path / name).read_text() == "main {}\n\nsvg {}\n\np {}\n"


def test_what_is_collected_again_takes_its_place(tmp_path):
    collected(tmp_path)
    files = collected(tmp_path, ("main {}\n", "svg { fill: red }\n", "p {}\n"))

    assert "red" in (tmp_path / files.stored_name(WHOLE)).read_text()
    assert len(list((tmp_path / "peacekb").glob("whole*.css"))) == 2, "before, now"


def test_what_a_collection_left_that_was_killed_is_replaced(tmp_path):
    left = tmp_path / WHOLE
    left.parent.mkdir()
    left.write_text("of before")
    files = collected(tmp_path)

    assert (tmp_path / files.stored_name(WHOLE)).read_text().startswith("main {}")


@pytest.fixture
def pages_with(monkeypatch):
    return lambda files: monkeypatch.setattr(staticfiles_storage, "_wrapped", files)


def test_a_page_asks_for_two_files_beside_itself_named_by_their_content(
    client, db, tmp_path, pages_with
):
    pages_with(collected(tmp_path))

    asked = ASKED.findall(page_of(client, "/about/words/"))

    assert [re.sub(r"[0-9a-f]{12}", "HASH", one) for one in asked] == [
        "/static/peacekb/whole.HASH.css",
        "/static/peacekb/site.HASH.js",
    ]


def test_what_was_not_collected_is_served_as_it_is(client, db, tmp_path, pages_with):
    pages_with(ReadersFiles(location=tmp_path, base_url="/static/"))

    asked = ASKED.findall(page_of(client, "/about/words/"))

    assert asked == [f"/static/{name}" for name in (*SHEETS, SCRIPT)]


def test_who_writes_them_sees_them_at_once(tmp_path, settings):
    files = collected(tmp_path)
    settings.DEBUG = True

    assert files.url(SHEETS[0]) == f"/static/{SHEETS[0]}"
    assert not files.are_collected


def test_production_says_which_file_was_not_collected(tmp_path, settings):
    settings.PRODUCTION = True
    files = ReadersFiles(location=tmp_path, base_url="/static/")

    with pytest.raises(ValueError, match=WHOLE):
        files.url(WHOLE)
