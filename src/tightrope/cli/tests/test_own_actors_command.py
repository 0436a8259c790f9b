"""``--actors``: people of a user's own dictionary are what it says on the day of the text."""

import json
import os
import subprocess
import sys
from pathlib import Path

DICTIONARY = """JOHN_ABEL_TEKA_
	[NRUGOV 200101-221231]
	[NRUELI >20230101]
ELBONIA_ [XYZ]
"""


def test_code_with_a_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "my.actors.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    text = "John Abel Teka condemned Fiji. Teka praised Tonga."
    lines = [{"id": day, "text": text, "date": day} for day in ("2021-05-05", "2024-05-05")]
    ended = subprocess.run(
        [sys.executable, "-m", "tightrope.cli.main", "code", "--actors", str(path)],
        input="\n".join(json.dumps(line) for line in lines),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=os.environ | {"TIGHTROPE_ACTORS": ""},
    )
    assert "line 4: [XYZ]" in ended.stderr
    in_office, afterwards = [json.loads(line)["actors"] for line in ended.stdout.splitlines()]
    people = [a for a in in_office if a["name"] == "John Abel Teka"]
    assert [(a["iso3"], a["sector"]) for a in people] == [("NRU", "GOV"), ("NRU", "GOV")]
    people = [a for a in afterwards if a["name"] == "John Abel Teka"]
    assert [(a["iso3"], a["sector"]) for a in people] == [("NRU", "UNK"), ("NRU", "UNK")]
