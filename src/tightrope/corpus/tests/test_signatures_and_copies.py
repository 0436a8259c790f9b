"""Signatures and copies: exact shares, order, bad input, recall on news bodies."""

import gzip
import json
import random
from collections import Counter
from itertools import combinations, islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.figures import bench_folder
from tightrope.corpus.copies import CopyIndex, compare, derivation, text_links
from tightrope.corpus.postings import Postings
from tightrope.corpus.signatures import WINDOW, sign, sign_many, winnowed
from tightrope.corpus.words import encoded_words, shared, words

WIRE = (
    "Oslo and Helsinki will run a joint rescue service in the Barents Sea from next "
    "spring, the two "
    "coast guards announced in Tromso. Eleven cutters and four helicopters are to stand by around "
    "the clock. A captain who helped to draft the plan said that storms had doubled since the last "
    "agreement was written, and that fishermen had asked for cover beyond the shelf for a decade. "
    "Parliament in Oslo has yet to approve the budget of ninety million kroner, which covers fuel, "
    "crews and a hangar near Kirkenes."
)
OTHER = (
    "Wheat growers in the Chaco fear a second dry season after reservoirs near Resistencia fell to "
    "a tenth of their volume. The provincial water board has closed two canals and is trucking "
    "water to ranches. Agronomists at the university advise planting sorghum, which survives on "
    "half the rain, while exporters warn that silos at Barranqueras stand empty for lack of grain."
)


def signatures_of(texts: dict[str, str]):
    return [sign(name, text) for name, text in texts.items()]


def test_equal_runs_have_equal_numbers_and_marks_do_not_count():
    assert sign("a", "One two, three four FIVE!").shingles == (
        sign("a", "one two three “four” five").shingles
    )
    assert sign("a", "only four words here").n_shingles == 0


@settings(max_examples=300)
@given(st.text(st.characters(codec=None)))
def test_words_in_bytes_are_the_words(text):
    assert [w.decode("utf-8", "surrogatepass") for w in encoded_words(text)] == words(text)


def test_many_kinds_of_marks_part_words_too():
    text = "naïve".join(chr(0x2500 + n) for n in range(120)) + "Ünïcode_1\u0130x"
    assert [w.decode() for w in encoded_words(text)] == words(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*WIRE.split(), "7", "—", "oils", "oil"])), st.booleans()
        )
    )
)
def test_a_signature_rests_on_its_text_alone(drawn):
    documents = [(str(n), " ".join(w), "Oil" if t else None) for n, (w, t) in enumerate(drawn)]
    assert sign_many(documents) == [sign(*document) for document in documents]


def test_terms_have_length_one_the_heaviest_first_and_the_title_weighs_more():
    terms = sign("a", WIRE, "Kirkenes").terms
    weights = [weight for _, weight in terms]
    assert weights == sorted(weights, reverse=True)
    assert sum(w * w for w in weights) == pytest.approx(1, abs=1e-4)
    assert dict(terms)["kirken"] > dict(sign("a", WIRE).terms)["kirken"]


def test_wire_copy_under_another_headline_is_a_copy():
    a, b = sign("a", WIRE), sign("b", "A quite different headline\n\n" + WIRE)
    link = compare(b, a)
    assert link is not None
    assert (link.first, link.second, link.relation) == ("a", "b", "copy")
    made = derivation(link, "a")
    assert (made.document_id, made.target, made.relation) == ("b", "a", "copy")
    assert made.share > 0.8


def test_a_report_inside_a_longer_one_is_an_excerpt():
    long = f"{OTHER}\n\n{WIRE}\n\n{OTHER[::-1]}\n\n" + " ".join(f"item{n}" for n in range(400))
    link = text_links(signatures_of({"short": WIRE, "long": long}))[0]
    assert link.relation == "excerpt"
    assert link.share_of("short") > 0.95
    assert link.share_of("long") < 0.3


def test_a_shared_boilerplate_sentence_makes_no_copy():
    footer = " Sign up here for our daily newsletter and never miss a story again."
    short = "Rain fell on the capital of Latvia all morning and trams stood still for an hour."
    texts = {"a": short + footer, "b": OTHER[:90] + footer, "c": WIRE + footer}
    assert text_links(signatures_of(texts)) == []


def test_very_short_equal_texts_are_copies():
    assert (
        len(
            text_links(
                signatures_of({"a": "Five words and no more.", "b": "five words and no more"})
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    "text", ["", " ", "x", "\x00\x00", "один два", "a " * 200_000, "é" * 1_000_000]
)
def test_odd_texts_have_signatures(text):
    signature = sign("odd", text)
    assert signature == sign("odd", text)
    assert CopyIndex().add([signature]) == []


@given(st.lists(st.integers(0, 40), min_size=0, max_size=120))
def test_every_window_keeps_its_smallest_number(numbers):
    sequence = np.array(numbers, dtype=np.uint32)
    kept = set(winnowed(sequence, np.zeros(len(sequence), dtype=np.int64)).tolist())
    assert kept <= set(numbers)
    for start in range(max(1, len(numbers) - WINDOW + 1)):
        window = numbers[start : start + WINDOW]
        assert not window or min(window) in kept


@given(st.sets(st.integers(0, 2**32 - 1)), st.sets(st.integers(0, 2**32 - 1)))
def test_shared_counts_what_sets_share(a, b):
    arrays = [np.array(sorted(s), dtype=np.uint32) for s in (a, b)]
    assert shared(*arrays) == len(a & b)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_links_do_not_depend_on_the_order_of_arrival(rng: random.Random, n: int):
    sentences = [s.strip() for s in (WIRE + " " + OTHER).split(".") if s.strip()]
    texts = {
        f"d{i}": ". ".join(rng.sample(sentences, rng.randint(1, len(sentences)))) for i in range(n)
    }
    made = signatures_of(texts)
    expected = text_links(made)
    rng.shuffle(made)
    assert text_links(made) == expected
    by_pair = sorted(link for a, b in combinations(made, 2) if (link := compare(a, b)))
    assert set(expected) <= set(by_pair)
    # Fingerprints promise to meet only where a shared run is as long as their window.
    fingerprints = {m.document_id: set(m.fingerprint_array.tolist()) for m in made}
    for missed in set(by_pair) - set(expected):
        assert fingerprints[missed.first].isdisjoint(fingerprints[missed.second])


def test_recall_of_copies_on_news_bodies():
    folder = bench_folder()
    if folder is None:
        pytest.skip("gold data is not here")
    with gzip.open(folder / "stories" / "bodies.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line) for line in islice(lines, 900)]
    made = sign_many([(body["id"], body["text"], None) for body in bodies])
    runs = {s.document_id: set(s.shingle_array.tolist()) for s in made}
    common: Counter[tuple[str, str]] = Counter()
    holders: dict[int, list[str]] = {}
    for name, held in runs.items():
        for run in held:
            there = holders.setdefault(run, [])
            common.update((other, name) for other in there)
            there.append(name)
    near, inside = set(), set()
    for (a, b), n in common.items():
        pair = (min(a, b), max(a, b))
        if n / (len(runs[a]) + len(runs[b]) - n) >= 0.5:
            near.add(pair)
        if n / min(len(runs[a]), len(runs[b])) >= 0.5:
            inside.add(pair)
    links = {(k.first, k.second) for k in text_links(made)}
    assert len(links & near) / len(near) >= 0.98
    assert len(links & inside) / len(inside) >= 0.95
    assert links <= inside


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, 12), max_size=6), max_size=9), st.data())
def test_documents_meet_through_every_key_they_share(held, data):
    keys = [np.array(sorted(k), dtype=np.uint32) for k in held]
    ids = data.draw(st.permutations([f"d{n}" for n in range(len(held))]))
    cut = data.draw(st.integers(0, len(held)))
    postings = Postings()
    postings.add(ids[:cut], keys[:cut])
    postings.add(ids[cut:], keys[cut:])
    meeting = [(a, b) for a, b in combinations(range(len(held)), 2) if held[a] & held[b]]
    assert postings.meetings(0) == meeting
    assert postings.meetings(cut) == [(a, b) for a, b in meeting if b >= cut]


def test_of_too_many_holders_those_with_the_smallest_ids_meet_all():
    ids = ["e", "b", "a", "d", "c"]
    postings = Postings(max_holders_met=2)
    postings.add(ids, [np.array([7], dtype=np.uint32)] * 5)
    met = {tuple(sorted((ids[a], ids[b]))) for a, b in postings.meetings(0)}
    assert met == {("a", "b"), *(("a", x) for x in "cde"), *(("b", x) for x in "cde")}
