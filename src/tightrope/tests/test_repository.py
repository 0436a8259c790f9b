"""What must hold of every file in the repository, whoever wrote it."""

import re
import subprocess
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "tightrope"

# Put together here so that this file does not name them itself.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "deb" + ".debian",
    "conda" + ".anaconda",
    "index" + "-url",
    "find" + "-links ",
)
# A path that means something on one machine only. Addresses (//host/home/) are something else.
MACHINE_PATH = re.compile(r"(?<![\w./:$}~*])/(?:home|root|Users|work|opt|mnt|srv)/\w")


def test_no_environment_is_under_version_control() -> None:
    """A tracked link or folder of that name replaces the environment of whoever checks it out."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--", ".venv*"], cwd=ROOT, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    assert listed.stdout == b"", "git rm --cached .venv takes it out again"


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Files under version control, or about to be."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT, capture_output=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    # An environment is no part of it, whether or not it is ignored.
    names = [n for n in listed.stdout.decode().split("\0") if not n.startswith(".venv")]
    return tuple(p for p in (ROOT / n for n in names if n) if p.is_file() and not p.is_symlink())


@lru_cache(maxsize=1)
def texts() -> dict[Path, str]:
    found = {}
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:8192]:
            found[path] = data.decode("utf-8", "replace")
    return found


def test_no_file_names_a_registry_host() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path, text in texts().items()
        for host in REGISTRY_HOSTS
        if host in text and not (host in REGISTRY_HOSTS[-2:] and path.name == "Makefile")
    ]
    assert not named


def test_no_file_holds_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in texts().items()
        for match in MACHINE_PATH.finditer(text)
    ]
    assert not found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    assert not [e.splitlines()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]
    assert "://" not in text


@pytest.mark.parametrize("table", sorted(SOURCE.rglob("*.csv")), ids=lambda path: path.name)
def test_table_says_where_its_facts_come_from(table: Path) -> None:
    header = []
    for line in table.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            break
        header.append(line.lstrip("# "))
    comment = " ".join(header)
    assert len(comment) > 60, f"{table.name} needs a header comment"
    assert re.search(r"written|facts|source|knowledge|after |from ", comment, re.I), comment


def test_test_files_have_names_of_their_own() -> None:
    names = [p.name for p in files() if p.name.startswith("test_") and p.suffix == ".py"]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    if name == "requirements-dev.txt":
        wanted += project["dependency-groups"]["dev"]
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text("utf-8"), re.M))
    asked = {re.split(r"[^\w.-]", entry)[0].lower().replace("_", "-") for entry in wanted}
    assert asked <= pinned, "run: make requirements"
