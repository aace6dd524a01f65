"""Reading a request strictly: what a page does not read is refused."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from records.common.addresses import FOLDERS, KINDS
from records.common.filters import DayField, unknown
from records.common.text import clean_text, nearest


class BadRequest(Exception):
    """A parameter that cannot be understood; answered with 400, as page or problem+json.

    `kind` is one of those of `problem.py`.
    """

    def __init__(self, parameter: str, message: str, kind: str = "") -> None:
        self.parameter, self.message, self.kind = parameter, message, kind
        super().__init__(f"{parameter}: {message}")


ACCOUNTS = ("none", "full")
KNOWN_AT = "known_at"  # what the base said at the end of a day, whatever it has learned since


def day_of(request: HttpRequest, name: str = "as_of") -> date | None:
    """The day asked for. Raises BadRequest for what is no day between 1800 and 2200."""
    given = request.GET.getlist(name)
    if len(given) > 1:
        raise BadRequest(name, _("It may stand only once."))
    if not given or not given[0]:
        return None
    try:
        return DayField().clean(given[0])
    except ValidationError as error:
        raise BadRequest(name, " ".join(error.messages)) from None


def whole_number(request: HttpRequest, name: str, least: int, most: int, otherwise: int) -> int:
    """Raises BadRequest for what is no number between the two, or stands twice."""
    given = request.GET.getlist(name)
    if not given:
        return otherwise
    text = given[0]
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if len(given) > 1 or not is_number or not least <= int(text) <= most:
        raise BadRequest(name, f"Expected one whole number from {least} to {most}.")
    return int(text)


def account_wanted(request: HttpRequest) -> str:
    """`none` or `full`, as `meta` says of the account of an answer. Raises BadRequest for more."""
    given = request.GET.getlist("meta")
    if given and (len(given) > 1 or given[0] not in ACCOUNTS):
        like = nearest(given[0], ACCOUNTS)
        hint = f" Did you mean '{like}'?" if like else ""
        raise BadRequest("meta", f"Expected {' or '.join(ACCOUNTS)}.{hint}")
    return given[0] if given else ""


def refuse_account(request: HttpRequest) -> None:
    """Of a table that is not a whole list. Raises BadRequest."""
    if "meta" in request.GET:
        raise BadRequest("meta", "A table has no room for it; ask the same address as JSON.")


def refuse_empty(request: HttpRequest) -> None:
    """For the API: an empty value is a slip of a script, and would show every row.

    So is one of signs that nobody sees.

    Raises BadRequest. Pages take it for a field that was left alone.
    """
    for name, values in request.GET.lists():
        if not all(clean_text(value).replace(",", " ").strip() for value in values):
            raise BadRequest(name, _("It is empty. Give it a value, or leave it out."))


def refuse_unknown(request: HttpRequest, *known: str) -> None:
    """Raises BadRequest for a parameter that is not one of those known."""
    for name in request.GET:
        if name not in known:
            raise BadRequest(name, unknown("parameter", name, known))


def kind_and_slug(name: str, given: str) -> tuple[str, str]:
    """Of `mission:unmiss`, or `missions:unmiss` as addresses have it. Raises BadRequest."""
    kind, _colon, slug = given.strip().lower().partition(":")
    kind = KINDS.get(kind, kind)
    if kind not in FOLDERS or not slug:
        raise BadRequest(name, _("Expected a kind and a key, such as mission:unmiss."))
    return kind, slug
