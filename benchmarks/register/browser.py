"""How long a visitor's browser takes to check a page, and what it reads for it: a real chromium, its processor slowed down four times, a register of a million acts.

    python benchmarks/register/browser.py [--acts 1000000] [--shown 1,20,200] [--reps 7] [--throttle 4] [--fresh]

The register is made once, in build/bench-browser/, and kept: nine tenths of it were signed before, and the pages were published then. A first visit remembers the register; a return
remembers what it was at nine tenths, so that its growth has to be proved from tiles. `ms` goes from asking for the checking script to the mark; bytes are what came over the (loopback)
network, packed as a web host packs it, beyond the page, its stylesheet and its own script.
"""

import argparse
import base64
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.register.proofs import entry  # noqa: E402  the repository's root must be on the path first
from presnya import register  # noqa: E402
from presnya.publishing.bundle import static  # noqa: E402
from presnya.publishing.verifying import Vouching, extras  # noqa: E402
from tests.browser.chromium import launch  # noqa: E402

BUILD = ROOT / "build/bench-browser"
MOST_BYTES, MOST_MS = 150_000, 300
ORIGIN = "bench.example/presnya"


class Row(NamedTuple):
    """An act as publishing takes it."""

    number: int
    entry: bytes
    body: bytes | None
    salt: bytes | None
    parts: tuple[()] = ()


def rows(size: int) -> Iterator[Row]:
    """Acts with the bodies that open them, one at a time."""
    for number in range(size):
        yield Row(number, entry(number), json.dumps({"n": number}, separators=(",", ":")).encode(), number.to_bytes(32))
        if number % 20_000 == 0:
            print(f"\rmaking the register: {number * 100 // size} %", end="", file=sys.stderr, flush=True)


def page(lang: str, acts: list[int], base: str) -> bytes:
    """A page that names these acts, with what every page of a museum has."""
    names = "".join(f'<li>Something that was said <a href="{base}register/acts/{act}.html">{act}</a></li>' for act in acts)
    return (f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{base}static/presnya.css">'
            f'<script src="{base}static/presnya.js" defer></script></head><body><main><h1>An object</h1><ul>{names}</ul></main><footer><div class="vy" id="verify"></div></footer>'
            '<script type="application/json" id="proof"></script></body></html>\n').encode()


def made(size: int, shown: list[int]) -> Path:
    """The site, from build/ when it lies there. The first nine tenths of the register were signed before."""
    site = BUILD / f"site-{size}"
    if (site / "manifest.sig").exists() and all((site / f"objects/with-{count}.html").exists() for count in shown):
        return site
    shutil.rmtree(BUILD, ignore_errors=True)
    signer = register.Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    edge, before = register.Frontier(), size * 9 // 10
    for row in rows(before):
        edge.append(register.leaf_hash(row.entry))
    note = register.sign(str(register.Checkpoint(ORIGIN, before, edge.root())), [signer])
    (site / "register/checkpoints").mkdir(parents=True)
    (site / f"register/checkpoints/{before}").write_text(note)
    written = register.publish_log(site / "register", rows(size), signer=signer, total=size)
    vouching = Vouching(site, written)
    draw = random.Random(1905)
    files = {f"objects/with-{count}.html": vouching.seal(f"objects/with-{count}.html", page("en", sorted(draw.sample(range(before), count)), "../")) for count in shown}
    for name, data in (*files.items(), *((f"static/{name}", data) for name, data in static()), *vouching.files.items(), *extras(site, written, ("en",))):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    print("\r", end="", file=sys.stderr)
    return site


def seen(site: Path, size: int) -> dict[str, Any]:
    """What a browser remembers that saw the register at this size."""
    note = (site / f"register/checkpoints/{size}").read_text()
    head = register.open_checkpoint(note, register.parse_vkey((site / "register/vkey").read_text()))
    return {"origin": ORIGIN, "size": size, "root": base64.b64encode(head.root).decode(), "vkey": (site / "register/vkey").read_text().strip(), "note": note, "when": "2026-01-01T00:00:00Z"}


def once(browser: Browser, address: str, remembered: dict[str, Any] | None, throttle: float) -> tuple[float, int, int]:
    """Milliseconds, bytes and files of one visit by a browser whose store is empty."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visitor = context.new_page()
    if remembered:
        visitor.add_init_script(f"localStorage.setItem('presnya.seen.{ORIGIN}', {json.dumps(json.dumps(remembered))})")
    session = context.new_cdp_session(visitor)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda said: names.setdefault(said["requestId"], said["request"]["url"]))
    session.on("Network.loadingFinished", lambda said: sizes.__setitem__(said["requestId"], int(said["encodedDataLength"])))
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    visitor.goto(address)
    visitor.wait_for_function("performance.getEntriesByName('presnya-verified').length", timeout=60_000)
    assert visitor.evaluate("document.getElementById('verify').dataset.standing") == "verified", visitor.locator(".vm").first.inner_text()
    took = visitor.evaluate("performance.getEntriesByName('presnya-verified')[0].startTime - performance.getEntriesByType('resource').find(one => one.name.includes('verify.en.js')).startTime")
    own = ("static/presnya.css", "static/presnya.js", "static/light.js")
    beyond = {key: size for key, size in sizes.items() if "/static/fonts/" not in names[key] and not names[key].endswith((*own, ".html")) and size}
    context.close()
    return float(took), sum(beyond.values()), len(beyond)


def main() -> None:
    """Print the table; exit code 1 when a goal was missed."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--acts", type=int, default=1_000_000)
    asked.add_argument("--shown", default="1,20,200")
    asked.add_argument("--reps", type=int, default=7)
    asked.add_argument("--throttle", type=float, default=4)
    asked.add_argument("--fresh", action="store_true")
    given = asked.parse_args()
    shown = [int(one) for one in given.shown.split(",")]
    if given.fresh:
        shutil.rmtree(BUILD, ignore_errors=True)
    site = made(given.acts, shown)
    server = subprocess.Popen([sys.executable, str(ROOT / "benchmarks/timelines/server.py"), f"/museum={site}"], stdout=subprocess.PIPE, text=True)
    missed = False
    try:
        assert server.stdout
        port = server.stdout.readline().strip()
        print(f"A page checked by its visitor's browser: register of {given.acts:,} acts, processor slowed {given.throttle:g} times, median of {given.reps}; load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
        print(f"{'acts shown':>10}  {'visit':8}{'ms':>6}{'(worst)':>9}{'bytes':>10}{'files':>7}")
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for count in shown:
                for visit, memory in (("first", None), ("return", seen(site, given.acts * 9 // 10))):
                    results = [once(browser, f"http://127.0.0.1:{port}/museum/objects/with-{count}.html", memory, given.throttle) for _ in range(given.reps)]
                    took, read = statistics.median(one[0] for one in results), int(statistics.median(one[1] for one in results))
                    goal = count <= 20
                    missed |= goal and (took > MOST_MS or read > MOST_BYTES)
                    verdict = f"   goal {MOST_MS} ms, {MOST_BYTES:,} bytes: {'met' if took <= MOST_MS and read <= MOST_BYTES else 'NOT met'}" if goal else ""
                    print(f"{count:>10}  {visit:8}{took:>6.0f}{max(one[0] for one in results):>9.0f}{read:>10,}{results[0][2]:>7}{verdict}")
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
        if server.stdout:
            server.stdout.close()
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
