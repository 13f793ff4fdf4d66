"""J13: a giver without demand, who turns out to have an ask; nobody counts."""

import pytest
from django.core import mail

from mekaar.exchange.models import Ask, Offer
from mekaar.notices.models import Notice
from tests.browser import check_accessible, sign_in
from tests.journeys.walking import press, text_of, write

pytestmark = pytest.mark.browser


def test_henk_offers_and_asks(town, browse):
    henk = town.henk
    page = sign_in(browse(), henk)

    # 1. He offers odd jobs. No counter, no list; an honest line, and the other question.
    page.goto("/mijn/aanbod/nieuw/")
    check_accessible(page)
    write(page, words="Kleine klussen: een deur schaven, een plank ophangen.")
    press(page, "Bewaar")
    offer = Offer.objects.get(participant=henk)
    page.goto(f"/mijn/aanbod/{offer.code}/")
    check_accessible(page)
    assert "Nu vraagt niemand je hiervoor. Kom langs aan de tafel." in text_of(page)
    assert "En heb jij ook een vraag?" in text_of(page)

    # 2. That becomes his ask.
    page.goto("/mijn/vragen/nieuw/")
    write(page, words="Mijn vrouw was van de Spaanse les. Ik zou die graag afmaken.")
    press(page, "Bewaar mijn vraag")
    assert Ask.objects.get(participant=henk).words.startswith("Mijn vrouw was van")

    # 3. No points anywhere, and nothing was sent.
    for path in ("/mijn/", "/mijn/aanbod/", "/mijn/vragen/", "/mijn/alles/", "/mijn/buurtvragen/"):
        page.goto(path)
        check_accessible(page)
        for word in ("punten", "saldo", "score", "gegeven:", "ontvangen:"):
            assert word not in text_of(page).lower(), path
    assert not Notice.objects.filter(recipient=henk.id, channel="email").exists()
    assert mail.outbox == []
