"""Nothing that users reach is undocumented: commands, options, tables, columns, make targets."""

import importlib.util
import re
from pathlib import Path

import typer.main

from tightrope.cli.main import app
from tightrope.store import TABLES

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"


def _generated_commands() -> str:
    spec = importlib.util.spec_from_file_location("write_cli", DOCS / "write_cli.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page: str = module.command_page()
    return page


def test_command_page_is_what_the_commands_say() -> None:
    assert (DOCS / "cli.md").read_text("utf-8") == _generated_commands(), "run: make docs"


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "cli.md").read_text("utf-8")
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"## tightrope {name}\n" in page
        assert command.help, f"'{name}' has no help"
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"'{name} {parameter.opts[0]}' has no help"
                assert all(option in page for option in parameter.opts)


def test_every_table_and_column_is_documented() -> None:
    page = (DOCS / "formats.md").read_text("utf-8")
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^###? |\Z)", page, re.M | re.S))
    assert [name for name in sections if name in TABLES] == list(TABLES)
    for name, table in TABLES.items():
        listed = [
            column
            for row in re.findall(r"^\| (`[^|]*) \|", sections[name], re.M)
            for column in re.findall(r"`(\w+)`", row)
        ]
        assert sorted(listed) == sorted(table.column_names), name


def test_every_field_name_of_records_is_documented() -> None:
    from tightrope.reading.jsonl import FIELD_NAMES

    page = (DOCS / "formats.md").read_text("utf-8")
    for field, names in FIELD_NAMES.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{field}` |"))
        assert re.findall(r"`(\w+)`", row)[1:] == list(names)


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert phony is not None
    for target in set(phony.group(1).split()) - {"help"}:
        assert f"make {target}" in makefile, target
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "examples").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
