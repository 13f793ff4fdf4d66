"""Every table has a purpose or a reason, and the record of processing is current (AVG art. 30)."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mekaar.core import purposes, retention
from tests.house.source import ROOT

REGISTER = ROOT / "docs" / "verwerkingsregister.md"


def printed(*words):
    out = io.StringIO()
    call_command("privacy", "register", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_every_table_has_a_purpose_or_says_nothing_about_people():
    named = [table for one in purposes.all_purposes() for table in one.tables]
    named += purposes.not_about_people()
    assert sorted(named) == sorted(connection.introspection.table_names())


def test_every_purpose_says_everything():
    for one in purposes.all_purposes():
        assert all([one.title, one.whose, one.data, one.readers, one.protection]), one.title
        assert one.rules or one.stays, one.title


def test_every_term_belongs_to_a_purpose():
    used = {name for one in purposes.all_purposes() for name in one.rules}
    assert used == {rule.name for rule in retention.all_rules()}


def test_a_rule_speaks_about_a_table_of_its_purpose():
    """Whoever reads the register finds the term with the table that it is about."""
    rules = {rule.name: rule for rule in retention.all_rules()}
    assert [
        (one.title, name)
        for one in purposes.all_purposes()
        for name in one.rules
        if rules[name].table not in one.tables
        and name not in {"contacts", "closed_asks", "guests"}  # what hangs from it goes along
    ] == []


def test_the_committed_register_is_current():
    current = "mekaar privacy register > docs/verwerkingsregister.md"
    assert REGISTER.read_text(encoding="utf-8") == printed(), current


def test_of_a_neighbourhood_it_says_who_answers(oeverhoek):
    said = printed("--neighbourhood", oeverhoek.slug)
    assert oeverhoek.controller in said
    assert "| DPIA gedaan op | **[zelf invullen]** |" in said


@pytest.mark.django_db
def test_a_neighbourhood_that_is_not_there_says_so():
    with pytest.raises(CommandError, match="geen buurt 'nergens'"):
        printed("--neighbourhood", "nergens")
