"""English words of dates."""

from presnya.dates.words.tokens import Table, keep

TABLE = keep(Table(
    lang="en",
    months=("january|jan|jany", "february|feb|febr|feby|febry", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug|augt", "september|sept|sep|septr", "october|oct|octr",
            "november|nov|novr",
            "december|dec|decr|xber"),
    weekdays=("monday|mon", "tuesday|tues|tue", "wednesday|wed", "thursday|thurs|thur|thu", "friday|fri", "saturday|sat", "sunday|sun"),
    ordinals=dict(enumerate((
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
        "fifteenth", "sixteenth",
        "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first|twenty first", "twenty-second", "twenty-third", "twenty-fourth",
        "twenty-fifth", "twenty-sixth",
        "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"), 1)),
    numbers={**dict(enumerate(("a|an|one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)),
             20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"},
    suffixes={"st": "ORD", "nd": "ORD", "rd": "ORD", "th": "ORD", "d": "ORD", "s": "DEC", "ber": "BRE"},
    republican=("vendemiaire|vendémiaire", "brumaire", "frimaire", "nivose|nivôse", "pluviose|pluviôse", "ventose|ventôse", "germinal", "floreal|floréal",
                "prairial", "messidor",
                "thermidor", "fructidor"),
    words={
        "SEASON=21": "spring|springtime", "SEASON=22": "summer|summertime", "SEASON=23": "autumn|fall", "SEASON=24": "winter|wintertime",
        "DROP": "the|of|in|on|at|during|throughout|over|just|only|some|very|within|dated|month of|course of|day of|sometime|some time", "YEARW": "year|yr|an|anno",
        "YEARS": "years|yrs", "CENTURY": "century|centuries|cent|c", "MILLENNIUM": "millennium|millennia", "DECADEW": "decade",
        "FEAST=1225": "christmas day", "FEAST=1224": "christmas eve", "FEAST=1231": "new year's eve", "FEAST=101": "new year's day",
        "EASTER=0": "easter sunday|easter day", "EASTER=1": "easter monday", "EASTER=-2": "good friday", "EASTER=49": "whit sunday|whitsunday", "EASTER=50": "whit monday",
        "BC": "bc|b c|bce|b c e|before christ", "AD": "ad|a d|anno domini|ce|c e",
        "ABOUT": "or about|c|ca|ci|circa|about|around|some time around|sometime around|approximately|approx|roughly|towards|toward|near|nearly",
        "MAYBE": "probably|perhaps|possibly|prob|poss|maybe|likely|presumably|supposedly", "FROM": "from", "TO": "to|until|till|through|thru|up to",
        "BETWEEN": "between", "AND": "and|&", "OR": "or", "EITHER": "either", "QUARTERW": "q", "BUT": "but", "BEFORE": "before|prior to|earlier than|ante", "AFTER": "after|later than|post",
        "SINCE": "since|from|starting", "UNTIL": "until|till|up to", "BY": "by|by the time of",
        "NOTAFTER": "not later than|no later than|not after|at the latest", "NOTBEFORE": "not before|no earlier than|not earlier than|at the earliest",
        "ONWARDS": "onwards|onward", "ORLATER": "or later|or after|and after|and later", "OREARLIER": "or earlier|or before|and before|and earlier",
        "PART=e": "early|beginning|start|opening", "PART=m": "mid|middle", "PART=l": "late|end|close", "EDGE=e": "first days|opening days|first week",
        "EDGE=l": "last days|final days|closing days|last week", "YEARSOF=e": "early years|first years|opening years", "YEARSOF=m": "middle years",
        "YEARSOF=l": "late years|last years|closing years", "FRACTION=2": "half", "FRACTION=3": "third", "FRACTION=4": "quarter",
        "LAST": "last|this past|past|final", "THISYEAR=0": "this year|present year|current year|so far this year|earlier this year|later this year",
        "THISYEAR=-1": "last year", "SAME": "that|same|the same|that same", "SAMEAS": "later that|earlier that|later the same",
        "TODAY=-2": "day before yesterday", "TODAY=-1": "yesterday|last night|yesterday evening|yesterday morning",
        "TODAY=0": "today|tonight|this morning|this evening|this day", "TODAY=1": "tomorrow", "UNIT=d": "day|days", "UNIT=w": "week|weeks",
        "UNIT=f": "fortnight|fortnights", "UNIT=m": "month|months", "UNIT=y": "year|years", "LATER=1": "later|after|afterwards|afterward",
        "LATER=-1": "earlier|before", "NEXT=1": "next|following", "NEXT=-1": "previous|preceding", "AGO": "ago", "EVE": "eve", "NIGHT": "night",
        "DAYPART": "evening|morning|afternoon|forenoon", "INST=0": "inst|instant", "INST=-1": "ult|ultimo", "INST=1": "prox|proximo",
        "AMPM=am": "am|a m|in the morning", "AMPM=pm": "pm|p m|in the evening|in the afternoon", "HOURW": "h|hrs|hours", "MINW": "min|minutes",
        "OCLOCK": "o'clock", "NOON": "noon|midday", "MIDNIGHT": "midnight", "OLD": "os|o s|old style|julian|julian calendar",
        "NEW": "ns|n s|new style|gregorian|gregorian calendar",
        "UNDATED": "undated|n d|nd|no date|date not known|date unknown|not dated|unknown|not known|date uncertain|s d|sine dato|s a", "TURN": "turn",
        "DECWORD=20": "twenties", "DECWORD=30": "thirties", "DECWORD=40": "forties", "DECWORD=50": "fifties", "DECWORD=60": "sixties",
        "DECWORD=70": "seventies", "DECWORD=80": "eighties", "DECWORD=90": "nineties",
        "VERB": "exhibited|published|first published|printed|first printed|cast|engraved|reconstructed|reproduced|remade|partly remade|enlarged"
                "|enlarged version|replica|editioned replica|edition|reworked|restored|repaired|reassembled|assembled|refabricated|re-fabricated|annotated"
                "|posthumous|issued|later|made|painted|executed|written|composed|built|designed|dated|with additions|signed|this version|posthumous cast"
                "|cast later|printed later|later cast|later dated|released by the artist|taken|drawn",
        "DONE": "completed|finished|begun|started|continued", "REVERB": "reprinted|reissued|republished",
    }))
