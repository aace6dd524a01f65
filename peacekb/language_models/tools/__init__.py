"""The tools, by name: each a function over the API, registered where it is written."""

from peacekb.language_models.tools import checking, council, finding, lists
from peacekb.language_models.tools.registry import TOOLS, Wrong

__all__ = ["TOOLS", "Wrong", "checking", "council", "finding", "lists"]
