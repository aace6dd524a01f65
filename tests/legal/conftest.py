"""What tests of imports share."""

import pytest
from django.core.management import call_command

from tests.legal.texts import council


@pytest.fixture
def run(capsys):
    council()

    def run(path, *options):
        call_command("import_resolution_texts", str(path), *options)
        return capsys.readouterr().out

    return run
