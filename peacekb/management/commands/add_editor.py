"""Makes an account that may edit: an editor, or one of the group that is named.

The first of a base is an administrator, who may publish alone, so that a base of one can work.
"""

import getpass
import sys

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from records.groups import GROUPS

FIRST = "Administrators"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("name")
        parser.add_argument("--group", choices=GROUPS, help="Editors, if nothing is said.")

    def handle(self, name: str, group: str | None, **options) -> None:
        if User.objects.filter(username=name).exists():
            raise CommandError(f"There is an account '{name}' already.")
        user = User(username=name, is_staff=True)
        password = self._password()
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        user.set_password(password)
        first = not User.objects.filter(is_staff=True).exists()
        belongs = group or (FIRST if first else "Editors")
        with transaction.atomic():
            user.save()
            user.groups.add(Group.objects.get(name=belongs))
        self.stdout.write(f"{name} may sign in at /admin/ and belongs to {belongs}.")
        if belongs == FIRST:
            self.stdout.write("Administrators may publish alone, with a reason.")
        else:
            self.stdout.write("What they hand in is published once somebody else approves it.")

    def _password(self) -> str:
        """Asked twice of a person, read from one line where the input is no terminal."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("The two differ; no account was made.")
        return password
