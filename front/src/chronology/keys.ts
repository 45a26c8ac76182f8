/**
 * The keyboard. Arrows, paging and letters work only while focus is inside the chronology, letters never in a field: a screen reader's own keys survive.
 *
 * [ and ] halve what the lane holds (halving.ts), so that any mark is some log2(N) steps away for a reader who knows its date. PageDown and Shift with an arrow
 * go by time instead: PageDown four times nearer about the focus, Shift half a window on.
 */
import type { Halving } from "./halving";
import type { More } from "../chronology-more";
import type { Panels } from "./panels";
import type { Twin } from "./twin";
import type { Core, Lane, Mark } from "./types";

const NEARER = 4; // times, in one step

export interface Deeds { twin: Twin; panels: Panels; rest(): Promise<More>; close(): boolean; isOpen(): boolean }

export function keys(core: Core, { twin, panels, rest, close, isOpen }: Deeds): () => void {
  let pending: (() => void) | null = null;
  let moment: number | null = null; // kept while going from lane to lane

  /** When the picture stands again. */
  const later = (does: () => void) => {
    pending?.();
    const stop = core.on("settle", () => { stop(); pending = null; does(); });
    pending = stop;
    core.dirty();
  };

  let halves: Halving | null = null; // from the second script: it is there before anybody has found the key
  const halve = async (at: Lane, mark: Mark | null, by: 1 | -1) => {
    halves ??= (await rest()).halving(core, (middle) => twin.focus(middle), later);
    halves.halve(at, mark, by);
  };

  const here = () => {
    const at = twin.at();
    const lane = at?.lane ?? core.layout?.lanes[0]?.lane;
    const { a, b } = core.view;
    const mark = at?.mark ?? null;
    return lane ? { lane, mark, t: mark ? Math.max(mark.b, Math.min(a, mark.e)) : (a + b) / 2 } : null; // of what began before the window, the part that is in it
  };

  async function step(lane: Lane, mark: Mark | null, t: number, by: 1 | -1): Promise<void> {
    const listed = twin.listed(lane);
    const at = mark ? listed.indexOf(mark) : -1;
    const neighbour = mark ? listed[at + by] : undefined;
    const inView = neighbour && neighbour.b < core.view.b && neighbour.e >= core.view.a;
    const next = inView ? neighbour : await core.next(lane, mark ?? t, by);
    if (!next) return;
    moment = null;
    core.select(next, { show: true });
    twin.focus(next);
  }

  function aside(lane: Lane, t: number, by: 1 | -1): void {
    const next = core.lanes[core.lanes.indexOf(lane) + by];
    if (!next) return;
    const to = moment ?? t;
    moment = to;
    if (twin.enter(next, to)) return;
    const first = core.view.first + by;
    core.set({ first: Math.max(0, first) }, {});
    later(() => twin.enter(next, to));
  }

  function zoom(mark: Mark | null, t: number, near: boolean): void {
    const { a, b } = core.view;
    const half = ((b - a) / 2) * (near ? 1 / NEARER : NEARER);
    core.set({ a: t - half, b: t + half }, { step: true, glide: true });
    const lane = here()?.lane;
    later(() => { if (mark) twin.focus(core.find(mark.lane.tree.id, mark.id) ?? mark); else if (lane) twin.enter(lane, t); });
  }

  function half(lane: Lane, by: 1 | -1): void {
    const made = core.layout;
    if (!made) return;
    const length = made.across ? made.width : made.height;
    if (!core.pan((by * length) / 2, { step: true })) { ends(lane, by > 0); return; }
    later(() => { const now = core.layout; twin.enter(lane, now ? now.scale.back(length / 2) : (core.view.a + core.view.b) / 2); });
  }

  /** First or last in view; from there the very first or last. */
  function ends(lane: Lane, last: boolean): void {
    const listed = twin.listed(lane).filter((mark) => mark.b < core.view.b && mark.e >= core.view.a);
    const mark = last ? listed.at(-1) : listed[0];
    if (mark && twin.at()?.mark !== mark) { twin.focus(mark); return; }
    const { begin, span } = lane.tree.meta;
    void core.next(lane, last ? begin + span : begin - 1, last ? -1 : 1).then((far) => { if (far) { core.select(far, { show: true }); twin.focus(far); } });
  }

  /** The next mark in time, of any lane, that shares its day with another lane; "possibly" counts. */
  async function coincidence(t: number, mark: Mark | null): Promise<void> {
    const marks = (core.layout?.marks ?? []).map((one) => one.mark).filter((one) => one.b > t || (one.b === t && mark !== null && one.key > mark.key)).sort((one, other) => one.b - other.b || (one.key < other.key ? -1 : 1));
    for (const one of marks) {
      const near = await core.near(one).catch(() => []);
      if (!one.same.length && !near.some((other) => other.day || other.perhapsDay)) continue;
      core.select(one, { show: true });
      twin.focus(one);
      return;
    }
    core.parts.live.textContent = core.say("key.none");
  }

  const LETTERS: Record<string, () => void> = {
    g: () => panels.open("goto"), "/": () => panels.open("find"), f: () => panels.open("filter"), l: () => panels.open("lanes"), "?": () => panels.open("help"),
    o: () => { if (core.trees[0]?.meta.cutover != null) core.set({ style: core.view.style === "old" ? "new" : "old" }, { step: true }); },
    c: () => { const at = here(); if (at) void coincidence(at.t, at.mark); },
  };

  /** What an arrow means: time runs down or across, and from the right on a right-to-left page. */
  function arrow(key: string): { by: 1 | -1; time: boolean } | null {
    const made = core.layout;
    const vertical = key === "ArrowUp" || key === "ArrowDown";
    if (!vertical && key !== "ArrowLeft" && key !== "ArrowRight") return null;
    const forth = key === "ArrowDown" || key === (made?.rtl ? "ArrowLeft" : "ArrowRight");
    return { by: forth ? 1 : -1, time: vertical !== !!made?.across };
  }

  function inLists(event: KeyboardEvent): boolean {
    const at = here();
    const to = arrow(event.key);
    if (!at) return false;
    if (to?.time) { if (event.shiftKey) half(at.lane, to.by); else void step(at.lane, at.mark, at.t, to.by); }
    else if (to) aside(at.lane, at.t, to.by);
    else if (event.key === "PageDown" || event.key === "PageUp") zoom(at.mark, at.t, event.key === "PageDown");
    else if (event.key === "Home" || event.key === "End") ends(at.lane, event.key === "End");
    else if (event.key === "[" || event.key === "]") void halve(at.lane, at.mark, event.key === "[" ? -1 : 1).catch(() => undefined); // without its script it halves nothing
    else if (event.key === "Backspace") return halves?.back() ?? false;
    else if (event.key === "Enter" && at.mark) core.open(at.mark);
    else return false;
    return true;
  }

  const onKey = (event: KeyboardEvent) => {
    const target = event.composedPath()[0];
    const typed = "[]".includes(event.key) && event.getModifierState("AltGraph"); // how many keyboards write them
    if (event.defaultPrevented || (!typed && (event.ctrlKey || event.metaKey || event.altKey)) || !(target instanceof Element)) return;
    if (event.key === "Escape") { if (isOpen() ? close() : panels.close()) event.preventDefault(); return; }
    if (target.matches("input, select, textarea") && !target.matches("[type=checkbox]")) return;
    const item = !!twin.at() && !!target.closest("li");
    const inner = target.matches("li.card a:not(.t)"); // a link within a card is a link
    if (item && !inner && inLists(event)) { event.preventDefault(); return; }
    const letter = LETTERS[event.key];
    if (!letter || (event.shiftKey && event.key !== "?" && event.key !== "/")) return;
    event.preventDefault();
    letter();
  };

  /** A click on an item's link opens its card, unless it is asked for elsewhere. */
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a.t") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const row = link.closest("li");
    const mark = (core.layout?.lanes ?? []).flatMap((at) => twin.listed(at.lane)).find((one) => twin.item(one)?.row === row);
    event.preventDefault();
    if (mark) core.open(mark);
  };

  core.root.addEventListener("keydown", onKey as EventListener);
  core.parts.cards.addEventListener("click", onClick);
  return () => {
    pending?.();
    halves?.off();
    core.root.removeEventListener("keydown", onKey as EventListener);
    core.parts.cards.removeEventListener("click", onClick);
  };
}
