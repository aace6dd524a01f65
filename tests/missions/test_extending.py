"""A mandate is extended on one page: document, votes, mission and evidence in one save."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.models import Document, Vote
from missions.editing.in_force import in_force_before
from missions.models import Mandate, MandateAction, MandateStatement, StrengthCeiling
from records.models import Citation, Proposal, Record, Revision
from records.writing.approving import approve
from records.writing.proof import problems
from records.writing.publishing import publish
from tests.make import revise
from tests.missions.extending import (
    MEMBERS,
    PERMANENT,
    address,
    council_and_mission,
    filled,
    mission,
)
from tests.missions.stating import document, stated
from tests.records.reviewing import person
from tests.typed_pages import errors_at

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALONE = {"_publish": "1"}
MOST = {"opening": 40, "saving": 300}  # queries


@pytest.fixture(scope="module", autouse=True)
def xmis(shared_base):
    held = {"in_favour": 9, "against": 0, "abstaining": 1, "adopted_on": "2002-01-10"}
    counted = document("s-res-9", "2002-01-10") | held | {"symbol": "S/RES/9 (2002)"}
    return council_and_mission(mission("xother"), counted)


@pytest.fixture
def alone(client):
    client.force_login(person("edith", "Administrators"))
    return client


def post(client, data, **chosen):
    return client.post(address(**chosen), data)


def votes(slug="s-res-2-2002"):
    rows = Vote.objects.filter(document__slug=slug).values_list("state__slug", "position")
    return dict(rows)


def test_one_save_writes_document_votes_mandate_tasks_ceilings_and_what_says_so(alone):
    data = filled(alone, **ALONE, **{"votes-aab": "abstain", "votes-announced": "9-0-1"})

    reply = post(alone, data)

    assert reply.status_code == 302, errors_at(reply)
    made = Document.objects.get(slug="s-res-2-2002")
    assert (made.symbol, made.name) == ("S/RES/2 (2002)", "S/RES/2 (2002): Land A")
    assert (made.tally, made.outcome, made.adoption) == ("9–0–1", "adopted", "vote")
    assert "The vote was 9 in favour, 0 against and 1 abstaining." in made.summary
    assert votes() == dict.fromkeys(MEMBERS, "yes") | {"aab": "abstain"}
    action = MandateAction.objects.get(document=made)
    assert (action.action, str(action.until), action.rank) == ("extend", "2003-01-31", 1)
    before, after = Mandate.objects.filter(mission__slug="xmis").order_by("rank")
    assert str(before.ends_on) == "2002-01-09"
    assert [str(after.starts_on), str(after.ends_on)] == ["2002-01-10", "2003-01-31"]
    assert (after.action, after.rank) == (action, 2)
    assert (after.chapter, after.force_level) == ("VII", "self_defence")
    statement = MandateStatement.objects.get(document=made)
    assert (statement.statement, statement.carries_from.slug) == ("carries_over", "s-res-1-2001")
    ceilings = StrengthCeiling.objects.filter(mission__slug="xmis").order_by("starts_on")
    told = [(str(one.starts_on), str(one.ends_on), one.persons, one.coding) for one in ceilings]
    assert told == [
        ("2001-01-01", "2002-01-09", 500, "read"),
        ("2002-01-10", "2003-01-31", 500, "read"),
    ]
    cited = Citation.objects.filter(locator="p. 3", source__slug="library")
    assert sorted(cited.values_list("record__slug", "field")) == [
        ("s-res-2-2002", ""),
        ("xmis", "mandates/2001-01-01/ends_on"),
        ("xmis", "strength_ceilings/troops,2001-01-01,read/ends_on"),
    ]
    reasons = set(Revision.objects.filter(author="edith").values_list("reason", flat=True))
    assert reasons == {"S/RES/2 (2002) extends the mandate of Mission xmis"}
    assert [*problems()] == []


def test_what_a_drafter_hands_in_is_one_proposal_and_public_once_another_approves_it(client):
    client.force_login(person("dora", "Drafters"))
    assert 'name="_publish"' not in client.get(address()).content.decode()

    reply = post(client, filled(client))

    proposal = Proposal.objects.get()
    assert reply.headers["Location"].endswith(f"/proposal/{proposal.pk}/change/")
    kinds = {one.record_kind for one in proposal.version(1)}
    assert kinds == {"document", "mission", "source"}
    assert not Document.objects.filter(slug="s-res-2-2002").exists() and not votes()
    assert Client().get("/resolutions/s-res-2-2002/").status_code == 404
    assert "2003" not in Client().get("/missions/xmis/").content.decode()
    page = client.get(f"/admin/records/proposal/{proposal.pk}/change/").content.decode()
    assert "10 rows come, 0 go" in page

    approve(proposal, attempt=1, by=person("bob"))

    assert len(votes()) == 10 and Mandate.objects.filter(mission__slug="xmis").count() == 2
    sealed = Revision.objects.sealed().filter(author="dora")
    assert {(one.approver, one.reason) for one in sealed} == {
        ("bob", "S/RES/2 (2002) extends the mandate of Mission xmis")
    }
    assert [*problems()] == []


def test_who_may_not_draft_is_shown_nothing(client):
    client.force_login(User.objects.create_user("nobody", is_staff=True))

    assert client.get(address()).status_code == 403
    assert client.post(address(), {}).status_code == 403


NO = {f"votes-{code}": "abstain" for code in MEMBERS[:2]}
REFUSED = {
    "an end before the start": ({"until": "2002-01-09"}, "until", "before it begins"),
    "a month for the last day": ({"until": "2003-01"}, "until", "write the day too"),
    "no end": ({"until": ""}, "until", "required"),
    "a start before the version held": (
        {"starts_on": "2000-12-31"}, "starts_on", "A mandate from 2001-01-01 is held"
    ),
    "no evidence": ({"proof-source": "", "proof-locator": ""}, "proof-source", "where you read"),
    "a source that nobody knows": (
        {"proof-source": "Nowhere at all"}, "proof-source", "There is no source"
    ),
    "a result that does not fit": (
        {"votes-announced": "8-1-1"}, "votes-announced", "the rows say 10–0–0"
    ),
    "a result that is none": (
        {"votes-announced": "most"}, "votes-announced", "write three numbers"
    ),
    "a veto": ({f"votes-{PERMANENT}": "no"}, "votes-manner", "Land A voted against"),
    "too few in favour": (NO, "votes-manner", "8 voted in favour: 9 were needed"),
    "a member of whom nothing is said": ({"votes-aac": ""}, "votes-manner", "Land C"),
    "tasks set out and none stated": ({"tasks": "sets_out"}, "tasks", "at least one task"),
    "a point without its task": ({"task-0-anchor": "op3"}, "task-0-task", "Which task"),
    "ceilings set and none given": (
        {"ceiling-0-category": "", "ceiling-0-persons": ""}, "ceilings", "at least one ceiling"
    ),
    "a ceiling of nobody": ({"ceiling-1-category": "police"}, "ceiling-1-persons", "How many"),
    "a version that is not the last": ({"seen_version": "0"}, "__all__", "Others published"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_told_where_it_was_typed_and_nothing_is_lost_or_written(alone, case):
    values, place, told = REFUSED[case]
    data = filled(alone, **ALONE) | values
    before = Revision.objects.count()

    reply = post(alone, data)

    assert reply.status_code == 200
    found = errors_at(reply)
    assert list(found) == [place] and told in found[place]
    assert Revision.objects.count() == before
    page = reply.content.decode()
    assert "all that you typed stands" in page
    assert data["subject"] in page and data["proof-locator"] in page


CHOSEN = {
    "a mission that nobody knows": ({"mission": "Nowhere"}, "mission", "There is no mission"),
    "a symbol that names nothing": (
        {"document": "the great paper"}, "document", "There is no document"
    ),
    "a resolution without its day": ({"adopted_on": ""}, "adopted_on", "on which day"),
    "a month for a day": ({"adopted_on": "2002-01"}, "adopted_on", "write the day too"),
    "a day of another year": ({"adopted_on": "2003-01-10"}, "adopted_on", "The symbol says 2002"),
    "a number that is held": (
        {"document": "S/RES/1 (2002)"}, "document", "of that number is S/RES/1 (2001)"
    ),
    "another day than is held": (
        {"document": "S/RES/1", "adopted_on": "2001-01-02"}, "adopted_on", "is held as adopted on"
    ),
    "a day to come": (
        {"document": "S/RES/2", "adopted_on": "2150-01-10"}, "adopted_on", "yet to come"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHOSEN)
def test_what_is_not_known_is_told_at_the_first_step(alone, case):
    values, place, told = CHOSEN[case]

    form = alone.get(address(**values)).context["form"]

    assert list(form.errors) == [place] and told in " ".join(form.errors[place])


def test_a_mission_alone_is_filled_in_and_nothing_is_called_wrong(alone):
    page = alone.get(f"{reverse('admin:missions_mission_extend')}?mission=xmis")

    assert page.context["form"].errors == {}
    assert 'value="xmis"' in page.content.decode()


def test_tasks_and_ceilings_are_set_out_anew_in_rows(alone):
    rows = {"tasks": "sets_out", "task-0-task": "policing", "task-0-anchor": "op3"}
    rows |= {"task-1-task": "demining", "task-1-modality": "execute", "task-1-anchor": "op4"}
    rows |= {"ceiling-0-persons": "400", "ceiling-1-category": "police", "ceiling-1-persons": "9"}

    reply = post(alone, filled(alone, **ALONE, **rows))

    assert reply.status_code == 302, errors_at(reply)
    statement = MandateStatement.objects.get(document__slug="s-res-2-2002")
    assert statement.carries_from is None
    stated_tasks = statement.tasks.order_by("anchor").values_list("task__key", "modality")
    assert list(stated_tasks) == [("policing", "assist"), ("demining", "execute")]
    allowed = StrengthCeiling.objects.filter(document__slug="s-res-2-2002")
    assert set(allowed.values_list("category", "persons")) == {("troops", 400), ("police", 9)}


def test_the_latest_ceiling_of_each_category_that_goes_on_is_filled_in(alone):
    grant = {"document": "s-res-1-2001", "coding": "read"}
    ceilings = [
        grant | {"category": category, "starts_on": first, "persons": persons} | ends
        for category, first, persons, ends in (
            ("troops", "2000-01-01", 1, {"ends_precision": "unknown"}),
            ("troops", "2001-01-01", 2, {"ends_on": "2002-01-31"}),
            ("police", "2000-01-01", 3, {}),
            ("military", "2000-01-01", 4, {"ends_on": "2000-12-31"}),
            ("staff_officer", "2000-01-01", 5, {"ends_on": "2002-01-10"}),  # the very day
        )
    ]
    publish(revise(mission(strength_ceilings=ceilings)))

    rows = alone.get(address()).context["asked"].ceilings.initial

    told = {row["category"]: row["persons"] for row in rows}
    assert told == {"troops": 2, "police": 3, "staff_officer": 5}


@pytest.mark.parametrize(("day", "chapter"), [("2002-01-10", "VII"), ("2002-01-11", "VI")])
def test_the_mandate_extended_is_that_of_the_days_before(xmis, day, chapter):
    grant = {"starts_on": "2001-01-01", "ends_on": "2002-01-09", "rank": 1, "chapter": "VII"}
    after = {"starts_on": "2002-01-10", "ends_on": "2003-01-31", "rank": 2, "chapter": "VI"}
    both = [row | {"document": "s-res-1-2001"} for row in (grant, after)]
    publish(revise(mission(mandates=both)))

    assert in_force_before(xmis, date.fromisoformat(day)).mandate.chapter == chapter


def test_more_rows_keep_what_was_typed(alone):
    data = filled(alone, **{"_more_task": "1", "task-5-task": "policing"})

    page = post(alone, data)

    assert len(page.context["asked"].tasks.forms) == 12
    assert '<option value="policing" selected>' in page.content.decode()
    assert not Document.objects.filter(slug="s-res-2-2002").exists()


def test_what_the_document_does_not_say_stays_as_it_is_held(alone):
    said = {"tasks": "", "ceilings": "as_held", "votes-manner": "without_vote"}

    reply = post(alone, filled(alone, **ALONE, **said))

    assert reply.status_code == 302, errors_at(reply)
    made = Document.objects.get(slug="s-res-2-2002")
    assert (made.adoption, made.in_favour, votes()) == ("without_vote", None, {})
    assert not MandateStatement.objects.filter(document=made).exists()
    assert StrengthCeiling.objects.get(mission__slug="xmis").persons == 500


def test_a_source_that_is_not_held_is_made_with_the_rest(alone):
    new = {"proof-source": "", "proof-new_name": "A Made-up Record", "proof-new_kind": "document"}

    reply = post(alone, filled(alone, **ALONE, **new))

    assert reply.status_code == 302, errors_at(reply)
    assert set(Vote.objects.values_list("source__slug", flat=True)) == {"a-made-up-record"}
    assert Citation.objects.filter(source__slug="a-made-up-record").count() == 3
    assert [*problems()] == []


def test_of_a_document_that_is_held_nothing_is_asked_that_is_known(alone):
    held = {"document": "S/RES/9", "adopted_on": ""}
    data = filled(alone, held)
    assert "subject" not in alone.get(address(**held)).context["asked"].extension.fields
    assert "Held are 9 in favour" in errors_at(post(alone, data | ALONE, **held))["votes-manner"]

    reply = post(alone, data | ALONE | {"votes-aab": "abstain"}, **held)

    assert reply.status_code == 302, errors_at(reply)
    assert len(votes("s-res-9")) == 10
    assert Mandate.objects.filter(document__slug="s-res-9").count() == 1
    again = alone.get(address(**held | {"mission": "xother"}))
    assert again.context["asked"].ballot is None
    assert "Its votes are held: 9–0–1" in again.content.decode()


def test_an_action_that_is_held_is_taken_and_a_coding_is_not_written_twice(alone):
    coded = stated("xmis", kind="carries_over", until="2003-01-31")
    acts = {"mission": "xmis", "action": "extend", "paragraph": "7", "until": "2003-01-31"}
    acts |= {"effective_on": "2002-01-10", "rank": 1, "coding": "by_rule"}
    publish(revise(document("s-res-7", "2002-01-10", mandate_actions=[acts], **coded)))
    held = {"document": "s-res-7", "adopted_on": ""}
    data = filled(alone, held) | ALONE | {"votes-manner": "later"}
    refused = errors_at(post(alone, data, **held))
    assert "is coded already" in refused["tasks"]

    reply = post(alone, data | {"tasks": ""}, **held)

    assert reply.status_code == 302, errors_at(reply)
    assert Mandate.objects.get(document__slug="s-res-7").action.paragraph == "7"
    assert MandateAction.objects.filter(document__slug="s-res-7").count() == 1


def test_an_end_for_which_something_is_cited_is_not_changed_in_silence(alone, xmis):
    said = {"field": "mandates/2001-01-01/ends_on", "source": "library", "locator": "p. 1"}
    publish(revise(mission(citations=[said])))

    reply = post(alone, filled(alone, **ALONE))

    assert "Something is cited for it" in " ".join(map(str, reply.context["messages"]))
    assert not Document.objects.filter(slug="s-res-2-2002").exists()
    follows = {"starts_on": "2002-02-01", "ceilings": "as_held"}
    assert post(alone, filled(alone, **ALONE, **follows)).status_code == 302
    assert Citation.objects.get(locator="p. 1").stance == "supports"


def test_what_a_rule_found_goes_on_beside_what_is_confirmed(alone):
    grant = {"starts_on": "2001-01-01", "ends_on": "2002-01-31", "document": "s-res-1-2001"}
    by_rule = [
        grant | {"category": name, "persons": 9, "coding": "by_rule"}
        for name in ("troops", "police")
    ]
    publish(revise(mission(strength_ceilings=by_rule)))
    data = filled(alone, **ALONE) | {"ceiling-1-category": "", "ceiling-1-persons": ""}

    assert post(alone, data).status_code == 302

    counting = StrengthCeiling.objects.counting().filter(mission__slug="xmis")
    assert counting.filter(coding="confirmed").count() == 1 and counting.count() == 3


def queries_of(client, step, slug, many):
    """How many questions opening or saving asks with so many rows of each; nothing stays."""
    chosen, rows = {"mission": slug}, {"tasks": "sets_out"}
    for at, task in enumerate(["demining", "elections", "policing"][:many]):
        rows |= {f"task-{at}-task": task, f"task-{at}-anchor": f"op{at}"}
    for at, category in enumerate(["troops", "police", "military"][:many]):
        rows |= {f"ceiling-{at}-category": category, f"ceiling-{at}-persons": "5"}
    data = filled(client, chosen, **rows)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        reply = client.get(address(**chosen)) if step == "opening" else post(client, data, **chosen)
        transaction.set_rollback(True)
    assert reply.status_code == (200 if step == "opening" else 302), errors_at(reply)
    return len(asked)


@pytest.mark.parametrize("step", ["opening", "saving"])
def test_three_rows_of_everything_ask_as_many_questions_as_one(alone, step):
    many = mission("xother")
    for year in (1, 2):
        grant = {"starts_on": f"199{year}-01-01", "ends_on": f"199{year}-12-31", "rank": year + 1}
        many["owned"]["mandates"].append(grant | {"document": "s-res-1-2001"})
    publish(revise(many))
    queries_of(alone, step, "xmis", 1)  # what is kept from then on

    assert queries_of(alone, step, "xother", 3) <= queries_of(alone, step, "xmis", 1) <= MOST[step]


def test_the_desk_leads_to_it(alone):
    assert reverse("admin:missions_mission_extend") in alone.get("/admin/").content.decode()
    form = Record.objects.get(record_kind="mission", slug="xmis")
    page = alone.get(f"/admin/missions/mission/{form.pk}/change/").content.decode()
    assert f"{reverse('admin:missions_mission_extend')}?mission=xmis" in page
