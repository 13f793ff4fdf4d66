"""State machines, each written once as a table (../domain/law-and-rules).

The same table is read by actions (`require_move`), by pages (`moves_from`), by the database
(`trigger_sql`, raised with the walls) and by the documentation.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mekaar.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed transition and who may make it (roles of the glossary, for people to read)."""

    source: str
    target: str
    who: str


@dataclass(frozen=True)
class Machine:
    """A table of moves with the states in which something may begin."""

    name: str
    starts: tuple[str, ...]
    moves: tuple[Move, ...]

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that exist from here: exactly the buttons a page may show."""
        return tuple(move for move in self.moves if move.source == state)

    def allows(self, source: str, target: str) -> bool:
        """Whether the table holds this transition."""
        return any(move.target == target for move in self.moves_from(source))

    def require_move(self, source: str, target: str) -> None:
        """Refuse a transition that the table does not hold.

        Raises Refused: usually somebody else clicked a moment earlier.
        """
        if not self.allows(source, target):
            raise Refused(
                _("Dit kan nu niet meer: er is iets veranderd. Kijk nog eens op de bladzijde.")
            )


def machine(name: str, *, starts: Iterable[str], moves: Iterable[tuple[str, str, str]]) -> Machine:
    """Build a machine from plain rows (from, to, who)."""
    return Machine(name, tuple(starts), tuple(Move(*row) for row in moves))


def _quoted(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def trigger_sql(table: str, column: str, table_of_moves: Machine) -> list[str]:
    """SQL that makes the database refuse every transition outside the table, for every role."""
    function = f"wall.states_of_{table}_{column}"
    pairs = ", ".join(f"('{m.source}', '{m.target}')" for m in table_of_moves.moves)
    return [
        f"""CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $wall$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.{column} NOT IN ({_quoted(table_of_moves.starts)}) THEN
      RAISE EXCEPTION '% may not begin as %', TG_TABLE_NAME, NEW.{column}
        USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.{column} IS DISTINCT FROM OLD.{column}
    AND (OLD.{column}, NEW.{column}) NOT IN (VALUES {pairs}) THEN
    RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.{column}, NEW.{column}
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $wall$""",
        f"DROP TRIGGER IF EXISTS states_of_{column} ON {table}",
        f"""CREATE TRIGGER states_of_{column} BEFORE INSERT OR UPDATE OF {column} ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}()""",
    ]
