"""Makes a release of the base, an edition that never changes: `make_release 2026.12`."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from peacekb.releases import ReleaseRefused
from peacekb.releases.making import make_release


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", help="Year and month, such as 2026.12, or 2026.12.1.")
        parser.add_argument("--dated", help="Its day, if not that of the last revision.")
        parser.add_argument(
            "--without", choices=["parquet"], help="Leaves a format out that needs a library."
        )
        parser.add_argument(
            "--sign", type=Path, metavar="KEY", help="The file of a secret key, minisign or ssh."
        )

    def handle(self, *, name: str, dated: str | None, without: str | None, **options) -> None:
        tell = self.stdout.write if options["verbosity"] > 1 else lambda text: None
        try:
            made = make_release(
                name,
                dated=_day(dated),
                with_parquet=without is None,
                key=options["sign"],
                tell=tell,
            )
        except ReleaseRefused as error:
            raise CommandError(str(error)) from error
        size = filesizeformat(sum(one.size for one in made.files.values()))
        rows = sum(one["rows"] for one in made.tables.values())
        self.stdout.write(
            f"Release {made.name} of {made.day}: {len(made.tables)} tables, {rows:,} rows, "
            f"{size} in {made.folder}.\ndatapackage.json has SHA-256 {made.sha256}."
        )


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise CommandError(f"--dated: '{given}' is no day. Write it as 2026-12-01.") from None
