/** One pure function from marks, window and size to everything that is drawn, listed or printed. */
import { countIn, gapsOf } from "./density";
import { byRank, column, rows, slots, type Block, type Placed } from "./place";
import { hairsOf, ticksFor } from "./ruler";
import { elastic, even, linear, shifted } from "./scales";
import { civil, DAY, isOld, minuteOf, MONTH, shortYear, whenWords, YEAR } from "./time";
import type { AtHand } from "./tiles";
import type { CardAt, Depth, Label, Lane, LaneAt, Layout, Mark, MarkAt, Notice, Ribbon, Scale, View, Window } from "./types";

/** A lane on the stage: its marks at hand in order of begin (with those that reach in from before), and its tempo over the window and more. */
export interface LaneIn { lane: Lane; at: AtHand; ribbon: Ribbon; marks: readonly Mark[] }

export type Say = (key: string, values?: Record<string, string | number>) => string;

export interface Scene {
  view: View; frame: Frame; lanes: readonly LaneIn[]; rtl: boolean; lang: string; cutover: number | null; say: Say;
  wrap(text: string, width: number, most: number, big: boolean): readonly string[]; // lines of a title, the last with … when cut
  heights: ReadonlyMap<string, number>; // measured cards, by mark's key
  kept: ReadonlyMap<string, number>; // labels of the frame before: how far they stood from where they wanted, by mark's key
  depth: Depth | null; // of the frame before
  passes: ((mark: Mark) => boolean) | null;
  band?: number; // see Layout
}

// ── the frame ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How the stage is parted. `first`..`first + count` of the lanes are on it. */
export interface Frame { width: number; height: number; across: boolean; narrow: boolean; first: number; count: number; length: number }

const NARROW = 640;
const WIDE = 900;

/** Two lanes at a time on a phone, as many as are readable elsewhere; time lies across only where there is room for it. */
export function frameOf(width: number, height: number, view: View, lanes: number): Frame {
  const narrow = width < NARROW;
  const across = view.across && width >= WIDE;
  const room = narrow ? 2 : across ? Math.floor((height - 60) / 84) : Math.floor((width - 72) / 100);
  const count = Math.max(1, Math.min(lanes, room));
  return { width, height, across, narrow, count, first: Math.max(0, Math.min(view.first, lanes - count)), length: across ? width : height };
}

const railOf = ({ across, narrow }: Frame, depth: Depth): number => (across ? (depth === "near" ? 84 : 42) : narrow ? (depth === "near" ? 56 : 48) : depth === "near" ? 112 : 72);

function lanesAt(scene: Scene, depth: Depth, scales: readonly Scale[], totals: readonly number[]): LaneAt[] {
  const { frame } = scene;
  const rail = railOf(frame, depth);
  const room = ((frame.across ? frame.height : frame.width) - rail) / Math.max(1, scene.lanes.length);
  return scene.lanes.map(({ lane }, i) => {
    const box = frame.across ? { x: 0, y: rail + i * room, w: frame.width, h: room } : { x: rail + i * room, y: 0, w: room, h: frame.height };
    const trace = depth === "far" ? (frame.across ? Math.min(34, room * 0.28) : room >= 220 ? 44 : 22) : frame.across ? 22 : room >= 160 ? 28 : 16;
    return { ...box, lane, line: (frame.across ? box.y : box.x) + trace, total: totals[i]!, drawn: 0, scale: scales[i]! };
  });
}

// ── nearness and scale ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Far, middle or near by what there is to show: the fullest lane's marks against the titles or cards for which there is room. What holds holds on a little. */
export function depthOf(totals: readonly number[], { length, across }: Frame, window: Window, before: Depth | null): Depth {
  const most = Math.max(0, ...totals);
  const minutes = window.b - window.a;
  const leeway = (depth: Depth) => (before === depth ? 1.2 : 1);
  const [title, card] = across ? [150, 280] : [46, 150];
  if (most <= ((length / card) * 1.6 * leeway("near")) && minutes <= 100 * DAY * leeway("near")) return "near";
  if (most <= (length / title) * 1.5 * leeway("middle") && minutes <= 45 * YEAR * leeway("middle")) return "middle";
  return "far";
}

const FOLD = 64;

/** A gap cut to whole years, months, days or hours, and its words. */
function tidy(gap: Window): Window & { unit: "years" | "months" | "days" | "hours"; n: number } {
  const long = gap.b - gap.a;
  const at = (t: number, up: boolean, months: number) => {
    const { year, month } = civil(t);
    const begun = (Math.floor((year * 12 + month - 1) / months)) * months;
    const begin = (m: number) => minuteOf(Math.floor(m / 12), (((m % 12) + 12) % 12) + 1);
    return up && begin(begun) < t ? begin(begun + months) : begin(begun);
  };
  const months = long > 3 * YEAR ? 12 : long > 4 * MONTH ? 1 : 0;
  if (months) {
    const [a, b] = [at(gap.a, true, months), at(gap.b, false, months)];
    const [first, last] = [civil(a), civil(b)];
    const n = (last.year - first.year) * 12 + last.month - first.month;
    if (b > a) return n % 12 ? { a, b, unit: "months", n } : { a, b, unit: "years", n: n / 12 };
  }
  const size = long >= 2 * DAY ? DAY : 60;
  const [a, b] = [Math.ceil(gap.a / size) * size, Math.floor(gap.b / size) * size];
  return b > a ? { a, b, unit: size === 60 ? "hours" : "days", n: Math.round((b - a) / size) } : { ...gap, unit: "hours", n: Math.round(long / 60) };
}

function foldWords(scene: Scene, gap: Window): string {
  const { lang, view, cutover, say } = scene;
  const { a, b, unit, n } = tidy(gap);
  const [from, to] = unit === "years" ? [shortYear(civil(a).year, lang), shortYear(civil(b - 1).year, lang)]
    : [a, b - 1].map((t) => whenWords({ b: t, e: t, manner: 0, unit: unit === "months" ? 3 : unit === "days" ? 2 : 0 }, lang, view.style, cutover, signs(say)));
  return say("folded", { from: from!, to: to!, length: say(unit, { n: n < 10_000 ? n : Number(n.toPrecision(3)) }) });
}

export const signs = (say: Say) => ({ old: say("old"), new: say("new") });

/** What lasts is not empty while it does, unless it lasts through much of the window; but its end is always to be seen. */
function busyTimes(scene: Scene): Window[] {
  const long = (scene.view.b - scene.view.a) / 6;
  return scene.lanes.flatMap(({ marks }) => marks.filter((mark) => mark.e > mark.b).map((mark) => ({ a: mark.e - mark.b > long ? mark.e : mark.b, b: mark.e + 1 })));
}

/** First and last minute of all marks: beyond them there is nothing to fold. */
function endsOf(lanes: readonly LaneIn[]): { first: number; last: number } {
  const metas = lanes.map(({ lane }) => lane.tree.meta);
  return { first: Math.min(...metas.map(({ first }) => first ?? Infinity)), last: Math.max(...metas.map(({ last }) => last ?? -Infinity)) };
}

const AIR = 26; // pixels left open beside a mark, and before the first and after the last of all
const NO_WORDS = () => "";

function elasticScale(scene: Scene, window: Window): Scale {
  const { frame, lanes } = scene;
  const size = window.b - window.a;
  const { first, last } = endsOf(lanes);
  const empty = gapsOf(lanes.map((lane) => lane.ribbon), Math.max(window.a - size, first), Math.min(window.b + size, last), busyTimes(scene));
  const outside = [{ a: window.a, b: Math.min(first, window.b), size: AIR }, { a: Math.max(last, window.a), b: window.b, size: AIR }].filter((gap) => gap.b > gap.a);
  const around = (gaps: readonly Window[]) => [...gaps.map((gap) => ({ ...gap, size: FOLD })), ...outside].sort((one, other) => one.a - other.a);
  const air = AIR / elastic(window, frame.length, around(empty), NO_WORDS).rate;
  const gaps = empty.map(({ a, b }) => tidy({ a: a + air, b: b - air })).filter((gap) => gap.b > gap.a);
  return elastic(window, frame.length, around(gaps), (gap) => (gap.b <= first || gap.a >= last ? "" : foldWords(scene, gap)));
}

function baseScale(scene: Scene, depth: Depth): Scale {
  const { view, frame, lanes } = scene;
  const window = { a: view.a, b: view.b };
  if (view.scale === "elastic" && lanes.length) return elasticScale(scene, window);
  if (view.scale === "even" && lanes.length) return evenScale(scene, depth, window);
  return linear(window, frame.length);
}

/** Each mark takes the same room (near: the room of the cards of its day); where not all marks are at hand, by the counts of the bins. */
function evenScale(scene: Scene, depth: Depth, window: Window): Scale {
  const { lanes, frame } = scene;
  const complete = lanes.every(({ ribbon, marks }) => countIn(ribbon, window.a, window.b) <= marks.filter((mark) => mark.b >= window.a && mark.b < window.b).length);
  if (!complete) {
    const { from, step, counts } = lanes[0]!.ribbon;
    const knots = Array.from({ length: counts.length + 1 }, (_, i) => from + i * step);
    const sums = Array.from(counts, (_, i) => lanes.reduce((sum, { ribbon }) => sum + (ribbon.counts[Math.floor((knots[i]! + step / 2 - ribbon.from) / ribbon.step)] ?? 0), 0));
    const mean = sums.reduce((sum, n) => sum + n, 0) / Math.max(1, sums.length);
    return even(window, frame.length, knots, sums.map((n) => n + mean * 0.02));
  }
  const unit = depth === "near" ? DAY : 1;
  const rooms = new Map<number, number>();
  for (const { marks } of lanes) {
    const own = new Map<number, number>();
    for (const mark of marks) if (!(depth === "near" && vague(mark)) && mark.b >= window.a - (window.b - window.a) && mark.b < window.b + (window.b - window.a)) {
      const cell = Math.floor(mark.b / unit) * unit;
      own.set(cell, (own.get(cell) ?? 0) + (depth === "near" ? heightOf(scene, mark) + 20 : 1));
    }
    for (const [cell, room] of own) rooms.set(cell, Math.max(rooms.get(cell) ?? 0, room));
  }
  const knots = [...rooms.keys()].sort((one, other) => one - other);
  if (!knots.length) return { ...linear(window, frame.length), name: "even" };
  const first = knots[0]!;
  const last = knots.at(-1)!;
  const before = Math.min(window.a, first) - 1;
  const after = Math.max(window.b, last + unit) + 1;
  return even(window, frame.length, [before, ...knots, after], [0.3 * rooms.get(first)!, ...knots.map((knot) => rooms.get(knot)!)]);
}

// ── marks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const EDGE = 90; // pixels beyond the stage that are laid out too, so that nothing pops up at its edge

const NEAR = 18;

/** Not known to the day, nor to the month's days: near, it stands above the days, not beside the first on which it may have been. */
export const vague = (mark: Mark): boolean => mark.manner !== 1 && mark.e - mark.b >= 27 * DAY;

function markAt(mark: Mark, lane: LaneAt, scene: Scene, depth: Depth, band: number): MarkAt | null {
  const { frame } = scene;
  const clip = (px: number) => Math.max(-EDGE, Math.min(frame.length + EDGE, px));
  const begin = lane.scale.at(mark.b);
  const end = mark.e > mark.b ? lane.scale.at(mark.e + 1) : begin;
  if (begin > frame.length + EDGE || end < -EDGE || (band > 0 && begin < band - 1 && end <= band + 24)) return null;
  const [from, to] = [clip(begin), clip(end)];
  const long = end - begin;
  const sharp = mark.manner === 0 && mark.unit <= 2; // a day is a date, not a doubt
  const dashed = long > 9 && !sharp && (mark.manner !== 1 || (mark.core !== null && (mark.core[0] > mark.b || mark.core[1] < mark.e)));
  const small = depth === "far";
  const athwart = small ? (frame.across ? lane.y : lane.x) + 5 : lane.line;
  const along = clip(begin) + (depth === "near" && mark.unit >= 2 && !frame.across ? NEAR : 0); // a day's mark stands in the day, not on the line above it
  return {
    mark, lane, from, to, dashed, small, sticky: end > band + 24 && (begin < band || (depth === "near" && vague(mark) && begin < frame.length)), slot: -1,
    x: frame.across ? along : athwart, y: frame.across ? athwart : along,
    solid: mark.core && long > 3 ? [clip(lane.scale.at(mark.core[0])), clip(lane.scale.at(mark.core[1] + 1))] : null,
    prongs: mark.prongs.map((prong) => ({ prong, from: clip(lane.scale.at(prong.b)), to: clip(lane.scale.at(prong.e + 1)) })),
  };
}

function marksOf(scene: Scene, lane: LaneAt, { marks }: LaneIn, depth: Depth, band: number): MarkAt[] {
  const placed: MarkAt[] = [];
  const [first, last] = [lane.scale.back(-EDGE), lane.scale.back(scene.frame.length + EDGE)];
  for (const mark of marks) {
    if (mark.b > last) break; // in order of begin
    if (mark.e < first || (scene.passes && !scene.passes(mark))) continue;
    const at = markAt(mark, lane, scene, depth, band);
    if (at) placed.push(at);
  }
  return placed;
}

/** Bars and brackets side by side: runs in slots of their own, what is uncertain in others. */
function assignSlots(marks: readonly MarkAt[], depth: Depth, labelled: ReadonlySet<string>): void {
  const long = marks.filter((at) => !at.prongs.length && at.to - at.from > (depth === "far" ? 14 : 5) && (depth !== "far" || labelled.has(at.mark.key)));
  for (const solid of [true, false]) {
    const some = long.filter((at) => (at.mark.manner === 1) === solid && (solid || at.dashed));
    const found = slots(some.map((at) => ({ from: at.from, to: at.to, weight: at.mark.weight + (labelled.has(at.mark.key) ? 1e6 : 0) })), solid ? 2 : some[0] && some[0].lane.w < 160 ? 1 : 3);
    some.forEach((at, i) => { at.slot = found[i]!; });
  }
}

// ── titles and cards ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Wish extends Block { at: MarkAt; lines: readonly string[]; date: string; w: number }

const DATE = 18;
export const LINE = 21;
const GAP = 7;
const CARDS = 22;
export const RTL = /^[^A-Za-z\u00C0-\u024F\u0370-\u04FF]*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/; // the first letter is Hebrew, Arabic or their like

const dateOf = (scene: Scene, mark: Mark): string => {
  const words = whenWords(mark, scene.lang, scene.view.style, scene.cutover, signs(scene.say));
  const sure = mark.manner === 2 && mark.e > mark.b && !mark.approximate ? scene.say("within", { date: words }) : words;
  const circa = mark.approximate ? scene.say("about", { date: sure }) : sure;
  const doubt = mark.uncertain ? scene.say("doubtful", { date: circa }) : circa;
  return mark.of ? scene.say("of", { date: doubt, what: mark.of }) : doubt;
};

const textFrom = (scene: Scene, lane: LaneAt, depth: Depth): number => (depth !== "far" ? (lane.w >= 160 ? 20 : 14) : lane.w >= 220 ? 58 : 20) + (scene.frame.across ? 0 : lane.line - lane.x);

const heightOf = (scene: Scene, mark: Mark): number => scene.heights.get(mark.key) ?? 120;

function wishOf(scene: Scene, at: MarkAt, depth: Depth, width: number): Wish {
  const { mark } = at;
  const { across } = scene.frame;
  const kept = scene.kept.get(mark.key);
  const inBand = depth === "near" && at.sticky && !across;
  const lines = scene.wrap(mark.title, across ? Math.min(170, width) : width, across || inBand ? 2 : depth === "far" ? 3 : 4, false);
  const date = dateOf(scene, mark);
  const along = across ? at.x : at.y;
  const wide = across ? Math.min(190, Math.max(0, ...[date, ...lines].map((line) => line.length * 7.4)) + 18) : width;
  const size = across ? wide : depth === "near" && !inBand ? heightOf(scene, mark) + 16 : DATE + LINE * lines.length + GAP;
  const free = at.sticky ? Math.min(across ? 6 : 2, at.to - size) : along - (across ? 4 : depth === "near" ? 12 : 9) + (kept ?? 0);
  const foot = scene.frame.length - size; // what stands on the stage is not cut off by its foot
  const inside = !across && along > 0 && along < scene.frame.length - 8;
  const want = inside && free > foot ? Math.max(foot, free - 150) : free;
  return { key: mark.key, want, size, weight: mark.weight + (mark.contested ? 0.5 : 0) + (mark.chosen ? 1e3 : 0), kept: kept !== undefined, at, lines, date, w: wide, least: along > 0 && !at.sticky ? (scene.band ? scene.band - 8 : Math.min(want, 1)) : -Infinity, last: inside ? Math.max(foot, want) : Infinity };
}

/** Candidates for a title: no sticky one too many, and no more than a lane could ever hold, heaviest first. */
function candidates(marks: readonly MarkAt[], kept: ReadonlyMap<string, number>, length: number): MarkAt[] {
  const ranked = marks.map((at) => ({ at, rank: at.mark.weight + (kept.has(at.mark.key) ? 1e9 : 0) + (at.mark.chosen ? 1e3 : 0) })).sort((one, other) => other.rank - one.rank);
  let sticky = 0;
  return ranked.map(({ at }) => at).filter((at) => !at.sticky || sticky++ < 1).slice(0, Math.max(24, Math.round(length / 7)));
}

/** Folds are in the way of words. */
const torn = (scale: Scale): Block[] => scale.folds.map((fold) => ({ key: "", want: fold.at, size: fold.size, weight: Infinity, kept: true }));

/** What lasts from before, or has no day of its own, stands one below the other at the top; the rest finds room beneath. */
function stack(wishes: readonly Wish[], reach: number, most: number, folds: readonly Block[]): Placed<Wish>[] {
  let top = 0;
  const held = wishes.filter(({ at }) => at.sticky).sort(byRank).map((block) => {
    const at = Math.min(block.want, 2) + top;
    top += block.size;
    return { block, at };
  });
  const taken = joined([...folds, ...held.map(({ block, at }) => ({ ...block, want: at }))]);
  return [...held, ...column(wishes.filter(({ at }) => !at.sticky), reach, most - held.length, taken)];
}

/** Blocks that overlap become one. */
function joined(blocks: readonly Block[]): Block[] {
  const all: Block[] = [];
  for (const block of [...blocks].sort((one, other) => one.want - other.want)) {
    const last = all.at(-1);
    if (last && last.want + last.size > block.want) all[all.length - 1] = { ...last, size: Math.max(last.size, block.want + block.size - last.want) };
    else all.push(block);
  }
  return all;
}

function down(scene: Scene, lane: LaneAt, marks: readonly MarkAt[], depth: Depth): { labels: Label[]; cards: CardAt[] } {
  const from = textFrom(scene, lane, depth);
  const width = lane.w - from - (lane.w >= 160 ? 14 : 5);
  if (width < 34) return { labels: [], cards: [] };
  const near = depth === "near";
  const able = candidates(marks, scene.kept, scene.frame.length);
  const x = lane.x + from;
  const leader = (wish: Wish, at: number) => (Math.abs(at + 9 - wish.at.y) > 8 && !wish.at.sticky ? ([lane.line + (depth === "far" ? 8 : 9), wish.at.y, x - 4, at + 9] as const) : null);
  const reach = near ? Math.max(120, scene.frame.length * 0.22) : able.length < 9 ? 90 : depth === "far" ? 34 : 46;
  const placed = stack(able.map((at) => wishOf(scene, at, depth, width)), reach, near ? Math.ceil(CARDS / Math.max(1, scene.lanes.length)) : Infinity, torn(lane.scale));
  const named = near ? placed.filter(({ block }) => block.at.sticky) : placed;
  const told = near ? placed.filter(({ block }) => !block.at.sticky) : [];
  return { cards: told.map(({ block, at }) => ({ mark: block.at.mark, x, y: at, w: width, h: block.size - 16, leader: leader(block, at) })),
    labels: named.map(({ block, at }) => ({ x, y: at, w: width, h: block.size - GAP, mark: block.at.mark, date: block.date, lines: block.lines, leader: leader(block, at), rtl: RTL.test(block.at.mark.title) })) };
}

function acrossRow(scene: Scene, lane: LaneAt, marks: readonly MarkAt[], depth: Depth): { labels: Label[]; cards: CardAt[] } {
  const able = candidates(marks, scene.kept, scene.frame.length);
  const top = lane.line + (depth === "far" ? Math.min(30, lane.h * 0.2) : 16);
  const room = lane.y + lane.h - top;
  const high = DATE + LINE * 2 + 4;
  if (depth === "near") {
    const wishes = able.map((at) => ({ ...wishOf(scene, at, depth, 240), size: 256 }));
    const cards = column(wishes, 200, Math.ceil(CARDS / Math.max(1, scene.lanes.length)));
    return { labels: [], cards: cards.map(({ block, at }) => ({ mark: block.at.mark, x: at, y: top, w: 240, h: Math.max(20, room - 8), leader: Math.abs(at - block.at.x) > 8 ? [block.at.x, lane.line + 6, at + 4, top] as const : null })) };
  }
  const placed = rows(able.map((at) => wishOf(scene, at, depth, 170)), Math.max(1, Math.floor(room / high)));
  return { cards: [], labels: placed.map(({ block, row }) => {
    const y = top + row * high;
    return { x: block.want + 8, y, w: block.w - 12, h: high - 4, mark: block.at.mark, date: block.date, lines: block.lines, rtl: RTL.test(block.at.mark.title),
      leader: block.at.sticky ? null : [block.at.x, lane.line + 6, block.at.x, y + 14] as const };
  }) };
}

// ── the whole ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function shiftOf(view: View, lanes: readonly LaneIn[], lane: Lane): number {
  const set = view.align[lane.key];
  const first = lanes.map((one) => view.align[one.lane.key]).find(Boolean);
  return view.scale === "aligned" && set && first ? set.t - first.t : 0;
}

/** The minutes of a lane that are on the stage: the view's own, but for an aligned lane. */
export function windowOf(view: View, lanes: readonly LaneIn[], lane: Lane): Window {
  const by = shiftOf(view, lanes, lane);
  return { a: view.a + by, b: view.b + by };
}

function noticesOf(scene: Scene, scale: Scale): Notice[] {
  const seen = new Set<AtHand>(scene.lanes.map((lane) => lane.at));
  return [...seen].flatMap(({ tree, failed }) => failed.map(({ z, x, part }) => {
    const span = tree.meta.span / 2 ** z;
    const from = tree.meta.begin + x * span;
    return { tree, z, x, part, from: Math.max(0, scale.at(from)), to: Math.min(scene.frame.length, scale.at(from + span)), words: scene.say("notice") };
  }));
}

const begun = (at: MarkAt, window: Window) => at.mark.b >= window.a && at.mark.b < window.b;

const BAND = 66;

/** Near, a band at the top names what lasts from before and what has no day of its own, so that it does not stand among the days. */
function bandOf({ lanes, view, frame }: Scene, depth: Depth): number {
  if (depth !== "near" || frame.across) return 0;
  return lanes.some(({ lane, marks }) => { const { a, b } = windowOf(view, lanes, lane); return marks.some((mark) => mark.e > a && mark.b < (vague(mark) ? b : a)); }) ? BAND : 0;
}

function lowered(scale: Scale, by: number): Scale {
  return by ? { ...scale, at: (t) => scale.at(t) + by, back: (px) => scale.back(px - by), folds: scale.folds.map((fold) => ({ ...fold, at: fold.at + by })) } : scale;
}

/** Lay out one scene. */
export function layout(scene: Scene): Layout {
  const { view, frame, lanes } = scene;
  const windows = lanes.map(({ lane }) => windowOf(view, lanes, lane));
  const totals = lanes.map(({ ribbon }, i) => countIn(ribbon, windows[i]!.a, windows[i]!.b));
  const depth = depthOf(totals, frame, view, scene.depth);
  const band = bandOf(scene, depth);
  const scale = lowered(baseScale(band ? { ...scene, frame: { ...frame, length: frame.length - band } } : scene, depth), band);
  const at = lanesAt(scene, depth, lanes.map(({ lane }) => shifted(scale, shiftOf(view, lanes, lane))), totals);
  const placed = at.map((lane, i) => marksOf(scene, lane, lanes[i]!, depth, band));
  const words = at.map((lane, i) => (frame.across ? acrossRow : down)({ ...scene, band }, lane, placed[i]!, depth));
  const shown = new Set(words.flatMap(({ labels, cards }) => [...labels, ...cards].map(({ mark }) => mark.key)));
  placed.forEach((marks, i) => { settle(marks, at[i]!, depth, shown, frame); at[i]!.drawn = marks.filter((one) => begun(one, windows[i]!)).length; });
  at.forEach((lane) => { lane.total = Math.max(lane.total, lane.drawn); });
  const marks = placed.flat();
  const sum = (of: (lane: LaneAt) => number) => at.reduce((all, lane) => all + of(lane), 0);
  const made: Layout = {
    width: frame.width, height: frame.height, across: frame.across, rtl: scene.rtl, narrow: frame.narrow, depth, view, scale, lanes: at, band,
    ribbons: lanes.map(({ ribbon }) => ribbon), marks, labels: words.flatMap(({ labels }) => labels), cards: words.flatMap(({ cards }) => cards),
    folds: scale.folds, ticks: ticksFor(scene, scale, depth, marks).filter((tick) => tick.at >= band - 1), hairs: view.hairs ? hairsOf(scene, scale, marks.filter(({ mark }) => shown.has(mark.key))) : [],
    notices: noticesOf(scene, scale), drawn: sum((lane) => lane.drawn), total: sum((lane) => lane.total), hidden: sum((lane) => lane.total - lane.drawn),
    more: [...new Set(lanes.map((lane) => lane.at))].flatMap(({ tiles }) => tiles.filter((tile) => tile.parts > 1 && tile.part === 0).map(({ tree, z, x, parts, n }) => ({ tree, z, x, parts, n: n.reduce((all, one) => all + one, 0) }))),
  };
  return scene.rtl ? mirrored(made) : made;
}

/** Marks with words stand on the line as shapes; then bars find their slots. */
function settle(marks: readonly MarkAt[], lane: LaneAt, depth: Depth, shown: ReadonlySet<string>, frame: Frame): void {
  for (const one of marks) if (one.small && shown.has(one.mark.key)) {
    one.small = false;
    if (frame.across) one.y = lane.line;
    else one.x = lane.line;
  }
  assignSlots(marks, depth, shown);
}

/** The same, seen from the right: lanes and, where it lies across, time begin there. */
function mirrored(made: Layout): Layout {
  const { width } = made;
  const box = <B extends { x: number; w: number }>(one: B): B => ({ ...one, x: width - one.x - one.w });
  const line = <L extends { leader: Label["leader"] }>(one: L): L => ({ ...one, leader: one.leader && ([width - one.leader[0], one.leader[1], width - one.leader[2], one.leader[3]] as const) });
  const lanes = new Map(made.lanes.map((lane) => [lane, { ...box(lane), line: made.across ? lane.line : width - lane.line }]));
  const marks = new Map(made.marks.map((one) => [one, { ...one, x: width - one.x, lane: lanes.get(one.lane)! }]));
  return {
    ...made, lanes: [...lanes.values()], marks: [...marks.values()], labels: made.labels.map((one) => line(box(one))), cards: made.cards.map((one) => line(box(one))),
    hairs: made.hairs.map((hair) => ({ ...hair, one: marks.get(hair.one)!, other: marks.get(hair.other)! })),
  };
}

export { isOld };
export type { Layout } from "./types";
