"""When a server may be asked: robots.txt (RFC 9309), pauses, back-off and ``Retry-After``."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from protego import Protego

from tightrope.watching.fetching import USER_AGENT, Fetcher, Unfetched

_ROBOTS_BYTES = 512 * 1024
_ROBOTS_SECONDS = 3600.0
_LONGEST_PAUSE_SECONDS = 60.0
_FIRST_BACK_OFF_SECONDS = 60.0
_LONGEST_BACK_OFF_SECONDS = 6 * 3600.0
_LONGEST_RETRY_AFTER_SECONDS = 24 * 3600.0


class Refused(Unfetched):
    """The site's robots.txt does not want an address to be fetched."""


class Manners:
    """Who may be asked what and when.

    Args:
        fetcher: asks for robots.txt.
        pause_seconds: between two questions to one host; longer where robots.txt asks for it.
        clock, sleep: replaced in tests.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        pause_seconds: float,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetcher, self._pause = fetcher, pause_seconds
        self._clock, self._sleep = clock, sleep
        self._rules: dict[str, tuple[float, Protego | None]] = {}
        self._asked: dict[str, float] = {}

    def before(self, url: str) -> None:
        """Wait until ``url`` may be asked for.

        Raises:
            Refused: robots.txt says no, or can't be had at the moment.
        """
        site = _site(url)
        rules = self._rules_of(site)
        if rules is None:
            raise Unfetched(f"{site}/robots.txt can't be had now, so nothing is asked of the site")
        if not rules.can_fetch(url, USER_AGENT):
            raise Refused("robots.txt does not allow it", lasting=True)
        wanted = rules.crawl_delay(USER_AGENT) or 0.0
        self._wait(site, min(max(self._pause, float(wanted)), _LONGEST_PAUSE_SECONDS))

    def _rules_of(self, site: str) -> Protego | None:
        known = self._rules.get(site)
        if known is not None and self._clock() - known[0] < _ROBOTS_SECONDS:
            return known[1]
        rules: Protego | None
        try:
            self._wait(site, self._pause)
            answer = self._fetcher.fetch(f"{site}/robots.txt", max_bytes=_ROBOTS_BYTES)
            if answer.status == 200:
                rules = Protego.parse(answer.body.decode("utf-8", "replace"))
            else:
                # RFC 9309: what is not there forbids nothing; a server in trouble forbids all.
                rules = Protego.parse("") if 400 <= answer.status < 500 else None
                rules = None if answer.status == 429 else rules
        except Unfetched:
            rules = None
        self._rules[site] = (self._clock(), rules)
        return rules

    def _wait(self, site: str, pause: float) -> None:
        last = self._asked.get(site)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        self._asked[site] = self._clock()


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def back_off_seconds(seed: int, name: str, failures: int) -> float:
    """How long to leave something alone after so many failures in a row.

    Doubles each time up to six hours, times 0.5 to 1.5 by a chance that the seed, the name and
    the number of failures settle, so that watchers do not come back all at once and a test can
    tell when.
    """
    chance = random.Random(f"{seed}\x1f{name}\x1f{failures}").random()
    doubled = _FIRST_BACK_OFF_SECONDS * 2.0 ** min(max(failures, 1) - 1, 30)
    return float(min(doubled, _LONGEST_BACK_OFF_SECONDS) * (0.5 + chance))


def retry_after_seconds(written: str | None, now: float) -> float | None:
    """What a ``Retry-After`` header asks for (seconds, or a date), at most a day."""
    if not written:
        return None
    written = written.strip()
    if written.isdigit():
        return min(float(written[:9]), _LONGEST_RETRY_AFTER_SECONDS)
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    asked = (moment - datetime.fromtimestamp(now, UTC)).total_seconds()
    return min(max(asked, 0.0), _LONGEST_RETRY_AFTER_SECONDS)
