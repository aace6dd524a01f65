"""Tasks in force as pages tell them."""

from datetime import date

import pytest

from missions.models import MandateTask
from missions.tasks.following import differences
from missions.tasks.showing import tasks_on
from records.writing.publishing import publish
from tests.make import content, publish_with_facts, revise
from tests.missions.stating import base, document, rows, stated, two_documents
from tests.pages import in_order, page_of

pytestmark = pytest.mark.slow


@pytest.mark.django_db
def test_the_page_of_a_mission_says_what_is_in_force_since_when_and_by_what(client):
    mission = two_documents()

    page = page_of(client, "/missions/xmis/?as_of=2002-06-01")
    shown = tasks_on(mission, date(2002, 6, 1))

    assert "2 tasks in force on 1 June 2002" in page
    assert "Demining" in page
    assert in_order(page, "a paragraph without a symbol is of", "S-1", "assist: ", "paragraph 1")
    assert "1 renewal" in page
    assert [one.since for one in shown.tasks] == [date(2001, 1, 1)] * 2


@pytest.mark.django_db
def test_of_many_documents_that_state_a_task_the_first_and_the_last_are_named(client):
    asked = {"kind": "adds", "tasks": [("demining", "assist")]}
    base(*(document(f"s-{at}", f"200{at}-01-01", **stated("xmis", **asked)) for at in range(1, 7)))
    page = page_of(client, "/missions/xmis/")
    assert in_order(page, "paragraph 1", "4 documents in between", "S-6</a>, paragraph 1")
    assert "S-2</a>, paragraph 1" not in page


@pytest.mark.django_db
def test_a_task_is_in_force_since_the_first_of_its_modalities():
    mission = base(
        document("s-1", "2001-01-01", **stated("xmis", tasks=[("demining", "assist")])),
        document("s-2", "2002-01-01", **stated("xmis", "read", "adds", [("demining", "execute")])),
    )

    (task,) = tasks_on(mission, date(2002, 6, 1)).tasks

    assert (len(task.lines), task.since) == (2, date(2001, 1, 1))


@pytest.mark.django_db
def test_renewals_up_to_the_day_are_told_and_the_one_that_ends_a_lapse_is_among_them():
    tasks = stated("xmis", tasks=[("demining", "assist")], until="2001-06-30")
    renewed = stated("xmis", kind="carries_over", until="2002-12-31")
    mission = base(
        document("s-1", "2001-01-01", **tasks),
        document("s-2", "2002-01-01", **renewed),
        document("s-3", "2002-06-01", **renewed),
    )

    def carried_by(*day):
        (task,) = tasks_on(mission, date(*day)).tasks
        return [one.slug for one in task.carried_by]

    assert carried_by(2001, 6, 30) == []
    assert carried_by(2002, 5, 31) == ["s-2"]
    assert carried_by(2002, 6, 1) == ["s-2", "s-3"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "until", "carries"),
    [
        ("adds", "2002-12-31", True),
        ("reduces", "2002-12-31", True),
        ("none", "2002-12-31", True),
        ("adds", None, False),
        ("none", None, False),
        ("carries_over", None, True),
    ],
)
def test_whatever_else_it_does_what_grants_more_days_is_a_renewal(kind, until, carries):
    mission = base(
        document("s-1", "2001-01-01", **stated("xmis", tasks=[("demining", "assist")])),
        document("s-2", "2002-01-01", **stated("xmis", kind=kind, until=until)),
    )

    (task,) = tasks_on(mission, date(2002, 6, 1)).tasks

    assert [one.slug for one in task.carried_by] == ["s-2"] * carries


@pytest.mark.parametrize(
    ("anchor", "sub", "words"),
    [
        ("op4", "", "paragraph 4"),
        ("op4-d-i", "", "paragraph 4 (d) (i)"),
        ("op30", "[3]", "paragraph 30 [3]"),
        ("op36-iii-m-item14", "", "paragraph 36 (iii) (m), point 14"),
        ("op7-p2", "(b)", "paragraph 7, passage 2 (b)"),
        ("op4-p", "", "paragraph 4 (p)"),
        ("annex1-2", "(a)", "annex 1, passage 2 (a)"),
        ("opc-12", "", "paragraph 12"),
        ("opii-9-a", "", "paragraph 9 (a)"),
        ("a-op1", "", "part A, paragraph 1"),
        ("heading2", "", "heading2"),
        ("", "", ""),
    ],
)
def test_a_paragraph_is_named_as_people_write_it(anchor, sub, words):
    assert MandateTask(anchor=anchor, sub=sub).paragraph == words


@pytest.mark.django_db
def test_a_page_never_takes_silence_for_none(client):
    two_documents()

    assert "Not yet coded" in page_of(client, "/missions/xnone/")
    assert "came later" in page_of(client, "/missions/xmis/?as_of=2000-01-01")
    both = client.get("/api/v1/missions/xnone/tasks/?a=2000-01-01&b=2001-01-01").json()
    (hole,) = both["meta"]["holes"]
    assert hole["text"] == "Nobody has read its documents for tasks."
    assert both["meta"]["is_true_zero"] is False


@pytest.mark.django_db
def test_a_lapsed_mandate_says_when(client):
    base(
        document(
            "s-1",
            "2001-01-01",
            **stated("xmis", tasks=[("demining", "assist")], until="2001-06-30"),
        )
    )

    page = page_of(client, "/missions/xmis/?as_of=2002-01-01")
    assert "Lapsed on 30 June 2001" in page
    assert "none<small>after 30 June 2001</small>" in page


@pytest.mark.django_db
def test_a_task_left_for_the_withdrawal_is_shown_with_its_last_day_after_the_end(client):
    left = stated("xmis", kind="ends", tasks=[("demining", "secure")], until="2001-06-30")
    left["mandate_tasks"][0]["until"] = "2001-09-30"
    base(
        document("s-1", "2001-01-01", **stated("xmis", tasks=[("elections", "assist")])),
        document("s-2", "2001-06-01", **left),
    )

    page = page_of(client, "/missions/xmis/?as_of=2001-09-30")
    assert "1 task in force on 30 September 2001" in page
    assert in_order(page, "Demining", "secure: ", "paragraph 1", "until 30 September 2001")
    assert "30 June 2001 was the last day" in page_of(client, "/missions/xmis/?as_of=2001-10-01")


@pytest.mark.django_db
def test_the_end_of_an_operation_ends_its_tasks_on_pages_and_in_lists(client):
    """Of what no document ended: half the old operations never got a resolution that did."""
    base(document("s-1", "2001-01-01", **stated("xmis", tasks=[("demining", "assist")])))

    publish(revise(content("mission", "xmis", name="Mission X", ends_on="2001-06-30")))

    assert list(differences()) == []
    assert len(rows(client, "tasks-in-force", as_of="2001-06-30")) == 1
    assert rows(client, "tasks-in-force", as_of="2001-07-01") == []
    page = page_of(client, "/missions/xmis/?as_of=2001-07-01")
    assert "Ended: 30 June 2001 was the last day" in page
    publish(revise(content("mission", "xmis", name="Mission X")))
    assert len(rows(client, "tasks-in-force", as_of="2001-07-01")) == 1


@pytest.mark.django_db
def test_a_mandate_that_went_on_without_a_document_read_is_no_lapse(client):
    tasks = stated("xmis", tasks=[("demining", "assist")], until="2001-06-30")
    base(document("s-1", "2001-01-01", **tasks))
    mandate = {"starts_on": "2001-01-01", "ends_on": "2001-12-31", "rank": 1, "document": "s-1"}
    publish(revise(content("mission", "xmis", owned={"mandates": [mandate]})))

    during = page_of(client, "/missions/xmis/?as_of=2001-09-01")
    assert "The last day covered is 30 June 2001" in during
    assert "Lapsed" not in during
    assert "Lapsed on 30 June 2001" in page_of(client, "/missions/xmis/?as_of=2002-01-01")


def dated_to(day):
    """Publishes a dated fact: the base then reaches its day."""
    publish_with_facts(
        content("state", "aaa"),
        content("document", "r-9", adopted_on=day, outcome="adopted", adoption="vote"),
        votes=[{"document": "r-9", "state": "aaa", "position": "yes", "basis": "as_recorded"}],
    )


@pytest.fixture
def granted_to_june():
    tasks = stated("xmis", tasks=[("demining", "assist")], until="2001-06-30")
    mission = content("mission", "xmis", name="Mission X", starts_on="2000-06-01")
    base(document("s-1", "2001-01-01", **tasks))
    publish(revise(mission))


# By day, how the mission stands to its tasks, words of the page, and the change to a day in force.
NONE_KNOWN = {
    "2000-05-31": ("not_begun", "the first document on its tasks came later", "added"),
    "2000-06-01": ("unread", "under way on 1 June 2000", "not known"),
    "2001-06-30": ("in_force", "1 task in force on 30 June 2001", "the same"),
    "2001-07-01": ("lapsed", "apsed on 30 June 2001", "added"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("day", NONE_KNOWN)
def test_a_day_is_told_alike_by_page_comparison_and_answer(client, granted_to_june, day):
    standing, words, change = NONE_KNOWN[day]
    dated_to("2002-01-01")

    listed = client.get("/api/v1/tasks-in-force/", {"mission": "xmis", "as_of": day}).json()
    both = client.get("/api/v1/missions/xmis/tasks/", {"a": day, "b": "2001-01-01"}).json()
    two_days = page_of(client, f"/missions/xmis/tasks/?from={day}&to=2001-01-01")

    assert words in page_of(client, f"/missions/xmis/?as_of={day}")
    assert both["standing"] == {"a": standing, "b": "in_force"}
    assert both["until"] == {"a": "2001-06-30" if standing == "lapsed" else None, "b": None}
    assert [one["change"] for one in both["results"]] == [change]
    assert f">{change}<" in two_days
    assert (words in two_days) == (standing != "in_force")
    holes = " ".join(one["text"] for one in listed["meta"]["holes"])
    assert (words in holes) == (standing in ("unread", "lapsed"))


@pytest.mark.django_db
def test_of_an_operation_that_went_on_after_a_lapse_the_page_says_so(client, granted_to_june):
    said = "The operation went on; on what ground is not known."

    def told(day):
        listed = client.get("/api/v1/tasks-in-force/", {"mission": "xmis", "as_of": day}).json()
        holes = " ".join(one["text"] for one in listed["meta"]["holes"])
        return said in page_of(client, f"/missions/xmis/?as_of={day}"), said in holes

    assert told("2001-07-01") == (True, True)
    ended = content("mission", "xmis", name="X", starts_on="2000-06-01", ends_on="2001-06-30")
    publish(revise(ended))
    assert told("2001-07-01") == (False, False)


@pytest.mark.django_db
def test_past_the_last_day_that_the_base_knows_nothing_has_lapsed(client, granted_to_june):
    dated_to("2001-03-01")

    page = page_of(client, "/missions/xmis/?as_of=2001-07-01")
    lists = client.get("/api/v1/tasks-in-force/?mission=xmis&as_of=2001-07-01").json()
    both = client.get("/api/v1/missions/xmis/tasks/?a=2001-06-30&b=2001-07-01").json()

    said = "30 June 2001 was the last day granted, and documents are held to 1 March 2001 only"
    assert f"Not known: {said}" in page
    assert "Lapsed" not in page
    assert "none since" not in page
    assert any(said in one["text"] for one in lists["meta"]["holes"])
    assert both["standing"] == {"a": "in_force", "b": "beyond"}
    assert [one["change"] for one in both["results"]] == ["not known"]
    assert "is_true_zero" not in both["meta"]


@pytest.mark.django_db
def test_a_task_that_only_a_report_states_is_marked_so_wherever_it_is_in_force(client):
    approved = stated("xmis", tasks=[("demining", "assist"), ("elections", "monitor")])
    approved["mandate_tasks"][0]["basis"] = "report"
    base(
        document("s-1", "2001-01-01", **approved),
        document("s-2", "2002-01-01", **stated("xmis", kind="carries_over")),
    )

    mark = "(by a report that it approves)"
    for address in (
        "/missions/xmis/?as_of=2002-06-01",
        "/missions/xmis/tasks/?from=2001-06-01&to=2001-06-02",
        "/compare/documents/?a=s-1&b=s-2",
    ):
        page = page_of(client, address)
        assert mark in page, address
        assert mark not in page[page.rindex("Elections") :], address
    both = client.get("/api/v1/missions/xmis/tasks/?a=2001-06-01&b=2001-06-02").json()["results"]
    assert {one["task"]: one["a"][0]["basis"] for one in both} == {
        "demining": "report",
        "elections": "text",
    }


@pytest.mark.django_db
def test_the_page_of_a_mission_leads_to_all_of_its_tasks_and_that_page_not_to_itself(client):
    two_documents()

    def leads_to_all(page):
        return "Every document and its tasks" in page_of(client, page)

    assert leads_to_all("/missions/xmis/")
    assert not leads_to_all("/missions/xmis/tasks/")
