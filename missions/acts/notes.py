"""What each paragraph does, for the margin of the text: by anchor, as HTML."""

from collections import defaultdict

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from missions.acts.effects import Effect, Effects, ParagraphPlace
from records.common.numbers import in_figures
from records.common.periods import written

Notes = dict[str, list[SafeString]]


def notes(effects: list[Effects]) -> Notes:
    found: Notes = defaultdict(list)
    several = len(effects) > 1
    for one in effects:
        whose = f"{_name(one)}: " if several else ""
        for decision in (*one.decisions, *one.force):
            _add(found, decision.place, whose, decision.words, _ending(decision))
        for ceiling in one.ceilings:
            before = (
                _(", before {persons}").format(persons=in_figures(ceiling.before.persons))
                if ceiling.before
                else ""
            )
            told = f"{ceiling.category} {in_figures(ceiling.row.persons)}{before}"
            _add(found, ceiling.place, whose, _("Ceiling"), told)
        for duty in one.duties:
            _add(found, duty.place, whose, duty.row.get_kind_display(), duty.row.when)
        if one.tasks:
            by_place: dict[ParagraphPlace, list[str]] = defaultdict(list)
            for stated in one.tasks.stated:
                for place in stated.places:
                    by_place[place].append(f"{_(stated.task.name)} ({stated.how})")
            for place, names in by_place.items():
                _add(found, place, whose, _("Tasks"), _("; ").join(names))
    return found


def _name(one: Effects) -> str:
    return (one.mission.acronym or one.mission.name) if one.mission else ""


def _ending(decision: Effect) -> str:
    word = "on" if decision.is_end else "until"
    until = f"{word} {written(decision.until)}" if decision.until else ""
    return _("; ").join(filter(None, (until, decision.note)))


def _add(found: Notes, place: ParagraphPlace | None, whose: str, words: str, told: str) -> None:
    if place and place.anchor:
        said = f" {told}" if told else ""
        found[place.anchor].append(format_html("<b>{}{}</b>{}", whose, words, said))
