"""Names as they are looked for and put in order. The database cannot read them."""

import re
import unicodedata


def parts_of_name(name: str) -> list[str]:
    """The words of a name as they are compared: no capitals, no accents, no marks."""
    spread = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(one for one in spread if not unicodedata.combining(one)))


# Longer beginnings of a name are not told apart when somebody is looked for.
LONGEST_BEGINNING = 12


def beginnings(name: str) -> set[str]:
    """How each word of a name begins, letter by letter."""
    return {
        part[:length]
        for part in parts_of_name(name)
        for length in range(1, min(len(part), LONGEST_BEGINNING) + 1)
    }
