"""Of the record: asks, offers, ideas, introductions, arrangements and what was asked afterwards."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mekaar.conversation.models import DailyActivity
from mekaar.core.dates import say_dayparts
from mekaar.core.templatetags.mekaar import distance
from mekaar.exchange import queries, reasons
from mekaar.exchange.models import Ask, LastingContact, Offer
from mekaar.exchange.queries.afterwards import my_answers, said_of_contacts
from mekaar.exchange.queries.arrangement import MyArrangement, my_arrangements
from mekaar.exchange.queries.introduction import MyIntroduction, my_introductions
from mekaar.people.models import Participant
from mekaar.web.record.items import Item, capital, day, on_day


def asks(resident: Participant) -> Iterator[list[Item]]:
    """Every ask, also what is over, with the ideas that were there for it."""
    ideas = queries.my_ideas(resident)
    for ask in queries.my_asks(resident, whole=True):
        yield [*_wording(ask), *_of_ask(ask)]
        for idea in ideas.get(ask.id, []):
            told = reasons.sentences(idea.reasons, words=ask.words)
            said = [reasons.kind_of(idea.reasons), *told]
            wish = _("Je wilt hier meer van weten. De buurtverbinder leest dit.")
            yield [
                Item(_("Een idee bij deze vraag"), " ".join(f"{one.rstrip('.')}." for one in said)),
                Item(_("Jij zei"), on_day(wish, idea.wished_at) if idea.wished_at else ""),
            ]


def _wording(thing: Ask | Offer) -> Iterator[Item]:
    label = on_day(capital(thing.get_state_display()), thing.state_since)
    if thing.first_words != thing.words:
        yield Item(_("Zo zei je het eerst"), thing.first_words)
    yield Item(label, thing.words)
    yield Item(_("Opgeschreven op"), day(thing.made_at))
    yield Item(_("Wanneer"), say_dayparts(thing.times))
    yield Item(_("Hoe ver"), distance(thing.max_distance))
    yield Item(_("Talen"), reasons.spoken(thing.languages))
    yield Item(_("Wie leest mee"), str(thing.get_audience_display()))


def _of_ask(ask: Ask) -> Iterator[Item]:
    yield Item(_("Groep"), ask.group.name if ask.group else "")
    yield Item(_("Wat ik zelf doe"), ask.self_part or _("weet ik nog niet"))
    yield Item(_("Wie er naast me staat"), ask.beside_me or _("weet ik nog niet"))
    if ask.profession_wanted:
        yield Item(_("Wie dit doet"), _("een vakmens, geen buur"))
    if ask.looking_again:
        yield Item(_("Hoe het verder gaat"), _("We zoeken een andere manier."))
    yield Item(_("De drie vragen overgeslagen op"), day(ask.card_passed_at))


def offers(resident: Participant) -> Iterator[list[Item]]:
    """Every offer, also what was withdrawn, and how much somebody can carry."""
    read = _("je las een vraag in de buurt")
    for offer in queries.my_offers(resident, whole=True):
        yield [
            *_wording(offer),
            Item(_("Wat het is"), str(offer.get_kind_display())),
            Item(_("Waarom je het zei"), read if offer.for_ask_id else ""),
            Item(_("Vraag samen: nog steeds?"), day(offer.look_again_on)),
            Item(_("We vroegen of je dit nog wilt"), day(offer.asked_again_at)),
        ]
    yield [Item(_("Zoveel tegelijk"), str(queries.my_carrying(resident) or ""))]


def contacts(resident: Participant) -> Iterator[list[Item]]:
    """Introductions that were asked, arrangements, and what was said afterwards."""
    for one in my_introductions(resident, whole=True):
        yield list(_introduction(one))
    # Only the one who wrote it may read what an arrangement belongs to (R-B04).
    daily = {one.id: one.words for one in DailyActivity.objects.filter(participant=resident)}
    for mine in my_arrangements(resident, whole=True):
        belongs = mine.arrangement.activity_id
        yield [*_arrangement(mine), Item(_("Hoort bij"), daily.get(belongs, "") if belongs else "")]
    for question in my_answers(resident):
        yield [
            Item(_("De vraag terug"), str(question.get_which_display())),
            Item(_("Jij zei"), on_day(question.get_answer_display(), question.answered_at)),
            Item(_("Later, op"), day(question.later_on)),
        ]
    for contact in said_of_contacts(resident):
        yield [Item(_("Zien jullie elkaar nog?"), _said(contact))]


def _said(contact: LastingContact) -> str:
    return on_day(contact.get_says_display(), contact.answered_at)


def _introduction(one: MyIntroduction) -> Iterator[Item]:
    side = one.side
    yield Item(_("Kennismaking"), one.other.display_name if one.other else one.label)
    yield Item(_("Dit hoorde je"), on_day(side.told, side.asked_at))
    if side.answer:
        how = [str(side.get_answer_display()), str(side.get_how_display() if side.how else "")]
        yield Item(_("Jij zei"), on_day(", ".join(filter(None, how)), side.answered_at))
    yield Item(_("De eerste keer kan hier"), one.first_time)
    yield Item(_("Jullie kennen elkaar sinds"), day(side.introduction.introduced_at))


def _arrangement(mine: MyArrangement) -> Iterator[Item]:
    one = mine.arrangement
    said = {"name": mine.other_name or _("iemand"), "state": one.get_state_display()}
    yield Item(_("Afspraak met %(name)s (%(state)s)") % said, one.words)
    yield Item(_("Waar"), one.place)
    yield Item(_("Tot en met"), day(one.ends_on))
    if one.times_agreed:
        times = ngettext("%(times)s keer", "%(times)s keer", one.times_agreed)
        yield Item(_("Hoe vaak"), times % {"times": one.times_agreed})
    wing = one.wing.name if one.wing else _("tussen buren onderling")
    yield Item(_("Onder de vleugels van"), wing)
    yield Item(_("Jouw ja"), day(mine.my_yes_at))
    yield Item(_("Het ja van de ander"), day(mine.other_yes_at))
