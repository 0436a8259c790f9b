"""Cleaning, on articles made up for these tests."""

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tightrope.records.documents import Document, Quarantined, RawDocument
from tightrope.stages.cleaning import clean
from tightrope.stages.cleaning.datelines import byline, date_line, dateline
from tightrope.stages.cleaning.language_identification import identify_language

TITLE = "Zambia seeks new terms for copper exports to Japan"
BODY = (
    "LUSAKA: Zambia has asked Japan to reopen talks on the price of copper, the trade ministry "
    "said on Tuesday, after months of falling prices on the London exchange.",
    "The minister told reporters that the current terms, agreed in 2014, no longer reflected the "
    "cost of mining and of carrying the metal to the coast.",
    "“We value the partnership, but it has to work for both sides,” she said.",
    "Japanese officials declined to comment on the request, which comes two weeks before the "
    "foreign minister of Japan is due to visit Lusaka.",
)


def raw(content: str, media_type: str = "text/plain", **more: object) -> RawDocument:
    return RawDocument("d1", "a.txt", content, media_type, **more)  # type: ignore[arg-type]


def cleaned(content: str, media_type: str = "text/plain", **more: object) -> Document:
    found = clean(raw(content, media_type, **more))
    assert isinstance(found, list), found
    return found[0]


def dump(*, above: str = "", below: str = "", inside: str = "") -> str:
    first, *rest = BODY
    return f"{above}\n{TITLE}\n\n{first}\n\n{inside}\n\n" + "\n\n".join(rest) + f"\n\n{below}"


def assert_whole(document: Document) -> None:
    assert document.text == "\n\n".join((TITLE, *BODY))
    assert document.title == TITLE


def why(document: Document, text: str) -> str:
    (reason,) = {b.reason for b in document.removed if text in b.text}
    return reason


def test_a_clean_text_stays_as_it_is() -> None:
    document = cleaned(dump())
    assert_whole(document)
    assert document.removed == ()
    assert document.language == "en"
    assert document.dateline == "LUSAKA"


MENU = "Home\nWorld\nBusiness\nSport\nSign in\nSubscribe\n"
COMMENTS = "2 COMMENTS\n\nLEAVE A REPLY\n\nPlease enter your comment!\nPlease enter your name here"
SIDEBAR = (
    "Opinion\n\nEditorial\n\nA bridge too far\nUpdated 3 Mar, 2024\n\nA bridge too far\n\n"
    "The council has once more put off repairs to the river crossing.\nThirsty fields\n"
    "2 Mar, 2024\n\nThirsty fields\n\nFarmers in the south have waited for rain since October..."
)


@pytest.mark.parametrize(
    ("where", "text", "reason"),
    [
        ("above", MENU, "navigation"),
        ("above", "Copper 8,412.50 +31.20 (+0.37%) Cobalt Decreased By ▼ -1.10", "ticker"),
        ("inside", "Read: Lusaka opens its first solar park", "another article"),
        ("inside", "Also read: Lusaka opens its first solar park", "another article"),
        ("inside", "GadgetBarn", "stray"),
        ("inside", "ADVERTISEMENT", "advertisement"),
        ("inside", "Share on Facebook", "share"),
        ("inside", "(Photo: Example Agency via Reuters)", "picture"),
        ("below", COMMENTS, "comment"),
        ("below", "© 2024 The Example Post. All rights reserved.", "copyright"),
        ("below", "Sign up for our daily newsletter and never miss a story", "newsletter"),
        ("below", "Related Articles\n\nCopper falls again\n\nCobalt rises", "other articles"),
        ("below", "Follow us on Twitter and Instagram", "follow-us"),
        ("below", "By continuing to use this website you agree to our use of cookies.", "cookie"),
    ],
)
def test_furniture_goes_with_a_reason_and_the_article_stays(
    where: str, text: str, reason: str
) -> None:
    document = cleaned(dump(**{where: text}))
    assert_whole(document)
    first = text.splitlines()[0]
    assert any(first in b.text and reason in b.reason for b in document.removed), document.removed


def test_a_subheading_stays() -> None:
    document = cleaned(dump(inside="What the copper talks are about"))
    assert "What the copper talks are about" in document.text


def test_a_sidebar_and_its_dates_are_not_the_articles() -> None:
    below = f"Published in The Example Post, March 1st, 2024\n\n{SIDEBAR}"
    document = cleaned(dump(below=below))
    assert_whole(document)
    assert document.stated_dates == ("Published in The Example Post, March 1st, 2024",)
    assert document.outlet == "The Example Post"
    assert "bridge" in "".join(b.text for b in document.removed)


def test_byline_and_date_are_read_and_leave_the_text() -> None:
    lines = "By Mwila Banda\nPublished March 1, 2024 Updated March 2, 2024 09:10am"
    document = cleaned(f"{TITLE}\n\n{lines}\n\n" + "\n\n".join(BODY))
    assert_whole(document)
    assert document.byline == "Mwila Banda"
    assert document.stated_dates == ("Published March 1, 2024 Updated March 2, 2024 09:10am",)
    assert why(document, "Mwila") == "byline"


def test_a_copyright_year_and_dates_in_the_text_are_no_publication_date() -> None:
    below = "Copyright © 2019 Example Daily | All rights reserved"
    document = cleaned(dump(below=below))
    assert document.stated_dates == ()
    assert document.outlet == "Example Daily"
    assert document.outlet_basis == "copyright line"


def test_repeated_and_truncated_titles_become_one() -> None:
    crumb = f"Home Africa {TITLE[:38]}..."
    document = cleaned(f"{crumb}\n\n{TITLE}\n\n0\n{TITLE}\n\n" + "\n\n".join(BODY))
    assert_whole(document)
    assert why(document, "Home Africa") == "title repeated"


def test_a_page_title_loses_its_site() -> None:
    document = cleaned(f"{TITLE} - The Example Post\n\n{MENU}\n{TITLE}\n\n" + "\n\n".join(BODY))
    assert_whole(document)


def test_points_below_the_headline_stay_with_their_marks() -> None:
    points = "  • Ministry says the terms of 2014 no longer reflect the costs of mining"
    document = cleaned(f"{TITLE}\n\n{points}\nPublished March 1, 2024\n" + "\n\n".join(BODY))
    assert points.strip() in document.text.split("\n\n")


def test_wrapped_lines_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(p, 60) for p in (TITLE, *BODY))
    assert_whole(cleaned(wrapped))


def test_lines_broken_at_inline_tags_are_joined() -> None:
    text = dump().replace("the price of copper", "the price of\ncopper\n", 1)
    text = text.replace("Zambia has asked", "Zambia\nhas asked", 1)
    assert "on the price of copper, the trade ministry" in cleaned(text).text


def test_a_page_on_one_line_is_cut_and_joined_again() -> None:
    menu = "Home World Business Sport Science Opinion Photos Videos Weather Contact About "
    more = (
        "The two countries have traded copper since the 1960s, and most of it goes by rail to the "
        "coast. Prices fell by a fifth in the past year, which has cost the treasury dearly. "
    )
    line = f"{TITLE} - Example {menu * 3}{TITLE} {' '.join(BODY)} {more * 4}{menu * 3}"
    document = cleaned(line)
    assert BODY[1] in document.text
    assert "Weather Contact" not in document.text
    assert document.text.startswith(TITLE)


def test_a_headline_in_other_words_than_the_text_is_the_title() -> None:
    for headline in ("# Metals row resumes", "Metals row resumes in earnest"):
        document = cleaned(f"{headline}\n\n" + "\n\n".join(BODY))
        assert document.title == headline.lstrip("# ")


def test_markdown_marks_go() -> None:
    text = dump(inside="The **talks** with [Tokyo](https://example.org) are _not_ over, she said.")
    assert "The talks with Tokyo are not over, she said." in cleaned(text).text


def test_the_container_goes_before_the_content() -> None:
    document = cleaned(
        dump(),
        title="A better title",
        outlet="Example Wire",
        byline="A. Nkole",
        published=datetime(2024, 3, 1, 12, 0),
    )
    assert (document.title, document.outlet) == ("A better title", "Example Wire")
    assert document.byline == "A. Nkole"
    assert document.metadata_date == date(2024, 3, 1)


PAGE = f"""<html lang="en-GB"><head><title>{TITLE} | The Example Post</title>
<meta property="og:site_name" content="The Example Post">
<meta property="og:title" content="{TITLE}">
<meta name="author" content="Mwila Banda">
<meta property="article:published_time" content="2024-03-01T08:00:00Z">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{p}</p>" for p in BODY)}</article>
<aside><h3>Most read</h3><a href="/x">Copper falls again</a></aside>
<footer>© 2024 The Example Post</footer></body></html>"""


def test_a_page_is_read_with_its_metadata() -> None:
    document = cleaned(PAGE, "text/html")
    assert_whole(document)
    assert document.outlet == "The Example Post"
    assert document.byline == "Mwila Banda"
    assert document.metadata_date == date(2024, 3, 1)
    assert why(document, "Copper falls again") == "outside the article (trafilatura)"
    assert why(document, "© 2024") == "copyright line"


def test_byline_and_date_inside_a_page_leave_its_text() -> None:
    lines = "<p>By Mwila Banda</p><p>Published March 1, 2024</p>"
    document = cleaned(PAGE.replace("</h1>", f"</h1>{lines}"), "text/html")
    assert_whole(document)
    assert document.stated_dates == ("Published March 1, 2024",)


def test_a_copyright_year_is_no_metadata() -> None:
    page = PAGE.replace(
        '<meta property="article:published_time" content="2024-03-01T08:00:00Z">', ""
    )
    assert cleaned(page, "text/html").metadata_date is None


@pytest.mark.parametrize(
    "text",
    [
        "Oslo and Hanoi signed a deal.",
        "The minister met his counterpart in Oslo on Monday and they agreed on fisheries",
        BODY[0],
    ],
)
def test_a_single_sentence_is_a_document(text: str) -> None:
    document = cleaned(text)
    assert document.text == text
    assert document.title is None


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
@pytest.mark.parametrize("content", ["", " \n\n ", "x", "\x00\x00", "Home\nWorld\nSport", "<p>"])
def test_nothing_to_read_is_quarantined(content: str, media_type: str) -> None:
    found = clean(raw(content, media_type))
    assert isinstance(found, Quarantined)
    assert found.path == "a.txt"
    assert "no article" in found.reason


@pytest.mark.parametrize(
    "content",
    [
        "a" * 1_000_000,
        "word " * 200_000,
        "Menu item\n" * 50_000,
        "A b. " * 100_000,
        "((((" * 50_000,
    ],
    ids=["one word", "no stop", "menu", "short sentences", "brackets"],
)
def test_odd_texts_take_little_time(content: str) -> None:
    start = time.process_time()
    clean(raw(content))
    assert time.process_time() - start < 10


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from([*BODY, TITLE, "Home", "0", "Published March 1, 2024", "By Ada Berg"]),
        ),
        max_size=25,
    )
)
def test_whatever_stays_or_goes_has_its_form(lines: list[str]) -> None:
    content = "\n".join(lines)
    found = clean(raw(content))
    assert found == clean(raw(content))
    if isinstance(found, Quarantined):
        return
    for document in found:
        paragraphs = document.text.split("\n\n")
        assert all(p and p == " ".join(p.split()) for p in paragraphs)
        assert document.title is None or paragraphs[0] == document.title
        assert all(b.text and b.reason for b in document.removed)
        for stated in document.stated_dates:
            assert " ".join(stated.split()) in " ".join(content.split())


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("Published March 1, 2024", True),
        ("Last updated: 1 March 2024, 10:15 GMT", True),
        ("Tuesday, March 5, 2024", False),
        ("2024-03-05 10:15:00", False),
        ("By Ada Berg | March 5, 2024", False),
        ("05/03/2024", False),
        ("Posted on 5th March 2024 by Ada Berg", True),
    ],
)
def test_date_lines(text: str, labelled: bool) -> None:
    found = date_line(text)
    assert found is not None
    assert found.labelled == labelled


@pytest.mark.parametrize(
    "text",
    [
        "The agreement was signed on March 5, 2024 in Lusaka.",
        "Copyright 2024 The Example Post",
        "March was a good month",
        "A vote on March 5, 2024 that nobody expected to win",
    ],
)
def test_sentences_are_no_date_lines(text: str) -> None:
    assert date_line(text) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("By Ada Berg", "Ada Berg"),
        ("By Staff Reporter", "Staff Reporter"),
        ("by Ada Berg and Li Wei", "Ada Berg and Li Wei"),
        ("Our Correspondent", "Our Correspondent"),
        ("By the end of the year prices will have doubled.", None),
        ("By then it was too late", None),
    ],
)
def test_bylines(text: str, who: str | None) -> None:
    assert byline(text) == who


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LUSAKA: Zambia has asked Japan", "LUSAKA"),
        ("HANOI (AFP) — The ministry said", "HANOI"),
        ("ST. JOHN'S, Antigua (AP) - The prime minister", "ST. JOHN'S, Antigua"),
        ("Nairobi (Reuters) - The president", "Nairobi"),
        ("FOREIGN MINISTER Ada Berg told reporters", None),
        ("The minister: a portrait", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    assert dateline(text) == place


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (" ".join(BODY), "fr", "en"),
        ("El ministro dijo que las conversaciones seguirán en Lima durante la semana.", None, "es"),
        ("Министр заявил, что переговоры продолжатся в Душанбе на следующей неделе.", None, "ru"),
        ("Kurz.", "de-AT", "de"),
        ("", None, "und"),
    ],
)
def test_languages(text: str, declared: str | None, code: str) -> None:
    assert identify_language(text, declared) == code
