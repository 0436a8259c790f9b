"""Roll calls into the database, and out of it what is measured on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tightrope.engine.measuring import measure_again, measured_for
from tightrope.engine.progress import Progress, Silent
from tightrope.errors import StoreError, UnreadableInput
from tightrope.public_record.ideal_points.fitting import (
    SWEEPS,
    WARM_UP,
    add_sessions,
    estimate,
    plan,
)
from tightrope.public_record.votes.importing import read_votes
from tightrope.public_record.votes.joining import join
from tightrope.public_record.votes.matrix import VoteMatrix, vote_matrix
from tightrope.records.documents import Quarantined
from tightrope.records.votes import RollCall
from tightrope.store import Corpus, Writer

_BATCH = 1000
# Between whom states are placed in a database in which nothing else was measured yet.
DEFAULT_POWERS = ("USA", "CHN", "RUS")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import of roll calls came to.

    ``n_rows`` rows of votes were read; ``n_added`` roll calls are new with ``n_votes`` votes,
    ``n_known`` were known, ``n_changed`` of these were filled from the new files;
    ``disagreements`` are roll calls and states on which sources differ.
    """

    n_rows: int
    n_added: int
    n_votes: int
    n_known: int
    n_changed: int
    n_not_members: int
    n_not_recorded: int
    n_doubled: int
    disagreements: tuple[tuple[str, str], ...]
    quarantined: tuple[Quarantined, ...]


def import_votes(
    writer: Writer, paths: Sequence[Path], progress: Progress | None = None
) -> ImportReport:
    """Read files of roll calls and keep what is new; a second import of a file adds nothing.

    Raises:
        UnreadableInput: no file held votes.
        MissingComponent: an R file, and nothing installed to read it.
    """
    progress = progress or Silent()
    progress.begin("reading votes", None)
    read = read_votes(paths)
    progress.end()
    if not any(read.by_source.values()):
        reasons = "; ".join(f"{q.path}: {q.reason}" for q in read.quarantined[:3])
        raise UnreadableInput(f"No roll calls could be read. {reasons}")
    known = {r.id: r for r in writer.corpus.read_roll_calls()}
    added: dict[str, RollCall] = {}
    changed: dict[str, RollCall] = {}
    n_known, disagreements = 0, []
    for found in read.by_source.values():
        joined = join(known.values(), found)
        for roll_call in (*joined.added, *joined.changed):
            is_new = roll_call.id not in known or roll_call.id in added
            (added if is_new else changed)[roll_call.id] = roll_call
            known[roll_call.id] = roll_call
        n_known += joined.n_known
        disagreements += joined.disagreements
    written = [*added.values(), *changed.values()]
    progress.begin("keeping roll calls", len(written))
    with writer.batch():
        for start in range(0, len(written), _BATCH):
            writer.write_roll_calls(written[start : start + _BATCH])
            progress.advance(len(written[start : start + _BATCH]))
        writer.clear_quarantine([str(path) for path in paths])
        writer.add_quarantined(read.quarantined)
    progress.end()
    if written:
        progress.begin("measuring agreement", None)
        focal, powers = measured_for(writer) or ((), DEFAULT_POWERS)
        measure_again(writer, focal, powers)
        writer.prepare_lookups()
        progress.end()
    return ImportReport(
        n_rows=read.n_rows,
        n_added=len(added),
        n_votes=sum(len(r.states) for r in added.values()),
        n_known=n_known,
        n_changed=len(changed),
        n_not_members=read.n_not_members,
        n_not_recorded=read.n_not_recorded,
        n_doubled=read.n_doubled,
        disagreements=tuple(disagreements),
        quarantined=tuple(read.quarantined),
    )


def load_votes(corpus: Corpus) -> VoteMatrix:
    """All roll calls of the database.

    Raises:
        StoreError: it holds none.
    """
    roll_calls = corpus.read_roll_calls()
    if not roll_calls:
        raise StoreError(
            f"{corpus.path or 'The database'} holds no roll calls; read some with "
            "'tightrope votes import FILE'."
        )
    return vote_matrix(roll_calls)


@dataclass(frozen=True, slots=True)
class FitReport:
    """What an estimate of ideal points came to.

    ``fitted`` are the sessions that were estimated; the others of ``sessions`` stayed as they
    were. ``n_roll_calls`` of these sessions tell of positions.
    """

    sessions: tuple[int, ...]
    fitted: tuple[int, ...]
    n_roll_calls: int
    n_points: int


def fit_votes(
    writer: Writer,
    *,
    whole: bool = False,
    seed: int = 1,
    sweeps: int = SWEEPS,
    progress: Progress | None = None,
) -> FitReport:
    """Estimate ideal points and keep them; what did not change since the last time stays.

    Args:
        writer: the database.
        whole: estimate all sessions anew.
        seed, sweeps: see :func:`tightrope.public_record.ideal_points.fitting.estimate`.
        progress: who is told how far it has come.

    Raises:
        StoreError: the database holds no roll calls.
    """
    progress = progress or Silent()
    matrix = load_votes(writer.corpus)
    before = writer.corpus.vote_fit()
    planned = plan(matrix, None if whole else before, seed)
    if before is None or planned.is_whole:
        progress.begin("estimating ideal points", WARM_UP + sweeps)
        found = estimate(matrix, seed=seed, sweeps=sweeps, tell=progress.advance)
        fitted = planned.fitted
    else:
        progress.begin("adding sessions", None)
        found = add_sessions(matrix, planned, writer.corpus.read_ideal_points(), before)
        fitted = planned.fitted
    progress.end()
    with writer.batch():
        writer.replace_ideal_points(found.points, found.fit)
    return FitReport(
        sessions=tuple(session for session, _ in found.fit.sessions),
        fitted=fitted,
        n_roll_calls=len(found.fit.asked),
        n_points=len(found.points),
    )
