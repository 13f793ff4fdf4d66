"""Addresses of this room."""

from django.urls import path

from mekaar.people.views import (
    card,
    desk,
    door,
    erase,
    groups,
    hints,
    journal,
    keys,
    lock,
    me,
    second_step,
    sign_in,
)

app_name = "people"

_SIGN_IN = [
    path("aanmelden/", sign_in.sign_in, name="sign_in"),
    path("aanmelden/mail/", sign_in.mail, name="mail"),
    path("aanmelden/mail/code/", sign_in.mail_code, name="mail_code"),
    path("aanmelden/sleutel/", sign_in.passkey, name="passkey"),
    path("aanmelden/sleutel/vraag/", sign_in.passkey_question, name="passkey_question"),
    path("aanmelden/tweede-stap/", second_step.second_step, name="second_step"),
    path("aanmelden/tweede-stap/kiezen/", second_step.set_up, name="second_step_set_up"),
    path("aanmelden/tweede-stap/lijst/", second_step.paper_list, name="second_step_list"),
    path("aanmelden/tweede-stap/app/", second_step.app, name="second_step_app"),
    path("aanmelden/verder/", sign_in.go_on, name="go_on"),
    path("afmelden/", sign_in.sign_out, name="sign_out"),
]

_DOORS = [
    path("ik-heb-een-vraag/", door.door_ask, name="door_ask"),
    path("ik-wil-iets-doen/", door.door_do, name="door_do"),
    path("ik-wil-iets-beginnen/", door.door_start, name="door_start"),
    path("bedankt/", door.door_thanks, name="door_thanks"),
]

_MINE = [
    path("mijn/gegevens/", me.me, name="me"),
    path("mijn/gegevens/naam/", me.name, name="name"),
    path("mijn/gegevens/bereik/", me.reach, name="reach"),
    path("mijn/gegevens/taal/", me.language, name="language"),
    path("mijn/gegevens/gebouw/", me.building, name="building"),
    path("mijn/gegevens/groepen/", me.groups, name="groups"),
    path("mijn/gegevens/bekend/", me.become_known, name="become_known"),
    path("mijn/aanmelden/", keys.ways, name="ways"),
    path("mijn/aanmelden/overal-af/", sign_in.sign_out_everywhere, name="sign_out_everywhere"),
    path("mijn/aanmelden/mail/", keys.mail_address_new, name="mail_address"),
    path("mijn/aanmelden/mail/code/", keys.mail_address_code, name="mail_address_code"),
    path("mijn/aanmelden/mail/weg/", keys.mail_address_remove, name="mail_address_remove"),
    path("mijn/aanmelden/sleutel/", keys.add_passkey, name="passkey_add"),
    path("mijn/aanmelden/sleutel/vraag/", keys.passkey_question, name="passkey_add_question"),
    path("mijn/aanmelden/sleutel/<int:number>/weg/", keys.remove_passkey, name="passkey_remove"),
    path("mijn/kaart/", card.card, name="card"),
    path("mijn/kaart/print/", card.card_print, name="card_print"),
    path("mijn/kaart/ongeldig/", card.card_end, name="card_end"),
    path("mijn/schrijfhulp/", hints.while_writing, name="hints"),
    path("mijn/inkijk/", journal.journal, name="journal"),
    path("mijn/wissen/", erase.erase, name="erase"),
    path("gewist/", erase.erased, name="erased"),
]

_DESK = [
    path("balie/mensen/", desk.desk, name="desk"),
    path("balie/mensen/nieuw/", desk.new_person, name="new_person"),
    path("balie/mensen/<slug:code>/", desk.open_visit, name="open_visit"),
    path("balie/klaar/", desk.end_visit, name="end_visit"),
    path("balie/deur/", desk.rings, name="rings"),
    path("balie/deur/<slug:code>/klaar/", desk.answer_ring, name="answer_ring"),
    path("balie/bellen/", desk.calls, name="calls"),
    path("balie/bericht/<slug:code>/klaar/", desk.notice_done, name="notice_done"),
    path("balie/groepen/", groups.groups, name="desk_groups"),
    path("balie/groepen/nieuw/", groups.group_write, name="group_new"),
    path("balie/groepen/meedoen/<slug:code>/", groups.member, name="group_member"),
    path("balie/groepen/<slug:code>/", groups.group_write, name="group_edit"),
    path("balie/wie-doet-wat/", desk.who_does_what, name="who_does_what"),
    path("balie/kaart/", card.card, name="desk_card"),
    path("balie/dienst/", lock.begin_shift, name="begin_shift"),
    path("balie/dienst/klaar/", lock.end_shift, name="end_shift"),
    path("balie/slot/", lock.lock, name="lock"),
    path("balie/wakker/", lock.awake, name="awake"),
    path("balie/slot/open/", lock.unlock, name="unlock"),
]

urlpatterns = [*_SIGN_IN, *_DOORS, *_MINE, *_DESK]
