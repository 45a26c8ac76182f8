/** The open card: everything that is told of one mark, over the stage, beside its place. */
import { el, shape } from "./dom";
import type { Lent } from "./print";
import { time } from "./telling";
import type { Twin } from "./twin";
import type { Box, Core, Layout, Mark } from "./types";

const EDGE = 8;
const WIDEST = 420;

const para = (kind: string, ...children: (Node | string)[]) => el("p", { class: kind }, ...children);

export interface Opened { mark(): Mark | null; close(): void; off(): void }

/** A mark that the window's tiles do not hold: it lies in one of the tiles over the minute it begins. Null when it is not there, or its tile cannot be read. */
async function seek(core: Core, of: string, id: string | number, t: number): Promise<Mark | null> {
  const tree = core.trees.find((one) => one.id === of);
  if (!tree) return null;
  const { begin, span, depth } = tree.meta;
  for (let z = 0, kids = 3; z <= depth; z++) {
    const x = Math.floor((t - begin) / (span / 2 ** z));
    if (z && !(kids & (1 << (x & 1)))) return null;
    for (let part = 0, parts = 1; part < parts; part++) {
      const tile = await core.tile(tree, z, x, part);
      const mark = tile?.marks.find((one) => one.id === id);
      if (mark) return mark;
      if (part === 0) { parts = tile?.parts ?? 1; kids = tile?.kids ?? 3; }
    }
  }
  return null;
}

/** The one open card. The view says which; Escape, its button or another card closes it, and focus goes back to the mark. */
export function opened(core: Core, twin: Twin, { shelf, body }: Lent): Opened {
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
    const card = el("div", { class: `open card h${mark.lane.hue}${mark.contested ? " k" : ""}${mark.machine ? " machine" : ""}`, role: "dialog", "aria-label": mark.title, tabindex: -1 },
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
    else if (open.t !== undefined) void seek(core, open.tree, open.id, open.t).then((found) => { if (found && core.view.open === open) void show(found); });
    return undefined;
  };

  const offs = [
    core.on("view", follow), core.on("settle", () => { if (core.view.open && !shown) follow(); }), core.on("layout", place),
  ];
  follow();
  return {
    mark: () => shown?.mark ?? null,
    close,
    off() { for (const off of offs) off(); hide(false); },
  };
}

