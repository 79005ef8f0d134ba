"""Every person a document names: `Document` + `Mention`s → `Person`s, private people (masked from here on) apart from officials in their post.

Names come from `person_names`; `person_posts` tells officials from private people; in doubt a person is private.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.model import Document, Mention, Person, Span
from kg.privacy import mask_spans
from kg.recognise import person_rules
from kg.recognise.person_features import after_role, load_tables
from kg.recognise.person_marks import Marks
from kg.recognise.person_names import JOINT, Taken, names
from kg.recognise.person_posts import Office, office_after, office_before
from kg.recognise.surnames import COMMON, LEADERS, SURNAMES

_NO_OFFICE: Final = Office("", None)
_RANK: Final = "(?:副?(?:省|市|县|区|镇|乡|州|局|厅|部|科|处|所|站)长|书记|主任)"
#: 耿科长: a surname alone with its post
_TITLED: Final = re.compile(
    rf"[{''.join(sorted(set(COMMON) - set('任安平于')))}](?={_RANK}(?:[^\u4e00-\u9fff]|说|表示|介绍|告诉|指出))"
    rf"|(?:(?<![\u4e00-\u9fff])|(?<=[局委厅办府]))[{''.join(sorted(set(COMMON) - set('任安平于常向')))}]"
    "(?=(?:副?(?:省长|市长|县长|区长|镇长|乡长|州长|局长|厅长|部长|检察长|主席(?!团))|书记)(?![员级处办]|候选|热线))"
)


#: From one name of a list to the next, over one that was not found; not over kinds of people (企业代表).
_NEXT: Final = re.compile(rf"{JOINT.pattern}(?:[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}(?<![表家员者民师生工户长人])、)?")


def _offices(text: str, spans: list[tuple[int, int]], mentions: Sequence[Mention]) -> dict[tuple[int, int], Office]:
    """The post of each name span that has one; a list of names shares the post before its first."""
    offices: dict[tuple[int, int], Office] = {}
    listed: set[tuple[int, int]] = set()
    last: tuple[int, int] | None = None
    for start, end in spans:
        office = office_after(text, end)
        if office is not None and office.listed:
            listed.add((start, end))
        office = office or office_before(text, start, mentions)
        if office is None and last in offices and last is not None and _NEXT.fullmatch(text, last[1], start):
            office = offices[last]
        if office is None and text[start:end] in LEADERS:
            office = Office("", None)
        if office is not None:
            offices[start, end] = office
        last = (start, end)
    tables = load_tables()
    for (first, end), (start, behind) in reversed(list(pairwise(spans))):
        if (start, behind) in listed and start - end == 1 and text[end] == "、" and not after_role(text, first, tables):
            offices.setdefault((first, end), offices[start, behind])  # 程东风、王玉萍当选为县政协副主席
            listed.add((first, end))
    return offices


def find_persons(document: Document, mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """All persons named in `document.text`, sorted by span (offsets in code points, end exclusive); they do not overlap.

    A mention that one of them touches was mistaken (`person_marks.without_persons`).
    """
    text, tables, marks = document.text, load_tables(), Marks(mentions)
    taken = Taken([(block.span.start, block.span.end) for block in document.blocks if block.kind == "matter"])
    titled = (m.span() for m in _TITLED.finditer(text) if not tables.words.get(text[max(0, m.start() - 1) : m.end()]))
    titled = (span for span in titled if not marks.touching(*span))
    signed = [
        (start, end)
        for block in document.blocks
        if block.kind == "byline"
        for start, end, _ in person_rules.byline_block(text, block.span.start, block.span.end, tables)
        if taken.take(start, end)
    ]
    spans = sorted({*signed, *names(text, taken, tables, marks), *(span for span in titled if taken.take(*span))})
    return _judged(text, spans, _offices(text, spans, mentions))


def _judged(text: str, spans: list[tuple[int, int]], offices: dict[tuple[int, int], Office]) -> tuple[Person, ...]:
    """The names as officials, wherever one of their occurrences has a post, or as private persons."""
    posts: dict[str, Office] = {}
    for start, end in spans:
        if (start, end) in offices and not posts.get(text[start:end], _NO_OFFICE).post:
            posts[text[start:end]] = offices[start, end]
    # 老马 is the official 马善祥 where nobody else is called 马
    private_families = {text[start] for start, end in spans if text[start:end] not in posts}
    for name in sorted(posts):
        if name[0] not in private_families:
            posts.setdefault("老" + name[0], posts[name])
    persons = []
    for start, end in spans:
        name = text[start:end]
        office = offices.get((start, end))
        if office is None or not office.post:
            office = posts.get(name, office)
        if office is None:
            persons.append(Person(Span(start, end), name, private=True))
        else:
            persons.append(Person(Span(start, end), name, private=False, post=office.post or None, agency=office.agency))
    return tuple(persons)


def safe_title(document: Document, persons: Sequence[Person]) -> str:
    """The document's title with the private persons masked that it alone names, same length; `persons` are those of the text.

    Names that the text has too are left to the masker of the document.
    """
    title = document.title
    if any(title in document.text[block.span.start : block.span.end] for block in document.blocks if block.kind != "matter"):
        return title
    known = {person.name for person in persons}
    spans = names(title, Taken(()), load_tables(), Marks(()))
    found = _judged(title, spans, _offices(title, spans, ()))
    return mask_spans(title, (person.span for person in found if person.private and person.name not in known))
