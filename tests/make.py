"""Valid made-up rows; every field can be given by keyword.

Contents are published, as in life: there is no other way to write a record.
"""

from itertools import count

from records.content.canonical import Content
from records.content.codec import default_of
from records.content.facts import FactBatch, fact_columns
from records.models import Revision, Source
from records.models.ownership import fact_models, record_model
from records.writing.chain import latest_sealed
from records.writing.publishing import propose, publish

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
        "case_study": {"outcome_label": "unlabelled"},
        "process": {"ordered": True},
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


def publish_with_facts(*contents: Content, **tables: list[dict]) -> None:
    """Publishes records, and rows of fact tables that a source `library` brings.

    `votes=[{"document": "s-res-1", "state": "aaa", "position": "yes"}]`; what a row leaves out
    has the column's default.
    """
    models = {model.batch: model for model in fact_models()}
    batches = [
        FactBatch(models[name], "library", [_fact_row(models[name], row) for row in rows])
        for name, rows in tables.items()
    ]
    library = next((one for one in contents if one["slug"] == "library"), None)
    others = [one for one in contents if one is not library]
    library = library or content("source", "library", name="The Made-up Library")
    library["owned"]["batches"] = [batch.summary() for batch in batches]
    publish(revise(library, *others), batches)


def _fact_row(model, row: dict) -> tuple:
    return tuple(row.get(one.name, default_of(one)) for one in fact_columns(model))


def form_of(client, page) -> dict[str, str]:
    """The data of the main form of an admin page (an address or a reply), as a browser posts it.

    With the button that publishes at once, and why, where there is one.
    """
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
    if context.get("evidence"):
        source = Source.objects.order_by("pk").first() or published("source", "library")
        data |= {"proof-source": str(source.pk), "proof-locator": "made up"}
    if 'name="_publish"' in reply.content.decode():
        data |= {"_publish": "1", "reason": data.get("reason") or "made up"}
    return data


def all_say_the_new(reply) -> dict[str, str]:
    """What is pressed on a form that asks of citations which stood before."""
    asked = [stood for one in reply.context["evidence"]["asked"] for stood in one.stood]
    return {f"stood-{stood.key}": "new" for stood in asked}


def _posted(value):
    if isinstance(value, (list, tuple)):
        return [str(getattr(one, "pk", one)) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def article_content(slug: str, *codes: str, **owned) -> Content:
    """An article with sections in this order; A6.1 hangs on A6 where that is among them."""
    sections = []
    for rank, code in enumerate(codes, start=1):
        above = code.rpartition(".")[0]
        parent = f"{slug}#{above}" if above in codes else None
        sections.append(
            {"code": code, "heading": f"Heading {code}", "parent": parent, "rank": rank}
        )
    return content("article", slug, owned={"sections": sections, **owned})
