"""Words that announce a role in any newsroom: in the text, in the heading above, in class names.

Words learned from the training pages would be those of their sites. These short lists hold what the
trade says everywhere, in its languages. They are evidence, not rules: each is a column, and the
model weighs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from articlekit.features.vocabulary import class_words

_TEXT: Final[dict[str, str]] = {
    "byline": """
        by von par por di door av af tekst text autor autorin author auteur autore autora
        redaktion reporter correspondent written words story przez napisał автор текст kirjoittaja
        reported|by written|by words|by""",
    "date": """
        published updated posted modified ago uhr stand aktualisiert veröffentlicht publié
        actualizado publicado pubblicato aggiornato gepubliceerd bijgewerkt publicerad uppdaterad
        julkaistu publikováno aktualizováno opublikowano aktualizacja опубликовано обновлено
        yayınlanma güncelleme min read|time lesezeit last|updated first|published mis|à mis|en""",
    "credit": """
        photo photos photograph photographer photography image images picture credit credits
        courtesy getty reuters afp ap dpa epa efe ansa shutterstock istock alamy imago pixabay
        unsplash foto fotos fotograf bild bilder grafik quelle illustration crédit crédits imagen
        fotografía kuva zdroj фото via copyright ritzau tt ntb apa keystone lusa pa xinhua""",
    "related": """
        related see|also also|on also|read read|also read|more read|next more|on lesen|sie
        mehr|zum mehr|dazu siehe|auch auch|interessant zum|thema lies|auch lire|aussi à|lire
        voir|aussi sur|le lea|también lee|también te|puede ver|también leia|também leia|mais
        veja|também saiba|mais leggi|anche lees|ook läs|också läs|mer läs|även les|også læs|også
        lue|myös czytaj|też zobacz|też czytaj|także zobacz|także čtěte|také čtěte|více
        читайте|также читайте|також читать|далее baca|juga further|reading don|t relacionadas
        relacionados relacionado""",
    "recirc": """
        most|read most|popular most|viewed trending popular latest recommended recent|posts
        more|from more|stories more|news top|stories editor|s you|may you|might meistgelesen
        beliebt neueste aktuelle weitere|artikel das|könnte mehr|aus empfehlungen les|plus à|la
        dernières más|leídas más|leído lo|más últimas mais|lidas più|letti ultime meest|gelezen
        mest|läst mest|lest nyeste senaste najczęściej najnowsze nejčtenější популярное последние
        previous next newer older vorheriger nächster suivant précédent""",
    "promo": """
        newsletter newsletters subscribe subscription subscriber subscribers sign|up sign|in
        log|in free|trial donate donation support|us membership become app download advertisement
        anzeige werbung sponsored abonnieren abonnement abonnenten abo angebot angebote testen
        spenden jetzt inscrivez s|abonner abonnez publicité suscríbete suscripción suscribirse
        publicidad assine assinante iscriviti abbonati pubblicità inschrijven aanmelden
        prenumerera annons tilaa prenumerata odběr předplatné подписаться подписка реклама podcast
        buy shop deal deals whatsapp telegram free join unlimited exclusive access inbox delivered
        discount gratis kostenlos kostenlose kostenlosen gratuit gratuitement gratuita anytime
        per|month pro|monat par|mois price preis prix precio euro amazon offer offers register
        registrieren course tickets stay|up updates weekly daily coupon""",
    "note": """
        editing|by reporting|by edited|by additional|reporting correction corrections
        clarification editor|s this|article this|story an|earlier earlier|version originally
        originally|published first|published first|appeared disclaimer disclosure with|agencies
        with|files with|material mit|material dieser|artikel dieser|beitrag korrektur anmerkung
        hinweis transparenzhinweis quellen sources references cet|article avec|afp este|artículo
        con|información redazione dpa agencies agenturen pti ians""",
    "bio": """
        editor reporter correspondent journalist columnist writer author freelance covers joined
        previously graduate professor lecturer fellow director researcher based lives studied
        redakteur redakteurin korrespondent journalistin autor autorin schreibt studierte arbeitet
        geboren leitet berichtet journaliste rédacteur rédactrice spécialiste periodista redactor
        redactora licenciado licenciada jornalista repórter formado giornalista redattore nato
        redacteur verslaggever dziennikarz redaktor журналист about|the über|den über|die sobre|el
        à|propos follow email her|work his|work is|a is|an is|the ist|freier est|journaliste""",
    "tag": """
        tags tag topics topic themes keywords filed|under themen schlagworte schlagwörter
        stichworte mots|clés sujets thèmes temas etiquetas assuntos argomenti onderwerpen ämnen
        emner aiheet tagi tematy témata štítky темы теги related|topics in|this""",
    "comment": """
        comments comment reply replies says wrote posted kommentare kommentar kommentieren
        antworten sagt schrieb commentaires commentaire répondre comentarios comentario responder
        comentários commenti rispondi reacties reageren kommentarer svar kommentit komentarze
        odpowiedz komentáře комментарии ответить cancel""",
    "keypoint": """
        key|points key|takeaways takeaways highlights at|a in|brief summary tl|dr auf|einen
        das|wichtigste das|wesentliche kernpunkte zusammenfassung kurz|gefasst l|essentiel en|bref
        résumé claves puntos|clave en|breve resumo in|sintesi samenvatting sammanfattning
        w|skrócie what|to""",
    "share": """
        share facebook twitter linkedin pinterest whatsapp email print copy|link teilen drucken
        merken partager imprimer compartir imprimir condividi stampa delen dela del jaa udostępnij
        sdílet поделиться bookmark save listen xing reddit flipboard mastodon bluesky""",
    "legal": """
        cookie cookies privacy terms rights|reserved all|rights impressum datenschutz agb contact
        kontakt imprint consent mentions|légales confidentialité aviso|legal privacidad
        privacidade privacy|policy login account skip|to menu search suche recherche buscar cerca
        zoeken sök""",
    "appeal": """
        click|here find|out learn|more check|out read|our visit|our visit|us contact|us reach|out
        get|in in|touch call|us stay|tuned join|us follow|us follow|me like|us try|our book|a
        schedule|a get|started request|a our|newsletter our|app our|free our|website our|team
        our|podcast download|our download|the to|download sign|up subscribe|now subscribe|to
        support|our consider|supporting we|d let|us your|inbox your|email inbox order|now buy|now
        shop|now get|your save|on for|more more|information for|the breaking|news the|app
        hier|klicken hier|geht geht|s mehr|informationen weitere|informationen jetzt|bestellen
        folgen|sie folgt|uns folge|uns auf|dem dem|laufenden melden|sie schreiben|sie kontaktieren
        besuchen|sie finden|sie lesen|sie erfahren|sie hören|sie erhältlich tickets
        cliquez|ici en|savoir savoir|plus suivez|nous rejoignez contactez retrouvez découvrez
        téléchargez haga|clic haz|clic más|información síguenos síganos únete contáctenos descubre
        descarga clique|aqui saiba|mais siga|nos acompanhe baixe entre|em clicca|qui scopri seguici
        iscriviti contattaci klik|hier volg|ons meld|je bekijk klicka|här följ|oss anmäl|dig
        klik|her følg|os klikk|her følg|oss klikkaa|tästä seuraa zapraszamy kliknij obserwuj
        dołącz sledujte klikněte přihlaste подписывайтесь присоединяйтесь читайте скачайте""",
    "address": """
        you your yours we our us du dich dir dein deine euch ihr euer unser unsere uns wir ihnen
        vous votre vos nous notre nos tu te ti tus nosotros nuestro nuestra usted ustedes você seu
        sua nós nosso nossa voi vostro noi nostro nostra je jouw wij ons onze ni er vi vår vårt
        våra jer os vores dere oss sinä te meidän teidän wy was nas nasz nasza wasz vy vás nás naše
        вы вас вам мы нас наш наша""",
    "menu": """
        home startseite accueil inicio início hjem hem etusivu úvod strona|główna главная contents
        inhalt inhaltsverzeichnis table|of sommaire índice indice menu menü archive archives archiv
        sitemap blog blogs forum forums website back|to zurück retour volver atrás you|are
        sie|befinden categories kategorien catégories categorías""",
    "dialog": """
        please bitte error errors oops wrong went|wrong thank|you thanks danke merci gracias
        success successfully submit submitting loading loaded javascript browser enable disable
        required fehler fehlgeschlagen erfolgreich geladen gefunden not|found try|again versuchen
        leave|a field fields veuillez obligatoire obligatorio por|favor favor something|went close
        schließen fermer cerrar chiudi sluiten confirm browser|does captcha password passwort""",
    "speech": """
        said says told tells added according|to argued explained noted wrote announced stated
        sagte sagt erklärte erklärt betonte teilte laut zufolge sprach
        dit déclaré affirmé expliqué selon estime indiqué dijo dice afirmó explicó según señaló
        aseguró disse afirmou explicou segundo contou detto spiegato secondo afferma zei zegt
        vertelt volgens meldt säger sade enligt siger sagde ifølge sier sa sanoi mukaan kertoo
        powiedział powiedziała mówi według dodał řekl řekla uvedl podle говорит сказал заявил
        сообщил сообщает словам отметил""",
}
TEXT_LEXICONS: Final = tuple(_TEXT)

_CLASSES: Final[dict[str, str]] = {
    "body": """
        article|body article|content article|text entry|content post|content post|body story|body
        story|text story|content articlebody articletext articlecontent body|text body|copy
        bodytext bodycopy richtext rich|text paragraph* main|content prose content|body fulltext
        copytext""",
    "headline": "headline* title titles heading titulo titre titolo überschrift hed",
    "dek": """
        dek deck standfirst stand|first subtitle* subhead* sub|title sub|headline sub|head
        sub|heading lead lede summary intro* chapo chapeau vorspann entradilla bajada sottotitolo
        sommario abstract ingress excerpt description perex anons anleser unterzeile untertitel
        leadtext leadin leadparagraph introtext preface preamble overview""",
    "kicker": """
        kicker eyebrow overline dachzeile flag label category categories rubric* rubrik section
        topper occhiello volanta topline""",
    "byline": """
        byline* author* writer contributor* auteur* autor* reporter* verfasser redakt* creator
        signature firma by|line writtenby""",
    "date": "date* time* publish* posted stamp fecha datum updated pubdate",
    "caption": """
        caption* legend* bildunter* figcaption figure wp|caption pie|foto piefoto didascalia
        cutline img|text imagetext bildtext""",
    "credit": "credit* copyright* source* photographer* quelle attribution rights fotograf",
    "bio": """
        bio biograph* author|box author|info author|desc author|description author|card author|bio
        author|profile author|about authorbox authorbio about|author about|the profile vita
        bioline""",
    "related": """
        relat* see|also read|more read|also further verwandt* associ* linkbox inline|link mehr|zum
        readmore readalso alsoread""",
    "recirc": """
        recirc* recommend* most|read most|popular most|viewed mostread popular* trending latest
        more|from more|stories more|news teaser* card cards river feed carousel ranking suggest*
        next prev* outbrain taboola sidebar widget* textwidget slider swiper""",
    "promo": """
        newsletter* promo* subscri* paywall* ad ads advert* sponsor* donat* campaign* cta abo
        offer* signup banner* market* commerce shop* podcast* piano tinypass regwall reg""",
    "note": """
        correction* editor|note footnote* disclaim* disclos* tagline agency note notes endnote*
        infobox""",
    "tag": "tag tags topic* keyword* taxonomy schlagw* theme themen tema temas mots",
    "comment": "comment* disqus discussion* kommentar* coral respond* reply",
    "share": """
        share* social* sharing toolbar tools bookmark* print follow* addthis facebook twitter
        linkedin whatsapp pinterest instagram youtube xing reddit telegram email mail""",
    "chrome": """
        nav nav* menu* header footer* cookie* consent modal overlay popup search*
        login skip gdpr masthead topbar navbar""",
    "hidden": "hidden hide sr|only visually screen|reader invisible offscreen none",
    "quote": "quote* pullquote* zitat* testimonial* blockquote",
    "list": """
        key|point key|points keypoint* takeaway* highlights bullet* at|glance toc table|contents faq
        accordion""",
    "crumb": "breadcrumb* crumb crumbs brotkrume* ariane pathway breadcrum",
    "dialog": """
        error errors success fail tooltip* loading loader placeholder status alert* message messages
        notice notification* feedback captcha form field input required""",
    "pager": "next prev previous pagination* pager paging older newer pagenav postnav",
    "media": """
        video* player gallery photo photos image images img picture thumb thumbnail* logo logos icon
        icons avatar* slideshow audio media""",
    "person": "person profile name vcard fn job people team staff avatar* contact gravatar",
    "shop": "price prices product products buy rating review deal deals ticket* coupon affiliate*",
    "toc": "toc contents anchor jump inhaltsverzeichnis tableofcontents",
    "live": "live|blog live|post live|update liveblog* ticker* timeline* update",
}  # fmt: skip
CLASS_LEXICONS: Final = tuple(_CLASSES)

_STEM_LENGTHS: Final = range(3, 13)


class Lexicon(NamedTuple):
    """Bits of words, of pairs of words ("a b") and of stems (without their star)."""

    words: dict[str, int]
    pairs: dict[str, int]
    firsts: frozenset[str]
    """First words of pairs."""
    seconds: frozenset[str]
    stems: dict[str, int]
    stem_starts: frozenset[str]
    """First letters of stems, as many as the shortest stem has."""


def _compile(lexicons: dict[str, str]) -> Lexicon:
    words: dict[str, int] = {}
    pairs: dict[str, int] = {}
    stems: dict[str, int] = {}
    for bit, listed in enumerate(lexicons.values()):
        for word in listed.split():
            kind = pairs if "|" in word else stems if word.endswith("*") else words
            key = word.replace("|", " ") if kind is pairs else word.rstrip("*")
            kind[key] = kind.get(key, 0) | 1 << bit
    return Lexicon(
        words,
        pairs,
        firsts=frozenset(pair.partition(" ")[0] for pair in pairs),
        seconds=frozenset(pair.partition(" ")[2] for pair in pairs),
        stems=stems,
        stem_starts=frozenset(stem[: _STEM_LENGTHS[0]] for stem in stems),
    )


TEXT_LEXICON: Final = _compile(_TEXT)
_CLASS_LEXICON: Final = _compile(_CLASSES)


@lru_cache(maxsize=8192)
def class_mask(names: str) -> int:
    """Return which of `CLASS_LEXICONS` class names use, one bit each.

    >>> class_mask("article-body__text") == class_mask("ArticleBody text")
    True
    >>> [name for bit, name in enumerate(CLASS_LEXICONS) if class_mask("captions") >> bit & 1]
    ['caption']
    """
    words = class_words(names)
    mask = _pair_mask(words, _CLASS_LEXICON)
    for word in words:
        mask |= _word_mask(word)
    return mask


def _pair_mask(words: Sequence[str], lexicon: Lexicon) -> int:
    """Return the bits of every two words that follow each other."""
    mask = 0
    if not lexicon.seconds.isdisjoint(words):
        for first, second in pairwise(words):
            if first in lexicon.firsts and second in lexicon.seconds:
                mask |= lexicon.pairs.get(f"{first} {second}", 0)
    return mask


@lru_cache(maxsize=16384)
def _word_mask(word: str) -> int:
    """Return the bits of a word of a class name and of its stems."""
    mask = _CLASS_LEXICON.words.get(word, 0)
    if word[: _STEM_LENGTHS[0]] in _CLASS_LEXICON.stem_starts:
        for length in _STEM_LENGTHS:
            mask |= _CLASS_LEXICON.stems.get(word[:length], 0)
    return mask
