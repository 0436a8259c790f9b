"""Texts so short that nothing but their furniture can speak against them."""

import pytest

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.stages.cleaning import clean


def cleaned(content: str, *, is_body: bool = False) -> Document:
    found = clean(RawDocument("d1", "a.txt", content, "text/plain", is_body=is_body))
    assert isinstance(found, list), found
    return found[0]


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        ("Japan and Mongolia signed a pact.", None, "Japan and Mongolia signed a pact."),
        (
            "Pact signed\n\nJapan and Mongolia signed a pact.",
            "Pact signed",
            "Pact signed\n\nJapan and Mongolia signed a pact.",
        ),
        (
            "Norway protests.\n\nSweden agrees.\n\nDenmark waits.",
            None,
            "Norway protests.\n\nSweden agrees.\n\nDenmark waits.",
        ),
        (
            "# Ministers meet\n\nPeru met Chile.\n\n- Peru agreed.\n- Chile agreed.\n",
            "Ministers meet",
            "Ministers meet\n\nPeru met Chile.\n\n- Peru agreed.\n\n- Chile agreed.",
        ),
    ],
)
def test_a_flash_without_a_page_around_it_stays_whole(
    content: str, title: str | None, text: str
) -> None:
    document = cleaned(content)
    assert document.title == title
    assert document.text == text


def test_a_short_report_is_read_with_its_masthead() -> None:
    document = cleaned(
        "Fiji and Tonga sign a pact\n\nPublished 5 June 2024\n\n"
        "Fiji and Tonga signed a pact on trade in Suva on Wednesday. The two\n"
        "sides will meet again. Tonga said it was content.\n"
    )
    assert document.title == "Fiji and Tonga sign a pact"
    assert document.stated_dates == ("Published 5 June 2024",)
    assert document.text.endswith("The two sides will meet again. Tonga said it was content.")


@pytest.mark.parametrize(
    "content",
    [
        "Home\nNews\nWorld\nSport\nContact us\nSign in\n",
        "Home | News | World\nCookie policy\nCopyright 2024",
        "We use cookies to improve your experience. Sign in or subscribe to our newsletter.",
    ],
)
def test_a_menu_or_a_notice_is_no_flash(content: str) -> None:
    found = clean(RawDocument("d1", "a.txt", content, "text/plain"))
    assert isinstance(found, Quarantined)


def test_what_the_container_calls_an_article_loses_furniture_alone() -> None:
    lines = [f"Point {n}: delegates from port {n} of the league arrive" for n in range(40)]
    content = "\n\n".join((*lines, "They will vote.", "Share on Facebook"))
    document = cleaned(content, is_body=True)
    assert document.text == "\n\n".join((*lines, "They will vote."))
    assert [block.text for block in document.removed] == ["Share on Facebook"]
