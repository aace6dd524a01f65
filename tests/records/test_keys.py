"""Natural keys: said once, and held by the database even where a part is empty."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from missions.models import Mandate
from records.common.constraints import NoOverlap
from records.common.periods import Period
from records.content.problems import Refused
from records.models import RecordKind
from records.models.ownership import Owned, fact_models, owned_models
from records.writing.explaining import conflicts_among
from records.writing.publishing import publish
from tests.make import content, published, revise
from tests.world import world

pytestmark = pytest.mark.django_db

KEYED = [
    *dict.fromkeys(model for kind in RecordKind.values for model in owned_models(kind)),
    *fact_models(),
]


def key_of(model):
    return (*((model.owner,) if issubclass(model, Owned) else ()), *model.natural_key)


def identified(model):
    names = [one.name for one in model._meta.constraints]
    return model._meta.constraints[names.index(f"{model._meta.db_table}_identified")]


@pytest.mark.parametrize("model", KEYED, ids=lambda model: model.__name__)
def test_the_constraint_of_a_row_is_its_owner_and_its_natural_key(model):
    said = [
        part.name if isinstance(part, F) else part.source_expressions[0].name
        for part in identified(model).expressions
    ]

    assert said == list(key_of(model))


HOLES = [
    (model, name) for model in KEYED for name in key_of(model) if model._meta.get_field(name).null
]


@pytest.mark.parametrize(
    ("model", "hole"), HOLES, ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_the_database_takes_no_second_row_where_a_part_of_the_key_is_empty(model, hole):
    """Two rows alike in their whole key with an empty part: the index alone is asked."""
    world(2)
    related = {"kind": "partner_of", "other": "org-beta", "source": "library"}
    published("organization", "body", owned={"relations": [related]})
    row = model._base_manager.order_by("pk").first() or made_by_hand(model)
    setattr(row, model._meta.get_field(hole).attname, None)
    if issubclass(model, Period):  # or the two would also overlap
        row.starts_on = row.ends_on = None
    ignore_checks(model)

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        for rank in (101, 102):  # unique beside the key, where a row has one
            row.pk, row.rank, row._state.adding = None, rank, True
            model._base_manager.bulk_create([row])
    assert identified(model).name in str(refused.value)


def made_by_hand(model):
    raise AssertionError(f"There is no {model.__name__}: add a row to tests/world_records.py.")


def ignore_checks(model):
    """Other rules of the row (a mandate needs a first day) are not what is tested."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for one in model._meta.constraints:
            if isinstance(one, models.CheckConstraint):
                cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {one.name}")


@pytest.fixture(autouse=True)
def _checks_hold_again():
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_publishing_says_in_words_that_two_rows_have_one_key():
    world(1)
    role = {"role": "contributor", "actor": "state:aaa", "source": "library"}
    twice = content("mission", "xmis", owned={"roles": [role, role | {"note": "again"}]})

    with pytest.raises(Refused, match="Two rows have this key; keep one, or tell them apart"):
        publish(revise(twice))


PERIODS = [  # two of them, whether they are known to share a day, and how it came
    (("2001-01-01", None, "unknown"), ("2001-06-01", None), False, "ended on some day"),
    (("2001-01-01", None, "unknown"), ("2001-01-01", None), True, "the same first day"),
    (("2001-01-01", None), ("2001-06-01", None), True, "still in force"),
    (("2001-01-01", "2001-06-01"), ("2001-06-01", None), True, "the last day counts"),
    (("2001-01-01", "2001-05-31"), ("2001-06-01", None), False, "one after the other"),
    (("2001-01-01", "2001-12-31"), ("2001-06-01", None, "unknown"), True, "begun within"),
    (("2001-01-01", "2001-05-31"), ("2001-06-01", None, "unknown"), False, "begun after"),
]
EACH = pytest.mark.parametrize(
    ("first", "second", "overlap"), [pytest.param(*one, id=name) for *one, name in PERIODS]
)


def row_of(rank, starts_on, ends_on, ends_precision="day"):
    period = {"starts_on": starts_on, "ends_on": ends_on, "ends_precision": ends_precision}
    return {"rank": rank, "document": "s-res-1", **period}


@EACH
def test_an_end_that_nobody_knows_forbids_nothing_that_began_later(first, second, overlap):
    published("document", "s-res-1")
    rows = [row_of(1, *first), row_of(2, *second)]
    one = content("mission", "xmis", owned={"mandates": rows})

    assert bool(list(conflicts_among(Mandate, rows))) is overlap
    if overlap:
        with pytest.raises(Refused, match=r"Another mandate|Two rows have this key"):
            publish(revise(one))
        return
    publish(revise(one))
    for mandate in Mandate.objects.all():
        mandate.validate_constraints()


@EACH
def test_the_database_and_the_model_agree_on_it(first, second, overlap):
    published("document", "s-res-1")
    mission = published("mission", "xmis", owned={"mandates": [row_of(1, *first)]})
    other = Mandate.objects.get()
    values = row_of(2, *second) | {"document": other.document, "mission": mission}
    late = Mandate(**values | {"starts_on": date.fromisoformat(second[0])})
    rule = next(one for one in Mandate._meta.constraints if isinstance(one, NoOverlap))
    refused = [says_no(lambda: rule.validate(Mandate, late)), says_no(lambda: late.save())]

    assert refused == [overlap, overlap]


def says_no(act):
    try:
        with transaction.atomic():
            act()
    except (ValidationError, IntegrityError):
        return True
    return False
