"""Many hosts on the loopback, each with a feed and pages, slow as the web is; and what one round over them costs.

    uv run python tests/benchmarks/many_hosts.py --hosts 200 --pages 25

prints pages a second, CPU time by stage, peak memory, and what the servers' own log says of manners. With `--kill N` the
round is killed (SIGKILL) after N pages and begun again.
"""

import argparse
import asyncio
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

WORK = "Gullholm season 3"
_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ran",
    "tes",
    "vo",
    "shi",
    "den",
    "pur",
    "gal",
    "ne",
    "tor",
    "bi",
    "sun",
    "wel",
    "cra",
)
_WORDS = tuple(a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in ("", "s", "ed", "ing"))
_NAVIGATION = "".join(f"<li><a href='/section/{n}'>Section {n}</a></li>" for n in range(60))
_PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:site_name" content="{host}"><link rel="canonical" href="{url}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",
"datePublished":"2024-{month:02}-{day:02}T08:00:00Z","author":{{"@type":"Person","name":"Ada Lind"}}}}</script>
<style>{style}</style></head><body><nav><ul>{navigation}</ul></nav><main><article><h1>{title}</h1>
<p class="byline">By Ada Lind</p>{paragraphs}</article></main><aside>{related}</aside><footer>Copyright 2024</footer></body></html>"""
_FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{host}</title>
<link>{base}</link><description>News</description>{items}</channel></rss>"""


def page(base: str, host: str, number: int) -> str:
    """An article of its own, with all that stands around one; every fifth is about the followed work."""
    about = WORK if number % 5 == 0 else f"Lighthouse {host.rpartition('.')[2]}"
    title = f"{about}: news {number} from {host}"
    chosen = random.Random(f"{host} {number}")  # noqa: S311 - no secret
    body = [
        f"{about} is expected in {('spring', 'summer', 'late')[number % 3]} 2026, says a friend of {host}.",
        *(" ".join(chosen.choices(_WORDS, k=45)).capitalize() + "." for _ in range(12)),
    ]
    related = "".join(f"<div class='related'><a href='/p/{n}'>Another story {n}</a></div>" for n in range(30))
    return _PAGE.format(
        title=title,
        host=host,
        url=f"{base}/p/{number}",
        month=number % 12 + 1,
        day=number % 28 + 1,
        style=".a{margin:0;padding:0}" * 300,
        navigation=_NAVIGATION,
        paragraphs="".join(f"<p>{text}</p>" for text in body),
        related=related,
    )


def feed(base: str, host: str, pages: int) -> str:
    items = "".join(
        f"<item><title>News {n}</title><link>{base}/p/{n}</link><guid>{base}/p/{n}</guid></item>"
        for n in range(pages)
    )
    return _FEED.format(host=host, base=base, items=items)


class Server:
    """Answers for every host of 127.0.0.0/8, after `latency` seconds; logs what was asked when."""

    def __init__(self, pages: int, latency: float, log: Path) -> None:
        self._pages, self._latency, self._log = pages, latency, log.open("w", buffering=1)

    async def serve(self, port_file: Path) -> None:
        server = await asyncio.start_server(self._client, "0.0.0.0", 0)  # noqa: S104 - all of the loopback
        port_file.write_text(str(server.sockets[0].getsockname()[1]))  # noqa: ASYNC240 - nobody waits yet
        async with server:
            await server.serve_forever()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                begin = time.monotonic()
                lines = head.decode().split("\r\n")
                path = lines[0].split()[1]
                netloc = next(line[5:].strip() for line in lines if line.lower().startswith("host:"))
                await asyncio.sleep(self._latency)
                status, kind, body = self._answer(path, netloc)
                self._log.write(json.dumps([netloc, path, begin, time.monotonic()]) + "\n")
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, path: str, netloc: str) -> tuple[str, str, bytes]:
        base, host = f"http://{netloc}", netloc.partition(":")[0]
        if path == "/feed":
            return "200 OK", "application/rss+xml", feed(base, host, self._pages).encode()
        if path.startswith("/p/"):
            return "200 OK", "text/html; charset=utf-8", page(base, host, int(path[3:])).encode()
        return "404 Not Found", "text/plain", b""


@contextmanager
def served(folder: Path, pages: int, latency: float) -> Iterator[int]:
    """The port on which all hosts answer, from a process of their own."""
    port_file, log = folder / "port", folder / "requests.jsonl"
    command = [sys.executable, __file__, "--serve", str(port_file), "--log", str(log)]
    with subprocess.Popen([*command, "--pages", str(pages), "--latency", str(latency)]) as server:
        try:
            while not (port_file.exists() and port_file.read_text()):
                time.sleep(0.02)
            yield int(port_file.read_text())
        finally:
            server.kill()


def configure(folder: Path, port: int, hosts: int) -> None:
    """A config.toml with one feed a host, and no pause."""
    sources = "".join(
        f"[[sources]]\nkind = 'feed'\nlocation = 'http://127.0.1.{n}:{port}/feed'\n"
        for n in range(1, hosts + 1)
    )
    (folder / "config.toml").write_text(
        f"[fetch]\npause = '0s'\nthreads = 32\nallow_private_addresses = true\n"
        f"[[works]]\ntitle = '{WORK}'\nsearch = false\n{sources}"
    )


def manners(log: Path) -> dict[str, object]:
    """What the servers' log says: requests, those made twice, and how many a host had to answer at once."""
    asked = [json.loads(line) for line in log.read_text().splitlines()]
    at_once = 0
    for _, group in groupby(sorted(asked), key=lambda one: one[0]):
        steps = sorted(step for _, _, begin, end in group for step in ((begin, 1), (end, -1)))
        now = 0
        for _, step in steps:
            now += step
            at_once = max(at_once, now)
    twice = Counter((host, path) for host, path, _, _ in asked)
    return {
        "requests": len(asked),
        "pages": sum(path.startswith("/p/") for _, path in twice),
        "asked again": sum(n - 1 for n in twice.values()),
        "at most at once of a host": at_once,
    }


def _run(folder: Path, kill_after: int | None) -> None:
    """One round in a process of its own, killed after so many pages if that is asked for."""
    log = folder / "requests.jsonl"
    begin = time.monotonic()
    command = [sys.executable, "-m", "tracker", "run", "--once"]
    with subprocess.Popen(command, cwd=folder) as process:
        while kill_after is not None and process.poll() is None:
            if len(log.read_text().splitlines()) >= kill_after:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.05)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = time.monotonic() - begin
    print(f"exit {process.returncode} after {took:.1f} s; CPU {spent.ru_utime + spent.ru_stime:.1f} s in all")  # noqa: T201
    print(f"peak memory {spent.ru_maxrss / 1024:.0f} MB")  # noqa: T201


def _stages(folder: Path) -> None:
    """One round in this process, CPU time taken by stage."""
    import os

    from tracker.app import gathering
    from tracker.app.composition import opened
    from tracker.cli.options import now
    from tracker.config import load
    from tracker.daemon import run_once
    from tracker.ingest import pipeline
    from tracker.ingest.fetch import Web

    spent: Counter[str] = Counter()

    def timed(owner: object, name: str, stage: str) -> None:
        function = getattr(owner, name)

        def wrapper(*args: object, **named: object) -> object:
            begin = time.thread_time()
            try:
                return function(*args, **named)
            finally:
                spent[stage] += time.thread_time() - begin  # type: ignore[assignment]

        setattr(owner, name, wrapper)

    timed(Web, "get", "fetch (threads)")
    timed(pipeline, "to_document", "page to text and day")
    timed(pipeline, "read", "text to predictions")
    timed(pipeline, "signature", "signature")
    timed(pipeline, "substance", "substance")
    timed(gathering, "keep", "keep in the store")
    timed(gathering.pages, "due", "ask what is due")
    timed(gathering.pages, "fetched", "note that it was fetched")
    begin, cpu = time.monotonic(), time.process_time()
    done = Counter()
    with opened(load(None, os.environ, folder), now()) as app:
        run_once(app, now, gathering.Overseer(lambda one: done.update([one.outcome]) or True))
    took, used = time.monotonic() - begin, time.process_time() - cpu
    articles = done.total()
    print(f"{dict(done)} in {took:.1f} s: {articles / took:.0f} pages/s, CPU {used:.1f} s")  # noqa: T201
    for stage, seconds in spent.most_common():
        print(f"  {stage:28} {1000 * seconds / articles:6.2f} ms a page")  # noqa: T201
    print(f"  {'all':28} {1000 * used / articles:6.2f} ms a page")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=25)
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--kill", type=int)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--serve", type=Path)
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args()
    if asked.serve:
        asyncio.run(Server(asked.pages, asked.latency, asked.log).serve(asked.serve))
        return
    with tempfile.TemporaryDirectory() as name, served(Path(name), asked.pages, asked.latency) as port:
        folder = Path(name)
        configure(folder, port, asked.hosts)
        if asked.stages:
            _stages(folder)
        else:
            if asked.kill:
                _run(folder, asked.kill)
            _run(folder, None)
        print(manners(folder / "requests.jsonl"))  # noqa: T201


if __name__ == "__main__":
    main()
