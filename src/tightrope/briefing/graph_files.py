"""The chain graph as files: node-link JSON and GraphML, for programs that know graphs.

JSON is the node-link form that D3 and NetworkX read; GraphML (Brandes et al. 2002,
http://graphml.graphdrawing.org) is read by NetworkX, igraph, Gephi and yEd. Both hold all of the
graph: what each edge rests on, and what several documents tell differently.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from tightrope.records.provenance import ChainGraph

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_ILLEGAL = re.compile("[^\\t\\n\\r -\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_LISTS = ("names", "statement_ids", "document_ids")


def node_link(graph: ChainGraph) -> dict[str, Any]:
    """The graph as plain data: ``nodes``, ``edges`` (``source`` holds from ``target``), ``graph``.

    An edge leads from the holder inwards to whom they had it from.
    """
    return {
        "directed": True,
        "multigraph": False,
        "graph": {
            "n_origins": graph.n_origins,
            "retold": [
                {
                    "source": r.source,
                    "n_ways": r.n_ways,
                    "differences": list(r.differences),
                    "tellings": [
                        {
                            "path": list(t.path),
                            "statement_ids": list(t.statement_ids),
                            "document_ids": list(t.document_ids),
                        }
                        for t in r.tellings
                    ],
                }
                for r in graph.retold
            ],
        },
        "nodes": [
            {
                "id": n.id,
                "name": n.name,
                "kind": n.kind.value,
                "story_id": n.story_id,
                "names": list(n.names),
            }
            for n in graph.nodes
        ],
        "edges": [
            {
                "source": e.holder,
                "target": e.source,
                "basis": e.basis.value,
                "statement_ids": list(e.statement_ids),
                "document_ids": list(e.document_ids),
            }
            for e in graph.edges
        ],
    }


def as_json(graph: ChainGraph) -> str:
    """Node-link JSON."""
    return json.dumps(node_link(graph), ensure_ascii=False, indent=1) + "\n"


def as_graphml(graph: ChainGraph) -> str:
    """GraphML; lists are written with spaces (identifiers) or `` | `` (names) between them."""
    data = node_link(graph)
    root = ET.Element("graphml", xmlns=_GRAPHML)
    keys = {
        "node": ("name", "kind", "story_id", "names"),
        "edge": ("basis", "statement_ids", "document_ids"),
        "graph": ("n_origins", "differences"),
    }
    for domain, names in keys.items():
        for name in names:
            kind = "int" if name == "n_origins" else "string"
            ET.SubElement(
                root,
                "key",
                {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind},
            )
    drawn = ET.SubElement(root, "graph", edgedefault="directed")
    differences = [d for r in graph.retold for d in r.differences]
    _data(drawn, "graph", {"n_origins": graph.n_origins, "differences": " | ".join(differences)})
    for n in data["nodes"]:
        _data(ET.SubElement(drawn, "node", id=n["id"]), "node", n)
    for e in data["edges"]:
        _data(ET.SubElement(drawn, "edge", source=e["source"], target=e["target"]), "edge", e)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _data(element: ET.Element, domain: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in ("id", "source", "target"):
            continue
        if name in _LISTS:
            value = (" | " if name == "names" else " ").join(value)
        ET.SubElement(element, "data", key=f"{domain}_{name}").text = _legal(str(value))


def _legal(text: str) -> str:
    """Without the signs that no XML may hold."""
    return _ILLEGAL.sub("", text)
