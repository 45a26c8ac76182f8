/** <presnya-chronology src="meta.json">: a chronology in a page of the museum, or in anybody's. The plain page is its children; it stays until a picture stands, and comes back when none can.
 *  What of them has the slot "ways" stands before the plain page, and under the picture. */
import css from "../style/chronology-view.css?inline";
import { startView } from "./chronology/address";
import { apparatus } from "./chronology/apparatus";
import { bar, heads } from "./chronology/bar";
import { makeCore, type Inner } from "./chronology/core";
import { dateFont, inkOf, paint, titleFont, type Ink } from "./chronology/draw";
import { hand, touchAction } from "./chronology/hand";
import { overview, type Overview } from "./chronology/overview";
import { CALM, decodeMeta, sourceOf } from "./chronology/tiles";
import type { Layout, Look, Mark, Parts, Tree } from "./chronology/types";

const MANY = 100; // nodes of the plain page beyond which it leaves the document while the picture stands

function skeleton(root: ShadowRoot): Parts & { view: HTMLElement; plain: HTMLSlotElement; ways: HTMLSlotElement } {
  const div = (className: string): HTMLElement => { const made = document.createElement("div"); made.className = className; return made; };
  const [view, bar, tools, panel, over] = [div("view"), div("bar"), div("tools"), div("panel"), div("over")];
  const [heads, stage, cards, twin, live, body, main] = [div("heads"), div("stage"), div("cards"), div("twin"), div("vh"), div("body"), div("main")];
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  live.setAttribute("role", "status");
  stage.append(canvas, cards);
  main.append(heads, stage);
  body.append(over, main);
  view.append(bar, panel, body, twin, live);
  const [plain, ways] = slots();
  root.append(ways, plain, view);
  view.hidden = true;
  return { bar: bar, tools: tools, panel: panel, over: over, heads: heads, stage: stage, canvas, cards: cards, twin: twin, live: live, view, plain, ways };
}

function slots(): [plain: HTMLSlotElement, ways: HTMLSlotElement] {
  const made = [document.createElement("slot"), document.createElement("slot")] as [HTMLSlotElement, HTMLSlotElement];
  made[1].name = "ways";
  return made;
}

export class Chronology extends HTMLElement {
  core: Inner | null = null;
  ready = false;
  #end: (() => void)[] = [];
  #plain: DocumentFragment | null = null;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    void this.#begin(root).catch((error: unknown) => this.#fail(error));
  }

  disconnectedCallback(): void {
    for (const end of this.#end.splice(0)) end();
    this.core?.end();
  }

  async #begin(root: ShadowRoot): Promise<void> {
    const parts = skeleton(root);
    const source = sourceOf(new URL(this.getAttribute("src") ?? "meta.json", this.baseURI).href);
    const tree = decodeMeta(0, source, await source.get("meta.json"));
    const pen = parts.canvas.getContext("2d", { alpha: false });
    if (!pen) throw new Error("no canvas");
    let ink: Ink = inkOf(this);
    const lang = tree.meta.lang ?? this.closest("[lang]")?.getAttribute("lang") ?? "en";
    const core = makeCore({ host: this, root, parts, lang, measure: (text, big) => {
      pen.font = titleFont(ink, !big && (core.layout?.narrow ?? parts.stage.clientWidth < 640));
      return pen.measureText(text).width;
    } }, tree);
    await this.#root(core, tree);
    this.core = core;
    core.set(startView(location.hash, core.view));
    const top = bar(core);
    const head = heads(core);
    core.paint = (made) => {
      fit(parts.canvas, pen, made);
      paint(pen, made, ink, { hovered: core.hovered, selected: core.selected, pale: core.pale() });
      top.update(made);
      head.update(made);
      over.frame(core.extent());
      if (parts.view.classList.toggle("across", made.across) !== lying) {
        lying = made.across;
        over.draw(core.extent());
      }
      const may = touchAction(core, core.extent());
      if (parts.stage.style.touchAction !== may) parts.stage.style.touchAction = may;
    };
    const over = overview(core);
    let lying = false;
    this.#end.push(apparatus(core, (there) => { if (!there || this.#plain || this.childElementCount) this.#stand(parts, !there); }));
    core.on("ready", () => { this.ready = true; if (this.hasAttribute("fonts")) setTimeout(() => void this.#faces(core, ink), CALM); });
    this.#stand(parts, true);
    this.#end.push(hand(core, (x, y, reach) => hit(core.layout, x, y, reach), core));
    this.#watch(core, parts, () => { ink = inkOf(this); over.draw(core.extent()); core.dirty(); }, over);
    core.resized();
    over.draw(core.extent());
    if (!this.hasAttribute("fonts")) void this.#faces(core, ink);
  }

  /** Faces, then one redraw: those of the page, or of the stylesheet that `fonts` names, which is asked for only when a picture stands. Without them the system's stay. */
  async #faces(core: Inner, ink: Ink): Promise<void> {
    const address = this.getAttribute("fonts");
    try {
      if (address) await sheetOf(new URL(address, this.baseURI).href);
      await document.fonts?.load(dateFont(ink));
      await document.fonts?.load(titleFont(ink, false));
      core.refont();
    } catch { /* no fonts came: the words stand as they are */ }
  }

  /** The root tile comes first: without it there is nothing to show instead of the plain page. */
  async #root(core: Inner, tree: Tree): Promise<void> {
    if (!tree.meta.n) return;
    core.held.want(tree, 0, 0);
    await new Promise<void>((resolve) => { const stop = core.on("tiles", () => { stop(); resolve(); }); });
    const words = core.held.failed(tree, 0, 0);
    if (words && tree.meta.depth === 0) throw new Error(words);
  }

  /** The picture stands, or the plain page does. */
  #stand(parts: ReturnType<typeof skeleton>, drawn: boolean): void {
    parts.view.hidden = !drawn;
    this.toggleAttribute("drawn", drawn);
    if (!drawn) {
      parts.view.before(parts.ways, parts.plain);
      if (this.#plain) this.append(this.#plain);
      return;
    }
    parts.plain.remove();
    parts.view.after(parts.ways);
    if (this.getElementsByTagName("*").length <= MANY) return;
    this.#plain ??= document.createDocumentFragment();
    this.#plain.append(...[...this.childNodes].filter((node) => !(node instanceof Element && node.slot)));
  }

  #fail(error: unknown): void {
    const root = this.shadowRoot!;
    if (this.#plain) this.append(this.#plain);
    const words = error instanceof Error ? error.message : String(error);
    for (const end of this.#end.splice(0)) end();
    this.core?.end();
    this.removeAttribute("drawn");
    root.replaceChildren(...slots().reverse());
    this.dispatchEvent(new CustomEvent("presnya-fail", { detail: words, bubbles: true }));
  }

  #watch(core: Inner, parts: Parts, inked: () => void, over: Overview): void {
    const whole = () => over.draw(core.extent());
    const sized = new ResizeObserver(() => {
      if (!parts.stage.clientWidth || core.layout?.width === parts.stage.clientWidth && core.layout.height === parts.stage.clientHeight) return;
      core.resized();
      inked();
    });
    sized.observe(parts.stage);
    const light = new MutationObserver(inked);
    light.observe(document.documentElement, { attributes: true, attributeFilter: ["data-light", "dir", "class", "style"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", inked);
    const faces = () => core.refont();
    document.fonts?.addEventListener("loadingdone", faces);
    const stop = core.on("trees", whole);
    const lanes = core.on("view", ({ before }) => { if (before.lanes !== core.view.lanes) whole(); });
    this.#end.push(() => { sized.disconnect(); light.disconnect(); dark.removeEventListener("change", inked); document.fonts?.removeEventListener("loadingdone", faces); stop(); lanes(); });
  }

  /** What is on the screen, for whoever measures. */
  look(): Look {
    const made = this.core?.layout;
    if (!made) return { marks_on_screen: 0, lanes_on_screen: 0, hidden: 0, drawn: 0, content_px: 0 };
    const box = this.core!.parts.stage.getBoundingClientRect();
    const seen = made.marks.filter(({ x, y }) => x >= 0 && x <= made.width && y >= 0 && y <= made.height && box.top + y >= 0 && box.top + y <= innerHeight);
    const lanes = new Set(made.lanes.filter((lane) => lane.total > 0 || seen.some((at) => at.lane === lane)).map(({ lane }) => lane));
    const { top, bottom } = this.core!.parts.over.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight) for (const lane of this.core!.traced) if (lane.n) lanes.add(lane);
    return { marks_on_screen: seen.length, lanes_on_screen: lanes.size, hidden: made.hidden, drawn: made.drawn, content_px: made.height };
  }
}

/** A stylesheet of the page, once. Rejects when it is not there. */
function sheetOf(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) { resolve(); return; }
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(href));
    link.href = href;
    document.head.append(link);
  });
}

/** The canvas has the stage's size, and twice the pixels at most. */
function fit(canvas: HTMLCanvasElement, pen: CanvasRenderingContext2D, made: Layout): void {
  const dpr = Math.min(2, devicePixelRatio || 1);
  const [w, h] = [Math.round(made.width * dpr), Math.round(made.height * dpr)];
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  pen.setTransform(dpr, 0, 0, dpr, 0, 0);
}

/** What stands at a place of the stage: words first, then the nearest mark within reach. */
export function hit(made: Layout | null, x: number, y: number, reach: number): Mark | null {
  if (!made) return null;
  const label = made.labels.find((one) => x >= one.x - 4 && x <= one.x + one.w && y >= one.y && y <= one.y + one.h);
  if (label) return label.mark;
  let best: Mark | null = null;
  let least = reach;
  for (const at of made.marks) {
    const along = made.across ? x : y;
    const gap = at.slot >= 0 && !made.rtl && along >= at.from && along <= at.to ? Math.abs(made.across ? y - at.lane.line : x - at.lane.line) : Math.hypot(at.x - x, at.y - y);
    if (gap < least) { least = gap; best = at.mark; }
  }
  return best;
}

if (!customElements.get("presnya-chronology")) customElements.define("presnya-chronology", Chronology);
