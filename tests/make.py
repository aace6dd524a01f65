"""Valid made-up rows; every field can be given by keyword.

Contents are published, as in life: there is no other way to write a record.
"""

from itertools import count

from records.content import Content
from records.models import Revision
from records.ownership import record_model
from records.publishing import latest_sealed, propose, publish

_numbers = count(1)


def content(record_kind: str, slug: str = "", /, **values) -> Content:
    """The content of a made-up record; `owned={"aliases": […]}` gives it rows."""
    slug = slug or f"made-up-{next(_numbers)}"
    needed = {
        "source": {"kind": "dataset"},
        "state": {"kind": "member_state"},
        "organization": {"kind": "regional"},
        "party": {"kind": "armed_group"},
        "document": {"kind": "resolution"},
        "conflict": {"type": "intrastate", "starts_on": "1990-01-01"},
        "mission": {
            "category": "un_peacekeeping",
            "arrangement": "un_commanded",
            "type": "observer",
            "primary_activity": "peacekeeping",
            "starts_on": "2001-02-01",
        },
        "topic": {"kind": "challenge"},
        "article": {"provenance": "human"},
        "claim": {
            "kind": "fact",
            "verdict": "not_checkable",
            "confidence": "high",
        },
    }
    named = {"name": f"Made-up {record_kind} {slug}", "owned": {}}
    own = needed.get(record_kind, {}) | values
    return named | own | {"record_kind": record_kind, "slug": slug}


def revise(*contents: Content, author: str = "tester", reason: str = "made up") -> list[Revision]:
    """Drafts that start from the version published last."""
    return [
        propose(one, base_version=published_version(one), author=author, reason=reason)
        for one in contents
    ]


def published_version(one: Content) -> int:
    last = latest_sealed(one["record_kind"], [one["slug"]])
    return last[one["slug"]].version if last else 0


def published(record_kind: str, slug: str = "", /, **values):
    """Publishes a made-up record and answers with its row."""
    one = content(record_kind, slug, **values)
    publish(revise(one))
    return record_model(record_kind).objects.get(slug=one["slug"])


def form_of(client, page) -> dict[str, str]:
    """The data of the main form of an admin page (an address or a reply), as a browser posts it."""
    reply = client.get(page) if isinstance(page, str) else page
    context = reply.context
    formsets = [one.formset for one in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    data = {}
    for form in forms:
        for name in form.fields:
            bound = form[name]
            value = bound.value()
            if value is None or value is False or value == []:
                continue
            data[bound.html_name] = "on" if value is True else _posted(value)
    return data


def _posted(value):
    if isinstance(value, (list, tuple)):
        return [str(getattr(one, "pk", one)) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
