"""Read the marked-up stories, check them, and write them in PolNeAR's JSONL form.

    python to_jsonl.py [--part train|dev|test] [-o FILE]     one JSON object a story
    python to_jsonl.py --check [--against FOLDER]            every check; exit status 1 if one fails

Standard library only. ``GUIDE.md`` describes the markup.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("train", "dev", "test")
KINDS = ("person", "institution", "document", "outlet", "unnamed", "none")
ROLES = {"s": "source", "c": "cue", "q": "content"}

#: As many words in a row may stand in a story and in a text that it must not take from.
LONGEST_OVERLAP = 5
#: Two stories that share more of their word 4-grams than this say the same twice.
MOST_SHARED = 0.12

_HEADER = re.compile(r"== (?P<id>[a-z]{2}\d{3}) \| (?P<outlet>[^|]+) \| (?P<date>\d{4}-\d\d-\d\d)$")
_LABEL = re.compile(
    r"#(?P<numbers>\d+(?:,\d+)*) (?P<kind>[a-z]+)"
    r"(?: (?P<state>-|[A-Z]{3}(?:\+[A-Z]{3})*) (?P<medium>-|[a-z_-]+))?"
    r"(?: =(?P<name>[^|]+?))?(?: \| (?P<chain>.+))?$"
)
_MARK = re.compile(r"\{(?P<role>[scq])(?P<numbers>\d+(?:,\d+)*):|\}")
_WORD = re.compile(r"\w+")
_CLOSERS = ".,;:!?…’”'\")"


@dataclass(frozen=True)
class Speaker:
    """Who is heard in one attribution, by what medium and through whom."""

    kind: str = "none"
    states: tuple[str, ...] = ()
    medium: str = ""
    name: str = ""
    chain: tuple[str, ...] = ()


@dataclass
class Story:
    """One story: its text, the spans of every attribution, and the speakers."""

    part: str
    id: str
    outlet: str
    date: str
    text: str = ""
    spans: dict[int, dict[str, list[tuple[int, int]]]] = field(default_factory=dict)
    speakers: dict[int, Speaker] = field(default_factory=dict)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    def quoted(self, number: int, role: str) -> str:
        """The words of one role of one attribution, pieces joined by an ellipsis."""
        return " … ".join(self.text[a:b] for a, b in self.spans[number][role])

    def unattributed(self) -> list[str]:
        """Sentences that no source, cue or content touches."""
        marked = [span for roles in self.spans.values() for s in roles.values() for span in s]
        return [
            self.text[a:b] for a, b in self.sentences if not any(s < b and a < e for s, e in marked)
        ]

    def record(self) -> dict[str, object]:
        """The story as PolNeAR has it, with the speaker's fields in each attribution."""
        attributions = []
        for number in sorted(self.spans, key=lambda n: (self.spans[n]["content"], n)):
            speaker = self.speakers.get(number, Speaker())
            roles = {role: [list(s) for s in self.spans[number][role]] for role in ROLES.values()}
            attributions.append(
                roles
                | {
                    "number": number,
                    "kind": speaker.kind,
                    "states": list(speaker.states),
                    "medium": speaker.medium,
                    "name": speaker.name,
                    "chain": list(speaker.chain),
                }
            )
        return {
            "doc_id": self.id,
            "outlet": self.outlet,
            "date": self.date,
            "text": self.text,
            "attributions": attributions,
        }


class MarkupError(ValueError):
    """A line that can't be read; the message names file and line."""


def stories(part: str, folder: Path = HERE) -> list[Story]:
    """The stories of one part, in the order of the file.

    Raises:
        MarkupError: a header, label or mark that can't be read.
    """
    found: list[Story] = []
    lines: list[str] = []
    name = f"{part}.txt"

    def finish() -> None:
        if found:
            _fill(found[-1], lines, name)
        lines.clear()

    for number, line in enumerate((folder / name).read_text("utf-8").splitlines(), start=1):
        if line.startswith("== "):
            finish()
            header = _HEADER.match(line)
            if header is None:
                raise MarkupError(f"{name}, line {number}: header expected, got {line!r}")
            found.append(Story(part, header["id"], header["outlet"].strip(), header["date"]))
        elif re.match(r"#\d", line):
            _label(found[-1], line, f"{name}, line {number}")
        elif not line.startswith("# "):
            lines.append(line)
    finish()
    return found


def _label(story: Story, line: str, place: str) -> None:
    match = _LABEL.match(line)
    if match is None or match["kind"] not in KINDS:
        raise MarkupError(f"{place}: label expected, got {line!r}")
    states = match["state"] or "-"
    medium = (match["medium"] or "-").replace("_", " ")
    chain = tuple(link.strip() for link in (match["chain"] or "").split(">") if link.strip())
    if chain and chain[0] != story.outlet:
        raise MarkupError(f"{place}: a chain begins with {story.outlet!r}, got {chain[0]!r}")
    speaker = Speaker(
        match["kind"],
        () if states == "-" else tuple(states.split("+")),
        "" if medium == "-" else medium,
        (match["name"] or "").strip(),
        chain,
    )
    for number in map(int, match["numbers"].split(",")):
        if number in story.speakers:
            raise MarkupError(f"{place}: attribution {number} has two labels")
        story.speakers[number] = speaker


def _fill(story: Story, lines: list[str], name: str) -> None:
    """Join one-sentence lines into paragraphs and take the marks out."""
    raw: dict[tuple[int, str], list[tuple[int, int]]] = {}
    text = ""
    for paragraph in "\n".join(lines).strip().split("\n\n"):
        text += "\n\n" if text else ""
        for n, line in enumerate(paragraph.split("\n")):
            text += " " if n else ""
            start = len(text)
            text = _read_line(line, text, raw, f"{name}, story {story.id}")
            story.sentences.append((start, len(text)))
    story.text = text
    for (number, role), spans in raw.items():
        roles = story.spans.setdefault(number, {r: [] for r in ROLES.values()})
        roles[role] = _merged(spans, text)


def _read_line(
    line: str, text: str, raw: dict[tuple[int, str], list[tuple[int, int]]], place: str
) -> str:
    opened: list[tuple[re.Match[str], int]] = []
    done = 0
    for mark in _MARK.finditer(line):
        text += line[done : mark.start()]
        done = mark.end()
        if mark["role"]:
            opened.append((mark, len(text)))
            continue
        if not opened:
            raise MarkupError(f"{place}: a brace closes nothing in {line!r}")
        start_mark, start = opened.pop()
        if start == len(text):
            raise MarkupError(f"{place}: an empty mark in {line!r}")
        for number in map(int, start_mark["numbers"].split(",")):
            raw.setdefault((number, ROLES[start_mark["role"]]), []).append((start, len(text)))
    if opened or "{" in line[done:]:
        raise MarkupError(f"{place}: a mark is never closed in {line!r}")
    return text + line[done:]


def _merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Pieces with nothing but space between them are one: a quotation over several sentences."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


# ---------------------------------------------------------------------------------------------
# Checks


def problems(folder: Path = HERE) -> list[str]:
    """Everything that is wrong with the corpus, one sentence each; empty when nothing is."""
    found: list[str] = []
    everything: list[Story] = []
    for part in PARTS:
        try:
            everything += stories(part, folder)
        except MarkupError as error:
            found.append(str(error))
    for story in everything:
        found += _story_problems(story)
    ids = Counter(s.id for s in everything)
    found += [f"story {i} stands {n} times" for i, n in sorted(ids.items()) if n > 1]
    found += [
        f"story {s.id} stands in {s.part}.txt"
        for s in everything
        if not s.id.startswith({"train": "tr", "dev": "dv", "test": "te"}[s.part])
    ]
    return found + list(_near_duplicates(everything)) + list(_repeated_sentences(everything))


def _story_problems(story: Story) -> Iterator[str]:
    place = f"{story.part}.txt, story {story.id}"
    if re.search(r"[{}]|  ", story.text):
        yield f"{place}: stray braces or two spaces"
    if not 4 <= len(story.sentences) <= 12:
        yield f"{place}: {len(story.sentences)} sentences"
    for number, roles in sorted(story.spans.items()):
        at = f"{place}, attribution {number}"
        if not roles["content"]:
            yield f"{at}: no content"
        if not roles["cue"]:
            yield f"{at}: no cue"
        if number not in story.speakers:
            yield f"{at}: no speaker label"
        elif (story.speakers[number].kind == "none") != (not roles["source"]):
            source = story.quoted(number, "source")
            yield f"{at}: kind {story.speakers[number].kind}, source {source!r}"
        for role, spans in roles.items():
            for start, end in spans:
                words = story.text[start:end]
                if words != words.strip() or not words:
                    yield f"{at}: {role} {words!r} begins or ends with space"
                if _splits_word(story.text, start) or _splits_word(story.text, end):
                    yield f"{at}: {role} {words!r} cuts a word"
            for one, other in pairwise(spans):
                if other[0] < one[1]:
                    yield f"{at}: {role} overlaps itself"
        for one, other in (("source", "cue"), ("source", "content"), ("cue", "content")):
            if any(a < d and c < b for a, b in roles[one] for c, d in roles[other]):
                yield f"{at}: {one} and {other} overlap"
    for number in sorted(set(story.speakers) - set(story.spans)):
        yield f"{place}: label {number} has no attribution"


def _splits_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def words_of(text: str) -> list[str]:
    """Lower-case words, apostrophes of either shape left out."""
    return _WORD.findall(re.sub(r"['’]", "", text.lower()))


def grams(text: str, size: int) -> set[tuple[str, ...]]:
    """Runs of ``size`` words."""
    words = words_of(text)
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def _near_duplicates(everything: list[Story]) -> Iterator[str]:
    sets = [(s, grams(s.text, 4)) for s in everything]
    for n, (one, a) in enumerate(sets):
        for other, b in sets[n + 1 :]:
            share = len(a & b) / max(min(len(a), len(b)), 1)
            if share > MOST_SHARED:
                yield f"stories {one.id} and {other.id} share {share:.0%} of their 4-grams"


def _repeated_sentences(everything: list[Story]) -> Iterator[str]:
    seen: dict[tuple[str, ...], str] = {}
    for story in everything:
        for start, end in story.sentences:
            key = tuple(words_of(story.text[start:end]))
            if len(key) < 5:
                continue
            if key in seen:
                yield f"stories {seen[key]} and {story.id} hold one sentence: {' '.join(key)}"
            seen[key] = story.id


def overlaps(texts: dict[str, str], others: dict[str, str]) -> list[str]:
    """Runs of more than ``LONGEST_OVERLAP`` words that a text shares with one of the others."""
    size = LONGEST_OVERLAP + 1
    theirs = {name: grams(text, size) for name, text in others.items()}
    return [
        f"{mine} shares “{' '.join(gram)}” with {name}"
        for mine, text in texts.items()
        for name, taken in theirs.items()
        for gram in sorted(grams(text, size) & taken)
    ]


def counts(folder: Path = HERE) -> dict[str, Counter[str]]:
    """Stories, sentences, attributions and chains of each part."""
    table: dict[str, Counter[str]] = {}
    for part in PARTS:
        row = table[part] = Counter()
        for story in stories(part, folder):
            row["stories"] += 1
            row["sentences"] += len(story.sentences)
            row["sentences without attribution"] += len(story.unattributed())
            row["attributions"] += len(story.spans)
            for number, roles in story.spans.items():
                speaker = story.speakers.get(number, Speaker())
                row[f"kind {speaker.kind}"] += 1
                row["content in pieces"] += len(roles["content"]) > 1
                row["chains"] += bool(speaker.chain)
                row["chains of 3 or more"] += len(speaker.chain) >= 3
                row["chains of 4 or more"] += len(speaker.chain) >= 4
    return table


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=PARTS, help="one part; all three by default")
    parser.add_argument("-o", "--output", type=Path, help="standard output by default")
    parser.add_argument("--check", action="store_true", help="check instead of converting")
    parser.add_argument("--against", type=Path, help="folder of texts that nothing may come from")
    options = parser.parse_args(arguments)
    if options.check:
        found = problems()
        if options.against and not any("line" in p for p in found):
            mine = {s.id: s.text for part in PARTS for s in stories(part)}
            files = sorted(options.against.glob("*.txt"))
            found += overlaps(mine, {p.name: p.read_text("utf-8") for p in files})
        for problem in found:
            print(problem, file=sys.stderr)
        if not found:
            for part, row in counts().items():
                print(part, dict(sorted(row.items())))
        return 1 if found else 0
    parts = [options.part] if options.part else list(PARTS)
    lines = [
        json.dumps(story.record() | {"part": part}, ensure_ascii=False) + "\n"
        for part in parts
        for story in stories(part)
    ]
    if options.output:
        options.output.write_text("".join(lines), "utf-8")
    else:
        sys.stdout.write("".join(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
