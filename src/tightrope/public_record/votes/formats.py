"""Which columns and codes a file of votes has: one record per format that people hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tightrope.records.events import VotePosition

YES, NO, ABSTAIN, ABSENT = (
    VotePosition.YES,
    VotePosition.NO,
    VotePosition.ABSTAIN,
    VotePosition.ABSENT,
)
# What a cell says when there is no vote to keep, with nothing wrong about it.
NOT_A_MEMBER = "not a member"
NOT_RECORDED = "not recorded"
Meaning = VotePosition | str

_WORDS: dict[str, Meaning] = {
    "yes": YES, "y": YES, "yea": YES, "aye": YES, "for": YES, "in favour": YES, "in favor": YES,
    "no": NO, "n": NO, "nay": NO, "against": NO,
    "abstain": ABSTAIN, "a": ABSTAIN, "abstained": ABSTAIN, "abstention": ABSTAIN,
    "absent": ABSENT, "x": ABSENT, "non-voting": ABSENT, "nonvoting": ABSENT,
    "not voting": ABSENT, "did not vote": ABSENT,
    "not a member": NOT_A_MEMBER, "not member": NOT_A_MEMBER,
    "": NOT_RECORDED, "na": NOT_RECORDED, "missing": NOT_RECORDED, "-": NOT_RECORDED,
}  # fmt: skip
_VOETEN: dict[str, Meaning] = {"1": YES, "2": ABSTAIN, "3": NO, "8": ABSENT, "9": NOT_A_MEMBER}

# What a column can be, by every name it goes under; names are compared in lower case.
FIELDS: dict[str, tuple[str, ...]] = {
    "key": ("rcid", "undl_id", "roll_call_id", "rollcall", "roll_call"),
    "resolution": ("resolution", "unres", "symbol", "resolution_symbol"),
    "draft": ("draft",),
    "date": ("date", "vote_date"),
    "session": ("session",),
    "title": ("title", "short", "short_title"),
    "description": ("description", "descr", "agenda_title"),
    "subjects": ("subjects", "topics", "subject"),
    "important": ("importantvote", "important"),
    "amendment": ("amend", "amendment"),
    "paragraph": ("para", "paragraph"),
    "code": ("iso3", "ms_code", "iso3c", "country_code", "iso2", "iso2c", "state"),
    "name": ("ms_name", "countryname", "country_name", "name"),
    "cow": ("ccode", "cow", "cowcode"),
    "position": ("position", "ms_vote", "vote"),
    "issue": ("short_name", "issue"),
}
ISSUES = ("me", "nu", "di", "hr", "co", "ec")


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is laid out.

    ``columns`` maps what we call a field to the column that holds it; ``issues`` are the columns
    that flag an issue with 1. ``kind`` is ``votes``, ``roll calls`` or ``issues``.
    """

    name: str
    kind: str
    columns: Mapping[str, str]
    positions: Mapping[str, Meaning] = field(default_factory=lambda: _WORDS)
    issues: tuple[str, ...] = ()

    def meaning(self, cell: str) -> Meaning | None:
        """What a cell of the vote column says; None when it says nothing we know."""
        text = cell.strip().casefold()
        return self.positions.get(text.removesuffix(".0"))


def layout_of(header: Iterable[str]) -> Layout | None:
    """The layout of a file by the names of its columns; None when it holds no votes."""
    by_name = {name.strip().strip("\ufeff").casefold(): name for name in header}
    found = {
        what: by_name[name]
        for what, names in FIELDS.items()
        for name in reversed(names)
        if name in by_name
    }
    flags = tuple(by_name[name] for name in ISSUES if name in by_name)
    if "ms_code" in by_name and "ms_vote" in by_name:
        return Layout("UN Digital Library", "votes", found, issues=flags)
    if "rcid" in by_name and "ccode" in by_name and "vote" in by_name:
        found.pop("code", None)
        if "country" in by_name:
            found["cow_name"] = by_name["country"]
        return Layout("Voeten's data", "votes", found, _WORDS | _VOETEN, flags)
    if "position" in found:
        if "country" in by_name and "name" not in found:
            found["name"] = by_name["country"]
        named = {"code", "name", "cow"} & found.keys()
        if named and "rcid" in by_name:
            return Layout("unvotes", "votes", found, issues=flags)
        if named and "resolution" in found and "date" in found:
            found.pop("key", None)
            return Layout("plain table", "votes", found, issues=flags)
        return None
    if "rcid" in by_name and "issue" in found:
        return Layout("unvotes issues", "issues", found)
    if "rcid" in by_name and {"resolution", "date", "session"} & found.keys():
        return Layout("roll calls", "roll calls", found, issues=flags)
    return None


_ISSUE_NAMES = {
    "palestinian conflict": "me",
    "nuclear weapons and nuclear material": "nu",
    "arms control and disarmament": "di",
    "human rights": "hr",
    "colonialism": "co",
    "economic development": "ec",
}


def issue_code(text: str) -> str | None:
    """Voeten's two letters of an issue given by letters or by name."""
    plain = text.strip().casefold()
    return plain if plain in ISSUES else _ISSUE_NAMES.get(plain)
