"""The vocabulary of bylines in the languages of news sites, as patterns.

Each list is open: a word that a page prints is added where it belongs.
"""

from __future__ import annotations

import re
from typing import Final


def _any(*lines: str) -> str:
    """Join alternatives that are written line by line.

    >>> _any("by|von", "par")
    'by|von|par'
    """
    return "|".join(lines)


_BY_VERBS = _any(
    "written|posted|published|authored|reported|contributed|insights|story|words?|text|article",
    "post|report|opinion|analysis|column|interview|kolumne|kommentar|artikel|beitrag|geschrieben",
    "(?:this|the) (?:post|article|story|guide) (?:was|is) written",
    "eingetragen|veröffentlicht|gepostet|un texte|texte|texto|publicado|publié|escrito|scritto",
)
_BY_PREPOSITIONS = "by|von|vom|par|por|di|door|av|af|przez|oleh|от|від|from"
_BY_NOUNS = _any(
    "authors?|author of the article|contributors?(?=:)|autor(?:en|in|a|es|i)?|auteurs?",
    "verfasser(?:in)?",
    "redaktion(?=:)|reporters?|writer|penulis|текст|автор|yazan|pubblicato da|a cura di",
    "skrevet af|text|投稿者|撰文|文|取材|文责|作者|责编|責編|责任编辑|執筆|著者",
)
BY: Final = re.compile(
    # "with Maja Lund" signs only where nothing but a name follows.
    r"^(?:with|mit)\s+(?-i:(?=(?:[A-ZÀ-Þ]\S*\s+){1,3}[A-ZÀ-Þ]\S*$))|"
    r"\w{0,12}(?:记者|記者|通讯员)(?:\s*[:：]\s*|\s+)(?=\S)|"
    # "AF Lowmouth" is a name, not the Danish "af"; "BY Maja Lund" is still a signature.
    rf"(?:^|(?<=[\s|•·:~/,–—-]))(?-i:(?!(?:AF|AV|DE|DI)\s))(?:(?:(?:{_BY_VERBS})\s+)?(?:{_BY_PREPOSITIONS})|{_BY_NOUNS})"
    r"(?:\s*[:：●/／]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
"""What announces an author."""

HANDLE_BEFORE: Final = re.compile(r"([a-z][\w.-]{1,39})\s+(?:am|on|in|at|um|le|il|el|op|den)\b")
"""A user name in small letters before the day: "von seabird am 5. März"."""

GLUED_BY: Final = re.compile(
    r"(?:^|(?<=[\s|•·]))(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|Author|Autor)(?=[A-ZÀ-Þ][a-zà-ÿ])"
)
"""The same where a style sheet sets the space: ``byMaja Lund``."""

_OTHER_TASKS = _any(
    "edited|reviewed|(?:fact[- ]?)?checked|medically|researched|translated|photograph(?:s|ed|y)?",
    r"photos?|illustrat\w{2,8}|art|graphics?|produced|übersetzt|fotos?|illustration",
)
OTHER_HANDS: Final = re.compile(
    rf"\b(?:{_OTHER_TASKS})\s(?:reviewed\s)?(?:by|von|par|por|di)\b[^|•]*|"
    r"\beditors?\s?:[^|•]*|\b(?:photo|image|bild|foto)?\s?(?:credits?|courtesy|quelle|source|copyright)\s?:[^|•]*",
    re.IGNORECASE,
)
"""People who did something else than writing."""

_WRITING = _any(
    "text|texts|words?|story|writing|report|reporting|reportage|texte|textes|texto|textos|testo",
    "testi|tekst|teksten|tekster|текст",
)
_MAKING = _any(
    "research|photos?|photographs|photography|pictures?|images?|videos?|graphics?|illustrations?",
    "design|audio|data|recherchen?|fotos?|bild|bilder|grafik(?:en)?|illustrationen|video|recherches",
    "dessins|vidéos?|images|fotografías?|imágenes|vídeos?|imagens|immagini|foto's|фото",
)
_PARTING = r"(?:\s?[,/&+]\s?|\s(?:and|und|et|y|e|en|og|och|ja|i|и)\s)"
SEVERAL_TASKS: Final = re.compile(
    rf"\b(?:(?:(?:{_MAKING}){_PARTING}){{1,2}}(?:{_WRITING})|(?:{_WRITING})(?:{_PARTING}(?:{_MAKING})){{1,2}})"
    r"(?:\s?[:：]\s?|\s(?:by|von|par|por|di|door|av|af)\s)",
    re.IGNORECASE,
)
"""What announces somebody who wrote and did more: "Text and research:", "Words and photos by"."""

_STOP_WORDS = _any(
    r"(?:last\s+)?updat\w*|published|posted|zuletzt|aktualisiert|veröffentlicht|erschienen|stand",
    "publicado|publié|mis à jour|modified|edited by|fact[- ]checked|medically|reviewed by",
    "kategorien?|category|categories|schlagwörter|tags?|follow|share|datum|date|subscribe",
    r"kommentare?|comments?|hinterlasse|schreibe|leave|loading|min(?:utes?)?\s+read|lesezeit",
    r"\d[\d–-]{0,5}\s*(?:min|comment|kommentar)\w*|illustrations?|art by|fotos?|photos?",
    r"photograph\w*|image|video|translated|übersetz\w*|twitter|facebook|linkedin|instagram",
    "email|e-mail|rss|read more|mehr|full bio|view (?:in|all|more|bio|profile|posts?)|see all",
    "sponsored",
)
STOP: Final = re.compile(rf"\b(?:{_STOP_WORDS})\b.*", re.IGNORECASE | re.DOTALL)
"""Where the names of a byline end."""

_AND_WORDS = "and|und|et|y|e|en|og|och|ja|i|и|та|dan|ve|&"
LIST: Final = re.compile(
    rf"\s*[,、，]\s*(?:(?:{_AND_WORDS}|a)\s+)?|"
    rf"\s+(?:{_AND_WORDS}|im gespräch mit|in conversation with)\s+",
    re.IGNORECASE,
)
"""What parts several authors."""
AND: Final = re.compile(rf"\s+(?:{_AND_WORDS})\s+", re.IGNORECASE)

CREDENTIAL: Final = re.compile(
    r"[A-Z]{2,6}(?:-[A-Z]{1,4})?®?|(?:[A-Z][a-z]{0,2}\.\s?){1,4}[A-Z]?\.?|Jr|Sr|II|III|IV|"
    r"PhD|DPhil|EdD|PsyD|PharmD|MSc|BSc|MEd|Esq"
)
"""What stands after a name and a comma, and belongs to it."""

_ROLE_WORDS = _any(
    "editor|editors|writer|reporter|correspondent|journalist|columnists?|producer|director|manager",
    "founder|ceo|cto|president|professor|analyst|contributor|staff|head|chief|specialist|expert",
    "author|fellow|lecturer|researcher|engineer|consultant|dietitian|physician|attorney|lead",
    "officer|strategist|reviewer|gardener|horticulturalist|gastroenterologist|blogger|intern",
    r"freelancer?|editorial|for|special to|redakteur\w*|redaktor\w*|redakcja|korrespondent\w*",
    r"journalist\w*|reporterin|chefredakt\w*|volontär\w*|ressort\w*|leiter\w*|redaktion\w*|autorin",
    r"corresponsal|periodista|redactor\w*|redacción|rédact\w*|envoyé\w*|giornalista|redattore",
    r"repórter|jornalista|redaktør\w*|toimittaja|dziennikarz\w*|korespondent\w*|desk|team|news",
)
ROLE: Final = re.compile(rf"\b(?:{_ROLE_WORDS})\b|編集長|编辑", re.IGNORECASE)
"""What somebody is, not who."""

_LEADING_ROLES = _any(
    r"[\w-]{0,20}(?:experte|expertin|redakteur|redakteurin|korrespondent|korrespondentin)",
    "autorin|reporterin|rechtsanw[aä]lt(?:in)?|journalist(?:in|e)?|reporter|correspondent",
    "guest columnist|columnist|staff writer|staff reporter|political editor|editor|escribe",
)
LEADING_ROLE: Final = re.compile(
    rf"^(?:{_LEADING_ROLES})\s+(?-i:(?=[A-ZÀ-Þ]\S*\s+[A-ZÀ-Þ]))", re.IGNORECASE
)
"""A role before a full name."""

_DESKS = "redaktion|redaction|redazione|redactie|redakcja|rédaction"
DESK: Final = re.compile(
    r"(?:the |die |la )?(?:[\w.&'-]{1,30} ){0,3}"
    rf"(?:team|staff|staff writers?|desk|web desk|editors|editorial board|newsroom|{_DESKS})|"
    r"(?:redacci[oó]n|redazione|la rédaction|redaksi|redaktion|redakcja)(?: [\w.&'-]{1,30}){0,4}|"
    r"(?:online-?|sport-?)?redaktion",
    re.IGNORECASE,
)
"""A desk that signs as a whole."""

_AGENCIES = _any(
    "associated press|agence france-presse|deutsche presse-agentur|press association|reuters",
    "bloomberg|afp|dpa|apa|efe|ansa|ap|upi|ani|pti|sid|epd|kna|agenturen|agencies|agencias",
    "agences|agenzie",
)
AGENCY: Final = re.compile(
    r"(?:[,/&]\s*|\s+(?:(?:and|with|mit|avec|con|for|/)\s+)?)(?:the\s+)?"
    rf"(?:{_AGENCIES})(?=\s*(?:$|[,/|&]))",
    re.IGNORECASE,
)
"""A news agency fused to the name before it."""

KOREAN_ROLE: Final = re.compile(
    r"(?<=[가-힣])\s*(?:기자|특파원|논설위원|객원기자|인턴기자)(?:\s*외\s*\d+명)?(?=\s|$|,)"
)
"""The role that Korean bylines put after the name, and "and two others"."""

PARTICLES: Final = frozenset(
    "von van de der den del della di da do dos das du la le los las el al bin ibn ben bint zu zur "
    "zum vom ter ten te y i e af av of the und and d' st o' 't dela degli dei abu".split()
)
"""Small words inside names."""

NOT_NAMES: Final = frozenset(
    "home news share print admin administrator author authors by anonymous guest unknown none null "
    "undefined n/a user subscribe follow opinion politics sport sports business world culture "
    "politik wirtschaft kultur panorama feuilleton wissen gesellschaft ausland inland politique "
    "économie política economía deportes sociedad cronaca politica economia esportes "
    "worldnews localnews breakingnews topstories latestnews uspolitics middleeast realestate "
    "mentalhealth humanrights healthcare climatechange foodanddrink artsandculture "
    "lifestyle technology menu advertisement read more newsletter noauthor from le la les el der "
    "die das den de am um on at in im the a an of und and et weiter websites essay mon tue wed thu "
    "fri sat sun ツイート シェア कॉपीलिंक शेयर 공유".split()
)
"""What stands where a name should, without being one: buttons, sections, small words."""

FURNITURE: Final = re.compile(
    r"\b(?:posts|topics|articles|sidebar|beiträge|comments|kommentare|newsletters?|related|recent|"
    r"reading time|lesezeit|lesedauer|navigation|search|suche|categories|kategorien|archives?)\b",
    re.IGNORECASE,
)
"""Words of the headings and buttons that stand beside a story, and of no name."""

PREPOSITIONS: Final = frozenset("in on at for um am im about into to".split())
"""Words that end a name even where a style sheet made them capital."""

ROLE_ADJECTIVES: Final = frozenset(
    "political senior staff chief deputy sports business news lifestyle digital technology science "
    "health parliamentary managing contributing foreign executive associate assistant special "
    "guest freelance social crime education environment local national features junior web "
    "online investigative data travel food culture entertainment opinion".split()
)
"""What stands between a name and the noun of a role."""

SECTION_WORDS: Final = frozenset("lifestyle news sport sports business politics health".split())
"""Desks whose name is glued to an author's: ``Maja LundLifestyle Writer``."""

FIRST_NAMES: Final = frozenset({"april", "may", "june", "august", "mai", "juni"})
"""Months that people are called."""
