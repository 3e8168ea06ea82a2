"""English: the words of time and what they mean. How they are put together stands in `rules`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.extract.digits import in_digits
from tracker.extract.language import Language, Names, turn
from tracker.extract.misprints import with_misprints
from tracker.extract.scan import lexicon
from tracker.windows.bounds import Side
from tracker.windows.calendar import FIRST_YEAR, LAST_YEAR, Feast, Part, Season
from tracker.windows.expression import Either, Unit, Year
from tracker.windows.relative import Measure, Span
from tracker.windows.window import Grain

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_COUNTS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
_MONTHS = "january february march april may june july august september october november december".split()
_REAL = frozenset("sprig earl winer aril agust holliday".split())  # no misprints of a month, a season, a part
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

WORDS: dict[str, Mapping[str, object]] = {
    "year": {str(y): Year(y) for y in range(FIRST_YEAR, LAST_YEAR + 1)}
    | {f"{mark}{y:02}": Year(2000 + y) for mark in ("'", "’", "‘", "cy") for y in range(10, 50)}
    | {f"twenty {ten}{one}": Year(2000 + tens + n) for ten, tens in (("twenty", 20), ("thirty", 30))
       for n, one in enumerate(("", *(f"-{one}" for one in ("one", *_COUNTS[:8]))))},
    "number": {str(n): n for n in range(100)} | {f"0{n}": n for n in range(1, 10)},
    "nth": {f"{n}{_ENDINGS.get(n, 'th')}": n for n in range(1, 32)},
    "ordinal": {word: n for n, word in enumerate(_ORDINALS, start=1)},
    "month": with_misprints({name: n for n, name in enumerate(_MONTHS, start=1) if name not in ("march", "may")}, _REAL),
    "short_month": {name[:3]: n for n, name in enumerate(_MONTHS, start=1) if name not in ("march", "may")} | {"sept": 9},
    "maybe_month": {"march": 3, "mar": 3, "may": 5},
    "season": with_misprints({"summer": Season.SUMMER, "autumn": Season.FALL, "winter": Season.WINTER}, _REAL)
    | {"springtime": Season.SPRING, "summertime": Season.SUMMER, "wintertime": Season.WINTER},
    "maybe_season": with_misprints({"spring": Season.SPRING}, _REAL) | {"fall": Season.FALL},
    "rel_year": {"the present year": Year(), "the new year": Year(shift=1), "new year": Year(shift=1), "the year after next": Year(shift=2), "year after next": Year(shift=2)},
    "dated": {"the turn of the year": Either(Unit(Grain.MONTH, 12), Unit(Grain.MONTH, 1))},
    "quarter": {"holiday quarter": 4} | {f"q{n}": n for n in range(1, 5)} | {f"{n}q": n for n in range(1, 5)},
    "half": {f"h{n}": n for n in (1, 2)} | {f"{n}h": n for n in (1, 2)},
    "feast": with_misprints({"christmas": Feast.CHRISTMAS, "thanksgiving": Feast.THANKSGIVING, "halloween": Feast.HALLOWEEN}) | {
        "xmas": Feast.CHRISTMAS, "christmastime": Feast.CHRISTMAS,
        "holiday": Feast.HOLIDAYS, "holidays": Feast.HOLIDAYS, "holiday season": Feast.HOLIDAYS,
        "holiday window": Feast.HOLIDAYS, "holiday period": Feast.HOLIDAYS, "festive season": Feast.HOLIDAYS,
        "easter": Feast.EASTER,
    },
    "feast_day": {
        "memorial day": Feast.MEMORIAL_DAY, "labor day": Feast.LABOR_DAY, "black friday": Feast.BLACK_FRIDAY,
        "valentine's day": Feast.VALENTINE, "valentine’s day": Feast.VALENTINE,
        "lunar new year": Feast.LUNAR_NEW_YEAR, "chinese new year": Feast.LUNAR_NEW_YEAR,
    },
    "month_day": {"christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's day": (1, 1),
                  "new year’s day": (1, 1), "new year's eve": (12, 31), "new year’s eve": (12, 31), "independence day": (7, 4)},
    "weekday": {"monday": 0, "tuesday": 1, "thursday": 3, "saturday": 5, "sunday": 6, "tues": 1, "thurs": 3},
    "maybe_weekday": {"mon": 0, "tue": 1, "wednesday": 2, "wed": 2, "thu": 3, "thur": 3, "friday": 4, "fri": 4, "sat": 5,
                      "sun": 6},
    "today": {"today": 0, "tonight": 0, "tomorrow": 1, "tomorrow night": 1},
    "this_time_next_year": {"this time next year": None},
    "part": {
        **with_misprints({"early": Part.EARLY, "middle": Part.MID, "beginning": Part.START}, _REAL),
        "mid": Part.MID, "late": Part.LATE, "start": Part.START, "top": Part.START, "opening": Part.START,
        "early part": Part.EARLY, "early months": Part.EARLY, "early days": Part.START, "early weeks": Part.START,
        "opening months": Part.START, "opening weeks": Part.START, "opening week of": Part.FIRST_WEEK, "closing week of": Part.LAST_WEEK, "end": Part.END, "close": Part.END,
        "tail end": Part.END, "back end": Part.END, "very end": Part.END, "very start": Part.START,
        "front half": Part.FIRST_HALF, "front end": Part.START, "early half": Part.FIRST_HALF, "back half": Part.SECOND_HALF,
        "latter half": Part.SECOND_HALF, "later half": Part.SECOND_HALF, "latter part": Part.SECOND_HALF,
        "first part": Part.FIRST_HALF, "second part": Part.SECOND_HALF, "later part": Part.LATE,
        "late part": Part.LATE, "later months": Part.LATE, "latter months": Part.LATE, "middle part": Part.MID,
        "middle months": Part.MID, "first days": Part.START, "opening days": Part.START, "last days": Part.END, "final days": Part.END, "closing days": Part.END,
        "final months": Part.END, "final weeks": Part.END, "closing months": Part.END,
        "closing weeks": Part.END, "last months": Part.END, "last week of": Part.LAST_WEEK,
        "final week of": Part.LAST_WEEK, "last part": Part.END, "final part": Part.END, "waning days": Part.END,
    },
    "part_of_year": {"eoy": Part.END},
    "half_word": {"half": None},
    "quarter_word": with_misprints({"quarter": None}) | {"quarters": None},
    "year_word": {"year": None},
    "measure": {"hour": Measure.HOUR, "day": Measure.DAY, "week": Measure.WEEK, "month": Measure.MONTH, "yr": Measure.YEAR},
    "measures": {"hours": Measure.HOUR, "days": Measure.DAY, "weeks": Measure.WEEK, "months": Measure.MONTH, "years": Measure.YEAR,
                 "wks": Measure.WEEK, "mths": Measure.MONTH, "yrs": Measure.YEAR},
    "many": {"fortnight": (2, Measure.WEEK), "fortnights": (2, Measure.WEEK), "decade": (10, Measure.YEAR), "decades": (10, Measure.YEAR)},
    "weekend": {"weekend": Span.WEEKEND},
    "count": {word: n for n, word in enumerate(_COUNTS, start=2)}
    | {f"{ten}-{one}": tens + n for ten, tens in _TENS.items() for n, one in enumerate(["one", *_COUNTS[:8]], start=1)}
    | _TENS | {str(n): n for n in range(100, 1000)}
    | {"couple of": 2, "a couple of": 2, "a couple": 2, "couple": 2, "few": 3, "a few": 3,
       "several": 4, "half a dozen": 6, "a dozen": 12},
    "one": {"a": 1, "an": 1, "one": 1},
    "another": dict.fromkeys(("another", "a further")),
    "more": dict.fromkeys(("more", "further", "additional")),
    "this": {"this": 0, "current": 0, "this very": 0, "next": 1, "following": 1},
    "coming": dict.fromkeys(("coming", "upcoming", "this coming", "this upcoming", "forthcoming")),
    "that": dict.fromkeys(("that", "that same", "the same", "same", "which")),
    "last": dict.fromkeys(("last", "final", "previous", "past")),
    "ago": dict.fromkeys(("ago", "earlier", "prior")),
    "later": dict.fromkeys(("later",)),
    "rest": dict.fromkeys(("rest", "what remains", "what is left", "what's left", "remainder", "remaining part")),
    "hence": dict.fromkeys(("from now", "away", "off", "hence", "out", "wait", "from today", "to come", "ahead", "down the line",
                            "down the road", "time", "'s time", "’s time")),
    "within": dict.fromkeys(("within", "in a matter of", "a matter of")),
    "the": dict.fromkeys(("the", "calendar", "very", "cy")),
    "of": dict.fromkeys(("of",)),
    "in": dict.fromkeys(("in", "on", "at", "during", "into", "come")),
    "for": {"for": None},
    "throughout": dict.fromkeys(("throughout",)),
    "maybe": dict.fromkeys(("maybe", "perhaps", "possibly", "possibly even")),
    "hedge": dict.fromkeys((
        "probably", "likely", "most likely", "even", "potentially", "sometime",
        "some time", "some point", "at some point", "somewhere", "otherwise", "definitely", "just", "around about", "say",
        "undisclosed date", "unspecified date", "unannounced date", "undisclosed point", "unspecified point", "some date", "date",
        "more broadly", "it could be", "it might be")),
    "silent": dict.fromkeys(("ish", "good", "short", "mere", "full", "whole", "long", "solid", "little", "proper")),
    "rather": dict.fromkeys(("more likely", "more probably", "more realistically", "worse", "at worst", "failing that",
                             "better", "rather")),
    "around": dict.fromkeys(("around", "about", "circa", "roughly", "close to", "closer to", "near", "approximately")),
    "or": dict.fromkeys(("or", "and/or", "or even", "and or")),
    "slash": {"/": None},
    "or_so": dict.fromkeys(("or so", "or thereabouts", "give or take")),
    "and": dict.fromkeys(("and", "&")),
    "dash": dict.fromkeys("-–—‑‒−~"),
    "to": dict.fromkeys(("to", "through", "thru")),
    "between": dict.fromkeys(("between",)),
    "from": dict.fromkeys(("from",)),
    "moved": dict.fromkeys((
        "moved", "moves", "move", "moving", "shifted", "shifts", "shift", "delayed", "delay", "delays", "pushed", "bumped",
        "slipped", "slips", "slip", "slipping", "postponed", "goes", "went", "changed", "switched", "rescheduled", "back", "pushed back",
        "moved back", "brought forward")),
    "comma": {",": None},
    "dot": {".": None},
    "possessive": dict.fromkeys(("'s", "’s", "‘s")),
    "currency": dict.fromkeys("$€£¥₩₹"),
    "copyright": dict.fromkeys(("©", "all rights reserved", "copyright", "copyright ©", "(c)")),
    "named_for": dict.fromkeys((
        "blockbuster", "blockbusters", "camp", "house", "vibes", "vibe", "break", "cleaning", "chicken", "rolls", "madness", "is coming",
        "soldier", "palace", "olympics", "olympian", "coat", "dress", "flick", "hit", "anthem", "job", "romance", "fun", "tires", "tyres", "egg", "eggs", "tree", "trees", "carol", "sweater", "jumper", "costume", "costumes", "lights")),
    "idiom": dict.fromkeys((
        "an august", "a month of sundays",
        *(f"{winner} of the year" for winner in "game film movie album song book show man woman person player".split()))),
    "numbered": dict.fromkeys(("room", "error", "code", "build", "chapter", "page", "episode", "no", "number", "issue", "section", "flight", "route",
                               "version", "class of", "area", "apollo", "#", "volume", "season", "series", "part", "phase")),
    "arrives": dict.fromkeys((
        "arrives", "arrive", "arriving", "premieres", "premiering", "launches", "launching", "debuts", "debuting", "releases", "releasing",
        "returns", "returning", "airs", "airing", "opens", "drops", "dropping", "lands", "landing", "due",
        "says", "said", "i say", "we say", "call it", "thinking")),
    "release": dict.fromkeys(("release", "premiere", "launch", "debut", "return", "rollout", "start date", "slot", "event", "affair", "thing", "title",
                             "window", "bow", "berth")),
    "reckons": dict.fromkeys(("i'd say", "we'd say", "i’d say", "we’d say", "i think", "we think", "i'd guess", "i’d guess", "thinks", "reckons",
                              "called it", "calls it", "expects")),
    "seems": dict.fromkeys(("feels", "seems", "sounds", "looks likely", "looks like", "would be", "could be", "might be", "makes sense")),
    "would": dict.fromkeys(("would", "could", "might")),
    "results": dict.fromkeys(("call", "earnings", "results", "report", "revenue", "sales", "profit", "letter", "conference")),
    "fiscal": dict.fromkeys(("fiscal", "financial", "fy")),
    "fiscal_verb": dict.fromkeys(("running", "runs", "which runs", "that runs", "going")),
    "fiscal_end": dict.fromkeys(("ending", "ending on", "ending in", "ends", "ends on", "ends in", "that ends", "runs to",
                                 "runs until", "running to", "running until", "ended", "concluding")),
    "fiscal_start": dict.fromkeys(("starting", "starting on", "starting in", "starts", "starts on", "starts in",
                                   "beginning on", "begins", "begins on", "begins in", "runs from")),
    "not_before": dict.fromkeys(
        ("not before", "no earlier than", "no sooner than", "not earlier than", "not sooner than", "not any earlier than",
         "not any sooner than", "not until", "not till", "not till after", "at least until", "until at least",
         "at the earliest in", "earliest in", "not prior to"), Side.NOT_BEFORE),
    "earliest": dict.fromkeys(
        ("at the earliest", "at the very earliest", "at the absolute earliest", "at the soonest", "at the very soonest", "at earliest", "at soonest",
         "at the absolute soonest", "the earliest", "the very earliest", "the soonest", "at best", "at minimum", "at a minimum", "at the very least", "at least", "or even later", "or later still",
         "or later", "or beyond", "and beyond", "onwards", "onward", "or after"), Side.NOT_BEFORE),
    "plus": {"+": Side.NOT_BEFORE},
    "latest": dict.fromkeys(("at the latest", "at the very latest", "at latest", "or earlier", "or sooner", "or before"),
                            Side.BY),
    "by": dict.fromkeys(
        ("by", "no later than", "not later than", "not beyond", "in time for", "between now and"), Side.BY),
    "before": dict.fromkeys(("before", "prior to", "ahead of", "earlier than", "sooner than"), Side.BEFORE),
    "after": dict.fromkeys(("after", "following the", "beyond", "at least through", "through at least", "later than"), Side.AFTER),
    "until": dict.fromkeys(("until", "till", "til", "'til"), None),
    "least": dict.fromkeys(("more than", "no less than", "well over", "a little more than", "upwards of")),
    "most": dict.fromkeys(("less than", "under", "up to", "no more than", "at most", "fewer than")),
    "is_over": dict.fromkeys(("is out", "is over", "is up", "is through", "is done", "closes")),
    "over": dict.fromkeys(("over",)),
    "as_early_as": dict.fromkeys(("as early as", "as soon as")),
    "as_late_as": dict.fromkeys(("as late as",)),
    "season_part": {
        f"{mid}{name}": (Part.MID, season) for mid in ("mid", "mid-") for name, season in
        (("summer", Season.SUMMER), ("winter", Season.WINTER), ("spring", Season.SPRING), ("autumn", Season.FALL), ("fall", Season.FALL))
    },
    "year_half": {
        form: Unit(grain, n, Year(2000 + y))
        for y in range(10, 50)
        for grain, unit, numbers in ((Grain.QUARTER, "q", range(1, 5)), (Grain.HALF, "h", range(1, 3)))
        for n in numbers
        for form in (f"{n}{unit}{y}", f"{unit}{n}{y}", f"{2000 + y}{unit}{n}", f"{unit}{n}{2000 + y}")
    },
}  # fmt: skip

_OF_TIME = (
    "year nth month short_month maybe_month season many part_of_year maybe_season quarter half feast feast_day weekday maybe_weekday today day half_word quarter_word "
    "year_word measure measures weekend season_part idiom rel_year dated month_day year_half this_time_next_year"
)

_NOT = r"\b(?:not|never|no|nor|neither|cannot|hardly|unlikely|doubt\w*)\b|n['’]t\b"
_NOT_AT_ALL = rf"{_NOT}|\b(?:nobody|no one|nothing|none)\b"
_SURPRISED = r"(?:amaz|surpris|astonish|stunn|shock|flabbergast)ed"
_NOT_OR_DOUBT = rf"{_NOT}|\b(?:none|nothing|nobody|no one|far from certain|(?:hard|tough|difficult|impossible) to (?:see|imagine|believe|picture)|{_SURPRISED})\b"
_WAIT = r"wait\w*|sit\w*|hold\w* (?:out|your breath)"
_MOVE = r"sl[ie]d\w*|delay\w*|push\w*|mov\w+|put|postpone\w*|slip\w*|shift\w*|bump\w*|h[eo]ld\w*|kept?|wait\w*|resched\w+"
_IS = r"(?:is|was|are|will be|would be|could be|might be|may be|seems?|looks?(?: like)?|feels?|appears?|sounds?)"
_SOONEST = r"(?:earliest|soonest)"
_TO_DATE = r"(?:in|on|by|maybe|probably|likely|around|sometime|some time|the|a)"

# "until" is written as "not before".
_TURNS = (
    turn("at the earliest, said first: not before", (None,), rf"^\W*(?:\w+ )?at (?:the )?(?:very )?{_SOONEST}, [^,;]*$", Side.NOT_BEFORE),
    turn("at the latest, said first: by", (None, Side.NOT_BEFORE), r"^\W*(?:\w+ )?at (?:the )?(?:very )?latest, [^,;]*$", Side.BY),
    turn("the earliest is: not before", (None,), rf"\b{_SOONEST}(?: [\w'’]+){{0,7}}? {_IS}(?: {_TO_DATE})* $", Side.NOT_BEFORE),
    turn("earliest: not before", (None,), rf"\b{_SOONEST}(?: (?:possible|likely|date|release|window))*:? (?:{_TO_DATE} )*$", Side.NOT_BEFORE),
    turn("is the earliest: not before", (None,), "", Side.NOT_BEFORE, rf",? {_IS} (?:\w+ly )?(?:the|my|our) (?:very |absolute )?{_SOONEST}\b"),
    turn("be X before: not before", (None,), r"\b(?:be|until|till) (?:\w+ ){0,2}$", Side.NOT_BEFORE, r" before (?:we|it|they|fans|anyone|anybody|you|I|the|this|that)\b"),
    turn("no surprise: as it stands", (Side.BEFORE,), rf"(?:{_NOT_AT_ALL})[^,;]{{0,30}}\b{_SURPRISED}\b[^,;]*$", Side.BEFORE),
    turn("a surprise: not before", (Side.BEFORE,), rf"\b{_SURPRISED} (?:if|were|should|to)\b[^,;]*$", Side.NOT_BEFORE),
    turn("in a condition: as it stands", (Side.BEFORE,), r"\b(?:if|unless)\b[^,;]*$", Side.BEFORE),
    turn("no wait until: before", (Side.NOT_BEFORE,), rf"(?:{_NOT})(?:\W+\w+){{0,4}}?\W+(?:{_WAIT})\b[^,;]*$", Side.BEFORE),
    turn("moved until: the time itself", (Side.NOT_BEFORE,), rf"\b(?:{_MOVE})\b(?:\W+\w+){{0,3}}\W*$", None),
    turn("not ruled out: as it stands", (Side.BEFORE,), rf"(?:{_NOT})\W+(?:\w+\W+)?rul\w+ out\b[^,;]*$", Side.BEFORE),
    turn("no negation: as it stands", (Side.BEFORE,), r"\b(?:no (?:doubt|question|delay)|not only|without)\b[^;]*$", Side.BEFORE),
    turn("negated: not before", (Side.BEFORE,), rf"(?:{_NOT_OR_DOUBT})(?:(?!\b(?:and|but)\b)[^;]){{0,60}}$", Side.NOT_BEFORE),
    turn("negated: not before", (Side.NOT_BEFORE,), _NOT_OR_DOUBT, Side.NOT_BEFORE),
    turn("negated: by", (Side.AFTER,), rf"(?:{_NOT})[^,;]*$", Side.BY),
    turn("doubted: not before", (Side.BEFORE,), "", Side.NOT_BEFORE,
         rf"(?: \w+){{0,2}} {_IS} (?:\w+ly |very |pretty |rather |a bit |a little )?(?:unlikely|impossible|doubtful|optimistic|unrealistic|unthinkable|not|out of)\b"
         r"|\? (?:no|not|never|nope|unlikely|hardly|forget|don['’]t|doubt\w*|fat chance)\b"),
    turn("until: the time itself", (Side.NOT_BEFORE,), "", None),
)  # fmt: skip

_NAMES = Names(
    name_of=re.compile(r"\b[A-Z][a-z]+ of $"),
    of_somebody=re.compile(r"\b(?:for|from|by|of|to|with) $"),
    onto=re.compile(r"\b(?:on|to|onto|hits|via) [A-Z][\w+]* $"),
    counting=re.compile(r"\b(?:exactly|precisely|total of|scored|counted) $", re.IGNORECASE),
    somebody=re.compile(
        r" (?:from|at|who|says?|said|told|tells|has|had|thinks|thought|wrote|plays|played|and I) "
    ),
    counted=re.compile(
        r" (?:grams?|kg|km|miles|people|copies|units|pieces|pages|words|screens|reviews|extras|cards|votes|dollars|euros|bucks|points|pixels|nits|feet|metres|meters|watts|steps"
        r"|calories|players|subscribers|seats|rounds|[kmg]?hz|mah|rpm|mbps|lbs?|[mgt]b|dpi|ms|(?:by|x) \d+"
        r"|\w+ (?:street|avenue|road))\b",
        re.IGNORECASE,
    ),
    of_a_thing=re.compile(
        r" of (?:[a-z]+ ){0,3}(?:match|game|film|movie|book|novel|episodes?|story|season|campaign|album|show|fight|race|series|decade"
        r"|century)\b"
    ),
    after_a_day=re.compile(
        r"\s*(?:$|[.,;:!?)\]\"”’—–]|(?:and|but|or|with|at|as|in|on|for|because|since|being|this|too|already|is|if|when|then|so|from"
        r"|by|to|it|we|which|that|worldwide|only)\b)"
    ),
    opener=re.compile(
        r"^(?:expect|say|see|mark|circle|pick|out|due|but|and|then|so|yes|no|not|only|my|our|if|is|was|would|could|will|does|did|new"
        r"|try)$|s$|ing$|\w\wed$"
    ),
    usually_small=re.compile(
        r"(?:Next|This|Last|Late|Early|Mid|Before|After|Until|By|Tonight|Tomorrow|Today)\b"
    ),
    capital_within=re.compile(r" (?:After|Before) "),
)

ENGLISH = Language(
    lexicon(WORDS, in_digits, triggers=_OF_TIME.split(), proper=("maybe_month", "weekday", "maybe_weekday")),
    _TURNS,
    turning=("earliest", "soonest", "at the latest, ", " before "),
    moving=re.compile(rf"\b(?:{_MOVE}|chang\w+|switch\w*|brought|goes|went)\b[^,;]*$", re.IGNORECASE),
    names=_NAMES,
)
