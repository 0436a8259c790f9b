"""The graph of who had it from whom: the chains of many documents, joined where they meet."""

from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """What a hand is through which statements went."""

    OUTLET = "outlet"
    REPORT = "report"  # a document of the corpus whose outlet is not known
    DOCUMENT = "document"  # papers: a memo, a cable, leaked files
    PERSON = "person"
    INSTITUTION = "institution"
    UNNAMED = "unnamed"


class Basis(StrEnum):
    """How a step is known."""

    STATED = "stated"  # a document says so
    INFERRED = "inferred"  # its document rests wholly on this source, by its words or its text


@dataclass(frozen=True, slots=True)
class ChainNode:
    """One hand.

    Attributes:
        id: names it; the same hand has the same identifier in every graph.
        name: its fullest name.
        kind: what it is.
        story_id: papers and unnamed sources are told apart by story; empty for all others.
        names: every name that the documents give it, sorted.
    """

    id: str
    name: str
    kind: NodeKind
    story_id: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainEdge:
    """A holder had statements from a source; both are identifiers of nodes."""

    holder: str
    source: str
    statement_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    basis: Basis = Basis.STATED


@dataclass(frozen=True, slots=True)
class Telling:
    """One way by which a statement is told to have come, the outermost hand first."""

    path: tuple[str, ...]
    statement_ids: tuple[str, ...]
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retold:
    """One statement as several documents tell it.

    Attributes:
        source: node of who said it.
        tellings: the ways that are told, the longest first; none is dropped for another.
        differences: in what they differ, in words.
        n_ways: ways from the reader to the source that share no hand on the way.
    """

    source: str
    tellings: tuple[Telling, ...]
    differences: tuple[str, ...]
    n_ways: int


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """Nodes and edges sorted by identifier; statements that several documents tell, most told
    first; and how many origins are independent (see :mod:`tightrope.corpus.ways`)."""

    nodes: tuple[ChainNode, ...]
    edges: tuple[ChainEdge, ...]
    retold: tuple[Retold, ...]
    n_origins: int

    def node(self, node_id: str) -> ChainNode:
        """The node of that identifier.

        Raises:
            KeyError: there is none.
        """
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)
