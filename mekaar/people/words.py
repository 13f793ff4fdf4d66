"""How this room's journal lines and notices read in Dutch."""

from django.utils.translation import gettext_lazy as _

from mekaar.notices.registry import NoticeWords

# After the name: "Ria keek naar jouw gegevens".
JOURNAL = {
    "people.participant.added": _("schreef jouw naam op"),
    "people.participant.changed": _("veranderde jouw gegevens"),
    "people.participant.known": _("schreef op dat je mee wilt doen"),
    "people.guest.welcomed": _("kwam erbij als gast"),
    "people.participant.seen": _("keek naar jouw gegevens"),
    "people.participant.erased": _("wiste alles van iemand"),
    "people.reach.changed": _("veranderde hoe jij bereikbaar bent"),
    "people.reach.seen": _("zag hoe jij bereikbaar bent"),
    "people.group.written": _("schreef op welke groep er is"),
    "people.group.wished": _("zei dat je mee wilt doen met een groep"),
    "people.group.joined": _("schreef jou op bij een groep"),
    "people.group.left": _("haalde jou uit een groep"),
    "people.group.declined": _("zei dat je niet bij een groep hoort"),
    "people.visit.opened": _("opende jouw bladzijden"),
    "people.visit.closed": _("sloot jouw bladzijden"),
    "people.card.printed": _("maakte een kaart voor jou"),
    "people.card.seen": _("keek welke woorden op jouw kaart kunnen staan"),
    "people.account.signed_in": _("kwam binnen"),
    "people.account.signed_out_everywhere": _("meldde jou overal af"),
    "people.sessions.ended": _("meldde iedereen af"),
    "people.card.ended": _("maakte jouw kaart ongeldig"),
    "people.email.changed": _("veranderde het mailadres waarmee jij je aanmeldt"),
    "people.role.given": _("gaf jou een taak"),
    "people.role.ended": _("nam een taak van jou terug"),
    "people.doorbell.rung": _("belde aan"),
    "people.doorbell.answered": _("beantwoordde een bericht bij de deur"),
    "people.notice.called": _("belde jou, zoals je koos"),
    "people.journal.seen": _("keek wie er in jouw gegevens keek"),
    "people.second_step.made": _("maakte een tweede stap om je aan te melden"),
    "people.passkey.added": _("voegde een toegangssleutel toe"),
    "people.passkey.removed": _("haalde een toegangssleutel weg"),
}

# After the comma: "omdat je aan de balie kwam". The codes of DeskVisit.Why, and a few more.
REASONS = {
    "came_by": _("omdat je aan de balie kwam"),
    "phoned": _("omdat je belde"),
    "called_back": _("omdat je teruggebeld wilde worden"),
    "agreed_talk": _("omdat jullie een gesprek hadden afgesproken"),
    "first_talk": _("omdat jullie voor het eerst spraken na het schrift"),
    "call_list": _("omdat jij gebeld wilde worden"),
    "by_command": _("op verzoek van de buurt"),
    "by_card": _("met de code van jouw kaart"),
    "by_mail": _("met een code uit jouw mail"),
    "by_passkey": _("met jouw sleutel"),
}

NOTICES: dict[str, NoticeWords] = {}
