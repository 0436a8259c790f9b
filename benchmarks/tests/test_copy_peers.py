"""The peers of copies: measured where they are installed, left out where not."""

import pytest

from benchmarks import corpus


def test_a_peer_that_is_not_installed_has_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "one two three four five six", "b": "one two three four five six"}
    pairs = {("a", "b")}
    peers = {
        "absent": ("no_such_module_anywhere", lambda texts: set()),
        "present": ("json", lambda texts: pairs | {("a", "c")}),
    }
    monkeypatch.setattr(corpus, "PEERS", peers)
    ((name, (near, inside, precision, speed)),) = corpus.peer_figures(texts, pairs, pairs)
    assert (name, near, inside, precision) == ("present", 1.0, 1.0, 0.5)
    assert speed > 0
