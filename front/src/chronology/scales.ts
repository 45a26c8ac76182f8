/** Scales: minute to pixel and back, always monotone. All but the linear are broken lines through knots. */
import type { Fold, Scale, ScaleName, Window } from "./types";

/** Even steps of time: [a, b) lies on 0..length. */
export function linear({ a, b }: Window, length: number): Scale {
  const rate = length / (b - a);
  return { name: "linear", folds: [], rate, at: (t) => (t - a) * rate, back: (px) => a + px / rate };
}

/** The last index whose value is at or below `wanted`, at least 0 and at most the last but one. */
function segment(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle]! <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A broken line through (ts[i], ps[i]), both rising; straight on beyond its ends at `rate` pixels a minute. */
function broken(name: ScaleName, ts: readonly number[], ps: readonly number[], rate: number, folds: readonly Fold[]): Scale {
  const last = ts.length - 1;
  const across = (from: readonly number[], to: readonly number[], wanted: number) => {
    const i = segment(from, wanted);
    return to[i]! + ((wanted - from[i]!) / (from[i + 1]! - from[i]!)) * (to[i + 1]! - to[i]!);
  };
  return {
    name, folds, rate,
    at: (t) => (t < ts[0]! ? ps[0]! + (t - ts[0]!) * rate : t > ts[last]! ? ps[last]! + (t - ts[last]!) * rate : across(ts, ps, t)),
    back: (px) => (px < ps[0]! ? ts[0]! + (px - ps[0]!) / rate : px > ps[last]! ? ts[last]! + (px - ps[last]!) / rate : across(ps, ts, px)),
  };
}

const overlap = (gap: Window, window: Window) => Math.max(0, Math.min(gap.b, window.b) - Math.max(gap.a, window.a));

/** A stretch that may be folded, and to how many pixels. */
export interface Gap extends Window { size: number }

/** Pixels that the window takes at `rate` pixels a minute when no gap takes more than its size. */
function lengthAt(rate: number, window: Window, gaps: readonly Gap[]): number {
  let length = (window.b - window.a) * rate;
  for (const gap of gaps) {
    const saved = (gap.b - gap.a) * rate - gap.size;
    if (saved > 0) length -= (saved * overlap(gap, window)) / (gap.b - gap.a);
  }
  return length;
}

function rateFor(length: number, window: Window, gaps: readonly Gap[]): number {
  let low = length / (window.b - window.a);
  let high = low;
  for (let i = 0; i < 60 && lengthAt(high, window, gaps) < length; i++) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (lengthAt(middle, window, gaps) < length) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Linear, but an empty stretch takes at most the pixels it is given: what is longer is folded and said (`words`; without words it is only short). Gaps are in order and apart.
 * The rate is found by bisection: pixels grow with it, without a jump, so that panning and zooming stay smooth. A window that is
 * all but empty is not folded.
 */
export function elastic(window: Window, length: number, gaps: readonly Gap[], words: (gap: Window) => string): Scale {
  const empty = gaps.reduce((sum, gap) => sum + overlap(gap, window), 0);
  const full = window.b - window.a - empty;
  if (!gaps.length || full < (window.b - window.a) * 1e-4) return { ...linear(window, length), name: "elastic" };
  const rate = rateFor(length, window, gaps);
  const folded = gaps.filter((gap) => (gap.b - gap.a) * rate > gap.size);
  if (!folded.length) return { ...linear(window, length), name: "elastic" };
  const ts = [folded[0]!.a - 1];
  const ps = [0];
  const folds: Fold[] = [];
  for (const { a, b, size } of folded) {
    if (a > ts.at(-1)!) { ps.push(ps.at(-1)! + (a - ts.at(-1)!) * rate); ts.push(a); }
    ps.push(ps.at(-1)! + size);
    ts.push(b);
  }
  const raw = broken("elastic", ts, ps, rate, []);
  const shift = raw.at(window.a);
  for (const { a, b, size } of folded) folds.push({ a, b, at: raw.at(a) - shift, size, hidden: 0, words: words({ a, b }) });
  return broken("elastic", ts, ps.map((p) => p - shift), rate, folds.filter((fold) => fold.words && fold.at < length && fold.at + fold.size > 0));
}

/**
 * Order only: each knot (in order of time) begins a stretch that takes room by its weight, however long it is. Beyond the first and the
 * last knot time runs on at the mean rate.
 */
export function even(window: Window, length: number, knots: readonly number[], weights: readonly number[]): Scale {
  if (knots.length < 2) return { ...linear(window, length), name: "even" };
  const ps = [0];
  for (let i = 1; i < knots.length; i++) ps.push(ps[i - 1]! + Math.max(1e-6, weights[i - 1] ?? 1));
  const rate = Math.max(ps.at(-1)!, 1e-6) / (knots.at(-1)! - knots[0]!);
  const raw = broken("even", knots, ps, rate, []);
  const from = raw.at(window.a);
  const factor = length / (raw.at(window.b) - from);
  return broken("even", knots, ps.map((p) => (p - from) * factor), rate * factor, []);
}

/** The same scale for a lane whose minute t stands where the other's t - by does. */
export function shifted(scale: Scale, by: number): Scale {
  return by === 0 ? scale : { ...scale, name: "aligned", at: (t) => scale.at(t - by), back: (px) => scale.back(px) + by };
}
