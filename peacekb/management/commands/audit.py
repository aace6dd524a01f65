"""Prints what the base owes its readers: missing evidence, sums that do not hold, circles."""

from django.core.management.base import BaseCommand, CommandError

from peacekb.audits import AUDITS


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options) -> None:
        defects = 0
        for audit in AUDITS:
            found = list(audit())
            defects += len(found)
            first_line = (audit.__doc__ or "").strip().splitlines()[0]
            self.stdout.write(f"{'  ok' if not found else f'{len(found):4}'}  {first_line}")
            for sentence in found:
                self.stdout.write(f"        {sentence}")
        if defects:
            raise CommandError(f"{defects} defects.")
