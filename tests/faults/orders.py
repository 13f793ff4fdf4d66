"""What the process of `neighbours` does when it is told to."""

from django.apps import apps
from django.db import connection

from mekaar.exchange.models import Ask
from mekaar.people import actions
from mekaar.people.models import Participant
from mekaar.places.models import Neighbourhood
from tests.acting import acting_as, by
from tests.cast import Cast, make_neighbourhood
from tests.exchange.asks import an_ask
from tests.promises.whole_life import live


def begin(_):
    """Somebody with a whole life, somebody with asks; gives the ids and what must never be seen."""
    cast = Cast(make_neighbourhood("De Oeverhoek", "oeverhoek"))
    life = live(cast)
    return {"person": str(life.person.id), "henk": str(life.friend.id)}


def say(told):
    """One more ask; acknowledged when this answers."""
    an_ask(Participant.objects.get(id=told["who"]), told["words"])


def arrive(told):
    """Somebody new, so a new key."""
    here = Neighbourhood.objects.get()
    return str(Participant.objects.create(neighbourhood=here, display_name=told["name"]).id)


def mistake(told):
    """The asks of somebody are removed by hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM exchange_ask a WHERE participant_id = %s AND NOT EXISTS"
            " (SELECT FROM exchange_introduction i WHERE i.ask_id = a.id)",
            [told["who"]],
        )


def erase(told):
    """Somebody erases themselves."""
    person = Participant.objects.get(id=told["who"])
    with acting_as(person):
        actions.erase(person, by=by(person))


def words(told):
    """What is there of somebody, opened; from another database when told so."""
    return {
        "people": [str(one.id) for one in Participant.objects.all()],
        "asks": sorted(one.words for one in Ask.objects.filter(participant_id=told["who"])),
    }


def keys(_):
    """Owner → closed key, as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner::text, encode(wrapped, 'hex') FROM people_ownerkey")
        return dict(cursor.fetchall())


def rows(_):
    """Model → how many rows."""
    models = [one for one in apps.get_models() if one._meta.app_label in {"people", "exchange"}]
    return {model._meta.label: model._base_manager.count() for model in models}


def move(told):
    """From now on look at another database."""
    connection.close()
    connection.settings_dict.update(told["database"])


ORDERS = {
    one.__name__: one
    for one in (begin, say, arrive, mistake, erase, words, keys, rows, move)
}  # fmt: skip
