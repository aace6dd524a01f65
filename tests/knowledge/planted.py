"""Texts of our own with true and false things planted in them, and how each is to be judged.

`[words|sign]` is a planted thing: `r` right, `q` not quite right, `w` wrong, `u` not to be judged.
What stands outside of brackets should be found wrong nowhere.
"""

import re
from typing import NamedTuple

from knowledge.checking.findings import Judgement

SIGNS = {
    "r": Judgement.RIGHT,
    "q": Judgement.NOT_QUITE,
    "w": Judgement.WRONG,
    "u": Judgement.NOT_KNOWN,
}
PLANT = re.compile(r"\[([^\[\]|]+)\|([rqwu])\]")


class Planted(NamedTuple):
    start: int
    end: int
    judgement: Judgement
    is_sentence: bool


def planted(marked: str) -> tuple[str, list[Planted]]:
    """The text as a reader would paste it, and where the planted things stand in it."""
    text, found, at = "", [], 0
    for plant in PLANT.finditer(marked):
        text += marked[at : plant.start()]
        found.append(
            Planted(len(text), len(text) + len(plant[1]), SIGNS[plant[2]], plant[1].endswith("."))
        )
        text += plant[1]
        at = plant.end()
    return text + marked[at:], found


# As an encyclopedia would have it.
DARFUR = """
The [African Union-United Nations Hybrid Operation in Darfur|r] ([UNAMID|r]) was set up by
[Security Council resolution 1769|r], adopted [unanimously|r] on [31 July 2007|r]. The resolution
authorized [UNAMID|r] in 2007 to have up to [19,555 military personnel|r] and [6,432 police|r].
In October 2013 UNAMID had [19,327 uniformed personnel|r] from [47 contributing countries|r]. In
2013 UNAMID lost [44 personnel|r]. The mission ended on [31 December 2020|r]. Its predecessor,
the [African Union Mission in Sudan|r], was older. Some say that [resolution 1769 of 2008|q] was
the first on [Darfur|u], and that UNAMID was created in [2005|w]."""

SOUTH_SUDAN = """
On [8 July 2011|r] the Council adopted [resolution 1996 (2011)|r], which established [UNMISS|r]
with up to [7,000 military personnel|r]. UNMISS began on [9 July 2011|r]. In 2013 [resolution
2132 (2013)|r] raised the troop ceiling of UNMISS to [12,500 troops|r] and that of police to
[1,323 police|r]. [S/RES/2304 (2016)|r] was adopted by [11 votes to none, with 4 abstentions|r];
[China|r], Egypt, Russia and Venezuela [abstained|r]. Under [S/RES/2820 (2026)|r] the mandate of
UNMISS runs until [30 April 2027|r]. In April 2016 UNMISS had [13,571 peacekeepers|r]. Others
write that [resolution 1996 (2012)|q] set it up, that [resolution 2304|r] had been adopted by [15
votes to 0|w], or that UNMISS was established on [14 July 2013|w]."""

LIBERIA = """
UNMIL was established by [resolution 1509 (2003)|r] of [19 September 2003|r]. The resolution
authorized [15,000 military personnel|r] and [1,115 police|r] for UNMIL in 2003. In June 2005
UNMIL had [15,954 uniformed personnel|r] from [59 contributing countries|r]. In May 2011
[Pakistan|r] contributed [2,952 troops|r] to UNMIL. In 2005, [36 peacekeepers|r] of UNMIL died.
UNMIL closed on [30 March 2018|r]. In March 2010 UNMIL had [25,000 uniformed personnel|w]. In
June 2010 Bangladesh provided [4,400 troops|w] to UNMIL. UNMIL ended in [2012|w]."""

# As a newspaper would.
VETOES = """
[Russia|r] [vetoed|r] a text on [24 April 2024|r]. On [20 February 2024|r] the [United States|r]
[vetoed|r] a draft on Gaza. [Draft resolution S/2024/239|r] was [vetoed|r] by Russia and China.
The draft [S/2011/612|r], on Syria, was [vetoed|r] by China and Russia on [4 October 2011|r]. In
2011 [France|r] [vetoed|w] a draft. On [15 June 2009|r] the Russian Federation [cast its veto|r]
on Georgia. [S/2007/14|r] was [vetoed|w] by the United Kingdom. The draft [S/2012/77|r] was
[vetoed|q] by China and the United States. [Resolution 1973 (2011)|r] was [vetoed|w] by Russia."""

LIBYA = """
With [10 votes in favour, none against and 5 abstentions|r], the Council adopted [resolution
1973|r] on [17 March 2011|r]. [Brazil|r], China, Germany, India and Russia [abstained|r]. Critics
recall it differently: that [resolution 1973 (2011)|r] was adopted [unanimously|w], that South
Africa [abstained|w] on [resolution 1973 (2011)|r], that Germany [voted against|w] [resolution
1973|r]. In [resolution 678 (1990)|r], Cuba and Yemen [voted against|r], and China [abstained|r];
[resolution 678|r] was adopted on [29 November 1990|r] by [12 votes to 2|r]."""

KOSOVO = """
[UNSCR 1244|r] was passed on [10 June 1999|r] with [14 votes in favour|r]; China [abstained|r].
It created [UNMIK|r]. [UN Security Council Resolution 1160|r] dates from [31 March 1998|r].
[KFOR|r] was launched in [June 1999|r]. In [2005|u] KFOR had [17,587 soldiers|r] in June 2005.
[NATO|r] led it. In March 2010 KFOR had [45,000 troops|w]. [SCR 1244 (1998)|q] is often cited,
[U.N.S.C. Res. 1244 (1999)|r] rightly, and [S/RES/3999 (2001)|w] never."""

# As a student would note it down.
NOTES = """
- [S/RES/1528 (2004)|r]: set up [UNOCI|r], [27 February 2004|r]
- [res. 1542 (2004)|r] created [MINUSTAH|r]; adopted [30 April 2004|r]
- [resolution 1545|r] created [ONUB|r], adopted [21 May 2004|r]
- [resolution 1590 (2005)|r] created [UNAMID|w]
- [resolution 1270 (1999)|r] created [UNAMSIL|r] on [22 October 1999|r]
- [resolution 1279 (1999)|r] set up [MONUC|r]
- [resolution 1925 (2010)|r], adopted [28 May 2010|r], set up [MONUSCO|r]
- [resolution 2100 (2013)|r] established [MINUSCA|w]
- [resolution 2149|r] established [MINUSCA|r], adopted on [10 April 2013|w]
- [resolution 186 (1964)|r] established [UNFICYP|r] on [4 March 1964|r]
- [resolution 2350 (2017)|r] of [13 April 2017|r]
- [resolution 743 of 1993|q], really of [21 February 1992|r]
- [resolution 2998 (2025)|w], [S/RES/4000|w], [resolution 9999|w]
- [UNMAX|u] and [XUNAMI|u] are not missions"""

# As a report would.
HAITI = """
In February 2011 Brazil contributed [2,187 troops|r] to [MINUSTAH|r]. In 2010, [101
peacekeepers|r] died while serving with MINUSTAH. MINUSTAH's authorized strength in October 2013
was [5,021 troops|r] and [2,601 police|r]. In March 2010 there were [10,472 uniformed
personnel|r] in MINUSTAH, from [49 contributing countries|r]. MINUSTAH closed on [15 October
2017|r]. In March 2010 MINUSTAH had [7,700 uniformed personnel|w]. In 2009, [60 peacekeepers|w]
of MINUSTAH died. In October 2013 the ceiling of MINUSTAH was [8,000 troops|w]. There were [9,000
troops|u] in the country. Between 2004 and 2017 MINUSTAH lost [187 people|u]."""

CONGO = """
In March 2012 [India|r] contributed [3,704 troops|r] to MONUSCO. The Council authorized [19,815
troops|r] for MONUSCO in [resolution 1925 (2010)|r]. With [resolution 2098 (2013)|r] it extended
the mandate of MONUSCO until [31 March 2014|r]; others give [31 March 2015|w] as the day until
which [resolution 2098 (2013)|r] extended MONUSCO. In March 2012 India had [9,000 troops|w] in
MONUSCO. The [United Nations Organization Mission in the Democratic Republic of the Congo|r]
([MONUC|r]) was older. The [United Nations Mission in Liberia|r] ([MINURSO|w]) was elsewhere."""

MALI = """
[Resolution 2100 (2013)|r] established [MINUSMA|r] with [11,200 military personnel|r] and [1,440
police|r]. [Resolution 2295|r] of [29 June 2016|r] raised the ceiling of MINUSMA to [13,289
military personnel|r]. In 2016, [37 peacekeepers|r] of MINUSMA died. MINUSMA ended in [June
2023|r]; [resolution 2690 (2023)|r] was adopted on [30 June 2023|r] [unanimously|r]. In
resolution 2164 (2014) the ceiling of MINUSMA was [15,200 military personnel|w]."""

# As an essay would.
CLAIMS = """
[The African Union was established in 2001.|q] [The Charter requires that the consent of the host
nation be obtained.|w] [Operation Allied Force in 1999 was an important peacekeeping
initiative.|w] [The Gulf War of 1990-1991 was led by the United Nations.|w] [The ICC also holds
organizations to account for violations in enforcement operations.|w] [Peacekeepers collect
intelligence.|r] [Peacekeeping forces are required to be neutral.|w] [The UN is the leading
peacekeeping organization and runs many missions.|r] [The AU's intervention in Darfur is an
example of peace enforcement.|w] [INTERFET was a multinational peacekeeping force.|q] [A
UN-sponsored referendum took place in August 1999.|r] [Security Council resolutions spell out the
rules of engagement of a mission.|q] [The referendum was preceded by long talks in New York.|u]
[Bread is baked from flour and water.|u]"""

OTHERS = """
The League mattered less than [UNTSO|r]. [Resolution 1701 (2006)|r] was adopted on [11 August
2006|r]. The ceiling of UNIFIL was raised to [15,000 troops|r] by [resolution 1701 (2006)|r]. In
March 2010 Italy contributed [2,120 troops|r] to UNIFIL. In March 2010 Italy contributed [3,120
troops|w] to UNIFIL. The [OSCE|r], the [EU|r], [ECOWAS|r] and the [International Criminal
Court|r] are held, as are [Mali|r], [Côte d'Ivoire|r], the [DRC|r] and the [United States|r].
There is no [31 June 2007|w] and no [30 February 1999|w]. [Resolution 425 (1978)|r] was adopted
by [12 votes to none with two abstentions|r] on [19 March 1978|r]. [UNIFIL|r] was established by
it. [Resolution 425 (1978)|r] was adopted by [13 votes to 1|w]. [A/RES/377 (V)|r] is of the
Assembly, [A/RES/66/999|u] is not held, and [resolution 1325 (2000)|r] was adopted
[unanimously|r] on [31 October 2000|r]. It was adopted on [3 November 2000|q], others say.
[Resolution 1861 (2009)|q] on [Haiti|r] is a slip. UNTAET was established by [resolution 1272
(1999)|r] on [25 October 1999|r], and [UNTAG|r] long before. UNDOF has existed since [1974|r]; in
October 2013 UNDOF had [1,218 troops|r]. UNMEE was terminated in [July 2008|r]. [UNAVEM III|r]
was set up in [February 1995|r]. [UNTAC|r] ([1992|r]–[1993|r]) and [ONUMOZ|r] ([1992|r]–[1994|r])
are of one time. In June 1994 UNPROFOR counted [36,365 peacekeepers|r]. [Resolution 2334
(2016)|r] was adopted by [14 votes to 0|r], the [United States|r] [abstaining|r]. [Resolution 836
(1993)|r] was adopted with [two abstentions|r], those of Pakistan and Venezuela."""

TEXTS = [
    DARFUR,
    SOUTH_SUDAN,
    LIBERIA,
    VETOES,
    LIBYA,
    KOSOVO,
    NOTES,
    HAITI,
    CONGO,
    MALI,
    CLAIMS,
    OTHERS,
]

# Written after the checker was done, without looking at it.
FURTHER = """
Blue helmets came to Haiti in 2004. The Security Council, acting through [resolution 1542|r]
which it had approved on [30 April 2004|r], created the [United Nations Stabilization Mission in
Haiti|r], known as [MINUSTAH|r]. By March 2010 some [10,500 uniformed personnel|r] served with
MINUSTAH. The worst year was 2010, when MINUSTAH mourned [101 deaths|r]. MINUSTAH left Haiti for
good in [October 2017|r]. A textbook claims that MINUSTAH closed its doors in [2015|w], that
[resolution 1542 (2005)|q] founded it, and that [resolution 1528 (2004)|r] created [MINUSTAH|w].

In the Congo, [MONUSCO|r] took over from [MONUC|r]. India was the backbone: in March 2012 it had
sent [3,704 soldiers|u] there. India's share of MONUSCO in March 2012 amounted to [3,704
troops|r]. The Force Intervention Brigade came with [S/RES/2098(2013)|r], passed by the Council
on [28 March 2013|r] with [15 votes in favour|r]. [Security Council resolution 2098 (2013)|r] was
adopted by a vote of [13 to 2|w].

The vote on [resolution 1706 (2006)|r] was telling: [12 in favour, none against, 3
abstentions|r]. [China, Qatar and Russia|r] [abstained|r] on [resolution 1706|r]; the United
States [voted in favour|r]. Contrary to legend, Qatar never [voted against|u] [resolution 1706
(2006)|r]. On Syria, Moscow and Beijing stood together; on [19 July 2012|r] China and Russia
[vetoed|r] a draft. In 2012 the United Kingdom [vetoed|w] a draft on Syria. The United States
[vetoed|r] draft [S/2011/24|r] on [18 February 2011|r]. [Draft S/2014/189|r] was [vetoed|r] by
Russia, China [abstaining|r].

Lebanon has had peacekeepers since 1978. [UNIFIL|r], established by [resolutions 425 (1978)|r]
and [426 (1978)|r], was enlarged in August 2006. In 2012 UNIFIL had between 11,003 and [12,138
troops|r]; a newspaper gave [20,000 troops|w] for UNIFIL in 2012. France contributed [1,325
troops|r] to UNIFIL in June 2011. In June 2011 France contributed [400 troops|w] to UNIFIL.
Spain's battalion in UNIFIL numbered [701 troops|r] in January 2013.

In Abyei, the [United Nations Interim Security Force for Abyei|r] ([UNISFA|r]) was authorized on
[27 June 2011|r] under [resolution 1990 (2011)|r], with a ceiling of [4,200 military personnel|r]
and [50 police|r]. UNISFA in October 2013 stood at [4,075 uniformed personnel|r] from [30
contributing countries|r]. A rival account puts UNISFA at [6,000 uniformed personnel|w] in
October 2013. Further south, the mandate of UNMISS was extended by [resolution 2820 (2026)|r]
until [30 April 2028|w]. [Resolution 3120 (2026)|w] does not exist, and neither does [29 February
2011|w]. [UNTAC|r] ended on [24 September 1993|r]. [UNAMSIL|r] closed on [31 December 2005|r],
though a memoir says that UNAMSIL ended on [5 January 2006|q]. [The AU was set up in 2001.|q]
[Peacekeeping usually requires the consent of the parties.|r] [AMISOM was launched in 2007 and
was the main peacekeeping effort of the AU in Somalia.|r]"""

# Written last, when what the former had shown was mended; what it showed was mended too.
LAST = """
For [UNTAET|r] the story starts on [25 October 1999|r], when [resolution 1272 (1999)|r] passed.
Its successor [UNMISET|r] was created through [resolution 1410 (2002)|r] on [17 May 2002|r], with
a ceiling of [5,000 troops|r] and [1,250 police|r]. A school book dates [resolution 1410|r] to
[20 May 2002|q] and credits [resolution 1272 (1999)|r] with creating [UNMISET|w]. [UNMIT|r] was
set up on [25 August 2006|r] and wound up on [31 December 2012|r]. In March 2010 UNMIT had [1,553
uniformed personnel|r].

The Security Council failed to act on Ukraine: [S/2014/189|r] fell on [15 March 2014|r],
[vetoed|r] by Russia. On [25 February 2022|r] Russia again [used its veto|r]. Eight years
earlier, in May 2014, China and Russia had [vetoed|r] a draft on Syria. The United States
[vetoed|r] [S/2018/516|r] on [1 June 2018|r]. Germany [vetoed|w] [S/2018/516|r]. [Draft
resolution S/2004/313|r] was [vetoed|r] by the Russian Federation on [21 April 2004|r], and not,
as one reads, on [21 May 2004|q].

UNAMSIL was born in 1999: [S/RES/1270 (1999)|r] of [22 October 1999|r] gave it [6,000 military
personnel|r]. During 2001, UNAMSIL numbered up to [17,420 peacekeepers|r]. UNAMSIL lost [48
personnel|r] in 2002. Its sister, [UNOMSIL|r], preceded it. An old report gives UNAMSIL only
[3,000 troops|w] in December 2001. In June 2005, UNAMSIL had [3,432 uniformed personnel|r] from
[38 contributing countries|r] and not [60 contributing countries|w].

According to [UN Security Council resolution 1778|r] (adopted on [25 September 2007|r]),
[MINURCAT|r] was established with [300 police|r]. [Resolution 1861 (2009)|r] of [14 January
2009|r] extended it to [15 March 2010|r], and [resolution 1923 (2010)|r] extended the mandate of
MINURCAT until [31 December 2010|r]. One paper has MINURCAT ending on [31 December 2011|w].
Rwanda gave [3,233 troops|r] to UNAMID in March 2012. Rwanda gave [1,000 troops|w] to UNAMID in
March 2012. The Council voted [12-0-3|r] on [resolution 1706 (2006)|r] and [13–0–2|r] on
[resolution 836 (1993)|r]. The vote on [S/RES/678 (1990)|r] was [15-0-0|w]. The [Organization of
African Unity|r] preceded the [African Union|r]; the [Arab League|r] mediates, and [SADC|r] sent
[SAMIM|r]. [The ICC holds organizations accountable for violations in enforcement operations.|w]
[Peacekeepers report human rights violations.|r]"""
