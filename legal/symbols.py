"""Symbols of UN documents in any spelling, as keys under which names stand.

«S/RES/1244(1999)», «resolution 1244», «SCR 1244», «U.N.S.C. Res. 1244», «résolution 1244» and the
address of a page of the United Nations are one; «Resolution 194» is two: a Council and an Assembly
resolution bear the number, the Council's first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from records.common.spellings import SpellingReading, joined, symbol_key
from records.common.text import fold, fold_in_place

COUNCIL, ASSEMBLY = "un-sc", "un-ga"
LETTER = {COUNCIL: "s", ASSEMBLY: "a"}


def _either(*spelled: str) -> str:
    keys = {joined(fold(one).split()) for one in spelled}
    return "|".join(sorted(keys, key=len, reverse=True))


_COUNCIL = _either(
    "s", "sc", "sec co", "sec council", "security council", "security council of the un",
    "conseil de securite", "conseil de securite des nations unies", "cs", "consejo de seguridad",
    "consejo de seguridad de las naciones unidas", "совет безопасности", "совета безопасности",
    "совета безопасности оон", "сб", "сб оон", "安全理事会", "安理会", "مجلس الأمن",
)  # fmt: skip
_ASSEMBLY = _either(
    "a", "ga", "general assembly", "assemblee generale", "ag", "asamblea general",
    "генеральная ассамблея", "генеральной ассамблеи", "大会", "الجمعية العامة",
)  # fmt: skip
_WORD = _either(
    "r", "res", "resol", "resolution", "resolutions", "resolucion", "резолюция", "резолюции",
    "рез", "决议", "決議", "第", "号决议", "قرار", "القرار",
)  # fmt: skip
_OF = "(?:of|ofthe|du|dela|del|de|des)?"
_UN = "(?:the)?(?:un|unitednations|nations?unies|onu|оон)?(?:doc|docs|document|documents|symbol)?"
RESOLUTION = re.compile(
    rf"""(?P<head>{_UN}(?:(?P<council>{_COUNCIL})|(?P<assembly>{_ASSEMBLY}))?(?P<word>{_WORD})?
        {_OF}(?:(?P<council_after>{_COUNCIL})|(?P<assembly_after>{_ASSEMBLY}))?
        (?:no|nr|n|num|number)?)[ ]?
        (?P<number>\d{{1,5}})(?:[ ](?P<second>\d{{1,4}}))?
        (?:[ ]?(?:adopted|on|{_WORD})?{_OF}
            (?:(?P<council_late>{_COUNCIL})|(?P<assembly_late>{_ASSEMBLY}))?)?
        (?:[ ]?(?:adopted)?(?:of|on|du|de|del|от)?(?:[ ]\d{{1,2}}[ ][^\W\d]+|[^\W\d]+[ ]\d{{1,2}})
            [ ](?P<dated>\d{{4}}))?
        (?P<suffix>[ ](?:corr|add|rev|amend)[ ]\d{{1,2}})?""",
    re.VERBOSE,
)
IN_SESSION = re.compile(
    rf"""{_UN}\s*(?:(?:a|ga|general\s+assembly)\W*(?:{_WORD})?|{_WORD})\W*
        (?P<number>\d{{1,4}})
        (?:\s+[a-z](?=\s*\())?
        \s*\(?\s*(?P<session>(?:es|s)\s*-?\s*(?:[ivxl]+|\d{{1,2}})|[ivxl]+)\s*\)?
        \s*[a-z]?""",
    re.VERBOSE,
)
BARE = re.compile(r"\d{1,5}(?:\s*[(/_-]?\s*\d{4}\s*\)?|/\d{1,3})?")
MEETING = re.compile(
    r"(?P<number>\d{1,5}) ?(?:(?:st|nd|rd|th)meeting(?:ofthe(?:un)?securitycouncil)?"
    r"|(?:e|i?eme|re|iere)seance(?:du(?:conseildesecurite|csnu|cs))?)"
)
PAPER = re.compile(r"^\W*(?:u\.?n\.?\W+)?(?:doc(?:ument)?s?|draft(?:\s+resolution)?|meeting)\b\W*")
# Letters that a scanner reads for digits, within a number.
MISREAD = re.compile(r"\b(?=[0-9ilo|]*\d)[0-9ilo|]{3,}\b")
SCANNED = str.maketrans("ilo|", "1101")
# Where in a paper: «, para. 9», «, OP 19 (b)»; and the end of the name of a file.
PLACE = re.compile(
    r"""[\s,;]+(?:operative\s+|preambular\s+)?(?:para(?:graph)?s?|op|pp|§+)\.?\s*
        \d+(?:\s*\(\w+\))*$|\.(?:pdf|docx?|html?)$""",
    re.VERBOSE,
)
LATEST_SESSION = 150  # 1244/99 is of 1999, 46/182 of session 46
HOST = re.compile(r"\b(?:undocs\.org|un\.org)/")
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
IN_PATH = re.compile(r"(?:^|/)((?:s|a)/(?:res|prst|pv|inf|\d).*|(?:s|a)/.+)$")
RECORD = re.compile(r"digitallibrary\.un\.org/record/(\d+)")


@dataclass(frozen=True)
class Symbol:
    """What a spelling says of a resolution; empty where it does not say."""

    number: int
    organ: str = ""  # slug: un-sc or un-ga
    year: int | None = None
    session: str = ""


def parse(text: str) -> Symbol | None:
    """The resolution that a text names, or None where it names none; a bare number does not.

    `A/RES/46/182` is number 182 of session 46; `A/RES/194 (III)` number 194 of session III.
    """
    plain = fold(text).strip(" .,")
    if found := IN_SESSION.fullmatch(plain):
        return Symbol(int(found["number"]), ASSEMBLY, session=_session(found["session"]))
    found = RESOLUTION.fullmatch(_runs(plain))
    if not found or not _says_resolution(found):
        return None
    return _symbol(found)


def _says_resolution(found: re.Match) -> bool:
    """«SC 1244» does; «S/12610» is a paper of another kind."""
    organ = found["council"] or found["assembly"] or found["council_after"]
    return bool(found["word"] or (organ and len(organ) > 1))


def _symbol(found: re.Match) -> Symbol:
    number, second = int(found["number"]), found["second"]
    places = ("", "_after", "_late")
    council = any(found[f"council{place}"] for place in places)
    assembly = any(found[f"assembly{place}"] for place in places)
    organ = COUNCIL if council else ASSEMBLY if assembly else ""
    if second and not _is_year(second, number):
        return Symbol(int(second), ASSEMBLY, session=str(number))
    year = second or found["dated"]
    return Symbol(number, organ, _whole_year(year) if year else None)


def _is_year(second: str, number: int) -> bool:
    if len(second) == 2:
        return number > LATEST_SESSION
    return len(second) == 4 and second[:2] in ("19", "20")


def _whole_year(year: str) -> int:
    """«99» is 1999; the Council first met in 1946."""
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 46 else 2000)


def _runs(plain: str) -> str:
    """Letters together and numbers apart: «u.n.s.c. res. 1244 (1999)» as `unscres 1244 1999`."""
    runs = re.findall(r"\d+|[^\W\d_]+", plain)
    pieces: list[str] = []
    for run in runs:
        if pieces and not pieces[-1].isdecimal() and not run.isdecimal():
            pieces[-1] += run
        else:
            pieces.append(run.lstrip("0") or "0" if run.isdecimal() else run)
    return " ".join(pieces)


def _session(text: str) -> str:
    plain = "".join(text.upper().split())
    return re.sub(r"^(ES|S)-?", r"\1-", plain)


def keys(symbol: Symbol) -> list[str]:
    """The keys under which documents of this symbol stand, the Council's first."""
    if symbol.session:
        return [_in_session(symbol)]
    year = f"/{symbol.year}" if symbol.year else ""
    heads = [f"{LETTER[symbol.organ]}res"] if symbol.organ else ["sres", "ares", "resolution"]
    return [f"{head}{symbol.number}{year}" for head in heads]


def _in_session(symbol: Symbol) -> str:
    if symbol.session.isdecimal():
        return f"ares{symbol.session}/{symbol.number}"
    return symbol_key(f"ares{symbol.number}{symbol.session}")


def keys_of_number(organ: str, number: int, year: int | None, session: str) -> list[str]:
    """Every key of a resolution beside that of its symbol: with its year, session, or neither."""
    heads = ["resolution", *([f"{LETTER[organ]}res"] if organ in LETTER else [])]
    told = [f"{head}{number}{end}" for head in heads for end in ("", f"/{year}")]
    return told + ([_in_session(Symbol(number, organ, session=session))] if session else [])


def read(text: str) -> SpellingReading:
    """The keys of what a text names: surely, and if nothing is there, perhaps.

    A guess is a right number with a wrong year, a correction or addition that is not held, or a
    number as a scanner misreads it.
    """
    plain = PLACE.sub("", fold(text).strip(" .,;"))
    if HOST.search(plain):
        return _of_address(text.strip())
    if ADDRESS.fullmatch(plain):
        return _in_address_of_others(text.strip())
    stripped = PAPER.sub("", plain)
    sure = [] if stripped == plain else [symbol_key(stripped)]
    if found := MEETING.fullmatch(_runs(plain)):
        sure.append(f"spv{found['number']}")
    symbol = parse(plain) or _bare(plain)
    guesses: list[str] = []
    if symbol:
        found = RESOLUTION.fullmatch(_runs(plain))
        (guesses if found and found["suffix"] else sure).extend(keys(symbol))
        guesses += keys(replace(symbol, year=None))
    scanned = MISREAD.sub(lambda one: one.group().translate(SCANNED), plain)
    scanned = re.sub(r"^(?:5|s[il1|])(?=\W*res(?![^\W\d_]))", "s", scanned)
    if scanned != plain:
        again = read(scanned)
        guesses += [*again.sure, *again.guesses, symbol_key(scanned)]
    return SpellingReading(sure, guesses)


def _bare(plain: str) -> Symbol | None:
    """«1244», «1244 (1999)» and «46/182» alone."""
    found = RESOLUTION.fullmatch(_runs(plain)) if BARE.fullmatch(plain) else None
    return _symbol(found) if found else None


def _of_address(address: str) -> SpellingReading:
    """What an address of the United Nations leads to: a symbol, or a record of its library."""
    if record := RECORD.search(address.lower()):
        return SpellingReading([f"undlrecord{record[1]}", f"undldocument{record[1]}"])
    parts = urlsplit(address if "://" in address else f"https://{address}")
    for _, value in parse_qsl(parts.query):
        if IN_PATH.search(value.lower()):
            return read(value)
    path = unquote(parts.path).lower()
    if found := IN_PATH.search(path):
        symbol = re.sub(r"\.[a-z]\w{2,3}$", "", found[1])  # S/PV.4011 has no ending
        inner = read(symbol)
        return SpellingReading([symbol_key(symbol), *inner.sure], inner.guesses)
    return SpellingReading()


def _in_address_of_others(address: str) -> SpellingReading:
    """What the words of an address name, as of an encyclopaedia's article: a guess."""
    said = re.sub(r"[\W_]+", " ", unquote(urlsplit(address).path))
    return SpellingReading([], [key for one in mentions(said) for key in read(one.spelled).sure])


# A symbol as it is printed or typed, of a resolution with the year or session in brackets; an
# address of the United Nations; a meeting.
PRINTED = re.compile(
    r"""https?://[^\s<>"]*(?<=[/.])un(?:docs)?\.org/[^\s<>"]+
      | (?:(?<![\w/])|(?<=\.org/))
        (?:[sa]\s?[/_-]?\s?res\s?[/_-]?\s?\d[\w-]*(?:[./]\w+)* | (?:un)?scr\d{1,5}
            | [sa]/(?:[a-z]{1,12}[/.-]){0,3}(?:[a-z]{1,6})?\d[\w-]*(?:[./]\w+)*)
        (?:(?:\s[a-z])?\s?\(\s?(?:\d{4}|(?:e?s-?)?[ivxl]+)\s?\)(?:\s?[a-z]\b)?)?
      | (?<![\w/])\d{1,5}(?:st|nd|rd|th)\smeeting\b""",
    re.VERBOSE,
)
# What may stand between «resolution» and its number, and what may follow the number.
HEAD = re.compile(
    rf"{_UN}(?:{_COUNCIL}|{_ASSEMBLY})?(?:{_WORD}){_OF}(?:{_COUNCIL}|{_ASSEMBLY})?"
    rf"(?:no|nr|n|num|number)?|(?:un)?(?:sc|ga)"
)
WORDS_OF_HEAD = 6
LETTERS_BEFORE = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"(?<![\w,.])\d{1,5}(?![\d%])|(?<=第)\d{1,5}")
ANY = re.compile(rf"{PRINTED.pattern}|{NUMBER.pattern}", re.VERBOSE)
SESSION_OR_YEAR = re.compile(
    r"""\s?[(（]\s?(?:\d{4}|(?:e?s-?)?[ivxl]+)\s?[)）](?:\s?[a-z]\b)? | /\d{1,4}\b
        | \s(?:adopted\s)?(?:of|in|from)\s(?:the\s(?:year\s)?)?(?:19|20)\d\d\b(?!\s*[-–/]\d) """,
    re.VERBOSE,
)
FURTHER = re.compile(r"\s?(?:,\s?(?:and\s|or\s)?|;\s?|\s?&\s?|\s(?:and|or|to|et)\s)(?=\d)")
PLURAL = re.compile(r"(?:resolutions|res|resol)$")
WORDS_LATE = re.compile(r"号?决议")


class Mention(NamedTuple):
    """Where a text names a paper of the United Nations, and how; of a list, with its word."""

    start: int
    end: int
    spelled: str


def mentions(text: str) -> Iterator[Mention]:
    """The symbols and resolutions that a running text names, in order."""
    plain = fold_in_place(text)
    after = 0
    for found in ANY.finditer(plain):
        if found.start() < after:
            continue
        if found[0].isdecimal():
            named = _with_its_word(plain, found, after)
        else:
            named = _printed(found)
        for one in named:
            after = one.end
            yield one


def _printed(found: re.Match) -> list[Mention]:
    spelled = found[0].rstrip(".,-/")
    return [Mention(found.start(), found.start() + len(spelled), spelled)]


def _with_its_word(plain: str, number: re.Match, after: int) -> list[Mention]:
    """A number after «resolution» in any spelling, and those that follow it in a list."""
    start = _start_of_head(plain, number.start(), after)
    if start is None:
        return []
    head = plain[start : number.start()]
    end = _end_of_number(plain, number.end())
    named = [Mention(start, end, _as_read(plain[start:end]))]
    while PLURAL.search(head.rstrip(" .")) and (link := FURTHER.match(plain, end)):
        further = NUMBER.match(plain, link.end())
        if not further:
            break
        end = _end_of_number(plain, further.end())
        told = head.replace("resolutions", "resolution") + plain[further.start() : end]
        named.append(Mention(further.start(), end, _as_read(told)))
    return named


def _start_of_head(plain: str, number: int, after: int) -> int | None:
    """Where the words begin that make a resolution of a number: the most that do."""
    least = max(after, number - 80)
    words = list(LETTERS_BEFORE.finditer(plain, least, number))[-WORDS_OF_HEAD:]
    if not words or not re.fullmatch(r"[\s.º°()]*", plain[words[-1].end() : number]):
        return None
    for place, word in enumerate(words):
        if HEAD.fullmatch("".join(one[0] for one in words[place:])) and not re.search(
            r"[,;:!?\d]", plain[word.start() : number]
        ):
            return word.start()
    return None


def _end_of_number(plain: str, end: int) -> int:
    told = SESSION_OR_YEAR.match(plain, end)
    end = told.end() if told else end
    late = WORDS_LATE.match(plain, end)
    return late.end() if late else end


def _as_read(spelled: str) -> str:
    """As `read` takes it: «resolution 1769 adopted in 2007» is 1769 (2007)."""
    year = r"\s(?:adopted\s)?(?:of|in|from)\s(?:the\s(?:year\s)?)?(\d{4})$"
    return re.sub(year, r" (\1)", spelled)
