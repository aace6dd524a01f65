"""Changes for tests, and what a copy of the base has to be after them, read from the tables."""

from records.common.addresses import public_key
from records.content.canonical import contents_of
from records.content.codec import default_of
from records.content.facts import FactBatch, fact_columns, held_rows, line_writer
from records.models import RecordKind, Source
from records.models.ownership import fact_models
from records.reading.labels import for_readers
from records.writing.chain import latest_sealed
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, revise
from tests.replica import canonical

CHANGES = "/api/v1/changes/"
MODELS = {model.batch: model for model in fact_models()}


def base():
    """What a copy has to be: every content and every row, in canonical form."""
    records = {
        (kind, public_key(kind, slug)): for_readers(one)
        for kind in RecordKind.values
        for slug, one in contents_of(kind).items()
    }
    rows = {
        (table, source): {line_writer(model)(row).decode() for _, row in held_rows(model, source)}
        for table, model in MODELS.items()
        for source in Source.objects.values_list("slug", flat=True)
    }
    return in_canonical_form(records, rows)


def in_canonical_form(records, rows):
    texts = {name: canonical(one) for name, one in records.items()}
    return texts, {name: frozenset(lines) for name, lines in rows.items() if lines}


def got(client, address, **query):
    reply = client.get(address, query)
    assert reply.status_code == 200, reply.content
    return reply.json()


def publish_rows(**tables):
    """What the press says: rows by table, where what is left out is the default."""
    batches = []
    for table, rows in tables.items():
        columns = [(one.name, default_of(one)) for one in fact_columns(MODELS[table])]
        told = [tuple(row.get(name, default) for name, default in columns) for row in rows]
        batches.append(FactBatch(MODELS[table], "press", told))
    owned = {"batches": [batch.summary() for batch in batches]}
    publish(revise(content("source", "press", name="Press", owned=owned)), batches)


def votes(**positions):
    return [
        {"document": "s-res-1", "state": state, "position": position}
        for state, position in positions.items()
    ]


def withdraw(record, reason="made up"):
    version = latest_sealed(record.record_kind, [record.slug])[record.slug].version
    publish([propose_withdrawal(record, base_version=version, author="x", reason=reason)])


def topics():
    return contents_of("topic").values()


def only(client, **query):
    (change,) = got(client, CHANGES, **query)["results"]
    return change
