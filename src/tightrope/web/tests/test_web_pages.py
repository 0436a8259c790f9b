"""Every page answers, with its twins, and nothing in a document becomes markup."""

import csv
import importlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tightrope.briefing.cards import write_card
from tightrope.briefing.differences import nearer
from tightrope.engine.comparing import compare as compare_states
from tightrope.records.alignment import Stream
from tightrope.store import open_corpus
from tightrope.web import Site
from tightrope.web.asking import Ask
from tightrope.web.gathering import standing_of
from tightrope.web.pages import PAGES
from tightrope.web.pages.state import state_view
from tightrope.web.tests.made_site import ATTRIBUTE

PERSON = quote(f"محمد/بن {ATTRIBUTE}", safe="")
ADDRESSES = (
    "/",
    "/state/KAZ",
    "/state/Kazakhstan?powers=CHN,RUS",
    "/state/RUS",
    "/state/FJI",
    "/pair/KAZ/CHN",
    "/pair/KAZ/CHN?stream=votes",
    "/pair/KAZ/RUS?stream=deeds&since=2023-01-01&until=2023-12-31",
    "/story/t1",
    "/story/tx",
    "/document/d1",
    "/document/d4",
    "/document/dx",
    "/incident/i3",
    "/incident/i9",
    "/incident/ix",
    "/statement/s2",
    "/statement/s5",
    "/statement/sx",
    "/dispute/q1",
    "/person/Daniyar%20Seitov",
    f"/person/{PERSON}",
    "/search",
    "/search?q=pipeline&state=KAZ&since=2023-01-01",
    "/search?q=nothing-holds-this",
    "/search?kind=incidents&state=KAZ&with=CHN&reading=happened",
    "/search?kind=statements&q=drills",
    "/search?kind=persons&q=sei",
    "/compare",
    "/compare?states=KAZ,RUS&powers=USA,CHN&stream=words",
    "/coverage",
    "/corrections",
    "/method",
    "/api",
)


class Strict(HTMLParser):
    """Notes what a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.found.append("script")
        if tag in ("img", "iframe", "object", "embed", "style", "base"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action") and value:
                self.links.append(value)
                if not re.match(r"[/#]|https?:", value):
                    self.found.append(f"{tag} {name}={value}")


def twin(address: str, ending: str) -> str:
    path, _, query = address.partition("?")
    path = "/home" if path == "/" else path
    return f"{path}.{ending}" + (f"?{query}" if query else "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_answers_and_holds_no_foreign_markup(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[-600:]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Strict()
    page.feed(answer.text)
    assert page.found == []
    assert answer.text.count("<h1") == 1
    assert "Cite this" in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_twins(client: TestClient, address: str) -> None:
    told = client.get(twin(address, "json"))
    assert told.status_code == 200
    assert {"title", "cite", "view"} <= json.loads(told.text).keys()
    table = client.get(twin(address, "csv"))
    assert table.status_code == 200
    rows = list(csv.reader(io.StringIO(table.text)))
    assert len({len(row) for row in rows}) <= 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]
    asked = "&" if "?" in address else "?"
    assert client.get(f"{address}{asked}format=json").json() == told.json()


def test_every_kind_of_page_is_asked_for() -> None:
    patterns = {
        path: re.compile(re.sub(r"\{\w+:path\}", ".+", re.sub(r"\{\w+\}", "[^/]+", path)) + r"$")
        for path, _ in PAGES
    }
    bare = [address.partition("?")[0] for address in ADDRESSES]
    assert not [p for p, pattern in patterns.items() if not any(map(pattern.match, bare))]


def test_links_between_pages_lead_somewhere(client: TestClient) -> None:
    links: set[str] = set()
    for address in ADDRESSES:
        page = Strict()
        page.feed(client.get(address).text)
        links |= {link.partition("#")[0] for link in page.links if link.startswith("/")}
    broken = {
        link: status
        for link in sorted(links - {""})
        if "/withdraw" not in link and "/export" not in link
        and (status := client.get(link).status_code) != 200
    }  # fmt: skip
    assert broken == {}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing", 404, "There is no page"),
        ("/state/Atlantis", 404, "not the name or code of a state"),
        ("/document/nope", 404, "No document is named"),
        ("/story/nope", 404, "No story"),
        ("/incident/nope", 404, "No incident"),
        ("/statement/nope", 404, "No statement"),
        ("/dispute/nope", 404, "No dispute"),
        ("/person/Nobody", 404, "Nobody is named"),
        ("/record/nope", 404, "No record"),
        ("/search?since=yesterday", 400, "write it as 2024-03-31"),
        ("/search?kind=cats", 400, "none of documents"),
        ("/search?page=0", 400, "no number from 1"),
        ("/search?q=" + "x" * 400, 400, "shorten it"),
        ("/compare?states=A,B,C,D,E,F,G", 400, "at most 6 states"),
        ("/state/KAZ?format=xml", 400, "format: must be one of"),
        ("/correct/events/nope", 404, "no such coding"),
        ("/correct/documents/d1", 404, "no such coding"),
    ],
)
def test_a_wrong_address_is_told_so(
    client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert "<h1" in answer.text


def test_a_page_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/state/KAZ")
    again = client.get("/state/KAZ", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_a_record_opens_at_its_place(client: TestClient) -> None:
    opened = {
        "d1": "/document/d1",
        "t1": "/story/t1",
        "i3": "/incident/i3",
        "s2": "/statement/s2",
        "q1": "/dispute/q1",
        "e1": "/document/d1#e1",
        "v1": "/document/d5#v1",
    }
    for record, address in opened.items():
        answer = client.get(f"/record/{record}", follow_redirects=False)
        assert answer.headers["location"] == address


def test_a_document_shows_codings_in_place(client: TestClient) -> None:
    text = client.get("/document/d3").text
    assert re.search(r'<a href="#card-e3"[^>]*class="m [^"]*trigger', text)
    assert 'id="card-s3"' in text
    assert "/correct/statements/s3" in text
    assert "d3" in client.get("/document/d3.json").json()["view"]["id"]


def test_what_was_removed_can_be_unfolded(client: TestClient) -> None:
    text = client.get("/document/dx").text
    assert "Share links" in text
    assert "Share &lt;script&gt;" in text


def test_numbers_link_to_what_they_rest_on(client: TestClient) -> None:
    text = client.get("/state/KAZ").text
    assert "/pair/KAZ/RUS?stream=deeds" in text
    assert "/pair/KAZ/CHN?stream=words&amp;since=" in text
    assert "/incident/i3" in client.get("/pair/KAZ/RUS?stream=deeds").text


def test_a_story_shows_copies_and_origins(client: TestClient) -> None:
    text = client.get("/story/t1").text
    assert 'class="arc copy"' in text
    assert "Steppe Courier" in text
    assert client.get("/story/t1.json").json()["view"]["links"][0]["relation"] == "copy"


def test_claims_and_denials_stand_side_by_side(client: TestClient) -> None:
    for address in ("/dispute/q1", "/incident/i3", "/story/t2", "/state/KAZ", "/statement/s4"):
        text = client.get(address).text
        if address != "/incident/i3":
            assert "Claimed by" in text and "Denied by" in text, address


def test_a_state_shows_its_votes_in_the_record(client: TestClient) -> None:
    page = client.get("/state/KAZ").text
    section = page[page.index('id="votes"') : page.index('id="said"')]
    assert "In the record of the General Assembly" in section
    assert (
        "4 of 6" in section and "A/RES/78/12" in section and "Ideal points in session 78" in section
    )
    told = client.get("/state/KAZ.json").json()["view"]["ballots"]
    assert [b["resolution"] for b in told["latest"][:2]] == ["A/RES/78/12", "A/RES/78/11"]
    assert "In the record" not in client.get("/state/FJI").text


def test_votes_of_the_record_are_counted_as_roll_calls(client: TestClient) -> None:
    view = client.get("/state/KAZ.json").json()["view"]
    votes = [p for p in view["positions"] if p["stream"] == "votes"]
    assert votes and all(p["rests_on"] == "12 roll calls" and not p["thin"] for p in votes)
    joined = [p for p in view["positions"] if p["stream"] == "all"]
    assert joined and all("incident" in p["rests_on"] for p in joined)


def test_a_session_is_no_incident(client: TestClient) -> None:
    seen = client.get("/pair/KAZ/CHN.json?stream=votes").json()["view"]["observed"]
    assert [o["session"] for o in seen if o["incident"] is None] == [78, 77]
    assert "Roll calls of session 78" in client.get("/pair/KAZ/CHN?stream=votes").text
    joined = client.get("/pair/KAZ/CHN.json").json()["view"]["observed"]
    assert joined and all(o["incident"] for o in joined)


def test_a_coding_says_how_sure_the_reader_is(client: TestClient) -> None:
    view = client.get("/document/dx.json").json()["view"]
    facts = {c["id"]: dict(c["facts"]) for c in view["codings"]}
    assert facts["ex"]["confidence"] == "87 %"
    # What the rules alone coded has no such figure.
    view = client.get("/document/d1.json").json()["view"]
    assert not any("confidence" in dict(c["facts"]) for c in view["codings"])


def test_a_state_page_tells_what_carries_the_positions(client: TestClient) -> None:
    view = client.get("/state/KAZ.json").json()["view"]
    page = client.get("/state/KAZ").text
    assert "What carries these positions" in page
    carried = [i for c in view["carried"] for i in c["carriers"]]
    assert carried
    for carrier in carried:
        assert carrier["change"][0] in "+−"
        assert f'href="/incident/{carrier["id"]}"' in page
        assert client.get(f"/incident/{carrier['id']}").status_code == 200
    # Of the incidents that are only named here no sentence is read; how many tell of them is.
    assert all(carrier["reports"] for carrier in carried)


def test_a_state_page_gives_the_posture_among_three_powers(client: TestClient) -> None:
    view = client.get("/state/KAZ.json").json()["view"]
    assert view["postures"][0].startswith("Among the United States, China and Russia")


def test_incidents_that_are_only_named_stay_out_of_the_lists(
    client: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("tightrope.web.pages.state"), "_INCIDENTS", 1)
    with site.finder() as finder:
        ask = Ask(site, finder, "/state/KAZ", {"code": "KAZ"}, {})
        measured = standing_of(ask, "KAZ", ask.powers())
        view = state_view(ask, "KAZ", measured)
    listed = [h.id for group in view.groups for h in group.items]
    assert len(listed) == 1
    assert {i.id for c in view.carried for i in c.carriers} - set(listed)


def test_compared_states_are_told_apart_with_a_probability(
    client: TestClient, database: Path
) -> None:
    address = "/compare?states=KAZ,RUS&powers=USA,CHN,RUS&stream="
    with open_corpus(database) as corpus:
        found = compare_states(corpus, ("KAZ", "RUS"), ("USA", "CHN", "RUS"))
    assert found.differences
    told = []
    for stream in Stream:
        view = client.get(f"{address}{stream}&format=json").json()["view"]
        told += [
            (d["power"], d["stream"], d["nearer"], d["by"], d["low"], d["high"], d["probability"])
            for d in view["differences"]
        ]
    expected = [
        (d.power, str(d.stream), d.nearer, d.by, d.low, d.high, d.probability)
        for d in nearer(found.differences, ("USA", "CHN", "RUS"))
    ]
    assert sorted(told) == sorted(expected)
    assert min(d[-1] for d in told) >= 0.5
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}votes&format=csv").text)))
    assert {"position", "difference"} == {row["part"] for row in rows}
    shares = {row["probability"] for row in rows if row["part"] == "difference"}
    assert shares and all(0.5 <= float(share) <= 1.0 for share in shares)
    assert "Posture, saying and doing" in client.get(f"{address}all").text


def test_states_last_heard_of_at_other_times_are_compared_on_the_same_day(
    client: TestClient, database: Path
) -> None:
    with open_corpus(database) as corpus:
        found = compare_states(corpus, ("CHN", "USA", "RUS"), ("KAZ",))
    answer = client.get("/compare.json?states=CHN,USA,RUS&powers=KAZ&stream=all").json()["view"]
    expected = [d for d in nearer(found.differences, ("KAZ",)) if d.stream == Stream.ALL]
    assert [(d["nearer"], d["other"], d["by"], d["low"], d["high"], d["probability"])
            for d in answer["differences"]] == [
        (d.nearer, d.other, d.by, d.low, d.high, d.probability) for d in expected
    ]  # fmt: skip
    # Alone, one of them ends earlier than the day on which they are compared.
    alone = [s["positions"][0] for s in answer["states"] if s["positions"]]
    assert len({p["last"] for p in alone}) > 1 and len(expected) > 0


def test_what_is_disputed_is_marked_wherever_it_stands(client: TestClient, database: Path) -> None:
    view = client.get("/incident/i3.json").json()["view"]
    assert view["disputed"] and view["reports"]
    document = view["reports"][0]["receipt"]["document_id"]
    codings = client.get(f"/document/{document}.json").json()["view"]["codings"]
    marked = {c["id"] for c in codings if c["disputed"]}
    assert view["reports"][0]["receipt"]["id"] in marked
    page = client.get(f"/document/{document}").text
    assert re.search(r'class="m [^"]*disputed', page) and '<span class="flag">disputed' in page
    with open_corpus(database) as corpus:
        told = write_card(corpus, view["reports"][0]["receipt"]["id"])
        assert "disputed:        yes" in told and told.count("; disputed") == 1
        assert "disputed" not in write_card(corpus, "e1")
    free = client.get("/document/d1").text
    assert not re.search(r'class="m [^"]*disputed', free)
    carried = client.get("/state/KAZ.json").json()["view"]["carried"]
    titles = {i["id"]: i["title"] for c in carried for i in c["carriers"]}
    assert [t.split(",")[0].endswith("(disputed)") for i, t in titles.items() if i == "i3"] == [
        True
    ]
