"""Chains of several documents meet where hands are one, and keep what they tell differently."""

from hypothesis import given
from hypothesis import strategies as st

from tightrope.corpus.chain_graph import Carrier, chain_graph, provenance_steps
from tightrope.corpus.hands import Hand, Hands, best_name, fold, head_noun
from tightrope.corpus.ways import independent_ways
from tightrope.records.provenance import Basis, ChainGraph, NodeKind
from tightrope.records.statements import ChainLink, Statement, StatementKind

WARNING = "that the northern dam near Soure cannot stand another great flood this winter"
Link = tuple[str, str]


def statement(name: str, document: str, *links: Link, content: str = WARNING) -> Statement:
    chain = (ChainLink("this page", "outlet"), *(ChainLink(n, k) for n, k in links))
    return Statement(
        name, document, (), (), (), links[-1][0] if links else "", "said", content,
        StatementKind.INDIRECT, source_name=links[-1][0] if links else "", chain=chain,
    )  # fmt: skip


def carriers(
    *outlets: str, story: str = "t", origins: dict[str, str] | None = None
) -> list[Carrier]:
    given_origins = origins or {}
    return [
        Carrier(f"d{n}", "t", name, f"Title {n}", (given_origins.get(f"d{n}", name or f"d{n}"),))
        for n, name in enumerate(outlets, 1)
    ]


def steps(graph: ChainGraph) -> set[tuple[str, str]]:
    return {(graph.node(e.holder).name, graph.node(e.source).name) for e in graph.edges}


POST, MEMO, SOUSA = ("The Post", "press"), ("memo “Two Dams”", "document"), ("Ana Sousa", "person")


def test_chains_of_different_documents_meet() -> None:
    one = statement("a", "d1", POST, ("leaked documents", "document"), MEMO, SOUSA)
    two = statement("b", "d2", ("Post", "press"), ("leaked harbour documents", "document"), SOUSA)
    graph = chain_graph([one, two], carriers("Daily A", "Daily B"))
    assert steps(graph) == {
        ("Daily A", "The Post"),
        ("Daily B", "The Post"),
        ("The Post", "leaked harbour documents"),
        ("leaked harbour documents", "memo “Two Dams”"),
        ("leaked harbour documents", "Ana Sousa"),
        ("memo “Two Dams”", "Ana Sousa"),
    }
    (told,) = graph.retold
    assert told.n_ways == 1  # both by way of the Post
    assert [len(t.path) for t in told.tellings] == [5, 4]
    assert told.differences == ("Daily B does not name memo “Two Dams”",)
    assert graph.n_origins == 1
    leak = next(e for e in graph.edges if graph.node(e.holder).name == "The Post")
    assert leak.statement_ids == ("a", "b")
    assert leak.document_ids == ("d1", "d2")


def test_two_names_for_one_place_are_both_kept() -> None:
    one = statement("a", "d1", ("Discord", "press"), SOUSA)
    two = statement("b", "d2", ("Twitter", "press"), SOUSA)
    graph = chain_graph([one, two], carriers("Daily A", "Daily B"))
    assert {("Daily A", "Discord"), ("Daily B", "Twitter")} <= steps(graph)
    (told,) = graph.retold
    assert told.n_ways == 2
    assert told.differences == ("Daily B names Twitter where Daily A names Discord",) or (
        told.differences == ("Daily A names Discord where Daily B names Twitter",)
    )


def test_one_statement_given_to_two_sources_is_shown() -> None:
    one = statement("a", "d1", ("The Post", "press"), SOUSA)
    two = statement("b", "d2", ("Rui Lopes", "person"))
    (told,) = chain_graph([one, two], carriers("Daily A", "Daily B")).retold
    assert "Daily B gives it to Rui Lopes, Daily A to Ana Sousa" in told.differences


def test_outlets_are_one_whatever_their_case() -> None:
    one = statement("a", "d1", SOUSA)
    two = statement("b", "d2", ("CASPIAN COURIER", "press"), SOUSA)
    graph = chain_graph([one, two], carriers("Caspian Courier", "Daily B"))
    outlets = {n.name for n in graph.nodes if n.kind is NodeKind.OUTLET}
    assert outlets == {"Caspian Courier", "Daily B"}


def test_what_a_document_rests_on_is_inferred_where_it_does_not_say_so() -> None:
    one = statement("a", "d1", SOUSA)
    graph = chain_graph([one], carriers("Daily A", origins={"d1": "The Post"}))
    assert steps(graph) == {("Daily A", "The Post"), ("The Post", "Ana Sousa")}
    assert {e.basis for e in graph.edges} == {Basis.INFERRED}
    said = statement("a", "d1", ("Gazette", "press"), SOUSA)
    stated = chain_graph([said], carriers("Daily A", origins={"d1": "The Post"}))
    assert {e.basis for e in stated.edges} == {Basis.STATED}


def test_a_report_of_an_unknown_outlet_stands_for_itself() -> None:
    graph = chain_graph(
        [statement("a", "d1", SOUSA), statement("b", "d2", SOUSA)],
        carriers("", "", origins={"d2": "d1"}),
    )
    assert steps(graph) == {
        ("Title 1", "Ana Sousa"), ("Title 2", "Title 1"),
    }  # fmt: skip
    assert {n.kind for n in graph.nodes} == {NodeKind.REPORT, NodeKind.PERSON}


def test_a_source_that_was_not_made_out_is_no_hand() -> None:
    graph = chain_graph([statement("a", "d1", POST, ("It", "institution"))], carriers("Daily A"))
    assert steps(graph) == {("Daily A", "The Post")}


def test_unnamed_sources_count_once_a_story() -> None:
    said = [
        statement("a", "d1", ("One of his senior aides", "unnamed")),
        statement("b", "d2", ("two officials close to the talks", "unnamed")),
        statement("c", "d3", SOUSA, content="nothing of the kind"),
    ]
    graph = chain_graph(said, carriers("Daily A", "Daily B", "Daily C"))
    assert graph.n_origins == 2
    apart = chain_graph(said[:2], [Carrier("d1", "t", "Daily A"), Carrier("d2", "u", "Daily B")])
    assert len({n.story_id for n in apart.nodes if n.kind is NodeKind.UNNAMED}) == 2
    assert apart.n_origins == 2


def test_steps_are_numbered_from_the_outlet_inwards() -> None:
    found = provenance_steps([statement("a", "d1", POST, MEMO, SOUSA)], carriers("Daily A"))
    assert [(s.step, s.holder, s.source) for s in found] == [
        (0, "Daily A", "The Post"),
        (1, "The Post", "memo “Two Dams”"),
        (2, "memo “Two Dams”", "Ana Sousa"),
    ]
    assert all(s.holder_id and s.source_id for s in found)


def paper(name: str) -> Hand:
    return Hand(NodeKind.DOCUMENT, name, fold(name))


def test_papers_are_one_only_where_names_leave_no_other() -> None:
    names = ["leaked documents", "leaked US intelligence documents", "leaked document", "memo"]
    names += ["memo “Two Dams”", "memo “Three Dams”", "secret memo", "leaked army documents"]
    held = Hands("t", [paper(n) for n in names])
    apart = {held.node(paper(n)).id for n in names}
    assert len(apart) == len(names)  # two fuller names: nobody can tell which is meant
    held = Hands("t", [paper(n) for n in names[:2]])
    assert held.node(paper(names[0])) == held.node(paper(names[1]))
    assert held.node(paper(names[0])).name == names[1]


def test_a_surname_is_the_one_person_who_bears_it() -> None:
    people = [Hand(NodeKind.PERSON, n, fold(n)) for n in ("Sousa", "Ana Sousa")]
    assert len({Hands("t", people).node(p).id for p in people}) == 1
    people.append(Hand(NodeKind.PERSON, "Rui Sousa", "rui sousa"))
    assert len({Hands("t", people).node(p).id for p in people}) == 3


def test_names_are_compared_by_what_tells() -> None:
    assert fold("The Čas-Post ") == fold("CAS POST")
    assert head_noun("One of his senior aides") == head_noun("an aide") == "aide"
    assert head_noun("officials in Baku, who asked not to be named") == "official"
    assert best_name(["CASPIAN COURIER", "Caspian Courier"]) == "Caspian Courier"


hands = st.sampled_from("abcdefgh")


@given(st.lists(st.lists(hands, min_size=1, max_size=5, unique=True), max_size=12), st.randoms())
def test_ways_are_bounded_and_do_not_depend_on_order(paths: list[list[str]], draw: object) -> None:
    n = independent_ways(paths)
    assert n <= len({p[0] for p in paths})
    assert n <= len({p[-1] for p in paths})
    assert (n == 0) == (not paths)
    shuffled = list(paths)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert independent_ways(shuffled) == n
    assert independent_ways([*paths, *paths]) == n
    assert independent_ways(paths, unnamed="abcdefgh") == min(1, len(paths))
    assert independent_ways(paths, ends_count=False) >= n


@given(st.lists(st.lists(hands, min_size=1, max_size=4), max_size=8), st.randoms())
def test_the_graph_does_not_depend_on_the_order_of_statements(
    paths: list[list[str]], draw: object
) -> None:
    kinds = {"a": "press", "b": "document", "c": "unnamed", "d": "institution"}
    said = [
        statement(f"s{n}", f"d{n % 3 + 1}", *((h, kinds.get(h, "person")) for h in path))
        for n, path in enumerate(paths)
    ]
    outlets = carriers("Daily A", "Daily B", "")
    graph = chain_graph(said, outlets)
    draw.shuffle(said)  # type: ignore[attr-defined]
    assert chain_graph(said, outlets) == graph
    known = {n.id for n in graph.nodes}
    assert all({e.holder, e.source} <= known and e.holder != e.source for e in graph.edges)
