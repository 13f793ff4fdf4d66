"""Dutch words: which ones carry meaning, and one form for all forms of a word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WORDS_READ = 120
"""Of each text the first so many different words with meaning are read."""

LETTERS_READ = 40
"""Of each word the first so many letters are read; no Dutch word of daily life is longer."""

STRONG = 1000
"""What a word that names a subject weighs; whole numbers, so that no order of adding matters."""

WEAK = 300
"""What a word that goes with any subject weighs; it never makes an idea on its own."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")

_SAYS_NOTHING = """
    aan aangaan achter af al alle alleen alles als altijd ander andere anders ben bent bij bijna
    bijvoorbeeld binnen boven buiten daar daarna dan dat de deze die dit doe doen doet door dus
    echt een eens eerst eerste elk elke elkaar en er erg erbij ergens even ga gaan gaat gedaan
    geen geef geeft geven gewoon goed goede graag haar had hadden heb hebben hebt heeft heel hem
    hen het hier hij hoe hoeft hun iedere iedereen iemand iets ik in is ja je jij jou jouw jullie
    kan kom komen komt kon konden kunnen kun kunt laat laten langs lekker leuk leuke liefst lukt
    maar maak maakt maken me mee meer mag mensen met mezelf mij mijn misschien moet moeten mogen
    na naar naartoe nee net niemand niet niets nieuw nieuwe nog nou nu of om omdat onder ons onze
    ook op over paar per plus samen soms staat staan te tegen toch toe tot totdat tussen uit u uw
    van vanaf vaak veel verder vind vinden vindt volgende voor vooral waar waarbij wanneer want
    was wat we weer weet weten wel welke werd wie wij wil wilde willen wilt word worden wordt
    zal ze zeer zelf zich zij zijn zo zoals zonder zou zouden zullen
    zoek zoeken zoekt gezocht gevraagd vraag vragen hulp help helpen helpt geholpen meehelpen
    nodig aanbod bied bieden biedt aangeboden vrijwilliger vrijwilligers buurt buurtgenoot
    buurtgenoten wijk buur buren buurman buurvrouw
    uur uurtje minuten dag dagen dagelijks week weken wekelijks weekend maand maanden jaar jaren
    keer keertje maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ochtend ochtenden
    middag middagen avond avonden nacht nachten vandaag morgen overdag tijd tijdje
    een twee drie vier vijf zes zeven acht negen tien tweede derde vierde vijfde beetje klein
    kleine groot grote oud oude gezellig gezellige fijn fijne mooi mooie gratis heerlijk
    """

# Words that say how something is, how much of it, or how often: they go with any subject and name
# none. Not here is what names one as well (Spaans, blind, eenzaam, licht, recht, enkel, vuil).
_SAYS_HOW = """
    lang lange langer langste kort korte korter hoog hoge hoger hoogste laag lage lager diep
    diepe breed brede smal smalle dik dikke dun dunne zwaar zware zwaarder vol volle leeg lege
    half halve hele gehele warm warme koud koude heet hete koel koele nat natte droog droge vers
    verse schoon schone vies vieze zacht zachte hard harde sterk sterke zwak zwakke stil stille
    druk drukke rustig rustige snel snelle sneller langzaam langzame vlug vlugge traag trage
    vroeg vroege vroeger laat late later laatst laatste vorig vorige lastig lastige moeilijk
    moeilijke makkelijk makkelijke gemakkelijk gemakkelijke simpel simpele eenvoudig eenvoudige
    handig handige nuttig nuttige nodige belangrijk belangrijke bijzonder bijzondere speciaal
    speciale normaal normale gewone vast vaste los losse vrij vrije open dicht dichte dichtbij
    ver verre krom kromme scheef scheve rond ronde plat platte lief lieve aardig aardige
    vriendelijk vriendelijke vrolijk vrolijke blij blije boos boze moe trots trotse slim slimme
    gek gekke raar rare vreemd vreemde eigen zelfde hetzelfde dezelfde bekend bekende beter
    betere best beste slecht slechte slechter erge jong jonge jonger oudere kleiner
    kleinste groter grootste meeste minder minst minstens genoeg teveel enkele allerlei
    verschillend verschillende sommige hoeveel ongeveer helemaal steeds telkens meestal
    regelmatig regelmatige nooit ooit vaker vaakst zelden meteen direct straks binnenkort
    onlangs eerder allang alvast alsnog opnieuw weleens welkom apart liever lievere prettig
    prettige plezier plezierig plezierige leuker fijner mooier zonnig zonnige
    """

_GOES_WITH_ANYTHING = """
    leren leert les lessen oefenen oefening lenen uitlenen geleend uitleggen uitleg repareren
    reparatie herstellen bezoek bezoeken spelen drinken halen ophalen brengen wegbrengen doorgeven
    gebruiken gebruik huis thuis kamer man vrouw groep groepje club begeleiden begeleiding houden
    zetten regelen zorgen meedenken meedoen meegaan verzorgen ervaring beginnen starten
    kennen leggen krijgen hangen ophangen lopen werken werk mens
    """

_IRREGULAR = {
    "kinderen": "kind",
    "kleinkinderen": "kleinkind",
    "eieren": "ei",
    "bladeren": "blad",
    "liederen": "lied",
    "kleren": "kleer",
    "steden": "stad",
    "leden": "lid",
    "schepen": "schip",
    "leest": "lees",
    "gelezen": "lees",
    "praatje": "praat",
    "kaartje": "kaart",
    "feestje": "feest",
    "mens": "mens",
    "wens": "wens",
    "grens": "grens",
}

_SMALL = (
    (re.compile(r"([bcdfgklmnprst])\1etje$"), r"\1"),
    (re.compile(r"mpje$"), "m"),
    (re.compile(r"([nlwj]|uur|ier)tje$"), r"\1"),
    (re.compile(r"([^aeiou])je$"), r"\1"),
)
_PLURAL_S = re.compile(r"(?<=[a-z]{2})(el|em|en|er|or|oon|eur|lm|me|te|je|ie|ge|ce)s$")
_OF_OWNER = re.compile(r"['\u2019]s$")
_ENDING = re.compile(r"(?<=[^e])e$|(?<!e)en$")
_VERB_T = re.compile(r"(?<=[a-z]{2}[kplmgfwjd])t$|(?<=eer)t$|(?<=[a-z]{3}er)t$|(?<=[aeiou]{2}n)t$")
_VERB_ST = re.compile(r"(?<=[a-z][^aeiou]s)t$|(?<=[a-z]{5}s)t$|(?<=[aoe]i)t$")
_ING = re.compile(r"(?<=[a-z]{4})ing$")
_DOUBLE_CONSONANT = re.compile(r"([bcdfgklmnprstz])\1$")
_OPEN_SYLLABLE = re.compile(r"^([^aeiou]*)([aeou])([^aeiouwxj])$")
_DOUBLE_VOWEL = re.compile(r"([aeou])\1([^aeiou])$")
_FEW_LETTERS = 3


@dataclass(frozen=True)
class Words:
    """The words with meaning of one text: stem → the word as it stands in the text."""

    spelled: dict[str, str]
    weight: int


def read_words(text: str) -> Words:
    """The words of a text that carry meaning, in the order of the text."""
    spelled: dict[str, str] = {}
    for found in _WORD.finditer(text):
        word = found.group()
        plain = _plain(word[:LETTERS_READ])
        if len(plain) < _FEW_LETTERS or plain in _STOP_WORDS:
            continue
        spelled.setdefault(stem(plain), word[:LETTERS_READ])
        if len(spelled) == WORDS_READ:
            break
    return Words(spelled, sum(map(weight, spelled)))


def weight(a_stem: str) -> int:
    """STRONG for a word that names a subject, WEAK for a word that goes with any subject."""
    return WEAK if a_stem in _WEAK_STEMS else STRONG


@lru_cache(maxsize=65536)
def stem(plain: str) -> str:
    """One form for singular, plural, small form and the present forms of a verb."""
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    word = _OF_OWNER.sub("", plain)
    if len(word) <= _FEW_LETTERS:
        return _end(word)
    word = _PLURAL_S.sub(r"\1", word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _without_small_form(word)
    word = _without_ending(word)
    word = _VERB_ST.sub("", _VERB_T.sub("", word))
    return _end(_ING.sub("", word))


def short_vowel(a_stem: str) -> str:
    """The stem as it ends inside a longer word: taal, moedertal."""
    return _DOUBLE_VOWEL.sub(r"\1\2", a_stem)


def _plain(word: str) -> str:
    split = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in split if unicodedata.category(letter) != "Mn")


def _without_small_form(word: str) -> str:
    for pattern, instead in _SMALL:
        smaller, changed = pattern.subn(instead, word)
        if changed and len(smaller) >= _FEW_LETTERS:
            return smaller
    return word


def _without_ending(word: str) -> str:
    """Without -en or -e, and with the long vowel written as it sounds: koken, kook."""
    short = _ENDING.sub("", word)
    if short == word or not re.search(r"[aeiouy]", short):
        return word
    single = _DOUBLE_CONSONANT.sub(r"\1", short)
    return single if single != short else _OPEN_SYLLABLE.sub(r"\1\2\2\3", short)


def _end(word: str) -> str:
    """Written alike at the end: brief and briev(en), verhaal and verhal(en)."""
    word = _DOUBLE_CONSONANT.sub(r"\1", word)
    if word.endswith("v"):
        word = word[:-1] + "f"
    elif word.endswith("z"):
        word = word[:-1] + "s"
    if len(re.findall(r"[aeiouy]+", word)) > 1:
        word = short_vowel(word)
    return word


_STOP_WORDS = frozenset([*_SAYS_NOTHING.split(), *_SAYS_HOW.split()])
_WEAK_STEMS = frozenset(stem(word) for word in _GOES_WITH_ANYTHING.split())
