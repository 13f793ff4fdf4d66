"""How long asks, offers and contacts stay (L-14). An open ask has no term, nor has thinking."""

from django.utils.translation import gettext_lazy as _

from mekaar.core.retention import Rule, Term
from mekaar.exchange import actions, at_table

_HALF_A_YEAR, _A_YEAR = Term(months=6), Term(months=12)

# What is over between two people is forgotten at once, so a row here is something that still runs.
_NOBODY_MEETS = "NOT EXISTS (SELECT FROM exchange_introduction i WHERE i.{column} = one.id)"

RULES = [
    Rule(
        "contacts",
        "exchange_introduction",
        what=_("Een contact met een buur, met wat jullie afspraken"),
        term=_A_YEAR,
        after=_("nadat je kon zeggen of jullie elkaar nog zien, of na het einde van de afspraak"),
        then=_("vergeten we het contact, als niemand iets zei"),
        due=(
            "one.state = 'introduced' AND EXISTS (SELECT FROM exchange_lastingcontact l"
            " WHERE l.introduction_id = one.id AND l.ask_from < {day})"
            " AND NOT EXISTS (SELECT FROM exchange_arrangement g WHERE g.introduction_id = one.id"
            " AND g.state IN ('proposed', 'agreed')"
            " AND (g.ends_on IS NULL OR g.ends_on >= {day}))"
        ),
        act=actions.forget_contacts,
    ),
    Rule(
        "closed_asks",
        "exchange_ask",
        what=_("Een vraag die jij afrondde of introk"),
        term=_A_YEAR,
        after=_("na die dag"),
        then=_("wissen we hem, met alles wat erbij hoort, tenzij er nog een contact uit loopt"),
        due=(
            "one.state IN ('rounded_off', 'withdrawn') AND one.state_since < {border} AND "
            + _NOBODY_MEETS.format(column="ask_id")
        ),
        ends=(
            "DELETE FROM notices_notice WHERE thing = ANY(gone) AND neighbourhood_id = wall.here()",
            "DELETE FROM exchange_idea WHERE ask_id = ANY(gone)",
            "DELETE FROM exchange_ideasetaside WHERE ask_id = ANY(gone)",
            *at_table.WITH_ASKS,
            "UPDATE exchange_offer SET for_ask_id = NULL WHERE for_ask_id = ANY(gone)",
            "DELETE FROM exchange_ask WHERE id = ANY(gone)",
        ),
    ),
    Rule(
        "offers_to_ask_again",
        "exchange_offer",
        what=_("Iets wat jij voor iemand wilt doen"),
        term=_HALF_A_YEAR,
        after=_("nadat je dat voor het laatst zei"),
        then=_("vragen we één keer of je het nog wilt"),
        due=(
            "one.state = 'open' AND one.asked_again_at IS NULL"
            " AND one.look_again_on <= wall.today()"
        ),
        act=actions.ask_again,
    ),
    Rule(
        "offers_without_a_yes",
        "exchange_offer",
        what=_("Iets wat jij wilt doen, waarvan we vroegen of je het nog wilt"),
        term=_HALF_A_YEAR,
        after=_("na die vraag"),
        then=_("wissen we het, als je geen ja zei"),
        due=(
            "one.state = 'open' AND one.asked_again_at < {border} AND "
            + _NOBODY_MEETS.format(column="offer_id")
        ),
        ends=(_OFFER_GOES := (
            "DELETE FROM notices_notice WHERE thing = ANY(gone) AND neighbourhood_id = wall.here()",
            "DELETE FROM exchange_idea WHERE offer_id = ANY(gone)",
            "DELETE FROM exchange_ideasetaside WHERE offer_id = ANY(gone)",
            *at_table.WITH_OFFERS,
            "DELETE FROM exchange_offer WHERE id = ANY(gone)",
        )),
    ),
    Rule(
        "closed_offers",
        "exchange_offer",
        what=_("Iets wat jij wilde doen, en nu even niet of niet meer"),
        term=_A_YEAR,
        after=_("nadat je dat zei"),
        then=_("wissen we het"),
        due=(
            "one.state IN ('resting', 'withdrawn') AND one.state_since < {border} AND "
            + _NOBODY_MEETS.format(column="offer_id")
        ),
        ends=_OFFER_GOES,
    ),
    Rule(
        "rounds",
        "exchange_tableround",
        what=_("Een ronde van ideeën voor een tafel"),
        term=Term(days=14),
        after=_("nadat hij is gemaakt, of eerder als er een nieuwe is"),
        then=_("wissen we hem"),
        due="one.made_at < {border}",
        ends=at_table.WITH_ROUNDS,
    ),
]  # fmt: skip
