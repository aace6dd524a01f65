"""A record or a list as one cites it: in words, and as BibTeX, RIS and CSL-JSON.

A citation is the same in every language, and leads to the English page. What is cited is pinned:
a record by its version and the hash of its content, a list by the end of
the chain at that moment.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from records.common.addresses import path_of
from records.common.languages import in_english
from records.common.periods import written
from records.models import ChainHead, Record

AUTHOR = "PeaceKB"
FORMS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}
SPECIAL = re.compile(r"[&%$#_{}~^\\]")
ESCAPED = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}


@dataclass(frozen=True)
class Cited:
    key: str
    title: str
    version: str  # «Version 3»
    hash: str
    published: date
    address: str
    files: str  # the address of the forms, without the dot and what follows it
    query: str  # that the forms keep
    verify: str  # empty for a list

    def in_form(self, form: str) -> str:
        return {"bib": self.bibtex, "ris": self.ris, "json": self.csl}[form]()

    @property
    def text(self) -> str:
        with in_english():
            day = written(self.published)
        return (
            f"{AUTHOR} ({self.published.year}). «{self.title}». {self.version}, {day}. "
            f"{self.address}"
        )

    @property
    def note(self) -> str:
        return f"{self.version}, SHA-256 {self.hash}"

    def bibtex(self) -> str:
        lines = {
            "author": "{" + AUTHOR + "}",
            "title": "{" + _for_tex(self.title) + "}",
            "year": f"{self.published.year}",
            "date": f"{self.published:%Y-%m-%d}",
            "version": _for_tex(self.version),
            "url": self.address,
            "note": _for_tex(self.note),
        }
        told = {name: value for name, value in lines.items() if value}
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in told.items())
        return f"@misc{{{self.key},\n{body}\n}}\n"

    def ris(self) -> str:
        lines = [
            ("TY", "DATA"),
            ("AU", AUTHOR),
            ("TI", self.title),
            ("PY", f"{self.published.year}"),
            ("DA", f"{self.published:%Y/%m/%d}"),
            ("ET", self.version),
            ("UR", self.address),
            ("N1", self.note),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)

    def csl(self) -> str:
        day = self.published
        item = {
            "id": self.key,
            "type": "dataset",
            "author": [{"literal": AUTHOR}],
            "title": self.title,
            "version": self.version,
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "URL": self.address,
            "note": self.note,
        }
        return json.dumps([item], ensure_ascii=False, indent=1)


def _for_tex(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], f"\\{found[0]}"), text)


def record_cited(
    request: HttpRequest, record: Record, content_hash: str, day: date | None
) -> Cited:
    """The record as it is now; with a day, its page as of that day."""
    place = path_of(record.record_kind, record.slug).rstrip("/")
    asked = f"?as_of={day:%Y-%m-%d}" if day else ""
    with in_english():
        address, as_of = record.get_absolute_url(), f", as of {written(day)}" if day else ""
    verify = f"{reverse('verify')}?record={record.record_kind}:{record.slug}&hash={content_hash}"
    return Cited(
        key=f"peacekb-{place.replace('/', '-')}-v{record.version}",
        title=record.name + as_of,
        version=f"Version {record.version}",
        hash=content_hash,
        published=record.updated_at.date(),
        address=request.build_absolute_uri(address + asked),
        files=f"{get_script_prefix()}cite/{place}",
        query=asked,
        verify=verify,
    )


def list_cited(request: HttpRequest, name: str, words: str, query: str) -> Cited:
    """A list with what it was narrowed to, as the base stood at this moment."""
    head = ChainHead.objects.first() or ChainHead()
    title = name.replace("-", " ").capitalize() + (f" ({words})" if words else "")
    asked = f"?{query}" if query else ""
    return Cited(
        key=f"peacekb-{name}-{head.sequence}",
        title=title,
        version=f"Revision {head.sequence:,} of the base",
        hash=head.chain_hash,
        published=timezone.localdate(),
        address=request.build_absolute_uri(f"{get_script_prefix()}{name}/{asked}"),
        files=f"{get_script_prefix()}cite/{name}",
        query=asked,
        verify="",
    )
