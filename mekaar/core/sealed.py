"""Model fields whose values stand sealed in the database, and fields by which they are found."""

import base64
import contextlib
import json
import struct
import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.contrib.postgres.fields import ArrayField
from django.db import NotSupportedError, connection, models

from mekaar.core import keyring, seal
from mekaar.core.keyring import KeysMissing

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
    _EmailField = models.EmailField[str | None, str | None]
    _NumbersField = ArrayField[list[int], list[int]]
else:
    _TextField = models.TextField
    _EmailField = models.EmailField
    _NumbersField = ArrayField


class SealedText(_TextField):
    """Text that stands in the database as noise, sealed with its owner's key (core/seal.py).

    Reading opens it: every SELECT of the column asks `wall.to_open` for the owner's key along with
    it, so there is no other query. The database can see whether it is empty, and nothing else: it
    cannot be searched, sorted or compared there, and `update()` cannot set it. The owner is what
    the model's `sealed_for` names: "participant_id", unless it says otherwise.
    """

    def db_type(self, connection: Any) -> str:  # noqa: ARG002  # Django's
        """Bytes."""
        return "bytea"

    def rel_db_type(self, connection: Any) -> str:  # noqa: ARG002  # Django's
        """Nothing refers to words."""
        raise NotSupportedError("nothing refers to sealed words")

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """What a query asks for in place of the bare column."""
        if sql.startswith("wall."):  # a function of the walls that asked already
            return sql, params
        quote = compiler.quote_name_unless_alias
        table, _dot, column = sql.rpartition(".")
        if not table or column != quote(self.column):
            raise NotSupportedError(f"sealed words are read from their own column, not {sql}")
        row, here, owner = (
            f"{table}.{quote(name)}" for name in ("id", "neighbourhood_id", _owner(self.model))
        )
        return f"wall.to_open({row}, {here}, {owner}, {sql})", params

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ARG002  # Django's
        """The words.

        Raises SealBroken when they were changed or their key is gone.
        """
        return self.opened(value)

    def opened(self, value: Any) -> Any:
        """The words out of what `wall.to_open` gave."""
        if value is None:
            raise seal.SealBroken(self._place)
        given = bytes(value)
        return seal.open_(given, self._place) if given else ""

    def get_prep_value(self, value: Any) -> Any:
        """Only what was sealed goes to the database; "" stays empty.

        Raises TypeError for words: a query cannot compare them, nor `update()` set them.
        """
        if value is None or isinstance(value, bytes):
            return value
        if value == "":
            return b""
        raise TypeError(f"{self._place} is sealed: save it on an instance, compare it in Python")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As bytes."""
        if not prepared:
            value = self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002  # Django's
        """The words of this row, sealed for its owner."""
        words = self.plain(getattr(model_instance, self.attname))
        if not words:
            return b""
        at = seal.Place(
            self._place,
            _bytes(model_instance.pk),
            _bytes(getattr(model_instance, "neighbourhood_id")),  # noqa: B009  # Model has none
            _bytes(getattr(model_instance, _owner(type(model_instance)))),
        )
        return seal.close(words, at, _key_for(at))

    def plain(self, value: Any) -> str:
        """The text that is sealed."""
        return str(value)

    @property
    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"


class SealedAddress(_EmailField):
    """A mail address for signing in: sealed, but found by itself (small letters, same column).

    It is read before anybody is known, so no owner's key can be asked for; the key ring closes it.
    The same address gives the same noise, so that it can be looked up and be unique.
    """

    def db_type(self, connection: Any) -> str:  # noqa: ARG002  # Django's
        """Noise is longer than an address."""
        return "text"

    def get_prep_value(self, value: Any) -> Any:
        """The address as noise; none stays none."""
        if not value:
            return value
        noise = self._cipher().encrypt(str(value).lower().encode(), [self._place])
        return base64.b64encode(noise).decode()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ARG002  # Django's
        """The address.

        Raises SealBroken.
        """
        if not value:
            return value
        try:
            return self._cipher().decrypt(base64.b64decode(value), [self._place]).decode()
        except (InvalidTag, ValueError) as error:
            raise seal.SealBroken(self._place.decode()) from error

    def _cipher(self) -> AESSIV:
        return AESSIV(seal.KEYS.ring.machinery("mail address"))

    @property
    def _place(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()


class OwnWords(SealedText):
    """Text in somebody's own words: personal, never in logs, journal, notices or job arguments."""

    MAXIMUM = 4000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A longest length keeps a page readable and a form honest; the form says so."""
        kwargs.setdefault("max_length", self.MAXIMUM)
        super().__init__(*args, **kwargs)


class SealedData(SealedText):
    """Lists and texts as JSON, sealed; for what is made out of somebody's own words."""

    def opened(self, value: Any) -> Any:
        """The data."""
        text = super().opened(value)
        return json.loads(text) if text else []

    def plain(self, value: Any) -> str:
        """As JSON; nothing at all is kept empty."""
        return json.dumps(value, ensure_ascii=False) if value else ""


class SealedVector(SealedText):
    """Numbers that stand for what words mean: as personal as those words, and sealed as they are.

    Kept in half precision: that changes a cosine less than another processor does.
    """

    def opened(self, value: Any) -> Any:
        """The numbers, as an array."""
        packed = self.packed(value)
        return array("f", struct.unpack(f"<{len(packed) // 2}e", packed))

    def packed(self, value: Any) -> bytes:
        """The numbers as they are kept: two bytes each, for who reads thousands at once."""
        return base64.b64decode(super().opened(value))

    def plain(self, value: Any) -> str:
        """As text, which is what is sealed."""
        return base64.b64encode(struct.pack(f"<{len(value)}e", *value)).decode()


class BlindKeys(_NumbersField):
    """Numbers by which sealed words are found; made anew whenever the row is saved.

    Who has the database without the key ring cannot tell which words they are, only which rows
    share them.
    """

    def __init__(
        self,
        purpose: str = "",
        words_of: Callable[[Any], Iterable[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`words_of` gives the words of a row, apart by `purpose`; a migration knows neither."""
        self.purpose, self.words_of = purpose, words_of
        kwargs.setdefault("base_field", models.BigIntegerField())
        super().__init__(**{**kwargs, "default": list, "blank": True, "editable": False})

    def pre_save(self, model_instance: models.Model, add: bool) -> list[int]:
        """The keys that go to the database."""
        if self.words_of is None:
            return list(super().pre_save(model_instance, add))
        here = getattr(model_instance, "neighbourhood_id")  # noqa: B009  # Model has none
        made = blind(self.purpose, here, self.words_of(model_instance))
        setattr(model_instance, self.attname, made)
        return made


def blind(purpose: str, here: uuid.UUID, words: Iterable[str]) -> list[int]:
    """The keys of these words in this neighbourhood."""
    return seal.KEYS.ring.blind(purpose, here.bytes, words)


def _owner(model: Any) -> str:
    return str(getattr(model, "sealed_for", "participant_id"))


def _bytes(value: Any) -> bytes:
    return (value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))).bytes


_AT_HAND: ContextVar[Mapping[bytes, bytes] | None] = ContextVar("keys at hand", default=None)


@contextlib.contextmanager
def keys_at_hand(owners: Iterable[uuid.UUID], here: uuid.UUID) -> Iterator[None]:
    """Look up (or make) the keys of many owners at once, for who saves many rows.

    Inside one transaction: a key that is rolled back must not be used after it.
    """
    token = _AT_HAND.set(_keys_for(list(owners), here))
    try:
        yield
    finally:
        _AT_HAND.reset(token)


def _key_for(at: seal.Place) -> bytes:
    """The owner's closed key; made when there is none yet."""
    if at.owner in (at_hand := _AT_HAND.get() or {}):
        return at_hand[at.owner]
    owner = uuid.UUID(bytes=at.owner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.key_of(%s)", [owner])
        found = cursor.fetchone()[0]
    if found is None:
        return _keys_for([owner], uuid.UUID(bytes=at.neighbourhood))[at.owner]
    return bytes(found)


def _keys_for(owners: list[uuid.UUID], here: uuid.UUID) -> dict[bytes, bytes]:
    new = [seal.new_key(owner.bytes, here.bytes) for owner in owners]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wall.keys_for(%s::uuid[], %s, %s)", [owners, here, new])
        return {owner.bytes: bytes(wrapped) for owner, wrapped in cursor.fetchall()}


def ensure_keys() -> None:
    """A new house gets its keys; an old one must have those with which its words were sealed.

    Raises KeysMissing, with a sentence for whoever keeps the house.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped, owner, neighbourhood_id FROM people_ownerkey LIMIT 1")
        sample = cursor.fetchone()
    if not seal.KEYS.path.exists():
        if sample:
            raise KeysMissing(
                f"Het bestand met sleutels {seal.KEYS.path} is weg. Zet het terug: zonder dat"
                " bestand kan niemand meer lezen wat mensen vertelden."
            )
        keyring.write(seal.KEYS.path, keyring.fresh())
    if sample:
        wrapped, owner, here = sample
        try:
            seal.unwrap(bytes(wrapped), owner.bytes, here.bytes)
        except seal.SealBroken as error:
            raise KeysMissing(
                f"De sleutels in {seal.KEYS.path} horen niet bij deze database."
            ) from error
