"""Elements of vector graphics as safe markup."""

from collections.abc import Iterable

from markupsafe import Markup, escape


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """One element; ``class_`` and ``stroke_width`` become ``class`` and ``stroke-width``, what is
    None is left out, and text is escaped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = Markup("").join(escape(part) for part in inside if part is not None)
    return Markup(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")


def path(points: Iterable[tuple[float, float]], closed: bool = False) -> str:
    """The ``d`` of a line through points."""
    drawn = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"M{drawn}{'Z' if closed else ''}"


def _value(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
