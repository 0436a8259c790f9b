"""Several articles in one plain text: split where it is certain, left whole where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tightrope.records.documents import Document, RawDocument
from tightrope.records.identifiers import identifier
from tightrope.stages.cleaning import clean

ZAMBIA = (
    "Zambia has asked Japan to reopen talks on the price of copper, the trade ministry said on "
    "Tuesday, after months of falling prices on the exchange in London.",
    "The minister told reporters in Lusaka that the current terms, agreed ten years ago, no longer "
    "reflected the cost of mining and of carrying the metal to the coast.",
    "Japanese officials declined to comment on the request, which comes before a visit to Lusaka.",
)
CHILE = (
    "Chile and Portugal agreed on Thursday to lay a cable under the sea between Valparaíso and "
    "Sines, and to share what it costs over a period of eight years.",
    "The Chilean telecommunications agency said that work would begin in the spring, when the "
    "ships that lay the cable come back from Mozambique.",
    "A Portuguese spokesman called the agreement a bridge over the whole of the Atlantic.",
)


def article(title: str, masthead: str, body: tuple[str, ...]) -> str:
    return "\n\n".join((title, masthead, *body) if masthead else (title, *body))


def cleaned(content: str, **more: object) -> list[Document]:
    found = clean(RawDocument("d1", "a.txt", content, "text/plain", **more))  # type: ignore[arg-type]
    assert isinstance(found, list), found
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("By Ada Berg", "By Li Wei"),
        ("Published 4 March 2022", "Published 7 March 2022"),
        ("Published 4 March 2022", "By Li Wei"),
    ],
)
def test_headlines_with_mastheads_of_their_own_begin_articles(first: str, second: str) -> None:
    one, other = cleaned(
        article("Zambia seeks new copper terms", first, ZAMBIA)
        + "\n\n\n"
        + article("Chile and Portugal plan a cable", second, CHILE)
    )
    assert one.title == "Zambia seeks new copper terms"
    assert other.title == "Chile and Portugal plan a cable"
    assert one.id == "d1"
    assert other.id == identifier("d", "d1", 1)
    assert "article 2 of 2" in other.part_note
    assert "Chile" not in one.text and "Zambia" not in other.text
    assert (other.byline == "Li Wei") == (second == "By Li Wei")


def test_datelines_are_mastheads() -> None:
    lusaka = ("LUSAKA: " + ZAMBIA[0], *ZAMBIA[1:])
    santiago = ("SANTIAGO (Reuters) - " + CHILE[0], *CHILE[1:])
    one, other = cleaned(
        article("Zambia seeks new copper terms", "", lusaka)
        + "\n\n"
        + article("Chile and Portugal plan a cable", "", santiago)
    )
    assert (one.dateline, other.dateline) == ("LUSAKA", "SANTIAGO")


@pytest.mark.parametrize("rule", ["-----", "=====", "***", "* * *", "______________"])
def test_a_rule_divides_articles_that_name_others(rule: str) -> None:
    found = cleaned(
        article("Zambia seeks new copper terms", "", ZAMBIA)
        + f"\n\n{rule}\n\n"
        + article("Chile and Portugal plan a cable", "", CHILE)
    )
    assert [d.title for d in found] == [
        "Zambia seeks new copper terms",
        "Chile and Portugal plan a cable",
    ]
    assert "a line of signs" in found[0].part_note


@pytest.mark.parametrize(
    "between",
    [
        "A country that lives on copper",  # a subheading
        "***",  # a pause
        "What the ministry says about it\n\n4 March 2022",  # a chronicle
        "Read more: Chile and Portugal plan a cable",
    ],
)
def test_what_stands_within_an_article_does_not_split_it(between: str) -> None:
    more = tuple(text.replace("Tuesday", "Friday").replace("The", "That") for text in ZAMBIA)
    content = "\n\n".join(
        (article("Zambia seeks new copper terms", "By Ada Berg", ZAMBIA), between, *more)
    )
    (document,) = cleaned(content)
    assert document.part_note == ""


def test_a_rule_between_parts_on_the_same_people_does_not_split() -> None:
    again = tuple(text.replace("copper", "cobalt") for text in ZAMBIA)
    (document,) = cleaned(
        article("Zambia seeks new copper terms", "", ZAMBIA)
        + "\n\n-----\n\n"
        + article("Zambia thinks of cobalt too", "", again)
    )
    assert "cobalt" in document.text


def test_what_a_container_gives_is_one_article() -> None:
    content = (
        article("Zambia seeks new copper terms", "By Ada Berg", ZAMBIA)
        + "\n\n"
        + article("Chile and Portugal plan a cable", "By Li Wei", CHILE)
    )
    assert len(cleaned(content)) == 2
    for more in ({"is_body": True}, {"title": "Two things"}, {"url": "https://example.org/a"}):
        assert len(cleaned(content, **more)) == 1


@given(
    order=st.lists(
        st.sampled_from(["By Ada Berg", "Published 4 March 2022"]), min_size=1, max_size=5
    )
)
def test_as_many_articles_come_out_as_went_in(order: list[str]) -> None:
    content = "\n\n\n".join(
        article(f"Chile and Portugal plan cable number {n}", masthead, CHILE)
        for n, masthead in enumerate(order)
    )
    found = cleaned(content)
    assert len(found) == len(order)
    assert len({d.id for d in found}) == len(order)
