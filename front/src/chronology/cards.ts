/**
 * Cards. Near, a mark's list item becomes one where the layout has room; chosen (click, tap, Enter), a mark opens one in full over the stage.
 * A card says who says so: passage as quotation in its language, witness and siglum, the way to source and register. A contested date is a fork:
 * one prong for each witness, each named and dated.
 */
import { el, shape, svg } from "./dom";
import { bothStyles, coincidencesOf, prongOf, time, whenOf, whoOf } from "./telling";
import { linked } from "./tiles";
import type { Twin, Item } from "./twin";
import type { Box, Card, Coincidence, Core, Layout, Mark, Prong, Tile, Tree } from "./types";

const EDGE = 8;
const WIDEST = 420;

/** What is known of a mark beyond its tile. */
export interface Known { card?: Card | undefined; near: readonly Coincidence[] }
export interface Shelf { of(mark: Mark): Promise<Known>; at(mark: Mark): Known }

/** Cards by tile, asked for once, and coincidences. `at`: what has come already. */
export function shelf(core: Core): Shelf {
  const held = new WeakMap<Tile, Promise<ReadonlyMap<number, Card>>>();
  const came = new WeakMap<Mark, Known>();
  return {
    async of(mark) {
      const { tile, at } = mark;
      if (!held.has(tile)) held.set(tile, core.cards(tile));
      const [cards, near] = await Promise.all([held.get(tile)?.catch(() => null), core.near(mark).catch(() => [])]);
      const known = { card: cards?.get(at), near };
      came.set(mark, known);
      return known;
    },
    at: (mark) => came.get(mark) ?? { near: [] },
  };
}

// ── parts of a card ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const para = (kind: string, ...children: (Node | string)[]) => el("p", { class: kind }, ...children);

function witnesses(tree: Tree, by: readonly (number | string)[]): (Node | string)[] {
  return by.flatMap((one, i) => {
    const who = typeof one === "number" ? tree.meta.who?.[one] : { name: one };
    if (!who) return [];
    const name = who.href ? el("a", { href: linked(tree, who.href) }, who.name) : who.name;
    return [i ? ", " : "", name, ...(who.siglum ? [" ", el("b", { class: "sig" }, who.siglum)] : [])];
  });
}

/** Dates of all witnesses on one stem. Aria-hidden: the list below says the same. */
export function fork(core: Core, mark: Mark): SVGElement {
  const { prongs, lane } = mark;
  const height = 30 + 27 * prongs.length;
  const middle = 17 + height / 2;
  const across = Math.max(1, mark.e - mark.b);
  const x = (t: number) => 30 + ((t - mark.b) / across) * 196;
  const end = (t: number, at: number, side: string) => svg("text", { x: at, y: 11, "text-anchor": side }, whenOf(core, { b: t, e: t + (t === mark.b ? 1439 - ((t % 1440) + 1440) % 1440 : 0), manner: 0, unit: 2, approximate: false, uncertain: false }, lane.tree.meta.cutover));
  return svg("svg", { class: "fork", viewBox: `0 0 240 ${height}`, "aria-hidden": "true" },
    end(mark.b, 26, "start"), end(mark.e, 230, "end"), svg("path", { class: "ax", d: "M26 17H230" }),
    ...prongs.flatMap((prong, i) => prongAt(prong, 42 + 27 * i, middle, x(prong.b), x(prong.e))));
}

function prongAt(prong: Prong, y: number, middle: number, from: number, to: number): SVGElement[] {
  const certain = prong.manner !== 2 && !prong.approximate && !prong.uncertain;
  const name = prong.who.map((one) => one.siglum || one.name).join(", ");
  return [
    svg("path", { class: "st", d: `M0 ${middle}H6C15 ${middle} 12 ${y} 22 ${y}H${from}` }),
    svg("path", certain ? { class: "sol", d: `M${from} ${y - 5}H${Math.max(to, from + 6)}v10H${from}Z` } : { class: "br", d: `M${from} ${y - 5}v10M${from} ${y}H${Math.max(to, from + 6)}m0 -5v10` }),
    svg("text", { class: "w", x: 26, y: y - 8 }, name),
  ];
}

function prongsOf(core: Core, mark: Mark): HTMLElement {
  return el("ul", { class: "prongs" }, ...mark.prongs.map((prong) => el("li", { class: prong.manner === 2 ? "open" : null }, prongOf(core, mark, prong))));
}

function quotation(card: Card, tree: Tree): Node[] {
  const said = card.by?.length ? witnesses(tree, card.by) : [];
  return [
    ...(card.passage ? [el("blockquote", { lang: card.plang ?? card.lang ?? null, dir: "auto" }, card.passage)] : []),
    ...(said.length || card.source ? [para("wl", ...said, ...(card.source ? [said.length ? ", " : "", el("cite", {}, card.source)] : []))] : []),
  ];
}

/** The date where a plain one does not do: dashed bracket in words, both styles before the cut-over. */
function dating(core: Core, mark: Mark): Node | null {
  if (mark.contested) return null;
  if (mark.manner !== 2) return null;
  return el("span", { class: "unc" }, bothStyles(core, mark, mark.lane.tree.meta.cutover));
}

/** What a card says below its title. `whole`: everything; else what fits near. */
export function body(core: Core, mark: Mark, { card, near }: Known, whole: boolean, grown: () => void): Node[] {
  const { tree } = mark.lane;
  const { say } = core;
  const out: (Node | null)[] = coincidencesOf(core, mark, near).map((line) => para("coin", line));
  if (mark.contested && mark.prongs.length) out.push(fork(core, mark), prongsOf(core, mark));
  out.push(dating(core, mark));
  if (mark.who.length && !mark.contested && !card?.by?.length) out.push(para("wl", say("card.dated", { who: whoOf(core, mark) })));
  if (!card) return out.filter((node): node is Node => !!node);
  if (card.text) out.push(el("p", { lang: card.lang ?? null, dir: "auto" }, card.text));
  out.push(...quotation(card, tree));
  if (card.picture) out.push(el("figure", {}, el("img", { src: linked(tree, card.picture), alt: card.alt ?? "", loading: "lazy", onload: grown }), card.alt && whole ? el("figcaption", {}, card.alt) : null));
  if (!whole) return out.filter((node): node is Node => !!node);
  const places = [...mark.places, ...(card.places ?? [])].join(", ");
  if (places) out.push(para("wl", places));
  if (card.words) out.push(para("wl", say(card.calendar === "julian" ? "card.words.julian" : "card.words", { words: card.words })));
  for (const [words, who] of card.also ?? []) out.push(para("wl", say("card.also", { date: words }), " ", ...witnesses(tree, who)));
  if (card.disputes) out.push(para("wl", say("card.disputes", { n: card.disputes })));
  for (const more of card.more ?? []) out.push(el("div", { class: "more" }, more.text ? el("p", { lang: more.lang ?? null, dir: "auto" }, more.text) : null, ...quotation(more, tree)));
  out.push(ways(core, mark, card));
  return out.filter((node): node is Node => !!node);
}

/** Ways on: the mark's page, the passage in its source, the act in the register. */
function ways(core: Core, mark: Mark, card: Card): HTMLElement | null {
  const { tree } = mark.lane;
  const act = card.act === undefined ? "" : core.say("card.act", { n: card.act });
  const page = tree.meta.pages?.act;
  const links = [
    mark.href ? el("a", { href: mark.href }, core.say("card.page")) : null,
    card.href ? el("a", { href: linked(tree, card.href) }, core.say("card.passage")) : null,
    act ? (page ? el("a", { href: linked(tree, page.replace("{n}", String(card.act))) }, act) : el("span", {}, act)) : null,
  ].filter((one): one is HTMLAnchorElement => !!one);
  return links.length ? el("p", { class: "ways" }, ...links) : null;
}

// ── near: list items as cards ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Makes the twin's items cards where the layout has room for them. */
export function near(core: Core, twin: Twin, shelf: Shelf): () => void {
  const measure = (item: Item) => { if (item.row.isConnected && item.row.classList.contains("card")) core.measured(item.mark, item.row.offsetHeight); };
  const undress = ({ row, link }: Item) => {
    row.className = "";
    for (const child of [...row.childNodes]) if (child !== link) child.remove();
  };
  const fill = async (item: Item) => {
    const { row, link, mark } = item;
    row.className = `card${mark.contested ? " k" : ""}${mark.machine ? " machine" : ""}`;
    const known = await shelf.of(mark);
    if (!row.classList.contains("card")) return;
    for (const child of [...row.childNodes]) if (child !== link) child.remove();
    link.after(...body(core, mark, known, false, () => measure(item)));
    for (const inner of row.querySelectorAll("a")) if (inner !== link) inner.tabIndex = -1; // one tab stop a lane; the opened card has them all
    measure(item);
  };
  twin.dress = (item, box) => {
    if (!box) { if (item.card) undress(item); }
    else if (!item.row.classList.contains("card")) void fill(item);
    else if (item.width !== box.w) requestAnimationFrame(() => measure(item));
  };
  return () => { twin.dress = () => undefined; };
}

// ── opened in place ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Opened { mark(): Mark | null; close(): void; off(): void }

/** The one open card. The view says which; Escape, its button or another card closes it, and focus goes back to the mark. */
export function opened(core: Core, twin: Twin, shelf: Shelf): Opened {
  const { say } = core;
  let shown: { mark: Mark; card: HTMLElement } | null = null;

  const place = (layout: Layout | null) => {
    if (!shown || !layout) return;
    const at = layout.marks.find(({ mark }) => mark.key === shown?.mark.key) ?? layout.cards.find(({ mark }) => mark.key === shown?.mark.key);
    const { style } = shown.card;
    const width = layout.narrow ? layout.width : Math.min(WIDEST, layout.width - 2 * EDGE);
    style.width = `${width}px`;
    style.maxHeight = `${layout.height - 2 * EDGE}px`;
    const box: Pick<Box, "x" | "y"> = at ?? { x: (layout.width - width) / 2, y: layout.height / 4 };
    const x = Math.max(layout.narrow ? 0 : EDGE, Math.min(box.x + (layout.rtl ? -width - 2 * EDGE : 2 * EDGE), layout.width - width - (layout.narrow ? 0 : EDGE)));
    const y = Math.max(EDGE, Math.min(box.y + 2 * EDGE, layout.height - shown.card.offsetHeight - EDGE));
    style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
  };

  const align = (mark: Mark) => core.set({ scale: "aligned", align: { ...core.view.align, [mark.lane.key]: { t: mark.b, id: mark.id, title: mark.title } } }, { step: true, glide: true });

  const show = async (mark: Mark) => {
    if (shown?.mark.key === mark.key) return;
    const before = shown?.card;
    const head = el("h3", { lang: mark.lang || null }, shape(mark.lane.shape, mark.machine), mark.href ? el("a", { href: mark.href }, mark.title) : mark.title);
    const when = para("dw", time(core, mark, true), mark.of ? `, ${mark.of}` : "", ` · ${mark.lane.title}`);
    const card = el("article", { class: `open card h${mark.lane.hue}${mark.contested ? " k" : ""}${mark.machine ? " machine" : ""}`, role: "dialog", "aria-label": mark.title, tabindex: -1 },
      el("button", { class: "x", "aria-label": say("card.close"), onclick: close }, "×"), head, when, mark.machine ? para("wl", say("mark.machine")) : null);
    shown = { mark, card };
    before?.remove();
    core.parts.cards.append(card);
    place(core.layout);
    card.focus({ preventScroll: true });
    const known = await shelf.of(mark);
    if (shown?.card !== card) return;
    card.append(...body(core, mark, known, true, () => place(core.layout)), el("p", { class: "ways" }, el("button", { class: "btn", onclick: () => align(mark) }, say("card.align"))));
    if (!known.card && !mark.who.length && !mark.prongs.length) card.append(para("wl", say("card.bare")));
    place(core.layout);
  };

  const hide = (back: boolean) => {
    if (!shown) return;
    const { mark, card } = shown;
    const inside = card.contains(core.root.activeElement);
    shown = null;
    card.remove();
    if (back && inside) twin.focus(mark);
  };

  function close(): void {
    hide(true);
    if (core.view.open) core.set({ open: null }, { step: true });
  }

  const follow = () => {
    const { open } = core.view;
    if (!open) return hide(true);
    if (shown?.mark.id === open.id && shown.mark.lane.tree.id === open.tree) return undefined;
    const mark = core.find(open.tree, open.id);
    if (mark) void show(mark);
    return undefined;
  };

  const offs = [
    core.on("open", ({ mark }) => core.set({ open: { tree: mark.lane.tree.id, id: mark.id } }, { step: true })),
    core.on("view", follow), core.on("settle", () => { if (core.view.open && !shown) follow(); }), core.on("layout", place),
  ];
  return {
    mark: () => shown?.mark ?? null,
    close,
    off() { for (const off of offs) off(); hide(false); },
  };
}

