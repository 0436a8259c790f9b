"""Readings for the tests of this room: real parses, and mentions from a small word list."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from tightrope.language.parser import default_parser
from tightrope.language.segmentation import segments
from tightrope.records.actors import Mention, Sector
from tightrope.records.documents import DateBasis, Document, Publication
from tightrope.records.readings import Reading
from tightrope.records.sentences import Sentence
from tightrope.records.spans import Span
from tightrope.stages.coding import code_by_rules

_NAMES = {
    "ARG": "Argentina Argentine Buenos_Aires", "ARM": "Armenia Armenian Yerevan",
    "AUS": "Australia Australian Canberra", "AZE": "Azerbaijan Azerbaijani Baku",
    "BRA": "Brazil Brazilian Brasilia", "CHL": "Chile Chilean Santiago",
    "CHN": "China Chinese Beijing", "EGY": "Egypt Egyptian Cairo",
    "ETH": "Ethiopia Ethiopian Addis_Ababa", "FRA": "France French Paris",
    "GRC": "Greece Greek Athens", "HUN": "Hungary Hungarian Budapest",
    "IND": "India Indian New_Delhi", "IRN": "Iran Iranian Tehran", "ISR": "Israel Israeli",
    "JPN": "Japan Japanese Tokyo", "KEN": "Kenya Kenyan Nairobi",
    "KAZ": "Kazakhstan Kazakh Astana", "KOR": "South_Korea South_Korean Seoul",
    "MAR": "Morocco Moroccan Rabat", "MLI": "Mali Malian Bamako", "NOR": "Norway Norwegian Oslo",
    "PER": "Peru Peruvian Lima", "PHL": "Philippines Philippine Manila",
    "POL": "Poland Polish Warsaw", "RUS": "Russia Russian Moscow",
    "SRB": "Serbia Serbian Belgrade", "SDN": "Sudan Sudanese Khartoum",
    "SWE": "Sweden Swedish Stockholm", "TUR": "Turkey Turkish Ankara",
    "UKR": "Ukraine Ukrainian Kyiv", "VNM": "Vietnam Vietnamese Hanoi",
    "BLR": "Belarus Belarusian Minsk", "BOL": "Bolivia Bolivian La_Paz",
    "DZA": "Algeria Algerian Algiers", "GEO": "Georgia Georgian Tbilisi",
    "GHA": "Ghana Ghanaian Accra", "ITA": "Italy Italian Rome", "MEX": "Mexico Mexican",
    "CAN": "Canada Canadian Ottawa", "NER": "Niger Niamey", "OMN": "Oman Omani Muscat",
    "TGO": "Togo Togolese", "TUN": "Tunisia Tunisian Tunis", "VEN": "Venezuela Caracas",
    "YEM": "Yemen Yemeni Sanaa", "MLT": "Malta Maltese", "EST": "Estonia Estonian",
    "ZMB": "Zambia Zambian Lusaka", "EUU": "European_Union", "UNO": "United_Nations",
}  # fmt: skip
_ISO3 = {form.replace("_", " "): iso for iso, forms in _NAMES.items() for form in forms.split()}
_PATTERN = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _ISO3), key=len, reverse=True)) + r")\b"
)


def parsed(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text``, parsed."""
    found = segments(text)
    parses = default_parser().parse([s.span.of(text) for s in found])
    return tuple(
        Sentence(s.span.start, p, s.paragraph, i, s.role)
        for i, (s, p) in enumerate(zip(found, parses, strict=True))
    )


def named(text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
    """States that the word list knows."""
    mentions = []
    for match in _PATTERN.finditer(text):
        span = Span(*match.span())
        tokens = [t for s in sentences for t in s.tokens_in(span)]
        adjectival = bool(tokens) and tokens[-1].dep in ("amod", "compound", "nmod")
        iso3 = _ISO3[match[0]]
        mentions.append(
            Mention(
                span, match[0], iso3, (iso3,), Sector.GOV, head=span.start, adjectival=adjectival
            )
        )
    return tuple(mentions)


@pytest.fixture(scope="session")
def code() -> Callable[[str], Reading]:
    """Code one text by the rules; published on 10 March 2024."""

    def run(text: str, published: date | None = date(2024, 3, 10)) -> Reading:
        publication = (
            Publication(DateBasis.STATED, published, published) if published else Publication()
        )
        sentences = parsed(text)
        document = Document("d1", "test.txt", text, published=publication)
        reading = Reading(document, sentences, mentions=named(text, sentences))
        return code_by_rules(reading)

    return run


@pytest.fixture(scope="session")
def parse_text() -> Callable[[str], tuple[Sentence, ...]]:
    """Parse one text into its sentences."""
    return parsed
