"""The questions that an assistant can ask, one method each.

A method's signature and docstring are what the assistant is told; its arguments are checked by the
same :class:`~tightrope.web.asking.Ask` that checks the addresses of pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tightrope.briefing.ballots import ballots_of, session_of
from tightrope.briefing.wording import listed, state_name
from tightrope.briefing.wording import state as named
from tightrope.reference.state_codes import state_code
from tightrope.store.searching import search_words
from tightrope.web import addresses
from tightrope.web.answers import cite_view
from tightrope.web.asking import Ask
from tightrope.web.assistant import shapes
from tightrope.web.assistant.arguments import (
    STREAMS,
    Disputed,
    Limit,
    Outlet,
    PageNumber,
    Powers,
    Reading,
    RecordId,
    Since,
    Speaker,
    State,
    Stream,
    TextFrom,
    Type,
    Until,
    Words,
)
from tightrope.web.assistant.asked import Asker, Part, first_of, head, path_of
from tightrope.web.assistant.citing import (
    agreement_item,
    ballot_item,
    carrier_items,
    day_text,
    dispute_items,
    document_items,
    grain_items,
    incident_items,
    position_item,
    statement_items,
    story_items,
)
from tightrope.web.assistant.opening import open_record
from tightrope.web.gathering import left_out_of, observations_of, relation_of, standing_of
from tightrope.web.pages.coverage import coverage as coverage_page
from tightrope.web.pages.home import home
from tightrope.web.pages.search import READINGS, TYPES
from tightrope.web.pages.state import latest_rows, position, state_view


class Questions(Asker):
    """Questions to a served database."""

    def states(self, page: PageNumber = 1, limit: Limit = 10) -> shapes.States:
        """List the states that the documents tell of, with how much there is of each and its latest
        positions towards the powers. Ask this first to learn what can be asked."""
        part = Part(page, limit)
        with self.asking("/") as ask:
            view = home(ask).view
            lines = view.states[part.offset : part.offset + limit]
            items = [
                shapes.StateItem(
                    code=line.code,
                    name=line.name,
                    incidents=line.incidents,
                    statements=line.statements,
                    documents=line.documents,
                    last_day=day_text(line.last_day),
                    positions=tuple(
                        position_item(row, self.linked) for row in self._joined(ask, line.code)
                    ),
                    url=self.linked(addresses.state(line.code)),
                )
                for line in lines
            ]
            title = "States that the documents tell of"
            head = part.of(ask, self.linked, title, len(view.states))
            return shapes.States(**head, states=items)

    def where_stands(self, state: State, powers: Powers = None) -> shapes.Standing:
        """Say where a state stands between the powers: positions with their 90 % intervals,
        posture, the gap between saying and doing, dated shifts, strong acts against the grain, the
        incidents that carry each position, and the newest incidents with their sentences. A wide
        interval means that little is known. Call evidence for what a position rests on."""
        with self.asking(
            path_of(addresses.state, state), {"code": state}, {"powers": powers}
        ) as ask:
            code = ask.state()
            measured = standing_of(ask, code, ask.powers())
            view = state_view(ask, code, measured)
            newest = [h.id for g in view.groups if g.key == "happened" for h in g.items[:5]]
            names = [named(p) for p in view.powers]
            return shapes.Standing(
                **head(ask, self.linked, f"{state_name(code)} between {listed(names)}"),
                state=code,
                powers=view.powers,
                as_of=view.as_of,
                headline=view.headline,
                positions=[position_item(row, self.linked) for row in view.positions],
                postures=view.postures,
                say_do_gaps=view.gaps,
                shifts=[
                    shapes.MoveItem(text=m.text, incident_ids=tuple(i for i, _ in m.incidents))
                    for m in view.moves
                ],
                against_the_grain=grain_items(view.breaks),
                carried_by=carrier_items(view.carried),
                not_observed=view.unseen,
                newest=incident_items(ask.finder, newest, self.linked),
            )

    def evidence(
        self,
        state: State,
        power: State,
        stream: Stream = "all",
        since: Since = "",
        until: Until = "",
        page: PageNumber = 1,
        limit: Limit = 10,
    ) -> shapes.Evidence:
        """List what the position of a state towards a power rests on: every incident that counts in
        it, newest first, with its value, its weight, why it weighs that much, and its sentences."""
        part = Part(page, limit)
        path = f"/pair/{state}/{power}"
        fields = {"stream": stream, "since": since, "until": until}
        with self.asking(path, {"first": state, "second": power}, fields) as ask:
            first, second = ask.state("first"), ask.state("second")
            chosen = ask.choice("stream", STREAMS)
            powers = ask.powers()
            measured = (
                standing_of(ask, first, powers)
                if second in powers
                else relation_of(ask, first, second)
            )
            streams = STREAMS[1:] if chosen == "all" else (chosen,)
            rows, total = observations_of(
                ask, measured, second, streams, ask.day("since"), ask.day("until"),
                part.offset + limit,
            )  # fmt: skip
            rows = rows[part.offset :]
            known = {
                item.id: item
                for item in incident_items(
                    ask.finder, (r["incident_id"] for r in rows), self.linked
                )
            }
            latest = latest_rows(ask, measured)
            _, not_counted = left_out_of(ask, measured, second, 1)
            title = f"What the position of {named(first)} towards {named(second)} rests on"
            return shapes.Evidence(
                **part.of(ask, self.linked, title, total),
                state=first,
                power=second,
                stream=chosen,
                positions=[
                    position_item(position(first, row), self.linked)
                    for (towards, _), row in latest.items()
                    if towards == second
                ],
                observed=[
                    shapes.ObservedItem(
                        stream=r["stream"],
                        day=day_text(r["day"]),
                        value=round(r["value"], 3),
                        weight=round(r["weight"], 3),
                        why=r["why"],
                        session=session_of(r["incident_id"]),
                        incident=known.get(r["incident_id"]),
                    )
                    for r in rows
                    if r["incident_id"] in known or session_of(r["incident_id"])
                ],
                not_counted=not_counted,
            )

    def incidents(
        self,
        state: State = "",
        other_state: State = "",
        since: Since = "",
        until: Until = "",
        type: Type = "",
        reading: Reading = "",
        words: Words = "",
        disputed: Disputed = False,
        page: PageNumber = 1,
        limit: Limit = 10,
    ) -> shapes.Incidents:
        """List what happened (or is planned, threatened, denied), newest first, with sentences. An
        incident counts once however many outlets print it; n_origins says how many are independent.
        Words are looked for in the incidents' summaries; use documents to search whole texts."""
        part = Part(page, limit)
        fields = {
            "kind": "incidents", "state": state, "with": other_state, "since": since,
            "until": until, "type": type, "reading": reading, "q": words,
            "disputed": "yes" if disputed else "",
        }  # fmt: skip
        with self.asking("/search", {}, fields) as ask:
            filters = {
                "state": first_of(ask.states("state")),
                "other": first_of(ask.states("with")),
                "since": ask.day("since"),
                "until": ask.day("until"),
                "event_type": ask.choice("type", TYPES),
                "reading": ask.choice("reading", READINGS),
                "disputed": disputed,
            }
            ids, total = ask.finder.incidents_with(ask.text("q"), filters, limit, part.offset)
            items = incident_items(ask.finder, ids, self.linked)
            return shapes.Incidents(
                **part.of(ask, self.linked, "Incidents", total), incidents=items
            )

    def statements(
        self,
        speaker: Speaker = "",
        about: State = "",
        words: Words = "",
        since: Since = "",
        until: Until = "",
        page: PageNumber = 1,
        limit: Limit = 10,
    ) -> shapes.Statements:
        """List who said what, newest first, each in its sentence, with the chain of sources from
        the outlet inwards. kind says whether the words are quoted (direct, mixed), reported
        (indirect) or refused (no comment); denies marks content that the speaker denies."""
        part = Part(page, limit)
        by_state = speaker if state_code(speaker) else ""
        fields = {
            "kind": "statements", "by": by_state, "speaker": "" if by_state else speaker,
            "about": about, "q": words, "since": since, "until": until,
        }  # fmt: skip
        with self.asking("/search", {}, fields) as ask:
            filters = {
                "said_by": first_of(ask.states("by")),
                "speaker": ask.text("speaker"),
                "about": first_of(ask.states("about")),
                "since": ask.day("since"),
                "until": ask.day("until"),
            }
            ids, total = ask.finder.statements_with(ask.text("q"), filters, limit, part.offset)
            items = statement_items(ask.finder, ids, self.linked)
            return shapes.Statements(
                **part.of(ask, self.linked, "Statements", total), statements=items
            )

    def disputes(
        self, state: State = "", words: Words = "", page: PageNumber = 1, limit: Limit = 10
    ) -> shapes.Disputes:
        """List what is disputed: a claim, and beside it who denied, took back or qualified it. The
        database does not decide who is right."""
        part = Part(page, limit)
        path = path_of(addresses.state, state) if state else "/"
        with self.asking(path, {"code": state}, {"q": words}) as ask:
            code = ask.state() if state else ""
            found = search_words(ask.text("q"))
            ids, total = ask.finder.disputes_with(found, code, limit, part.offset)
            items = dispute_items(ask.finder, ids, self.linked)
            return shapes.Disputes(
                **part.of(ask, self.linked, "Disputed claims", total), disputes=items
            )

    def votes(self, state: State, powers: Powers = None, limit: Limit = 10) -> shapes.Votes:
        """Say how a state voted in the UN General Assembly beside the powers, from the roll calls
        that were imported: agreement in the newest session and over all (session null), ideal
        points, and the newest roll calls. Votes that only the news reports are incidents of type
        VOTE."""
        part = Part(1, limit)
        path = path_of(addresses.state, state)
        with self.asking(path, {"code": state}, {"powers": powers}) as ask:
            code = ask.state()
            towards = tuple(p for p in ask.powers() if p != code)
            told = ballots_of(ask.finder, code, towards, part.limit)
            title = f"Recorded votes of {named(code)}"
            url = self.linked(f"{addresses.state(code)}#votes")
            return shapes.Votes(
                **head(ask, self.linked, title),
                state=code,
                powers=towards,
                agreement=[agreement_item(a) for a in (*told.newest, *told.overall)]
                if told
                else [],
                ideal_points=[
                    shapes.IdealPointItem(
                        state=p.code, session=p.session, mean=p.mean, low=p.low, high=p.high
                    )
                    for p in (told.newest_points if told else ())
                ],
                newest=[ballot_item(b, towards, url) for b in (told.latest if told else ())],
            )

    def stories(
        self,
        state: State = "",
        words: Words = "",
        since: Since = "",
        until: Until = "",
        page: PageNumber = 1,
        limit: Limit = 10,
    ) -> shapes.Stories:
        """List news stories, newest first: how many documents tell each, and how many of them are
        independent of one another. Call show with a story's identifier for who copied whom."""
        part = Part(page, limit)
        fields = {"q": words, "state": state, "since": since, "until": until}
        with self.asking("/search", {}, fields) as ask:
            ids, total = ask.finder.stories_with(*self._documents_asked(ask), limit, part.offset)
            items = story_items(ask.finder, ids, self.linked)
            return shapes.Stories(**part.of(ask, self.linked, "Stories", total), stories=items)

    def documents(
        self,
        words: Words = "",
        state: State = "",
        outlet: Outlet = "",
        since: Since = "",
        until: Until = "",
        page: PageNumber = 1,
        limit: Limit = 10,
    ) -> shapes.Documents:
        """Search the whole texts of the documents, newest first, with the passage around the words.
        Call show with a document's identifier for its text."""
        part = Part(page, limit)
        fields = {"q": words, "state": state, "outlet": outlet, "since": since, "until": until}
        with self.asking("/search", {}, fields) as ask:
            asked, filters = self._documents_asked(ask)
            ids, total = ask.finder.documents_with(asked, filters, limit, part.offset)
            items = document_items(ask.finder, ids, search_words(asked), self.linked)
            return shapes.Documents(
                **part.of(ask, self.linked, "Documents", total), documents=items
            )

    def show(self, id: RecordId, text_from: TextFrom = 0) -> shapes.Record:
        """Open one record of any kind by its identifier: its whole sentences with outlet and date,
        the chain of sources, the rule or model that made it, and the records that hang on it. Use
        it to check a passage before it is quoted."""
        with self.asking(addresses.record(id), {"id": id}) as ask:
            opened = open_record(ask, id, text_from, self.linked)
            url = self.linked(opened.path)
            return shapes.Record(
                title=opened.title,
                cite=cite_view(opened.title, url, ask),
                url=url,
                id=opened.id,
                table=opened.table,
                facts=[shapes.Fact(name=n, value=v) for n, v in opened.facts if v],
                quotations=opened.quotations,
                chain=opened.chain,
                related=[shapes.Related(id=i, what=w) for i, w in opened.related],
                text=opened.text,
                text_next=opened.text_next,
            )

    def coverage(self) -> shapes.Coverage:
        """Say what the database holds and what it does not: documents, outlets, days, languages,
        how dates are known, copies, and inputs left out with the reason. Name its limits in an
        answer."""
        with self.asking("/coverage") as ask:
            view = coverage_page(ask).view
            held = ask.finder.held()
            return shapes.Coverage(
                **head(ask, self.linked, "What the corpus holds, and what it does not"),
                counts=_facts(view.counts),
                first_day=day_text(held["low"]),
                last_day=day_text(held["high"]),
                outlets=_facts({r["outlet"] or "unknown": r["documents"] for r in view.outlets}),
                n_outlets=view.n_outlets,
                languages=_facts({r["language"]: r["documents"] for r in view.languages}),
                dates_known_from=_facts({r["basis"]: r["documents"] for r in view.bases}),
                n_undated=view.n_undated,
                copies=view.copies,
                left_out=[
                    shapes.Fact(name=r["path"], value=r["reason"]) for r in view.quarantine[:25]
                ],
                n_left_out=view.n_quarantine,
            )

    def _joined(self, ask: Ask, code: str) -> Sequence[Any]:
        latest = latest_rows(ask, standing_of(ask, code, ask.powers()))
        return [position(code, row) for (_, stream), row in latest.items() if stream == "all"]

    @staticmethod
    def _documents_asked(ask: Ask) -> tuple[str, dict[str, Any]]:
        filters = {
            "state": first_of(ask.states("state")),
            "outlet": ask.text("outlet"),
            "since": ask.day("since"),
            "until": ask.day("until"),
        }
        return ask.text("q"), filters


def _facts(named_values: Mapping[Any, Any]) -> list[shapes.Fact]:
    return [shapes.Fact(name=str(name), value=str(value)) for name, value in named_values.items()]
