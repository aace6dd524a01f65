"""Prints what the base owes its readers: missing evidence, sums that do not hold, circles."""

from django.core.management.base import BaseCommand, CommandError

from peacekb.audits import AUDITS, MEASURES


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        defects = 0
        for audit in AUDITS:
            found = list(audit())
            defects += len(found)
            self._tell(f"{len(found) or 'ok':>4}", audit.__doc__, found)
        for measure in MEASURES:
            self._tell(" " * 4, measure.__doc__, list(measure()))
        if defects:
            raise CommandError(f"{defects} defects.")

    def _tell(self, mark: str, doc: str | None, sentences: list[str]) -> None:
        self.stdout.write(f"{mark}  {(doc or '').strip().splitlines()[0]}")
        for sentence in sentences:
            self.stdout.write(f"        {sentence}")
