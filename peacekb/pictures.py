"""The pictures by which a shared page is shown elsewhere: one per kind of record, one for all else.

They tell the kind and no more: a number in a picture would go on being shown when it is old.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from records.common.addresses import FOLDERS, KINDS
from records.common.languages import plain_path

WIDTH, HEIGHT = 1200, 630
OF_ALL = "site"

# What stands in large letters, and beneath it.
WORDS = {
    OF_ALL: (_("Peace operations"), _("their mandates and the law under them")),
    "mission": (_("Mission"), _("who authorized, led and served in it, until when, to do what")),
    "document": (_("Document"), _("what it decides, who voted how, what it changed")),
    "state": (_("State"), _("its votes, its seats, its people in peace operations")),
    "organization": (_("Organization"), _("its members, its bodies, the missions that it led")),
    "party": (_("Party"), _("the conflicts and missions in which it had a part")),
    "conflict": (_("Conflict"), _("its parties, its missions, what was decided on it")),
    "topic": (_("Topic"), _("what two articles say of it, and what is held")),
    "case_study": (_("Case study"), _("what an article tells of one operation, checked")),
    "process": (_("Process"), _("what happens in which order, and who does it")),
    "comparison": (_("Comparison"), _("two things side by side, row by row")),
    "article": (_("Article"), _("read claim by claim, each with a verdict")),
    "claim": (_("Claim"), _("its verdict, its evidence, a better sentence")),
    "source": (_("Source"), _("what rests on it, and how far it is to be trusted")),
}


def kind_of(path: str) -> str:
    """The kind of record that an address is about, `site` for all else."""
    return KINDS.get(plain_path(path).split("/")[0], OF_ALL)


def file_of(kind: str) -> str:
    """Its name among the static files."""
    return f"peacekb/pictures/{FOLDERS.get(kind, kind)}.png"


def words_of(kind: str) -> str:
    """What the picture shows, for those who do not see it."""
    large, small = WORDS[kind]
    said = gettext("PeaceKB. {large}: {small}.")
    return said.format(large=gettext(large), small=gettext(small))
