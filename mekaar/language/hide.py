"""Personal details in a text that others will read, found by rules; nothing leaves this function.

Mail addresses, bank accounts, phone numbers, long numbers, postcodes, streets with a number and
dates of birth. **Names cannot be found reliably**, so they are not looked for: who owns the words
reads them again before others do. A hint to the writer, never a gate, and no text is kept (L-09).
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

BLANK = "…"
"""What stands where a detail was."""

MAIL, BANK, PHONE, BSN, NUMBER = "mail", "bank", "phone", "bsn", "number"
POSTCODE, STREET, BIRTH = "postcode", "street", "birth"
KINDS = (MAIL, BANK, PHONE, BSN, NUMBER, POSTCODE, STREET, BIRTH)


@dataclass(frozen=True, slots=True)
class Detail:
    """A personal detail: where it stands, of what kind, and how it was written."""

    start: int
    end: int
    kind: str
    words: str


def found(text: str) -> list[Detail]:
    """Every personal detail, in the order of the text; none overlaps another."""
    details: list[Detail] = []
    taken = bytearray(len(text))
    has_digit = _DIGIT.search(text) is not None
    for look, needs_digit in _LOOKS:
        if needs_digit and not has_digit:
            continue
        for start, end, kind in look(text):
            if not any(taken[start:end]):
                taken[start:end] = b"1" * (end - start)
                details.append(Detail(start, end, kind, text[start:end]))
    return sorted(details, key=lambda one: one.start)


def blanked(text: str, kinds: frozenset[str] | None = None) -> str:
    """The text without its personal details; with `kinds` only without those."""
    parts, at = [], 0
    for detail in found(text):
        if kinds is None or detail.kind in kinds:
            parts += [text[at : detail.start], BLANK]
            at = detail.end
    return "".join([*parts, text[at:]])


Look = Callable[[str], Iterator[tuple[int, int, str]]]
_DIGIT = re.compile(r"\d")

# --- Mail -----------------------------------------------------------------------------------------
_MAIL = re.compile(
    r"[\w.+%-]{1,64}[ \t]?(?:@|\(at\)|\[at\]|\bapenstaart(?:je)?\b)[ \t]?"
    r"[\w-]{1,63}(?:[ \t]?(?:\.|\bpunt\b)[ \t]?[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)


def _mails(text: str) -> Iterator[tuple[int, int, str]]:
    low = text.lower()
    if any(sign in low for sign in ("@", "(at)", "[at]", "apenstaart")):
        for match in _MAIL.finditer(text):
            yield *match.span(), MAIL


# --- Bank -----------------------------------------------------------------------------------------
_BANK = re.compile(r"\b[A-Za-z]{2}[ .-]?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}")
_LENGTHS = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "ES": 24, "IT": 27, "PT": 25, "PL": 28,
    "TR": 26, "UA": 29, "RO": 24, "BG": 22, "GR": 27, "AT": 20, "CH": 21, "LU": 20, "IE": 22,
    "DK": 18, "SE": 24, "NO": 15, "FI": 18, "HU": 28, "CZ": 24, "SK": 24, "LT": 20, "LV": 21,
    "EE": 20, "HR": 21, "SI": 19, "CY": 28, "MT": 31,
}  # fmt: skip
_REST = 97


def _banks(text: str) -> Iterator[tuple[int, int, str]]:
    """An account number of which the check digits are right, as long as its country has them."""
    for match in _BANK.finditer(text):
        length = _LENGTHS.get(match.group()[:2].upper())
        places = [at for at in range(*match.span()) if text[at].isalnum()]
        if length is None or len(places) < length:
            continue
        number = "".join(text[at] for at in places[:length]).upper()
        if int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % _REST == 1:
            yield match.start(), places[length - 1] + 1, BANK


# --- Dates: of birth, or no number at all ---------------------------------------------------------
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec"
)
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}\s?[-/. ]\s?\d{{1,2}}\s?[-/. ]\s?|\d{{1,2}}[ -](?:{_MONTHS})\.?[ -])"
    r"(?P<year>(?:19|20)\d\d)(?!\d)|(?<!\d)(?P<first>(?:19|20)\d\d)-\d\d-\d\d(?!\d)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:geboren|geboortedatum|geboortedag|geb\.?|verjaardag|jarig)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_NEAR = 40
_YEARS_AGO = 14
"""A day so many years back is somebody's; asks and offers are about days to come."""


def _births(text: str) -> Iterator[tuple[int, int, str]]:
    before = datetime.datetime.now(tz=datetime.UTC).year - _YEARS_AGO
    for match in _DATE.finditer(text):
        is_old = int(match["year"] or match["first"]) <= before
        if is_old or _BORN.search(text[max(0, match.start() - _NEAR) : match.start()]):
            yield *match.span(), BIRTH


# --- Numbers --------------------------------------------------------------------------------------
_BETWEEN = r"[\s().\-\u2010-\u2015/_*+\u00b7\u2022\u200b-\u200d\u2060]"
_LONG = re.compile(rf"\+?\(?\d(?:{_BETWEEN}{{0,4}}\d){{7,}}")
# Times, years from and to, and amounts: "10.00", "2021-2025", "3.500".
_NO_NUMBER = re.compile(
    r"(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d(?![.:]?\d)"
    r"|(?<!\d)(?:19|20)\d\d ?[-\u2013] ?(?:19|20)\d\d(?!\d)"
    r"|(?<![\d.])\d{1,3}\.\d{3}(?![.\d])"
)
_DUTCH_PHONE, _SERVICE = 10, (9, 8)
_MOST_DIGITS = 17


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Eight or more digits in any spacing, unless they are days, times or amounts.

    First with the times still there, because "0612 34.56 78" holds none.
    """
    if not _LONG.search(text):
        return
    no_days = _DATE.sub(_gone, text)
    for match in _LONG.finditer(no_days):
        if _is_phone(match.group()):
            yield *match.span(), PHONE
    for match in _LONG.finditer(_NO_NUMBER.sub(_gone, no_days)):
        yield *match.span(), _kind_of(match.group())


def _gone(match: re.Match[str]) -> str:
    return "|" * len(match.group())


def _kind_of(written: str) -> str:
    if _is_phone(written):
        return PHONE
    return BSN if _is_service(_digits(written)) else NUMBER


def _digits(written: str) -> str:
    return "".join(str(int(sign)) for sign in written if sign.isdecimal())


def _is_phone(written: str) -> bool:
    """A number that somebody can be called at, Dutch unless it begins with + or 00."""
    digits, abroad = _digits(written), "+" in written[:2]
    if not abroad and not digits.startswith("00"):
        return len(digits) == _DUTCH_PHONE and digits[0] == "0"
    if len(digits) > _MOST_DIGITS:
        return False
    import phonenumbers  # noqa: PLC0415  # slow tables, only for numbers of other countries

    try:
        number = phonenumbers.parse("+" + digits.removeprefix("00"), "NL")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)


def _is_service(digits: str) -> bool:
    """What may be a number of the state: it stands the test of eleven."""
    if len(digits) not in _SERVICE or not int(digits):
        return False
    nine = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(nine, weights, strict=True)) % 11 == 0


# --- Where somebody lives -------------------------------------------------------------------------
_POSTCODE = re.compile(r"\b[1-9]\d{3}(?P<gap>[ \t]?)(?!S[ADS]\b)(?P<letters>[A-Za-z]{2})\b")
_NO_LETTERS = (
    "aa al as at bv ca cm de dm dl er en el ga ha ik in is ja je jr kg km la me mg ml mm na nr nu"
    " of om op pk st te ts uw we wc ze zo"
)
_TWO_LETTERS = frozenset(_NO_LETTERS.split())
_UNITS = "uur|euro|min|minuten|jaar|dagen|weken|keer|maal|km|kilometer|meter|mensen|x"
_NUMBER_OF_HOUSE = (
    r",?[ \t](?:nr\.?[ \t]?|nummer[ \t])?[1-9]\d{0,3}(?!\d)"
    rf"(?![ \t]?(?:(?:{_UNITS})\b|%))(?:[ \t]?(?:[-/][ \t]?)?(?:[a-z]|\d{{1,3}})\b)?"
)
_CAPITAL = r"(?-i:[A-ZÀ-Ý])[\w'\u2019.-]{0,30}"
_STREET = re.compile(
    r"\b(?:[^\W\d_][\w'\u2019.-]{2,30}(?:straat|laan|plein|gracht|singel|kade|steeg|dreef"
    r"|plantsoen|boulevard|dijk|(?<!onder)(?<!half)weg|pad)"
    rf"|{_CAPITAL}(?:hof|park|veld|ring|markt|wal|haven|oord|donk|hage|akker|weide|brink|erf"
    r"|poort|sluis|kamp|baan|straatje|burg|zijde|werf|horst|meer)"
    rf"|{_CAPITAL}[ \t](?:straat|laan|plein|gracht|singel|kade|weg)"
    rf"|(?:laan|plein|weg|straat|kade|hof)[ \t]van[ \t](?:de[rn]?[ \t]|het[ \t])?{_CAPITAL})"
    rf"{_NUMBER_OF_HOUSE}",
    re.IGNORECASE,
)


def _postcodes(text: str) -> Iterator[tuple[int, int, str]]:
    """A Dutch postcode; "2026 is" is none."""
    for match in _POSTCODE.finditer(text):
        letters = match["letters"]
        if letters.isupper() or not match["gap"] or letters.lower() not in _TWO_LETTERS:
            yield *match.span(), POSTCODE


def _streets(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _STREET.finditer(text):
        yield *match.span(), STREET


# The first that claims a place has it: a mail address may hold a number, a bank account a postcode.
_LOOKS: tuple[tuple[Look, bool], ...] = (
    (_mails, False),
    (_banks, True),
    (_births, True),
    (_numbers, True),
    (_postcodes, True),
    (_streets, True),
)
