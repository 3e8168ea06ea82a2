"""Tells what a site shows instead of an article: a consent page, a paywall, a bot check, "page not found"; cuts prompts to pay. Pure.

From what a page says to the second half of a sentence, or None. An article about paywalls, cookies or 404s is still an
article: phrases count only where there is hardly any prose beside them. A paid article whose first paragraphs are shown
is read for what they say: its teaser is its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_PROSE = 300  # letters in paragraphs: with as many, something is told
_ARTICLE_PROSE = 120  # likewise, on a page that says it is an article
_MISSING_PROSE = (
    600  # likewise, under a headline that says the page is not there: some then tell where to look
)
_CHECK_PROSE = 2_000  # likewise, where the whole headline is a bot check's: some explain themselves at length
_LEAST = 30  # letters beside headline and notice: with fewer, nothing is told at all
_NOTICE = 6_000  # characters: a consent page with all its small print
_PARAGRAPH = 60  # letters
_HEADLINE = 60  # characters: a headline that says more is about something
_PROMPT = 200  # characters: a line that asks for money is no longer
_PROMPT_BEGIN = 40  # characters from which on it does
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # one says as much as some three letters
_MOST = 20_000  # characters of a page that are looked at


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows.

    Attributes:
        titles: its headline and what its window is called.
        text: its main text, without the headline.
        everything: reads all that is visible.
        buttons: reads what can be pressed.
        is_article: whether it says that it is an article.
        is_paid: whether it says that it is not free.
    """

    titles: tuple[str, ...]
    text: str
    everything: Callable[[], str]
    buttons: Callable[[], tuple[str, ...]] = tuple
    is_article: bool = False
    is_paid: bool = False


def _table(*phrases: str, unless: str = "(?!)") -> re.Pattern[str]:
    """Any of the phrases, at the beginning of a word, with nothing of `unless` behind it."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!{unless})", re.IGNORECASE)


_CONSENT = _table(
    r"before you continue",
    r"we (?:value|care about|respect) your privacy",
    r"(?:we|our partners|this (?:web)?site) (?:and our (?:\d+ )?partners )?(?:use|store|process)s? (?:\w+ ){0,3}cookies",
    r"cookie (?:consent|settings|preferences|policy)",
    r"your (?:privacy|cookie) choices",
    r"bevor sie (?:zu \w+ )?(?:weiter|fortfahren)",
    r"(?:wir|unsere partner) (?:und unsere (?:\d+ )?partner )?(?:verwenden|nutzen|setzen) (?:\w+ ){0,3}cookies",
    r"ihre zustimmung|mit werbung (?:weiter)?lesen|weiter mit werbung",
    r"avant (?:d'accéder|de continuer)|(?:nous|nos partenaires) (?:\w+ ){0,5}utilis\w+ (?:\w+ ){0,2}cookies",
    r"nous respectons votre vie privée|continuer sans accepter",
    r"antes de (?:continuar|ir a)|(?:nosotros|nuestros socios|usamos|utilizamos) (?:\w+ ){0,4}cookies",
    r"valoramos (?:tu|su|a sua) privacidad?e?",
    r"prima di continuare|(?:noi|utilizziamo|usiamo) (?:\w+ ){0,4}cookie",
    r"(?:nós|usamos|utilizamos) (?:\w+ ){0,4}cookies|antes de continuar",
    r"(?:続行|続ける)する前に|クッキーの使用|cookie の使用",
    r"쿠키 (?:사용|설정)|계속하기 전에",
    r"sebelum (?:anda )?melanjutkan|kami menggunakan cookie",
)
_CHOICE = _table(
    r"accept(?: all| cookies|$)|agree(?: and|$)|i agree|reject all|manage (?:\w+ ){0,2}(?:options|settings|preferences|choices)|more options",
    r"alle akzeptieren|akzeptieren|zustimmen|alle ablehnen|einstellungen verwalten",
    r"tout (?:accepter|refuser)|accepter|refuser|gérer",
    r"aceptar|rechazar|aceitar|rejeitar|configurar|gerir",
    r"accetta|rifiuta|gestisci",
    r"同意|すべて(?:受け入れる|拒否)|동의|모두 (?:수락|거부)|setuju|terima semua|tolak semua",
)
_PRIVACY = _table(
    r"cookie|consent|personal data|privacy|partners|personali[sz]ed|datenschutz|einwilligung|zustimm|partner|personenbezogen",
    r"vie privée|données|partenaires|consentement|privacidad|datos|socios|consentimiento|privacidade|dados|parceiros",
    r"riservatezza|dati personali|consenso",
    r"クッキー|個人情報|プライバシー|쿠키|개인정보|privasi|data pribadi",
)
_PAY = _table(
    r"subscribe (?:now )?to (?:[^.\n]{1,60} to )?(?:continue|keep|read|unlock|access|view)|(?:continue|keep) reading (?:with|by|for)",
    r"(?:this|the rest of this) (?:article|story|content|post) is (?:only )?(?:for|available to|reserved for|exclusive to) (?:\w+ )?(?:subscribers|members)",
    r"to (?:continue|keep) reading,? (?:please )?(?:subscribe|become)|unlock this (?:article|story)",
    r"you(?:'|\u2019)ve (?:reached|read) your (?:\w+ ){0,4}(?:limit|articles?)|free articles? (?:left|remaining)",
    r"(?:jetzt )?(?:abo|abonnieren|abonnement) (?:abschließen|um weiterzulesen|und weiterlesen)|weiterlesen mit|nur für abonnenten",
    r"dieser artikel ist (?:nur )?(?:für|abonnenten)|exklusiv für abonnenten",
    r"(?:article|contenu) réservé (?:à nos|aux) abonnés|abonnez-vous pour (?:lire|continuer|accéder)",
    r"(?:contenido|artículo) (?:exclusivo )?(?:para|solo para) suscriptores|suscríbete para (?:seguir|continuar|leer)",
    r"(?:contenuto|articolo) (?:riservato|esclusivo) (?:agli|per gli) abbonati|abbonati per (?:continuare|leggere)",
    r"(?:conteúdo|matéria) exclusiv[oa] para assinantes|assine para (?:continuar|ler)",
    r"有料会員(?:限定|登録)|会員限定(?:記事|です)|この記事は有料|유료 (?:회원|기사)|구독자 전용|khusus pelanggan|berlangganan untuk",
)
# What can be pressed beside such a prompt; a whole line.
_PAY_BUTTON = re.compile(
    r"\W*(?:(?:sign|log) ?in|subscribe(?: now)?|start (?:your |my )?(?:free )?trial|see (?:all )?(?:plans|subscription options)"
    r"|already (?:a|have a) (?:paid )?(?:subscri\w+|member\w*|account)\b.{0,40}|jetzt abonnieren|(?:zum )?login|anmelden|bereits abonnent\b.{0,40}"
    r"|s'abonner|je m(?:'|\u2019)abonne|(?:se connecter|déjà abonné)\b.{0,40}|suscríbete|iniciar sesión|¿?ya eres suscriptor\b.{0,40}"
    r"|abbonati|accedi|assine(?: já| agora)?|(?:fazer |faça )?login|ログイン|会員登録|로그인|구독하기)\W*",
    re.IGNORECASE,
)
_BOT = _table(
    r"verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)|are you (?:a robot|human)\?|i(?:'|\u2019)m not a robot",
    r"making sure you(?:'|\u2019)re not a (?:ro)?bot|please enable js and disable any ad ?blocker",
    r"checking (?:if the site connection is secure|your browser)|just a moment\.\.\.",
    r"enable java ?script and cookies to continue|please (?:enable|turn on) java ?script (?:and|to) ",
    r"unusual (?:traffic|activity) from your|ddos protection by|pardon our interruption|attention required!",
    r"complete the (?:security check|captcha)|needs to review the security of your connection|access (?:to this page has been )?denied",
    r"ihr browser wird überprüft|bestätigen sie,? dass sie (?:ein mensch|kein roboter) sind|javascript (?:und cookies )?aktivieren",
    r"vérifi(?:ez|ons) que vous (?:êtes|n'êtes pas)|vérification de votre navigateur|activer javascript",
    r"verifi(?:que|ca|car) que (?:eres|es|usted es|você é) (?:un )?humano?|comprobando (?:tu|su) navegador|verificando (?:o )?seu navegador",
    r"verifica di essere (?:un )?(?:umano|una persona)|controllo del browser",
    r"ロボットではありません|ブラウザを確認|人間であることを|로봇이 아닙니다|사람인지 확인|memeriksa browser|bukan robot",
)
_SCRIPTS = _table(
    r"you need to enable java ?script to (?:run|use|view)|java ?script is (?:required|disabled|not enabled)",
    r"(?:this|the|our) (?:web)?(?:site|page|app|application) (?:requires|needs) java ?script|enable java ?script to (?:run|use|view|continue)",
    r"(?:bitte )?aktivieren sie java ?script|java ?script (?:ist (?:deaktiviert|erforderlich)|muss aktiviert)",
    r"(?:veuillez )?activer java ?script|java ?script est (?:désactivé|requis)|(?:habilita|activa|habilite|ative|abilita|attiva) (?:o )?java ?script",
    r"java ?scriptを(?:有効|オン)|자바스크립트를|java ?script를|aktifkan java ?script",
)
_ELSEWHERE = _table(
    r"unavailable (?:due to|for) legal reasons|enforces the general data protection regulation|access cannot be granted at this time",
    r"(?:is|are) (?:currently )?(?:not available|unavailable) in (?:your (?:country|region|location)|most european countries)",
    r"nicht (?:in ihrem|in deinem|in ihrer) (?:land|region) verfügbar|(?:in ihrem|in deinem) land nicht verfügbar",
    r"pas (?:disponible|accessible) dans votre (?:pays|région)|no está disponible en (?:tu|su) (?:país|región)",
    r"non (?:è )?disponibil[ei] nel (?:tuo|suo) paese|não está disponível n[oa] (?:seu|sua) (?:país|região)",
    r"お住まいの(?:国|地域)では|해당 (?:국가|지역)에서는|tidak tersedia di (?:negara|wilayah) anda",
)
_LOGIN = _table(
    r"(?:log|sign) ?in (?:or (?:register|sign up|create an account) )?to (?:continue|view|read|see|access)",
    r"you (?:must|need to) (?:be logged in|(?:log|sign) in|register|have an account)|(?:register|create an account) to (?:continue|read|view)",
    r"(?:melden sie sich|bitte) (?:an|einloggen|anmelden),? um|bitte (?:loggen|melden) sie sich|sie müssen (?:angemeldet|eingeloggt) sein",
    r"connectez-vous pour|vous devez (?:être connecté|vous connecter)",
    r"(?:inicia sesión|inicie sesión|regístrate) para|debes iniciar sesión|accedi per (?:continuare|leggere)|devi (?:accedere|effettuare)",
    r"(?:faça|inicie) (?:o )?(?:login|sessão) para|ログイン(?:が必要|してください)|로그인(?:이 필요|하세요|해 주세요)|(?:masuk|login) untuk",
    unless=r"[^.\n]{0,60}(?:comment|komment|coment|repl|post|vote|コメント|댓글)",
)
_MISSING = _table(
    r"(?:error|http) 404\b|404(?: error|\W*$|\W*(?:page|not|seite|página|[|:\u2013\u2014-]))(?!s)|(?:page|article|story|content|post) (?:was |is |could )?not (?:be )?found|not found$",
    r"(?:this|the|that) (?:page|article|story|content|post)(?: you(?:'|\u2019| a)re looking for| you requested)? (?:does ?n[o'\u2019]t|does not|no longer) exist",
    r"(?:this|the) (?:page|article|story|content|post)(?: (?:that )?you\S*(?: \w+){1,3}?)? (?:is |has been )?(?:no longer available|removed|unavailable|deleted)",
    r"(?:we )?(?:can(?:'|\u2019)t|cannot|couldn(?:'|\u2019)t|could not) find (?:that|the|this) (?:page|article|story)|nothing (?:was )?found",
    r"oops!? (?:that|this) page|page (?:doesn(?:'|\u2019)t exist|unavailable|missing)",
    r"(?:die )?(?:seite|artikel) (?:wurde )?(?:leider )?(?:konnte )?(?:nicht|existiert nicht|nicht mehr) ?(?:gefunden|verfügbar|vorhanden|mehr)?$",
    r"seite (?:wurde )?nicht gefunden|nicht mehr verfügbar",
    r"page (?:non trouvée|introuvable)|cette page n(?:'|\u2019)existe (?:pas|plus)|article introuvable",
    r"página no encontrada|(?:esta )?página no existe|no (?:se )?(?:ha )?encontra(?:do|mos) la página|ya no está disponible",
    r"pagina non (?:trovata|esiste|disponibile)|página não (?:encontrada|existe)|não encontramos (?:a|essa) página",
    r"ページが(?:見つかりません|存在しません)|お探しのページ|페이지를 찾을 수 없|존재하지 않는 페이지|halaman tidak (?:ditemukan|ada)",
)
_EMPTY = _table(
    r"(?:this |the )?domain (?:name )?(?:\S+ )?(?:is|may be) (?:for sale|parked|available for purchase|expired)|buy this domain|domain parking",
    r"index of /|welcome to nginx|apache2? \w+ default page|it works!$|default web ?page|website is under construction",
    r"diese domain (?:steht zum verkauf|ist zu verkaufen)|ce (?:nom de )?domaine est à vendre|este dominio está (?:en venta|a la venta)",
    r"questo dominio è in vendita|este domínio está à venda|このドメインは|이 도메인은|domain ini dijual",
)


def wall(shown: Shown) -> str | None:
    """Why a page is no article, as the second half of a sentence; None where it is one, or where nobody can tell."""
    if not shown.is_article and _is_check(shown):
        return _CHECK
    told = _prose(p for p in _paragraphs(shown.text) if len(p) > _PROMPT or not _PAY.search(p))
    other = _prose(p for p in _paragraphs(shown.text) if not _PRIVACY.search(p))
    return None if min(told, other) >= _MISSING_PROSE else _in_place(shown, told, other)


def _in_place(shown: Shown, told: int, other: int) -> str | None:
    """What a page with little prose is in place of an article.

    Args:
        shown: the page.
        told: letters of its prose that do not ask for money.
        other: letters of its prose that do not speak of privacy.
    """
    if any(_MISSING.search(title) and len(title) <= _HEADLINE for title in shown.titles):
        return _NOT_THERE
    everything = shown.everything()[:_MOST]
    if other < _ARTICLE_PROSE and _is_consent(shown, everything):
        return "this is a consent page, not the article."
    if told < _PROSE and (shown.is_paid or _said(_PAY, shown.titles, everything)):
        return "the article is behind a paywall, and next to nothing of it is shown."
    is_short = told < (_ARTICLE_PROSE if shown.is_article else _PROSE)
    if not is_short or _prose(_paragraphs(everything)) >= _MISSING_PROSE:
        return None
    if _needs_scripts(shown):
        return _NOTHING_SHOWN
    return next((reason for phrases, reason in _INSTEAD if _said(phrases, shown.titles, everything)), None)


_NOT_THERE = "the page is not there; the site says so with a page of its own."
_CHECK = "the site wants to know whether a person is asking; this is its check, not the article."
_NOTHING_SHOWN = "its text is shown to browsers that run scripts only; nothing of it is here."
_INSTEAD = (
    (_BOT, _CHECK),
    (_ELSEWHERE, "the site does not show it in the country from which it was asked."),
    (_LOGIN, "the site wants its readers to log in first; this is no article."),
    (_MISSING, _NOT_THERE),
    (_EMPTY, "nobody publishes anything here; the address is parked or empty."),
)


def without_prompts(text: str) -> str:
    """A text without the lines below its first that ask its reader to pay, and the buttons below those."""
    kept: list[str] = []
    asked = False
    for line in text.split("\n"):
        found = _PAY.search(line) if len(line) <= _PROMPT else None
        if kept and found and found.start() <= _PROMPT_BEGIN:
            asked = True
        elif not (asked and _PAY_BUTTON.fullmatch(line)):
            kept.append(line)
    return "\n".join(kept).strip() if asked else text


def _is_check(shown: Shown) -> bool:
    """Whether the whole headline is a bot check's, and what follows is no longer than one explains itself."""
    titles = (title.rstrip(" .!?\u2026") for title in shown.titles)
    said = any((found := _BOT.match(title)) and found.end() >= len(title) for title in titles)
    return said and sum(map(_letters, _paragraphs(shown.text))) < _CHECK_PROSE


def _needs_scripts(shown: Shown) -> bool:
    """Whether it says that it needs scripts, and nothing else but its headline."""
    if not _SCRIPTS.search(shown.text[:_MOST]):
        return False
    lines = (line for line in shown.text[:_MOST].splitlines() if not _SCRIPTS.search(line))
    return sum(_letters(line) for line in lines if line.strip(" #") not in shown.titles) < _LEAST


def _is_consent(shown: Shown, everything: str) -> bool:
    """Whether it speaks of consent, and there is something to choose."""
    if len(everything) > _NOTICE or shown.is_article or not _said(_CONSENT, shown.titles, everything):
        return False
    lines = (line.strip(" •-[]") for line in (*everything.splitlines(), *shown.buttons()))
    return any(len(line) <= _HEADLINE and _CHOICE.match(line) for line in lines)


def _said(phrases: re.Pattern[str], titles: Iterable[str], text: str) -> bool:
    return any(phrases.search(title) for title in titles) or phrases.search(text) is not None


def _paragraphs(text: str) -> Iterator[str]:
    """Lines that are neither headings nor buttons."""
    return (line for line in text[:_MOST].splitlines() if _letters(line) >= _PARAGRAPH)


def _prose(lines: Iterable[str]) -> int:
    """The letters of the lines, as many as matter."""
    letters = 0
    for line in lines:
        letters += _letters(line)
        if letters >= _MISSING_PROSE:
            break
    return letters


def _letters(text: str) -> int:
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))
