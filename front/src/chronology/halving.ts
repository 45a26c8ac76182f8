/**
 * Halving: the reader says whether what they seek was before or after the mark in focus; what is left becomes the window and its middle mark takes the focus.
 * Each answer leaves about half of the lane's marks, so any mark is some log2(n) answers away, whatever their distribution in time.
 */
import { atOrAfter } from "./density";
import type { Core, Lane, Mark, Ribbon, Window } from "./types";

const AIR = 0.04; // of the window, on either side

interface Step { lane: Lane; left: Window; view: Window; mark: Mark | null }

/** The minute that half of the marks within [a, b) begin before, from counts by bin; the middle when none is counted. */
export function medianOf({ from, step, counts }: Ribbon, { a, b }: Window): number {
  const shares = [...counts].map((count, i) => {
    const start = from + i * step;
    return count * Math.max(0, Math.min(b, start + step) - Math.max(a, start)) / step;
  });
  const half = shares.reduce((sum, share) => sum + share, 0) / 2;
  for (let i = 0, sum = 0; i < shares.length; sum += shares[i]!, i++) {
    const share = shares[i]!;
    if (share === 0 || sum + share < half) continue;
    const start = Math.max(a, from + i * step);
    return start + ((half - sum) / share) * (Math.min(b, from + (i + 1) * step) - start);
  }
  return (a + b) / 2;
}

/** The mark that parts [a, b) best: the middle one where all are at hand, else the one nearest to the median of what is counted. `marks` are in order. */
export function middleOf(marks: readonly Mark[], ribbon: Ribbon | undefined, left: Window): Mark | null {
  const within = marks.slice(atOrAfter(marks, left.a), atOrAfter(marks, left.b));
  const counted = ribbon ? ribbon.counts.reduce((sum, count, i) => sum + (ribbon.from + (i + 0.5) * ribbon.step >= left.a && ribbon.from + (i + 0.5) * ribbon.step < left.b ? count : 0), 0) : 0;
  if (!ribbon || counted <= within.length * 1.1) return within[within.length >> 1] ?? null;
  const t = medianOf(ribbon, left);
  return within.reduce<Mark | null>((best, mark) => (!best || Math.abs(mark.b - t) < Math.abs(best.b - t) ? mark : best), null);
}

export interface Halving {
  /** The earlier (-1) or later (1) part of what is left. `at`: where the focus is. */
  halve(lane: Lane, mark: Mark | null, by: 1 | -1): void;
  /** One answer back; false when there is none. */
  back(): boolean;
  off(): void;
}

/** `focus` moves it to a mark; `later` waits for the picture to stand. */
export function halving(core: Core, focus: (mark: Mark) => void, later: (does: () => void) => void): Halving {
  let left: { lane: Lane; window: Window } | null = null;
  let own = false;
  const before: Step[] = [];
  const set = (view: Window) => { own = true; core.set(view, { step: true, glide: true }); own = false; };
  const off = core.on("view", ({ step, before: old }) => { if (step && !own && (old.a !== core.view.a || old.b !== core.view.b) && !gliding(core.view)) left = null; });
  let aim: Window = { a: NaN, b: NaN };
  const gliding = ({ a, b }: Window) => Math.abs(a - aim.a) < 1 + (aim.b - aim.a) / 2 && Math.abs(b - aim.b) < 1 + (aim.b - aim.a) / 2; // the end of our own glide, kept within the tree

  const all = (lane: Lane): Window => {
    const { begin, span } = lane.tree.meta;
    return { a: Math.min(core.view.a, begin), b: Math.max(core.view.b, begin + span) };
  };

  /** What there is to part: what the last answer left while the focus is in it, else what is in view, else all. */
  const part = (lane: Lane, mark: Mark | null): Window => {
    const { a, b } = core.view;
    const holds = (window: Window) => !mark || (mark.b >= window.a && mark.b < window.b);
    if (left?.lane === lane && holds(left.window)) return left.window;
    return holds({ a, b }) ? { a, b } : all(lane);
  };

  function halve(lane: Lane, mark: Mark | null, by: 1 | -1, whole = part(lane, mark)): void {
    const ribbon = core.layout?.ribbons.find((one) => one.lane === lane);
    const t = mark?.b ?? (ribbon ? medianOf(ribbon, whole) : (whole.a + whole.b) / 2);
    const now = by < 0 ? { a: whole.a, b: t } : { a: mark ? t + 1 : t, b: whole.b };
    const rest = all(lane);
    const more = whole.a > rest.a || whole.b < rest.b; // an earlier answer may have been wrong: then what it left aside is looked at too
    if (now.b - now.a < 1) {
      if (more) halve(lane, mark, by, rest);
      else core.parts.live.textContent = core.say("key.unhalved");
      return;
    }
    before.push({ lane, left: whole, view: { a: core.view.a, b: core.view.b }, mark });
    const air = (now.b - now.a) * AIR;
    aim = { a: now.a - air, b: now.b + air };
    left = { lane, window: now };
    set(aim);
    later(() => {
      const middle = middleOf(core.at(lane, now), core.layout?.ribbons.find((one) => one.lane === lane), now);
      if (middle) { core.select(middle, { show: true }); focus(middle); return; }
      const last = before.pop();
      if (more) { halve(lane, mark, by, rest); return; }
      core.parts.live.textContent = core.say("key.unhalved");
      if (last) { left = { lane, window: last.left }; aim = last.view; set(last.view); if (last.mark) { const to = last.mark; later(() => focus(to)); } }
    });
  }

  return {
    halve: (lane, mark, by) => halve(lane, mark, by),
    back() {
      const last = before.pop();
      if (!last) return false;
      left = { lane: last.lane, window: last.left };
      aim = last.view;
      set(last.view);
      later(() => { if (last.mark) focus(core.find(last.mark.lane.tree.id, last.mark.id) ?? last.mark); });
      return true;
    },
    off,
  };
}
