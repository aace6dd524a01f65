"""Static files: hashed, compressed, and the style sheets of readers as one.

Where nothing was collected, as while they are written, they are served as they are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("peacekb/site.css", "peacekb/drawings.css", "peacekb/paper.css")
WHOLE = "peacekb/whole.css"


class ReadersFiles(CompressedManifestStaticFilesStorage):
    """A page asks for one style sheet: several are for those who write them."""

    @property
    def are_collected(self) -> bool:
        """Production has no other files, and says which one is missing."""
        return settings.PRODUCTION or (bool(self.hashed_files) and not settings.DEBUG)

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.are_collected else name

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            whole = "\n".join(Path(self.path(name)).read_text(encoding="utf-8") for name in SHEETS)
            self.delete(WHOLE)
            paths[self.save(WHOLE, ContentFile(whole))] = (self, WHOLE)
        yield from super().post_process(paths, dry_run, **options)
