"""Forecasts of roll calls out of the database: of drafts, and of recorded ones as on their day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tightrope.engine.progress import Progress, Silent
from tightrope.errors import StoreError, UnknownRecord, UsageError
from tightrope.public_record.forecast.forecasting import Forecast, forecast
from tightrope.public_record.forecast.past import SESSIONS_BACK
from tightrope.public_record.forecast.rehearsal import fit_forecast, rehearsed_sessions
from tightrope.public_record.forecast.texts import Text, text_asked, text_of
from tightrope.public_record.votes.matrix import VoteMatrix, vote_matrix
from tightrope.public_record.votes.resolutions import session_on, symbol_key
from tightrope.public_record.votes.states import seat_on
from tightrope.records.events import VotePosition
from tightrope.records.votes import ForecastFit, RollCall
from tightrope.stages.cleaning.language_identification import identify_language
from tightrope.store import Corpus, Writer

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class VoteForecast:
    """The forecast of one roll call.

    Attributes:
        day: on which the vote is held; only roll calls before it are looked at.
        title: of the draft or the recorded roll call.
        found: the forecast, of the states that have a seat on that day.
        given: votes on it that the forecast was told.
        recorded: the roll call as it was recorded; None for a draft.
        each_from_others: whether each state was forecast from the recorded votes of all others.
        language: ISO 639-1 code of a draft's language, "und" where it is too short to tell.
    """

    day: date
    title: str
    found: Forecast
    given: Mapping[str, VotePosition] = field(default_factory=dict)
    recorded: RollCall | None = None
    each_from_others: bool = False
    language: str = "en"


def is_forecast_fitted(corpus: Corpus) -> bool:
    """Whether weights are kept that still hold; an import of roll calls drops them."""
    return corpus.forecast_fit() is not None


def keep_forecast_fit(writer: Writer, progress: Progress | None = None) -> ForecastFit:
    """Fit the weights of forecasts on the record and keep them.

    Raises:
        StoreError: the database holds no roll calls.
    """
    progress = progress or Silent()
    progress.begin("reading votes", None)
    matrix = _whole_record(writer.corpus)
    progress.end()
    progress.begin("rehearsing forecasts", len(rehearsed_sessions(matrix)))
    fit = fit_forecast(matrix, tell=progress.advance)
    progress.end()
    with writer.batch():
        writer.keep_forecast_fit(fit)
    return fit


def fitted_forecast(corpus: Corpus) -> ForecastFit:
    """The weights that are kept, else fitted now and not kept, which takes seconds.

    Raises:
        StoreError: the database holds no roll calls.
    """
    return corpus.forecast_fit() or fit_forecast(_whole_record(corpus))


def forecast_draft(
    corpus: Corpus,
    text: str,
    *,
    day: date | None = None,
    given: Mapping[str, VotePosition] | None = None,
    states: Sequence[str] = (),
    fit: ForecastFit | None = None,
) -> VoteForecast:
    """Forecast how states will vote on a text.

    Args:
        corpus: the open database.
        text: a title, or a title and, from the second line on, the text.
        day: of the vote; the day after the newest roll call when None.
        given: votes that are known or supposed.
        states: ISO 3166-1 alpha-3 codes to forecast; all when empty.
        fit: weights; those of :func:`fitted_forecast` when None.

    Raises:
        UsageError: the text is empty.
        StoreError: there are no roll calls in the six sessions before that day.
    """
    if not text.strip():
        raise UsageError("The draft is empty; give its title, or its title and text.")
    asked = text_asked(text)
    day = day or _day_after_the_newest(corpus)
    about = VoteForecast(
        day, asked.title, _NOTHING, dict(given or {}), language=identify_language(text)
    )
    return _forecast(corpus, about, asked, states, fit)


def forecast_recorded(
    corpus: Corpus,
    named: str,
    *,
    given: Mapping[str, VotePosition] | None = None,
    each_from_others: bool = False,
    states: Sequence[str] = (),
    fit: ForecastFit | None = None,
) -> VoteForecast:
    """Forecast a recorded roll call as if its votes were not known, from those before its day.

    Args:
        corpus: the open database.
        named: identifier of a roll call, or symbol of a resolution.
        given: votes on it that count as known.
        each_from_others: take the recorded votes as known, and forecast each state from the others.
        states, fit: as in :func:`forecast_draft`.

    Raises:
        UnknownRecord: there is no such roll call, or several have the symbol.
        StoreError: there are no roll calls in the six sessions before its day.
    """
    roll_call = _roll_call(corpus, named)
    known = dict(given or {})
    if each_from_others:
        known |= dict(zip(roll_call.states, roll_call.positions, strict=True))
    asked = VoteForecast(
        day=roll_call.date,
        title=" ".join((roll_call.title or roll_call.description or roll_call.resolution).split()),
        found=_NOTHING,
        given=known,
        recorded=roll_call,
        each_from_others=each_from_others,
    )
    return _forecast(corpus, asked, text_of(roll_call), states, fit)


_NOTHING = Forecast((), (), False, 0, 0)


def _forecast(
    corpus: Corpus,
    asked: VoteForecast,
    text: Text,
    states: Sequence[str],
    fit: ForecastFit | None,
) -> VoteForecast:
    session = asked.recorded.session if asked.recorded else session_on(asked.day)
    rows = corpus.read_roll_calls("date < ? AND session >= ?", [asked.day, session - SESSIONS_BACK])
    if not rows:
        raise StoreError(
            f"{corpus.path or 'The database'} holds no roll calls of the {SESSIONS_BACK} sessions "
            f"before {asked.day.isoformat()}, on which a forecast could rest; read some with "
            "'tightrope votes import FILE', or name another day."
        )
    found = forecast(
        vote_matrix(rows),
        text,
        session,
        fit or fitted_forecast(corpus),
        given=asked.given,
        each_from_others=asked.each_from_others,
    )
    wanted = set(states)
    kept = tuple(
        p
        for p in found.likelihoods
        if (p.iso3 in wanted if wanted else seat_on(p.iso3, asked.day).iso3 == p.iso3)
    )
    return replace(asked, found=replace(found, likelihoods=kept))


def _roll_call(corpus: Corpus, named: str) -> RollCall:
    found = corpus.read_roll_calls("id = ?", [named])
    if not found:
        key = symbol_key(named)
        symbols = [
            symbol
            for symbol in corpus.roll_calls().column("resolution").to_pylist()
            if symbol == named or (key is not None and symbol_key(symbol) == key)
        ]
        found = corpus.read_roll_calls("list_contains(?, resolution)", [symbols])
    if not found:
        raise UnknownRecord(
            f"There is no roll call '{named}'; give the symbol of a resolution, as A/RES/74/19, or "
            "the id of a roll call ('tightrope export roll_calls' lists them)."
        )
    whole = [r for r in found if not (r.amendment or r.paragraph)]
    if len(whole) == 1:
        return whole[0]
    if len(found) > 1:
        listed = ", ".join(f"{r.id} of {r.date.isoformat()}" for r in found[:_SHOWN])
        raise UnknownRecord(
            f"{len(found)} roll calls were held on {named}; name one by its id: {listed}."
        )
    return found[0]


def _whole_record(corpus: Corpus) -> VoteMatrix:
    # It brings the compiler of the ideal points' sampler, which a forecast has no use for.
    from tightrope.engine.voting import load_votes

    return load_votes(corpus)


def _day_after_the_newest(corpus: Corpus) -> date:
    days = corpus.roll_calls().column("date")
    if not len(days):
        raise StoreError(
            f"{corpus.path or 'The database'} holds no roll calls; read some with "
            "'tightrope votes import FILE'."
        )
    newest: date = max(days.to_pylist())
    return newest + timedelta(days=1)
