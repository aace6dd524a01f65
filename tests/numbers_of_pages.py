"""Numbers that pages show beside what the API answers to the same question.

Each function yields what it compared; a test asks them of a made-up world, `tests/compare_numbers`
of all missions, states, conflicts and years of the base.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from django.test import Client
from lxml import html

from missions.models import MandateAction
from records.models import Record

PERMANENT = ("CHN", "FRA", "RUS", "GBR", "USA")
COUNCIL = "un-sc"
SINCE = date(1992, 1, 1)  # since when five states have been the permanent members


class Compared(NamedTuple):
    page: str
    what: str
    shown: Any
    held: Any

    @property
    def differs(self) -> bool:
        return self.shown != self.held


class Numbers:
    def __init__(self, client: Client, today: date) -> None:
        self.client, self.today = client, today

    def of_page(self, path: str) -> html.HtmlElement:
        return html.fromstring(self.client.get(path).content.decode())

    def count(self, asked: str) -> int:
        return self._answer(f"{asked}&page_size=1&meta=none")["count"]

    def rows(self, asked: str) -> list[dict[str, Any]]:
        """All of them, page by page."""
        answer = self._answer(f"{asked}&page_size=1000&meta=none")
        found = answer["results"]
        while answer.get("next"):
            answer = self.client.get(answer["next"]).json()
            found += answer["results"]
        return found

    def persons(self, asked: str) -> int:
        return sum(row["persons"] for row in self.rows(asked))

    def _answer(self, asked: str) -> dict[str, Any]:
        reply = self.client.get(f"/api/v1/{asked}")
        assert reply.status_code == 200, (asked, reply.content)
        return reply.json()

    def of_mission(self, mission: Record, day: date | None) -> Iterator[Compared]:
        path, at = mission.get_absolute_url(), at_day(day)
        asked = f"mission={mission.slug}"
        page = self.of_page(f"{path}?{at}")
        deaths = glance(page, "Deaths in service")
        rows = self.rows(f"fatalities/?{asked}{at}")
        malicious = [row["persons"] for row in rows if row["incident_type"] == "malicious_act"]
        told = sum(row["persons"] for row in rows)
        yield Compared(path + at, "deaths", number(deaths), told)
        yield Compared(
            path + at, "malicious", number(deaths, r"([\d,]+) by malicious"), sum(malicious)
        )
        on = f"&as_of={day or self.today}"
        tasks = {row["task"] for row in self.rows(f"tasks-in-force/?{asked}{on}")}
        yield Compared(
            path + at, "tasks", number(text_of(page), r"([\d,]+) tasks? in force on"), len(tasks)
        )
        authorized = glance(page, "Authorized")
        ceilings = self.rows(f"strength-ceilings/?{asked}{on}") if authorized else []
        if ceilings:  # without one in force the page tells the last
            told = re.findall(r"(\d[\d,]*) [a-z]", authorized)
            others = {int(one.replace(",", "")) for one in told} - {
                one["persons"] for one in ceilings
            }
            yield Compared(path + at, "ceilings held by none", others, set())
        versions = number(text_of(page), r"([\d,]+) versions? of the mandate")
        if day is None:
            yield Compared(
                path, "versions of the mandate", versions, self.count(f"mandates/?{asked}")
            )

    def of_state(self, state: Record, day: date | None) -> Iterator[Compared]:
        path, at, code = state.get_absolute_url(), at_day(day), state.slug.upper()
        page = self.of_page(f"{path}?{at}")
        on = f"&as_of={day or self.today}"
        hosts = glance(page, "Hosts")
        yield Compared(
            path + at, "hosts", number(hosts), self.count(f"missions/?host_state={code}{on}")
        )
        votes = glance(page, "Votes in the Council")
        yield Compared(path + at, "votes", number(votes), self.count(f"votes/?state={code}{at}"))
        vetoes = number(votes, r"([\d,]+) vetoe?s?")
        yield Compared(path + at, "vetoes", vetoes, self.count(f"documents/?vetoed_by={code}{at}"))
        deaths = number(glance(page, "Deaths of its nationals"))
        yield Compared(
            path + at, "deaths", deaths, self.persons(f"fatalities/?nationality={code}{at}")
        )
        if day is None and Record.objects.filter(slug=COUNCIL).exists():
            terms = number(glance(page, "Seat in the Council"), r"([\d,]+) terms?")
            seats = self.count(
                f"memberships/?state={code}&organization={COUNCIL}&starts_on__lte={self.today}"
            )
            yield Compared(path, "terms", terms, seats)

    def of_organization(self, one: Record, day: date | None) -> Iterator[Compared]:
        path, at = one.get_absolute_url(), at_day(day)
        page = self.of_page(f"{path}?{at}")
        on = f"&as_of={day or self.today}"
        led = glance(page, "Led")
        if led:
            then = f"{on}&certainty=any" if day else ""  # of a day, those under way
            yield Compared(
                path + at, "led", number(led), self.count(f"missions/?lead={one.slug}{then}")
            )
            under_way = number(led, r"([\d,]+) under way")
            yield Compared(
                path + at, "led now", under_way, self.count(f"missions/?lead={one.slug}{on}")
            )
        if one.slug != COUNCIL:
            told = glance(page, "Who belongs").partition(" on ")[0]
            belongs = sum(int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", told))
            held = self.count(f"memberships/?organization={one.slug}{on}&certainty=any")
            yield Compared(path + at, "members", belongs, held)

    def of_conflict(self, one: Record, day: date | None) -> Iterator[Compared]:
        path, at = one.get_absolute_url(), at_day(day)
        page = self.of_page(f"{path}?{at}")
        asked = f"conflict={one.slug}"
        later = self.count(f"missions/?{asked}&starts_on__gt={day}") if day else 0
        missions = number(glance(page, "Missions in or after it"))
        begun = self.count(f"missions/?{asked}") - later
        yield Compared(path + at, "missions", missions, begun)
        decided = number(glance(page, "Decisions on them"))
        yield Compared(path + at, "decisions", decided, self.count(f"resolutions/?{asked}{at}"))
        deaths = number(glance(page, "Deaths in their service"))
        yield Compared(path + at, "deaths", deaths, self.persons(f"fatalities/?{asked}{at}"))

    def of_claims(self, one: Record) -> Iterator[Compared]:
        path = one.get_absolute_url()
        shown = number(glance(self.of_page(path), "Claims of the articles"))
        held = self.count(f"claims/?record={one.record_kind}:{one.slug}")
        yield Compared(path, "claims", shown, held)

    def on_day(self, day: date) -> Iterator[Compared]:
        """The world, the timeline and the clock."""
        at = f"as_of={day}"
        lead = text_of(self.of_page(f"/world/?{at}"))
        surely = self.count(f"missions/?{at}&certainty=certain&never_deployed=no")
        asked = f"missions/?{at}&certainty=perhaps&never_deployed=no"
        perhaps = self.count(asked) - self.count(
            f"{asked}&established_on__gt={day}&starts_on__isnull=yes"
        )
        told = number(lead, r"([\d,]+) operations? under way")
        yield Compared(f"/world/?{at}", "under way", told, surely)
        told = number(lead, r"([\d,]+) more perhaps")
        yield Compared(f"/world/?{at}", "perhaps", told, perhaps)
        line = text_of(self.of_page(f"/timeline/?{at}"))
        begun = self.count(f"missions/?starts_on__lte={day}")
        yield Compared(
            f"/timeline/?{at}", "begun", number(line, r"([\d,]+) missions? begun"), begun
        )
        yield Compared(
            f"/timeline/?{at}", "surely", number(line, r"([\d,]+) surely under way"), surely
        )

    def of_clock(self) -> Iterator[Compared]:
        """A year ahead of today; on another day it reads what was adopted by then."""
        lead = text_of(self.of_page("/clock/"))
        span = f"due__gte={self.today}&due__lte={year_after(self.today)}"
        rows = self.rows(f"clock/?{span}")
        ends = [row for row in rows if row["kind"] == "expiry"]
        yield Compared(
            "/clock/", "mandates end", number(lead, r"([\d,]+) mandates? ends?"), len(ends)
        )
        reports = number(lead, r"([\d,]+) reports? and reviews? falls? due")
        yield Compared("/clock/", "reports", reports, len(rows) - len(ends))

    def of_tasks(self, last: int) -> Iterator[Compared]:
        """Each cell of twenty years."""
        page = self.of_page(f"/tasks/?to={last}")
        (table,) = page.xpath("//table[.//a[starts-with(@href, '/tasks/')]]")
        years = [int(one) for one in table.xpath(".//thead//th/text()") if one.strip().isdigit()]
        for row in table.xpath(".//tr[th/a[starts-with(@href, '/tasks/')]]"):
            key = row.xpath("th/a/@href")[0].partition("?")[0].strip("/").rpartition("/")[2]
            cells = [number(cell.text_content()) for cell in row.xpath("td")]
            for year, shown in zip(years, cells, strict=False):
                yield Compared(f"/tasks/ {key} {year}", "missions", shown, self._had(key, year))

    def _had(self, task: str, year: int) -> int:
        return len(
            {
                row["mission"]
                for row in self._periods()[task]
                if row["starts_on"] <= f"{year}-12-31"
                and (row["ends_on"] or "9999") >= f"{year}-01-01"
                and row["starts_on"] <= f"{self.today}"
            }
        )

    @cache  # noqa: B019 - as long as one run
    def _periods(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows("tasks-in-force/?"):
            found.setdefault(row["task"], []).append(row)
        return found

    def of_votes(self) -> Iterator[Compared]:
        """How often each two permanent members agreed since there have been these five."""
        table, *_ = self.of_page("/votes/").xpath("//table[.//thead//th]")
        heads = [one.strip() for one in table.xpath(".//thead//th//text()") if one.strip()]
        rows = table.xpath(".//tbody/tr")
        for row, one in zip(rows, PERMANENT[1:], strict=False):
            cells = [number(cell.text_content()) for cell in row.xpath("td")]
            for other, shown in zip(heads, cells, strict=False):
                asked = (
                    f"votes/agreement/?a={one}&b={other}&adopted_on__gte={SINCE}&outcome=adopted"
                )
                total = self._answer(f"{asked}&meta=none")["total"]
                if shown or total["of"]:
                    held = 100 * total["agreed"] // total["of"] if total["of"] else 0
                    yield Compared(f"/votes/ {one} {other}", "percent", shown, held)

    def of_trace(self, slug: str) -> Iterator[Compared]:
        """What each member gave to all missions of the UN, before and after."""
        path = f"/trace/{slug}/"
        tables = self.of_page(path).xpath("//table")
        rows = self.rows(f"joins/vote-mandate-deployment/?document={slug}")
        if not tables:
            yield Compared(path, "votes", 0, len(rows))
            return
        table = tables[0]
        held = {row["voter"]: (row["all_before"], row["all_after"]) for row in rows}
        for row in table.xpath(".//tbody/tr"):
            code = row.xpath("th//a/@href")[0].partition("?")[0].strip("/").rpartition("/")[2]
            cells = [cell.text_content().strip() for cell in row.xpath("td")][-2:]
            shown = tuple(number(one) if re.match(r"\d", one) else None for one in cells)
            yield Compared(path, code, shown, held.get(code))


def traced() -> list[str]:
    """Documents that acted on a mission, with a day."""
    acted = MandateAction.objects.exclude(mission=None).exclude(document__adopted_on=None)
    return sorted(set(acted.values_list("document__slug", flat=True)))


def glance(page: html.HtmlElement, label: str) -> str:
    """What stands under a label at the head of a page; empty where it has no such one."""
    for part in page.xpath("//dl[@class='glance']/div"):
        if part.find("dt").text_content().strip().startswith(label):
            return _plain(" ".join(part.xpath("dd//text()")))
    return ""


def text_of(page: html.HtmlElement) -> str:
    return _plain(page.find(".//main").text_content())


def number(text: str, pattern: str = r"\A\s*([\d,]+)") -> int:
    """The number that the pattern finds; 0 where it finds none."""
    found = re.search(pattern, text)
    return int(found[1].replace(",", "")) if found else 0


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(text))


def at_day(day: date | None) -> str:
    return f"&as_of={day}" if day else ""


def year_after(day: date) -> date:
    return (
        day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day + timedelta(365)
    )
