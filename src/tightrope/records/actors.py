"""Actors: who is named where, and which state or organisation they belong to."""

from dataclasses import dataclass
from enum import StrEnum

from tightrope.records.spans import Span

#: Basis of a person whom the table of offices knows, but not in office on the day of the text.
OTHER_TIMES = "known by offices held at other times"


class Sector(StrEnum):
    """PLOVER's actor sectors, as far as Tightrope assigns them."""

    GOV = "GOV"  # executive, ministries, officials
    MIL = "MIL"
    SPY = "SPY"  # intelligence services
    COP = "COP"
    LEG = "LEG"
    JUD = "JUD"
    OPP = "OPP"  # opposition parties and politicians
    REB = "REB"
    UAF = "UAF"  # unaligned armed groups
    PTY = "PTY"  # party in power or party of unknown standing
    IGO = "IGO"
    NGO = "NGO"
    MNC = "MNC"
    BUS = "BUS"
    MED = "MED"
    EDU = "EDU"  # universities, think tanks, experts
    CVL = "CVL"
    UNK = "UNK"


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor as a document names it.

    Attributes:
        span: the words that name the actor (name, title or pronoun, not the whole clause).
        text: ``document.text[span.start:span.end]``.
        name: canonical name ("Ban Ki-moon", "Pakistan", "United Nations").
        states: ISO 3166-1 alpha-3 codes, or organisation codes (``UNO``, ``NAT``, ``EUU``, ...);
            several for "the two countries"; empty when no state is known.
        sector: PLOVER sector; states named as such are GOV.
        office: the office as written or known ("foreign minister"), empty when there is none.
        kind: ``state``, ``organisation``, ``person``, ``institution`` (ministry, army, company),
            ``outlet``, ``group`` (rebels, "protesters") or ``unnamed`` ("a senior official").
        basis: how it was resolved, in words a reader understands ("demonym", "capital",
            "office holder 2023", "named earlier in the text", "pronoun").
        head: offset in the document of the mention's head word, for joining with grammar.
        adjectival: True when the name only qualifies another noun ("Pakistani" in "Pakistani
            political scientist"): a state is mentioned, it need not be acting.
    """

    span: Span
    text: str
    name: str
    states: tuple[str, ...] = ()
    sector: Sector = Sector.UNK
    office: str = ""
    kind: str = "state"
    basis: str = ""
    head: int = 0
    adjectival: bool = False

    @property
    def code(self) -> str:
        """The states as one string, ``CHN+RUS`` for two; empty when none is known."""
        return "+".join(self.states)
