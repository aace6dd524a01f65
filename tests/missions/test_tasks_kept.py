"""Tasks in force as publishing keeps them, as they are asked for and as pages show them."""

from datetime import date

import pytest

from missions.models import MandateTask, Mission, TaskPeriod
from missions.tasks.following import courses, differences
from missions.tasks.showing import compared, tasks_on
from records.models import Record
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, publish_with_facts, revise
from tests.pages import in_order, page_of


def stated(mission, coding="read", kind="sets_out", tasks=(), until=None):
    return {
        "mandate_statements": [
            {"mission": mission, "coding": coding, "statement": kind, "until": until}
        ],
        "mandate_tasks": [
            {
                "statement": f"{mission},{coding}",
                "anchor": f"op{at}",
                "task": task,
                "modality": modality,
                "strength": "requested",
            }
            for at, (task, modality) in enumerate(tasks, 1)
        ],
    }


def document(slug, day, **owned):
    return content("document", slug, symbol=slug.upper(), adopted_on=day, owned=owned)


TASK_TYPES = [
    {"key": key, "name": key.title(), "group": "security", "rank": at, "definition": "Made up."}
    for at, key in enumerate(["demining", "elections", "policing"], 1)
]


CODINGS = [
    {"key": key, "name": key, "coder": "Ann", "method": "Made up.", "rank": at}
    for at, key in enumerate(["read", "rule"], 1)
]


def base(*documents):
    publish_with_facts(
        content("mission", "xmis", name="Mission X", acronym="XMIS"),
        content("mission", "xnone", name="Mission Y"),
        *documents,
        task_types=TASK_TYPES,
        mandate_codings=CODINGS,
    )
    return Mission.objects.get(slug="xmis")


def two_documents():
    return base(
        document(
            "s-1",
            "2001-01-01",
            **stated("xmis", tasks=[("demining", "assist"), ("elections", "monitor")]),
        ),
        document("s-2", "2002-01-01", **stated("xmis", kind="carries_over")),
        document("s-3", "2003-01-01", **stated("xmis", tasks=[("elections", "execute")])),
    )


def rows(client, name, **query):
    reply = client.get(f"/api/v1/{name}/", query)
    assert reply.status_code == 200, reply.json()
    return reply.json()["results"]


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
    base(
        document("s-1", None, **stated("xmis", "read", tasks=[("elections", "assist")])),
        document("s-2", "2002-01-01", **stated("xmis", "rule", tasks=[("demining", "assist")])),
        document("s-3", None, **stated("xmis", "rule", tasks=[("policing", "assist")])),
    )

    assert set(TaskPeriod.objects.values_list("task__key", flat=True)) == {"demining"}
    assert list(differences()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"since": date(2000, 1, 1)},
        {"starts_on": date(2001, 1, 2)},
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
        ("opc-12", "", "opc-12"),
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


@pytest.mark.django_db
def test_a_lapsed_mandate_says_when(client):
    base(
        document(
            "s-1",
            "2001-01-01",
            **stated("xmis", tasks=[("demining", "assist")], until="2001-06-30"),
        )
    )

    assert "Lapsed on 30 June 2001" in page_of(client, "/missions/xmis/?as_of=2002-01-01")


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


@pytest.mark.django_db
def test_two_days_are_compared(client):
    mission = two_documents()

    found = compared(mission, date(2002, 1, 1), date(2003, 1, 1))
    page = page_of(client, "/missions/xmis/tasks/?from=2002-01-01&to=2003-01-01")

    assert [(one.task.key, one.what) for one in found] == [
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
        return [one.what for one in compared(mission, before, after)]

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
