"""What the ideas engine may read, and no more: few rows, found by index, without a name.

Row-level security keeps an index on words from being used (`@>` could leak), so two functions look
through the walls for the engine alone and give ids only. Their cost does not grow with the table:
each key of a text gives at most `PER_KEY` rows. What is rare in the neighbourhood is always found;
of what very many offer, the ones that fit best in keys stay in.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from mekaar.core.walls import definer

PER_KEY = 100
MOST = 150
# So many vectors a page compares, without numpy, in some hundredths of a second.
COMPARED = 200

# Made for this very ask, or among its ideas already: before everything that only shares words.
_FIRST = 1000

# Somebody who said nothing about it carries one arrangement at a time.
CARRIES = 1

_RUNNING = (
    "(SELECT count(*) FROM exchange_arrangement g WHERE g.neighbourhood_id = wall.here()"
    " AND g.giver_id = {who} AND g.state = 'agreed'"
    " AND (g.ends_on IS NULL OR g.ends_on >= (SELECT wall.today())))"
)
_AT_ONCE = (
    "coalesce((SELECT c.at_once FROM exchange_carrying c WHERE c.participant_id = {who}),"
    f" {CARRIES})"
)
CAN_CARRY = f"({_AT_ONCE} - {_RUNNING})"

OFFERED = (
    "o.neighbourhood_id = wall.here() AND o.state = 'open'"
    " AND (o.look_again_on IS NULL OR o.look_again_on > (SELECT wall.today()))"
    " AND o.participant_id <> a.participant_id"
    # What a person hid or removed is nobody's idea (reports).
    " AND NOT ARRAY[o.id, a.id] && (SELECT wall.hidden_things())"
)
# Cheap hard conditions first, so that the few rows of a key are rows that can become an idea.
FITTING = (
    "(a.times IS NULL OR o.times IS NULL OR a.times & o.times <> 0)"
    " AND NOT EXISTS (SELECT FROM exchange_ideasetaside s"
    " WHERE s.neighbourhood_id = wall.here() AND s.ask_id = a.id AND s.offer_id = o.id)"
    f" AND {CAN_CARRY.format(who='o.participant_id')} > 0"
)
_VECTOR = "wall.to_open(m.id, m.neighbourhood_id, m.participant_id, m.vector)"
_SAME_MODEL = (
    "JOIN exchange_meaning mine ON mine.{one}_id = {own}.id JOIN exchange_meaning m"
    " ON m.neighbourhood_id = mine.neighbourhood_id AND m.model_id = mine.model_id"
)

FUNCTIONS = [
    # Offers that share words with an ask, that were made for it, or that are its ideas already.
    definer(
        "offers_near(the_ask uuid, fitting boolean)",
        "SETOF uuid",
        f"""SELECT found.id FROM exchange_ask a, LATERAL (
  SELECT near.id, 1 AS weight FROM unnest(a.keys) AS k(key), LATERAL (
    SELECT o.id FROM exchange_offer o WHERE {OFFERED} AND o.keys @> ARRAY[k.key]
      AND (NOT fitting OR ({FITTING})) LIMIT {PER_KEY}) near
  UNION ALL
  SELECT o.id, {_FIRST} FROM exchange_offer o WHERE o.for_ask_id = a.id
    AND {OFFERED} AND (NOT fitting OR ({FITTING}))
  UNION ALL
  SELECT o.id, {_FIRST} FROM exchange_idea i JOIN exchange_offer o ON o.id = i.offer_id
    WHERE i.ask_id = a.id AND {OFFERED} AND (NOT fitting OR ({FITTING}))) found
WHERE a.id = the_ask AND a.neighbourhood_id = wall.here() AND wall.engine()
GROUP BY found.id ORDER BY sum(found.weight) DESC, found.id LIMIT {MOST}""",
    ),
    # Asks that want ideas and share words with an offer, or that have it among their ideas.
    definer(
        "asks_near(the_offer uuid)",
        "SETOF uuid",
        f"""SELECT found.id FROM exchange_offer o, LATERAL (
  SELECT near.id, 1 AS weight FROM unnest(o.keys) AS k(key), LATERAL (
    SELECT a.id FROM exchange_ask a WHERE {OFFERED} AND a.neighbourhood_id = wall.here()
      AND a.state = 'ideas_open' AND a.keys @> ARRAY[k.key] LIMIT {PER_KEY}) near
  UNION ALL
  SELECT i.ask_id, {_FIRST} FROM exchange_idea i WHERE i.offer_id = o.id
  UNION ALL
  SELECT o.for_ask_id, {_FIRST} WHERE o.for_ask_id IS NOT NULL) found
WHERE o.id = the_offer AND o.neighbourhood_id = wall.here() AND wall.engine()
GROUP BY found.id ORDER BY sum(found.weight) DESC, found.id LIMIT {MOST}""",
    ),
    # Every vector that may be compared with that of an ask, and the other way round, to be opened
    # by the engine: in the worker only, because it reads them all.
    definer(
        "offers_by_meaning(the_ask uuid)",
        "TABLE (id uuid, vector bytea)",
        f"SELECT o.id, {_VECTOR} FROM exchange_ask a {_SAME_MODEL.format(own='a', one='ask')}"
        " JOIN exchange_offer o ON o.id = m.offer_id"
        " WHERE a.id = the_ask AND a.neighbourhood_id = wall.here() AND wall.engine()"
        f" AND {OFFERED} AND {FITTING}",
    ),
    definer(
        "asks_by_meaning(the_offer uuid)",
        "TABLE (id uuid, vector bytea)",
        f"SELECT a.id, {_VECTOR} FROM exchange_offer o {_SAME_MODEL.format(own='o', one='offer')}"
        " JOIN exchange_ask a ON a.id = m.ask_id"
        " WHERE o.id = the_offer AND a.neighbourhood_id = wall.here() AND wall.engine()"
        f" AND a.state = 'ideas_open' AND {OFFERED} AND {FITTING}",
    ),
    # The newest offers that can be compared with an ask, for a page that says why it has no ideas.
    definer(
        "offers_to_compare(the_ask uuid)",
        "SETOF uuid",
        f"SELECT o.id FROM exchange_ask a {_SAME_MODEL.format(own='a', one='ask')}"
        " JOIN exchange_offer o ON o.id = m.offer_id"
        " WHERE a.id = the_ask AND a.neighbourhood_id = wall.here() AND wall.engine()"
        f" AND {OFFERED} ORDER BY o.made_at DESC, o.id LIMIT {COMPARED}",
    ),
    # What the engine must know of people: where about, which languages, what they can still carry.
    definer(
        "people_of_ideas(who uuid[])",
        "TABLE (id uuid, x integer, y integer, languages varchar[], has_helper boolean,"
        " can_carry bigint)",
        "SELECT p.id, b.x, b.y, p.languages || p.language, p.language_helper <> '',"
        f" {CAN_CARRY.format(who='p.id')}"
        " FROM people_participant p LEFT JOIN places_building b ON b.id = p.building_id"
        " WHERE p.id = ANY(who) AND p.neighbourhood_id = wall.here() AND wall.engine()",
    ),
]


@dataclass(frozen=True, slots=True)
class Known:
    """What the engine knows of a person: no name, no words."""

    id: uuid.UUID
    x: int | None
    y: int | None
    languages: frozenset[str]
    has_helper: bool
    can_carry: int


def offers_near(ask: uuid.UUID, *, fitting: bool) -> list[uuid.UUID]:
    """Offers that may mean the same as this ask; `fitting` leaves out what cannot be an idea."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.offers_near(%s, %s)", [ask, fitting])
        return [row[0] for row in cursor.fetchall()]


def asks_near(offer: uuid.UUID) -> list[uuid.UUID]:
    """Asks that want ideas and may mean the same as this offer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.asks_near(%s)", [offer])
        return [row[0] for row in cursor.fetchall()]


def offers_to_compare(ask: uuid.UUID) -> list[uuid.UUID]:
    """The newest open offers with a vector of the model of this ask, whether they fit or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.offers_to_compare(%s)", [ask])
        return [row[0] for row in cursor.fetchall()]


def offers_by_meaning(ask: uuid.UUID) -> list[tuple[uuid.UUID, bytes]]:
    """The vectors of the offers that may be an idea for this ask, closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.offers_by_meaning(%s)", [ask])
        return list(cursor.fetchall())


def asks_by_meaning(offer: uuid.UUID) -> list[tuple[uuid.UUID, bytes]]:
    """The vectors of the asks for which this offer may be an idea, closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.asks_by_meaning(%s)", [offer])
        return list(cursor.fetchall())


def people_of_ideas(ids: Sequence[uuid.UUID]) -> list[Known]:
    """What the engine must know of these people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.people_of_ideas(%s)", [list(ids)])
        return [
            Known(row[0], row[1], row[2], frozenset(row[3]), row[4], row[5])
            for row in cursor.fetchall()
        ]
