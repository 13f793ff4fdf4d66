"""Why notices are kept (AVG art. 30)."""

from mekaar.core.purposes import WALLED, Purpose

PURPOSES = [
    Purpose(
        title="Iemand laten weten dat er iets is, zoals die persoon koos",
        tables=(
            "notices_notice", "procrastinate_jobs", "procrastinate_events",
            "procrastinate_periodic_defers", "procrastinate_workers",
        ),
        whose="deelnemers die een bericht kiezen",
        data="welk soort bericht, langs welke weg, of het gegeven is; geen naam en geen tekst",
        readers="de persoon zelf; de balie ziet wie gebeld wil worden",
        protection=(WALLED, "werk in de wachtrij draagt alleen kenmerken, geen namen of woorden"),
        rules=("notices_done", "jobs_done"),
        stays="zolang het bericht nog wacht",
    ),
]  # fmt: skip
