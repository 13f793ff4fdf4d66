"""Migrations fit the models, stand in one line, and are readable (house-style 6.9)."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import analyse_sql_statements, get_sql_analyser_class

from tests.house.source import ROOT

ROOMS = [c for c in apps.get_app_configs() if c.name.startswith("mekaar.") and c.models]


@pytest.mark.django_db
def test_models_have_their_migrations():
    told = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert "No changes" in told.getvalue() or not told.getvalue().strip()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_max_migration_names_the_last(room):
    folder = ROOT / "mekaar" / room.label / "migrations"
    files = sorted(path.stem for path in folder.glob("0*.py"))
    assert (folder / "max_migration.txt").read_text().strip() == files[-1]
    assert [name[:4] for name in files] == [f"{n:04}" for n in range(1, len(files) + 1)]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_migration_is_named(room):
    files = (ROOT / "mekaar" / room.label / "migrations").glob("0*.py")
    assert [path.stem for path in files if "_auto_" in path.stem] == []


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_the_version_that_runs_can_live_with_each_migration(room):
    """Nothing is renamed or made required under code that still works with it (ADR 23)."""
    linter = MigrationLinter(path=str(ROOT), no_cache=True, quiet=["ok", "ignore", "warning"])
    linter.lint_all_migrations(app_label=room.label)
    assert linter.nb_total > 0
    assert not linter.has_errors


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "exchange_ask" RENAME COLUMN "words" TO "said"',
        'ALTER TABLE "exchange_ask" DROP COLUMN "keys"',
        'ALTER TABLE "exchange_ask" ADD COLUMN "mood" varchar(9) NOT NULL',
    ],
)
def test_the_linter_sees_what_would_break_it(statement):
    found, _ignored, _warned = analyse_sql_statements(
        get_sql_analyser_class("postgresql"), [statement], []
    )
    assert found
