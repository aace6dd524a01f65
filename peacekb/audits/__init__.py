"""What the base owes its readers and no constraint can hold; `manage.py audit` asks all of it.

Each audit yields a sentence for a defect. CI refuses any.
"""

from collections.abc import Callable, Iterator

from peacekb.audits import articles, evidence, totals

AUDITS: tuple[Callable[[], Iterator[str]], ...] = (
    evidence.summaries,
    evidence.evidence,
    evidence.every_value,
    evidence.citations,
    evidence.legal_bases,
    articles.verdicts,
    articles.passages,
    articles.lists,
    totals.vote_totals,
    totals.council_size,
    totals.council_seats,
    totals.leads,
    totals.fatalities,
    totals.strength_parts,
    totals.contributions,
    totals.mandates,
    totals.successions,
)
