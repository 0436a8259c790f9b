"""The briefing on a state, shown in a notebook and written to files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from tightrope.briefing import Material, Options, Paper, Scope, format_of, render
from tightrope.briefing.gathering import gather
from tightrope.errors import UsageError
from tightrope.notebook.asked import day_asked, powers_asked, state_asked

if TYPE_CHECKING:
    from tightrope.briefing.rendering import Format, Length
    from tightrope.notebook.corpus import NotebookCorpus

#: Height of a briefing in a notebook, in pixels; it scrolls.
_HEIGHT = 640


class Brief:
    """A briefing whose records are gathered; each form is written when it is asked for.

    The last line of a cell shows it as a page, ``print`` as Markdown, and :meth:`save` writes it
    to a file. The same corpus gives the same bytes as ``tightrope brief``.
    """

    def __init__(self, material: Material, options: Options) -> None:
        self._material = material
        self._options = options

    def render(self, format: str) -> bytes:
        """The briefing as ``html``, ``md``, ``pdf`` or ``docx``.

        Raises:
            UsageError: for another form.
            MissingComponent: what writes PDF is not installed; the text names the command.
        """
        return render(self._material, cast("Format", format), self._options)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write it to a file, in the form that the file's ending names.

        Args:
            path: ends with ``.html``, ``.md``, ``.pdf`` or ``.docx``.

        Raises:
            UsageError: for another ending, or when the file can't be written.
            MissingComponent: as in :meth:`render`.
        """
        file = Path(path)
        named = format_of(file.name)
        if named is None:
            raise UsageError(
                f"{file.name}: its ending names no form; end it with .html, .md, .pdf or .docx."
            )
        written = self.render(named)
        try:
            file.write_bytes(written)
        except OSError as error:
            raise UsageError(
                f"{file} can't be written ({error.strerror}); name another file."
            ) from error
        return file

    def __str__(self) -> str:
        return self.render("md").decode()

    def __repr__(self) -> str:
        return f"<briefing on {self._material.focal}; .save('briefing.pdf') writes it>"

    def _repr_html_(self) -> str:
        # A page of its own: its styles stay inside, and nothing in a document can act outside.
        frame = Markup(
            '<iframe sandbox="" srcdoc="{}" title="Briefing" width="100%" height="{}" '
            'style="border:1px solid #8884"></iframe>'
        )
        return str(frame.format(self.render("html").decode(), _HEIGHT))


def brief(
    corpus: NotebookCorpus,
    focal: str,
    powers: Sequence[str],
    since: date | str | None,
    until: date | str | None,
    focus: str,
    length: str,
    paper: str,
) -> Brief:
    """Gather a briefing; see :meth:`tightrope.notebook.NotebookCorpus.brief`."""
    if paper not in tuple(Paper):
        raise UsageError(f"paper is '{paper}'; it must be one of {', '.join(Paper)}.")
    if length not in ("full", "short"):
        raise UsageError(f"length is '{length}'; it must be 'full' or 'short'.")
    code = state_asked(focal, "focal")
    scope = Scope(day_asked(since, "since"), day_asked(until, "until"), focus.strip())
    options = Options(length=cast("Length", length), paper=Paper(paper))
    return Brief(gather(corpus, code, powers_asked(powers, focal), scope), options)
