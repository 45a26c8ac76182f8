/** Paper: the same layout as SVG on an A4 page's width, so that print and PDF are lines and letters. Near, all that the cards say follows as a list. */
import type { body as bodyOf, Shelf } from "./cards";
import { el, svg } from "./dom";
import type { trace as traceOf } from "./draw";
import { time, windowOf } from "./telling";
import type { Box, Core, Fold, Layout, Mark, MarkAt } from "./types";

const WIDTH = 1040; // CSS pixels laid out on the width of the page: letters of 16 px become 11 pt
const HEIGHT = 1060; // so that it stands on the first page, below the heading
const FINE = 6.9; // pixels of a letter of a date
const LINE = 16; // pixels from one line of a date to the next

const SHAPES = { square: "M-5-5h10v10h-10z", circle: "M0-5.4a5.4 5.4 0 1 0 .01 0z", diamond: "M0-6 6 0 0 6-6 0z", triangle: "M0-5.4 6 5.4H-6z" } as const;

const text = (x: number, y: number, words: string, kind: string, rtl = false) => svg("text", { x, y, class: kind, ...(rtl ? { "text-anchor": "end", direction: "rtl" } : {}) }, words);
const along = (made: Layout, a: number, b: number, line: number) => (made.across ? `M${a} ${line}H${b}` : `M${line} ${a}V${b}`);

function ruler(made: Layout): SVGElement[] {
  return made.ticks.flatMap((tick) => {
    if (!tick.text) return [];
    const [x, y] = made.across ? [tick.at + 2, 16] : [made.rtl ? made.width : 0, tick.at + 6];
    return [text(x, y, tick.text, tick.weight ? "big" : "fine", made.rtl && !made.across), ...tick.under.map((words, i) => text(x, y + 17 * (i + 1), words, "fine", made.rtl && !made.across))];
  });
}

function lanes(made: Layout, trace: typeof traceOf): SVGElement[] {
  return made.lanes.flatMap((at, i) => {
    const edge = made.across ? svg("path", { class: "rule", d: `M0 ${at.y}H${made.width}` }) : svg("path", { class: "rule", d: `M${at.x} 0V${made.height}` });
    const ribbon = made.ribbons[i];
    if (!ribbon || (made.depth !== "far" && at.total <= at.drawn)) return [edge];
    let d = "";
    let down = false;
    for (const [where, off] of trace(ribbon, at.scale.at, made.across ? made.width : made.height, made.depth === "far" ? 30 : 6, made.folds)) {
      if (Number.isNaN(off)) { down = false; continue; }
      const [x, y] = made.across ? [where, at.line + off] : [at.line + off, where];
      d += `${down ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      down = true;
    }
    return [edge, svg("path", { class: `pen h${at.lane.hue}`, d })];
  });
}

const torn = (made: Layout) => (fold: Fold): SVGElement[] => {
  const zig = (at: number) => Array.from({ length: Math.ceil((made.across ? made.height : made.width) / 12) + 1 }, (_, i) => { const off = at + (i % 2 ? 4 : 0); return made.across ? `${off} ${i * 12}` : `${i * 12} ${off}`; }).join("L");
  const middle = fold.at + fold.size / 2;
  return [svg("path", { class: "torn", d: `M${zig(fold.at + 2)}M${zig(fold.at + fold.size - 6)}` }), made.across ? text(middle - 4, made.height - 6, fold.words, "fine") : text(made.width / 3, middle + 5, fold.words, "fine")];
};

function bracket(made: Layout, from: number, to: number, line: number): string {
  return made.across ? `M${from} ${line - 5}v5H${to}v-5` : `M${line + 5} ${from}h-5V${to}h5`;
}

function mark(made: Layout, at: MarkAt): SVGElement[] {
  const { mark: one, lane, x, y } = at;
  const line = made.across ? y : x;
  const out: SVGElement[] = [];
  if (at.prongs.length) at.prongs.forEach(({ from, to, prong }, i) => {
    const beside = line + (i - (at.prongs.length - 1) / 2) * 7;
    out.push(svg("path", { class: `prong${prong.manner === 2 ? " dash" : ""}`, d: along(made, from, Math.max(to, from + 3), beside) }));
  });
  else {
    if (at.dashed) out.push(svg("path", { class: "dash", d: bracket(made, at.from, at.to, line - 9 - 4 * Math.max(0, at.slot)) }));
    if (at.solid && at.solid[1] - at.solid[0] > 5) out.push(svg("path", { class: "solid", d: along(made, at.solid[0], at.solid[1], line + 4 * Math.max(0, at.slot)) }));
  }
  if (at.small) out.push(svg("path", { class: "small", d: made.across ? `M${x} ${y - 3}v6` : `M${x - 3} ${y}h6` }));
  else out.push(svg("path", { class: `sh${one.machine ? " hollow" : ""}`, d: SHAPES[lane.lane.shape], transform: `translate(${x} ${y})` }));
  return [svg("g", { class: `h${lane.lane.hue}${one.contested ? " k" : ""}` }, ...out)];
}

function leader(line: readonly [number, number, number, number] | null): SVGElement[] {
  return line ? [svg("path", { class: "rule", d: `M${line[0]} ${line[1]}L${line[2]} ${line[3]}` })] : [];
}

/** Lines of about so many letters. */
export function lines(words: string, letters: number): string[] {
  const out: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = out.at(-1);
    if (last !== undefined && last.length + word.length < letters) out[out.length - 1] = `${last} ${word}`;
    else out.push(word);
  }
  return out;
}

interface Words { box: Box; dates: string[]; title: readonly string[]; rtl: boolean; leader: readonly [number, number, number, number] | null; y: number }

/** Dates take as many lines as their lane needs; what would then lie on the words below pushes these down. */
export function pushed(all: readonly Words[], across: boolean): Words[] {
  const ends = new Map<string, number>();
  return [...all].sort((one, other) => one.y - other.y).map((one) => {
    const column = across ? `${one.box.x} ${one.box.y}` : String(Math.round(one.box.x + (one.rtl ? one.box.w : 0)));
    const y = Math.max(one.y, ends.get(column) ?? -Infinity);
    ends.set(column, y + 20 + LINE * (one.dates.length - 1) + 21 * one.title.length);
    return { ...one, y };
  });
}

function words(made: Layout, core: Core): SVGElement[] {
  const of = (box: Box, date: string, title: readonly string[], rtl: boolean, side: Words["leader"], one: Mark): Words =>
    ({ box, dates: lines(one.contested ? `${date} · ${core.say("contested")}` : date, box.w / FINE), title, rtl, leader: side, y: box.y });
  const all = [
    ...made.labels.map((one) => of(one, one.date, one.lines, one.rtl, one.leader, one.mark)),
    ...made.cards.map((one) => of(one, time(core, one.mark).textContent ?? "", lines(one.mark.title, one.w / 8.2).slice(0, Math.max(1, Math.floor((one.h - 20) / 21))), made.rtl, one.leader, one.mark)),
  ];
  return pushed(all, made.across).flatMap(({ box, dates, title, rtl, leader: side, y }) => {
    const x = rtl ? box.x + box.w : box.x;
    const below = y + 33 + LINE * (dates.length - 1);
    const line = side && !made.across ? ([side[0], side[1], side[2], side[3] + y - box.y] as const) : side;
    return [...leader(line), ...dates.map((one, i) => text(x, y + 13 + LINE * i, one, "fine", rtl)), ...title.map((one, i) => text(x, below + 21 * i, one, "title", rtl))];
  });
}

/** One picture of a layout, with a sentence that names it. */
export function svgOf(core: Core, made: Layout, trace: typeof traceOf): SVGElement {
  const hairs = made.hairs.map((hair) => svg("path", { class: hair.certain ? "rule" : "rule dash", d: made.across ? `M${hair.at} ${hair.from}V${hair.to}` : `M${hair.from} ${hair.at}H${hair.to}` }));
  const heads = made.lanes.map((at) => text(made.across ? 4 : at.x + 8, made.across ? at.y + 16 : -12, `${at.lane.title} (${core.figure(at.total)})`, "head"));
  return svg("svg", { viewBox: `0 -36 ${made.width} ${made.height + 36}`, role: "img", "aria-label": windowOf(core) },
    ...heads, ...lanes(made, trace), ...ruler(made), ...made.folds.flatMap(torn(made)), ...hairs, ...made.marks.flatMap((at) => mark(made, at)), ...words(made, core));
}

function told(core: Core, { shelf, body }: Lent, made: Layout): HTMLElement[] {
  return made.depth === "near" ? [el("ol", { class: "told" }, ...made.cards.map(({ mark: one }) => el("li", {}, el("h4", {}, one.title), el("p", {}, time(core, one, true), ` · ${one.lane.title}`), ...body(core, one, shelf.at(one), true, () => undefined))))] : [];
}

/** What the first script has already. */
export interface Lent { shelf: Shelf; body: typeof bodyOf; trace: typeof traceOf }

/** Puts paper in the stage's place while the browser prints. `now` prints with all cards read first. */
export function paper(core: Core, lent: Lent): { now(): Promise<void>; off(): void } {
  let sheet: HTMLElement | null = null;
  const before = () => {
    sheet?.remove();
    if (!core.layout) return;
    const made = core.lay(WIDTH, HEIGHT);
    sheet = el("div", { class: "paper" }, svgOf(core, made, lent.trace), ...told(core, lent, made));
    core.parts.stage.after(sheet);
  };
  const after = () => { sheet?.remove(); sheet = null; };
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return {
    async now() {
      await Promise.all((core.layout ? core.lay(WIDTH, HEIGHT).cards : []).map(({ mark: one }) => lent.shelf.of(one)));
      print();
    },
    off() { after(); removeEventListener("beforeprint", before); removeEventListener("afterprint", after); },
  };
}
