/** The overview: the whole extent as one pen stroke, and a frame about what is on the stage: a slider that holds two ends. */
import type { Inner } from "./core";
import { el } from "./dom";
import { inkOf, shapeAt, trace, type Ink } from "./draw";
import { headingWords } from "./heading";
import { ribbon } from "./density";
import { gather, levelOf } from "./tiles";
import { civil, clock, names, shortYear, stepOf, ticksOf, type Step } from "./time";
import type { Ribbon, Window } from "./types";

const EDGE = 9; // pixels at the frame's ends that resize it

export interface Overview { draw(extent: Window): void; frame(extent: Window): void }

/** How long and how wide; `lead`: pixels before the first minute; laid down on a narrow stage. */
interface Size { w: number; h: number; down: boolean; lead: number }

const NARROW = 640;
const ROWS = 6; // lanes with a row of their own on a narrow stage; the last row is of all the rest where there are more
const LEAD = 38;
const FOOT = 21;

/** The tempo of each lane over the whole extent. */
function tempos(core: Inner, extent: Window, length: number): { ribbons: Ribbon[]; level: number } {
  let level = 0;
  const ribbons = core.lanes.map((lane) => {
    const at = gather(core.held, lane.tree, extent, levelOf(lane.tree.meta, extent.b - extent.a, length));
    level = Math.max(level, at.level);
    const marks = at.tiles.flatMap((tile) => tile.marks.filter((mark) => mark.lane === lane)).sort((one, other) => one.b - other.b);
    return ribbon(at, lane, marks, extent.a, extent.b);
  });
  return { ribbons, level };
}

/** Several lanes added up. */
function added(some: readonly Ribbon[], extent: Window): Ribbon | undefined {
  const first = some[0];
  if (!first || some.length < 2) return first;
  const step = Math.max(...some.map((one) => one.step));
  const counts = new Float32Array(Math.max(1, Math.ceil((extent.b - extent.a) / step)));
  for (const one of some) one.counts.forEach((n, i) => {
    const bin = Math.floor((one.from + (i + 0.5) * one.step - extent.a) / step);
    if (bin >= 0 && bin < counts.length) counts[bin]! += n;
  });
  return { lane: first.lane, from: extent.a, step, counts, most: counts.reduce((most, n) => Math.max(most, n), 1) };
}

function tickWords(t: number, { unit }: Step, lang: string): string {
  const at = civil(t);
  const said = names(lang);
  if (unit === "year" || (unit === "month" && at.month === 1)) return shortYear(at.year, lang);
  if (unit === "month") return said.short[at.month - 1]!;
  return unit === "day" ? said.dm[at.month - 1]!(said.digits(at.day), "") : clock(at);
}

export function overview(core: Inner): Overview {
  const { over } = core.parts;
  const canvas = el("canvas", { "aria-hidden": "true" });
  const brush = el("div", { class: "brush", tabindex: 0, role: "slider", "aria-label": core.say("overview"), "aria-valuemin": 0, "aria-valuemax": 100 });
  over.append(canvas, brush);
  let extent: Window = { a: 0, b: 1 };
  let level = 0; // of the deepest tiles it is drawn from

  let size: Size = { w: 0, h: 0, down: true, lead: 0 }; // asked for when drawn, not in every frame: that would make the page lay itself out
  let rows = 0; // lanes one under another, none where all are one stroke
  let row = 0;
  let staged = "";

  const lengthOf = ({ w, h, down, lead }: Size) => (down ? h : w - lead);
  const along = (t: number) => size.lead + ((t - extent.a) / (extent.b - extent.a)) * lengthOf(size);
  const minute = (px: number) => extent.a + ((px - size.lead) / lengthOf(size)) * (extent.b - extent.a);

  /** First and last lane on the stage. */
  const stage = (): [number, number] => {
    const on = core.layout?.lanes ?? [];
    const first = on[0] ? core.lanes.indexOf(on[0].lane) : 0;
    return [first, first + on.length - 1];
  };

  function measure(): void {
    const n = core.lanes.length;
    rows = n > 1 && over.clientWidth < NARROW && over.clientWidth > 200 ? Math.min(ROWS, n) : 0;
    row = rows > 4 ? 18 : 21;
    over.style.height = rows ? `${rows * row + FOOT}px` : "";
    const { clientWidth: w, clientHeight: h } = over;
    size = { w, h, down: h > w, lead: rows ? LEAD : 0 };
    core.traced = rows ? core.lanes.slice(0, n > rows ? rows - 1 : n) : [];
  }

  function stroke(pen: CanvasRenderingContext2D, one: Ribbon, reach: number, line: number, x: (px: number) => number): void {
    pen.beginPath();
    trace(one, along, size.down ? size.h : size.w, reach, []).forEach(([px, off], i) => {
      if (!size.down && px < size.lead) return;
      const [ax, ay] = size.down ? [line + off, px] : [x(px), line + off];
      if (i) pen.lineTo(ax, ay);
      else pen.moveTo(ax, ay);
    });
    pen.stroke();
  }

  /** A narrow stage has room for two lanes: here all of them are, each with its sign and letters, those on the stage set off. */
  function strips(pen: CanvasRenderingContext2D, ribbons: readonly Ribbon[], ink: Ink, x: (px: number) => number, rtl: boolean): void {
    const [first, last] = stage();
    const { w } = size;
    for (let i = 0; i < rows; i++) {
      const rest = i === rows - 1 ? core.lanes.length - rows : 0; // lanes that have no row
      const lane = core.lanes[i]!;
      const on = rest ? last >= i : i >= first && i <= last;
      const line = (i + 0.5) * row;
      if (on) {
        pen.fillStyle = ink.shade;
        pen.fillRect(0, i * row, w, row);
        pen.fillStyle = ink.ink;
        pen.fillRect(rtl ? w - 3 : 0, i * row, 3, row);
      }
      pen.globalAlpha = on ? 1 : 0.55;
      pen.strokeStyle = pen.fillStyle = rest ? ink.ink : ink.hues[lane.hue]!;
      if (!rest) { pen.beginPath(); shapeAt(pen, lane.shape, x(12), line, 4); pen.fill(); }
      const one = added(ribbons.slice(i, rest ? undefined : i + 1), extent);
      if (one) stroke(pen, one, row / 2 - 1, line, x);
      pen.globalAlpha = 1;
      pen.fillStyle = on ? ink.ink : ink.ash;
      pen.font = `400 11px ${ink.mono}`;
      pen.textAlign = rtl ? "right" : "left";
      pen.textBaseline = "middle";
      pen.fillText(rest ? `+${core.figure(rest + 1)}` : lane.letters || lane.title.slice(0, 2), x(rest ? 8 : 19), line + 0.5);
    }
  }

  function draw(now: Window): void {
    extent = now;
    measure();
    const { w, h, down } = size;
    const dpr = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.round(w * dpr);
    canvas.height = Math.round(h * dpr);
    const pen = canvas.getContext("2d")!;
    pen.scale(dpr, dpr);
    const ink = inkOf(core.host);
    const length = lengthOf(size);
    const all = tempos(core, extent, length);
    level = all.level;
    const rtl = core.layout?.rtl ?? false;
    const x = (px: number) => (rtl && !down ? w - px : px);
    pen.lineWidth = 1;
    pen.lineJoin = "bevel";
    pen.strokeStyle = ink.ink;
    const whole = added(all.ribbons, extent);
    if (rows) strips(pen, all.ribbons, ink, x, rtl);
    else if (whole) stroke(pen, whole, down ? 34 : 18, down ? (rtl ? w - 78 : 78) : 22, x);
    pen.font = `400 ${down ? 11 : 10}px ${ink.mono}`;
    pen.fillStyle = ink.soot;
    const step = stepOf(((extent.b - extent.a) / length) * (down ? 72 : 60));
    for (const t of ticksOf(step, extent.a, extent.b, "new", null)) {
      const px = along(t);
      const words = tickWords(t, step, core.lang);
      if (down) { pen.textAlign = rtl ? "right" : "left"; pen.textBaseline = "middle"; pen.fillText(words, rtl ? w : 0, Math.max(6, Math.min(h - 6, px)), 29); }
      else { pen.textAlign = "center"; pen.textBaseline = "alphabetic"; pen.fillText(words, x(Math.max(12, Math.min(w - 12, px))), h - 3); }
    }
  }

  function frame(now: Window): void {
    const seen = rows ? stage().join() : "-"; // only traces tell which lanes are on the stage
    if (now.a !== extent.a || now.b !== extent.b || seen !== staged) draw(now);
    staged = seen;
    const { w, h, down, lead } = size;
    const length = down ? h : w;
    const from = Math.max(lead, along(core.view.a));
    const to = Math.min(length, along(core.view.b));
    const long = Math.max(7, to - from);
    const start = Math.max(lead, Math.min(from, length - long));
    const rtl = core.layout?.rtl ?? false;
    brush.style.transform = down ? `translateY(${start.toFixed(1)}px)` : `translateX(${(rtl ? w - start - long : start).toFixed(1)}px)`;
    brush.style.height = down ? `${long.toFixed(1)}px` : rows ? `${rows * row + 7}px` : "";
    brush.style.width = down ? "" : `${long.toFixed(1)}px`;
    const words = headingWords(core.view, core.lang, core.view.style, core.trees[0]?.meta.cutover, core.say);
    if (brush.ariaValueText !== words) {
      brush.ariaValueText = words;
      brush.ariaOrientation = down ? "vertical" : "horizontal";
    }
    brush.ariaValueNow = String(Math.round(((core.view.a + core.view.b) / 2 - extent.a) / (extent.b - extent.a) * 100));
  }

  // ── by pointer ──
  let held_: { how: "move" | "start" | "end"; from: number; a: number; b: number; tap: number } | null = null; // tap: the row, until the finger moves
  const bring = (i: number) => {
    const [first, last] = stage();
    if (i < first || i > last) core.set({ first: i < first ? i : Math.max(0, i - last + first) }, { step: true });
    else if (i === rows - 1 && last < core.lanes.length - 1) core.set({ first: first + 1 }, { step: true }); // the row of the rest: one lane after another
  };
  const pixel = (event: PointerEvent) => {
    const box = over.getBoundingClientRect();
    return size.down ? event.clientY - box.top : core.layout?.rtl ? box.right - event.clientX : event.clientX - box.left;
  };
  over.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const px = pixel(event);
    const { a, b } = core.view;
    const [from, to] = [along(a), along(b)];
    const edge = Math.min(EDGE, (to - from) / 4);
    const how = Math.abs(px - from) <= edge ? "start" : Math.abs(px - to) <= edge ? "end" : "move";
    if (how === "move" && px >= size.lead && (px < from || px > to)) {
      const half = (b - a) / 2;
      core.set({ a: minute(px) - half, b: minute(px) + half }, { step: true });
    }
    held_ = { how, from: px, a: core.view.a, b: core.view.b, tap: rows ? Math.floor((event.clientY - over.getBoundingClientRect().top) / row) : rows };
    over.setPointerCapture(event.pointerId);
  });
  over.addEventListener("pointermove", (event) => {
    if (!held_ || (rows && held_.tap < rows && Math.abs(pixel(event) - held_.from) < 5)) return;
    held_.tap = rows;
    const by = minute(pixel(event)) - minute(held_.from);
    const { how, a, b } = held_;
    const least = (extent.b - extent.a) / 1000;
    core.set(how === "move" ? { a: a + by, b: b + by } : how === "start" ? { a: Math.min(a + by, b - least) } : { b: Math.max(b + by, a + least) });
  });
  for (const end of ["pointerup", "pointercancel"] as const) over.addEventListener(end, () => {
    if (!held_) return;
    const { tap } = held_;
    held_ = null;
    if (tap < rows && end === "pointerup") bring(tap);
    else core.set({}, { step: true });
  });

  // ── by keyboard: arrows move, with Shift they move the end; plus and minus; Home and End ──
  brush.addEventListener("keydown", (event) => {
    const { a, b } = core.view;
    const long = b - a;
    const forth = ["ArrowDown", core.layout?.rtl ? "ArrowLeft" : "ArrowRight"].includes(event.key);
    const back = ["ArrowUp", core.layout?.rtl ? "ArrowRight" : "ArrowLeft"].includes(event.key);
    const changes: Record<string, () => Window> = {
      PageDown: () => ({ a: a + long, b: b + long }), PageUp: () => ({ a: a - long, b: b - long }),
      Home: () => ({ a: extent.a, b: extent.a + long }), End: () => ({ a: extent.b - long, b: extent.b }),
      "+": () => ({ a: a + long / 4, b: b - long / 4 }), "=": () => ({ a: a + long / 4, b: b - long / 4 }), "-": () => ({ a: a - long / 2, b: b + long / 2 }),
    };
    const by = (long / 8) * (forth ? 1 : -1);
    const change = forth || back ? (event.shiftKey ? { a, b: b + by } : { a: a + by, b: b + by }) : changes[event.key]?.();
    if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    core.set(change, { step: true });
  });
  core.on("tiles", ({ z }) => { if (z <= level) staged = ""; }); // drawn once in the next frame, however many come
  return { draw, frame };
}
