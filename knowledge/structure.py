"""An article as its page shows it: sections in order, each with all that stands in it.

Everything is read with `.values()`, in one query a table: an article has hundreds of rows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F

from knowledge.addresses import anchor
from knowledge.models import (
    Article,
    CaseStudy,
    Claim,
    ListKind,
    Passage,
    Process,
    RelatedLink,
    Section,
    SectionList,
    SectionMention,
    SectionTopic,
)
from records.common.addresses import list_address
from records.models import RecordKind

SENTENCE = ("section", "paragraph", "sentence")


@dataclass
class ListShown:
    """A list of the article: its items are topics and other records, by rank."""

    code: str
    kind: str
    label: str
    nouns: str
    items: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class ArticlePart:
    """A section with what stands in it; what hangs on sections below it is theirs."""

    pk: int
    code: str
    heading: str
    depth: int  # 0 for a section of the article itself
    children: list["ArticlePart"] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    lists: list[ListShown] = field(default_factory=list)
    topics: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)  # case studies and processes
    links: list[Mapping[str, Any]] = field(default_factory=list)
    paragraphs: dict[int, dict[int, list[str]]] = field(default_factory=dict)
    sentences: int = 0

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def level(self) -> int:
        """Of its heading: 2 for a section of the article itself, at most 6."""
        return min(self.depth + 2, 6)


def parts_of(article: Article) -> list[ArticlePart]:
    """The sections of an article in the order of reading."""
    parts = _sections(article)
    held = {part.pk: part for part in parts}
    _put_sentences(article, held)
    _put_claims(article, held)
    _put_lists(article, held)
    _put_told(article, held)
    links = RelatedLink.objects.filter(section__article=article).order_by("section", "rank", "id")
    for row in links.values("section", "label", **_named("record")):
        held[row["section"]].links.append(row)
    return parts


def _sections(article: Article) -> list[ArticlePart]:
    held: dict[int, ArticlePart] = {}
    parents: dict[int, int | None] = {}
    rows = Section.objects.filter(article=article).order_by("rank")
    for pk, code, heading, parent in rows.values_list("pk", "code", "heading", "parent"):
        held[pk] = ArticlePart(pk, code, heading, depth=0)
        parents[pk] = parent
    for pk, part in held.items():
        above = parents[pk]
        if above in held:
            held[above].children.append(part)
        while above in held:
            part.depth += 1
            above = parents[above]
    return list(held.values())


def _put_sentences(article: Article, held: dict[int, ArticlePart]) -> None:
    """The map from sentences to the claims that carry them."""
    rows = Passage.objects.filter(section__article=article).order_by(*SENTENCE, "claims__code")
    for section, paragraph, sentence, code in rows.values_list(*SENTENCE, "claims__code"):
        part = held[section]
        sentences = part.paragraphs.setdefault(paragraph, {})
        if sentence not in sentences:
            sentences[sentence] = []
            part.sentences += 1
        if code:
            sentences[sentence].append(code)


def _put_claims(article: Article, held: dict[int, ArticlePart]) -> None:
    """Claims under the section where they first stand, in the order of their sentences."""
    rows = Claim.objects.filter(section__article=article).order_by("code")
    columns = ("slug", "code", "name", "summary", "kind", "verdict", "corrected_statement")
    for row in rows.values("section", *columns):
        held[row["section"]].claims.append(row)
    for part in held.values():
        place = _places(part)
        part.claims.sort(key=lambda claim: (place.get(claim["code"], len(place)), claim["code"]))


def _places(part: ArticlePart) -> dict[str, int]:
    """Claims of a section by the number of the first sentence that carries each."""
    place: dict[str, int] = {}
    sentences = [codes for found in part.paragraphs.values() for codes in found.values()]
    for number, codes in enumerate(sentences):
        for code in codes:
            place.setdefault(code, number)
    return place


def _put_lists(article: Article, held: dict[int, ArticlePart]) -> None:
    """Topics and records a section names: items under their lists, the rest beside."""
    lists: dict[tuple[int, str], ListShown] = {}
    kept = SectionList.objects.filter(section__article=article).order_by("section", "id")
    for section, code, kind, nouns in kept.values_list("section", "code", "kind", "items"):
        lists[section, code] = ListShown(code, kind, ListKind(kind).label.lower(), nouns)
        held[section].lists.append(lists[section, code])
    topics = SectionTopic.objects.filter(section__article=article).order_by("topic__name")
    records = SectionMention.objects.filter(section__article=article).order_by("record__name")
    placed = ("section", "list_code", "rank")
    for row in topics.values(*placed, **_named("topic")):
        shown = lists.get((row["section"], row["list_code"]))
        (shown.items if shown else held[row["section"]].topics).append(row)
    for row in records.values(*placed, **_named("record")):
        shown = lists.get((row["section"], row["list_code"]))
        (shown.items if shown else held[row["section"]].records).append(row)
    for shown in lists.values():
        shown.items.sort(key=lambda item: (item["rank"] is None, item["rank"], item["title"]))


def _put_told(article: Article, held: dict[int, ArticlePart]) -> None:
    for model in (CaseStudy, Process):
        rows = model.objects.filter(section__article=article).order_by("name")
        for section, kind, slug, title in rows.values_list(
            "section", "record_kind", "slug", "name"
        ):
            held[section].told.append({"record_kind": kind, "slug": slug, "title": title})


def _named(path: str) -> dict[str, F]:
    """What a link to a record needs, read across `path`."""
    return {
        "record_kind": F(f"{path}__record_kind"),
        "slug": F(f"{path}__slug"),
        "title": F(f"{path}__name"),
    }


def sizes() -> dict[int, dict[str, int]]:
    """Sections and sentences of each article, by its id."""
    rows = Section.objects.order_by().values_list("article")
    counted = rows.annotate(sections=Count("pk", distinct=True), sentences=Count("passages"))
    return {
        article: {"sections": sections, "sentences": sentences}
        for article, sections, sentences in counted
    }


@dataclass
class Shared:
    """How many topics, of one kind or in all, every article names and how many only one."""

    kind: str
    label: str
    both: int
    only: list[tuple[str, int]]  # by the slug of the article


def topics_shared(articles: Collection[str], kinds: dict[str, str]) -> list[Shared]:
    """For each kind of topic and, first, for all (kind ""): shared and unshared.

    `articles` are slugs; `kinds` holds names by kind.
    """
    named: dict[tuple[str, int], set[str]] = defaultdict(set)
    rows = SectionTopic.objects.order_by().values_list(
        "topic__kind", "topic", "section__article__slug"
    )
    for kind, topic, article in rows.distinct():
        named[kind, topic].add(article)
    found = []
    for kind, label in {"": "All topics", **kinds}.items():
        sets = [where for (of_kind, _), where in named.items() if kind in ("", of_kind)]
        if sets:
            both = sum(len(where) == len(articles) for where in sets)
            only = [(slug, sum(where == {slug} for where in sets)) for slug in articles]
            found.append(Shared(kind, label, both, only))
    return found


def records_shared(articles: int) -> list[tuple[str, str, int]]:
    """(kind, its list, number) of records other than topics that all `articles` articles name."""
    named = SectionMention.objects.order_by().values_list("record__record_kind", "record")
    counted = named.annotate(articles=Count("section__article", distinct=True))
    shared = counted.filter(articles=articles)
    kinds = Counter(kind for kind, *_ in shared)
    return [
        (str(RecordKind(kind).label), list_address(kind), kinds[kind]) for kind in sorted(kinds)
    ]
