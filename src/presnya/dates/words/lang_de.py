"""German words of dates."""

from presnya.dates.words.tokens import Table, keep

_STEMS = ("erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt|siebent", "acht", "neunt", "zehnt", "elft", "zwölft", "dreizehnt", "vierzehnt",
          "fünfzehnt", "sechzehnt", "siebzehnt",
          "achtzehnt", "neunzehnt", "zwanzigst", "einundzwanzigst", "zweiundzwanzigst", "dreiundzwanzigst", "vierundzwanzigst", "fünfundzwanzigst",
          "sechsundzwanzigst",
          "siebenundzwanzigst", "achtundzwanzigst", "neunundzwanzigst", "dreißigst|dreissigst", "einunddreißigst|einunddreissigst")


def _bent(stems: str, endings: str = "e|en|er|es|em") -> str:
    return "|".join(stem + ending for stem in stems.split("|") for ending in endings.split("|"))


TABLE = keep(Table(
    lang="de",
    months=("januar|jänner|jan|jän", "februar|feber|feb|febr", "märz|maerz|mär|mrz", "april|apr", "mai|mais", "juni|jun", "juli|jul", "august|aug|augusts",
            "september|sept|sep",
            "oktober|okt|october|oct|oktobers", "november|nov|novembers", "dezember|dez|december|dec|dezembers|xber"),
    weekdays=("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
    ordinals={nth: _bent(stems) for nth, stems in enumerate(_STEMS, 1)},
    numbers={**dict(enumerate(("ein|eine|einen|einem|einer|eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
                    "zwölf"), 1)), 20: "zwanzig", 30: "dreißig"},
    suffixes={"er": "DEC", "ern": "DEC", "ber": "BRE", "ten": "ORD", "te": "ORD", "ter": "ORD", "tes": "ORD", "sten": "ORD", "ste": "ORD"},
    republican=("vendémiaire|vendemiaire", "brumaire", "frimaire", "nivôse|nivose", "pluviôse|pluviose", "ventôse|ventose", "germinal", "floréal|floreal",
                "prairial", "messidor",
                "thermidor", "fructidor"),
    words={
        "SEASON=21": "frühling|frühjahr|frühjahrs|frühlings|frühlinge", "SEASON=22": "sommer|sommers", "SEASON=23": "herbst|herbstes",
        "SEASON=24": "winter|winters", "DROP": "d|der|die|das|den|dem|des|im|in|am|an|von|vom|während|gerade|datiert|laufe|verlauf",
        "YEARW": "anno|jahr|jahre|jahres|jahren|jahrs", "YEARS": "jahre|jahren",
        "CENTURY": "jahrhundert|jahrhunderts|jahrhunderte|jahrhundertes|jh|jhdt|jhd|jhs|jahrh|jhdts", "MILLENNIUM": "jahrtausend|jahrtausends|jt|jtsd",
        "DECADEW": "jahrzehnt",
        "FEAST=1224": "heiligabend", "FEAST=1231": "silvester", "FEAST=101": "neujahr|neujahrstag", "EASTER=0": "ostersonntag", "EASTER=1": "ostermontag",
        "EASTER=-2": "karfreitag",
        "EASTER=49": "pfingstsonntag", "EASTER=50": "pfingstmontag",
        "BC": "v chr|vor christus|vor christi geburt|v u z|vor unserer zeit|vor unserer zeitrechnung|v chr geb",
        "AD": "anno domini|n chr|nach christus|nach christi geburt|u z|unserer zeitrechnung|n u z",
        "ABOUT": "um|ca|circa|zirka|etwa|ungefähr|gegen|rund|um etwa|um das|um die",
        "MAYBE": "wohl|wahrscheinlich|vielleicht|vermutlich|möglicherweise|vermutl|wahrsch", "TO": "bis|zum|auf|bis zum", "BETWEEN": "zwischen",
        "AND": "und|u|&", "OR": "oder", "EITHER": "entweder", "QUARTERW": "q", "BUT": "aber|jedoch", "BEFORE": "vor|vor dem", "AFTER": "nach|nach dem",
        "SINCE": "seit|ab|seit dem",
        "UNTIL": "bis|bis zum|bis in|bis ins", "NOTAFTER": "spätestens|nicht später als|nicht nach", "NOTBEFORE": "frühestens|nicht früher als|nicht vor",
        "ORLATER": "oder später|oder danach|und später", "OREARLIER": "oder früher|oder davor",
        "PART=e": "anfang|beginn|anfangs|früh|frühe|frühes|frühen|früher|frühem", "PART=m": "mitte|mittlere|mittleren",
        "PART=l": "ende|ausgang|spät|späte|spätes|späten|spätem", "EDGE=e": "ersten tage|ersten tagen|ersten woche|erste woche",
        "EDGE=l": "letzten tage|letzten tagen|letzten woche|letzte woche", "YEARSOF=e": "ersten jahre|ersten jahren",
        "YEARSOF=l": "letzten jahre|letzten jahren", "FRACTION=2": "hälfte|halbjahr|halbjahres", "FRACTION=3": "drittel|drittels|dritteln",
        "FRACTION=4": "viertel|viertels|quartal|quartals|vierteljahr",
        "LAST": "letzte|letzten|letztes|letzter|letztem|vergangene|vergangenen|vergangenes|vergangener|vergangenem|vorige|vorigen|voriges|voriger|vorigem",
        "THISYEAR=0": "dieses jahr|dieses jahres|d j|l j|laufenden jahres|diesem jahr|diesem jahre|heuer",
        "THISYEAR=-1": "letztes jahr|letzten jahres|vorigen jahres|voriges jahr|v j|vergangenes jahr|vergangenen jahres|vorigem jahr|letzten jahr"
                       "|vorigen jahr|vergangenen jahr|vorigen jahre",
        "SAME": "selben|gleichen|selbe|gleiche|demselben|derselben|dieselbe|dasselbe|desselben|jenem|jenes|jener|selbigen", "TODAY=-2": "vorgestern",
        "TODAY=-1": "gestern|gestern abend|gestern morgen", "TODAY=0": "heute|heute morgen|heute abend", "TODAY=1": "morgen", "UNIT=d": "tag|tage|tagen|tags",
        "UNIT=w": "woche|wochen", "UNIT=m": "monat|monate|monaten", "UNIT=y": "jahr|jahre|jahren|jahres", "LATER=1": "später|danach|darauf|nach|nach dem",
        "LATER=-1": "früher|zuvor|vorher|davor|vor|vor dem",
        "NEXT=1": "nächsten|nächste|nächster|nächstes|folgenden|folgende|folgendes|folgender|darauffolgenden|darauf folgenden",
        "NEXT=-1": "vorhergehenden|vorangegangenen|vorausgehenden", "NEXTDAY=-1": "am vortag|vortag|tags zuvor|tag zuvor",
        "NEXTDAY=1": "tags darauf|tag darauf|tag danach", "AGOPRE": "vor", "EVE": "vorabend|vortag", "NIGHT": "nacht",
        "NIGHTTO": "nacht zum|nacht auf den|nacht auf", "DAYPART": "abend|abends|morgen|morgens|nachmittag|vormittag",
        "INST=0": "d m|dieses monats|l m|laufenden monats|des monats|dieses|hujus", "INST=-1": "v m|vorigen monats|letzten monats|vergangenen monats",
        "INST=1": "n m|nächsten monats", "AMPM=am": "vormittags|morgens|früh", "AMPM=pm": "nachmittags|abends", "AMPM=night": "nachts", "HOURW": "uhr|h",
        "MINW": "min|minuten", "NOON": "mittags|mittag", "MIDNIGHT": "mitternacht", "OLD": "a st|alten stils|alter stil|a s|julianisch|julianischer kalender",
        "NEW": "n st|neuen stils|neuer stil|n s|gregorianisch|gregorianischer kalender",
        "UNDATED": "o j|ohne jahr|undatiert|o d|ohne datum|nicht datiert|unbekannt|datum unbekannt|o dat", "TURN": "jahrhundertwende|wende",
        "DECWORD=20": "zwanziger|zwanzigern", "DECWORD=30": "dreißiger|dreissiger", "DECWORD=40": "vierziger", "DECWORD=50": "fünfziger",
        "DECWORD=60": "sechziger", "DECWORD=70": "siebziger", "DECWORD=80": "achtziger", "DECWORD=90": "neunziger",
        "VERB": "veröffentlicht|erschienen|gedruckt|ausgestellt|gegossen|guss|gestochen|abzug|rekonstruiert|rekonstruktion|herausgegeben|restauriert"
                "|gemalt|signiert|späterer guss|späterer abzug",
        "DONE": "vollendet|fertiggestellt|begonnen|beendet", "REVERB": "nachdruck|neudruck|neuauflage",
    }))
