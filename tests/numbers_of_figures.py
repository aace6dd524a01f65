"""Numbers of figures and their tables beside what the API answers: the part of
`numbers_of_pages` that reads rows by month, by year, by decade and by verdict.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from knowledge.models import Verdict
from organizations.models import State
from records.models import Record
from tests.numbers_of_pages import Compared, Numbers, at_day, glance, number, text_of, year_after

ALL = "total_uniformed"
MONTH = re.compile(r"([A-Z][a-z]+ \d{4})")
DEPLOYED = re.compile(r"([\d,]+) (troops|military(?: observers)?|police|uniformed)(?!, \d{4})")


class FigureNumbers(Numbers):
    def of_contributors(self, mission: Record) -> Iterator[Compared]:
        """Each state's persons at every time that may be chosen; who had none is left out."""
        path = f"{mission.get_absolute_url()}contributors/"
        held: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self.rows(f"contributions/?mission={mission.slug}&category={ALL}"):
            at = str(row["year"]) if row["precision"] == "year" else row["month"]
            if row["persons"]:
                held[at][row["state"]] = row["persons"]
        times = self.of_page(path).xpath("//select[@name='at']/option/@value")
        yield Compared(path, "times of contributors", sorted(times), sorted(held))
        for at in times:
            page = self.of_page(f"{path}?at={at}")
            shown = {
                _key(row.xpath("th//a/@href")[0]): number(row.xpath("td")[0].text_content())
                for row in page.xpath("//*[@id='states']/following::table[1]/tbody/tr[th//a]")
            }
            yield Compared(f"{path}?at={at}", "contributors", shown, held[at])
            persons = number(text_of(page), r"had ([\d,]+) uniformed persons")
            yield Compared(f"{path}?at={at}", "persons given", persons, sum(held[at].values()))

    def of_budgets(self, mission: Record) -> Iterator[Compared]:
        path = f"{mission.get_absolute_url()}figures/"
        cells = self.of_page(path).xpath("//*[@id='all-amounts']//tbody/tr/td[@class='number']")
        shown = sorted(number(cell.text_content()) for cell in cells)
        held = sorted(row["amount"] for row in self.rows(f"budgets/?mission={mission.slug}"))
        yield Compared(path, "budgets", shown, held)

    def of_deployed(self, mission: Record) -> Iterator[Compared]:
        """Each number of those deployed is one that its month has, or the sum of the military."""
        path = mission.get_absolute_url()
        said = glance(self.of_page(path), "Deployed")
        months: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.rows(f"strengths/?mission={mission.slug}"):
            month = f"{date.fromisoformat(row['month'] + '-01'):%B %Y}"
            months[month][row["category"]] = row["deployed"] or 0
        of_month = MONTH.findall(said)
        for persons, who in DEPLOYED.findall(said) if of_month else ():
            held = [_deployed(months[month], who) for month in of_month]
            shown = number(persons)
            yield Compared(path, f"deployed {who}", shown, shown if shown in held else held)

    def of_personnel(self, state: Record) -> Iterator[Compared]:
        """What a state gave: least, most, last and how many months, of each year."""
        path, code = state.get_absolute_url(), state.slug.upper()
        page = self.of_page(path)
        years: dict[str, list[int]] = defaultdict(list)
        asked = f"contribution-totals/?contributor={code}&category={ALL}&ordering=month"
        rows = self.rows(asked)
        for row in rows:
            years[row["month"][:4]].append(row["persons"])
        held = {
            year: [min(all_of), max(all_of), all_of[-1], len(all_of)]
            for year, all_of in years.items()
        }
        shown = {
            row.xpath("th")[0].text_content().strip(): [
                number(cell.text_content()) for cell in row.xpath("td")
            ]
            for row in page.xpath("//*[@id='given-by-year']//tbody/tr")
        }
        yield Compared(path, "given by year", shown, held)
        given = number(glance(page, "Gives to UN missions"), r"([\d,]+) uniformed")
        if given:
            yield Compared(path, "given now", given, rows[-1]["persons"] if rows else 0)

    def of_clock_on(self, day: date) -> Iterator[Compared]:
        """What documents adopted by a past day let fall due in the year ahead of it."""
        path = f"/clock/?{at_day(day)}"
        lead = text_of(self.of_page(path))
        rows = self.rows(f"clock/?due__gte={day}&due__lte={year_after(day)}")
        adopted = self._adopted()
        then = [row for row in rows if adopted.get(row["document"], "9999") <= f"{day}"]
        ends = [row for row in then if row["kind"] == "expiry"]
        told = number(lead, r"([\d,]+) mandates? ends?")
        yield Compared(path, "mandates end", told, len(ends))
        told = number(lead, r"([\d,]+) reports? and reviews? falls? due")
        yield Compared(path, "reports", told, len(then) - len(ends))

    @cache  # noqa: B019 - as long as one run
    def _adopted(self) -> dict[str, str]:
        rows = self.rows("documents/?adopted_on__isnull=no&fields=key,adopted_on")
        return {row["key"]: row["adopted_on"] for row in rows}

    def of_vetoes(self) -> Iterator[Compared]:
        """By seat and decade, as the file of the drawing has them."""
        answer = self.client.get("/votes/vetoes.csv").getvalue().decode()
        codes = {name: slug.upper() for name, slug in State.objects.values_list("name", "slug")}
        for row in csv.DictReader(answer.splitlines()):
            first = int(row["from_year"])
            span = f"adopted_on__gte={first}-01-01&adopted_on__lte={first + 9}-12-31"
            states = [codes[name] for name in row["member"].split(", ")]
            held = sum(self.count(f"documents/?vetoed_by={code}&{span}") for code in states)
            yield Compared(f"/votes/ {row['member']} {first}", "vetoes", int(row["vetoes"]), held)

    def of_verdicts(self) -> Iterator[Compared]:
        """Of all claims, and of those of each article."""
        articles = Record.objects.filter(record_kind="article").values_list("slug", flat=True)
        for asked in ("", *(f"article={slug}" for slug in articles)):
            path = f"/claims/?{asked}"
            page, whole = self.of_page(path), self.count(f"claims/?{asked}")
            for verdict in Verdict.values:
                links = page.xpath(f"//main//a[contains(@href, 'verdict={verdict}')]")
                # A verdict that all or none of them have narrows nothing, and is not offered.
                told = number(links[0].text_content(), r"([\d,]+)\s*\Z") if links else (0, whole)
                held = self.count(f"claims/?verdict={verdict}&{asked}")
                shown = held if not links and held in told else told
                yield Compared(path, f"claims {verdict}", shown, held)


def _deployed(of_month: Counter[str], who: str) -> Any:
    if who == "military":
        whole = of_month["military"]
        return whole or of_month["troops"] + of_month["military_observer"]
    return of_month[{"uniformed": ALL, "military observers": "military_observer"}.get(who, who)]


def _key(address: str) -> str:
    return address.partition("?")[0].strip("/").rpartition("/")[2]
