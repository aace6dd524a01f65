"""Tasks in force as publishing keeps them, as they are asked for and as pages show them."""

from datetime import date

import pytest

from missions.models import MandateStatement, Mission, TaskPeriod
from missions.tasks.following import courses, differences
from missions.tasks.showing import compared
from records.models import Record
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, publish_with_facts, revise
from tests.missions.stating import CODINGS, TASK_TYPES, base, document, rows, stated, two_documents
from tests.pages import page_of

pytestmark = pytest.mark.slow


@pytest.mark.django_db
def test_the_tasks_in_force_follow_each_publication():
    mission = two_documents()
    assert list(differences()) == []
    before = TaskPeriod.objects.filter(mission=mission).count()

    changed = document("s-3", "2003-01-01", **stated("xmis", tasks=[("policing", "assist")]))
    publish(revise(changed))

    assert list(differences()) == []
    assert TaskPeriod.objects.filter(task__key="policing").count() == 1
    record = Record.objects.get(slug="s-3")
    publish([propose_withdrawal(record, base_version=2, author="ann", reason="made up")])
    assert list(differences()) == []
    assert TaskPeriod.objects.filter(mission=mission).count() == before - 1


@pytest.mark.django_db
def test_a_renewal_withdrawn_or_of_another_mission_takes_its_days_along():
    begun = stated("xmis", tasks=[("demining", "assist")], until="2001-06-30")
    renewed = stated("xmis", kind="carries_over", until="2001-12-31")
    mission = base(document("s-1", "2001-01-01", **begun), document("s-2", "2001-06-01", **renewed))

    def last_day():
        assert list(differences()) == []
        return TaskPeriod.objects.get(mission=mission).ends_on

    assert last_day() == date(2001, 12, 31)
    moved = stated("xnone", kind="carries_over", until="2001-12-31")
    publish(revise(document("s-2", "2001-06-01", **moved)))
    assert last_day() == date(2001, 6, 30)
    publish(revise(document("s-2", "2001-06-01", **renewed)))
    assert last_day() == date(2001, 12, 31)
    record = Record.objects.get(slug="s-2")
    publish([propose_withdrawal(record, base_version=3, author="ann", reason="made up")])
    assert last_day() == date(2001, 6, 30)


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.django_db
def test_of_two_documents_of_a_day_the_one_of_the_greater_number_governs(first):
    tasks = {1: [("demining", "assist")], 2: [("elections", "assist")]}
    papers = {number: document(f"s-{number}", "2001-01-01", **stated("xmis", tasks=tasks[number]))
              for number in tasks}  # fmt: skip
    for number, paper in papers.items():
        paper |= {"symbol": f"S/RES/{number} (2001)", "number": number, "year": 2001}
        paper |= {"kind": "resolution", "organ": "un-sc"}
    council = content("organization", "un-sc", name="Security Council")

    mission = base(council, papers[first], papers[3 - first])

    assert [one.task.key for one in TaskPeriod.objects.filter(mission=mission)] == ["elections"]


@pytest.mark.django_db
def test_another_order_of_codings_changes_which_one_counts():
    read, rule = [("elections", "assist")], [("demining", "assist")]
    both = [
        document("s-1", "2001-01-01", **stated("xmis", "rule", tasks=rule)),
        document("s-2", "2002-01-01", **stated("xmis", "read", tasks=read)),
    ]
    base(*both)
    turned = [one | {"rank": 3 - one["rank"]} for one in CODINGS]

    publish_with_facts(mandate_codings=turned, task_types=TASK_TYPES)

    assert list(differences()) == []
    assert set(TaskPeriod.objects.values_list("task__key", flat=True)) == {"demining"}


@pytest.mark.django_db
def test_a_document_without_a_task_of_the_vocabulary_is_no_end(client):
    """A flight ban is stated and has no word: the later end is not told of days before it."""
    base(
        document("s-1", "2001-01-01", **stated("xmis")),
        document("s-2", "2003-01-01", **stated("xmis", kind="ends")),
    )

    during = page_of(client, "/missions/xmis/?as_of=2002-01-01")
    assert "no task that the vocabulary has a word for" in during
    assert "was the last day" not in during
    after = page_of(client, "/missions/xmis/?as_of=2003-01-01")
    assert "Ended: 31 December 2002 was the last day" in after


@pytest.mark.django_db
def test_codings_are_never_mixed_and_the_first_counts():
    mission = base(
        document("s-1", "2001-01-01", **stated("xmis", "rule", tasks=[("demining", "assist")])),
        document("s-2", "2002-01-01", **stated("xmis", "read", tasks=[("elections", "assist")])),
    )

    assert set(courses([mission.pk])) == {mission.pk}
    assert set(TaskPeriod.objects.values_list("task__key", flat=True)) == {"elections"}


@pytest.mark.django_db
def test_a_document_without_a_day_states_nothing_and_makes_no_coding_count():
    mission = base(
        document("s-1", None, **stated("xmis", "read", tasks=[("elections", "assist")])),
        document("s-2", "2002-01-01", **stated("xmis", "rule", tasks=[("demining", "assist")])),
        document("s-3", None, **stated("xmis", "rule", tasks=[("policing", "assist")])),
    )

    assert set(TaskPeriod.objects.values_list("task__key", flat=True)) == {"demining"}
    of_it = MandateStatement.objects.counting_of(mission).values_list("document__slug", flat=True)
    assert list(of_it) == ["s-2"]
    assert list(differences()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"since": date(2000, 1, 1)},
        {"starts_on": date(2001, 1, 2)},
        {"starts_precision": "month"},
        {"ends_on": date(2002, 12, 30)},
        {"modality": "execute"},
        {"mission": "xnone"},
        None,
    ],
)
def test_the_proof_sees_a_task_in_force_that_was_changed_or_went(change):
    two_documents()
    found = TaskPeriod.objects.filter(task__key="demining")
    if change is None:
        found.delete()
    elif "mission" in change:
        found.update(mission=Mission.objects.get(slug="xnone"))
    else:
        found.update(**change)

    told = list(differences())

    assert "are not what its statements come to" in told[0]
    without = ["has tasks in force without a statement" in one for one in told[1:]]
    assert without == ([True] if change and "mission" in change else [])


@pytest.mark.django_db
def test_a_day_is_asked_of_tasks_missions_and_mandates(client):
    two_documents()

    def in_force(**query):
        return sorted(row["task"] for row in rows(client, "tasks-in-force", **query))

    assert in_force(as_of="2002-06-01") == ["demining", "elections"]
    assert in_force(as_of="2003-01-01") == ["elections"]
    asked = {"task": "demining"}
    assert [row["key"] for row in rows(client, "missions", **asked)] == ["xmis"]
    assert rows(client, "missions", **asked, as_of="2003-06-01") == []
    assert [row["key"] for row in rows(client, "missions", task="elections", as_of="2003-06-01")]
    both = {"task": "elections", "task_modality": "monitor"}
    assert rows(client, "missions", **both, as_of="2003-06-01") == []


@pytest.mark.django_db
def test_two_days_are_compared(client):
    mission = two_documents()

    found = compared(mission, date(2002, 1, 1), date(2003, 1, 1))
    page = page_of(client, "/missions/xmis/tasks/?from=2002-01-01&to=2003-01-01")

    assert [(one.task.key, one.what) for one in found.differences] == [
        ("demining", "dropped"),
        ("elections", "changed"),
    ]
    assert "dropped" in page and "changed" in page
    assert client.get("/missions/xmis/tasks/?from=2002-01-01").status_code == 400


@pytest.mark.django_db
def test_a_task_that_is_only_encouraged_now_has_changed():
    requested = stated("xmis", tasks=[("demining", "assist")])
    encouraged = stated("xmis", tasks=[("demining", "assist")])
    encouraged["mandate_tasks"][0]["strength"] = "encouraged"
    mission = base(
        document("s-1", "2001-01-01", **requested), document("s-2", "2002-01-01", **encouraged)
    )

    def what(before, after):
        return [one.what for one in compared(mission, before, after).differences]

    assert what(date(2001, 1, 1), date(2001, 12, 31)) == ["the same"]
    assert what(date(2001, 1, 1), date(2002, 1, 1)) == ["changed"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/missions/xmis/tasks/", "/missions/xmis/"])
def test_the_pages_ask_no_more_for_more_documents(client, django_assert_max_num_queries, path):
    two_documents()
    page_of(client, path)
    with django_assert_max_num_queries(40) as few:
        page_of(client, path)
    publish(
        revise(
            *(
                document(f"s-{at}", f"20{at}-01-01", **stated("xmis", kind="carries_over"))
                for at in range(10, 16)
            )
        )
    )
    with django_assert_max_num_queries(len(few)):
        page_of(client, path)


@pytest.mark.django_db
def test_a_modality_alone_is_asked_of_the_day(client):
    tasks = {"s-1": [("demining", "assist")], "s-2": [("demining", "execute")]}
    base(
        document("s-1", "2001-01-01", **stated("xmis", tasks=tasks["s-1"])),
        document("s-2", "2002-01-01", **stated("xmis", tasks=tasks["s-2"])),
    )

    def found(**asked):
        return client.get("/api/v1/missions/", asked).json()["count"]

    assert found(task_modality="assist") == 1
    assert found(task_modality="assist", as_of="2001-06-01") == 1
    assert found(task_modality="assist", as_of="2002-06-01") == 0
    assert found(task="demining", task_modality="assist", as_of="2002-06-01") == 0


@pytest.mark.django_db
def test_a_task_that_ends_on_the_first_day_of_a_mandate_was_in_force_in_it(client):
    tasks = stated("xmis", tasks=[("demining", "assist")], until="2001-06-30")
    base(document("s-1", "2001-01-01", **tasks))

    def begun_on(day):
        mandate = {"starts_on": day, "ends_on": "2001-12-31", "rank": 1, "document": "s-1"}
        publish(revise(content("mission", "xmis", owned={"mandates": [mandate]})))
        return client.get("/api/v1/mandates/?task=demining").json()["count"]

    assert (begun_on("2001-06-30"), begun_on("2001-07-01")) == (1, 0)
