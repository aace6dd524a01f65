"""A mission is made on one page: who runs it, its first mandate and the evidence in one save."""

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from missions.models import Mandate, MandateAction, Mission, MissionRole
from records.models import Citation, Proposal, Revision
from records.writing.approving import approve
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import content, revise
from tests.missions.extending import mission as held_mission
from tests.missions.stating import document
from tests.records.reviewing import person
from tests.typed_pages import errors_at, opened

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = "/admin/missions/mission/new/"
ALONE = {"_publish": "1"}
MOST = {"opening": 20, "saving": 260}  # queries
FILLED = {
    "name": "Mission in Alandia",
    "acronym": "MINAL",
    "category": "non_un",
    "arrangement": "regional_led",
    "type": "observer",
    "primary_activity": "peacekeeping",
    "starts_on": "2001-03",
    "host_states": "Alandia; bbb",
    "role-0-actor": "The Made-up Union",
    "role-0-role": "lead",
    "mandate-document": "S/RES/1 (2001)",
    "mandate-paragraph": "2",
    "mandate-until": "2001-12-31",
    "mandate-chapter": "VII",
    "proof-source": "library",
    "proof-locator": "p. 3",
}


@pytest.fixture(scope="module", autouse=True)
def union(shared_base):
    publish(
        revise(
            content("source", "library", name="The Made-up Library"),
            content("state", "aaa", name="Alandia"),
            content("state", "bbb", name="Bosonia"),
            content("organization", "union", name="The Made-up Union"),
            content("organization", "league", name="The Made-up League"),
            document("s-res-1-2001", "2001-01-01") | {"symbol": "S/RES/1 (2001)"},
            document("s-res-2-2001", None) | {"symbol": "S/RES/2 (2001)"},
            held_mission("xmis", mandates=[], strength_ceilings=[]),
        )
    )


@pytest.fixture
def alone(client):
    client.force_login(person("edith", "Administrators"))
    return client


def filled(client, **values):
    return opened(client.get(ADDRESS).context["asked"]) | FILLED | values


def test_one_save_writes_the_mission_its_roles_its_mandate_and_what_says_so(alone):
    reply = alone.post(ADDRESS, filled(alone, **ALONE))

    assert reply.status_code == 302, errors_at(reply)
    made = Mission.objects.get(slug="minal")
    assert (made.name, made.acronym) == ("Mission in Alandia", "MINAL")
    assert (str(made.starts_on), made.starts_precision) == ("2001-03-01", "month")
    assert sorted(made.host_states.values_list("slug", flat=True)) == ["aaa", "bbb"]
    role = MissionRole.objects.get(mission=made)
    assert (role.actor.slug, role.role, role.source.slug) == ("union", "lead", "library")
    assert (role.starts_on, role.starts_precision) == (made.starts_on, made.starts_precision)
    action = MandateAction.objects.get(mission=made)
    assert (action.action, action.document.slug, str(action.until)) == (
        "establish", "s-res-1-2001", "2001-12-31",
    )  # fmt: skip
    mandate = Mandate.objects.get(mission=made)
    assert (str(mandate.starts_on), mandate.chapter) == ("2001-01-01", "VII")
    assert (mandate.action, mandate.open_ended) == (action, False)
    cited = Citation.objects.get(locator="p. 3")
    assert (cited.record.slug, cited.field) == ("minal", "")
    assert alone.get(reply.headers["Location"]).status_code == 200
    assert [*problems()] == []


def test_what_a_drafter_hands_in_is_public_once_another_approves_it(client):
    client.force_login(person("dora", "Drafters"))
    new = {"proof-source": "", "proof-new_name": "A Made-up Record", "proof-new_kind": "document"}

    reply = client.post(ADDRESS, filled(client, **new))

    proposal = Proposal.objects.get()
    assert reply.headers["Location"].endswith(f"/proposal/{proposal.pk}/change/")
    assert Client().get("/missions/minal/").status_code == 404
    approve(proposal, attempt=1, by=person("bob"))
    assert "Mission in Alandia" in Client().get("/missions/minal/").content.decode()
    assert MissionRole.objects.get().source.slug == "a-made-up-record"
    assert [*problems()] == []


def test_without_an_end_the_mandate_is_open_and_without_a_document_there_is_none(alone):
    said = {"mandate-until": "", "mandate-starts_on": "2001-02-01"}
    assert alone.post(ADDRESS, filled(alone, **ALONE, **said)).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.open_ended, mandate.ends_on) == (True, None)
    assert str(mandate.starts_on) == "2001-02-01"

    bare = {name: "" for name in FILLED if name.startswith("mandate-")}
    other = {"name": "Another force", "acronym": "", "mandate-chapter": "unspecified"}
    reply = alone.post(ADDRESS, filled(alone, **ALONE) | bare | other)

    assert reply.status_code == 302, errors_at(reply)
    assert not Mandate.objects.filter(mission__slug="another-force").exists()


def test_who_bears_the_name_already_is_shown_before_anything_is_saved(alone):
    data = filled(alone, **ALONE, name="MISSION  xmis")
    before = Revision.objects.count()

    reply = alone.post(ADDRESS, data)

    told = errors_at(reply)["is_another"]
    pk = Mission.objects.get(slug="xmis").pk
    assert f'<a href="/admin/missions/mission/{pk}/change/">Mission xmis</a>' in told
    assert 'name="is_another"' in reply.content.decode()
    assert Revision.objects.count() == before
    assert 'name="is_another"' not in alone.get(ADDRESS).content.decode()
    assert alone.post(ADDRESS, data | {"is_another": "on"}).status_code == 302


REFUSED = {
    "a key that is taken": ({"slug": "xmis"}, "slug", "the key of another mission"),
    "a key with blanks": ({"slug": "a b"}, "slug", "valid"),
    "a name that makes no key": ({"name": "任务", "acronym": ""}, "slug", "Latin letters"),
    "no category": ({"category": ""}, "category", "required"),
    "a day that nobody reads": ({"starts_on": "04/05/1999"}, "starts_on", "write a day as"),
    "a state that nobody knows": ({"host_states": "Mars"}, "host_states", "no state"),
    "an actor that nobody knows": ({"role-0-actor": "Mars"}, "role-0-actor", "is no state"),
    "an actor that is a mission": ({"role-0-actor": "xmis"}, "role-0-actor", "is no state"),
    "the same twice": (
        {"role-1-actor": "union", "role-1-role": "lead"}, "role-1-actor", "stands twice"
    ),
    "a document that nobody knows": (
        {"mandate-document": "S/RES/77 (2001)"}, "mandate-document", "There is no document"
    ),
    "a document without its day": (
        {"mandate-document": "s-res-2-2001"}, "mandate-starts_on", "say since when"
    ),
    "an end and no document": ({"mandate-document": ""}, "mandate-document", "Which document"),
    "an end before the start": (
        {"mandate-until": "2000-12-31"}, "mandate-until", "before it begins"
    ),
    "no evidence": ({"proof-source": "", "proof-locator": ""}, "proof-source", "where you read"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_told_where_it_was_typed_and_nothing_is_lost_or_written(alone, case):
    values, place, told = REFUSED[case]
    data = filled(alone, **ALONE, **{"proof-new_publisher": "A press"}) | values
    before = Revision.objects.count()

    reply = alone.post(ADDRESS, data)

    assert reply.status_code == 200
    found = errors_at(reply)
    assert list(found) == [place] and told in found[place]
    assert Revision.objects.count() == before
    page = reply.content.decode()
    assert "all that you typed stands" in page and "A press" in page and data["name"] in page


def test_somebody_runs_it(alone):
    reply = alone.post(ADDRESS, filled(alone, **ALONE) | {"role-0-actor": ""})

    assert "Say who runs it" in reply.content.decode() and not MissionRole.objects.exists()


def test_who_may_not_draft_is_shown_nothing(client):
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {}).status_code == 403


def queries_of(client, many):
    """How many questions saving asks with so many roles and states; nothing stays."""
    rows = {"host_states": "; ".join(["Alandia", "Bosonia"][:many])}
    for at, actor in enumerate(["union", "league", "Alandia"][:many]):
        rows |= {f"role-{at}-actor": actor, f"role-{at}-role": "lead"}
    data = filled(client, **rows)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        reply = client.post(ADDRESS, data)
        transaction.set_rollback(True)
    assert reply.status_code == 302, errors_at(reply)
    return len(asked)


def test_three_roles_ask_as_many_questions_as_one(alone):
    queries_of(alone, 1)  # what is kept from then on

    assert queries_of(alone, 3) <= queries_of(alone, 1) <= MOST["saving"]
    with CaptureQueriesContext(connection) as asked:
        page = alone.post(ADDRESS, filled(alone, _more_role="1"))
    assert len(page.context["asked"].roles.forms) == 9
    assert len(asked) <= 2 * MOST["opening"]


def test_the_desk_leads_to_it(alone):
    assert ADDRESS in alone.get("/admin/").content.decode()
