"""Why the journal is kept (AVG art. 30, L-10)."""

from mekaar.core.purposes import WALLED, Purpose

PURPOSES = [
    Purpose(
        title="Laten zien wie keek en wie schreef (inkijk)",
        tables=("journal_entry", "journal_link", "journal_anchor"),
        whose="deelnemers, en wie hen helpt",
        data="wie wat deed of zag, van wie, namens wie, wanneer en waarom; geen tekst, geen naam",
        readers="de persoon zelf; wie het deed leest de eigen regels",
        protection=(
            WALLED,
            "niemand kan een regel veranderen; een keten van controlegetallen bewijst dat",
        ),
        rules=("journal_lines",),
    ),
]
