"""Static files in production: hashed, compressed, and the style sheets of readers as one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("peacekb/site.css", "peacekb/drawings.css")
WHOLE = "peacekb/whole.css"


class ReadersFiles(CompressedManifestStaticFilesStorage):
    """A page asks for one style sheet: two are for those who write them."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            whole = "\n".join(Path(self.path(name)).read_text(encoding="utf-8") for name in SHEETS)
            self.delete(WHOLE)
            paths[self.save(WHOLE, ContentFile(whole))] = (self, WHOLE)
        yield from super().post_process(paths, dry_run, **options)
