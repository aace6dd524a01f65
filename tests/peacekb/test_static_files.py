"""A page asks for little beside itself."""

import re

from django.contrib.staticfiles.storage import staticfiles_storage

from peacekb.static_files import SHEETS, WHOLE, ReadersFiles
from tests.pages import page_of

ASKED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)" href|script src|img src)="(?!data:)([^"]+)"'
)


def collected(folder, texts=("main {}\n", "svg {}\n")):
    files = ReadersFiles(location=folder, base_url="/static/")
    for name, text in zip(SHEETS, texts, strict=True):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    list(files.post_process({name: (files, name) for name in SHEETS}))
    return files


def test_the_style_sheets_of_readers_are_collected_as_one(tmp_path):
    files = collected(tmp_path)
    name = files.stored_name(WHOLE)

    assert name != WHOLE, "it bears its hash"
    assert (tmp_path / name).read_text() == "main {}\n\nsvg {}\n"


def test_what_is_collected_again_takes_its_place(tmp_path):
    collected(tmp_path)
    files = collected(tmp_path, ("main {}\n", "svg { fill: red }\n"))

    assert "red" in (tmp_path / files.stored_name(WHOLE)).read_text()
    assert len(list((tmp_path / "peacekb").glob("whole*.css"))) == 3, "plain, before, now"


def test_a_page_of_production_asks_for_two_files_beside_itself(client, db, tmp_path, monkeypatch):
    monkeypatch.setattr(staticfiles_storage, "_wrapped", (files := collected(tmp_path)))
    monkeypatch.setattr(files, "manifest_strict", False)
    monkeypatch.setattr(files, "stored_name", lambda name: name)

    asked = ASKED.findall(page_of(client, "/about/words/"))

    assert asked == ["/static/peacekb/whole.css", "/static/peacekb/site.js"]
