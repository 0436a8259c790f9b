"""How the pages are served."""

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever starts the server decides.

    Attributes:
        database: the file.
        powers: between whom states are placed when an address names no others.
        host: where it listens; anything but the loopback asks every reader for ``token``.
        token: the secret that readers have to bring; None asks nobody.
        query_seconds: longest time of all questions of one page to the database.
        request_seconds: longest time until an answer begins.
        export_seconds: longest time of one export.
        connections: how many pages one process makes at once.
        threads: for one question to the database; all processors when None.
    """

    database: Path
    powers: tuple[str, ...] = ("USA", "CHN", "RUS")
    host: str = "127.0.0.1"
    token: str | None = None
    query_seconds: float = 5.0
    request_seconds: float = 15.0
    export_seconds: float = 300.0
    connections: int = 4
    threads: int | None = None

    @property
    def allowed_hosts(self) -> list[str]:
        """Names under which a browser may ask; others are refused, or a page elsewhere could read
        this one by pointing its own name here (DNS rebinding)."""
        if self.host in LOOPBACK:
            return ["127.0.0.1", "localhost", "[::1]"]
        return ["*"]  # the token protects it
