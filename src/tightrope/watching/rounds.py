"""Rounds of a watch: ask every feed what is new, fetch that, keep it, remember."""

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser

from tightrope.watching.fetching import Answer, Fetcher, Unfetched
from tightrope.watching.keeping import keep
from tightrope.watching.networks import is_private
from tightrope.watching.politeness import Manners, back_off_seconds, retry_after_seconds
from tightrope.watching.state import FeedState, Waiting, load_state, save_state

MOST_ARTICLES = 200  # fetched in one round; the rest waits for the next
MOST_ENTRIES = 2_000  # of one feed
_MOST_FAILURES = 5
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_BUSY = (429, 503)
_GONE = (401, 402, 403, 404, 405, 406, 410, 451)


@dataclass(slots=True)
class RoundReport:
    """What a round did.

    ``troubles`` are addresses with what was wrong with them, in the order in which it happened.
    """

    asked: int = 0
    unchanged: int = 0
    found: int = 0
    saved: list[Path] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)


class Watch:
    """Feeds and the folder into which what they announce is fetched.

    Args:
        feeds: their addresses.
        folder: for articles and the state; made when it is not there.
        fetcher: asks.
        pause_seconds: between two questions to one host.
        seed: settles the chance in waiting times.
        clock, sleep: replaced in tests.
    """

    def __init__(
        self,
        feeds: Sequence[str],
        folder: Path,
        *,
        fetcher: Fetcher | None = None,
        pause_seconds: float = 2.0,
        seed: int = 0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._feeds = list(dict.fromkeys(feeds))
        self._folder = folder
        self._fetcher = fetcher or Fetcher()
        self._seed, self._clock = seed, clock
        self._manners = Manners(
            self._fetcher, pause_seconds=pause_seconds, clock=clock, sleep=sleep
        )
        folder.mkdir(parents=True, exist_ok=True)
        self._state = load_state(folder)

    def close(self) -> None:
        self._fetcher.close()

    @property
    def unread(self) -> list[Path]:
        """Files that no run has read yet, also from a watch that was stopped."""
        return [self._folder / name for name in self._state.unread]

    def mark_read(self) -> None:
        """Everything fetched so far has been read."""
        self._state.unread.clear()
        self._save()

    def round(self) -> RoundReport:
        """Ask every feed that may be asked, and fetch what waits."""
        report = RoundReport()
        for url in self._feeds:
            self._ask_feed(url, report)
        busy: dict[str, float] = {}
        due = [u for u, w in self._state.waiting.items() if w.not_before <= self._clock()]
        for url in due[:MOST_ARTICLES]:
            self._fetch_article(url, busy, report)
        return report

    def _ask_feed(self, url: str, report: RoundReport) -> None:
        feed = self._state.feeds.setdefault(url, FeedState())
        if feed.not_before > self._clock():
            return
        asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        report.asked += 1
        try:
            answer = self._fetcher.fetch(
                url, {n: v for n, v in asked.items() if v}, before=self._manners.before
            )
            if answer.status == 304:
                report.unchanged += 1
            elif answer.status == 200:
                report.found += self._take_in(url, answer)
                feed.etag = answer.headers.get("etag")
                feed.modified = answer.headers.get("last-modified")
            else:
                wanted = retry_after_seconds(answer.headers.get("retry-after"), self._clock())
                raise _Busy(f"the server says {answer.status}", wanted)
            feed.failures, feed.not_before = 0, 0.0
        except Unfetched as trouble:
            feed.failures += 1
            feed.not_before = self._later(url, feed.failures, trouble)
            report.troubles.append((url, str(trouble)))
        self._save()

    def _take_in(self, url: str, answer: Answer) -> int:
        """Remember the articles that a feed announces and nobody has seen; return how many."""
        try:
            parsed = feedparser.parse(io.BytesIO(answer.body), sanitize_html=False)
        except Exception as error:  # it promises to raise nothing, and does so only nearly
            raise Unfetched(f"no feed ({type(error).__name__})") from error
        if not parsed.entries and not parsed.get("version"):
            raise Unfetched("what came is no feed")
        found = 0
        for entry in parsed.entries[:MOST_ENTRIES]:
            link = _article_address(answer.url, entry.get("link"))
            if link is None or link in self._state.known or link in self._state.waiting:
                continue
            self._state.waiting[link] = Waiting(url)
            found += 1
        return found

    def _fetch_article(self, url: str, busy: dict[str, float], report: RoundReport) -> None:
        waiting = self._state.waiting[url]
        host = urlsplit(url).netloc
        if busy.get(host, 0.0) > self._clock():
            waiting.not_before = busy[host]
            return
        try:
            answer = self._fetcher.fetch(
                url, before=self._manners.before, trusted_host=urlsplit(waiting.feed).hostname
            )
            self._check(answer)
        except Unfetched as trouble:
            waiting.failures += 1
            if trouble.lasting or waiting.failures >= _MOST_FAILURES:
                self._state.settle(url, str(trouble))
            else:
                waiting.not_before = self._later(url, waiting.failures, trouble)
                if isinstance(trouble, _Busy):
                    busy[host] = waiting.not_before
            report.troubles.append((url, str(trouble)))
        else:
            path = keep(self._folder, url, answer, self._clock())
            name = path.relative_to(self._folder).as_posix()
            self._state.settle(url, name)
            self._state.unread.append(name)
            report.saved.append(path)
        self._save()

    def _check(self, answer: Answer) -> None:
        if answer.status in _BUSY:
            wanted = retry_after_seconds(answer.headers.get("retry-after"), self._clock())
            raise _Busy(f"the server says {answer.status}", wanted)
        if answer.status != 200:
            raise Unfetched(f"the server says {answer.status}", lasting=answer.status in _GONE)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _PAGES:
            raise Unfetched(f"is {kind}, no page", lasting=True)

    def _later(self, name: str, failures: int, trouble: Unfetched) -> float:
        wait = back_off_seconds(self._seed, name, failures)
        if isinstance(trouble, _Busy) and trouble.retry_after is not None:
            wait = max(wait, trouble.retry_after) if failures > 1 else trouble.retry_after
        return self._clock() + wait

    def _save(self) -> None:
        save_state(self._folder, self._state)


class _Busy(Unfetched):
    """A server that wants to be left alone, perhaps for a stated time."""

    def __init__(self, reason: str, retry_after: float | None) -> None:
        stated = f"; it asks for {retry_after:.0f} s of patience" if retry_after else ""
        super().__init__(reason + stated)
        self.retry_after = retry_after


def _article_address(feed: str, link: object) -> str | None:
    """The address of an entry; None for what is no web page, or lies on somebody's own network."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = urldefrag(urljoin(feed, link.strip()))[0]
        parts, own = urlsplit(url), urlsplit(feed)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > 2_000:
            return None
        if parts.hostname != own.hostname and is_private(parts.hostname):
            return None
    except ValueError:
        return None
    return url
