"""Wiping one circle that ended, at once, by its resident: the same as the night does later."""

from collections.abc import Iterable


def functions(tables: Iterable[str]) -> list[str]:
    """SQL of `wall.wipe_circle`; `tables` children first. Says nothing when there is none."""
    gone = "\n".join(
        f"    DELETE FROM circles_{table} WHERE circle_id = which;" for table in tables
    )
    return [
        f"""CREATE OR REPLACE FUNCTION wall.wipe_circle(which uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $wall$
BEGIN
  IF EXISTS (SELECT FROM circles_supportcircle WHERE id = which AND state = 'ended'
      AND resident_id = wall.me() AND neighbourhood_id = wall.here()) THEN
    DELETE FROM notices_notice WHERE thing = which AND neighbourhood_id = wall.here();
{gone}
    DELETE FROM circles_supportcircle WHERE id = which;
  END IF;
END $wall$"""
    ]
