"""What the base owes its readers and no constraint can hold; `manage.py audit` asks all of it.

Each audit yields a sentence for a defect. CI refuses any. Measures yield figures.
"""

from collections.abc import Callable, Iterator

from peacekb.audits import (
    articles,
    ceilings,
    codings,
    deriving,
    lacking_evidence,
    leaders,
    reading,
    tasks,
    titles,
    totals,
    vetoes,
)

AUDITS: tuple[Callable[[], Iterator[str]], ...] = (
    lacking_evidence.summaries,
    lacking_evidence.evidence,
    lacking_evidence.every_value,
    lacking_evidence.citations,
    lacking_evidence.legal_bases,
    articles.verdicts,
    articles.passages,
    articles.lists,
    totals.vote_totals,
    totals.council_size,
    totals.council_seats,
    totals.one_holder_a_day,
    totals.leads,
    totals.fatalities,
    totals.strength_parts,
    totals.contributions,
    totals.mandates,
    totals.successions,
    titles.resolutions_named,
    leaders.leaders_evidence,
    vetoes.vetoes_by_year,
    vetoes.vetoes_are_votes,
)

MEASURES: tuple[Callable[[], Iterator[str]], ...] = (
    reading.reading_by_rule,
    tasks.task_paragraphs,
    deriving.mandates_derived,
    codings.codings_agree,
    ceilings.authorized_strength,
    leaders.posts_held_twice,
    leaders.to_be_confirmed,
)
