"""The journal's wall: append as yourself, read what is about you or by you, change nothing."""

from mekaar.core.walls import Wall

FUNCTIONS = [
    """CREATE OR REPLACE FUNCTION wall.never() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $wall$""",
]

WALLS = [
    Wall(
        "journal.Entry",
        see=(
            "whose = (SELECT wall.me()) OR by = (SELECT wall.me())"
            " OR whose = ANY((SELECT wall.helping())::uuid[])"
        ),
        add="by IS NOT DISTINCT FROM (SELECT wall.me())",
        sql=(
            "DROP TRIGGER IF EXISTS append_only ON journal_entry",
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry"
            " FOR EACH STATEMENT EXECUTE FUNCTION wall.never()",
        ),
    ),
]
