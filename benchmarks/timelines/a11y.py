"""What keyboard and screen reader meet on each page at 100 events: a table, side by side.

    python benchmarks/timelines/a11y.py [--events 100] [--width 1280]

The accessibility tree is Chromium's; a screen reader may say more or less.
"""

import argparse
import asyncio
import sys
from collections import Counter
from typing import Any

from playwright.async_api import Page, async_playwright

import compare
from measure import FLAGS, HOOKS, PEERS, painted, within

MOST_TABS = 300
ROLES = {"headings": "heading", "lists": "list", "list items": "listitem", "buttons": "button", "links": "link", "tables": "table", "status lines": "status"}
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body || at === document.documentElement) return "";
  globalThis.__met ??= new Map();
  if (!__met.has(at)) __met.set(at, `${__met.size}: ${at.tagName.toLowerCase()} ${(at.getAttribute("aria-label") ?? at.textContent ?? "").trim().replace(/\\s+/g, " ").slice(0, 40)}`);
  return __met.get(at);
}"""


async def tabs(page: Page) -> list[str]:
    """Where Tab stops, from the page's beginning until it leaves or comes round."""
    stops: list[str] = []
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        at = await page.evaluate(FOCUSED)
        if not at or at in stops:
            break
        stops.append(at)
    return stops


async def met(page: Page, names: list[str]) -> dict[str, Any]:
    """Accessible nodes by role, titles of events that a reader's tree holds, tab stops, and what axe finds."""
    session = await page.context.new_cdp_session(page)
    await session.send("Accessibility.enable")
    nodes = [node for node in (await session.send("Accessibility.getFullAXTree"))["nodes"] if not node["ignored"]]
    roles = Counter(node.get("role", {}).get("value", "") for node in nodes)
    words = "\n".join(str(node.get("name", {}).get("value", "")) for node in nodes)
    stops = await tabs(page)
    await page.evaluate((compare.HERE / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    broken = (await page.evaluate("axe.run()"))["violations"]
    return {"accessible nodes": len(nodes), **{name: roles[role] for name, role in ROLES.items()}, "images, graphics": roles["image"] + roles["img"] + roles["graphics-document"],
            "events named": sum(name in words for name in names), "tab stops": f"{len(stops)}{'+' if len(stops) == MOST_TABS else ''}",
            "axe: rules broken": len(broken), "axe: places": sum(len(one["nodes"]) for one in broken), "rules": ", ".join(one["id"] for one in broken) or "none", "stops": stops}


async def measure(address: str, browser_path: str, events: int, width: int, names: list[str]) -> dict[str, dict[str, Any]]:
    found = {}
    async with async_playwright() as playwright:
        for name in ("vis:default", "timelinejs", "presnya"):
            browser = await playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
            page = await browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
            await page.add_init_script(f"const KIND = '{PEERS[name].kind}';\n{HOOKS}")
            await page.goto(address + PEERS[name].path.format(data=f"/data/made/{events}/"))
            await within("first picture", painted(page), 60)
            await asyncio.sleep(1.5)
            found[name] = await met(page, names)
            await browser.close()
    return found


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--events", type=int, default=100, help="how many events (default: 100)")
    given.add_argument("--width", type=int, default=1280, help="CSS pixels (default: 1280)")
    asked = given.parse_args()
    browser = compare.set_up()
    compare.prepare(compare.Set("made", compare.made_up), asked.events)
    names = [made.title for made in compare.generate.events(asked.events)]
    server, address = compare.serve()
    try:
        found = asyncio.run(measure(address, browser, asked.events, asked.width, names))
    finally:
        server.terminate()
        server.wait()
    print(f"| {asked.events} events, {asked.width} px | {' | '.join(found)} |\n|---{'|---' * len(found)}|")
    for row in next(iter(found.values())):
        if row != "stops":
            print(f"| {row} | {' | '.join(str(one[row]) for one in found.values())} |")
    for name, one in found.items():
        print(f"\n{name} stops at: " + "; ".join(one["stops"][:12]) + (" …" if len(one["stops"]) > 12 else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
