"""`/.well-known/security.txt`: whom to tell about a hole in a promise (RFC 9116)."""

import datetime

from django.utils import timezone

WHERE = "/.well-known/security.txt"


def test_it_names_the_contact_and_a_day_that_is_to_come(public, settings):
    settings.SECURITY_CONTACT = "mailto:veilig@voorbeeld.invalid"
    public.get(WHERE)
    assert public.response["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in public.html.splitlines())
    assert said["Contact"] == "mailto:veilig@voorbeeld.invalid"
    assert said["Canonical"] == "http://testserver/.well-known/security.txt"
    until = datetime.datetime.fromisoformat(said["Expires"])
    assert timezone.now() < until < timezone.now() + datetime.timedelta(days=366)


def test_without_a_contact_it_is_not_there(public, settings):
    settings.SECURITY_CONTACT = ""
    assert public.get(WHERE).status == 404
