"""Stories: what joins, what stays apart, and that order of arrival changes nothing."""

import json
import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.figures import bench_folder
from tightrope.corpus.clustering import average_link
from tightrope.corpus.signatures import sign
from tightrope.corpus.stories import StoryIndex, days_apart, first_day, story_title
from tightrope.records.documents import DateBasis, Publication

UNKNOWN = Publication()


def day(d: date) -> Publication:
    return Publication(DateBasis.STATED, d, d)


CANAL_A = (
    "Nairobi orders halt to Lamu canal dredging\n\nKenya's transport minister Amina Wekesa ordered "
    "a Danish contractor to stop dredging the Lamu canal on Monday after mangroves died along six "
    "kilometres of the shore. The contractor, Havnor, said it would appeal. Fishermen in Faza had "
    "blockaded the dredgers for nine days."
)
CANAL_B = (
    "Dredging of Lamu canal stopped after mangrove deaths\n\nDredgers of the Danish "
    "firm Havnor lie "
    "idle off Lamu since Kenya's minister Amina Wekesa told it to stop. Mangroves died along the "
    "shore for six kilometres, and fishermen from Faza blockaded the canal. Havnor plans an appeal."
)
QUAKE = (
    "Strong quake shakes Cuenca\n\nAn earthquake of magnitude 6.1 damaged churches "
    "in the Ecuadorean "
    "city of Cuenca before dawn. Mayor Rosa Illescas closed schools; two bridges "
    "over the Tomebamba "
    "are cracked and aftershocks continue."
)
QUAKE_YEARS_LATER = QUAKE.replace("6.1", "5.9").replace("two bridges", "a viaduct")


def grouped(texts, published=None):
    index = StoryIndex()
    for name, text in texts.items():
        index.add(sign(name, text, text.split("\n")[0]), (published or {}).get(name, UNKNOWN))
    return sorted(index.stories().values())


def test_one_piece_of_news_in_other_words_is_one_story():
    assert grouped({"a": CANAL_A, "b": CANAL_B, "c": QUAKE}) == [("a", "b"), ("c",)]


def test_the_same_words_a_month_later_are_other_news():
    texts = {"a": QUAKE, "b": QUAKE_YEARS_LATER}
    near = {"a": day(date(2022, 3, 1)), "b": day(date(2022, 3, 2))}
    far = {"a": day(date(2022, 3, 1)), "b": day(date(2022, 4, 1))}
    assert grouped(texts, near) == [("a", "b")]
    assert grouped(texts, far) == [("a",), ("b",)]
    assert grouped(texts) == [("a", "b")]


def test_days_apart_uses_bounds_as_far_as_known():
    year = Publication(DateBasis.OFFICES, date(2017, 8, 1), date(2018, 4, 30))
    assert days_apart(year, day(date(2018, 5, 2))) == 2
    assert days_apart(year, day(date(2018, 1, 1))) == 0
    assert days_apart(year, UNKNOWN) == 0


def test_merging_two_stories_is_recorded():
    index = StoryIndex()
    index.add(sign("m", CANAL_A))
    index.add(sign("z", QUAKE))
    bridge = index.add(sign("b", CANAL_B))
    old, new = index.story_of("m"), index.story_of("b")
    assert old == new
    assert len(bridge.stories) == 1
    assert bridge.stories[0][1] == ("b", "m")
    assert bridge.gone and bridge.merged == ((bridge.gone[0], new),)
    assert index.story_of("z") != new


def test_adding_again_changes_nothing():
    index = StoryIndex()
    index.add(sign("a", CANAL_A))
    before = index.stories()
    changes = index.add(sign("a", CANAL_A))
    assert changes.stories == () and changes.links == ()
    assert index.stories() == before


def test_a_restored_index_goes_on_like_the_one_that_was_kept():
    first = StoryIndex()
    kept = first.add_many([(sign("a", CANAL_A), UNKNOWN), (sign("q", QUAKE), UNKNOWN)])
    again = StoryIndex()
    again.restore([(sign("q", QUAKE), UNKNOWN), (sign("a", CANAL_A), UNKNOWN)], kept.links)
    assert again.stories() == first.stories()
    assert again.add(sign("b", CANAL_B)) == first.add(sign("b", CANAL_B))


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 10))
def test_stories_do_not_depend_on_the_order_of_arrival(rng: random.Random, n: int):
    pool = [s.strip() for t in (CANAL_A, CANAL_B, QUAKE) for s in t.replace("\n", ".").split(".")]
    pool = [s for s in pool if s]
    documents = [
        (
            sign(f"d{i:02d}", ". ".join(rng.sample(pool, rng.randint(1, 7)))),
            rng.choice([UNKNOWN, day(date(2022, 3, rng.randint(1, 28)))]),
        )
        for i in range(n)
    ]
    at_once = StoryIndex()
    at_once.add_many(documents)
    rng.shuffle(documents)
    one_by_one = StoryIndex()
    for signature, published in documents:
        one_by_one.add(signature, published)
    assert one_by_one.stories() == at_once.stories()


def test_average_link_keeps_a_chain_apart():
    links = {
        "a": {"b": 1.4},
        "b": {"a": 1.4, "c": 1.3},
        "c": {"b": 1.3, "d": 1.4},
        "d": {"c": 1.4},
    }
    assert average_link("abcd", links) == [("a", "b"), ("c", "d")]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 8), st.integers(0, 8)), st.floats(0.1, 3.0), max_size=30
    )
)
def test_average_link_gives_every_item_one_group(edges):
    links: dict[str, dict[str, float]] = {str(n): {} for n in range(9)}
    for (a, b), strength in edges.items():
        if a != b:
            links[str(a)][str(b)] = links[str(b)][str(a)] = strength
    groups = average_link(list(links), links)
    assert sorted(item for group in groups for item in group) == sorted(links)
    shuffled = sorted(links, key=lambda item: hash((item, len(edges))))
    assert average_link(shuffled, links) == groups


def test_first_day_and_title_come_from_the_earliest():
    early, late = day(date(2021, 2, 1)), day(date(2021, 2, 3))
    assert first_day([late, early, UNKNOWN]) == date(2021, 2, 1)
    assert first_day([UNKNOWN]) is None
    found = story_title([("b", "Later", late), ("c", "Undated", UNKNOWN), ("a", "Early", early)])
    assert found == "Early"


def bcubed_f1(gold: dict[str, str], found: dict[str, str]) -> float:
    both = Counter((gold[i], found[i]) for i in gold)
    golds, founds = Counter(gold.values()), Counter(found.values())
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(("part", "floor"), [("train", 0.87), ("dev", 0.84)])
def test_snippets_of_news_fall_into_their_happenings(part, floor):
    folder = bench_folder()
    if folder is None:
        pytest.skip("gold data is not here")
    with (folder / "stories" / f"ecb_{part}.jsonl").open(encoding="utf-8") as lines:
        snippets = [json.loads(line) for line in lines]
    index = StoryIndex()
    index.add_many((sign(s["doc_id"], s["text"]), UNKNOWN) for s in snippets)
    gold = {s["doc_id"]: s["subtopic"] for s in snippets}
    assert bcubed_f1(gold, {i: index.story_of(i) for i in gold}) >= floor
