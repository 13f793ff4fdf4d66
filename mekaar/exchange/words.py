"""Words of this room: what a state means now, what a button says, how the journal reads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mekaar.notices.registry import NoticeWords

# What happens with an ask now, on the asker's own page.
ASK_NOW = {
    "draft": _("Dit staat in het schrift. Het telt pas als jij zegt dat het klopt."),
    "with_connector": _("Je vraag ligt bij de buurtverbinder. Jullie praten eerst samen."),
    "encounter": _("Jullie praten samen. Jij zegt hoe het verder gaat."),
    "thinking": _("Neem de tijd. Er gebeurt niets tot jij het zegt."),
    "ideas_open": _("Je wilt ideeën horen. Jij kiest of je er iets mee doet."),
    "introduction_offered": _("De buurtverbinder vraagt het aan iemand."),
    "introduced": _("Jullie kennen elkaar nu."),
    "arranged": _("Jullie hebben iets afgesproken."),
    "rounded_off": _("Deze vraag is afgerond. Na een jaar wissen we hem."),
    "withdrawn": _("Deze vraag is ingetrokken. Na een jaar wissen we hem."),
}


@dataclass(frozen=True, slots=True)
class Button:
    """One button of an ask or offer: the address it goes to, and what it says.

    What ends it (`is_end`) has no way back, and stands folded away at the end of the page.
    """

    url: str
    button: Promise
    kind: str = "secondary"
    is_page: bool = False
    is_end: bool = False


# The buttons of an asker, by the state they lead to. The first is a page of its own.
ASK_MOVES = {
    "with_connector": Button(
        "exchange:ask_hand", _("Ja, dit is mijn vraag"), kind="primary", is_page=True
    ),
    "ideas_open": Button("exchange:ideas_open", _("Ik wil ideeën horen"), kind="primary"),
    "thinking": Button("exchange:ask_think", _("Ik denk nog na")),
    "rounded_off": Button("exchange:ask_round_off", _("Afronden"), is_end=True),
    "withdrawn": Button("exchange:ask_withdraw", _("Intrekken"), is_end=True),
}
CLOSE_IDEAS = Button("exchange:ask_think", _("Doe de ideeën weer dicht"))

# What happens with an offer now, on the giver's own page.
OFFER_NOW = {
    "draft": _("Dit staat in het schrift. Het telt pas als jij zegt dat het klopt."),
    "open": _("Dit ligt bij de buurtverbinder. Er is geen lijst waar anderen in kijken."),
    "resting": _(
        "Even niet. Niemand vraagt je hiervoor tot jij het zegt. Na een jaar wissen we het."
    ),
    "withdrawn": _("Dit is ingetrokken. Na een jaar wissen we het."),
}

# The buttons of a giver, by the state they lead to.
OFFER_MOVES = {
    "open": Button("exchange:offer_reopen", _("Graag weer"), kind="primary"),
    "resting": Button("exchange:offer_rest", _("Even niet")),
    "withdrawn": Button("exchange:offer_withdraw", _("Intrekken"), kind="quiet"),
}

# After a name: "Samira keek naar jouw vraag".
JOURNAL = {
    "exchange.ask.placed": _("schreef jouw vraag op"),
    "exchange.ask.changed": _("veranderde jouw vraag"),
    "exchange.ask.sharing_stopped": _("liet alleen de buurtverbinder jouw vraag nog lezen"),
    "exchange.ask.card_passed": _("sloeg de drie korte vragen over"),
    "exchange.ask.encounter": _("begon met jou een gesprek over jouw vraag"),
    "exchange.ask.thinking": _("schreef op dat jij nog nadenkt"),
    "exchange.ask.rounded_off": _("rondde jouw vraag af"),
    "exchange.ask.withdrawn": _("trok jouw vraag in"),
    "exchange.ask.seen": _("keek naar jouw vraag"),
    "exchange.ideas.opened": _("schreef op dat jij ideeën wilt horen"),
    "exchange.ideas.looked_again": _("keek opnieuw of er ideeën zijn voor jouw vraag"),
    "exchange.idea.wished": _("schreef op dat jij meer wilt weten over een idee"),
    "exchange.idea.set_aside": _("legde een idee opzij"),
    "exchange.offer.made": _("schreef op wat jij wilt doen"),
    "exchange.offer.changed": _("veranderde wat jij wilt doen"),
    "exchange.offer.sharing_stopped": _("liet alleen de buurtverbinder lezen wat jij wilt doen"),
    "exchange.offer.rested": _("schreef op dat jij even niet kunt"),
    "exchange.offer.reopened": _("schreef op dat jij weer graag wilt"),
    "exchange.offer.kept": _("schreef op dat jij dit nog steeds wilt"),
    "exchange.offer.withdrawn": _("trok in wat jij wilde doen"),
    "exchange.offer.seen": _("keek naar wat jij wilt doen"),
    "exchange.carrying.said": _("schreef op hoeveel jij nu kunt doen"),
    "exchange.introduction.asked": _("vroeg of jij wilt kennismaken"),
    "exchange.introduction.seen": _("keek naar een kennismaking van jou"),
    # One verb for yes and no, and one for the end of anything: nobody counts a no (invariant 14).
    "exchange.introduction.answered": _("schreef jouw antwoord op"),
    "exchange.introduction.introduced": _("maakte dat jij met iemand kennismaakt"),
    "exchange.introduction.taken_back": _("nam een kennismaking voor jouw vraag terug"),
    "exchange.contact.seen": _("zag hoe jij bereikbaar bent"),
    "exchange.arrangement.proposed": _("stelde voor jou een afspraak voor"),
    "exchange.arrangement.agreed": _("schreef op dat jij een afspraak wilt"),
    "exchange.arrangement.changed": _("veranderde een afspraak of een contact van jou"),
    "exchange.arrangement.seen": _("keek naar een afspraak van jou"),
    "exchange.reverse_question.asked": _("stelde jou de vraag de andere kant op"),
    "exchange.reverse_question.answered": _("schreef jouw antwoord op die vraag op"),
    "exchange.lasting_contact.said": _("schreef op wat jij zei over een contact"),
    "exchange.round.made": _("vroeg om een ronde van ideeën voor de tafel"),
    "exchange.notebook.taken_over": _("nam het schrift over"),
}

# After the comma: "omdat jij de buurtverbinder iets vroeg".
REASONS = {
    "asked_connector": _("omdat jij de buurtverbinder iets vroeg"),
    "to_introduce": _("omdat er voor jou een kennismaking loopt"),
    "double_yes": _("omdat jullie allebei ja zeiden"),
    "told_connector": _("omdat jij de buurtverbinder vertelde wat je wilt doen"),
}

# No name and no own words: a mail or a call list can be read by somebody else.
NOTICES: dict[str, NoticeWords] = {
    "exchange.introduction.asked": NoticeWords(
        subject=_("Wil je met iemand kennismaken?"),
        body=_("De buurtverbinder heeft een vraag aan je. Je mag ja of nee zeggen. Alles is goed."),
        call=_("Vraag of deze buur wil kennismaken. Schrijf alleen op wat de buur zelf zegt."),
        at_desk=_("Lees wat deze buur hoort, en schrijf het antwoord op"),
    ),
    "exchange.introduction.introduced": NoticeWords(
        subject=_("Jullie zeiden allebei ja"),
        body=_("De kennismaking gaat door. Op jouw plek staat hoe je contact kunt maken."),
        call=_("Vertel dat de ander ook ja zei, en hoe ze contact kunnen maken."),
    ),
    "exchange.introduction_off": NoticeWords(
        subject=_("Deze kennismaking gaat niet door"),
        body=_("Het gaat deze keer niet door. Dat zegt niets over jou. Je hoeft niets te doen."),
        call=_("Vertel dat het deze keer niet doorgaat. Dat zegt niets over deze buur."),
    ),
    "exchange.contact_ended": NoticeWords(
        subject=_("Een contact is gestopt"),
        body=_("Een contact is gestopt. Dat mag altijd. Je hoeft niets te doen."),
    ),
    "exchange.arrangement.proposed": NoticeWords(
        subject=_("Er is een voorstel voor een afspraak"),
        body=_("Op jouw plek staat een voorstel. Je mag ja of nee zeggen."),
        call=_("Vertel dat er een voorstel voor een afspraak is. Vraag of het goed is."),
    ),
    "exchange.arrangement.agreed": NoticeWords(
        subject=_("Het is afgesproken"),
        body=_("De ander zei ja tegen jouw voorstel. Het staat op jouw plek."),
        call=_("Vertel dat de ander ja zei tegen het voorstel."),
    ),
    "exchange.offer_again": NoticeWords(
        subject=_("Wil je dit nog doen?"),
        body=_(
            "Een half jaar geleden zei je dat je iets wilt doen. Wil je dat nog?"
            " Zeg het op jouw plek. Zeg je niets? Dan wissen we het over een half jaar."
        ),
        call=_("Vraag of deze buur nog wil doen wat is opgeschreven. Nee is ook goed."),
        where="/mijn/aanbod/",
    ),
    "exchange.looking_on": NoticeWords(
        subject=_("We zoeken een andere manier"),
        body=_("Voor een vraag uit de buurt zoeken we een andere manier. Bel de buurtverbinder."),
        call=_("Vertel dat we voor een vraag een andere manier zoeken."),
    ),
}
