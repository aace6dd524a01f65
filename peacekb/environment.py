"""Settings from the environment, with an error that names the variable and what it takes."""

import os
import re
from collections import ChainMap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

TRUTH = {"true": True, "yes": True, "1": True, "on": True}
TRUTH |= {"false": False, "no": False, "0": False, "off": False}
ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")

PREFIX = re.compile(r"(/[A-Za-z0-9_-]+)+")

SECRETS = "peacekb_"


def secrets() -> dict[str, str]:
    """Settings that systemd unseals for one service alone, by name: `SECRETS` begins their files.

    A line's end that an editor or a shell put there is no part of a secret.
    """
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    held = Path(folder).glob(f"{SECRETS}*") if folder else ()
    return {one.name.removeprefix(SECRETS): one.read_text().rstrip("\n") for one in held}


env = Env()
env.ENVIRON = ChainMap(os.environ, secrets())


def read(reader: Callable, name: str, default: Any) -> Any:
    """The variable's value, or the default when it is unset.

    Raises ImproperlyConfigured for a value that cannot be read.
    """
    try:
        return reader(name, default=default)
    except Exception as problem:
        expected = {"int": "a whole number"}.get(reader.__name__, reader.__name__)
        raise ImproperlyConfigured(f"{name}: expected {expected}: {problem}.") from problem


def choice(name: str, default: str, *allowed: str) -> str:
    value = read(env.str, name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}: '{value}' is not one of {', '.join(allowed)}.")
    return value


def yes_or_no(name: str, default: bool) -> bool:
    """A misspelt word is refused, where a lenient reader would take it for no."""
    value = read(env.str, name, "yes" if default else "no")
    if value.lower() not in TRUTH:
        raise ImproperlyConfigured(f"{name}: '{value}' is not yes or no.")
    return TRUTH[value.lower()]


def folder(name: str, default: Path) -> Path:
    """An empty name is refused: it would be the folder in which a program happens to be started."""
    value = read(env.str, name, str(default))
    if not value.strip():
        raise ImproperlyConfigured(f"{name}: expected a folder; leave it out for {default}.")
    return Path(value)


def file(name: str) -> Path | None:
    """A file that must be there; None where none is named."""
    value = read(env.str, name, "")
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"{name}: there is no file '{value}'.")
    return Path(value) if value else None


def path_prefix(name: str) -> str | None:
    """The path that the whole site stands under, such as /peacekb; None where it is the root."""
    value = read(env.str, name, "")
    if value and not PREFIX.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name}: '{value}' is not a path such as /peacekb, with no stroke at its end."
        )
    return value or None


def address_of_contact(name: str) -> str:
    """Where people write to, as an address; empty where nobody is named."""
    value = read(env.str, name, "")
    if value and not value.startswith(("mailto:", "https://")):
        raise ImproperlyConfigured(f"{name}: '{value}' does not begin with mailto: or https://.")
    return value


def address_of_redis(name: str) -> str:
    """Of a server of Redis or Valkey; empty where there is none."""
    value = read(env.str, name, "")
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(
            f"{name}: '{value}' is not an address such as redis://host:6379/0 or rediss://host/0."
        )
    return value


def replicas(name: str) -> dict[str, dict[str, Any]]:
    """Databases that follow the first one, by comma."""
    found = {}
    for number, address in enumerate(read(env.list, name, []), start=1):
        one = env.db_url_config(address)
        if one.get("ENGINE") != "django.db.backends.postgresql" or not one.get("NAME"):
            raise ImproperlyConfigured(
                f"{name}: '{address}' is not an address such as "
                "postgresql://user:password@host:5432/name."
            )
        found[f"replica_{number}"] = one
    return found


def database(name: str, default: str) -> dict[str, Any]:
    """A database by its address, on SQLite or PostgreSQL."""
    found = read(env.db, name, default)
    if found.get("ENGINE") not in ENGINES or not found.get("NAME"):
        raise ImproperlyConfigured(
            f"{name}: expected an address such as sqlite:////srv/peacekb.sqlite3 or "
            "postgresql://user:password@host:5432/name."
        )
    return found
