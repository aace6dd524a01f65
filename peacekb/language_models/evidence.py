"""The pages that rows are about, and the citations and sources that they rest on."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, Field

from peacekb.language_models.asking import Site
from records.common.addresses import FOLDERS, address

MOST_PAGES = 20
MOST_CITATIONS = 40
# Whose evidence a row without a source of its own has: the first of these that it names.
SUBJECTS = ("document", "mission", "state", "conflict", "organization", "article")

About = tuple[str, str]  # the kind and the public key of a record


class Page(BaseModel):
    """A page of the site."""

    label: str
    address: str

    @property
    def words(self) -> str:
        return f"{self.label}: {self.address}"


class Citation(BaseModel):
    """A source, and what it says of which record."""

    source: str = Field(description="Its key.")
    name: str
    address: str = Field(description="The page of the source here, with its licence.")
    url: str | None = Field(default=None, description="Where the publisher has it.")
    is_weak: bool = Field(description="General knowledge, or no authority: to be confirmed.")
    record: str | None = Field(
        default=None, description="The record; null where the rows name their source themselves."
    )
    field: str | None = Field(default=None, description="The column or row it speaks of, or all.")
    locator: str | None = Field(default=None, description="Where in the source.")
    stance: str | None = Field(default=None, description="Its verdict: whether it supports.")
    stated: str | None = Field(default=None, description="What it states in its own words.")
    checked_on: str | None = Field(default=None, description="When somebody looked it up.")

    @property
    def words(self) -> str:
        weak = "weak source" if self.is_weak else None
        parts = [self.name, self.locator, self.field, self.stance, weak]
        return f"{', '.join(filter(None, parts))}: {self.address}"


def subjects(rows: Iterable[dict[str, Any]], kind: str | None = None) -> list[About]:
    """The records that rows are or are about, each once; `kind` where the rows are records."""
    found: dict[About, None] = {}
    for row in rows:
        if kind and isinstance(row.get("key"), str):
            found[kind, row["key"]] = None
            continue
        named = [(one, row[one]) for one in SUBJECTS if isinstance(row.get(one), str)]
        found |= dict.fromkeys(named)
    return list(found)


def pages(site: Site, rows: list[dict[str, Any]], kind: str | None = None) -> list[Page]:
    """To cite: of the rows themselves where they have some, else of the records they name."""
    own = {row["page"]: str(_label(row)) for row in rows if row.get("page")}
    if own:
        found = [Page(label=label, address=site.absolute(page)) for page, label in own.items()]
    else:
        found = [page_of_record(site, one) for one in subjects(rows, kind)]
    return found[:MOST_PAGES]


def _label(row: dict[str, Any]) -> Any:
    return row.get("title") or row.get("name") or row.get("symbol") or row.get("key")


def page_of_record(site: Site, about: About) -> Page:
    kind, key = about
    return Page(label=key, address=site.absolute(address(kind, key.lower())))


def citations(site: Site, about: list[About], field: str | None = None) -> list[Citation]:
    """What is cited for records, or for those of their rows whose place holds a word."""
    records = [f"{kind}:{key.lower()}" for kind, key in about[:MOST_PAGES] if kind in FOLDERS]
    if not records:
        return []
    rows = site.get(
        "citations/", record=records, field__icontains=field, page_size=MOST_CITATIONS
    ).rows
    held = _sources(site, (row["source"] for row in rows))
    return [
        Citation(
            **held[row["source"]],
            is_weak=row["source_is_weak"],
            record=row["record"],
            field=row["field"],
            locator=row["locator"],
            stance=row["stance"],
            stated=row["stated"],
            checked_on=row["checked_on"],
        )
        for row in rows
    ]


def evidence(site: Site, rows: list[dict[str, Any]], kind: str | None = None) -> list[Citation]:
    """The sources that the rows name, or else what is cited for the records they are about."""
    weak = {row["source"]: row["source_is_weak"] for row in rows if row.get("source")}
    if weak:
        held = _sources(site, weak)
        return [Citation(**held[key], is_weak=is_weak) for key, is_weak in weak.items()]
    return citations(site, subjects(rows, kind))


def documents_cited(site: Site, claim: dict[str, Any]) -> list[Citation]:
    """The documents on which the verdict on a claim rests."""
    return [
        Citation(
            source=one["document"],
            name=one["symbol"] or one["document"],
            address=page_of_record(site, ("document", one["document"])).address,
            is_weak=False,
            record=claim["key"],
            locator=one["locator"],
            stance=one["stance"],
        )
        for one in claim.get("evidence_links", [])
        if one["document"]
    ]


def _sources(site: Site, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    fields = "key,name,url,page"
    rows = site.get("sources/", key=wanted, fields=fields, page_size=len(wanted)).rows
    return {
        row["key"]: {
            "source": row["key"],
            "name": row["name"],
            "url": row["url"],
            "address": site.absolute(row["page"]),
        }
        for row in rows
    }
