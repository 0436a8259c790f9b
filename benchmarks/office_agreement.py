"""How far our heads of state and government agree with an independent list of national leaders.

The list (REIGN, March 2021) names one effective leader per state and time, with the start to the
day and the end to the month. A leader of theirs who was in power in 2000 or later is *found* when
our table has that person in a top office of the state at that time, and *agrees* when a start and
an end of such terms lie within 31 days of theirs (their end: any day of the month).

Run ``python -m benchmarks.office_agreement`` to see each leader who is missing or disagrees.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tightrope.reference.offices import OfficeTerm, all_terms, fold

LEADERS = Path("offices") / "reign_leaders_2021_03.csv"
LIST_ENDS = date(2021, 3, 31)
SINCE = date(2000, 1, 1)
TOLERANCE = timedelta(days=31)
TOP_OFFICES = frozenset({"head of state", "head of government", "supreme leader", "party leader"})

# State abbreviations of the Correlates of War project that differ from ISO 3166-1 alpha-3.
_COW_TO_ISO = {
    "ALG": "DZA", "ANG": "AGO", "AUL": "AUS", "AUS": "AUT", "BAH": "BHR", "BFO": "BFA", "BHU":
    "BTN", "BNG": "BGD", "BOS": "BIH", "BUL": "BGR", "CAM": "KHM", "CDI": "CIV", "CHA": "TCD",
    "CRO": "HRV", "CZR": "CZE", "DEN": "DNK", "DRC": "COD", "DRV": "VNM", "FIJ": "FJI", "FRN":
    "FRA", "GMY": "DEU", "GRG": "GEO", "INS": "IDN", "IRE": "IRL", "KOS": "XKX", "KUW": "KWT",
    "KYR": "KGZ", "KZK": "KAZ", "LAT": "LVA", "LEB": "LBN", "LIB": "LBY", "LIT": "LTU", "MAC":
    "MKD", "MAD": "MDV", "MAL": "MYS", "MLD": "MDA", "MNG": "MNE", "MON": "MNG", "MOR": "MAR",
    "MYA": "MMR", "MZM": "MOZ", "NEP": "NPL", "NEW": "NZL", "NIG": "NGA", "NIR": "NER", "NTH":
    "NLD", "OMA": "OMN", "PHI": "PHL", "POR": "PRT", "ROK": "KOR", "ROM": "ROU", "SAF": "ZAF",
    "SAL": "SLV", "SIN": "SGP", "SLO": "SVK", "SLV": "SVN", "SOL": "SLB", "SPN": "ESP", "SRI":
    "LKA", "SUD": "SDN", "SWD": "SWE", "SWZ": "CHE", "TAJ": "TJK", "TAZ": "TZA", "THI": "THA",
    "UAE": "ARE", "UKG": "GBR", "YUG": "SRB", "ZAM": "ZMB", "ZIM": "ZWE",
}  # fmt: skip
# Codes that are another state's ISO code, so that they must not fall through.
_NOT_ISO = frozenset({"MAA", "MAS", "MNC", "AAB", "CAO", "CAP", "GUA", "SWA"})


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader of the independent list; ``end`` is the last day of its month, None if open."""

    iso3: str
    name: str
    start: date
    end: date | None

    @property
    def last(self) -> date:
        return self.end or LIST_ENDS


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of one leader: our terms of that person, and which sides agree."""

    leader: Leader
    terms: tuple[OfficeTerm, ...]
    start_agrees: bool
    end_agrees: bool

    @property
    def agrees(self) -> bool:
        return bool(self.terms) and self.start_agrees and self.end_agrees


def read_leaders(path: Path) -> Iterator[Leader]:
    """Leaders in power at some time since 2000."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["stateabb"]
            if code in _NOT_ISO:
                continue
            end = None
            if row["eyear"]:
                year, month = int(row["eyear"]), int(row["emonth"])
                end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            if end is not None and end < SINCE:
                continue
            start = date(int(row["syear"]), int(row["smonth"]), min(int(row["sdate"]), 28))
            yield Leader(_COW_TO_ISO.get(code, code), row["leader"], start, end)


def compare(path: Path) -> list[Comparison]:
    """One comparison for each leader of a state in which our table has heads at all."""
    ours: dict[str, list[OfficeTerm]] = {}
    for term in all_terms():
        if TOP_OFFICES.intersection(term.offices):
            ours.setdefault(term.iso3, []).append(term)
    return [_compare(x, ours[x.iso3]) for x in read_leaders(path) if x.iso3 in ours]


def _compare(leader: Leader, candidates: list[OfficeTerm]) -> Comparison:
    words = {w for w in fold(leader.name).split() if len(w) > 2}
    terms = tuple(
        t
        for t in candidates
        if t.overlaps(leader.start - TOLERANCE, leader.last + TOLERANCE)
        and words & set(fold(" ".join((t.name, *t.aliases))).split())
    )
    # Before 2000 our table only has terms that reached into it; such starts are not compared.
    start_agrees = leader.start < SINCE or any(
        t.start_low - TOLERANCE <= leader.start <= t.start_high + TOLERANCE for t in terms
    )
    if leader.end is None:
        end_agrees = any(t.end_high is None or t.end_high > LIST_ENDS for t in terms)
    else:
        month = leader.end.replace(day=1)
        end_agrees = any(
            t.end_low is not None
            and t.end_high is not None
            and t.end_low - TOLERANCE <= leader.end
            and month <= t.end_high + TOLERANCE
            for t in terms
        )
    return Comparison(leader, terms, start_agrees, end_agrees)


def main() -> None:
    from benchmarks.figures import bench_folder

    bench = bench_folder()
    if bench is None:
        raise SystemExit("No bench folder; set TIGHTROPE_BENCH to it.")
    compared = compare(bench / LEADERS)
    for c in compared:
        if not c.agrees:
            x = c.leader
            terms = "; ".join(
                f"{t.name}, {t.title} {t.start_low}..{t.end_high or ''}" for t in c.terms
            )
            print(f"{x.iso3} {x.name} {x.start}..{x.end or ''}: {terms or 'missing'}")
    found = sum(bool(c.terms) for c in compared)
    agree = sum(c.agrees for c in compared)
    print(f"{len(compared)} leaders, {found} found, {agree} agree ({agree / found:.3f} of found)")


if __name__ == "__main__":
    main()
