"""What stands at the head of a page, on pages and papers made up for these tests."""

import pytest

from tightrope.records.documents import Document, RawDocument
from tightrope.stages.cleaning import clean
from tightrope.stages.cleaning.datelines import byline
from tightrope.stages.cleaning.outlets import copyright_owner, in_plain_capitals, sounds_like_press

TITLE = "Samoa and Fiji settle their dispute over tuna"
BODY = (
    "APIA: Samoa and Fiji settled a dispute over the tuna catch on Monday, the fisheries ministry "
    "of Samoa said, after talks that had lasted for most of a year.",
    "Under the pact the two states will count their boats together and share what they learn about "
    "the fish from the buoys that each of them has laid out.",
    "“We can live with it,” a fisherman in the port of Apia said when he heard of the pact.",
)


def cleaned(*lines: str, media_type: str = "text/plain") -> Document:
    found = clean(RawDocument("d1", "a.txt", "\n".join(lines), media_type))
    assert isinstance(found, list), found
    return found[0]


def dump(*above: str, below: str = "", title: str = TITLE) -> Document:
    return cleaned(*above, "", title, "", "\n\n".join(BODY), "", below)


@pytest.mark.parametrize(
    "lines",
    [
        ("CORAL COURIER", "Tuesday, June 4, 2024"),
        ("Coral Courier | Tuesday, June 4, 2024",),
        ("CORAL COURIER        4 June 2024",),
        ("COPRA 812.50 +31.20 | TUNA 1,431.00 -2", "CORAL COURIER", "Tue 4 June 2024"),
        ("CORAL COURIER", "Tue 4 June 2024", "World | Islands | Sea | Sport"),
    ],
)
def test_the_date_of_a_masthead_is_the_pages(lines: tuple[str, ...]) -> None:
    document = dump(*lines)
    assert document.page_date is not None
    assert "4" in document.page_date and "2024" in document.page_date
    assert document.stated_dates == ()
    assert document.title == TITLE
    assert (document.outlet or "").lower() == "coral courier"
    assert document.outlet_basis == "masthead"
    assert "COURIER" not in document.text.upper()


def test_a_stated_date_goes_before_that_of_the_masthead() -> None:
    document = cleaned(
        "CORAL COURIER", "Friday, June 7, 2024", "", TITLE, "", "Published June 4, 2024", "", *BODY
    )
    assert document.stated_dates == ("Published June 4, 2024",)
    assert document.page_date is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Rain floods the market of Suva", "June 3, 2024", "Home"),
        ("June 4, 2024", "Rain floods the market of Suva", "June 3, 2024", "Home"),
        ("CORAL COURIER", "June 4, 2024", "Updated June 9, 2024", "Home"),
        ("Election Day: November 3, 2024", "Home"),
        ("CORAL COURIER", "© 2024", "Home"),
    ],
)
def test_dates_of_other_things_are_not_the_pages(lines: tuple[str, ...]) -> None:
    assert dump(*lines).page_date is None


def test_capitals_are_resolved_by_what_the_page_says_else_word_by_word() -> None:
    assert dump("CORAL COURIER", "4 June 2024").outlet == "Coral Courier"
    below = "Follow the Coral Courier on social media"
    assert dump("CORAL COURIER", "4 June 2024", below=below).outlet == "Coral Courier"
    below = "© 2024 The Coral Courier. Printed in Apia"
    document = dump("CORAL COURIER", "4 June 2024", below=below)
    assert (document.outlet, document.outlet_basis) == ("The Coral Courier", "copyright line")


def test_the_firm_behind_a_paper_is_not_the_paper() -> None:
    below = "© 2024 Pacific Media Holdings. All rights reserved."
    document = dump("Coral Courier | Tuesday, June 4, 2024", below=below)
    assert (document.outlet, document.outlet_basis) == ("Coral Courier", "masthead")


def test_an_institution_above_the_headline_is_not_the_headline() -> None:
    title = "Small boats, large nets"
    note = "The Institute for Quiet Waters is a charity. The views are those of its authors."
    document = dump("INSTITUTE FOR QUIET WATERS", "Working paper", title=title, below=note)
    assert document.title == title
    assert document.outlet == "Institute for Quiet Waters"
    document = dump("Institute for Quiet Waters | Commentary", title=title)
    assert document.title == title
    assert document.outlet == "Institute for Quiet Waters"


def test_a_section_above_the_headline_is_neither_title_nor_outlet() -> None:
    for section in ("World News", "OPINION", "PRESS RELEASE", "Pacific Islands", "PACIFIC ISLANDS"):
        document = dump(section, "", "4 June 2024")
        assert document.title == TITLE
        assert document.outlet is None, section


def test_an_item_of_a_menu_is_no_outlet() -> None:
    menu = ("Home", "Islands", "Harbour Mail", "Rugby", "Cricket", "Tides", "Letters", "Shop")
    menu = (*menu, "Puzzles", "Recipes", "Archive of photographs")
    assert dump(*menu).outlet is None


def test_a_headline_that_uses_words_of_its_own_is_the_line_above_the_text() -> None:
    document = dump("CORAL COURIER", "4 June 2024", title="Two nets, one sea")
    assert document.title == "Two nets, one sea"


def test_a_paper_that_stands_beside_the_date_is_the_outlet() -> None:
    document = cleaned(TITLE, "", "Coral Courier, 4 June 2024", "", "\n\n".join(BODY))
    assert document.stated_dates == ("Coral Courier, 4 June 2024",)
    assert (document.outlet, document.outlet_basis) == ("Coral Courier", "line of the date")


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("© 2024 Coral Courier. All rights reserved.", "Coral Courier"),
        ("Copyright 2024 Lagoon News. Lagoon is not responsible for other sites.", "Lagoon News"),
        ("Copyright © 2024, The Lagoon Record. Follow us: Facebook", "The Lagoon Record"),
        ("Coral Courier (c) 1998-2024 All rights reserved", "Coral Courier"),
        ("© All rights reserved", None),
        ("It © 2024", None),
        ("Copyright 2024 St. Brendan Times Ltd.", "St. Brendan Times"),
        ("Copyright 2024 Smith & Co. All rights reserved", "Smith"),
    ],
)
def test_owners(line: str, owner: str | None) -> None:
    assert copyright_owner(line) == owner


@pytest.mark.parametrize(
    ("name", "is_press"),
    [("CORAL COURIER", True), ("Lagoon News", True), ("World News", False), ("News", False),
     ("The Times", False), ("Breaking News", False), ("Coral Reef", False)],
)  # fmt: skip
def test_names_of_papers(name: str, is_press: bool) -> None:
    assert sounds_like_press(name) is is_press


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("By our Gulf correspondent", "our Gulf correspondent"),
        ("By Lagoon's South Seas correspondent", "Lagoon's South Seas correspondent"),
        ("By our fisheries correspondent | Apia", "our fisheries correspondent"),
        ("By Ada Berg | Apia", "Ada Berg"),
        ("By the time Fiji answered its desk", None),
    ],
)
def test_bylines_of_correspondents(text: str, who: str | None) -> None:
    assert byline(text) == who


def page(page_title: str, *, above: str = "", foot: str = "") -> Document:
    return cleaned(
        f"<html><head><title>{page_title}</title></head><body><div>{above}</div>",
        f"<article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</article>",
        f"<div id='foot'>{foot}</div></body></html>",
        media_type="text/html",
    )


@pytest.mark.parametrize(
    ("page_title", "above", "foot", "outlet", "basis"),
    [
        (f"{TITLE} - Lagoon Weekly Post", "", "© 2024 Lagoon Weekly Post", "Lagoon Weekly Post",
         "page title and copyright line"),
        (f"Reef Life | {TITLE}", "", "Reef Life (c) 2009-2024. See imprint.", "Reef Life",
         "page title and copyright line"),
        (f"Coral Courier | {TITLE}", "<a href='/'>Coral Courier</a> | Sea", "", "Coral Courier",
         "page title, and the page again"),
        (TITLE, "", "© 2024 Coral Courier. All rights reserved.", "Coral Courier",
         "copyright line"),
        (f"{TITLE} | World News", "", "", None, ""),
        (f"{TITLE} | Pacific Islands", "Pacific Islands", "", None, ""),
        (TITLE, "", "© All rights reserved", None, ""),
    ],
)  # fmt: skip
def test_the_outlet_of_a_page_without_metadata(
    page_title: str, above: str, foot: str, outlet: str | None, basis: str
) -> None:
    document = page(page_title, above=above, foot=foot)
    assert (document.outlet, document.outlet_basis) == (outlet, basis)
    assert document.title == TITLE


def test_the_publisher_that_a_page_declares_is_its_outlet() -> None:
    publisher = '{"@type": "Organization", "name": "Reef Life"}'
    data = (
        '{"@context": "https://schema.org", "@type": "NewsArticle", "publisher": ' + publisher + "}"
    )
    head = f'</title><script type="application/ld+json">{data}</script><title>'
    document = page(f"{TITLE}{head}", foot="© 2024 Coral Courier")
    assert document.outlet == "Reef Life"


@pytest.mark.parametrize(
    ("shouted", "plain"),
    [
        ("CASPIAN COURIER", "Caspian Courier"),
        ("THE GULF OF SUVA POST", "The Gulf of Suva Post"),
        ("XYZ RADIO", "XYZ Radio"),
        ("SUVA-NADI TIMES", "Suva-Nadi Times"),
        ("KORO", "KORO"),
        ("The Suva POST", "The Suva POST"),
        ("ΝΕΑ ΤΗΣ ΣΟΥΒΑ", "ΝΕΑ ΤΗΣ ΣΟΥΒΑ"),
    ],
)
def test_an_outlet_is_named_as_in_running_text(shouted: str, plain: str) -> None:
    assert in_plain_capitals(shouted) == plain
    assert in_plain_capitals(plain) == plain
