"""Dutch words that name no subject: of two texts that share only these, nobody can say about what.

Four lists. Words of the first three are not read at all; those of the last are read, weigh little,
and never make an idea on their own. What names a subject as well is in none of them: Spaans, blind,
eenzaam, licht, recht, enkel, vuil, kind.
"""

from collections.abc import Iterator

SAYS_NOTHING = """
    aan aangaan achter af al alle alleen alles als altijd ander andere anders ben bent bij bijna
    bijvoorbeeld binnen boven buiten daar daarna dan dat de deze die dit doe doen doet door dus
    echt een eens eerst eerste elk elke elkaar en er erg erbij ergens even ga gaan gaat gedaan
    geen geef geeft geven gewoon goed goede graag haar had hadden heb hebben hebt heeft heel hem
    hen het hier hij hoe hoeft hun iedere iedereen iemand iets ik in is ja je jij jou jouw jullie
    kan kom komen komt kon konden kunnen kun kunt laat laten langs lekker leuk leuke liefst lukt
    maar maak maakt maken me mee meer mag mensen met mezelf mij mijn misschien moet moeten mogen
    na naar naartoe nee net niemand niet niets nieuw nieuwe nog nou nu of om omdat onder ons onze
    ook op over paar per plus samen soms staat staan te tegen toch toe tot totdat tussen uit u uw
    van vanaf vaak veel verder vind vinden vindt volgende voor vooral waar waarbij wanneer want
    was wat we weer weet weten wel welke werd wie wij wil wilde willen wilt word worden wordt
    zal ze zeer zelf zich zij zijn zo zoals zonder zou zouden zullen
    zoek zoeken zoekt gezocht gevraagd vraag vragen hulp help helpen helpt geholpen meehelpen
    nodig aanbod bied bieden biedt aangeboden vrijwilliger vrijwilligers buurt buurtgenoot
    buurtgenoten wijk buur buren buurman buurvrouw
    uur uurtje minuten dag dagen dagelijks week weken wekelijks weekend maand maanden jaar jaren
    keer keertje maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ochtend ochtenden
    middag middagen avond avonden nacht nachten vandaag morgen overdag tijd tijdje
    een twee drie vier vijf zes zeven acht negen tien tweede derde vierde vijfde beetje klein
    kleine groot grote oud oude gezellig gezellige fijn fijne mooi mooie gratis heerlijk

    aangezien achteraf afzonderlijk allang allebei alletwee alsmaar alsof alvorens alweer amper
    andermans bedoel behalve behoorlijk beide beiden beneden best betreffende blijkbaar bovendien
    bovenop circa daarentegen daarheen daarnet daarom dadelijk dankzij degene degenen desnoods
    destijds diegene diens doordat echter eender eentje eergisteren eeuwig eigenlijk eindelijk
    elders elkaars enorm eveneens evenals eventueel exact gauw gedurende geheel gelukkig genoeg
    geregeld gezamenlijk ginds gister gisteren graagst haast hartstikke heen helaas hierheen hierom
    hijzelf hoefde hoefden hoeveel hoewel hoezo hooguit hopelijk iemands ieder ietsje ikzelf immers
    inclusief inderdaad indien ineens inmiddels intussen jammer jegens jezelf juist kennelijk
    knap langzamerhand letterlijk links lukken lukte maximaal menig menige middenin mijne minimaal
    mits mocht mochten moest moesten naast nabij nadat namelijk natuurlijk nauwelijks nergens niks
    noch nogal nogmaals nooit oftewel ofschoon omdat omhoog omlaag omtrent ondanks ondertussen
    onderweg ongeacht onlangs onszelf ontzettend ooit opdat opeens opzij overal overigens
    overmorgen pas plots plotseling precies rechtdoor redelijk richting rond rondom ruim
    samen schijnbaar sedert sinds sindsdien slechts soort soorten sowieso tamelijk tegelijk
    tegelijkertijd tegenover tenzij terug terwijl tevens tezamen thans tijdens toen toevallig
    trouwens uiteindelijk uiteraard uzelf vanavond vandaan vanmiddag vanmorgen vannacht vanochtend
    vanwege vanzelf vast verscheidene volgens vooraan vooraf vooralsnog voorbij voordat voorlopig
    vooruit vreselijk waarom waarschijnlijk weg wegens weldra wellicht wiens wier zeker zelfs
    zichzelf zodat zodra zo'n zogenaamd zojuist zolang zomaar zover zowat zowel zulk zulke
    zo'n smorgens smiddags savonds snachts ochtends avonds middags nachts zomers doordeweeks
    eenmaal tweemaal driemaal ditmaal telkens maandelijks jaarlijks

    deed deden geweest gehad gegaan ging gingen geworden werden gekomen kwam kwamen gebleven
    blijf blijft blijven bleef bleven gegeven gaf gaven gelaten liet lieten gekregen krijg krijgt
    kreeg kregen genomen neem neemt nemen nam namen gezegd zeg zegt zeggen zei zeiden gedacht denk
    denkt denken dacht dachten gevonden vond vonden geweten wist wisten gezeten zit zitten zat
    zaten gelegen lig ligt liggen lag lagen gestaan sta stond stonden gezien zie ziet zien zag
    zagen lijk lijkt lijken leek hoop hoopt hopen durf durft durven durfde heet heten heette noem
    noemt noemen gebeurt gebeuren gebeurd duurt duren duurde bestaat bestaan mis mist missen miste
    gemist gemaakt maakte maakten gekund gemoeten gewild gewilde probeer probeert proberen woon
    woont wonen woonde woonden gewoond begrijp begrijpt begrijpen snap snapt snappen
    wachten wacht redden red redt
"""

# Words that say how something is, how much of it, or how often: they go with any subject.
SAYS_HOW = """
    lang lange langer langste kort korte korter hoog hoge hoger hoogste laag lage lager diep
    diepe breed brede smal smalle dik dikke dun dunne zwaar zware zwaarder vol volle leeg lege
    half halve hele gehele warm warme koud koude heet hete koel koele nat natte droog droge vers
    verse schoon schone vies vieze zacht zachte hard harde sterk sterke zwak zwakke stil stille
    druk drukke rustig rustige snel snelle sneller langzaam langzame vlug vlugge traag trage
    vroeg vroege vroeger laat late later laatst laatste vorig vorige lastig lastige moeilijk
    moeilijke makkelijk makkelijke gemakkelijk gemakkelijke simpel simpele eenvoudig eenvoudige
    handig handige nuttig nuttige nodige belangrijk belangrijke bijzonder bijzondere speciaal
    speciale normaal normale gewone vast vaste los losse vrij vrije open dicht dichte dichtbij
    ver verre krom kromme scheef scheve rond ronde plat platte lief lieve aardig aardige
    vriendelijk vriendelijke vrolijk vrolijke blij blije boos boze moe trots trotse slim slimme
    gek gekke raar rare vreemd vreemde eigen zelfde hetzelfde dezelfde bekend bekende beter
    betere beste slecht slechte slechter erge jong jonge jonger oudere kleiner
    kleinste groter grootste meeste minder minst minstens teveel enkele allerlei
    verschillend verschillende sommige ongeveer helemaal steeds meestal
    regelmatig regelmatige vaker vaakst zelden meteen direct straks binnenkort
    eerder alvast alsnog opnieuw weleens welkom apart liever lievere prettig
    prettige plezier plezierig plezierige leuker fijner mooier zonnig zonnige
    compleet complete kapot kapotte stuk fout foute geduld geduldig geduldige zonde duur dure
    goedkoop goedkope prima geweldig geweldige leukste mooiste liefste nieuwste oudste jongste
    vals stijf stijve kaal kale
"""

_DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag weekend week"
_PARTS_OF_A_DAY = "s en dagen ochtend ochtenden morgen middag middagen avond avonden nacht"
_PARTS_OF_A_YEAR = """
    januari februari maart april mei juni juli augustus september oktober november december
    lente zomer herfst winter voorjaar najaar seizoen kwartier kwartiertje minuut minuutje seconde
    moment momentje momenten ogenblik eeuw eeuwen halfuur halfuurtje dagje weekje maandje jaartje
    ochtendje middagje avondje nachtje
"""
_UNITS = "een twee drie vier vijf zes zeven acht negen"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_NUMBERS = """
    elf twaalf dertien veertien vijftien zestien zeventien achttien negentien honderd honderden
    duizend duizenden miljoen half halve dozijn tiental tientallen zesde zevende achtste negende
    tiende tweeen drieen vieren vijven zessen zevenen achten negenen tienen
"""
_OF_THINGS = "daar er hier waar"
_TO_THINGS = """
    aan achter achteraan af bij binnen boven bovenop buiten door doorheen heen in langs mee na naar
    naartoe naast om omheen onder op over overheen tegen tegenaan toe tot tussen tussendoor uit van
    vandaan vanaf voor voorbij
"""

GOES_WITH_ANYTHING = """
    leren leert les lessen oefenen oefening lenen uitlenen geleend uitleggen uitleg repareren
    reparatie herstellen bezoek bezoeken spelen drinken halen ophalen brengen wegbrengen doorgeven
    gebruiken gebruik huis thuis kamer man vrouw groep groepje club begeleiden begeleiding houden
    zetten regelen zorgen meedenken meedoen meegaan verzorgen ervaring beginnen starten
    kennen leggen krijgen hangen ophangen lopen werken werk mens

    vertellen kijken passen voelen openen sluiten stoppen vallen gevallen pakken delen sturen
    horen leven gebeurtenis meenemen terugbrengen klaarzetten klaar laten zoeken
    ding spul plek plaats ruimte straat stad dorp adres manier kant rij deel rest eind begin rondje
    stap lijst naam nummer moeite zin idee kans reden gevoel zaak geval voorbeeld verschil afspraak
    gesprek probleem leeftijd persoon hoek meter
    zoon zoontje dochter dochtertje moeder vader ouder broer broertje zus zusje oma opa oom tante
    neef neefje nicht nichtje kleinzoon kleindochter familie gezin vriend vriendin kennis collega
    partner jongen meisje dame heer meneer mevrouw praten rijden hand
"""


def says_nothing() -> Iterator[str]:
    """Every word that is not read, as it is written in small letters without accents."""
    yield from f"{SAYS_NOTHING} {SAYS_HOW} {_PARTS_OF_A_YEAR} {_NUMBERS} {_DAYS} {_TENS}".split()
    yield from _joined(_DAYS, _PARTS_OF_A_DAY)
    yield from _joined(_TENS, "er ste")
    for unit in _UNITS.split():
        yield from _joined(unit + "en", f"{_TENS} {' '.join(_joined(_TENS, 'ste'))}")
    yield from _joined(_OF_THINGS, _TO_THINGS)


def _joined(firsts: str, lasts: str) -> Iterator[str]:
    return (first + last for first in firsts.split() for last in lasts.split())
