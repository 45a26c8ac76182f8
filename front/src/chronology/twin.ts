/**
 * The lists behind the picture: one `<ol>` for each lane on the stage, its heaviest marks in order of time, each a link that lies where its mark is drawn
 * (so that a magnifier finds it) or, near, the card itself. One tab stop a lane; the arrows rove within (keys.ts). Rewritten only when nothing moves;
 * while it moves, cards follow. A list never holds more than its share of LIMIT elements.
 */
import { hashOf } from "./address";
import { el, focused } from "./dom";
import { besides, laneCount, time, windowOf } from "./telling";
import type { Box, Coincidence, Core, Lane, LaneAt, Layout, Mark, MarkAt } from "./types";

const LIMIT = 150; // elements of all lists, cards aside
const EACH = 3; // elements of an item
const MOST = 50; // items of a lane
const PAUSE = 1500; // ms between two live lines

export interface Item { mark: Mark; row: HTMLLIElement; link: HTMLAnchorElement; card: boolean; width: number }
interface List { lane: Lane; list: HTMLOListElement; items: Map<string, Item>; rest: HTMLLIElement; stop: string }

export interface Twin {
  /** Fills an item that has room for a card, and empties it when it has none any more; cards.ts sets it. */
  dress: (item: Item, box: Box | null) => void;
  /** Move focus to a mark, which need not be listed yet. */
  focus(mark: Mark): void;
  /** Move focus to a lane's list: the mark nearest to a minute, else the list's only line. False when the lane is not on the stage. */
  enter(lane: Lane, t: number): boolean;
  /** The mark in focus. */
  at(): { lane: Lane; mark: Mark | null } | null;
  listed(lane: Lane): Mark[];
  item(mark: Mark): Item | null;
  off(): void;
}

/** The heaviest n of a lane's marks, in the order they came in; what has focus stays. */
export function weightiest<T extends { mark: Mark }>(marks: readonly T[], n: number, keep: string): T[] {
  if (marks.length <= n) return [...marks];
  const floor = new Set([...marks].sort((one, other) => Number(other.mark.key === keep) - Number(one.mark.key === keep) || other.mark.weight - one.mark.weight || one.mark.b - other.mark.b).slice(0, n));
  return marks.filter((one) => floor.has(one));
}

/** `nearOf`: coincidences that have come already; `learn` asks for those of a mark. */
export function lists(core: Core, nearOf: (mark: Mark) => readonly Coincidence[], learn: (mark: Mark) => Promise<unknown>): Twin {
  const all = new Map<string, List>();
  const { cards: holder, canvas, live } = core.parts;
  const { say } = core;
  let said = "";
  let saidAt = 0;
  let timer = 0;
  let touched = false;

  /** The mark's page; where it has none, this view with its card open. */
  const hrefOf = (mark: Mark) => mark.href || hashOf({ ...core.view, open: { tree: mark.lane.tree.id, id: mark.id, t: mark.b } });

  const put = (list: List, mark: Mark): Item => {
    const link = el("a", { class: "t", tabindex: -1, href: hrefOf(mark) });
    const item: Item = { mark, row: el("li", {}, link), link, card: false, width: 0 };
    list.items.set(mark.key, item);
    tell(item);
    return item;
  };

  /** The item of a mark, put in its place in time when it is not listed. */
  const ensure = (mark: Mark): Item => {
    const list = listOf(mark.lane);
    const found = list.items.get(mark.key);
    if (found) return found;
    const item = put(list, mark);
    const next = [...list.items.values()].filter((one) => one !== item && (one.mark.b > mark.b || (one.mark.b === mark.b && one.mark.key > mark.key))).sort((one, other) => one.mark.b - other.mark.b)[0];
    list.list.insertBefore(item.row, next?.row ?? (list.rest.isConnected ? list.rest : null));
    if (!list.list.isConnected) holder.append(list.list);
    return item;
  };

  const tell = ({ mark, link }: Item) => {
    const more = besides(core, mark, nearOf(mark));
    link.replaceChildren(time(core, mark), " ", mark.lang ? el("span", { lang: mark.lang, dir: "auto" }, mark.title) : mark.title, more ? `. ${more}` : "");
  };

  const listOf = (lane: Lane): List => {
    const found = all.get(lane.key);
    if (found) return found;
    const list: List = { lane, list: el("ol", { role: "list", class: `lane h${lane.hue}` }), items: new Map(), rest: el("li", { class: "rest" }), stop: "" };
    all.set(lane.key, list);
    return list;
  };

  const rove = (list: List, key: string) => {
    list.items.get(list.stop)?.link.setAttribute("tabindex", "-1");
    list.stop = list.items.has(key) ? key : (list.items.keys().next().value ?? "");
    list.items.get(list.stop)?.link.setAttribute("tabindex", "0");
    list.rest.tabIndex = list.items.size ? -1 : 0;
  };

  /** Rows in order; what stands is not moved, so that focus stays. */
  const order = (list: List, wanted: readonly Item[]) => {
    let before: Element | null = list.list.firstElementChild;
    for (const { row } of wanted) {
      if (row === before) before = before.nextElementSibling;
      else list.list.insertBefore(row, before);
    }
    if (list.rest !== list.list.lastElementChild) list.list.append(list.rest);
  };

  const write = (at: LaneAt, marks: readonly MarkAt[], room: number, carded: ReadonlySet<string>) => {
    const list = listOf(at.lane);
    const active = focused(core.root);
    const held = [...list.items.values()].find((item) => item.row.contains(active));
    const { a, b } = core.view;
    const begins = (mark: Mark) => mark.b >= a && mark.b < b;
    const keep = held?.mark.key ?? core.selected?.key ?? list.stop;
    const open = marks.filter(({ mark }) => !carded.has(mark.key));
    const inside = open.filter(({ mark }) => begins(mark) || mark.key === keep);
    const through = open.filter((one) => !inside.includes(one)); // what lasts into the window leaves room for what begins in it
    const few = Math.min(through.length, Math.max(room - inside.length, Math.floor(room / 5)));
    const chosen = [...weightiest(inside, room - few, keep), ...weightiest(through, few, keep)];
    const keys = new Set(chosen.map(({ mark }) => mark.key));
    const wanted = marks.filter(({ mark }) => keys.has(mark.key) || carded.has(mark.key)).map(({ mark }) => list.items.get(mark.key) ?? put(list, mark));
    const stay = new Set(wanted.map((item) => item.mark.key));
    if (held && !stay.has(held.mark.key)) insert(wanted, held); // focus is never taken away, even when its mark is out of sight
    for (const [key, item] of list.items) if (item !== held && !stay.has(key)) { item.row.remove(); list.items.delete(key); }
    for (const { mark, link } of wanted) if (!mark.href) link.setAttribute("href", hrefOf(mark));
    order(list, wanted);
    const unlisted = Math.max(0, at.total - wanted.filter(({ mark }) => begins(mark)).length);
    list.rest.textContent = wanted.length ? (unlisted ? say("twin.rest", { n: unlisted }) : "") : say("twin.none");
    list.rest.hidden = !list.rest.textContent;
    const contested = marks.filter(({ mark }) => mark.contested).length;
    list.list.setAttribute("aria-label", [laneCount(core, at.lane, at.total), contested ? say("live.contested", { n: contested }) : "", say("twin.listed", { n: stay.size })].filter(Boolean).join("; "));
    rove(list, held?.mark.key ?? (core.selected?.lane === at.lane ? core.selected.key : list.stop));
  };

  const move = (row: HTMLElement, x: number, y: number) => { row.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`; };

  /** Everything to its place; while it moves only what can be seen. */
  const place = (layout: Layout, only: boolean) => {
    const boxes = new Map(layout.cards.map((box) => [box.mark.key, box]));
    for (const { mark } of layout.cards) ensure(mark);
    for (const list of all.values()) for (const item of list.items.values()) {
      const box = boxes.get(item.mark.key) ?? null;
      if (box) {
        move(item.row, box.x, box.y);
        if (!item.card || item.width !== box.w) { item.row.style.width = `${box.w}px`; item.width = box.w; }
      }
      if (!!box !== item.card || box) twin.dress(item, box);
      if (!box && item.width) { item.row.style.width = ""; item.width = 0; }
      item.card = !!box;
    }
    if (only) return;
    for (const { mark, x, y } of layout.marks) {
      const item = all.get(mark.lane.key)?.items.get(mark.key);
      if (item && !item.card) move(item.row, x - 12, y - 12);
    }
  };

  const settle = (layout: Layout) => {
    const carded = new Set(layout.cards.map((box) => box.mark.key));
    const room = Math.min(MOST, Math.max(3, Math.floor((layout.depth === "near" ? LIMIT * 0.6 : LIMIT) / EACH / Math.max(1, layout.lanes.length))));
    const kept = new Set(layout.lanes.map((at) => at.lane.key));
    for (const [key, list] of all) if (!kept.has(key)) { list.list.remove(); all.delete(key); }
    for (const at of layout.lanes) write(at, layout.marks.filter((one) => one.lane.lane === at.lane), room, carded);
    const ordered = layout.lanes.map((at) => listOf(at.lane).list);
    if (ordered.some((list, i) => holder.children[i] !== list)) holder.prepend(...ordered);
    place(layout, false);
    sum(layout);
  };

  /** One sentence for picture and ears. */
  const sum = (layout: Layout) => {
    const contested = layout.marks.filter(({ mark }) => mark.contested).length;
    const counts = layout.lanes.map((at) => laneCount(core, at.lane, at.total)).join(", ");
    const line = say(contested ? "live.split" : "live.line", { window: windowOf(core), counts, n: contested });
    canvas.removeAttribute("aria-hidden");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${line}. ${say("canvas.lists")}`);
    if (!touched) { said = line; return; }
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (line === said) return;
      said = line;
      saidAt = performance.now();
      live.textContent = line;
    }, Math.max(300, PAUSE - (performance.now() - saidAt)));
  };

  const itemAt = (target: EventTarget | null): { list: List; item: Item | null } | null => {
    const row = target instanceof Element ? target.closest("li") : null;
    for (const list of all.values()) {
      if (row === list.rest) return { list, item: null };
      for (const item of list.items.values()) if (item.row === row) return { list, item };
    }
    return null;
  };

  const onFocus = (event: FocusEvent) => {
    const found = itemAt(event.target);
    touched = true;
    if (!found?.item) return;
    const { item } = found;
    rove(found.list, item.mark.key);
    void learn(item.mark).then(() => { if (nearOf(item.mark).length) tell(item); });
    if (core.selected !== found.item.mark) core.select(found.item.mark, { show: true });
  };

  const twin: Twin = {
    dress: () => undefined,
    focus(mark) {
      ensure(mark).link.focus({ preventScroll: true });
    },
    enter(lane, t) {
      const list = all.get(lane.key);
      if (!list?.list.isConnected) return false;
      const { a, b } = core.view;
      const gap = ({ mark }: Item) => (mark.b >= a && mark.b < b ? Math.abs(mark.b - t) : b - a + away(mark, t)); // what lasts through the window is everywhere near, and helps nobody to get anywhere
      const near = [...list.items.values()].sort((one, other) => gap(one) - gap(other))[0];
      if (near) near.link.focus({ preventScroll: true });
      else list.rest.focus({ preventScroll: true });
      return true;
    },
    at() {
      const found = itemAt(focused(core.root));
      return found ? { lane: found.list.lane, mark: found.item?.mark ?? null } : null;
    },
    listed: (lane) => [...(all.get(lane.key)?.list.children ?? [])].flatMap((row) => { const item = itemAt(row)?.item; return item ? [item.mark] : []; }),
    item: (mark) => all.get(mark.lane.key)?.items.get(mark.key) ?? null,
    off() {
      for (const off of offs) off();
      clearTimeout(timer);
      holder.removeEventListener("focusin", onFocus);
      for (const list of all.values()) list.list.remove();
    },
  };
  const offs = [
    core.on("settle", settle),
    core.on("layout", (layout) => place(layout, true)),
    core.on("view", ({ before }) => {
      if (before.style !== core.view.style) for (const list of all.values()) for (const item of list.items.values()) tell(item);
      touched = true;
    }),
    core.on("select", ({ mark }) => { const list = mark && all.get(mark.lane.key); if (list && mark) rove(list, mark.key); }),
  ];
  holder.addEventListener("focusin", onFocus);
  return twin;
}

/** Minutes between a mark and a moment; 0 within it. */
export function away(mark: Pick<Mark, "b" | "e">, t: number): number {
  return t < mark.b ? mark.b - t : t > mark.e ? t - mark.e : 0;
}

function insert(wanted: Item[], item: Item): void {
  const at = wanted.findIndex((one) => one.mark.b > item.mark.b);
  wanted.splice(at < 0 ? wanted.length : at, 0, item);
}
