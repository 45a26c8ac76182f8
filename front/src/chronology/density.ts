/** Tempo: how many marks of each lane begin in each short stretch, from tiles of several levels. */
import { BINS, type AtHand } from "./tiles";
import type { Lane, Mark, Ribbon, Tile, Window } from "./types";

/** The bins of the level `at.level` that cover [from, to), for one lane. Deeper tiles overrule coarser ones; where no deeper tile exists the marks themselves are counted. */
export function ribbon(at: AtHand, lane: Lane, marks: readonly Mark[], from: number, to: number): Ribbon {
  const { meta } = at.tree;
  const step = meta.span / 2 ** at.level / BINS;
  const first = Math.max(0, Math.floor((from - meta.begin) / step));
  const end = Math.min(2 ** at.level * BINS, Math.ceil((to - meta.begin) / step));
  const counts = new Float32Array(Math.max(0, end - first));
  for (const tile of at.tiles) if (tile.part === 0) paint(counts, first, tile, at.level, lane.index);
  for (const tile of at.tiles) if (tile.part === 0 && tile.z < at.level) refine(counts, first, step, tile, at.level, marks, meta.begin);
  return { lane, from: meta.begin + first * step, step, counts, most: most(at.tiles, lane.index, at.level) };
}

/** Spread a tile's bins over the finer ones of `level`. */
function paint(counts: Float32Array, first: number, tile: Tile, level: number, lane: number): void {
  const fine = 2 ** (level - tile.z);
  const bins = tile.bins[lane]!;
  const start = tile.x * BINS * fine;
  const to = Math.min(counts.length, start + BINS * fine - first);
  for (let i = Math.max(0, start - first); i < to; i++) counts[i] = bins[Math.floor((i + first - start) / fine)]! / fine;
}

/** Halves of a tile that have no child: every mark that begins there is at hand, so count them where they are. */
function refine(counts: Float32Array, first: number, step: number, tile: Tile, level: number, marks: readonly Mark[], begin: number): void {
  if (tile.parts > 1) return;
  const half = (BINS * 2 ** (level - tile.z)) / 2;
  for (const side of [0, 1]) {
    if (tile.kids & (1 << side)) continue;
    const start = tile.x * BINS * 2 ** (level - tile.z) + side * half - first;
    const [from, to] = [Math.max(0, start), Math.min(counts.length, start + half)];
    if (from >= to) continue;
    counts.fill(0, from, to);
    for (let i = atOrAfter(marks, begin + (from + first) * step); i < marks.length; i++) {
      const bin = Math.floor((marks[i]!.b - begin) / step) - first;
      if (bin >= to) break;
      counts[bin]!++;
    }
  }
}

/** Index of the first mark (in order of `b`) at or after a minute. */
export function atOrAfter(marks: readonly Mark[], t: number): number {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.b < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The highest count of a bin in whole tiles of the finest level at hand: steadier than the window's own while the reader pans. */
function most(tiles: readonly Tile[], lane: number, level: number): number {
  const deepest = tiles.reduce((z, tile) => Math.max(z, tile.z), 0);
  let found = 1;
  for (const tile of tiles) if (tile.z === deepest) for (const count of tile.bins[lane]!) found = Math.max(found, count / 2 ** Math.max(0, level - deepest));
  return found;
}

/** Marks counted within [a, b): whole bins that touch it. */
export function countIn(ribbon: Ribbon, a: number, b: number): number {
  const from = Math.max(0, Math.floor((a - ribbon.from) / ribbon.step));
  const to = Math.min(ribbon.counts.length, Math.ceil((b - ribbon.from) / ribbon.step));
  let sum = 0;
  for (let i = from; i < to; i++) sum += ribbon.counts[i]!;
  return Math.round(sum);
}

/** Stretches of [from, to) in which no lane has a begin and that no `busy` stretch touches, in order. */
export function gapsOf(ribbons: readonly Ribbon[], from: number, to: number, busy: readonly Window[] = []): Window[] {
  const taken: Window[] = [...busy];
  for (const { counts, from: start, step } of ribbons) for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) taken.push({ a: start + i * step, b: start + (i + 1) * step });
  taken.sort((one, other) => one.a - other.a);
  const gaps: Window[] = [];
  let last = from;
  const widest = ribbons.reduce((step, one) => Math.max(step, one.step), 0) * 1.01;
  for (const { a, b } of [...taken, { a: to, b: to }]) {
    if (a - last > widest) gaps.push({ a: last, b: a });
    last = Math.max(last, b);
  }
  return gaps;
}
