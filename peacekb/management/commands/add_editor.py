"""Makes an account that may edit: an editor, or with --reviewer one who may withdraw as well."""

import getpass
import sys

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("name")
        parser.add_argument("--reviewer", action="store_true")

    def handle(self, name: str, reviewer: bool, **options) -> None:
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
        group = "Reviewers" if reviewer else "Editors"
        with transaction.atomic():
            user.save()
            user.groups.add(Group.objects.get(name=group))
        self.stdout.write(f"{name} may sign in at /admin/ and belongs to {group}.")

    def _password(self) -> str:
        """Asked twice of a person, read from one line where the input is no terminal."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("The two differ; no account was made.")
        return password
