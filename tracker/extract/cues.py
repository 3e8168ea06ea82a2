"""The words by which a sentence says what it dates, who says so, and whether it still stands: tables, tried in order.

English. A cue is a regular expression over a sentence; what a cue means is the name of its row. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Event(StrEnum):
    """What a time phrase dates."""

    RELEASE = "release"
    EARLIER = "earlier release"
    PRODUCTION = "production"
    ANNOUNCEMENT = "announcement"
    PREVIEW = "preview"
    RENEWAL = "renewal"
    OTHER = "other event"


def _any(words: str) -> re.Pattern[str]:
    """One expression for a table of words; blanks stand for any white space."""
    alternatives = "|".join(w.strip().replace(" ", r"\s+") for w in words.split("|") if w.strip())
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w])", re.IGNORECASE)


EVENTS: Mapping[Event, re.Pattern[str]] = {
    Event.RELEASE: _any(
        "(?:be|get|getting|being|see it|is|are|to|gets) (?:released|published|launched|shipped|available|dropped|here|out|ready)|"
        "release(?! from)|releases|releasing|premiere|premieres|premiering|debut|debuts|debuting|launch|launches|launching|arrive|"
        "arrives|arriving|arrival|air|airs|airing|airdate|stream|streams|ship|ships|shipping|come out|comes out|coming|come|comes|"
        "return|returns|returning|back|drop|drops|dropping|hit|hits|hitting|land|lands|landing|open|opens|opening|on sale|out|"
        "in (?:theaters|theatres|cinemas|stores)|on shelves|roll out|rolls out|rollout|see the light|due|slated|date|window|set for|"
        "scheduled|make it|reach|reaches|go live|goes live|be here|will be on|watch|play|expect|expected|wait|waiting|deliver|"
        "delivers|publish|bow|bows|materiali[sz]e|surface|appear|appears|until|happen|delay|delayed|pushed|moved|postponed|slip|slips|slipped"
    ),
    Event.EARLIER: _any(
        "(?:was|were|has been|had been|got|been) (?:first |originally |finally )?(?:released|published|launched|shipped|available|dropped|out|streamed|aired)|"
        "premiered|debuted|launched|arrived|aired|dropped|came out|came|hit theaters|landed|opened|shipped|streamed|returned|"
        "started streaming|began streaming|ran from|wrapped up|concluded|its (?:release|premiere|debut) on|released (?:on|in)|"
        "first (?:season|film|game|movie|series|part)"
    ),
    Event.PRODUCTION: _any(
        "film(?:s|ed|ing)|shoot(?:s|ing)?|shot|product(?:ion)|produc(?:e|ed|ing)|camera(?:s)?|wrap(?:s|ped|ping)?|"
        "writ(?:e|es|ing|ten)|writers|script(?:s|ed)?|on set|post-production|pre-production|develop(?:ed|ing|ment)|"
        "cast(?:ing)?|record(?:ed|ing)|mass production|strike(?:s)?|began|begin(?:s)? work"
    ),
    Event.ANNOUNCEMENT: _any(
        "announc(?:e|es|ed|ing|ement)|reveal(?:s|ed|ing)?|unveil(?:s|ed|ing)?|confirm(?:s|ed|ing|ation)?|panel|event|conference|"
        "interview(?:s|ed)?|told|said|tweet(?:s|ed)?|post(?:s|ed)|report(?:s|ed)?|wrote|press release|earnings|showcase|"
        "comic-con|e3|gamescom|direct|update(?:d)?|shar(?:e|ed)|speaking|spoke|statement|teas(?:e|es|ed|ing)"
    ),
    Event.PREVIEW: _any(
        "trailer(?:s)?|teaser(?:s)?|beta|preview(?:s)?|demo|pre-?orders?|early access|test(?:s|ing)?|clip"
    ),
    Event.RENEWAL: _any(
        "renew(?:s|ed|al|ing)?|green-?lit|greenlight(?:s|ed)?|picked up|order(?:ed)|cancel(?:s|led|ed)?|commission(?:ed)?"
    ),
    Event.OTHER: _any(
        "born|died|dies|founded|set in|takes place|ended|finale|concluded|won|earned|grossed|gap|ago|anniversary|years? old|"
        "copyright|budget|award(?:s)?|episodes? (?:a|per)|joined|left|sequel to|based on|since"
    ),
}

OFFICIAL = _any(
    "announc(?:e|es|ed|ing|ement)|confirm(?:s|ed|ing)?|official(?:ly)?|reveal(?:s|ed)|slated|scheduled|set for|set to|due|"
    "press release|statement|will (?:premiere|launch|arrive|release|debut|return|air|be released|be available|ship|hit|open|drop)|"
    "premieres|launches|arrives|opens|airs|debuts|returns|releases|ships|dated|showrunner|director|producer|creator|studio|publisher|"
    "developer|ceo|executive|promis(?:e|es|ed)|plan(?:s|ned)|aim(?:s|ing)|target(?:s|ing|ed)?|we (?:will|are)|our|coming|gets?|is out|bows?"
)
REPORTED = _any(
    "report(?:s|ed|edly|ing)?|sources?|rumou?r(?:s|ed)?|leak(?:s|ed|er|ers)?|insiders?|according to|tipsters?|claim(?:s|ed)?|"
    "allegedly|supposedly|apparently|listing|retailers?|word is|hear(?:s|d)?|analysts?|let slip|dataminers?|people familiar|"
    "understands?|whispers?|actor|actress|star"
)
SPECULATIVE = _any(
    "could|may|might|maybe|perhaps|possib(?:ly|le)|likely|probabl(?:y|e)|expect(?:s|ed|ing)?|predict(?:s|ed|ion)?|guess(?:es|ing)?|"
    "estimat(?:e|es|ed)|speculat(?:e|es|ed|ion)|hop(?:e|es|ed|ing|efully)|should|would|we think|we believe|assum(?:e|es|ing)|"
    "seems?|looks? like|if|bet|reckon|imagin(?:e|es)|don't expect|wouldn't|can't|suspect|anticipat(?:e|es|ed)|safe to say|chances|surely|fingers crossed"
)
WITHDRAWN = _any(
    "was (?:originally |initially |first |previously |once )?(?:due|set|slated|scheduled|supposed|expected|planned|meant|to)|"
    "were (?:originally )?(?:due|set|slated|scheduled|supposed|expected|planned|meant|to)|originally|initially|previously|had been|"
    "rather than|instead of|moved? from|delayed from|pushed? (?:back )?from|was going to|used to be|no longer|out of|"
    "its (?:old|original|earlier|previous)|missed?|miss(?:es|ing)|slipped from|shifted? from|earlier (?:date|target|plan)"
)
RULED_OUT = _any(
    "won't|will not|isn't|is not|not|aren't|wasn't|never|no longer|unlikely|ruled? out|doubt(?:s|ful)?|don't expect|"
    "can't|cannot|nor|neither|skip(?:s)?|miss(?:es)?|stunned|surprised|too (?:soon|early|optimistic)|absent|missing"
)
NOT_RULED_OUT = _any(
    "not ruled? out|n't rul(?:e|ing) out|not rul(?:e|ing) out|won't have to wait|not only|not just|no (?:doubt|surprise)|not long|"
    "why not|not confirmed|hasn't been confirmed|not official|not yet"
)
PAST = _any("\\w+ed|was|were|had|came|began|ran|went|took|said|told|wrote|saw|won|last|ago|on sale since")
AHEAD = _any(
    "will|'ll|won't|shall|going to|could|may|might|should|would|can|expect(?:s|ed|ing)?|expectations?|slated|scheduled|planned|plans?|due|set|"
    "to|upcoming|likely|probabl[ey]|hop(?:e|es|ing)|predict(?:s|ed|ion)?|rumou?r(?:s|ed)?|speculat(?:e|ed|ion)|estimat(?:e|ed)|aim(?:s|ing)?|"
    "target(?:s|ing|ed)?|release date|release window|until|coming|arrives|premieres|launches|returns|tentative(?:ly)?|fingers crossed"
)
CREDIT = re.compile(
    r"(?:according to|per|says|said|told by|reported by|reports|via|claims|sources at)\s+(?:the\s+)?((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,3})"
    r"|((?:[A-Z][\w.'’-]*)(?:\s+[A-Z][\w.'’-]*){0,3})\s+(?:says|said|announced|confirmed|revealed|reports|reported|claims|claimed|told)"
)
