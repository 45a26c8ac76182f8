/** The overview: the whole extent as one pen stroke, and a frame about what is on the stage: a slider that holds two ends. */
import { inkOf, trace } from "./draw";
import { headingWords } from "./heading";
import { ribbon } from "./density";
import { gather, levelOf, type Store } from "./tiles";
import { civil, clock, names, shortYear, stepOf, ticksOf, type Step } from "./time";
import type { Core, Ribbon, Window } from "./types";

const EDGE = 9; // pixels at the frame's ends that resize it

export interface Overview { draw(extent: Window): void; frame(extent: Window): void; level(): number } // level: of the deepest tiles it is drawn from

/** How long and how wide; laid down on a narrow stage. */
interface Size { w: number; h: number; down: boolean }

/** All lanes shown, added up. */
function whole(core: Core, held: Store, extent: Window, length: number): { ribbon: Ribbon; level: number } | null {
  const sums: Ribbon[] = [];
  let level = 0;
  for (const lane of core.lanes) {
    const at = gather(held, lane.tree, extent, levelOf(lane.tree.meta, extent.b - extent.a, length));
    level = Math.max(level, at.level);
    const marks = at.tiles.flatMap((tile) => tile.marks.filter((mark) => mark.lane === lane)).sort((one, other) => one.b - other.b);
    sums.push(ribbon(at, lane, marks, extent.a, extent.b));
  }
  const first = sums[0];
  if (!first) return null;
  const step = Math.max(...sums.map((one) => one.step));
  const counts = new Float32Array(Math.max(1, Math.ceil((extent.b - extent.a) / step)));
  for (const one of sums) one.counts.forEach((n, i) => {
    const bin = Math.floor((one.from + (i + 0.5) * one.step - extent.a) / step);
    if (bin >= 0 && bin < counts.length) counts[bin]! += n;
  });
  return { level, ribbon: { lane: first.lane, from: extent.a, step, counts, most: counts.reduce((most, n) => Math.max(most, n), 1) } };
}

function tickWords(t: number, { unit }: Step, lang: string): string {
  const at = civil(t);
  const said = names(lang);
  if (unit === "year") return shortYear(at.year, lang);
  if (unit === "month") return at.month === 1 ? shortYear(at.year, lang) : said.short[at.month - 1]!;
  return unit === "day" ? said.dm[at.month - 1]!(said.digits(at.day), "") : clock(at);
}

export function overview(core: Core, held: Store): Overview {
  const { over } = core.parts;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  const brush = document.createElement("div");
  brush.className = "brush";
  brush.tabIndex = 0;
  brush.setAttribute("role", "slider");
  brush.setAttribute("aria-label", core.say("overview"));
  over.append(canvas, brush);
  let extent: Window = { a: 0, b: 1 };
  let level = 0;

  let size: Size = { w: 0, h: 0, down: true }; // asked for when drawn, not in every frame: that would make the page lay itself out

  const along = (t: number) => { const { w, h, down } = size; return ((t - extent.a) / (extent.b - extent.a)) * (down ? h : w); };
  const minute = (px: number) => { const { w, h, down } = size; return extent.a + (px / (down ? h : w)) * (extent.b - extent.a); };

  function draw(now: Window): void {
    extent = now;
    const { clientWidth: w, clientHeight: h } = over;
    const down = h > w;
    size = { w, h, down };
    const dpr = Math.min(2, devicePixelRatio || 1);
    canvas.width = Math.round(w * dpr);
    canvas.height = Math.round(h * dpr);
    const pen = canvas.getContext("2d")!;
    pen.scale(dpr, dpr);
    const ink = inkOf(core.host);
    const length = down ? h : w;
    const all = whole(core, held, extent, length);
    level = all?.level ?? 0;
    const rtl = core.layout?.rtl ?? false;
    const x = (px: number) => (rtl && !down ? w - px : px);
    const line = down ? (rtl ? w - 78 : 78) : 22;
    if (all) {
      pen.beginPath();
      trace(all.ribbon, along, length, down ? 34 : 18, []).forEach(([px, off], i) => {
        const [ax, ay] = down ? [line + off, px] : [x(px), line + off];
        if (i) pen.lineTo(ax, ay);
        else pen.moveTo(ax, ay);
      });
      pen.strokeStyle = ink.ink;
      pen.lineWidth = 1;
      pen.lineJoin = "bevel";
      pen.stroke();
    }
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
    if (now.a !== extent.a || now.b !== extent.b) draw(now);
    const { w, h, down } = size;
    const length = down ? h : w;
    const from = Math.max(0, along(core.view.a));
    const to = Math.min(length, along(core.view.b));
    const long = Math.max(7, to - from);
    const start = Math.max(0, Math.min(from, length - long));
    const rtl = core.layout?.rtl ?? false;
    brush.style.transform = down ? `translateY(${start.toFixed(1)}px)` : `translateX(${(rtl ? w - start - long : start).toFixed(1)}px)`;
    brush.style.height = down ? `${long.toFixed(1)}px` : "";
    brush.style.width = down ? "" : `${long.toFixed(1)}px`;
    const words = headingWords(core.view, core.lang, core.view.style, core.trees[0]?.meta.cutover, core.say);
    if (brush.ariaValueText !== words) {
      brush.ariaValueText = words;
      brush.ariaOrientation = down ? "vertical" : "horizontal";
      brush.ariaValueMin = "0";
      brush.ariaValueMax = "100";
    }
    brush.ariaValueNow = String(Math.round(((core.view.a + core.view.b) / 2 - extent.a) / (extent.b - extent.a) * 100));
  }

  // ── by pointer ──
  let held_: { how: "move" | "start" | "end"; from: number; a: number; b: number } | null = null;
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
    if (how === "move" && (px < from || px > to)) {
      const half = (b - a) / 2;
      core.set({ a: minute(px) - half, b: minute(px) + half }, { step: true });
    }
    held_ = { how, from: px, a: core.view.a, b: core.view.b };
    over.setPointerCapture(event.pointerId);
  });
  over.addEventListener("pointermove", (event) => {
    if (!held_) return;
    const by = minute(pixel(event)) - minute(held_.from);
    const { how, a, b } = held_;
    const least = (extent.b - extent.a) / 1000;
    core.set(how === "move" ? { a: a + by, b: b + by } : how === "start" ? { a: Math.min(a + by, b - least) } : { b: Math.max(b + by, a + least) });
  });
  for (const end of ["pointerup", "pointercancel"] as const) over.addEventListener(end, () => { if (held_) { held_ = null; core.set({}, { step: true }); } });

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
  return { draw, frame, level: () => level };
}
