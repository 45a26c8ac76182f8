/** Where titles and cards go. They keep to the order of time, never cover each other, and stay where they were while they can. */

/** Something that wants room along: `want` is where its start would best be. */
export interface Block { key: string; want: number; size: number; weight: number; kept: boolean; least?: number } // least: not before this
export interface Placed<B extends Block> { block: B; at: number }

/** Heaviest first; what was there before goes before all that was not. */
export const byRank = (one: Block, other: Block): number => Number(other.kept) - Number(one.kept) || other.weight - one.weight || (one.key < other.key ? -1 : 1);

/** Index of the first placed block that wants to stand after `want`. */
function after<B extends Block>(placed: readonly Placed<B>[], want: number, key: string): number {
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = placed[middle]!.block;
    if (block.want < want || (block.want === want && block.key < key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Put one block into a column that is in order, at most `reach` away from where it wants to be. False when there is no room. */
export function put<B extends Block>(placed: Placed<B>[], block: B, reach: number): boolean {
  const i = after(placed, block.want, block.key);
  const before = placed[i - 1];
  const next = placed[i];
  const low = Math.max(block.least ?? -Infinity, before ? before.at + before.block.size : -Infinity);
  const high = next ? next.at - block.size : Infinity;
  if (low > high) return false;
  const at = Math.min(Math.max(block.want, low), high);
  if (Math.abs(at - block.want) > reach) return false;
  placed.splice(i, 0, { block, at });
  return true;
}

/** A column of blocks: which of them find room, in order along, none over what is `taken`. `most`: no more than so many. */
export function column<B extends Block>(blocks: readonly B[], reach: number, most = Infinity, taken: readonly Block[] = []): Placed<B>[] {
  const placed: Placed<Block>[] = taken.map((block) => ({ block, at: block.want }));
  let left = most;
  for (const block of [...blocks].sort(byRank)) {
    if (left <= 0) break;
    if (put(placed, block, reach)) left--;
  }
  const fixed = new Set(taken);
  return placed.filter((one): one is Placed<B> => !fixed.has(one.block));
}

/** Rows under a line: a block's row and place, when its start and its leader are free. For time laid across. */
export function rows<B extends Block>(blocks: readonly B[], count: number): { block: B; row: number }[] {
  const taken: { from: number; to: number; row: number }[] = [];
  const placed: { block: B; row: number }[] = [];
  for (const block of [...blocks].sort(byRank)) {
    const to = block.want + block.size;
    for (let row = 0; row < count; row++) {
      if (taken.some((one) => (one.row === row && one.from < to && one.to > block.want) || (one.row < row && one.from < block.want + 2 && one.to > block.want) || (one.row > row && one.from > block.want && one.from < to))) continue;
      taken.push({ from: block.want, to, row });
      placed.push({ block, row });
      break;
    }
  }
  return placed.sort((one, other) => one.block.want - other.block.want);
}

/** Side by side: the first of `most` slots that is free over [from, to), by weight; -1 when none is. */
export function slots(spans: readonly { from: number; to: number; weight: number }[], most: number): number[] {
  const ends: { from: number; to: number }[][] = Array.from({ length: most }, () => []);
  const found = spans.map(() => -1);
  for (const i of spans.map((_, at) => at).sort((one, other) => spans[other]!.weight - spans[one]!.weight || one - other)) {
    const { from, to } = spans[i]!;
    const slot = ends.findIndex((held) => held.every((one) => one.to + 3 <= from || one.from >= to + 3));
    if (slot < 0) continue;
    ends[slot]!.push({ from, to });
    found[i] = slot;
  }
  return found;
}
