"""A small folder of news, written for these tests."""

from pathlib import Path

import pytest

TEXTS = {
    "agency.txt": """Kazakhstan, China sign rail deal

ASTANA, March 12, 2024 (Steppe Wire) - Kazakhstan and China signed an agreement on Tuesday to build
a second rail line to the border, the Kazakh transport ministry said.

China will lend Kazakhstan $400 million for the work, the ministry said in a statement.

The United States has not commented on the agreement.
""",
    "copy.txt": """Astana and Beijing agree on second railway

ASTANA, March 12, 2024 (Steppe Wire) - Kazakhstan and China signed an agreement on Tuesday to build
a second rail line to the border, the Kazakh transport ministry said.

China will lend Kazakhstan $400 million for the work, the ministry said in a statement.
""",
    "undated.txt": """Second rail line for Kazakhstan and China

Kazakhstan and China signed an agreement on Tuesday to build a second rail line to the border, the
Kazakh transport ministry said, according to the Steppe Wire.

China will lend Kazakhstan $400 million for the work, the ministry said in a statement. A third line
is not planned.
""",
    "dispute.txt": """Astana denies it cut off gas

Published 3 May 2024

Russia's energy ministry said on Friday that Kazakhstan had suspended gas deliveries to Russia.

Kazakhstan denied that it had suspended gas deliveries to Russia. "We have not suspended any
deliveries," said the Kazakh energy ministry's spokesman, Askar Nurlan.
""",
    "empty.txt": "",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return folder
