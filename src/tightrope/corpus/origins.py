"""How many independent origins a piece of news goes back to, and why.

Ten reports that copy one wire are one origin. A report takes its origin from the first of these
that holds; the rules look at the whole set, so order changes nothing:

1. it rests wholly on another outlet by its own words (see ``derivations``): that outlet;
2. most of its text stands word for word in a report that has an origin by rule 1: that origin;
3. a fifth of its wording and two thirds of its names and rare words stand in reports that rest on
   one source: it adds nothing to that source, whether it names it or not. Two reporters who write
   independently share names and quotations, hardly a fifth of all five-word runs;
4. otherwise it is its own origin, under its outlet's name (or its id), together with its copies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tightrope.corpus.copies import EXCERPT_CONTAINMENT, TextLink
from tightrope.corpus.derivations import WHOLLY
from tightrope.corpus.hands import best_name, fold
from tightrope.corpus.signatures import Signature
from tightrope.corpus.words import shared
from tightrope.records.corpus import Derivation, Membership
from tightrope.records.documents import Publication
from tightrope.records.events import Event, ReportedVote
from tightrope.records.statements import Statement

_UNKNOWN_DAY = Publication()
COVERED_WORDING = 0.2
COVERED_TERMS = 0.65
_CHAIN_KINDS = frozenset({"outlet", "press"})


@dataclass(frozen=True, slots=True)
class Report:
    """A document of a story as far as origins are concerned."""

    signature: Signature
    outlet: str | None = None
    published: Publication = _UNKNOWN_DAY

    @property
    def id(self) -> str:
        return self.signature.document_id

    @property
    def own_name(self) -> str:
        return self.outlet or self.id

    @property
    def age(self) -> tuple[date, str]:
        """Sorts the earliest report first; reports of unknown day come last."""
        return (self.published.day or self.published.high or date.max, self.id)


@dataclass(frozen=True, slots=True)
class OriginReason:
    """Where one document has its news from, in words."""

    document_id: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoryOrigins:
    """The independent origins of a story, and for each document its origins with the reason."""

    origins: tuple[str, ...]
    reasons: tuple[OriginReason, ...]

    def of(self, document_id: str) -> tuple[str, ...]:
        """The origins of one document, sorted."""
        return tuple(sorted({r.origin for r in self.reasons if r.document_id == document_id}))


def story_origins(
    reports: Iterable[Report],
    derivations: Iterable[Derivation],
    text_links: Iterable[TextLink],
) -> StoryOrigins:
    """Count the independent origins of one story.

    Args:
        reports: its documents.
        derivations: derivations by citation of these documents (others are passed over).
        text_links: copies and excerpts among them.

    Returns:
        Origins sorted by name; reasons sorted by document. Every document has at least one.
    """
    cited = sorted(derivations, key=lambda d: (d.document_id, d.target))
    by_id = {r.id: r for r in sorted(reports, key=lambda r: r.id)}
    called = _names(r.outlet for r in by_id.values() if r.outlet)
    by_id = {
        i: replace(r, outlet=called[fold(r.outlet)]) if r.outlet else r for i, r in by_id.items()
    }
    found: dict[str, dict[str, str]] = {}
    for d in cited:
        if d.relation == "cites" and d.share >= WHOLLY and d.document_id in by_id:
            target = called.get(fold(d.target), d.target)
            found.setdefault(d.document_id, {})[target] = f"rests on {target}: {d.evidence}"
    _resolve_outlets(by_id, found)
    holders = _holders(by_id, text_links)
    _inherit_text(by_id, found, holders)
    _cover(by_id, found)
    _own(by_id, found, holders)
    reasons = tuple(
        OriginReason(document_id, origin, reason)
        for document_id in by_id
        for origin, reason in sorted(found[document_id].items())
    )
    return StoryOrigins(tuple(sorted({r.origin for r in reasons})), reasons)


def _names(outlets: Iterable[str]) -> dict[str, str]:
    """One name for each outlet, whatever its case and article in the reports."""
    written: dict[str, set[str]] = {}
    for name in outlets:
        written.setdefault(fold(name), set()).add(name)
    return {key: best_name(names) for key, names in written.items()}


def _resolve_outlets(by_id: Mapping[str, Report], found: dict[str, dict[str, str]]) -> None:
    """Follow a source whose own reports in this story all rest on another."""
    onward: dict[str, set[str]] = {}
    for outlet in {r.outlet for r in by_id.values() if r.outlet}:
        own = [i for i, r in by_id.items() if r.outlet == outlet]
        if all(i in found for i in own):
            onward[outlet] = set().union(*(found[i].keys() for i in own)) - {outlet}
    for document_id, sources in found.items():
        resolved: dict[str, str] = {}
        for source, reason in sources.items():
            ends, seen, todo = set(), {source}, [source]
            while todo:
                at = todo.pop()
                further = onward.get(at, set()) - seen
                if not further:
                    ends.add(at)
                seen |= further
                todo.extend(sorted(further))
            for end in ends:
                via = reason if end == source else f"{reason}; {source} has it from {end}"
                resolved.setdefault(end, via)
        found[document_id] = resolved


def _holders(by_id: Mapping[str, Report], text_links: Iterable[TextLink]) -> dict[str, list[str]]:
    """For each document those that hold most of its text."""
    holders: dict[str, list[str]] = {i: [] for i in by_id}
    for link in sorted(text_links):
        if link.first not in by_id or link.second not in by_id:
            continue
        for here, there in ((link.first, link.second), (link.second, link.first)):
            if link.relation == "copy" or link.share_of(here) >= EXCERPT_CONTAINMENT:
                holders[here].append(there)
    return holders


def _inherit_text(
    by_id: Mapping[str, Report],
    found: dict[str, dict[str, str]],
    holders: Mapping[str, list[str]],
) -> None:
    """Rule 2, as far as it reaches: a copy of a copy has the same origin."""
    todo = [i for i in by_id if i not in found]
    while todo:
        reached = {
            i: {
                origin: f"its text stands in {_named(by_id[other])}, which has it from {origin}"
                for other in holders[i]
                for origin in found.get(other, {})
            }
            for i in todo
        }
        reached = {i: origins for i, origins in reached.items() if origins}
        if not reached:
            return
        found.update(reached)
        todo = [i for i in todo if i not in reached]


def _cover(by_id: Mapping[str, Report], found: dict[str, dict[str, str]]) -> None:
    """Rule 3."""
    resting: dict[str, list[Report]] = {}
    for document_id in sorted(found):
        for origin in found[document_id]:
            resting.setdefault(origin, []).append(by_id[document_id])
    covers = {
        origin: (
            np.unique(np.concatenate([r.signature.shingle_array for r in there])),
            {term for r in there for term, _ in r.signature.terms},
        )
        for origin, there in resting.items()
    }
    for document_id, report in by_id.items():
        if document_id in found or not report.signature.n_shingles:
            continue
        best: tuple[float, float, str] | None = None
        for origin in sorted(covers):
            runs, terms = covers[origin]
            wording = shared(report.signature.shingle_array, runs) / report.signature.n_shingles
            known = sum(weight**2 for term, weight in report.signature.terms if term in terms)
            if wording >= COVERED_WORDING and known >= COVERED_TERMS:
                best = max(best or (0.0, 0.0, ""), (wording, known, origin))
        if best is not None:
            wording, known, origin = best
            found[document_id] = {
                origin: f"adds nothing to the reports that rest on {origin}: {wording:.0%} of its "
                f"wording and {known:.0%} of its names and rare words stand in them"
            }


def _own(
    by_id: Mapping[str, Report],
    found: dict[str, dict[str, str]],
    holders: Mapping[str, list[str]],
) -> None:
    """Rule 4."""
    left = {i for i in by_id if i not in found}
    near: dict[str, set[str]] = {i: set() for i in left}
    for i in left:
        for other in holders[i]:
            if other in left:
                near[i].add(other)
                near[other].add(i)
    for start in sorted(left):
        if start in found:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in near[todo.pop()] - group:
                group.add(other)
                todo.append(other)
        first = min((by_id[i] for i in group), key=lambda r: r.age)
        for i in group:
            reason = (
                "rests on no other report of this story"
                if i == first.id
                else f"same text as {_named(first)}, the earliest that carries it"
            )
            found[i] = {first.own_name: reason}


def _named(report: Report) -> str:
    return f"the report of {report.outlet}" if report.outlet else f"report {report.id}"


def memberships(
    story_id: str,
    reports: Sequence[Report],
    origins: StoryOrigins,
    text_links: Iterable[TextLink],
) -> tuple[Membership, ...]:
    """What the corpus knows of each document of one story, in order of the ids.

    ``copy_of`` is the earliest report whose text a document carries.
    """
    by_id = {r.id: r for r in reports}
    copies: dict[str, set[str]] = {}
    for link in text_links:
        if link.relation == "copy" and link.first in by_id and link.second in by_id:
            copies.setdefault(link.first, set()).add(link.second)
            copies.setdefault(link.second, set()).add(link.first)
    made = []
    for document_id in sorted(by_id):
        others = [by_id[o] for o in copies.get(document_id, ())]
        first = min([by_id[document_id], *others], key=lambda r: r.age)
        copy_of = first.id if first.id != document_id else None
        made.append(Membership(document_id, story_id, copy_of, origins.of(document_id)))
    return tuple(made)


def incident_origins(
    reported: Iterable[Event | ReportedVote],
    statements: Mapping[str, Statement],
    document_origins: Mapping[str, Sequence[str]],
) -> tuple[str, ...]:
    """The independent origins of one incident.

    Args:
        reported: its events or reported votes.
        statements: statements by id; an event told under a statement that another outlet carried
            ("..., the minister told Al Jazeera") has that outlet for its origin.
        document_origins: document id to the origins of the document.

    Returns:
        Origins sorted by name. A document of unknown origin counts as its own.
    """
    found: set[str] = set()
    for event in reported:
        statement = statements.get(event.statement_id or "")
        carriers = [
            link.name
            for link in (statement.chain[1:] if statement else ())
            if link.kind in _CHAIN_KINDS and link.name
        ]
        of_document = tuple(document_origins.get(event.document_id, ())) or (event.document_id,)
        found.update(carriers[-1:] if carriers else of_document)
    return tuple(sorted(found))
