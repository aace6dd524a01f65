"""Pages across missions: bars on a line of years, tasks by year, and who ever had one."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.across.figures import tasks_figure
from missions.across.task_years import TaskCount, TaskYears, by_year, missions_with
from missions.drawings.spans import WIDTH, Years
from missions.models import MandateTaskType
from tests.make import content, publish_with_facts
from tests.missions.test_tasks_kept import CODINGS, TASK_TYPES, document, stated
from tests.pages import between, in_order, page_of

pytestmark = pytest.mark.slow

TODAY = date(2010, 6, 30)


def test_a_bar_is_as_long_as_its_days_and_begins_where_they_begin():
    years = Years(2001, 2010)

    bar = years.bar(date(2001, 1, 1), date(2005, 12, 31), TODAY)

    assert bar.x == 0
    assert abs(bar.width - WIDTH / 2) < 1
    assert not bar.open


def test_what_has_no_end_is_drawn_until_today_and_told_apart():
    years = Years(2001, 2010)

    bar = years.bar(date(2009, 1, 1), None, TODAY)

    assert bar.open
    assert bar.x + bar.width == pytest.approx(years.x(TODAY))


def test_no_year_over_bars_lies_on_another():
    """A label takes 92 units as a tablet shows it; one at the edge is moved onto the line."""
    before = {"start": 0, "middle": 46, "end": 92}
    for first in range(1945, 2026):
        for last in range(first, 2040):
            ticks = Years(first, last).ticks()
            left = [one.x - before[one.anchor] for one in ticks]
            assert all(b - a > 92 + 15 for a, b in pairwise(left)), (first, last)
            assert ticks or last - first < 10


def test_a_day_is_long_enough_to_be_seen_and_stays_on_the_line():
    bar = Years(2001, 2010).bar(date(2010, 12, 31), date(2010, 12, 31), TODAY)

    assert bar.width >= 3
    assert bar.x + bar.width <= WIDTH


NO_DAYS = {"starts_on": None, "starts_precision": "unknown", "ends_precision": "unknown"}


def mission(slug, **values):
    return content("mission", slug, name=slug.upper(), acronym=slug.upper(), **values)


def base(*documents):
    publish_with_facts(
        content("organization", "aaa", name="Alliance"),
        content("state", "eee", name="Elandia", region="Africa"),
        mission(
            "xmis",
            starts_on="2001-01-01",
            ends_on="2005-12-31",
            host_states=["eee"],
            owned={"roles": [{"role": "lead", "actor": "organization:aaa", "source": "library"}]},
        ),
        mission("xtwo", starts_on="2003-01-01"),
        *documents,
        task_types=TASK_TYPES,
        mandate_codings=CODINGS,
    )


def granted(slug, day, name, *tasks, until=None):
    return document(slug, day, **stated(name, tasks=list(tasks), until=until))


DEMINING = ("demining", "assist")


def with_tasks():
    base(
        granted(
            "s-1", "2001-03-01", "xmis", DEMINING, ("elections", "monitor"), until="2003-02-28"
        ),
        granted("s-2", "2004-01-01", "xmis", DEMINING, until="2004-12-31"),
        granted("s-3", "2004-06-01", "xtwo", ("demining", "execute")),
    )


def counts(years, modality="", until=TODAY):
    lines = by_year(years, modality, until)
    return {line.task.key: ([cell.number for cell in line.cells], line.ever) for line in lines}


@pytest.mark.django_db
def test_missions_stand_under_who_led_and_those_without_are_not_yet_coded(client):
    base()

    page = page_of(client, "/timeline/?as_of=2010-06-30")

    assert in_order(page, ">Alliance<", ">XMIS<", ">Not yet coded<", ">XTWO<")
    assert "2 missions begun by 30 June 2010; 1 surely under way" in page


@pytest.mark.django_db
def test_on_a_past_day_later_missions_are_left_out(client):
    base()

    page = page_of(client, "/timeline/?as_of=2002-01-01&by=region")

    assert ">XTWO<" not in page
    assert in_order(page, ">Africa<", ">XMIS<")


@pytest.mark.django_db
def test_a_year_counts_each_mission_with_the_task_on_one_of_its_days():
    with_tasks()

    told = counts(range(2001, 2006))

    assert told["demining"] == ([1, 1, 1, 2, 1], 2)
    assert told["elections"] == ([1, 1, 1, 0, 0], 1)
    assert told["policing"] == ([0, 0, 0, 0, 0], 0)


@pytest.mark.django_db
def test_one_way_of_doing_it_is_counted_alone_and_no_later_day_counts():
    with_tasks()

    assert counts(range(2001, 2006), "execute")["demining"] == ([0, 0, 0, 1, 1], 1)
    assert counts(range(2001, 2006), until=date(2004, 1, 31))["demining"] == ([1, 1, 1, 1, 0], 1)


@pytest.mark.django_db
def test_every_mission_that_ever_had_a_task_stands_on_its_page_with_its_breaks(client):
    with_tasks()
    task = MandateTaskType.objects.get(key="demining")

    had = missions_with(task, Years(2001, 2010), TODAY)

    assert [(one.mission.slug, len(one.bars), one.last) for one in had] == [
        ("xtwo", 1, None),
        ("xmis", 2, date(2004, 12, 31)),
    ]
    page = page_of(client, "/tasks/demining/?as_of=2010-06-30")
    assert "2 missions had this task" in page
    assert "with 1 break" in between(page, ">XMIS<", "</tr>")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/timeline/?by=colour",
        "/tasks/?modality=gently",
        "/tasks/?to=1900",
        "/tasks/?to=x",
        "/tasks/?to=٢٠٠١",
    ],
)
def test_what_is_not_understood_is_refused(client, address):
    page_of(client, address, status=400)


@pytest.mark.django_db
def test_a_task_that_nobody_knows_is_no_page(client):
    page_of(client, "/tasks/juggling/", status=404)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/timeline/", "/tasks/?to=2010", "/tasks/demining/", "/world/"]
)
def test_no_page_asks_more_for_more_rows(client, address):
    base(granted("s-1", "2001-03-01", "xmis", DEMINING))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(client, address)
        return len(asked)

    few = queries()
    publish_with_facts(
        mission("xthr", starts_on="2004-01-01"),
        granted("s-4", "2004-03-01", "xthr", DEMINING),
        granted("s-5", "2005-03-01", "xtwo", DEMINING),
    )

    assert queries() == few <= 5


@pytest.mark.django_db
def test_the_world_names_hosts_and_tells_perhaps_apart(client):
    base()
    publish_with_facts(
        mission("xper", starts_on="2001-01-01", ends_precision="unknown", host_states=["eee"]),
        mission("xlat", established_on="2006-01-01", host_states=["eee"], **NO_DAYS),
        mission("xbef", established_on="2006-01-01", starts_on="2003-01-01", host_states=["eee"]),
        mission("xnev", starts_on="2001-01-01", never_deployed=True, host_states=["eee"]),
    )

    page = page_of(client, "/world/?as_of=2004-01-01")

    assert "3 operations under way, 1 more perhaps, in 1 state or territory" in page
    assert in_order(
        page, ">Elandia<", ">XBEF<", ">XMIS<", ">XPER<", "perhaps", "Without a host state", "XTWO"
    )
    assert "XLAT" not in page
    assert "XNEV" not in page


@pytest.mark.django_db
def test_the_world_shows_the_last_list_of_contributors_of_a_year_or_says_that_there_is_none(client):
    rows = [
        {"state": "eee", "month": month, "category": "total_uniformed", "persons": persons}
        for month, persons in (("2003-11-01", 700), ("2003-12-01", 800), ("2004-02-01", 900))
    ]
    base()
    publish_with_facts(contribution_totals=rows)

    assert "1 state had 800 uniformed" in page_of(client, "/world/?as_of=2004-01-15")
    assert "No list of contributors is held" in page_of(client, "/world/?as_of=2005-03-01")


@pytest.mark.django_db
def test_the_world_leads_a_year_on_and_no_further_than_today(client):
    base()

    page = page_of(client, "/world/?as_of=2004-02-29")

    assert "?as_of=2003-02-28" in page
    assert "?as_of=2005-02-28" in page
    assert "A year after" not in page_of(client, "/world/")


def test_tasks_of_as_many_missions_are_named_together():
    lines = [
        TaskYears(MandateTaskType(name=name), [TaskCount(number, 1)], number)
        for name, number in (("Demining", 2), ("Elections", 1), ("Patrols", 2))
    ]

    figure = tasks_figure(lines, range(2001, 2002), "", {})

    assert figure.title == "Most frequent in 2001: Demining, Patrols (2 missions)"
