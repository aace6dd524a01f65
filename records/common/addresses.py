"""Public addresses of records: everything needed is the kind and the slug."""

from datetime import date

from django.urls import get_script_prefix

from records.common import languages

FOLDERS = {
    "state": "states",
    "organization": "organizations",
    "party": "parties",
    "document": "documents",
    "conflict": "conflicts",
    "mission": "missions",
    "topic": "topics",
    "case_study": "case-studies",
    "process": "processes",
    "comparison": "comparisons",
    "article": "articles",
    "claim": "claims",
    "source": "sources",
}
KINDS = {folder: kind for kind, folder in FOLDERS.items()} | {"resolutions": "document"}

# States and claims are known by a code in capitals: /states/TLS/, /claims/PK-001/.
CODED = {"state", "claim"}


def start_of_pages() -> str:
    """How every page's address begins: the prefix of the site, then that of the language."""
    return get_script_prefix() + languages.start(languages.current())


def address(kind: str, slug: str) -> str:
    """The page of the record; composed, as `reverse` is slow where a page has thousands."""
    return start_of_pages() + path_of(kind, slug)


def history_address(kind: str, slug: str) -> str:
    return f"{start_of_pages()}history/{path_of(kind, slug)}"


def api_address(kind: str, slug: str) -> str:
    return f"{get_script_prefix()}api/v1/{path_of(kind, slug)}"


def list_address(kind: str) -> str:
    return f"{start_of_pages()}{FOLDERS[kind]}/"


def path_of(kind: str, slug: str) -> str:
    """The address of the page without what it begins with."""
    return f"{folder(kind, slug)}/{public_key(kind, slug)}/"


def record_of_page(page: str) -> tuple[str, str] | None:
    """Kind and public key of the record whose page it is; None of other pages."""
    *_, folder, key, _ = ["", "", *page.partition("#")[0].split("/")]
    return (KINDS[folder], key) if folder in KINDS and key else None


def dated(address: str, day: date | None) -> str:
    """An address with the day asked for; a place on the page stays at the end."""
    page, sign, place = address.partition("#")
    return f"{page}?as_of={day:%Y-%m-%d}{sign}{place}" if day else address


def public_key(kind: str, slug: str) -> str:
    """What outsiders call the record: the code of a state or claim, else the slug."""
    return slug.upper() if kind in CODED else slug


def folder(kind: str, slug: str) -> str:
    if kind == "document" and slug.startswith(("s-res-", "a-res-")):
        return "resolutions"
    return FOLDERS[kind]
