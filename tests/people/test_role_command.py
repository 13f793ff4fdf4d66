"""`mekaar role`: giving and ending roles as the owner, by mail address or code."""

import pytest
from django.core.management import CommandError, call_command

from mekaar.journal.models import Entry
from mekaar.people.models import RoleHeld
from tests.acting import by
from tests.cast import account_of


def roles_of(participant) -> set[str]:
    return set(by(participant).roles)


def as_card(code: str) -> str:
    return f"{code[:5].lower()}-{code[5:]}"


@pytest.mark.parametrize("spell", ["code", "account", "mail"])
def test_give_by_code_or_mail(cast, spell):
    account = account_of(cast.dekker)
    account.email = "dekker@voorbeeld.example"
    account.save()
    who = {"code": as_card(cast.dekker.code), "account": account.code, "mail": account.email}[spell]
    call_command("role", "give", who, "host")
    call_command("role", "give", who, "host")
    assert RoleHeld.objects.filter(participant=cast.dekker, role="host").count() == 1
    line = Entry.objects.get(verb="people.role.given")
    assert (line.whose, line.by, line.why) == (cast.dekker.id, None, "by_command")


def test_end(cast):
    call_command("role", "end", cast.ria.code, "host")
    held = RoleHeld.objects.get(participant=cast.ria)
    assert held.until is not None
    assert Entry.objects.filter(verb="people.role.ended", whose=cast.ria.id).count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["give", "nobody@voorbeeld.example", "host"], "Niemand gevonden"),
        (["give", "", "host"], "Niemand gevonden"),
        (["end", "CODE", "host"], "had de taak host niet"),
        (["give", "CODE"], "Noem een taak"),
        (["give", "CODE", "burgemeester"], "invalid choice"),
    ],
)
def test_says_what_is_wrong(cast, words, sentence):
    given = [cast.dekker.code if word == "CODE" else word for word in words]
    with pytest.raises(CommandError, match=sentence):
        call_command("role", *given)
    assert roles_of(cast.dekker) == set()


def test_list(cast, capsys):
    assert cast.ria.display_name == "Ria"
    call_command("role", "list")
    assert f"De Oeverhoek\thost\tRia\t{cast.ria.code}" in capsys.readouterr().out
