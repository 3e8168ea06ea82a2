"""The words by which a sentence says what it dates, in which mood, who says so, and whether it still stands: tables.

English. A row is a meaning and its words; verbs stand in their base form and are inflected here. Nothing is decided here:
what a meaning near a phrase says of it is weighed in `weights`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

PIECE: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|[^\w\s]")
"""A word with its apostrophes, or one sign."""


class Event(StrEnum):
    """What a verb or noun says happens, and what a phrase that hangs on it therefore dates."""

    RELEASE = "release"
    ARRIVAL = "arrival"  # of anything: "comes", "is out", "starts"; what arrives decides
    DELAY = "delay"
    DATE = "date"  # the word itself, and its like: "slot", "window", "slate"
    PRODUCTION = "production"
    ANNOUNCEMENT = "announcement"
    PREVIEW = "preview"
    RENEWAL = "renewal"
    GATHERING = "gathering"
    FINANCE = "finance"
    AWARD = "award"
    TOUR = "tour"
    LIFE = "life"
    STORY = "story"
    ENDING = "ending"
    INTERVAL = "interval"
    PRINT = "print"
    ORDER = "order"
    UPDATE = "update"


RELEASES: Final = frozenset((Event.RELEASE, Event.ARRIVAL, Event.DATE, Event.DELAY))
"""The events by which a work reaches its audience."""


class Form(StrEnum):
    """In which form of the verb, or as what noun, an event is said."""

    NOUN = "noun"
    BASE = "base"
    PRESENT = "present"
    GERUND = "ing"
    PAST = "past"


_REGULAR: Final[Mapping[Event, str]] = {
    Event.RELEASE: "premiere debut launch air ship release bow publish deliver stream",
    Event.ARRIVAL: "arrive return drop land open surface appear materialize materialise happen reach hit unleash touch emerge "
                   "start follow visit play",
    Event.DELAY: "delay push postpone move slip slide shift bump shove nudge reschedule bring_forward",
    Event.PRODUCTION: "film record produce cast develop wrap edit finish complete rehearse animate draft code test polish render "
                      "script mix master",
    Event.ANNOUNCEMENT: "announce reveal unveil confirm tease showcase share disclose detail tweet clarify mention report "
                        "promise redate",
    Event.RENEWAL: "renew cancel greenlight commission axe scrap",
    Event.ENDING: "end conclude close expire",
    Event.ORDER: "order reserve",
    Event.INTERVAL: "last remain",
}  # fmt: skip

_IRREGULAR: Final[Mapping[Event, str]] = {  # base, present, gerund, pasts
    Event.ARRIVAL: "come comes coming came,begin begins beginning began begun,go_live goes_live going_live went_live,"
                   "come_out comes_out coming_out came_out,be_out is_out being_out was_out been_out,"
                   "come_back comes_back coming_back came_back,be_back is_back being_back was_back,"
                   "go_out goes_out going_out went_out,kick_off kicks_off kicking_off kicked_off,"
                   "get_here gets_here getting_here got_here,turn_up turns_up turning_up turned_up,"
                   "show_up shows_up showing_up showed_up,roll_out rolls_out rolling_out rolled_out,run runs running ran,"
                   "bow_out bows_out bowing_out bowed_out,go goes going went,hit hits hitting hit",
    Event.PRODUCTION: "shoot shoots shooting shot,write writes writing wrote written,build builds building built,"
                      "roll rolls rolling rolled",
    Event.ANNOUNCEMENT: "say says saying said,tell tells telling told,speak speaks speaking spoke,show shows showing shown showed,"
                        "hear hears hearing heard,post posts posting posted,know knows knowing knew known",
    Event.DELAY: "hold holds holding held,put_back puts_back putting_back,put_off puts_off putting_off,set_back sets_back",
    Event.LIFE: "die dies dying died,join joins joining joined,quit quits quitting,hire hires hiring hired,"
                "marry marries marrying married,meet meets meeting met",
    Event.INTERVAL: "take takes taking took taken,spend spends spending spent,wait waits waiting waited",
    Event.PREVIEW: "preview previews previewing previewed",
}  # fmt: skip

_NOUNS: Final[Mapping[Event, str]] = {
    Event.RELEASE: "premiere,premieres,debut,launch,release,releases,rollout,arrival,return,comeback,general availability,first broadcast,"
                   "official release,availability,shipments,deliveries,available,on sale,in stores,in shops,on shelves,on the shelves,"
                   "in theaters,in theatres,in cinemas,our screens,your screens,on screens,the screens,see the light,published,hit theaters,"
                   "start streaming,begin streaming,begins streaming,starts streaming,start airing,starts airing,goes on sale,"
                   "on air,on the air,in players' hands,launch title,airing,streaming,1.0,shadow drop,be released,wide release",
    Event.ARRIVAL: "be with us,with us,be here,is here,are here,back,out,out in,out on,ready,be yours,get it,have it,buy it,play it,playing it,"
                   "see it,watch it,will see,see,it out,out of the door,out the door,up first,make it,makes it,be on,will be,'ll be,be in,"
                   "due,due out,slated,set for,scheduled,planned for,dated,tipped for,booked,down for,pencilled in,penciled in,earmarked,"
                   "eyeing,targeting,target,circled,on track,on course,headed,bound,up at,aiming for,tbd,comes along,locked,lined up,goes up,"
                   "be up,is up,begins,sold,shooting for it,looking at,here on,gets,get,expected,likely,in play,on the cards,bring out,"
                   "brings out,put out,be shown,it's on,falls,falls in,listed,guaranteed,plan,roll in,rolls in,making sense,makes sense,make sense,suits,would be,could be,may be,might be,should be,making it,shooting for,hold out for,on your calendar,wait until,waiting until,could be waiting,be waiting,to wait,in the market,on the market,seeing you,see you,mean,means,staying in,confirmed for,confirmed as,announced for,end up,ends up,circling,up for",
    Event.DELAY: "late,pulled,delays,wait for,be patient,patient,sit out,sitting around,postponement,pushback",
    Event.DATE: "release date,premiere date,launch date,release window,airdate,air date,premiere window,return date,date,dates,window,slot,"
                "timeframe,time frame,due date,release schedule,schedule,calendar,slate,lineup,line-up,release timing,eta,day,spot",
    Event.PRODUCTION: "production,filming,shoot,cameras,camera,on set,post-production,pre-production,script,scripts,writers,draft,manuscript,"
                      "editor,editors,casting,reshoots,mass production,principal photography,development,strike,strikes,freeze,frozen,"
                      "merged,testing,training,pretraining,effects,locations,scouting,rehearsal,rewrites,in the works,work on,working on,"
                      "work starts,at work,in the studio,before the cameras,in front of cameras,vfx,break,extras,start date,be over,be done,"
                      "done with,master disc,writers room,crew,tagged,studio time,sessions,picket lines,walkout",
    Event.ANNOUNCEMENT: "announcement,announcements,news,word,statement,interview,press release,hear more,more details,more information,learn,"
                        "know more,details,first look,clue,say so,nailed down,made known,info,information,wrote,writes,written to,podcast,"
                        "reveal,decided,settled,deadline",
    Event.PREVIEW: "trailer,trailers,teaser,teasers,beta,alpha,demo,early access,pre-order,pre-orders,preorders,preorder,preview,previews,"
                   "sneak previews,technical test,playtest,milestone,feature complete,release candidate,candidate,footage,single,singles,"
                   "visual,poster,stills,dvd,blu-ray,deluxe edition,vinyl,reservation,reservations,early screening",
    Event.RENEWAL: "renewal,renewals,green light,greenlit,green-lit,picked up,pick up,pickup,signed off,the nod,go ahead,cancellation,"
                   "season order,has ordered,had ordered,was ordered,ordered a",
    Event.GATHERING: "comic-con,e3,gamescom,d23,expo,event,conference,panel,press tour,state of play,tgs,tokyo game show,keynote,festival,"
                     "convention,upfront,upfronts,investor day,celebration,ces,wwdc,jump festa,tca,olympics,ceremony,summit,game awards,"
                     "tudum,nintendo direct,festivals,meeting,parade,trade show",
    Event.FINANCE: "fiscal,financial,earnings,results,revenue,quarterly,guidance,sales,investors,shareholders,shares,profit,loss,outlook,"
                   "box office,grossed,takings,ratings,spending,forecast,growth,inflation,market share",
    Event.AWARD: "emmy,emmys,oscar,oscars,award,awards,nominations,nominated,nominees,bafta,grammy,honours,golden globes,eligibility",
    Event.TOUR: "tour,concert,concerts,gig,gigs,leg,party,chat,run of shows,break from touring",
    Event.LIFE: "born,dead,death,founded,birthday,anniversary,aged,retired,registered,fired,stay with",
    Event.STORY: "set in,takes place,plot,events of,in the future,heist,set deeper,story is set",
    Event.ENDING: "finale,series finale,wrapped up,goodbye,last episode,final episode,current run",
    Event.INTERVAL: "gap,gaps,hiatus,between seasons,apart,ago,extension,turnaround,in a row,gone by,have passed,passed,wait,waits,since,"
                    "behind,after the,delay of,slip of,apart from",
    Event.PRINT: "manga,light novel,novels,webtoon,magazine,serialized,column,issue,volumes,chapters,film from,book of,novel",
    Event.ORDER: "my order,tickets,giveaway,deals,discount,poll,buy tickets,pre-order-now",
    Event.UPDATE: "update,updates,patch,patches,dlc,expansion,hotfix,season pass,special,spin-off,spinoff,deluxe,remaster,port",
}  # fmt: skip


class Mood(StrEnum):
    """In which mood or tense a verb stands, by the word before it."""

    WILL = "will"
    MODAL = "modal"
    IS = "is"
    TO = "to"
    WAS = "was"
    HAS = "has"


_MOODS: Final[Mapping[Mood, str]] = {
    Mood.WILL: "will,won't,'ll,we'll,you'll,they'll,it'll,he'll,she'll,i'll,that'll,there'll,shall,gonna,going to,is to,are to,about to",
    Mood.MODAL: "could,may,might,should,would,can,we'd,it'd,they'd,couldn't,shouldn't,wouldn't,can't,must,you'd,i'd",
    Mood.IS: "is,are,isn't,it's,aren't,be,being,they're,we're,that's,what's",
    Mood.TO: "to,set to,slated to,due to,expected to,scheduled to,planned to,likely to",
    Mood.WAS: "was,were,had,did,wasn't,weren't,hadn't,didn't,supposed to,meant to,used to",
    Mood.HAS: "has,have,hasn't,haven't,'ve,we've,i've,they've,been",
}


class Sign(StrEnum):
    """What else a word says of a claim."""

    SCHEDULED = "scheduled"
    HEDGED = "hedged"
    HOPED = "hoped"
    CONDITION = "condition"
    NEGATED = "negated"
    UNLIKELY = "unlikely"
    GIVEN_UP = "given up"
    INSTEAD = "instead"
    NOW = "now"
    USUAL = "usual"
    OFFICIAL = "official"
    MAKER = "maker"
    ROLE = "role"
    SAID = "said"
    RUMOUR = "rumour"
    GUESSED = "guessed"
    WE = "we"
    CROWD = "crowd"
    THING = "the thing itself"
    PRONOUN = "pronoun"
    MANY = "many"
    ELSEWHERE = "elsewhere"
    BACKWARD = "backward"
    ORIGIN = "origin"


_SIGNS: Final[Mapping[Sign, str]] = {
    Sign.SCHEDULED: "slated,scheduled,due,set for,set to,dated,booked,officially,is planned,planned,remains set,on tap,announced for,"
                    "confirmed for,locked,down for,confirmed",
    Sign.HEDGED: "likely,probably,probable,possibly,possible,perhaps,maybe,potentially,presumably,hopefully,expected,expect,expects,expecting,"
                 "estimated,tentative,tentatively,plausible,feasible,chance,chances,odds,anticipate,anticipated,could,may,might,should,would,"
                 "seems,looks like,looking at,safe to say,surely,likelihood,suspect,assume,makes sense,make sense,likelier,likeliest,"
                 "it looks,feels,implies,indicates,suggests,alludes,in play,sort of,rather,so confident,worst case,in my opinion,imo,must",
    Sign.GUESSED: "guess,guesses,our guess,my guess,hunch,prediction,predict,predicting,projection,bet,betting,wager,reckon,we think,i think,we believe,i believe,"
                  "speculation,speculate,speculated,speculating,estimate,estimates,gut,theory,our thinking,we tend,case that,we expect,"
                  "i expect,if you ask us,money on,we'd say,i'd say,we're probably,our sense,doubt,imagine,i could see,could see,"
                  "more likely,most likely,chances are,it could,it may,it might,might just,fans can,one can,can hope,you can hope",
    Sign.HOPED: "hope,hopes,hoped,hoping,wish,wished,wishes,dream,would love,we'd love,fingers crossed,with luck,ideally,want,wanted,pray,"
                "would like,let us hope,let's hope,best outcome",
    Sign.CONDITION: "if,unless,assuming,provided,in case,as long as,so long as,suppose,were there,should it,to make,would have to,whether,"
                    "depends,depending,let's say,say it",
    Sign.NEGATED: "not,won't,isn't,aren't,no,never,neither,nor,cannot,can't,doesn't,don't,wasn't,weren't,hasn't,haven't,hadn't,wouldn't,"
                  "couldn't,shouldn't,without,none,nobody,nothing,didn't,hardly",
    Sign.UNLIKELY: "unlikely,doubt,doubts,doubtful,don't count on,doesn't expect,wouldn't count on,out of the question,out of question,"
                   "no chance,zero chance,no way,ruled out,rules out,rule out,impossible,surprised,stunned,shocked,too soon,too early,"
                   "a stretch,too optimistic,absent,missing from,not on,isn't on,not happening,eliminated,are dead,is dead,hard to believe,"
                   "can't see,don't see,not look for,don't look for,bridge to sell,skip,skips,skipping,cutoff,cut-off,doesn't look good",
    Sign.GIVEN_UP: "originally,initially,previously,once,at first,formerly,at one point,used to,up to now,until now,before this,before that,"
                   "back then,should have been,should have had,was due,was set,was slated,was scheduled,was supposed,was meant,was expected,"
                   "was to,were to,was planned,was booked,was down,was coming,was going,were due,were set,were supposed,were expected,"
                   "original,pencilled,plan had been,had been the plan,old plan,first plan,had hoped,had planned,had said,had promised,"
                   "initial,was aiming,been aiming,was targeting,was hoping,had belonged,believed,had taken,meant for,supposed to,"
                   "was dated,been dated,had been scheduled,was announced for,given up,previous plan,original plan,old date,expected dates,"
                   "had been set,it had been,i'd promised,it was down,the last we'd heard,was the wish,earlier plan,"
                   "was given a date,had been due,had been coming,had been planned,been pencilled,had it,was telling,had been booked,"
                   "the date given,turned out,run out,had us,had been,first announced for,had only said,used to give,had that been",
    Sign.INSTEAD: "rather than,instead of,off of,off its,no longer,as opposed to,leaves,gives up,give up,vacates,abandons,"
                  "delayed out of,pushed out of,moved out of,slips out of,slipped out of,bumped out of,"
                  "ditches,miss its,misses,missed,miss,be missed,calling off,clean out of,out of its,gone from,has slipped from",
    Sign.NOW: "now,currently,new,revised,finally,at last",
    Sign.USUAL: "usual,usually,typically,traditionally,as a rule,every,each year,always,so far,normally,in the past,habit,tends to,prefers,"
                "preferred,pattern,would normally",
    Sign.OFFICIAL: "officially,official,confirmed,confirms,confirm,announced,announces,announce,press release,statement,revealed,reveals,promises,"
                   "promised,has said,admits,locked,release team,blog,dated,we will,i hope,i would like,we're shooting,is confirmed",
    Sign.MAKER: "showrunner,director,producer,creator,co-creator,studio,publisher,developer,developers,network,streamer,ceo,chief,president,"
                "executive,boss,chairman,head of,company,label,author,band,maintainer,team,founder,co-founder,maker,makers,distributor,"
                "manufacturer,netflix,hbo,amazon,apple,disney,hulu,paramount,showtime,bbc,fx,cbs,nbc,abc,fox,amc,peacock,starz,sony,"
                "microsoft,nintendo,ubisoft,ea,activision,blizzard,bethesda,rockstar,valve,capcom,sega,konami,square enix,bandai namco,"
                "warner,warner bros,universal,marvel,lucasfilm,lionsgate,mgm,google,samsung,amd,nvidia,intel,tesla,openai,meta,sbs,tvn,"
                "crunchyroll,prime video,apple tv,itv,channel 4,project lead,programming,investor,investors,press conference,spokesperson,"
                "producers,take-two,xbox,xbox one,xbox one x,xbox series x,xbox series s,nintendo switch,playstation,steam,pixar,ps5,ps4,ps3,switch,pc,press release,management,streaming arm,founders,"
                "the makers,showrunners,rep,filmmakers,filmmaker,screenwriter,co-creators,bosses,devs,devs say",
    Sign.ROLE: "showrunner,director,producer,creator,ceo,chief,president,executive,boss,chairman,head,author,founder,star,actor,actress,analyst,"
               "insider,writer,drummer,singer,frontman,lead,mr,ms,mrs,dr,by,starring,journalist,leaker,host,reporter,outlet,outlets,"
               "according to,per,fan,called,named,lawyer,playing,plays,brand",
    Sign.SAID: "says,said,say,told,tells,tell,writes,wrote,tweeted,tweets,posted,claims,claimed,hinted,hints,reports,reported,believes,thinks,"
               "hears,heard,promised,promises,added,adds,explained,replied,admits,admitted,revealed,confirmed,announced,announces,suggests,"
               "suggested,noted,notes,according to,as per,per,reckons,reckoned,asked,was asked,shared,goes on,let slip,went on,declared,"
               "reveals,confirms,hopes,plans,wants,likened,called,was told,predicted,predicts,plans to,feels,points,put out",
    Sign.RUMOUR: "report,reports,reported,reportedly,sources,source,rumor,rumors,rumour,rumours,rumored,rumoured,leak,leaks,leaked,leaker,insider,"
                 "insiders,according to,analyst,analysts,tipster,claims,claimed,claiming,allegedly,supposedly,apparently,listing,lists,"
                 "retailer,retailers,hears,heard,understands,whispers,actor,actress,star,stars,familiar with,dataminer,word is,the word is,"
                 "let slip,outlet,outlets,tabloid,gossip,variety,bloomberg,hollywood reporter,collider,rumor has it,rumour has it,as per,"
                 "suggestion,tells me,tell us,told us,is said,are said,it's said,it is said,it was said,been told,predicts,predicted,"
                 "forum,who plays,who know,a twitter account,magazine,fansite",
    Sign.WE: "we,we're,we'd,we'll,we've,our,i,i'd,i'm,i'll,my,me,us,ours,let's",
    Sign.CROWD: "fans,fan,many,everyone,people,readers,commenters,users,folks,plenty,crowd,others,redditors,viewers,everybody,theories,tons",
    Sign.THING: "show,series,film,movie,game,album,record,sequel,season,console,device,product,drama,comedy,project,anime,title,novel,book,"
                "lp,app,mod,picture,version,release,premiere,launch,story,episodes,installment,instalment,outing,chapter,run,reader,headset,car,"
                "pickup,follow-up,seasons",
    Sign.PRONOUN: "it,it's,it'll,its,it'd,that one,this one",
    Sign.MANY: "these,those,both,all of these,several,many,shows,movies,films,games,titles,albums,seasons,spinoffs,spin-offs,others,of them,"
               "each,dramas,k-dramas,most anticipated,line-up,favorites",
    Sign.ELSEWHERE: "meanwhile,elsewhere,in other news,as for,spinoff,spin-off,prequel,special,webtoon,solo,next up,up next,in the meantime,"
                    "before that,rival,alongside,then there's,before any of that,other highlights,while you wait,on the plus side,also",
    Sign.BACKWARD: "earlier,last,back in,already,ago,so far,since,previous,past,recently,before it,just,only,back when,yesterday",
    Sign.ORIGIN: "in other words,that is,i.e,meaning,which means,that means",
}  # fmt: skip

BOUNDARIES: Final[Mapping[str, int]] = {
    **dict.fromkeys(",", 3), **dict.fromkeys(";:()[]–—|•", 5), **dict.fromkeys(".!?…", 7),
    **dict.fromkeys("and or but so then plus".split(), 2),
    **dict.fromkeys("which while before as with when because although though since who where whose".split(), 3),
}  # fmt: skip
"""How many words further away a sign or a conjunction puts what stands behind it."""

PREPOSITIONS: Final = frozenset(
    "on at by with in from to than against starring via per for versus vs into under about".split()
)
PLACES: Final = frozenset(
    "us usa uk u.s u.k america american europe european japan japanese china chinese korea korean australia germany german "
    "north south asia asian canada california london west western english british french spanish italy imax est pst".split()
)


class Meaning(NamedTuple):
    """What a word, or a few words together, say.

    Attributes:
        words: all the words.
        event: the event and its form; None where they name none.
    """

    words: tuple[str, ...]
    event: tuple[Event, Form] | None
    mood: Mood | None
    signs: tuple[Sign, ...]


def _inflected(verb: str) -> Iterator[tuple[str, Form]]:
    """The forms of a regular verb."""
    stem = verb.removesuffix("e")
    double = verb[-1] if verb[-1] in "pbtg" and verb[-2] in "aiou" and verb[-3] not in "aeiou" else ""
    sibilant = verb.endswith(("sh", "ch", "ss", "x"))
    yield verb, Form.BASE
    yield verb + ("es" if sibilant else "s"), Form.PRESENT
    yield stem + double + "ing", Form.GERUND
    yield stem + double + "ed", Form.PAST


def _events() -> Iterator[tuple[str, tuple[Event, Form]]]:
    """Words and the event that they name; what comes first holds."""
    for event, nouns in _NOUNS.items():
        for words in nouns.split(","):
            if words not in _VERBS_TOO:
                yield words, (event, Form.NOUN)
    forms = (Form.BASE, Form.PRESENT, Form.GERUND, Form.PAST, Form.PAST)
    for event, verbs in _IRREGULAR.items():
        for verb in verbs.split(","):
            for words, form in zip(verb.split(), forms, strict=False):
                yield words.replace("_", " "), (event, form)
    for event, verbs in _REGULAR.items():
        for verb in verbs.split():
            for words, form in _inflected(verb.replace("_", " ")):
                yield words, (event, form)


_VERBS_TOO: Final = frozenset(
    "premiere premieres debut launch release releases return shoot reveal preview previews air".split()
)
"""Nouns that are read as verbs, whose forms are told apart where they stand."""


def _spellings(words: str) -> Iterator[tuple[str, ...]]:
    """An entry's words; with a hyphen, also without it and as one word."""
    for written in dict.fromkeys((words, words.replace("-", " "), words.replace("-", ""))):
        yield tuple(PIECE.findall(written))


def _meanings() -> Mapping[str, Mapping[str, tuple[Meaning, ...]]]:
    """First word -> second word ("" for any) -> what they may mean, the longest first."""
    events: dict[tuple[str, ...], tuple[Event, Form]] = {}
    moods: dict[tuple[str, ...], Mood] = {}
    signs: dict[tuple[str, ...], dict[Sign, None]] = {}
    for words, event in _events():
        for key in _spellings(words):
            events.setdefault(key, event)
    for mood, row in _MOODS.items():
        moods |= dict.fromkeys((tuple(PIECE.findall(w)) for w in row.split(",")), mood)
    for sign, row in _SIGNS.items():
        for key in (key for words in row.split(",") for key in _spellings(words)):
            signs.setdefault(key, {})[sign] = None
    found: dict[str, dict[str, list[Meaning]]] = {}
    for key in sorted({**events, **moods, **signs}, key=len, reverse=True):
        meaning = Meaning(key, events.get(key), moods.get(key), tuple(signs.get(key, ())))
        found.setdefault(key[0], {}).setdefault((*key, "")[1], []).append(meaning)
    return {
        word: {second: (*rows, *(seconds.get("", ()) if second else ())) for second, rows in seconds.items()}
        for word, seconds in found.items()
    }


MEANINGS: Final = _meanings()
"""First word -> second word ("" for any) -> what they may mean, the longest first."""
