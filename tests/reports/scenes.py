"""Reports as a test needs them: made, decided and not agreed with by the real actions."""

from mekaar.exchange.models import Ask
from mekaar.people.models import Participant
from mekaar.reports import actions, reportable
from mekaar.reports.models import Decision, Report
from tests.acting import acting_as, by
from tests.cast import Cast
from tests.exchange.asks import an_ask

RUDE = "Die van hiernaast is een vuile dief, wie helpt mij?"
COMPLAINT = "Dit gaat over mij en het klopt niet."
REASON = "Schelden hoort niet op het bord."


def rude_ask(cast: Cast, who: Participant | None = None) -> Ask:
    """meneer Dekker asks the whole neighbourhood, rudely."""
    return an_ask(who or cast.dekker, RUDE, audience="neighbourhood")


def reported(cast: Cast, ask: Ask | None = None, *, by_whom: Participant | None = None) -> Report:
    """Henk reports the ask on the board."""
    ask, who = ask or rude_ask(cast), by_whom or cast.henk
    with acting_as(who):
        thing = reportable.find("vraag", ask.code, by=by(who))
        return actions.make_report(thing, COMPLAINT, name="", participant=who, by=by(who))


def decided(report: Report, outcome: str, *, by_whom: Participant) -> Decision:
    with acting_as(by_whom):
        return actions.decide(report, outcome, REASON, by=by(by_whom))


def appealed(decision: Decision, *, by_whom: Participant) -> None:
    with acting_as(by_whom):
        actions.appeal(decision, participant=by_whom, by=by(by_whom))


def on_board(cast: Cast, who: Participant) -> list[str]:
    """The asks of others that somebody reads on the board."""
    with acting_as(who):
        return [one.words for one in Ask.objects.on_board(by(who))]
