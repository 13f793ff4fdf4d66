"""What invented neighbours ask and offer: twelve groups of five themes, often asked first."""

from typing import NamedTuple


class Theme(NamedTuple):
    """One subject in the words of somebody who asks and of somebody who offers."""

    group: str
    kind: str
    asked: str
    offered: str


_WRITTEN = """
tuin | person | Wie snoeit mijn heg? | Heggen snoeien doe ik graag
spel | person | Weer eens klaverjassen | Wij zoeken een derde en vierde voor klaverjassen
papier | person | Hulp met een brief van de waterleiding | Brieven uitleggen
klus | thing | Boormachine te leen? | Mijn boormachine mag je lenen
eten | person | Een keer warme soep | Soep koken voor een ander
taal | person | Nederlands praten oefenen | Samen Nederlands praten
vervoer | person | Vervoer naar het ziekenhuis | Ik rijd je naar het ziekenhuis
digitaal | person | Mijn telefoon doet het niet | Telefoons en tablets instellen
kinderen | person | Oppas voor een middag | Oppassen op kleuters
muziek | person | Gitaar leren spelen | Gitaarles voor beginners
dieren | person | Wie laat mijn hond uit? | Honden uitlaten, elke dag
bewegen | person | Een wandeling in het park | Wandelen met wie wil
tuin | person | Onkruid in de voortuin | Onkruid wieden vind ik rustgevend
spel | group | Schaken met iemand | Schaakgroep heeft plaats
papier | person | Belasting invullen | Belastingformulieren invullen
klus | person | Een lamp ophangen | Lampen ophangen en stopcontacten
eten | group | Niet altijd alleen eten | Eettafel op donderdag
taal | person | Engels praten | Engels praten met een kop thee
vervoer | thing | Een bakfiets voor een dag | Onze bakfiets staat vaak stil
digitaal | person | Foto's op de computer zetten | Foto's ordenen op je computer
kinderen | person | Huiswerk van mijn dochter | Huiswerkhulp rekenen
muziek | group | Zingen met anderen | Ons koor zoekt stemmen
dieren | person | Wie past op de poes? | Poezen eten geven
bewegen | group | Fietsen in een groep | Fietsgroep, rustig tempo
tuin | thing | Ladder voor de appelboom | Een lange ladder
spel | group | Bingo | Bingo op zaterdag
papier | person | Formulier van de gemeente | Formulieren lezen
klus | person | Fietsband plakken | Banden plakken
eten | person | Leren bakken | Taarten bakken
taal | person | Voorlezen | Voorlezen aan wie slecht ziet
vervoer | person | Boodschappen dragen | Boodschappen meenemen
digitaal | person | Videobellen met mijn zoon | Videobellen uitleggen
kinderen | place | Plek om te knutselen | Knutselruimte in de school
muziek | place | Oefenruimte voor trommels | Oefenruimte in de kelder
dieren | person | Een vogelhuis timmeren | Timmeren, ook een vogelhuis
bewegen | person | Zwemmen durf ik niet alleen | Zwemmen op maandag
tuin | place | Een stukje moestuin | Moestuin met plek over
spel | person | Dammen | Dammen bij de koffie
papier | person | Bewaren van papieren in mappen | Papieren ordenen in mappen
klus | thing | Naaimachine te leen | Naaimachine staat klaar
eten | place | Keuken voor een feest | De keuken van het buurthuis
taal | group | Taalcafé | Taalcafé iedere week
vervoer | person | Duwen van een rolstoel | Rolstoel duwen naar de markt
digitaal | person | Een wachtwoord vergeten | Wachtwoorden veilig bewaren
kinderen | group | Speelmiddag voor peuters | Peuters spelen op het plein
muziek | person | Piano stemmen | Piano stemmen en spelen
dieren | place | Kippen houden | Kippenhok met ruimte
bewegen | group | Yoga op een stoel | Stoelyoga in de zaal
tuin | person | Bollen planten | Bollen planten in de herfst
spel | group | Biljarten | Biljart in de soos
papier | person | Een kaart schrijven | Kaarten schrijven in sierletters
klus | person | Muur verven | Verven en behangen
eten | person | Recepten uit Syrië | Syrische recepten koken
taal | person | Tolk Arabisch bij de dokter | Arabisch tolken
vervoer | thing | Aanhanger voor grof vuil | Aanhanger te leen
digitaal | thing | Printer | Printer voor wie er geen heeft
kinderen | person | Zwangerschap, wie deelt haar verhaal? | Verhalen over zwangerschap
muziek | group | Accordeon in een orkest | Ons orkest zoekt accordeons
dieren | thing | Reismand voor de kat | Reismand te leen
bewegen | person | Dansen als vroeger | Dansen op oude muziek
"""

THEMES = tuple(
    Theme(*(part.strip() for part in line.split("|"))) for line in _WRITTEN.strip().splitlines()
)
