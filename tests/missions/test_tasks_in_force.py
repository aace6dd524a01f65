"""Tasks in force from day to day, as they follow from what documents state."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.models import MandateTask, Mission, TaskPeriod
from missions.tasks.following import courses, differences
from missions.tasks.in_force import DAY, Stated, Statement, course_of
from missions.tasks.showing import compared, tasks_on
from records.models import Record
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, publish_with_facts, revise
from tests.pages import page_of

BEGIN = date(2001, 1, 1)


def line(task, change="stated", modality="assist"):
    return Stated(hash((task, change, modality)) % 10**6, task, modality, change)


def statement(day, kind="sets_out", *tasks, until=None, number=1):
    lines = tuple(one if isinstance(one, Stated) else line(one) for one in tasks)
    return Statement(day, number, kind, until, lines)


def on(course, day):
    return {
        span.stated.task
        for span in course.spans
        if span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)
    }


def days_of(course):
    return sorted((one.stated.task, one.starts_on, one.ends_on, one.since) for one in course.spans)


def test_what_is_set_out_is_in_force_from_the_day_of_the_document():
    course = course_of([statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30))])

    assert on(course, BEGIN - DAY) == set()
    assert on(course, BEGIN) == on(course, date(2001, 6, 30)) == {"demining"}
    assert on(course, date(2001, 7, 1)) == set()


def test_what_is_set_out_anew_replaces_everything():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", "elections"),
            statement(date(2002, 1, 1), "sets_out", "elections", "policing"),
        ]
    )

    assert on(course, date(2001, 12, 31)) == {"demining", "elections"}
    assert on(course, date(2002, 1, 1)) == {"elections", "policing"}


def test_a_task_restated_is_in_force_since_its_first_day():
    lines = [Stated(1, "elections", "assist"), Stated(2, "elections", "assist")]
    course = course_of(
        [statement(BEGIN, "sets_out", lines[0]), statement(date(2002, 1, 1), "sets_out", lines[1])]
    )

    assert days_of(course) == [
        ("elections", BEGIN, date(2001, 12, 31), BEGIN),
        ("elections", date(2002, 1, 1), None, BEGIN),
    ]


@pytest.mark.parametrize("kind", ["carries_over", "none"])
def test_what_carries_over_leaves_everything_and_its_paragraphs(kind):
    renewed = statement(date(2001, 6, 30), kind, until=date(2001, 12, 31))
    course = course_of([statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30)), renewed])

    assert days_of(course) == [("demining", BEGIN, date(2001, 12, 31), BEGIN)]


def test_what_is_added_joins_and_what_is_ended_goes():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", "elections"),
            statement(date(2002, 1, 1), "adds", line("policing", "added")),
            statement(date(2003, 1, 1), "reduces", line("demining", "ended")),
        ]
    )

    assert on(course, date(2002, 1, 1)) == {"demining", "elections", "policing"}
    assert on(course, date(2003, 1, 1)) == {"elections", "policing"}


def test_one_modality_is_ended_and_the_other_goes_on():
    watched = line("elections", modality="monitor")
    course = course_of(
        [
            statement(BEGIN, "sets_out", "elections", watched),
            statement(date(2002, 1, 1), "adds", line("elections", "ended")),
        ]
    )

    (left,) = [one for one in course.spans if one.ends_on is None]
    assert left.stated == watched


def test_a_mandate_lapses_after_its_last_day_until_a_document_takes_it_up():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30)),
            statement(date(2001, 9, 1), "carries_over", until=date(2001, 12, 31)),
        ]
    )

    assert course.lapsed_on(date(2001, 6, 30)) is None
    assert course.lapsed_on(date(2001, 7, 1)) == date(2001, 6, 30)
    assert course.lapsed_on(date(2001, 8, 31)) == date(2001, 6, 30)
    assert on(course, date(2001, 9, 1)) == {"demining"}
    assert course.lapsed_on(date(2030, 1, 1)) == date(2001, 12, 31)
    assert days_of(course)[1] == (
        "demining",
        date(2001, 9, 1),
        date(2001, 12, 31),
        date(2001, 9, 1),
    )


def test_an_end_applies_from_its_day_or_after_the_day_it_names():
    begun = statement(BEGIN, "sets_out", "demining", until=date(2001, 12, 31))
    at_once = course_of([begun, statement(date(2001, 5, 1), "ends")])
    later = course_of([begun, statement(date(2001, 5, 1), "ends", until=date(2001, 5, 31))])

    assert (on(at_once, date(2001, 4, 30)), on(at_once, date(2001, 5, 1))) == ({"demining"}, set())
    assert (on(later, date(2001, 5, 31)), on(later, date(2001, 6, 1))) == ({"demining"}, set())
    assert at_once.over_on(date(2001, 5, 1)) == date(2001, 4, 30)
    assert later.over_on(date(2001, 5, 31)) is None
    assert later.over_on(date(2001, 6, 1)) == date(2001, 5, 31)
    assert later.lapsed_on(date(2002, 1, 1)) is None


def test_documents_of_one_day_apply_in_the_order_of_their_numbers():
    course = course_of(
        [
            statement(BEGIN, "adds", line("policing", "added"), number=11),
            statement(BEGIN, "sets_out", "demining", number=10),
        ]
    )

    assert on(course, BEGIN) == {"demining", "policing"}


def test_an_addition_after_the_last_day_grants_no_new_one():
    course = course_of(
        [
            statement(BEGIN, "sets_out", "demining", until=date(2001, 6, 30)),
            statement(date(2001, 5, 1), "adds", line("policing", "added")),
        ]
    )

    assert on(course, date(2001, 7, 1)) == set()


KINDS = ["sets_out", "adds", "reduces", "carries_over", "none", "ends"]
DATES = st.dates(date(2001, 1, 1), date(2001, 3, 1))


@st.composite
def statements(draw):
    found = []
    for number in range(draw(st.integers(1, 6))):
        day = draw(DATES)
        until = draw(st.none() | st.dates(day, date(2001, 4, 1)))
        lines = [
            Stated(100 * number + at, task, "assist", draw(st.sampled_from(["added", "ended"])))
            for at, task in enumerate(draw(st.sets(st.sampled_from("abc"))))
        ]
        kind = draw(st.sampled_from(KINDS))
        tasks = () if kind in ("carries_over", "none", "ends") else tuple(lines)
        found.append(Statement(day, number, kind, until, tasks))
    return found


def by_walking(statements, day):
    """The same, day by day and in the plainest way."""
    lines, granted, over = [], None, False
    for one in sorted(statements, key=lambda each: (each.day, each.number)):
        if one.day > day:
            break
        if granted and granted < one.day:
            granted = None
        if over:
            lines, granted, over = [], None, False
        if one.kind == "ends":
            granted = one.until or one.day - DAY
            over = True
            continue
        granted = one.until or granted
        if one.kind == "sets_out":
            lines = []
        if one.kind in ("sets_out", "adds", "reduces"):
            gone = {each.task for each in one.tasks if each.change == "ended"}
            lines = [each for each in lines if each.task not in gone]
            lines += [each for each in one.tasks if each.change != "ended"]
    return set() if granted and granted < day else {each.key for each in lines}


@settings(max_examples=300, deadline=None)
@given(statements())
def test_the_spans_say_of_every_day_what_walking_through_the_documents_says(found):
    course = course_of(found)
    for ordinal in range(date(2001, 1, 1).toordinal(), date(2001, 4, 5).toordinal()):
        day = date.fromordinal(ordinal)
        spans = [
            span.stated.key
            for span in course.spans
            if span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)
        ]
        assert sorted(spans) == sorted(by_walking(found, day)), day


# Kept by publishing, and shown.


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
def test_a_day_is_asked_of_tasks_missions_and_mandates(client):
    two_documents()

    def in_force(**query):
        return sorted(row["task"] for row in rows(client, "tasks-in-force", **query))

    assert in_force(as_of="2002-06-01") == ["demining", "elections"]
    assert in_force(as_of="2003-01-01") == ["elections"]
    asked = {"task": "demining"}
    assert [row["slug"] for row in rows(client, "missions", **asked)] == ["xmis"]
    assert rows(client, "missions", **asked, as_of="2003-06-01") == []
    assert [row["slug"] for row in rows(client, "missions", task="elections", as_of="2003-06-01")]
    both = {"task": "elections", "task_modality": "monitor"}
    assert rows(client, "missions", **both, as_of="2003-06-01") == []


@pytest.mark.django_db
def test_the_page_of_a_mission_says_what_is_in_force_since_when_and_by_what(client):
    mission = two_documents()

    page = page_of(client, "/missions/xmis/?as_of=2002-06-01")
    shown = tasks_on(mission, date(2002, 6, 1))

    assert "Tasks in force on 1 June 2002" in page
    assert "Demining" in page
    assert ", paragraph 1" in page
    assert "1 renewal" in page
    assert [one.since for one in shown.tasks] == [BEGIN, BEGIN]


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
