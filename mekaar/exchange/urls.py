"""Addresses of the exchange."""

from django.urls import path

from mekaar.exchange.views import (
    afterwards,
    arrangement,
    ask,
    board,
    ideas,
    introduction,
    notebook,
    offer,
    rounds,
)

app_name = "exchange"

_ASK = "mijn/vragen/<slug:code>/"
_IDEA = f"{_ASK}ideeen/<slug:idea>/"
_OFFER = "mijn/aanbod/<slug:code>/"
_INTRODUCTION = "mijn/kennismaking/<slug:code>/"
_ARRANGEMENT = "mijn/afspraken/<slug:code>/"
_BROUGHT = "verbinden/kennismaking/<slug:code>/"
_ADDRESSED = "verbinden/vraag/<slug:code>/"

urlpatterns = [
    path("mijn/vragen/", ask.ask_list, name="asks"),
    path("mijn/vragen/nieuw/", ask.ask_new, name="ask_new"),
    path(_ASK, ask.ask_page, name="ask_page"),
    path(f"{_ASK}woorden/", ask.ask_words, name="ask_words"),
    path(f"{_ASK}samen/", ask.ask_sides, name="ask_sides"),
    path(f"{_ASK}wanneer/", ask.ask_when, name="ask_when"),
    path(f"{_ASK}wie-leest-mee/", ask.ask_audience, name="ask_audience"),
    path(f"{_ASK}klopt-het/", ask.ask_hand, name="ask_hand"),
    path(f"{_ASK}vragen-overslaan/", ask.ask_pass_card, name="ask_pass_card"),
    path(f"{_ASK}ik-denk-na/", ask.ask_think, name="ask_think"),
    path(f"{_ASK}afronden/", ask.ask_round_off, name="ask_round_off"),
    path(f"{_ASK}intrekken/", ask.ask_withdraw, name="ask_withdraw"),
    path(f"{_ASK}ideeen-horen/", ideas.ideas_open, name="ideas_open"),
    path(f"{_ASK}ideeen/", ideas.ideas, name="ideas"),
    path(f"{_IDEA}meer-weten/", ideas.idea_wish, name="idea_wish"),
    path(f"{_IDEA}deze-niet/", ideas.idea_set_aside, name="idea_set_aside"),
    path("mijn/aanbod/", offer.offer_list, name="offers"),
    path("mijn/aanbod/nieuw/", offer.offer_new, name="offer_new"),
    path("mijn/aanbod/hoeveel/", offer.carrying, name="carrying"),
    path(_OFFER, offer.offer_page, name="offer_page"),
    path(f"{_OFFER}woorden/", offer.offer_words, name="offer_words"),
    path(f"{_OFFER}wanneer/", offer.offer_when, name="offer_when"),
    path(f"{_OFFER}wie-leest-mee/", offer.offer_audience, name="offer_audience"),
    path(f"{_OFFER}klopt-het/", offer.offer_confirm, name="offer_confirm"),
    path(f"{_OFFER}nog-steeds/", offer.offer_still, name="offer_still"),
    path(f"{_OFFER}ja-nog-steeds/", offer.offer_keep, name="offer_keep"),
    path(f"{_OFFER}even-niet/", offer.offer_rest, name="offer_rest"),
    path(f"{_OFFER}graag-weer/", offer.offer_reopen, name="offer_reopen"),
    path(f"{_OFFER}intrekken/", offer.offer_withdraw, name="offer_withdraw"),
    path("mijn/buurtvragen/", board.board, name="board"),
    path("verbinden/", ideas.overview, name="overview"),
    path("verbinden/wedervraag/", ideas.asked_back, name="asked_back"),
    path("verbinden/ronde/", rounds.round_page, name="round"),
    path("verbinden/ronde/maken/", rounds.round_make, name="round_make"),
    path("verbinden/ronde/stoppen/", rounds.round_stop, name="round_stop"),
    path("verbinden/lijst/<slug:key>/", ideas.overview_list, name="overview_list"),
    path(_ADDRESSED, ideas.connector_ask, name="connector_ask"),
    path(f"{_ADDRESSED}gesprek/", ideas.encounter, name="encounter"),
    path(f"{_ADDRESSED}ideeen/", ideas.connector_ideas, name="connector_ideas"),
    path(f"{_ADDRESSED}ideeen/opnieuw/", ideas.ideas_again, name="ideas_again"),
    path("verbinden/aanbod/<slug:code>/", offer.connector_offer, name="connector_offer"),
    path(
        "verbinden/<slug:ask>/<slug:offer>/kennismaking/",
        introduction.introduction_new,
        name="introduction_new",
    ),
    path(_BROUGHT, introduction.introduction_desk, name="introduction_desk"),
    path(
        f"{_BROUGHT}terugnemen/", introduction.introduction_take_back, name="introduction_take_back"
    ),
    path(
        f"{_BROUGHT}telefoon/<slug:side>/<slug:said>/",
        introduction.introduction_phone,
        name="introduction_phone",
    ),
    path(
        f"{_ASK}kennismaking-terugnemen/",
        introduction.introduction_recall,
        name="introduction_recall",
    ),
    path(_INTRODUCTION, introduction.introduction_page, name="introduction_page"),
    path(f"{_INTRODUCTION}antwoord/", introduction.introduction_answer, name="introduction_answer"),
    path(f"{_INTRODUCTION}stoppen/", introduction.introduction_end, name="introduction_end"),
    path(f"{_INTRODUCTION}afspraak/", arrangement.arrangement_new, name="arrangement_new"),
    path(
        f"{_INTRODUCTION}wedervraag/", afterwards.reverse_question_ask, name="reverse_question_ask"
    ),
    path(_ARRANGEMENT, arrangement.arrangement_page, name="arrangement_page"),
    path(f"{_ARRANGEMENT}ja/", arrangement.arrangement_agree, name="arrangement_agree"),
    path(f"{_ARRANGEMENT}nee/", arrangement.arrangement_withdraw, name="arrangement_withdraw"),
    path(
        f"{_ARRANGEMENT}afronden/", arrangement.arrangement_round_off, name="arrangement_round_off"
    ),
    path(
        f"{_ARRANGEMENT}te-veel/", arrangement.arrangement_give_back, name="arrangement_give_back"
    ),
    path("mijn/wedervraag/<slug:code>/", afterwards.reverse_question, name="reverse_question"),
    path(
        "mijn/zien-jullie-elkaar-nog/<slug:code>/",
        afterwards.lasting_contact,
        name="lasting_contact",
    ),
    path("balie/schrift/", notebook.notebook, name="notebook"),
    path("balie/schrift/overnemen/", notebook.notebook_take, name="notebook_take"),
    path("balie/schrift/rest/", notebook.notebook_rest, name="notebook_rest"),
]
