"""Commands that are promised and not there yet: they say so, and what to use meanwhile."""

from typing import Annotated

import typer

from tightrope.errors import TightropeError

_ANYTHING = {"allow_extra_args": True, "ignore_unknown_options": True}


class NotYet(TightropeError):
    """A promised command that this version does not have."""


def import_(
    context: typer.Context,
    dataset: Annotated[str, typer.Argument(help="gdelt, icews or polecat.")] = "",
) -> None:
    """Event datasets that you already have (not in this version yet)."""
    raise NotYet(
        "This version does not import event datasets yet; it reads news with 'tightrope run'."
    )


def add_to(app: typer.Typer) -> None:
    app.command("import", context_settings=_ANYTHING)(import_)
