"""Settings from the environment, with an error that names the variable and what it takes."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def read(
    reader: Callable, name: str, default: Any, *, one_of: tuple[str, ...] | None = None
) -> Any:
    """The variable's value, or the default when it is unset.

    Raises ImproperlyConfigured for a value that cannot be read or is not one of those allowed.
    """
    kind = getattr(reader, "__name__", "text")
    try:
        value = reader(name, default=default)
    except Exception as problem:
        raise ImproperlyConfigured(f"{name}: cannot be read as {kind}: {problem}") from problem
    if one_of and value not in one_of:
        raise ImproperlyConfigured(f"{name}: '{value}' is not one of {', '.join(one_of)}.")
    return value
