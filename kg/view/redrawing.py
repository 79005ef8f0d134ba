"""Draws a page on the ground of the one before: rows of what did not change are taken over, and so are the forms of parts that look as before.

The page is the one that `view` would write.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.view.collect import base, groups, read
from kg.view.data import ViewFact
from kg.view.drawing import draw, forms_of
from kg.view.page import page_html
from kg.view.page_data import holds_data, read_data
from kg.view.regions import read_regions
from kg.view.rows import KIND, PREDICATE, rows_of_part, shorn, short, thing_row
from kg.view.triples import Triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.view.rows import Lists
    from kg.view.touched import Touched


def redrawn(html: str, touched: Touched) -> str | None:
    """The text of the page after a change; None where the IRIs have another beginning now and all rows would be other ones, or it is no page."""
    if not holds_data(html):
        return None
    head, lists, columns, more = read_data(html)
    data, claims = read(Triples(touched.triples), head.title)
    _replace(lists, rows_of_part(replace(data, base_iri=head.base), claims), touched, head.base)
    if not _same_base(lists, head.base):
        return None
    _regroup(lists, data.facts, head.base)
    ordered = {name: one.ordered() for name, one in lists.items()}
    return page_html(ordered, draw(ordered, read_regions(), forms_of(columns, more)), head)


def _replace(lists: Lists, part: Lists, touched: Touched, start: str) -> None:
    """Take out the rows of all that changed, and put in those that there are now."""
    for iri in touched.subjects:
        for name in ("things", "articles"):
            lists[name].drop(shorn(iri, start))
        for name in ("figures", "posts", "officials"):
            lists[name].drop(short(iri))
    for iri in touched.articles:
        for name in ("says", "quotes"):
            lists[name].drop(shorn(iri, start))
    for name, found in part.items():
        lists[name].rows.update(found.rows)
        lists[name].texts.update(found.texts)


def _same_base(lists: Lists, start: str) -> bool:
    names = [key for key, row in lists["things"].rows.items() if row[2] != KIND["TargetGroup"]]
    return not any(":" in name for name in names) and base(start + name for name in (min(names, default=""), max(names, default=""))) == start


def _regroup(lists: Lists, facts: Iterable[ViewFact], start: str) -> None:
    """Have rows for just the target groups that some fact points at."""
    things, targets = lists["things"], PREDICATE["targets"]
    pointed = {row[4][at + 1] for row in things.rows.values() for at in range(0, len(row[4]), 2) if row[4][at] == targets}
    old = [key for key, row in things.rows.items() if row[2] == KIND["TargetGroup"]]
    named = chain((key if ":" in key else start + key for key in old), (fact.object for fact in facts if fact.predicate == "targets"))
    wanted = [ViewFact("", "targets", iri) for iri in named if short(iri) in pointed]
    for key in old:
        things.drop(key)
    known = {row[1] for row in things.rows.values()}
    for node in groups(wanted, ()):
        if short(node.iri) not in known:
            things.put(thing_row(node, (), start))
