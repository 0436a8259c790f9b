"""The briefing on a state, to keep: ``/state/VNM/briefing.pdf?length=short&since=2024-01-01``."""

import threading
from collections.abc import Hashable
from hashlib import blake2b
from typing import cast

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from tightrope.briefing.paper import Paper
from tightrope.briefing.scope import Scope
from tightrope.web.answers import Sent, send
from tightrope.web.asking import Ask, BadQuestion, NotThere
from tightrope.web.site import Site

MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
#: A briefing reads the whole corpus; above this it is left to the command line.
MOST_DOCUMENTS = 20_000
#: One is written at a time, so that what it reads is in memory once.
_writing = threading.Lock()


def add_briefings(app: Starlette) -> None:
    """The address, with the options of ``tightrope brief``."""
    app.add_route("/state/{code}/briefing.{form}", _briefing)


def _briefing(request: Request) -> Response:
    site: Site = request.app.state.site
    form = request.path_params["form"]
    if form not in MEDIA:
        raise NotThere(f"A briefing can be had as {', '.join(MEDIA)}.")
    with site.exporter() as finder:
        ask = Ask(site, finder, request.url.path, request.path_params, request.query_params)
        code, powers = ask.state(), ask.powers()
        scope = Scope(ask.day("since"), ask.day("until"), ask.text("focus"))
        length = ask.choice("length", ("full", "short"))
        paper = Paper(ask.choice("paper", tuple(Paper)))
        key: Hashable = ("briefing", site.stamp, code, powers, scope, length, paper, form)
        kept = site.answers.get(key)
        if kept is None:
            with _writing:
                kept = _written(ask, code, powers, scope, length, paper, form)
            site.answers.put(key, kept, len(kept.body))
    answer = send(request, kept)
    name = f"{code}-briefing{'-short' if length == 'short' else ''}.{form}"
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(
    ask: Ask,
    code: str,
    powers: tuple[str, ...],
    scope: Scope,
    length: str,
    paper: Paper,
    form: str,
) -> Sent:
    # What writes documents is loaded when one is asked for, so that the server starts at once.
    from tightrope.briefing.gathering import gather
    from tightrope.briefing.rendering import Format, Length, Options, render

    number = ask.finder.counts()["documents"]
    if number > MOST_DOCUMENTS:
        raise BadQuestion(
            f"This database holds {number:,} documents, more than are read for one page. Write the "
            f"briefing where the database is: tightrope brief {code} -o briefing.{form}"
        )
    material = gather(ask.finder.corpus, code, powers, scope)
    options = Options(length=cast(Length, length), paper=paper)
    body = render(material, cast(Format, form), options)
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    return Sent(body, MEDIA[form], 200, etag)
