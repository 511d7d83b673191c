"""Bios: prose about authors, given to the people it speaks of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from articlekit.article import Author
from articlekit.fields._byline_words import OTHER_HANDS
from articlekit.fields._names import is_full_name, read_byline
from articlekit.fields.links import linked_share
from articlekit.jsonld import squash
from articlekit.roles import BODY_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articlekit.blocks import Block
    from articlekit.fields.evidence import Evidence

_REACH: Final = 4
"""Blocks before a bio among which the name of its author stands: a role, a link, an address."""
_MAX_HEADING: Final = 100
"""Characters of a line that holds a name; a longer one is prose."""
_LEAST_FIRST_NAME: Final = 3
"""Letters of a name that is told apart from other words by itself."""
_MAX_AUTHORS: Final = 50
_LEAST_SPACES: Final = 4
_ENDS: Final = '.!?…"”»)'
_CUT: Final = ".… "  # what stands where a declared bio was cut
_QUOTES: Final = "([*•–—- "
_INITIAL: Final = re.compile(r"\b\w\.$")
_LABELLED: Final = re.compile(
    r"(?:author|autor|title|position|role|name|expertise|specialt(?:y|ies)|topics|location)\s?:",
    re.IGNORECASE,
)
_LIKELY: Final = 0.5
_MAX_OPENING: Final = 200
_FOOT: Final = 3
"""The story's last blocks, among which its author may be described."""
_MISTAKEN: Final = frozenset(
    {"body", "quote", "note", "other", "promo", "related", "credit", "byline"}
)
"""What a bio at the foot of a story is taken for."""
_CAPITAL: Final = r"[^\W\d_a-zß-ÿ][\w.'’-]{0,30}"
_NAME: Final = rf"((?-i:{_CAPITAL}(?:\s(?:[a-z]{{1,3}}\s)?{_CAPITAL}){{0,4}}))"
_OPENING: Final = re.compile(
    rf"\W{{0,3}}(?:(?:dr|prof|mr|mrs|ms)\.?\s)?{_NAME}"
    r"(?:\s?\([^()]{1,40}\)|,[^,]{1,40},)?,?\s"
    r"(?:is|was|are|has|covers|writes|reports|lives|works|joined|teaches|leads|ist|war|hat|lehrt|"
    r"schreibt|arbeitet|lebt|studiert|leitet|wurde|est|écrit|travaille|es|fue|escribe|cubre|"
    r"trabaja|è|scrive|é|escreve|schrijft|werkt|är|skriver|er|jest|pisze)\b",
    re.IGNORECASE,
)
"""How prose about somebody begins: "Maja Lund is …"."""
_APPOSITION: Final = re.compile(
    r",\s(?:an?|the|one|eine?r?|une?|el|la|le|una?|o|um|uma|een|en|et|ett)\s", re.IGNORECASE
)
"""How it goes on behind the name where it has no verb: "Maja Lund, a reporter who …"."""
_BIO_PLACE: Final = re.compile(
    r"(?:author|autor|auteur|writer|contributor)\w*[\s_-]{0,2}(?:\w*[_-])?"
    r"(?:bio|desc|about|long|info|text)",
    re.IGNORECASE,
)
"""An element named for what it holds of an author, however short: a role, a former employer."""
_LEAST_SHOWN: Final = 40
"""Characters of a declared bio by which it is found on the page."""
_LEAST_TOLD: Final = 8  # words below the author's name
_SMALL_BOX: Final = 3  # blocks of the box that holds them
_LEVELS: Final = 3
"""Elements around two paragraphs of one bio, of which they share one."""
_INTRODUCTION: Final = re.compile(
    r"(?:\bI(?:['’]m|\sam)|\bmy name is|\bwe are|\bich bin|\bmein name ist|\bje suis|"
    r"\bje m['’]appelle|"
    rf"\bsoy|\bme llamo|\bsono|\bsou|\bik ben|\bjag är|\bjeg er)\s{_NAME}",
    re.IGNORECASE,
)
"""How somebody begins who speaks of themselves: "Hi, I'm Maja, …"."""
_NAME_END: Final = re.compile(r"(?<=\w{3})\.\s|\s(?:and|und|et|y|e)\s")
"""Where a name ends though a capital follows: "I'm Maja Lund. On this site …"."""
_FIRST_PERSON: Final = re.compile(
    r"\bI(?:['’](?:m|ve|ll)|\s(?:am|have|was|love|write|work|live)|\sco-?found)|\b[Mm]y\s|\b[Ii]ch\s|"
    r"\b[Jj]e\s|\bj['’]|\b[Ss]oy\s|\b[Ss]ono\s|\b[Ss]ou\s|\b[Ii]k\s|\b[Jj]eg\s|\b[Jj]ag\s"
)
"""What only somebody says who speaks of themselves."""
_SELF_PORTRAIT: Final = re.compile(
    r"\W{0,3}(?:(?:hi|hey|hello|hallo|moin|hola|ciao|salut|hoi)\b(?:\s(?:there|all))?\W{1,4})?"
    r"(?:I(?:['’]m|\sam)|ich bin|je suis|soy|sono|ik ben|jeg er|jag är)\s"
    rf"(?:an?\s|the\s|eine?r?\s|une?\s|een\s|en\s|(?-i:{_CAPITAL}[\s,.!]))",
    re.IGNORECASE,
)
"""How a box begins in which the owner of a blog greets the readers."""
_ABOUT: Final = re.compile(
    r"^\W{0,4}(?:(?:about|meet|über|zur|sobre|à propos d[eu]|om|over|o)\b\s?)?"
    r"(?:(?:the|den|die|der|our|el|la|l['’]|o)\s?)?"
    r"(?:(?:authors?|autor(?:en|in|a|e)?|auteure?|writer|contributor|person|verfasser(?:in)?)\b)?"
    r"\s?:?\s?",
    re.IGNORECASE,
)
"""What heads an author's box: "About the author:", "Über"."""
_NAME_PLACE: Final = re.compile(
    r"author|autor|auteur|\bname|[-_]name|byline|bio\b|profile|contribut|vcard", re.IGNORECASE
)
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6", "strong"})
_NO_PERSON: Final = re.compile(r"(?:the|der|die|das|our|we|he|she|it|er|sie|i)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


def attach_bios(
    evidence: Evidence, authors: Sequence[Author], house: Sequence[Author] = ()
) -> tuple[Author, ...]:
    """Give each author the bio that the page shows of them; it replaces a declared one.

    Where nobody signs, the one whom a bio names is the author: the owner of a blog, a columnist.
    Where somebody does, a bio of another person (a reviewer, a colleague in a teaser) is left out.

    Args:
        evidence: The labelled page.
        authors: The people who sign.
        house: The publisher or its desk, where it signs instead of people.
    """
    if not authors and house:
        people = attach_bios(evidence, ())
        if _is_one_writer(people):
            return people
        # Who says "I am a …" on a page that only its house signs is the house: a blog.
        return _attached(evidence, house, _mislabelled(evidence, ()))
    return _attached(evidence, authors, _mislabelled(evidence, authors))


def _attached(
    evidence: Evidence, authors: Sequence[Author], more: Iterable[int] = ()
) -> tuple[Author, ...]:
    """Give the labelled bios, and some more blocks, to the people they speak of."""
    matcher = _Matcher(evidence, authors)
    bios: dict[str, list[str]] = {}
    named: set[str] = set()
    for index in sorted({*_labelled(evidence, authors), *more}):
        name = matcher.owner(index)
        if name is None or (name in named and not matcher.is_named):
            continue
        if matcher.is_named and name not in named:
            named.add(name)
            bios[name] = []  # what was given to them by their turn is of somebody else
        bios.setdefault(name, []).append(evidence.block(index).text)
    known = {author.name for author in authors}
    people = (*authors, *(Author(name) for name in bios if name not in known))
    return tuple(
        replace(author, bio=_joined(bios[author.name])) if author.name in bios else author
        for author in people
    )


def _is_one_writer(people: Sequence[Author]) -> bool:
    """Tell whether the bios of a page that only its publisher signs are those of one person."""
    if len(people) != 1 or not is_full_name(people[0].name):
        return False
    name = _opening_name(people[0].bio or "") or _introduced_name(people[0].bio or "")
    return name is not None and _words(name) <= _words(people[0].name)


def _labelled(evidence: Evidence, authors: Sequence[Author]) -> Iterator[int]:
    """Yield the blocks that are labelled as bios, without names, roles and links alone.

    A label that is less likely than not has to be borne out: by a name, or by the bio before.
    """
    words = {word for author in authors for word in _WORD.findall(author.name.lower())}
    sure = -2  # no block yet
    for index in evidence.indices("bio"):
        text = evidence.block(index).text
        if not _is_prose(text) and not _is_bio_place(evidence, index):
            continue
        likely = evidence.labels[index].score >= _LIKELY or sure == index - 1
        speaks = _FIRST_PERSON.search(text) or _opening_name(text)
        if likely or speaks or not words.isdisjoint(_words(text)):
            sure = index
            yield index


def _is_bio_place(evidence: Evidence, index: int) -> bool:
    """Tell whether a text stands in the part of an author's box that is named for the bio."""
    block = evidence.block(index)
    around = islice(evidence.layout.ancestors(block.node), 2)
    named = any(_BIO_PLACE.search(evidence.layout.nodes[node].words) for node in around)
    return named and block.text.count(" ") > 1 and linked_share(block) < _LIKELY


class _People(NamedTuple):
    """What is known of the authors, read once for all blocks."""

    names: tuple[str, ...]
    """Full names only: a first name stands at the start of many texts."""
    words: tuple[frozenset[str], ...]
    """The words of every name."""
    declared: tuple[str, ...]
    """The bios that the page declares, without white space."""

    @classmethod
    def of(cls, authors: Iterable[Author]) -> _People:
        """Read the authors; a page has more than a few only by mistake."""
        few = list(islice(authors, _MAX_AUTHORS))
        return cls(
            tuple(author.name for author in few if is_full_name(author.name)),
            tuple(_words(author.name) for author in few),
            tuple(squash(author.bio).rstrip(_CUT) for author in few if author.bio),
        )


def _mislabelled(evidence: Evidence, authors: Sequence[Author]) -> Iterator[int]:
    """Yield the blocks that speak of the author whatever their label, each with what follows it.

    What follows in the same element, behind a line break, belongs to it.
    """
    labels, blocks = evidence.labels, evidence.layout.blocks
    people = _People.of(authors)
    found = -2
    for index, label in enumerate(labels):
        goes_on = found == index - 1 and blocks[index].node == blocks[found].node
        if label.role in _MISTAKEN and (goes_on or _speaks_of(evidence, index, people)):
            found = index
            yield index


def _speaks_of(evidence: Evidence, index: int, people: _People) -> bool:
    """Tell whether a text speaks of an author, by its words and its place.

    It is what the page declares of them; at the foot of the story it begins with "Maja Lund is …";
    beside the story with "I am a …" or "I'm Maja", or it stands in a box under the name.
    """
    text = evidence.block(index).text
    start, end = evidence.body_range()
    if people.declared and _is_declared(text, people):
        return True
    if index >= end - _FOOT and text.lstrip(_QUOTES).startswith(people.names):
        return _is_told(text.lstrip(_QUOTES), people)
    if start <= index < end:
        return False
    ended = text[-1] in _ENDS or text.endswith("]")  # "[Read more]"
    portrait = ended and _SELF_PORTRAIT.match(text) is not None
    return portrait or _introduces(text, people) or _is_under_name(evidence, index, people)


def _is_declared(text: str, people: _People) -> bool:
    """Tell whether a text is a declared bio, or the start of it, or goes on where it ends."""
    shown = squash(text).rstrip(_CUT)
    return len(shown) >= _LEAST_SHOWN and any(
        len(bio) >= _LEAST_SHOWN and (bio.startswith(shown) or shown.startswith(bio))
        for bio in people.declared
    )


def _is_told(text: str, people: _People) -> bool:
    """Tell whether a text says what somebody is, not what they said or did."""
    if _OPENING.match(text[:_MAX_OPENING]):
        return True
    return any(
        text.startswith(name) and _APPOSITION.match(text, len(name)) is not None
        for name in people.names
    )


def _introduces(text: str, people: _People) -> bool:
    """Tell whether the writer of a text gives a name that is an author's."""
    name = _words(_introduced_name(text) or "")
    return bool(name) and any(name <= words or words <= name for words in people.words)


def _is_under_name(evidence: Evidence, index: int, people: _People) -> bool:
    """Tell whether a text is prose that shares a small box with the name above it."""
    block, layout = evidence.block(index), evidence.layout
    if index == 0 or block.text.count(" ") < _LEAST_TOLD or ". " not in block.text:
        return False
    above = evidence.block(index - 1)
    box = layout.nodes[layout.nodes[block.node].parent]
    boxed = box.start <= index - 1 and box.end - box.start <= _SMALL_BOX
    named = len(above.text) <= _MAX_HEADING and any(name in above.text for name in people.names)
    return boxed and named and linked_share(block) < _LIKELY


def _is_prose(text: str) -> bool:
    """Tell whether a text says something, and is not only a name, a role or the label of a link.

    >>> _is_prose("Tests kettles."), _is_prose("Maja Lund"), _is_prose("Title: Head of the desk")
    (True, False, False)
    """
    cased = text.lower() != text.upper()  # Chinese, Japanese and others part no words
    ended = text[-1] in _ENDS and not _INITIAL.search(text)
    short = cased and text.count(" ") < _LEAST_SPACES and not ended
    return not short and not _LABELLED.match(text) and OTHER_HANDS.match(text) is None


def bio_source(evidence: Evidence, author: Author) -> str:
    """Name the block that holds the start of an author's visible bio."""
    bio = author.bio or ""
    blocks = evidence.layout.blocks
    return evidence.source(next(i for i, block in enumerate(blocks) if bio.startswith(block.text)))


def _joined(texts: list[str]) -> str:
    """Join the parts of one bio; what stands in several boxes of the page is taken once."""
    kept: list[str] = []
    seen = ""
    for text in texts:
        key = squash(text)
        if key and key not in seen:
            kept.append(text)
            seen += f" {key}"
    return "\n\n".join(kept)


class _Matcher:
    """Tells whose bio a block is; remembers the bios it has seen, for those that follow."""

    def __init__(self, evidence: Evidence, authors: Sequence[Author]) -> None:
        self._evidence = evidence
        self._names = [author.name for author in authors[:_MAX_AUTHORS]]
        self._signed = bool(authors)
        self._served: set[str] = set()
        self._last: tuple[int, str | None, bool] = (-1, None, False)
        self._is_named = False

    @property
    def is_named(self) -> bool:
        """Whether the last bio was given by a name, not because it was somebody's turn."""
        return self._is_named

    def owner(self, index: int) -> str | None:
        """Return the name of whom a bio speaks of; None where nothing on the page says it."""
        self._is_named = True
        name = next(filter(None, self._candidates(index)), None)
        self._last = (index, name, self._is_named)
        if name and len(self._names) < _MAX_AUTHORS and name not in self._names:
            self._names.append(name)
        self._served.add(name or "")
        return name

    def _candidates(self, index: int) -> Iterator[str | None]:
        text = self._evidence.block(index).text
        introduced = _introduced_name(text)
        opening = introduced or _opening_name(text)
        # A bio begins with the name of its subject.
        yield self._known(opening) if opening else None
        # A box is headed by the name, and the prose goes on with "She" or a nickname.
        heading = self._heading_name(index)
        yield self._known(heading) if heading else None
        strangers = [name for name in (opening, heading) if name and is_full_name(name)]
        if self._signed and strangers:
            return  # a reviewer, a colleague in a teaser
        # The owner of a blog that nobody signs.
        yield from strangers
        yield None if self._signed else heading or introduced
        # The next paragraph of the same bio.
        yield self._goes_on(index)
        # Named somewhere within, or by the line below the box: "More by Maja Lund".
        self._is_named = True
        yield self._mentioned(text)
        yield self._known_in(index + 1)
        # By order: the first who has no bio yet.
        self._is_named = False
        yield next((name for name in self._names if name not in self._served), None)
        # Nobody signs, and a first name is all there is.
        yield None if self._signed else opening

    def _goes_on(self, index: int) -> str | None:
        """Return whose bio a block goes on with: it follows in the same small surroundings."""
        last, name, is_named = self._last
        if last != index - 1 or not self._share_element(last, index):
            return None
        self._is_named = is_named
        return name

    def _share_element(self, one: int, other: int) -> bool:
        layout = self._evidence.layout
        around = islice(layout.ancestors(layout.blocks[one].node), _LEVELS)
        return not set(around).isdisjoint(
            islice(layout.ancestors(layout.blocks[other].node), _LEVELS)
        )

    def _known(self, name: str) -> str | None:
        """Return the author whom a name means: "Maja", or "Maja Kirstine Lund", for "Maja Lund"."""
        words = _words(name)
        matches = [known for known in self._names if words >= _words(known)]
        matches += [known for known in self._names if words and words <= _words(known)]
        return matches[0] if matches else None

    def _mentioned(self, text: str) -> str | None:
        """Return the first author named in a prose: in full, by surname, by first name."""
        said = _words(text)
        split = [(name, _WORD.findall(name.lower())) for name in self._names]
        whole = (name for name, words in split if words and said.issuperset(words))
        last = (name for name, words in split if words and words[-1] in said)
        first = (
            name for name, words in split
            if words and len(words[0]) >= _LEAST_FIRST_NAME and words[0] in said
        )  # fmt: skip
        return next(whole, None) or next(last, None) or next(first, None)

    def _known_in(self, index: int) -> str | None:
        if index >= len(self._evidence.labels):
            return None
        text = self._evidence.block(index).text
        if len(text) > _MAX_HEADING:
            return None
        said = _words(text)
        return next((name for name in self._names if said >= _words(name)), None)

    def _heading_name(self, index: int) -> str | None:
        """Return the name that stands over a bio."""
        for at in range(index - 1, max(index - 1 - _REACH, -1), -1):
            role = self._evidence.labels[at].role
            if role in BODY_ROLES or role in {"bio", "headline"}:
                return None
            if known := self._known_in(at):
                return known
            if role in {"byline", "other"} and (name := self._new_name(at)):
                return name
        return None

    def _new_name(self, index: int) -> str | None:
        """Return the name that a line of an author's box states."""
        block = self._evidence.block(index)
        if len(block.text) > _MAX_HEADING or not self._is_name_place(block):
            return None
        text = _ABOUT.sub("", block.text, count=1)
        if introduced := _INTRODUCTION.search(text):
            return introduced[1]
        signers = read_byline(text) if text else ()
        return signers[0].name if signers and is_full_name(signers[0].name) else None

    def _is_name_place(self, block: Block) -> bool:
        words = self._evidence.layout.nodes[block.node].words
        return block.tag in _HEADINGS or _NAME_PLACE.search(words) is not None


def _opening_name(text: str) -> str | None:
    """Return the name that a bio begins with.

    >>> _opening_name("Maja Lund (she/her) is a reporter.")
    'Maja Lund'
    >>> _opening_name("She has been on the coast for years.") is None
    True
    """
    match = _OPENING.match(text[:_MAX_OPENING])
    name = match[1].rstrip(".") if match else ""
    return name if name and not _NO_PERSON.match(name) else None


def _introduced_name(text: str) -> str | None:
    """Return the name by which the writer of a text introduces themselves.

    >>> _introduced_name("Hi, I'm Tom Okafor!"), _introduced_name("I am a reporter.")
    ('Tom Okafor', None)
    """
    match = _INTRODUCTION.search(text[:120])
    return _NAME_END.split(match[1])[0].rstrip(".") if match else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
