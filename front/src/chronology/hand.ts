/** The hand on the stage: pan, pinch, wheel and double click, by Pointer Events; the page is never trapped. */
import type { Core, Mark } from "./types";

export interface Hit { (x: number, y: number, reach: number): Mark | null }

interface Finger { x: number; y: number; t: number }

const TAP = 6; // pixels a finger may stray in a tap
const SWIPE = 46;

export interface Moving { moving(on: boolean): void; still: () => boolean }

/** `still`: whether motion is unwanted. `moving`: told when a gesture begins and ends. */
export function hand(core: Core, hit: Hit, { moving, still }: Moving): () => void {
  const { stage } = core.parts;
  const fingers = new Map<number, Finger>();
  let start: { x: number; y: number; moved: boolean; way: "" | "along" | "athwart"; zoomed: boolean } | null = null;
  let speed = 0;
  let coasting = 0;
  let active = false; // the reader has put hand on it: the plain wheel is ours until they go elsewhere

  const along = ({ x, y }: { x: number; y: number }) => (core.layout?.across ? (core.layout.rtl ? -x : x) : y);
  const athwart = ({ x, y }: { x: number; y: number }) => (core.layout?.across ? y : core.layout?.rtl ? -x : x);
  const inside = (event: MouseEvent) => { const box = stage.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
  const pixel = (point: { x: number; y: number }) => (core.layout?.across && core.layout.rtl ? core.layout.width - point.x : core.layout?.across ? point.x : point.y);
  const minute = (point: { x: number; y: number }) => core.layout!.scale.back(pixel(point));

  /** Pan; what the time cannot take goes to the page. */
  function move(px: number): boolean {
    const went = core.pan(px);
    if (!went && !core.layout?.across) window.scrollBy(0, px);
    return went;
  }

  function coast(): void {
    cancelAnimationFrame(coasting);
    if (still() || Math.abs(speed) < 0.15) return finish();
    let last = performance.now();
    const step = (now: number) => {
      const took = Math.min(40, now - last);
      last = now;
      speed *= 0.995 ** took;
      if (Math.abs(speed) < 0.03 || !core.pan(-speed * took)) return finish();
      coasting = requestAnimationFrame(step);
    };
    coasting = requestAnimationFrame(step);
  }

  function finish(): void {
    moving(false);
    core.set({}, { step: true });
  }

  const down = (event: PointerEvent) => {
    if (event.button || (event.target as Element).closest("[data-keep]")) return;
    cancelAnimationFrame(coasting);
    active = true;
    const at = inside(event);
    fingers.set(event.pointerId, { ...at, t: event.timeStamp });
    if (fingers.size === 1) start = { ...at, moved: false, way: "", zoomed: false };
    speed = 0;
  };

  const pinch = (event: PointerEvent, now: Finger) => {
    const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
    const before = fingers.get(event.pointerId)!;
    if (!other || !start) return;
    const gap = (one: Finger) => Math.hypot(one.x - other.x, one.y - other.y);
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    if (gap(before) > 10 && gap(now) > 10) core.zoom(gap(now) / gap(before), minute(middle));
    core.pan((along(before) - along(now)) / 2);
    start.zoomed = start.moved = true;
  };

  const drag = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    const at = inside(event);
    if (!before || !start) {
      if (event.pointerType === "mouse") core.hover(hit(at.x, at.y, 9));
      return;
    }
    const now = { ...at, t: event.timeStamp };
    if (fingers.size > 1) pinch(event, now);
    else {
      if (!start.moved && Math.hypot(at.x - start.x, at.y - start.y) > TAP) begin(event, at);
      if (start.way === "along") {
        const by = along(now) - along(before);
        speed = 0.7 * (by / Math.max(1, now.t - before.t)) + 0.3 * speed;
        move(-by);
      }
    }
    fingers.set(event.pointerId, now);
  };

  /** The first few pixels decide: along pans time, athwart swipes lanes (a mouse only pans). */
  function begin(event: PointerEvent, at: { x: number; y: number }): void {
    const [a, b] = [Math.abs(along(at) - along(start!)), Math.abs(athwart(at) - athwart(start!))];
    start!.moved = true;
    start!.way = a >= b || event.pointerType === "mouse" ? "along" : "athwart";
    stage.setPointerCapture(event.pointerId);
    moving(true);
    core.hover(null);
  }

  const up = (event: PointerEvent) => {
    const at = inside(event);
    const was = start;
    if (!fingers.delete(event.pointerId) || !was) return;
    if (fingers.size) return;
    start = null;
    if (event.type === "pointercancel") return finish();
    if (!was.moved) return tap(at, event);
    if (was.way === "athwart") swipe(athwart(at) - athwart(was));
    if (was.zoomed || was.way === "athwart" || event.timeStamp - lastMove > 80) return finish();
    coast();
  };

  function tap(at: { x: number; y: number }, event: PointerEvent): void {
    const mark = hit(at.x, at.y, event.pointerType === "mouse" ? 10 : 22);
    if (mark) core.open(mark);
    else core.select(null);
  }

  function swipe(px: number): void {
    if (Math.abs(px) > SWIPE && core.layout) core.set({ first: Math.max(0, Math.min(core.lanes.length - core.layout.lanes.length, core.view.first - Math.sign(px))) }, { step: true });
  }

  let lastMove = 0;
  const moved = (event: PointerEvent) => { if (fingers.has(event.pointerId)) lastMove = event.timeStamp; drag(event); };

  let wheeling = 0;
  const wheel = (event: WheelEvent) => {
    if (!core.layout) return;
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 400 : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const settle = () => { clearTimeout(wheeling); wheeling = window.setTimeout(finish, 200); };
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      core.zoom(Math.exp(-dy * (Math.abs(dy) < 30 ? 0.01 : 0.0025)), minute(inside(event)));
      return settle();
    }
    const mine = active || core.host.matches(":focus-within");
    const by = core.layout.across ? (Math.abs(dx) > Math.abs(dy) ? (core.layout.rtl ? -dx : dx) : mine ? dy : 0) : Math.abs(dy) > Math.abs(dx) && mine ? dy : 0;
    if (by && core.pan(by)) { event.preventDefault(); settle(); }
  };

  const leave = (event: PointerEvent) => { if (!event.composedPath().includes(core.host)) active = false; };
  const twice = (event: MouseEvent) => {
    if ((event.target as Element).closest("[data-keep]") || !core.layout) return;
    event.preventDefault();
    core.zoom(event.shiftKey ? 0.5 : 2, minute(inside(event)), { glide: true, step: true });
  };

  stage.addEventListener("pointerdown", down);
  stage.addEventListener("pointermove", moved);
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener("pointerleave", () => { if (!start) core.hover(null); });
  stage.addEventListener("dblclick", twice);
  stage.addEventListener("wheel", wheel, { passive: false });
  document.addEventListener("pointerdown", leave);
  return () => { document.removeEventListener("pointerdown", leave); cancelAnimationFrame(coasting); clearTimeout(wheeling); };
}

/** Which way the page may scroll by touch: freely when all time is shown, outwards at an end, else not: then the finger pans time. */
export function touchAction(core: Core, extent: { a: number; b: number }): string {
  const made = core.layout;
  const { a, b } = core.view;
  if (!made || made.across) return "pan-y";
  const slack = (b - a) * 0.002;
  const [first, last] = [a <= extent.a + slack, b >= extent.b - slack];
  const one = first && last ? "pan-y" : first ? "pan-up" : last ? "pan-down" : "none";
  return CSS.supports("touch-action", one) ? one : "none";
}
