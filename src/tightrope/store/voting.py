"""Roll calls, votes and what is estimated on them, in and out of the database."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from tightrope.records.events import VotePosition
from tightrope.records.votes import IdealPoint, RollCall


def write_roll_calls(connection: duckdb.DuckDBPyConnection, roll_calls: Sequence[RollCall]) -> None:
    """Keep roll calls with their votes; those with the same identifier are replaced."""
    if not roll_calls:
        return
    import pyarrow as pa

    ids = [roll_call.id for roll_call in roll_calls]
    connection.execute("DELETE FROM roll_calls WHERE id IN (SELECT unnest(?))", [ids])
    connection.register("new_ids", pa.table({"id": pa.array(ids, pa.string())}))
    connection.execute("DELETE FROM votes WHERE roll_call_id IN (SELECT id FROM new_ids)")
    connection.unregister("new_ids")
    _insert(connection, "roll_calls", [_roll_call_row(r) for r in roll_calls])
    lengths = [len(r.states) for r in roll_calls]
    index = pa.array([n for n, length in enumerate(lengths) for _ in range(length)], pa.int32())
    votes = pa.table(
        {
            "roll_call_id": pa.array(ids).take(index),
            "resolution": pa.array([r.resolution for r in roll_calls]).take(index),
            "date": pa.array([r.date for r in roll_calls], pa.date32()).take(index),
            "iso3": pa.array([state for r in roll_calls for state in r.states], pa.string()),
            "position": pa.array([str(p) for r in roll_calls for p in r.positions], pa.string()),
        }
    )
    connection.register("new_rows", votes)
    connection.execute("INSERT INTO votes BY NAME SELECT * FROM new_rows")
    connection.unregister("new_rows")


def _roll_call_row(r: RollCall) -> dict[str, Any]:
    return {
        "id": r.id,
        "resolution": r.resolution,
        "date": r.date,
        "session": r.session,
        "title": r.title or None,
        "description": r.description or None,
        "draft": r.draft or None,
        "subjects": list(r.subjects),
        "issues": list(r.issues),
        "important": r.important,
        "amendment": r.amendment,
        "paragraph": r.paragraph,
        "n_yes": r.count(VotePosition.YES),
        "n_no": r.count(VotePosition.NO),
        "n_abstain": r.count(VotePosition.ABSTAIN),
        "n_absent": r.count(VotePosition.ABSENT),
        "rcid": r.rcid,
        "sources": list(r.sources),
    }


def read_roll_calls(
    connection: duckdb.DuckDBPyConnection,
    where: str = "",
    parameters: Iterable[Any] = (),
    states: Sequence[str] = (),
) -> list[RollCall]:
    """Roll calls with their votes, in order of day; ``where`` is SQL over ``roll_calls``.

    With ``states`` only their votes are read, and only roll calls in which one of them voted.
    """
    clause = f"WHERE {where}" if where else ""
    voters = "WHERE list_contains(?, iso3)" if states else ""
    found = connection.execute(
        "SELECT id, resolution, date, session, states, positions, title, description, draft, "
        "subjects, issues, important, amendment, paragraph, rcid, sources FROM "
        f"(SELECT * FROM roll_calls {clause}) JOIN "
        "(SELECT roll_call_id, list(iso3 ORDER BY iso3) AS states, "
        f"list(position ORDER BY iso3) AS positions FROM votes {voters} GROUP BY roll_call_id) "
        "ON id = roll_call_id ORDER BY date, id",
        [*parameters, *([list(states)] if states else [])],
    ).fetchall()
    meanings = {str(position): position for position in VotePosition}
    return [
        RollCall(
            id=id_,
            resolution=resolution,
            date=day,
            session=session,
            states=tuple(states),
            positions=tuple(meanings[p] for p in positions),
            title=title or "",
            description=description or "",
            draft=draft or "",
            subjects=tuple(subjects or ()),
            issues=tuple(issues or ()),
            important=important,
            amendment=amendment,
            paragraph=paragraph,
            rcid=rcid,
            sources=tuple(sources or ()),
        )
        for (
            id_, resolution, day, session, states, positions, title, description, draft, subjects,
            issues, important, amendment, paragraph, rcid, sources,
        ) in found
    ]  # fmt: skip


def write_ideal_points(connection: duckdb.DuckDBPyConnection, points: Sequence[IdealPoint]) -> None:
    """Keep these ideal points instead of what was kept."""
    connection.execute("DELETE FROM ideal_points")
    _insert(
        connection,
        "ideal_points",
        [
            {
                "iso3": p.iso3, "session": p.session, "mean": p.mean, "low": p.low, "high": p.high,
                "sd": p.sd, "n_votes": p.n_votes,
            }
            for p in points
        ],
    )  # fmt: skip


def read_ideal_points(connection: duckdb.DuckDBPyConnection) -> list[IdealPoint]:
    """All ideal points, in order of session and state."""
    found = connection.execute(
        "SELECT iso3, session, mean, low, high, sd, n_votes FROM ideal_points "
        "ORDER BY session, iso3"
    ).fetchall()
    return [IdealPoint(*row) for row in found]


def write_fit(connection: duckdb.DuckDBPyConnection, name: str, record: bytes) -> None:
    connection.execute("DELETE FROM fits WHERE name = ?", [name])
    connection.execute("INSERT INTO fits VALUES (?, ?)", [name, record])


def drop_fit(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute("DELETE FROM fits WHERE name = ?", [name])


def read_fit(connection: duckdb.DuckDBPyConnection, name: str) -> bytes | None:
    found = connection.execute("SELECT record FROM fits WHERE name = ?", [name]).fetchall()
    return bytes(found[0][0]) if found else None


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    import pyarrow as pa

    schema = connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema
    connection.register("new_rows", pa.Table.from_pylist(rows, schema=schema))
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM new_rows")
    connection.unregister("new_rows")
