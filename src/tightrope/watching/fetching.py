"""One address fetched within bounds of size, time and redirections."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import urllib3

from tightrope.errors import TightropeError
from tightrope.watching.networks import Resolve, leads_inwards, resolved

USER_AGENT = f"Tightrope/{version('tightrope')} (news reader for research; obeys robots.txt)"
MAX_BYTES = 16 * 1024 * 1024
MAX_SECONDS = 60.0
MAX_REDIRECTS = 5
_SILENCE_SECONDS = 15.0
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)


class Unfetched(TightropeError):
    """An address that gave no usable answer; ``lasting`` when asking again is no use."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Attributes:
        url: the address that answered, after redirections.
        status: HTTP status.
        headers: names in lower case.
        body: without transfer and content encodings.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """Fetches over HTTP; it neither waits nor asks for permission: see ``politeness``.

    Args:
        max_bytes: of an answer, unpacked.
        max_seconds: from the first byte sent to the last received, one redirection.
        silence_seconds: without a byte.
        resolve: a host's addresses; replaced in tests.
    """

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        max_seconds: float = MAX_SECONDS,
        silence_seconds: float = _SILENCE_SECONDS,
        resolve: Resolve = resolved,
    ) -> None:
        self._resolve = resolve
        self._max_bytes, self._max_seconds = max_bytes, max_seconds
        self._pool = urllib3.PoolManager(
            num_pools=8,
            retries=False,
            timeout=urllib3.Timeout(connect=silence_seconds, read=silence_seconds),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
        )

    def close(self) -> None:
        self._pool.clear()

    def fetch(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        before: Callable[[str], None] = lambda url: None,
        max_bytes: int | None = None,
        trusted_host: str | None = None,
    ) -> Answer:
        """The answer of an address, following redirections.

        A host other than the trusted one is not asked where it, or an address that its name
        stands for, lies on somebody's own network: a stranger's page must not be able to make the
        reader ask routers and services next to it.

        Args:
            url: ``http`` or ``https``.
            headers: further ones.
            before: called with every address before it is asked; it waits, or raises.
            max_bytes: less than the usual limit.
            trusted_host: may lie anywhere; the host of ``url`` when left out.

        Raises:
            Unfetched: no answer, too large, too slow, cut short, redirected without end,
                or on a private network.
        """
        trusted = trusted_host or _host(url)
        seen: set[str] = set()
        for _ in range(MAX_REDIRECTS + 1):
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
                raise Unfetched(f"{url[:200]} is no web address", lasting=True)
            host = _host(url)
            if host and host != trusted and leads_inwards(host, self._resolve):
                raise Unfetched(f"{host[:100]} is on a private network", lasting=True)
            if url in seen:
                raise Unfetched("redirected in a circle", lasting=True)
            seen.add(url)
            before(url)
            answer = self._ask(
                url, headers or {}, min(max_bytes or self._max_bytes, self._max_bytes)
            )
            if answer.status not in _REDIRECTS:
                return answer
            target = answer.headers.get("location")
            if not target:
                raise Unfetched(f"redirected ({answer.status}) to nowhere")
            try:
                url = urljoin(url, target.strip())
            except ValueError as error:
                raise Unfetched(f"redirected to what is no address ({error})") from error
        raise Unfetched(f"redirected more than {MAX_REDIRECTS} times", lasting=True)

    def _ask(self, url: str, headers: Mapping[str, str], limit: int) -> Answer:
        ends = time.monotonic() + self._max_seconds
        try:
            response = self._pool.request(
                "GET",
                url,
                headers={**self._pool.headers, **headers},
                redirect=False,
                preload_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise Unfetched(f"no answer ({_brief(error)})") from error
        finished = False
        try:
            pieces, size = [], 0
            while piece := response.read1(_CHUNK, decode_content=True):
                size += len(piece)
                if size > limit:
                    raise Unfetched(
                        f"an answer of more than {limit / 1024 / 1024:g} MB", lasting=True
                    )
                if time.monotonic() > ends:
                    raise Unfetched(f"an answer that takes longer than {self._max_seconds:g} s")
                pieces.append(piece)
            finished = True
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise Unfetched(f"the answer was cut short ({_brief(error)})") from error
        finally:
            # What is not read to the end must not be used for the next question.
            if finished:
                response.release_conn()
            else:
                response.close()
        return Answer(
            url,
            response.status,
            {name.lower(): value for name, value in response.headers.items()},
            b"".join(pieces),
        )


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
