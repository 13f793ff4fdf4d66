"""The walls of gatherings: public ones are for everybody, the harvest only once it is published.

No table of this room names a participant beside a gathering: a list of who came cannot be kept.
"""

from mekaar.core.walls import Wall, definer
from mekaar.gatherings import states
from mekaar.people.walls import AT_THE_DESK, key_goes_along

_REFUSE = "USING ERRCODE = 'check_violation'"
_MAY_WRITE = "(SELECT wall.me()) IS NOT NULL AND wall.gathers_at(meeting_place_id)"
_OF_MINE = (
    "gathering_id IN (SELECT id FROM gatherings_gathering WHERE wall.gathers_at(meeting_place_id))"
)


def _trigger(name: str, table: str, when: str) -> tuple[str, str]:
    return (
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION wall.{name}()",
    )


FUNCTIONS = [
    # Host or connector at this place, or of the whole neighbourhood; elsewhere, of any place.
    definer(
        "gathers_at(place uuid)",
        "boolean",
        "SELECT EXISTS (SELECT FROM people_roleheld WHERE neighbourhood_id = wall.here()"
        " AND participant_id = wall.me() AND role IN ('host', 'connector')"
        " AND since <= now() AND (until IS NULL OR until > now())"
        " AND (place IS NULL OR meeting_place_id IS NULL OR meeting_place_id = place))",
    ),
    # R-A05: nothing is published with "waar is het lastig" left open, whoever writes.
    f"""CREATE OR REPLACE FUNCTION wall.published_with_what_is_hard() RETURNS trigger
LANGUAGE plpgsql AS $wall$
BEGIN
  IF NEW.state = 'published' AND NOT EXISTS (SELECT FROM gatherings_harvest
      WHERE gathering_id = NEW.id AND hard <> ''::bytea) THEN
    RAISE EXCEPTION 'a harvest says where it is hard' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
    # What stands on the website is taken off it first, and then changed.
    f"""CREATE OR REPLACE FUNCTION wall.harvest_stands() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF EXISTS (SELECT FROM gatherings_gathering
      WHERE id IN (OLD.gathering_id, NEW.gathering_id) AND state = 'published') THEN
    RAISE EXCEPTION 'what is published is taken back first' {_REFUSE};
  END IF;
  RETURN NEW;
END $wall$""",
]

WALLS = [
    Wall(
        "gatherings.Gathering",
        see=f"is_public OR {AT_THE_DESK}",
        add=_MAY_WRITE,
        change=_MAY_WRITE,
        machines=(("state", states.GATHERING),),
        sql=_trigger(
            "published_with_what_is_hard",
            "gatherings_gathering",
            "BEFORE INSERT OR UPDATE OF state",
        ),
    ),
    Wall(
        "gatherings.Harvest",
        see=(
            f"{AT_THE_DESK} OR gathering_id IN (SELECT id FROM gatherings_gathering"  # noqa: S608
            " WHERE is_public AND state = 'published')"
        ),
        add=_OF_MINE,
        change=_OF_MINE,
        sql=(
            *_trigger("harvest_stands", "gatherings_harvest", "BEFORE UPDATE"),
            *key_goes_along("gatherings_harvest"),
        ),
    ),
]
