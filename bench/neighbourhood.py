"""Fill neighbourhoods with invented people, in SQL: `python -m bench.neighbourhood 100 [3]`.

Works as the owner in an empty, migrated database: so many people in each of so many neighbourhoods.
Prints as JSON which pages to ask for, and with which session. Proportions are rough: of ten people
seven ask, five offer, one was introduced.
"""

import json
import sys
from dataclasses import dataclass
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.sealing import seal_all  # noqa: E402
from mekaar.core.sealed import blind  # noqa: E402
from mekaar.exchange import actions  # noqa: E402
from mekaar.exchange.models import Ask, Offer, Side  # noqa: E402
from mekaar.matching import keys  # noqa: E402
from mekaar.people import second_step, sessions, shift  # noqa: E402
from mekaar.people.models import Account, Participant, RoleHeld, SessionOf  # noqa: E402
from mekaar.places.models import Neighbourhood  # noqa: E402
from tests.acting import acting_as, at_desk, by  # noqa: E402
from tests.cast import make_neighbourhood, make_participant  # noqa: E402

WHAT = ("fietsen", "brieven", "koken", "tuinieren", "wandelen", "schaken", "breien", "computers",
        "honden", "boodschappen", "schilderen", "muziek", "timmeren", "lezen", "voetbal", "bakken",
        "naaien", "zwemmen", "foto's", "planten", "vissen", "zingen", "puzzelen", "solderen",
        "kaarten", "dansen", "lampen", "gordijnen", "formulieren", "taalles")  # fmt: skip
HOW = ("samen met iemand die {} ook leuk vindt", "uitleg over {} aan de keukentafel",
       "een uurtje {} op dinsdag", "{} voor wie het zelf niet meer kan", "hulp bij {} in de buurt",
       "{} met een groepje in De Linde", "rustig leren: {}", "spullen voor {} lenen")  # fmt: skip
ASK_WORDS = "iemand voor een uurtje breien in de buurt"

# `id('p', n)` is person n; `moment(n)` a moment in the last years, the same in every run. Words go
# in open, as bytes, and are sealed afterwards (sealing.py).
FUNCTIONS = """
CREATE OR REPLACE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT md5(kind || n || current_setting('bench.here'))::uuid $$;
CREATE OR REPLACE FUNCTION pg_temp.moment(n bigint) RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT now() - interval '1 hour' * (1 + (n * 7919) % 17000) $$;
"""
_SAID = (
    "pg_temp.id('p', n), NULL, convert_to(w.words, 'UTF8'), convert_to(w.words, 'UTF8'),"
    " (ARRAY['connector','connector','neighbourhood'])[1 + n % 3], NULL, NULL, NULL, '{}',"
    " pg_temp.moment(n), w.keys, pg_temp.id('p', n)"
)
_EVERYBODY = "generate_series(1, %(size)s) AS n"
_TEXT = "JOIN bench_words w ON w.nth = (n * 31 + n / 10) %% (SELECT count(*) FROM bench_words)"
FILL = {
    "people.Participant": f"""
SELECT pg_temp.id('p', n), %(here)s, 'P' || n, pg_temp.moment(n),
  convert_to(name || ' ' || n, 'UTF8'), '{{}}', 'known', 'nl', '{{}}', '', NULL
FROM {_EVERYBODY}, LATERAL (SELECT (ARRAY['Anneke','Bram','Cor','Dirkje','Emre','Fatima','Gerrit',
  'Hetty','Ibrahim','Jannie'])[1 + n %% 10] AS name) AS names""",
    "people.ReachPreference": f"""
SELECT pg_temp.id('r', n), %(here)s, 'R' || n, pg_temp.moment(n), pg_temp.id('p', n),
  (ARRAY['phone','come_by','via'])[1 + n %% 3], '', '', 'liefst in de middag' FROM {_EVERYBODY}""",
    "exchange.Ask": f"""
SELECT pg_temp.id('a', n), %(here)s, 'A' || n, pg_temp.moment(n), {_SAID.replace("%", "%%")}, '',
  '', NULL, false, false, now(), CASE WHEN n %% 10 = 0 THEN 'introduced' ELSE
  (ARRAY['with_connector','encounter','thinking','ideas_open','rounded_off'])[1 + n %% 5] END
FROM {_EVERYBODY} {_TEXT} WHERE n %% 10 < 7""",
    "exchange.Offer": f"""
SELECT pg_temp.id('o', n), %(here)s, 'O' || n, pg_temp.moment(n), {_SAID.replace("%", "%%")},
  'person', NULL, current_date + (n %% 180)::int - 9, NULL,
  CASE WHEN n %% 10 = 5 THEN 'resting' ELSE 'open' END
FROM {_EVERYBODY} {_TEXT} WHERE n %% 2 = 1""",
    "exchange.Introduction": """
SELECT pg_temp.id('i', n), %(here)s, 'I' || n, pg_temp.moment(n), pg_temp.id('a', n),
  pg_temp.id('o', n + 1), %(connector)s, NULL, 'bij de koffie', 'introduced', pg_temp.moment(n)
FROM generate_series(10, %(size)s - 1, 10) AS n""",
    "exchange.Side": """
SELECT pg_temp.id('s' || side, n), %(here)s, 'S' || side || n, pg_temp.moment(n),
  pg_temp.id('i', n), pg_temp.id('p', n + side), (ARRAY['asker','giver'])[1 + side],
  'Iemand uit de buurt wil graag breien.', pg_temp.moment(n), 'yes', pg_temp.moment(n), 'screen',
  pg_temp.id('p', n + side)
FROM generate_series(10, %(size)s - 1, 10) AS n, generate_series(0, 1) AS side""",
    "exchange.Arrangement": """
SELECT pg_temp.id('g', n), %(here)s, 'G' || n, pg_temp.moment(n), pg_temp.id('p', n), NULL,
  pg_temp.id('i', n), pg_temp.id('p', n), pg_temp.id('p', n + 1), 'elke dinsdag breien', '',
  '', '{}', NULL, NULL, current_date + 60, NULL, now(), now(), 'agreed'
FROM generate_series(10, %(size)s - 1, 20) AS n""",
    "journal.Entry": """
SELECT gen_random_uuid(), %(here)s, 'J' || n || 'x' || k, pg_temp.moment(n + k),
  (ARRAY['people.participant.seen','exchange.ask.seen','people.visit.opened'])[1 + k %% 3],
  CASE WHEN k %% 2 = 0 THEN %(connector)s ELSE %(host)s END::uuid, pg_temp.id('p', n), NULL,
  'came_by', NULL FROM generate_series(1, %(size)s) AS n, generate_series(1, 5) AS k""",
    "notices.Notice": f"""
SELECT pg_temp.id('n', n), %(here)s, 'N' || n, pg_temp.moment(n), pg_temp.id('p', n),
  'exchange.introduction.asked', NULL, (ARRAY['call','page'])[1 + n %% 2],
  CASE WHEN n %% 20 > 1 THEN now() END, NULL, 0 FROM {_EVERYBODY} WHERE n %% 4 < 2""",
    "conversation.Encounter": f"""
SELECT pg_temp.id('e', n), %(here)s, 'E' || n, pg_temp.moment(n), pg_temp.id('p', n), NULL,
  pg_temp.id('p', n), %(connector)s, 'thuis', false, now() + interval '1 hour' * (n %% 2000),
  CASE WHEN n %% 100 > 1 THEN current_date - 9 END, '', CASE n %% 100 WHEN 0 THEN 'planned'
  WHEN 1 THEN 'wished' ELSE 'held' END FROM {_EVERYBODY} WHERE n %% 4 < 2""",
    "conversation.CoreAnswer": f"""
SELECT pg_temp.id('c' || question, n), %(here)s, 'C' || question || n, pg_temp.moment(n),
  pg_temp.id('p', n), NULL, pg_temp.id('p', n), question, 1, 'weer naar de markt', false, '', ''
FROM {_EVERYBODY}, unnest(ARRAY['want','can','need']) AS question WHERE n %% 5 = 0""",
    "conversation.Goal": f"""
SELECT pg_temp.id('d', n), %(here)s, 'D' || n, pg_temp.moment(n), pg_temp.id('p', n),
  pg_temp.id('p', n), 'elke dag naar buiten', 'elke dag naar buiten', '', NULL, NULL
FROM {_EVERYBODY} WHERE n %% 10 = 0""",
    "people.DeskVisit": f"""
SELECT pg_temp.id('v', n), %(here)s, 'V' || n, pg_temp.moment(n), %(host)s, pg_temp.id('p', n),
  'came_by', pg_temp.moment(n), pg_temp.moment(n) FROM {_EVERYBODY}""",
    "people.Doorbell": """
SELECT pg_temp.id('b', n), %(here)s, 'B' || n, pg_temp.moment(n), 'ask',
  convert_to('Iemand ' || n, 'UTF8'), 'bel mij', 'een vraag', CASE WHEN n %% 10 > 0
  THEN now() END, NULL, NULL
FROM generate_series(10, %(size)s, 10) AS n""",
}
# So many residents come at once: a tenth of the smallest neighbourhood.
CROWD = 8
# Asker of introduction 10 in the fill; has an ask, a goal, answers and a journal.
RESIDENT = 10


@dataclass(frozen=True)
class People:
    """Who asks for pages."""

    resident: Participant
    host: Participant
    connector: Participant
    officer: Participant


def fill(here: Neighbourhood, size: int) -> People:
    """Everything of the neighbourhood, and the people who will ask for pages."""
    host = make_participant(here, "Ria", role=RoleHeld.Role.HOST)
    connector = make_participant(here, "Samira", role=RoleHeld.Role.CONNECTOR)
    officer = make_participant(here, "Noor", role=RoleHeld.Role.POLICY_OFFICER)
    values = {"here": here.id, "host": host.id, "connector": connector.id, "size": size}
    with connection.cursor() as cursor:
        _without_triggers(cursor, _everything, here, values)
    resident = Participant.objects.get(neighbourhood=here, code=f"P{RESIDENT}")
    return People(resident, host, connector, officer)


@transaction.atomic
def _without_triggers(cursor: Any, work: Any, *given: Any) -> None:
    """History is put in as it would have become; what the triggers guard is the way there."""
    tables = [apps.get_model(label)._meta.db_table for label in FILL]
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    work(cursor, *given)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _everything(cursor: Any, here: Neighbourhood, values: dict[str, Any]) -> None:
    cursor.execute(f"SET LOCAL bench.here = '{here.id}'")
    cursor.execute(FUNCTIONS)
    cursor.execute(
        "CREATE TEMP TABLE bench_words (nth bigint, words text, keys bigint[]) ON COMMIT DROP"
    )
    texts = [how.format(what) for how in HOW for what in WHAT]
    rows = [(nth, text, blind("word", here.id, keys(text))) for nth, text in enumerate(texts)]
    cursor.executemany("INSERT INTO bench_words VALUES (%s, %s, %s)", rows)
    for label, rows_of in FILL.items():
        model = apps.get_model(label)
        there = list(model._base_manager.filter(neighbourhood=here).values_list("pk", flat=True))
        columns = ", ".join(field.column for field in model._meta.fields)
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({columns}) {rows_of}", values)
        seal_all(cursor, model, here, but=there)


def ask_for_ideas(people: People) -> Ask:
    """One ask the whole way to its ideas, by the actions of the house."""
    resident = by(people.resident)
    with acting_as(resident):
        ask = actions.place_ask(people.resident, {"words": ASK_WORDS}, by=resident)
    with acting_as(people.connector):
        actions.begin_encounter(ask, by=by(people.connector))
    with acting_as(resident):
        actions.pass_card(ask, by=resident)
        ask = actions.open_ideas(ask, by=resident)
    ask.code = "BREIEN"  # the same address at each size
    ask.save(update_fields=["code"])
    return ask


def make_round(people: People) -> None:
    """A round for the table, as the job makes it."""
    connector = by(people.connector)
    with acting_as(connector):
        one = actions.ask_for_round(by=connector)
    actions.make_round(one.id, me=connector.id, here=connector.here)


def session_of(participant: Participant) -> str:
    """A session as signing in leaves it, with second step and shift for who holds a role."""
    account = Account.objects.create(
        participant_id=participant.id, neighbourhood_id=participant.neighbourhood_id
    )
    session = sessions.SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    if participant.roles.exists():
        second_step.mark(session)
        shift.begin(session, "2468")
    sessions.begin(session, shared=False)
    session.create()
    key = str(session.session_key)
    SessionOf.objects.create(account=account, session_key=sessions.stored(key))
    return key


def pages(ask: Ask) -> dict[str, list[str]]:
    """The pages to ask for, by who asks."""
    offer = Offer.objects.get(neighbourhood=ask.neighbourhood, code="O1")
    side = Side.objects.get(neighbourhood=ask.neighbourhood, code=f"S0{RESIDENT}")
    asks = f"/mijn/vragen/{ask.code}/"
    return {
        "": ["/", "/wie-doet-wat/", "/beloften/", "/toegankelijkheid/", "/ik-heb-een-vraag/",
             "/ik-wil-iets-doen/", "/ik-wil-iets-beginnen/", "/poster/", "/aanmelden/"],
        "resident": [
            "/mijn/", "/mijn/vragen/", "/mijn/vragen/nieuw/", asks, f"{asks}ideeen/",
            "/mijn/aanbod/", "/mijn/buurtvragen/", f"/mijn/kennismaking/{side.code}/",
            f"/mijn/afspraken/G{RESIDENT}/", "/mijn/gesprek/", "/mijn/gesprek/kaart/",
            "/mijn/gesprek/doelen/", "/mijn/gegevens/", "/mijn/inkijk/", "/mijn/alles/",
        ],
        "host": [
            "/balie/", "/balie/mensen/", "/balie/mensen/?name=An", "/balie/mensen/P7/",
            "/balie/deur/", "/balie/bellen/", "/balie/gesprekken/",
            "/balie/groepen/", "/balie/wie-doet-wat/", "/balie/schrift/",
        ],
        "connector": [
            "/verbinden/", "/verbinden/lijst/nieuw/", "/verbinden/lijst/ideeen/",
            "/verbinden/lijst/nog-steeds/", "/verbinden/wedervraag/",
            f"/verbinden/vraag/{ask.code}/", f"/verbinden/vraag/{ask.code}/ideeen/",
            f"/verbinden/aanbod/{offer.code}/", "/verbinden/ronde/",
        ],
        "helping": ["/mijn/", "/mijn/vragen/nieuw/", "/mijn/gegevens/", "/mijn/inkijk/"],
        "officer": ["/mijn/"],
    }  # fmt: skip


def crowd(places: list[Neighbourhood]) -> list[str]:
    """Sessions of residents, spread over the neighbourhoods, who all come at once (load.py)."""
    found = []
    for n in range(CROWD):
        here, code = places[n % len(places)], f"P{RESIDENT * (n + 2)}"
        found.append(session_of(Participant.objects.get(neighbourhood=here, code=code)))
    return found


def plain_session() -> str:
    """A session of Django's own, for the bare view."""
    session = SessionStore()
    session["nothing"] = ""
    session.create()
    return str(session.session_key)


def main() -> int:
    """Fill, sign in, and say what to ask for."""
    size, *more = map(int, sys.argv[1:])
    places = [make_neighbourhood("De Oeverhoek", "oeverhoek")]
    people = fill(places[0], size)
    for n in range(1, *more or [1]):
        places.append(make_neighbourhood(f"Buurt {n}", f"buurt-{n}"))
        fill(places[-1], size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    ask = ask_for_ideas(people)
    make_round(people)
    helping = make_participant(people.host.neighbourhood, "Wim", role=RoleHeld.Role.HOST)
    at_desk(helping, Participant.objects.get(neighbourhood=places[0], code="P20"))
    who = {**vars(people), "helping": helping}
    keys_of = {name: session_of(participant) for name, participant in who.items()}
    asked = {"pages": pages(ask), "sessions": keys_of, "crowd": crowd(places)}
    print(json.dumps(asked | {"plain": plain_session()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
