"""The page of a state offers its briefing in every form, with the command's options."""

import pytest
from fastapi.testclient import TestClient

from tightrope.web import briefings
from tightrope.web.briefings import MEDIA


@pytest.mark.parametrize("form", list(MEDIA))
def test_every_form_can_be_had(client: TestClient, form: str) -> None:
    answer = client.get(f"/state/KAZ/briefing.{form}?length=short")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA[form]
    assert f'filename="KAZ-briefing-short.{form}"' in answer.headers["content-disposition"]
    begins = {"html": b"<!doctype", "pdf": b"%PDF", "docx": b"PK", "md": b"# Kazakhstan"}
    assert answer.content.startswith(begins[form])
    again = client.get(
        f"/state/KAZ/briefing.{form}?length=short",
        headers={"if-none-match": answer.headers["etag"]},
    )
    assert again.status_code == 304


def test_the_page_of_a_state_names_them(client: TestClient) -> None:
    page = client.get("/state/KAZ").text
    for form in MEDIA:
        assert f'href="/state/KAZ/briefing.{form}"' in page
    other = client.get("/state/KAZ?powers=CHN,RUS").text
    assert 'href="/state/KAZ/briefing.pdf?powers=CHN,RUS"' in other


def test_window_topic_and_powers_are_heeded(client: TestClient) -> None:
    text = client.get(
        "/state/KAZ/briefing.md?focus=pipeline&since=2023-01-01&until=2023-04-01&powers=CHN,RUS"
    ).text
    assert text.startswith("# Kazakhstan between China and Russia\n")
    assert "“pipeline” from 1 January 2023 to 1 April 2023" in text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/state/KAZ/briefing.odt", 404),
        ("/state/Nowhere/briefing.pdf", 404),
        ("/state/KAZ/briefing.md?since=yesterday", 400),
        ("/state/KAZ/briefing.md?since=2023-05-01&until=2023-04-01", 400),
        ("/state/KAZ/briefing.md?length=medium", 400),
        ("/state/KAZ/briefing.md?paper=a5", 400),
    ],
)
def test_what_does_not_fit_is_explained(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_a_large_corpus_is_left_to_the_command(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefings, "MOST_DOCUMENTS", 1)
    answer = client.get("/state/KAZ/briefing.md?focus=never-asked-before")
    assert answer.status_code == 400
    assert "tightrope brief KAZ -o briefing.md" in answer.text
