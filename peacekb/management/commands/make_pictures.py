"""Draws the pictures of shared pages with Chromium, in the design of the pages."""

import os
import shutil
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from peacekb.pictures import HEIGHT, OF_ALL, WIDTH, WORDS, file_of
from peacekb.small_png import smaller
from records.common.drawing.styles import tokens

PAGE = """<!doctype html><meta charset="utf-8"><style>{tokens}
* {{ margin: 0; box-sizing: border-box; }}
body {{ width: {width}px; height: {height}px; background: var(--paper); color: var(--ink);
  border-top: 14px solid var(--ink); padding: 66px 88px; position: relative; }}
.brand {{ font: 600 54px var(--serif); }}
.brand b {{ color: var(--accent); }}
h1 {{ font: 400 {size}px/1.05 var(--serif); letter-spacing: -.02em; margin-top: 84px; }}
p {{ font: 40px/1.3 var(--sans); color: var(--ink2); margin-top: 22px; max-width: 24em; }}
svg {{ position: absolute; right: 88px; top: 66px; width: 84px; }}
hr {{ border: 0; height: 8px; width: 168px; background: var(--seven);
  position: absolute; left: 88px; bottom: 64px; }}
</style><div class="brand">Peace<b>KB</b></div>{mark}<h1>{large}</h1><p>{small}</p><hr>"""


class Command(BaseCommand):
    help = "Draws the pictures of shared pages into static/peacekb/pictures, with Chromium."

    def handle(self, *args: Any, **options: Any) -> None:
        from playwright.sync_api import sync_playwright  # of the tests: no server needs it

        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if chromium is None:
            raise CommandError("Chromium is not installed; tests/ensure_programs installs it.")
        static = Path(settings.BASE_DIR, "static")
        mark = (static / "peacekb/icon.svg").read_text()
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            for kind, (large, small) in WORDS.items():
                words = {"large": escape(large), "small": escape(small), "mark": mark}
                size = 112 if kind == OF_ALL else 128
                frame = {"tokens": tokens(), "width": WIDTH, "height": HEIGHT, "size": size}
                page.set_content(PAGE.format(**words, **frame))
                file = static / file_of(kind)
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(smaller(page.screenshot()))
                self.stdout.write(f"{file.name}: {file.stat().st_size:,} bytes")
            browser.close()
