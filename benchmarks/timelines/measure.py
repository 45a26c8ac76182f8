"""One page opened once in a browser of its own: what it took, what was on the screen, and how it moved."""

import asyncio
import contextlib
import hashlib
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from playwright.async_api import Browser, CDPSession, Page, Playwright

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # the last: what a page asks of others is counted and goes nowhere
HOOKS = (Path(__file__).parent / "hooks.js").read_text(encoding="utf-8")
STEPS = 40
T = TypeVar("T")


class Profile(NamedTuple):
    """A device: pixels, dots a pixel, how much slower its processor is; a phone is touched, a desktop has a mouse."""

    name: str
    width: int
    height: int
    dots: int
    slower: int


PROFILES = {one.name: one for one in (Profile("desktop", 1280, 800, 1, 1), Profile("phone", 390, 844, 2, 4))}


class Peer(NamedTuple):
    """A page: how hooks.js knows it, and where it is (`{data}` is the folder of the events)."""

    name: str
    kind: str
    path: str


PEERS = {one.name: one for one in (
    *(Peer(f"vis:{form}", "vis", f"/pages/vis.html?form={form}&data={{data}}") for form in ("default", "nostack", "window", "cluster")),
    Peer("timelinejs", "timelinejs", "/pages/timelinejs.html?form=default&data={data}"),
    Peer("timelinejs:bare", "timelinejs", "/pages/timelinejs.html?form=bare&data={data}"),
    Peer("presnya", "presnya", "{data}ours/index.html"),
)}


class Visit(NamedTuple):
    """What is to be measured: a page at an address that shows so many events, on a device; `limit` in seconds a stage, `shot` where a picture goes."""

    address: str
    peer: Peer
    profile: Profile
    events: int
    limit: float
    shot: Path | None = None


class Hand(NamedTuple):
    """What gestures need: the page, its session, the device, and the stage they are made on (x, y, width, height, whether time runs down)."""

    page: Page
    session: CDPSession
    profile: Profile
    target: dict[str, Any]


class Failed(Exception):
    """A stage took too long or broke; says which."""


async def within(stage: str, doing: Awaitable[T], seconds: float) -> T:
    try:
        return await asyncio.wait_for(doing, seconds)
    except TimeoutError:
        raise Failed(f"{stage} > {seconds:.0f} s") from None


class Traffic:
    """What went over the wire, by the browser's own count: bytes with headers, as packed."""

    def __init__(self, session: CDPSession) -> None:
        self.begun: dict[str, tuple[float, str]] = {}
        self.size: dict[str, float] = {}
        self.font: set[str] = set()
        session.on("Network.requestWillBeSent", lambda told: self.begun.setdefault(told["requestId"], (told["wallTime"] * 1000, told["request"]["url"])))
        session.on("Network.responseReceived", lambda told: self.font.add(told["requestId"]) if told["type"] == "Font" else None)
        session.on("Network.loadingFinished", lambda told: self.size.__setitem__(told["requestId"], told["encodedDataLength"]))

    def until(self, moment: float) -> dict[str, Any]:
        """Of the requests begun before a moment (ms since 1970): kB, the fonts' part of that, how many, and how many to other hosts; the five heaviest."""
        asked = {name: url for name, (when, url) in self.begun.items() if when <= moment and url.startswith("http")}
        size = {name: self.size.get(name, 0) / 1000 for name in asked}
        return {"kB": round(sum(size.values()), 1), "fonts_kB": round(sum(kB for name, kB in size.items() if name in self.font), 1), "requests": len(asked), "third_party": sum("//127.0.0.1:" not in url for url in asked.values()),
                "heaviest": [[asked[name].split("?")[0].rsplit("/", 1)[-1] or "index.html", round(kB, 1)] for name, kB in sorted(size.items(), key=lambda one: -one[1])[:5]]}


async def run(playwright: Playwright, chromium: str, visit: Visit) -> dict[str, Any]:
    """Measure once. The answer has `error` when a stage failed; what was measured before that is in it."""
    browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
    found: dict[str, Any] = {"browser": browser.version}
    processes = await pids(browser)
    device = visit.profile
    try:
        context = await browser.new_context(viewport={"width": device.width, "height": device.height}, device_scale_factor=device.dots, has_touch=device.slower > 1, is_mobile=device.slower > 1)
        await stages(await context.new_page(), browser, visit, found)
    except Failed as failed:
        found["error"] = str(failed)
    except Exception as broke:  # noqa: BLE001  a crashed tab is a result, told in the table
        found["error"] = f"{type(broke).__name__}: {str(broke).splitlines()[0][:120]}"
    finally:
        await end(browser, processes.get("browser", []))
    return found


async def stages(page: Page, browser: Browser, visit: Visit, found: dict[str, Any]) -> None:
    """Open, look, wait, count, move; each within the limit."""
    limit, device = visit.limit, visit.profile
    session = await page.context.new_cdp_session(page)
    for name in ("Network", "Performance"):
        await session.send(f"{name}.enable")
    if device.slower > 1:
        await session.send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
    traffic = Traffic(session)
    troubles: list[str] = []
    page.on("pageerror", lambda trouble: troubles.append(str(trouble).splitlines()[0][:120]))
    await page.add_init_script(f"const KIND = '{visit.peer.kind}';\n{HOOKS}")
    await page.goto(visit.address, wait_until="commit", timeout=limit * 1000)
    try:
        await within("first picture", painted(page), limit)
    except Failed as late:
        raise Failed(troubles[0] if troubles else str(late)) from None
    found["first_ms"] = round(await page.evaluate("__bench.painted"))
    await asyncio.sleep(1.5)
    look = await within("look", page.evaluate("__bench.look()"), limit)
    found |= traffic.until(look.pop("origin") + found["first_ms"])
    found |= {"unseen": max(0, visit.events - look["marks"])} | look
    found["idle_frames"], found["idle_ms"] = await within("idle", idle(page, session), limit)
    await within("garbage", session.send("HeapProfiler.collectGarbage"), limit)
    found["heap_MB"] = round((await metric(session, "JSHeapUsedSize")) / 1e6, 1)
    found["rss_MB"] = max(map(resident, (await pids(browser)).get("renderer", [])), default=0)
    if visit.shot:
        await within("shot", page.screenshot(path=visit.shot), limit)
    hand = Hand(page, session, device, await page.evaluate("__bench.target()"))
    await within("approach", approach(hand, visit.peer), limit)
    for name, gesture in (("pan", pan), ("zoom", zoom)):
        found |= {f"{name}_{key}": value for key, value in (await within(name, moved(hand, gesture), limit)).items()}
    found["kB_after"] = traffic.until(time.time() * 1000)["kB"]
    if troubles:
        found["troubles"] = troubles[:2]


async def painted(page: Page) -> None:
    """Asked ten times a second; a page that is busy answers when it can."""
    while not await page.evaluate("globalThis.__bench && __bench.painted"):  # noqa: ASYNC110  the event is in another process
        await asyncio.sleep(0.1)


async def idle(page: Page, session: CDPSession) -> tuple[int, int]:
    """Animation frames asked for, and ms of work, in two seconds of nothing."""
    await page.evaluate("__bench.asked()")
    before = await metric(session, "TaskDuration")
    await asyncio.sleep(2)
    after = await metric(session, "TaskDuration")
    return await page.evaluate("__bench.asked()"), round((after - before) * 1000)


async def metric(session: CDPSession, name: str) -> float:
    told = await session.send("Performance.getMetrics")
    return next(one["value"] for one in told["metrics"] if one["name"] == name)


# ── gestures ────────────────────────────────────────────────────────────────────────────────────────────────────────

Leg = Callable[[], Awaitable[None]]


async def moved(hand: Hand, gesture: Callable[[Hand], list[Leg]]) -> dict[str, Any]:
    """Frame gaps (ms) over the two legs of a gesture, and whether the picture changed after the first: a page that stands still has quick frames."""
    page = hand.page
    gaps: list[float] = []
    before = await picture(hand)
    changed = False
    for number, leg in enumerate(gesture(hand)):
        await page.evaluate("__bench.record()")
        await leg()
        await page.evaluate("__bench.settled()")
        gaps += await page.evaluate("__bench.stop()")
        if number == 0:
            changed = await picture(hand) != before
    ordered = sorted(gaps) or [0.0]
    part = {name: round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) for name, share in (("median", 0.5), ("p95", 0.95), ("max", 1))}
    return {**part, "frames": len(gaps), "moved": changed}


async def picture(hand: Hand) -> str:
    clip = {key: hand.target[key] for key in ("x", "y", "width", "height")}
    return hashlib.sha256(await hand.page.screenshot(clip=clip)).hexdigest()  # type: ignore[arg-type]  a dict of the four numbers


def pan(hand: Hand) -> list[Leg]:
    """Drag along time by half the stage and back, in 2 × 40 steps."""
    near, far = 0.75, 0.25
    return [lambda: drag(hand, near, far), lambda: drag(hand, far, near)]


def zoom(hand: Hand) -> list[Leg]:
    """In and out again: 16 wheel steps with Ctrl; on the phone two pinches; where a page has buttons for it, four clicks."""
    return [lambda: nearer(hand, -1, 1), lambda: nearer(hand, 1, 1)]


async def approach(hand: Hand, peer: Peer) -> None:
    """Zoom in half way first: at the widest nothing can be dragged. What lies over a page at first is put away."""
    await hand.page.evaluate("__bench.clear()")
    await asyncio.sleep(1)
    if peer.name != "vis:window":
        await nearer(hand, -1, 0.5)
        await asyncio.sleep(1)


async def drag(hand: Hand, start: float, stop: float) -> None:
    page, session, profile, target = hand
    points = [along(target, start + (stop - start) * step / STEPS) for step in range(STEPS + 1)]
    if profile.slower > 1:
        await touch(session, [[point] for point in points])
        return
    await page.mouse.move(*points[0])
    await page.mouse.down()
    for point in points[1:]:
        await page.mouse.move(*point)
        await asyncio.sleep(0.012)
    await page.mouse.up()
    await asyncio.sleep(0.25)


def along(target: dict[str, Any], share: float) -> tuple[float, float]:
    x, y = (0.5, share) if target["down"] else (share, 0.5)
    return target["x"] + target["width"] * x, target["y"] + target["height"] * y


async def nearer(hand: Hand, way: int, share: float) -> None:
    """Zoom in (way -1) or out (1): a wheel turned 100 px a step, or fingers, or the page's own buttons."""
    page, session, profile, target = hand
    if buttons := target.get("buttons"):
        for _ in range(round(4 * share)):
            await page.evaluate("(name) => { const icon = document.querySelector(name); (icon?.closest('button, .tl-menubar-button') ?? icon)?.click(); }", buttons[way > 0])
            await asyncio.sleep(0.35)
    elif profile.slower > 1:
        for _ in range(round(2 * share)):
            await touch(session, [[along(target, 0.5 - apart), along(target, 0.5 + apart)] for apart in spread(way)])
    else:
        await page.mouse.move(*along(target, 0.5))
        await page.keyboard.down("Control")
        for _ in range(round(16 * share)):
            await page.mouse.wheel(0, 100 * way)
            await asyncio.sleep(0.03)
        await page.keyboard.up("Control")
    await asyncio.sleep(0.25)


def spread(way: int) -> list[float]:
    """Half the distance of two fingers, as a share of the stage, from step to step."""
    steps = [0.08 + 0.3 * step / STEPS for step in range(STEPS + 1)]
    return steps if way < 0 else steps[::-1]


async def touch(session: CDPSession, path: list[list[tuple[float, float]]]) -> None:
    """Fingers put down at the first places, moved through all, lifted."""
    for number, fingers in enumerate(path):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(fingers)]
        await session.send("Input.dispatchTouchEvent", {"type": "touchMove" if number else "touchStart", "touchPoints": points})
        await asyncio.sleep(0.012)
    await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await asyncio.sleep(0.25)


# ── processes ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def pids(browser: Browser) -> dict[str, list[int]]:
    """This browser's own processes, by their kind."""
    session = await browser.new_browser_cdp_session()
    told = await session.send("SystemInfo.getProcessInfo")
    await session.detach()
    kinds: dict[str, list[int]] = {}
    for one in told["processInfo"]:
        kinds.setdefault(one["type"], []).append(one["id"])
    return kinds


def resident(pid: int) -> int:
    """MB of a process in memory (Linux), 0 where that cannot be read."""
    with contextlib.suppress(OSError, StopIteration):
        line = next(line for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:"))
        return round(int(line.split()[1]) / 1024)
    return 0


async def end(browser: Browser, processes: list[int]) -> None:
    """Close; a browser that does not answer is ended by the number of its process."""
    try:
        await asyncio.wait_for(browser.close(), 8)
    except (TimeoutError, Exception):  # noqa: BLE001  whatever hinders closing, the process must not stay
        for pid in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
