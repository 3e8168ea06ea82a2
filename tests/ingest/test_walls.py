import pytest

from tracker.ingest.walls import Shown, wall, without_prompts

PROSE = (
    "The keeper has been seen on the ferry with a suitcase and a cage, and the writers are back in their room. "
    "Two people who work on it expect the third season in late 2026, if the storm scenes can be shot in time.\n"
) * 4


def shown(
    text: str, *titles: str, is_article: bool = False, is_paid: bool = False, buttons: tuple[str, ...] = ()
) -> Shown:
    return Shown(titles, text, lambda: text, lambda: buttons, is_article=is_article, is_paid=is_paid)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            shown("We use cookies. So do our 238 partners, if you let them.\nAccept all\nManage my settings"),
            "consent",
        ),
        (
            shown(
                "Before you continue to the harbour, a word on cookies.", buttons=("Reject all", "Accept all")
            ),
            "consent",
        ),
        (
            shown(
                "Wir und unsere 238 Partner verwenden Cookies, wenn Sie einwilligen.",
                buttons=("Alle akzeptieren",),
            ),
            "consent",
        ),
        (shown("Nous respectons votre vie privée.", buttons=("Tout accepter",)), "consent"),
        (shown("Utilizamos cookies propias y de terceros.", buttons=("Aceptar todo",)), "consent"),
        (shown("Utilizziamo i cookie.", buttons=("Accetta",)), "consent"),
        (shown("The keeper waits.\nSubscribe to continue reading."), "paywall"),
        (shown("The keeper waits.", is_article=True, is_paid=True), "paywall"),
        (shown("Der Wärter wartet. Dieser Artikel ist nur für Abonnenten."), "paywall"),
        (shown("Contenu réservé aux abonnés"), "paywall"),
        (shown("Contenido exclusivo para suscriptores"), "paywall"),
        (shown("Articolo riservato agli abbonati"), "paywall"),
        (shown("Conteúdo exclusivo para assinantes"), "paywall"),
        (shown("この記事は有料会員限定です"), "paywall"),
        (shown("Enable JavaScript and cookies to continue", "Just a moment..."), "person is asking"),
        (shown("Please verify you are human by completing the action below."), "person is asking"),
        (shown("Bitte bestätigen Sie, dass Sie ein Mensch sind."), "person is asking"),
        (shown("Loading...", "Making sure you're not a bot!"), "person is asking"),
        (shown(PROSE, "Making sure you\u2019re not a bot!"), "person is asking"),
        (shown("Please enable JS and disable any ad blocker", "quay.example"), "person is asking"),
        (
            shown(
                "The keeper\n6 months ago\nYou need to enable JavaScript to run this app.",
                "The keeper",
                is_article=True,
            ),
            "run scripts only",
        ),
        (shown("JavaScript ist deaktiviert."), "run scripts only"),
        (shown("We recognise where you are.", "451: Unavailable due to legal reasons"), "country from which"),
        (shown("Dieser Inhalt ist nicht in Ihrem Land verfügbar."), "country from which"),
        (shown("Log in to continue"), "log in first"),
        (shown("Melden Sie sich an, um weiterzulesen. Sie müssen angemeldet sein"), "log in first"),
        (shown("Look elsewhere.", "Page not found | Quay"), "not there"),
        (shown("Look elsewhere.", "404"), "not there"),
        (shown("The article you requested is no longer available."), "not there"),
        (shown("Suchen Sie weiter.", "Seite nicht gefunden"), "not there"),
        (shown("Cherchez ailleurs.", "Page introuvable"), "not there"),
        (shown("Busque en otra parte.", "Página no encontrada"), "not there"),
        (shown("お探しのページは削除されました"), "not there"),
        (shown("페이지를 찾을 수 없습니다"), "not there"),
        (shown("Halaman tidak ditemukan"), "not there"),
        (shown("The domain quay.example is for sale."), "parked"),
        (shown("Index of /files"), "parked"),
    ],
)
def test_a_page_in_place_of_an_article_is_told(page: Shown, reason: str) -> None:
    assert reason in (wall(page) or "")


@pytest.mark.parametrize(
    "page",
    [
        shown(PROSE + "Subscribe to continue reading."),
        shown(PROSE, "Why we see so many 404 pages: page not found, explained at length and for everybody"),
        shown(PROSE, "Page not found"),
        shown(PROSE[:420] + "\nSubscribe to continue reading.", is_article=True, is_paid=True),
        shown(PROSE + "We use cookies.\nAccept all"),
        shown("The keeper is back, and so is the storm.\nYou must be logged in to post a comment."),
        shown(
            "The keeper is back, and so is the storm. It was about time, they say on the island, and it rains.",
            is_article=True,
        ),
        shown("The keeper is back.\nSign up for our newsletter.\nCookie policy\nAccept all", is_article=True),
        shown("keeper"),
        shown(
            "The keeper is back in October.\nYou need to enable JavaScript to run this app.", is_article=True
        ),
        shown(PROSE, "Are you a robot?", is_article=True),
        shown(PROSE, "Just a moment... that the keeper will not forget"),
        shown(PROSE + "This video is not available in your country."),
        shown(
            "灯台守は来年の秋に帰ってくる、とスタジオは月曜日に発表した。第三シーズンは現在撮影中で、いつ見られるかはまだ誰も知らない。"
            * 4
            + "\n会員限定記事"
        ),
    ],
)
def test_an_article_is_none_whatever_it_is_about(page: Shown) -> None:
    assert wall(page) is None


@pytest.mark.parametrize(
    "subject", ["cookies and consent", "paywalls", "404 pages", "bot checks that ask whether you are human"]
)
def test_an_article_about_walls_is_read(subject: str) -> None:
    text = (
        f"Much has been written about {subject}, and most of it is wrong. "
        "Before you continue, they say, and: subscribe to continue reading; verify you are human; log in to continue.\n"
        "Accept all\nOn the island nobody does, since there is but one computer, and the keeper sits in front of it. "
        "He reads about the weather, which he could see if he turned around, and about a show that he does not know he is in. "
        "When the lamp goes out he gets up, and when it is lit again he sits down.\n"
    ) * 2

    assert wall(shown(text, f"All about {subject}")) is None


def test_what_asks_the_reader_to_pay_is_cut_with_the_buttons_below() -> None:
    prompts = (
        "Keep reading with a 7-day free trial\nSubscribe to Quay to keep reading this post and get 7 days of free access.\n"
        "Start trial\nAlready a paid subscriber? Sign in\nSubscribe to continue reading."
    )

    assert without_prompts(f"The keeper\n{PROSE}{prompts}\nMore soon.") == f"The keeper\n{PROSE}More soon."


@pytest.mark.parametrize(
    "text",
    [
        "Keep reading with the keeper\n\nHe knows how.",
        "The keeper\nSign in\nSubscribe",
        "The keeper\nHe went up and told everybody who asked him why: subscribe to continue reading.",
        f"The keeper\nSubscribe to continue reading. {PROSE.splitlines()[0]}",
    ],
)
def test_what_only_speaks_of_paying_stays(text: str) -> None:
    assert without_prompts(text) == text
