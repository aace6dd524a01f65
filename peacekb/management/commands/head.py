"""Prints the end of the chain, `N HASH`: kept elsewhere, it tells later of a chain that was cut.

--into FOLDER keeps it in a file of the day there as well, and --sign KEY signs that.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from peacekb.releases import ReleaseRefused
from peacekb.releases.signing import sign
from records.models import ChainHead, LastRun, Upkeep


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # they take in every page and form, and it asks the base alone

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, metavar="FOLDER", help="Where a file is kept.")
        parser.add_argument(
            "--sign", type=Path, metavar="KEY", help="The file of a secret key, minisign or ssh."
        )

    def handle(self, *, into: Path | None, sign: Path | None, **options) -> None:
        if sign and not into:
            raise CommandError("--sign: name the folder of the signed file by --into.")
        head = ChainHead.objects.filter(pk=1).first() or ChainHead()
        line = f"{head.sequence} {head.chain_hash}"
        if into:
            try:
                _keep(line, into / f"{timezone.now():%Y-%m-%d}-{head.sequence}.head", sign)
            except (OSError, ReleaseRefused) as error:
                LastRun.note(Upkeep.HEAD, str(error), failed=True)
                raise CommandError(str(error)) from error
            signed = "signed" if sign else "not signed"
            LastRun.note(Upkeep.HEAD, f"revision {head.sequence}, {signed}")
        self.stdout.write(line)


def _keep(line: str, file: Path, key: Path | None) -> None:
    """Without a signature that was asked for, no file stays that looks as if it had one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line + "\n", encoding="ascii")
    if key:
        try:
            sign(file, key, purpose="head", comment=f"PeaceKB {file.stem}")
        except ReleaseRefused:
            file.unlink()
            raise
