"""Many threads may decode records from the start: pages do."""

import subprocess
import sys

THREADS = """
import sys, threading
sys.setswitchinterval(1e-6)
from tightrope.records.actors import Mention
from tightrope.records.events import Event, ReportedVote
from tightrope.records.plover import EventType
from tightrope.records.spans import Span
from tightrope.records.statements import Statement, StatementKind
from tightrope.store.codec import decode, encode

at = Span(0, 1)
records = [
    Event("e", "d", at, at, EventType.AGREE, ("A",), (), "asserted", "actual", 1.0),
    Mention(at, "a", "b"),
    Statement("s", "d", (at,), (at,), (at,), "a", "b", "c", StatementKind.DIRECT),
    ReportedVote("v", "d", at, "A", "yes"),
]
written = [(type(r), encode(r)) for r in records]
ready = threading.Barrier(16)
wrong = []

def read(number):
    ready.wait()
    for n in range(20):
        kind, data = written[(number + n) % len(written)]
        if encode(decode(kind, data)) != data:
            wrong.append(kind)

threads = [threading.Thread(target=read, args=(n,)) for n in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not wrong
"""


def test_threads_that_decode_for_the_first_time_do_not_meet() -> None:
    for _ in range(4):
        ended = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{THREADS}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-500:]
