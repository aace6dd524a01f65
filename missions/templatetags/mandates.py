"""How mandates are shown to people: votes, chapters and amounts in a few words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from legal.models import Adoption, Document
from missions.acts.reading import ParagraphPlace
from missions.decisions import UNDER_VII
from missions.models import Mandate
from missions.votes import DecisionVotes
from records.common.numbers import in_figures
from records.common.periods import written

register = template.Library()


@register.filter
def vote_in_short(document: Document) -> str:
    """«13–0–2», or how it was adopted without a count."""
    return document.tally or document.get_adoption_display().lower() or _("not held")


@register.simple_tag
def vote_on(document: Document, votes: DecisionVotes | None) -> str:
    """«Adopted on 30 April 2026 by 13–0–2: China and Russian Federation abstained.»"""
    adopted = written(document.adopted_on, document.adopted_precision)
    others = votes.not_in_favour_of(document) if votes else []
    told = dict.fromkeys(words for name, words in others)
    by_words = {words: [name for name, said in others if said == words] for words in told}
    named = _("; ").join(f"{_together(names)} {words}" for words, names in by_words.items())
    if document.tally:
        tally = format_html('<span class="nowrap">{}</span>', document.tally)
        vote: str = format_html(_(" by {document}"), document=tally)
    elif document.adoption in (Adoption.WITHOUT_VOTE, Adoption.ACCLAMATION):
        vote = f" {document.get_adoption_display().lower()}"
    else:
        vote = _("; the vote is not held")
    said = _("Adopted on {adopted}{vote}: {named}.") if named else _("Adopted on {adopted}{vote}.")
    return format_html(said, adopted=adopted, vote=vote, named=named)


def _together(names: list[str]) -> str:
    return _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@register.simple_tag
def chapter_of(mandate: Mandate) -> SafeString:
    """A chip with the chapter, and what force the mandate allows."""
    force = mandate.get_force_level_display().lower() if mandate.force_level else ""
    style = "chip seven" if mandate.chapter in UNDER_VII else "chip"
    chapter = _("Chapter not specified") if mandate.chapter == "unspecified" else None
    label = chapter or mandate.get_chapter_display()
    return format_html('<span class="{}">{}</span> {}', style, label, force)


@register.filter
def in_brackets(place: ParagraphPlace | None) -> SafeString | str:
    """The paragraph that says so, which leads to its words where they are held."""
    if place is None:
        return ""
    if not place.anchor:
        return format_html(" ({})", place.short)
    linked = ' (<a href="#{}" aria-label="{}">{}</a>)'
    return format_html(linked, place.anchor, place.words, place.short)


@register.filter
def number_alone(document: Document) -> str:
    """What tells a document from others in a narrow column: its number, or its symbol."""
    return str(document.number or document.symbol or document.name)


@register.filter
def millions(amount: int) -> str:
    return in_figures(amount / 1_000_000, decimals=1)
