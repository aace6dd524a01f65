"""The words of the field, explained in one or two sentences each, in our own words."""

from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext_noop as _


class Term(NamedTuple):
    """Both texts are marked for translation by `Term` itself; anchors stay English."""

    words: str
    meaning: str
    in_prose: bool = True  # false for labels, and words that sentences use in other senses too

    @property
    def anchor(self) -> str:
        return slugify(self.words)


GROUPS: tuple[tuple[str, tuple[Term, ...]], ...] = (
    (
        _("The Council and its documents"),
        (
            Term(
                "Security Council",
                "The organ of the United Nations that decides on peace and security: five "
                "permanent and ten elected members (six until 1965).",
            ),
            Term(
                "Permanent member",
                "China, France, the Russian Federation (until 1991 the USSR), the United Kingdom "
                "or the United States.",
            ),
            Term(
                "Veto",
                "A vote against by a permanent member, which stops a draft that had the votes to "
                "pass. An abstention is no veto.",
            ),
            Term(
                "Resolution",
                "A numbered decision of the Council or of the General Assembly, such as S/RES/1244 "
                "(1999). Its operative paragraphs decide; its preamble explains.",
            ),
            Term(
                "Presidential statement",
                "A statement that all members of the Council agree on without a vote, such as "
                "S/PRST/2019/1.",
            ),
            Term("Draft", "A text put to the Council, named by its symbol, such as S/2007/468."),
            Term("Sponsor", "A state that submits a draft together with others."),
            Term(
                "Chapter VI",
                "The chapter of the UN Charter on the peaceful settlement of disputes.",
            ),
            Term(
                "Chapter VII",
                "The chapter of the UN Charter under which the Council may bind all members and "
                "allow force. It is told apart whether it stands for the whole text or for "
                "single paragraphs.",
            ),
            Term(
                "Chapter VIII",
                "The chapter of the UN Charter on regional organizations, which may act for "
                "peace but need the Council's authorization for enforcement.",
            ),
        ),
    ),
    (
        _("Missions and mandates"),
        (
            Term(
                "Mission",
                "A field operation, whoever ran it, from its first day to the end of its mandate.",
            ),
            Term(
                "UN peacekeeping operation",
                "A mission that the United Nations counts among its peacekeeping operations.",
            ),
            Term(
                "Special political mission",
                "A civilian mission of the United Nations for good offices, peacebuilding or "
                "prevention.",
            ),
            Term(
                "Authorized force",
                "An operation that the Council allows states or an organization to run, under "
                "their own command.",
            ),
            Term(
                "Hybrid operation",
                "A mission that the United Nations runs together with another organization, such "
                "as UNAMID.",
            ),
            Term("Host state", "A state on whose territory a mission works."),
            Term(
                "Lead",
                "The organization or state that runs a mission; who authorized it and who "
                "commanded it are told apart.",
                in_prose=False,
            ),
            Term(
                "Mandate",
                "What a mission is to do and for how long, as documents of its organ say. Each "
                "renewal is a new version.",
            ),
            Term("Renewal", "A document that grants a mandate a later last day."),
            Term(
                "Roll-over",
                "A renewal for a few weeks or months that leaves the tasks as they are, often "
                "because members need more time.",
            ),
            Term(
                "Lapse",
                "A mandate lapses when its last day passes and no document has followed.",
            ),
            Term(
                "Task",
                "A kind of thing that a mandate asks of a mission, such as demining, by a fixed "
                "list of 48.",
            ),
            Term(
                "Monitors, assists, secures, executes",
                "How a mission is to deal with a task: it watches and reports, it helps others, "
                "it keeps something safe, or it does the thing itself.",
                in_prose=False,
            ),
            Term(
                "All necessary means",
                "The Council's words for allowing force; they may stand for the whole mandate, "
                "for stated tasks, or for self-defence.",
            ),
            Term(
                "Rules of engagement",
                "Orders on when a force may use its weapons. They are not part of a resolution "
                "and seldom public.",
            ),
            Term("Consent", "That the host state, or the parties, agreed to the mission."),
            Term(
                "Legal basis",
                "On what a mission rests: a decision of the Council, the consent of the host, a "
                "treaty, or nothing that was accepted.",
            ),
        ),
    ),
    (
        _("People and figures"),
        (
            Term(
                "Authorized strength",
                "The most persons that documents let a mission deploy, by category. Also called "
                "the ceiling.",
            ),
            Term("Deployed strength", "Persons counted in a mission at the end of a month."),
            Term(
                "Uniformed personnel",
                "Troops, police, military observers and staff officers together; civilians are "
                "not among them.",
            ),
            Term(
                "Military personnel",
                "Troops, military observers and staff officers in one figure. It is compared "
                "only with itself.",
            ),
            Term(
                "Military observer",
                "An officer, as a rule without arms, who watches and reports.",
            ),
            Term("Formed police unit", "Police who come as a unit of about 140 from one state."),
            Term(
                "Troop-contributing country",
                "A state that gives uniformed personnel to a mission; «contributor» on these "
                "pages.",
            ),
            Term(
                "Interpolated",
                "A month for which no report is held; the number lies on the line between two "
                "reports. It is drawn dashed.",
            ),
            Term("Head of mission", "Who leads a mission, often a Special Representative."),
            Term("Force commander", "The officer who commands the military part of a mission."),
            Term(
                "Malicious act",
                "An attack as the cause of a death, beside illness, accident and others.",
            ),
        ),
    ),
    (
        _("How far a value can be trusted"),
        (
            Term(
                "As of a day",
                "What held on that day, by documents of that day. What an unknown date leaves "
                "open is marked «perhaps».",
                in_prose=False,
            ),
            Term(
                "Not yet coded",
                "Nobody has looked it up here. It never means that there is none.",
                in_prose=False,
            ),
            Term(
                "Gap", "A value that was looked for and not found, with the reason.", in_prose=False
            ),
            Term(
                "To be confirmed",
                "A value that rests on general knowledge or on a page that is no authority.",
            ),
            Term(
                "Read by rule",
                "Found in a text by a program. How often such values were right was measured.",
                in_prose=False,
            ),
            Term(
                "Sources disagree",
                "Two sources give different values. Both are kept; the rule that chose is named.",
                in_prose=False,
            ),
            Term(
                "Coverage",
                "For how many rows of a table a column is known. An answer without rows says it.",
            ),
            Term(
                "Verdict",
                "What checking a claim of an article found: supported, imprecise, disputed, "
                "contradicted or not checkable.",
            ),
        ),
    ),
)
TERMS = {term.words: term for _, terms in GROUPS for term in terms}
