"""The journal's wall: append as yourself, read what is about you or by you, change nothing.

Only what is past the years of the neighbourhood can be taken away, by any role, and only from the
oldest end up to an anchor of a day that long ago (retention.py, ADR 18).
"""

from mekaar.core.walls import Wall, definer, is_private

FUNCTIONS = [
    """CREATE OR REPLACE FUNCTION wall.never() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $wall$""",
    # Anchors of days before this one are past the years that this neighbourhood keeps its journal.
    definer(
        "journal_since(place uuid)",
        "date",
        "SELECT (wall.today() - make_interval(years => journal_years))::date"
        " FROM places_neighbourhood WHERE id = place",
    ),
    # Up to which line the journal may go. An anchor is only ever written on its own day, so the day
    # of one cannot be made up by who may write lines.
    definer(
        "journal_old(place uuid)",
        "bigint",
        "SELECT coalesce(max(number), 0) FROM journal_anchor"
        " WHERE neighbourhood_id = place AND day < wall.journal_since(place)",
    ),
    definer(
        "journal_begins_later(old journal_anchor)",
        "boolean",
        "SELECT EXISTS (SELECT FROM journal_anchor b WHERE b.neighbourhood_id ="
        " old.neighbourhood_id AND b.day > old.day AND b.number >= old.number"
        " AND b.day < wall.journal_since(b.neighbourhood_id)"
        " AND NOT EXISTS (SELECT FROM journal_link l WHERE l.neighbourhood_id ="
        " old.neighbourhood_id AND l.number <= b.number))",
    ),
    """CREATE OR REPLACE FUNCTION wall.only_old() RETURNS trigger LANGUAGE plpgsql AS $wall$
DECLARE old_enough boolean;
BEGIN
  IF TG_TABLE_NAME = 'journal_entry' THEN
    old_enough := EXISTS (SELECT FROM journal_link l WHERE l.entry = OLD.id
      AND l.neighbourhood_id = OLD.neighbourhood_id
      AND l.number <= wall.journal_old(OLD.neighbourhood_id));
  ELSIF TG_TABLE_NAME = 'journal_link' THEN
    old_enough := OLD.number <= wall.journal_old(OLD.neighbourhood_id);
  ELSE
    old_enough := wall.journal_begins_later(OLD);
  END IF;
  IF old_enough IS NOT TRUE THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN OLD;
END $wall$""",
    # What of a line goes into its link: everything, in one fixed order (chain.py says the same).
    """CREATE OR REPLACE FUNCTION wall.journal_digest(before bytea, line journal_entry)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $wall$
  SELECT sha256(before || convert_to(concat_ws('|', line.id, line.neighbourhood_id, line.code,
    (extract(epoch FROM line.made_at) * 1000000)::bigint, line.verb, coalesce(line.by::text, '-'),
    coalesce(line.whose::text, '-'), coalesce(line.on_behalf_of::text, '-'), line.why,
    coalesce(line.thing::text, '-')), 'UTF8'))
$wall$""",
    # At the end of the transaction, so that a chain is held only as long as a commit takes.
    """CREATE OR REPLACE FUNCTION wall.journal_chain() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
DECLARE last journal_link;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.neighbourhood_id::text, 19));
  SELECT * INTO last FROM journal_link WHERE neighbourhood_id = NEW.neighbourhood_id
    ORDER BY number DESC LIMIT 1;
  IF last IS NULL THEN  -- everything before was past its years: the chain goes on from its anchor
    SELECT a.number, a.hash INTO last.number, last.hash FROM journal_anchor a
      WHERE a.neighbourhood_id = NEW.neighbourhood_id ORDER BY a.number DESC LIMIT 1;
  END IF;
  INSERT INTO journal_link (neighbourhood_id, number, entry, hash)
    VALUES (NEW.neighbourhood_id, coalesce(last.number, 0) + 1, NEW.id,
      wall.journal_digest(coalesce(last.hash, ''), NEW));
  RETURN NULL;
END $wall$""",
    # The heads of today, each written once; for the job that also puts them in the log.
    """CREATE OR REPLACE FUNCTION wall.journal_anchors()
RETURNS TABLE (here uuid, number bigint, head bytea) LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
  INSERT INTO journal_anchor AS a (neighbourhood_id, day, number, hash)
    SELECT p.id, wall.today(), l.number, l.hash FROM places_neighbourhood p, LATERAL (
      SELECT number, hash FROM journal_link WHERE neighbourhood_id = p.id
      ORDER BY number DESC LIMIT 1) l
    WHERE wall.engine()
    ON CONFLICT DO NOTHING RETURNING a.neighbourhood_id, a.number, a.hash
$wall$""",
]


def _append_only(table: str) -> tuple[str, ...]:
    return (
        f"DROP TRIGGER IF EXISTS append_only ON {table}",
        f"CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION wall.never()",
        f"DROP TRIGGER IF EXISTS only_old ON {table}",
        f"CREATE TRIGGER only_old BEFORE DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION wall.only_old()",
    )


WALLS = [
    Wall(
        "journal.Entry",
        see=(
            "whose = (SELECT wall.me()) OR by = (SELECT wall.me())"
            # Not what is of a private room: at the desk nobody has a circle.
            f" OR (whose = ANY((SELECT wall.helping())::uuid[]) AND NOT {is_private('verb')})"
        ),
        # Who is nobody (a visitor at the door) writes about nobody: an operator cannot be made up.
        add=(
            "by = (SELECT wall.me())"
            " OR (by IS NULL AND whose IS NULL AND (SELECT wall.me()) IS NULL)"
        ),
        sql=(
            *_append_only("journal_entry"),
            "DROP TRIGGER IF EXISTS chained ON journal_entry",
            "CREATE CONSTRAINT TRIGGER chained AFTER INSERT ON journal_entry"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wall.journal_chain()",
        ),
    ),
    # Nobody reads or writes these: only the functions above, and the owner who verifies.
    Wall("journal.Link", sql=_append_only("journal_link")),
    Wall("journal.Anchor", sql=_append_only("journal_anchor")),
]
