"""A watch against a server of our own: polite, bounded, and going on after a stop."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tightrope.watching import Watch
from tightrope.watching.fetching import USER_AGENT, Fetcher, Unfetched
from tightrope.watching.politeness import back_off_seconds, retry_after_seconds
from tightrope.watching.state import STATE_FILE

Reply = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Addresses and what they reply; keeps what was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                reply = site.replies.get(self.path, says(404))
                # The reader may have had enough.
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    reply(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def says(status: int, body: bytes = b"", **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def page(text: str) -> Reply:
    body = f"<html><head><title>{text}</title></head><body><p>{text}</p></body></html>".encode()
    return says(200, body, Content_Type="text/html; charset=utf-8")


def feed(address: str, *links: str, **headers: str) -> Reply:
    items = "".join(f"<item><title>x</title><link>{address}{link}</link></item>" for link in links)
    body = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
    return says(200, body.encode(), Content_Type="application/rss+xml", **headers)


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def follow(site: Site, clock: Clock, tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    opened: list[Watch] = []

    def make(*feeds: str, **more: object) -> Watch:
        fetcher = Fetcher(max_bytes=200_000, max_seconds=2.0, silence_seconds=1.0)
        watch = Watch(
            [site.address + path for path in feeds or ("/feed",)],
            tmp_path / "kept",
            fetcher=fetcher,
            clock=clock,
            sleep=clock.sleep,
            **more,  # type: ignore[arg-type]
        )
        opened.append(watch)
        return watch

    yield make
    for watch in opened:
        watch.close()


def test_new_articles_are_fetched_once_and_kept(site: Site, follow: Callable[..., Watch]) -> None:
    site.replies["/feed"] = feed(site.address, "/a", "/b#part", ETag='"1"')
    site.replies["/a"], site.replies["/b"] = page("Oslo"), page("Lima")
    watch = follow()
    report = watch.round()
    assert (report.asked, report.found, len(report.saved)) == (1, 2, 2)
    assert all(path.name.endswith(".warc.gz") for path in report.saved)
    assert watch.unread == report.saved
    watch.mark_read()
    again = watch.round()
    assert (again.found, again.saved, watch.unread) == (0, [], [])
    assert site.paths().count("/a") == 1
    assert all(headers["user-agent"] == USER_AGENT for _, headers in site.asked)
    assert USER_AGENT.startswith("Tightrope/")


def test_unchanged_feeds_are_asked_with_their_validators(
    site: Site, follow: Callable[..., Watch]
) -> None:
    stamp = "Fri, 04 Mar 2022 10:00:00 GMT"
    site.replies["/feed"] = feed(site.address, ETag='"v1"', Last_Modified=stamp)
    watch = follow()
    watch.round()
    site.replies["/feed"] = says(304)
    report = watch.round()
    assert report.unchanged == 1
    asked = [headers for path, headers in site.asked if path == "/feed"][-1]
    assert asked["if-none-match"] == '"v1"'
    assert asked["if-modified-since"] == stamp


def test_retry_after_is_kept_to(site: Site, follow: Callable[..., Watch], clock: Clock) -> None:
    site.replies["/feed"] = feed(site.address, "/a", "/b")
    site.replies["/a"] = site.replies["/b"] = says(429, Retry_After="900")
    watch = follow()
    report = watch.round()
    assert "429" in report.troubles[0][1] and "900 s" in report.troubles[0][1]
    assert site.paths() == ["/feed", "/a"], "a host that is busy is left alone altogether"
    site.replies["/a"] = site.replies["/b"] = page("Oslo")
    clock.now += 800
    assert watch.round().saved == []
    clock.now += 200
    assert len(watch.round().saved) == 2


def test_a_feed_that_fails_is_asked_less_and_less(
    site: Site, follow: Callable[..., Watch], clock: Clock
) -> None:
    site.replies["/feed"] = says(500)
    watch = follow(seed=7)
    times = []
    for _ in range(4):
        assert watch.round().asked == 1
        assert watch.round().asked == 0
        wait = back_off_seconds(7, site.address + "/feed", len(times) + 1)
        times.append(wait)
        clock.now += wait + 0.1
    # Chance stretches a wait by up to three; two doublings outgrow it.
    assert times[0] < times[2]
    assert times[1] < times[3]


def test_waiting_is_settled_by_the_seed() -> None:
    assert back_off_seconds(1, "a", 3) == back_off_seconds(1, "a", 3)
    assert len({back_off_seconds(seed, "a", 3) for seed in range(20)}) == 20
    assert all(0 < back_off_seconds(0, "a", n) <= 1.5 * 6 * 3600 for n in (0, 1, 5, 50, 5000))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        ("99999999999999999999", 86_400.0),
        ("Wed, 15 Nov 2023 00:13:20 GMT", 7200.0),
        ("Wed, 01 Jan 1986 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        (None, None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(written: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(written, 1_700_000_000.0) == seconds


def test_robots_txt_is_obeyed(site: Site, follow: Callable[..., Watch], clock: Clock) -> None:
    site.replies["/robots.txt"] = says(
        200, b"User-agent: Tightrope\nDisallow: /private\nCrawl-delay: 9\n"
    )
    site.replies["/feed"] = feed(site.address, "/private/a", "/b")
    site.replies["/private/a"], site.replies["/b"] = page("No"), page("Yes")
    report = follow().round()
    assert len(report.saved) == 1
    assert "/private/a" not in site.paths()
    assert "robots.txt" in report.troubles[0][1]
    assert max(clock.slept) == pytest.approx(9, abs=0.5)


def test_a_site_whose_robots_txt_is_in_trouble_is_left_alone(
    site: Site, follow: Callable[..., Watch]
) -> None:
    site.replies["/robots.txt"] = says(503)
    site.replies["/feed"] = feed(site.address)
    report = follow().round()
    assert site.paths() == []
    assert "robots.txt" in report.troubles[0][1]


def test_a_host_is_asked_with_a_pause(
    site: Site, follow: Callable[..., Watch], clock: Clock
) -> None:
    site.replies["/feed"] = feed(site.address, "/a", "/b", "/c")
    for path in ("/a", "/b", "/c"):
        site.replies[path] = page(path)
    follow(pause_seconds=5.0).round()
    assert len([s for s in clock.slept if s == pytest.approx(5.0, abs=0.1)]) == 4


def test_redirections_end(site: Site, follow: Callable[..., Watch]) -> None:
    def onwards(handler: BaseHTTPRequestHandler) -> None:
        number = int(handler.path.rsplit("/", 1)[1]) + 1
        site.replies[f"/on/{number}"] = onwards
        says(302, Location=f"/on/{number}")(handler)

    site.replies["/feed"] = feed(site.address, "/on/0", "/circle", "/moved")
    site.replies["/on/0"] = onwards
    site.replies["/circle"] = says(301, Location="/circle")
    site.replies["/moved"] = says(301, Location="/here")
    site.replies["/here"] = page("Oslo")
    report = follow().round()
    assert len(report.saved) == 1
    assert [why for _, why in report.troubles] == [
        "redirected more than 5 times",
        "redirected in a circle",
    ]
    assert len(site.paths()) < 15


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"<rss><channel>")
    while True:
        handler.wfile.write(b"<item><title>more</title></item>" * 500)


def _dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.1)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<rss><channel><title>T</title>")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (_endless, "more than 0.19"),
        (_dripping, "longer than 2 s"),
        (_silent, "no answer"),
        (_cut, "cut short"),
        (says(200, b"<html><body>hello</body></html>"), "no feed"),
        (says(200, b"\x1f\x8b broken", Content_Encoding="gzip"), "cut short"),
    ],
)
def test_a_feed_that_is_no_good_ends_with_a_reason(
    reply: Reply, why: str, site: Site, follow: Callable[..., Watch]
) -> None:
    site.replies["/bad"] = reply
    site.replies["/feed"] = feed(site.address, "/a")
    site.replies["/a"] = page("Oslo")
    began = time.monotonic()
    report = follow("/bad", "/feed").round()
    assert time.monotonic() - began < 10
    assert why in report.troubles[0][1]
    assert len(report.saved) == 1, "the other feed goes on"


def test_what_is_no_page_or_gone_is_not_asked_again(
    site: Site, follow: Callable[..., Watch], clock: Clock
) -> None:
    site.replies["/feed"] = feed(site.address, "/gone", "/film")
    site.replies["/film"] = says(200, b"...", Content_Type="video/mp4")
    watch = follow()
    report = watch.round()
    assert [why for _, why in report.troubles] == ["the server says 404", "is video/mp4, no page"]
    clock.now += 10_000_000
    watch.round()
    assert site.paths().count("/gone") == site.paths().count("/film") == 1


def test_addresses_on_somebodys_own_network_are_not_asked(
    site: Site, follow: Callable[..., Watch]
) -> None:
    body = b'<rss version="2.0"><channel><item><link>http://169.254.169.254/x</link></item>'
    body += b"<item><link>file:///etc/passwd</link></item></channel></rss>"
    site.replies["/feed"] = says(200, body)
    assert follow().round().found == 0


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest",
        "http://[::1]:8080/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost./",
        "http://router.internal/",
        "http://inwards.example/",
    ],
)
def test_nobody_is_redirected_to_somebodys_own_network(site: Site, target: str) -> None:
    site.replies["/a"] = says(302, Location=target)
    asked: list[str] = []
    fetcher = Fetcher(max_seconds=1, silence_seconds=1, resolve=lambda host: ["10.1.2.3"])
    with pytest.raises(Unfetched, match="private network"):
        fetcher.fetch(site.address + "/a", before=asked.append)
    fetcher.close()
    assert asked == [site.address + "/a"], "the target must not even be asked for its robots.txt"


def test_a_feed_on_ones_own_network_may_redirect_within_its_host(site: Site) -> None:
    site.replies["/a"] = says(302, Location="/b")
    site.replies["/b"] = page("Oslo")
    fetcher = Fetcher(max_seconds=1, silence_seconds=1)
    assert fetcher.fetch(site.address + "/a").status == 200
    fetcher.close()


def test_a_watch_goes_on_where_it_was_stopped(
    site: Site, follow: Callable[..., Watch], clock: Clock, tmp_path: Path
) -> None:
    site.replies["/feed"] = feed(site.address, "/a", "/b", ETag='"1"')
    site.replies["/a"] = page("Oslo")
    site.replies["/b"] = says(500)
    first = follow().round()
    clock.now += 1000
    site.replies["/feed"], site.replies["/b"] = says(304), page("Lima")
    later = follow()
    assert later.unread == first.saved, "what no run has read yet is handed on"
    assert len(later.round().saved) == 1
    assert len(later.unread) == 2
    assert site.paths().count("/a") == 1
    assert (tmp_path / "kept" / STATE_FILE).is_file()


def test_a_bad_address_is_a_reason() -> None:
    fetcher = Fetcher(max_seconds=1, silence_seconds=1)
    for url in ("ftp://example.org/a", "http:///a", "http://127.0.0.1:1/a"):
        with pytest.raises(Unfetched):
            fetcher.fetch(url)
    fetcher.close()
