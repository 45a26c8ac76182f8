/** What other lanes hold on the same day and in the same week as a mark: from counts by day and week, see near/c.json in docs/tiles-spec.md. */
import { decodeBins } from "./tiles";
import { DAY } from "./time";
import type { Coincidence, Mark, Tree } from "./types";

const KNOWN = 31 * DAY; // minutes: what is known less closely is not counted and counts nothing

interface Columns { sums: [number, number][]; first: string[]; last: string[]; day: string[]; week: string[] }

/** A stretch of whole weeks, per lane: `first[d]` marks begin on day d or before, `last[d]` end before it; `day` and `week`: sure ones within it. */
interface Stretch { from: number; first: Float64Array[]; last: Float64Array[]; day: Uint32Array[]; week: Uint32Array[] }

const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7);

export const stretchOf = (day: number, weeks: number): number => Math.floor((day + 3) / (7 * weeks));

/** Throws when the file is not one. */
export function decodeStretch(file: unknown, no: number, weeks: number): Stretch {
  const { sums, first, last, day, week } = file as Columns;
  const size = 7 * weeks;
  const running = (texts: string[], which: 0 | 1) => texts.map((text, lane) => {
    let sum = sums[lane]![which];
    const counts = decodeBins(text, size);
    return Float64Array.from(counts, (n) => { const before = sum; sum += n; return which ? before : sum; });
  });
  return { from: size * no - 3, first: running(first, 0), last: running(last, 1), day: day.map((text) => decodeBins(text, size)), week: week.map((text) => decodeBins(text, weeks)) };
}

/** Coincidences of one mark. `one`, `other`: the stretches of its first and its last day (often the same). `same`: what the same event in another lane adds. */
export function coincidences(mark: Mark, one: Stretch, other: Stretch): Coincidence[] {
  const [a, z] = [Math.floor(mark.b / DAY), Math.floor(mark.e / DAY)];
  const sure = !mark.approximate && !mark.uncertain && !mark.openBegin && !mark.openEnd && !mark.contested;
  const week = monday(a);
  return one.first.flatMap((_, lane) => {
    if (lane === mark.lane.index) return [];
    const same = mark.same.find((row) => row.lane === lane);
    const found: Coincidence = {
      lane,
      day: (sure && a === z ? one.day[lane]![a - one.from]! : 0) - (same?.day ?? 0),
      perhapsDay: other.first[lane]![z - other.from]! - one.last[lane]![a - one.from]! - (same?.perhapsDay ?? 0),
      week: (sure && monday(z) === week ? one.week[lane]![(week - one.from) / 7]! : 0) - (same?.week ?? 0),
      perhapsWeek: other.first[lane]![monday(z) + 6 - other.from]! - one.last[lane]![week - one.from]! - (same?.perhapsWeek ?? 0),
    };
    return found.perhapsWeek > 0 ? [found] : [];
  });
}

/** Reads stretches once, and answers for marks. */
export function nearby(): (mark: Mark) => Promise<readonly Coincidence[]> {
  const held = new Map<string, Promise<Stretch>>();
  const read = (tree: Tree, no: number, weeks: number) => {
    const key = `${tree.no}:${no}`;
    const known = held.get(key) ?? tree.source.get(`near/${no}.json`).then((file) => decodeStretch(file, no, weeks));
    held.set(key, known);
    known.catch(() => held.delete(key));
    return known;
  };
  return async (mark) => {
    const { tree } = mark.lane;
    const weeks = tree.meta.near;
    if (!weeks || mark.e - mark.b >= KNOWN) return [];
    try {
      const [one, other] = await Promise.all([mark.b, mark.e].map((t) => read(tree, stretchOf(Math.floor(t / DAY), weeks), weeks)));
      return coincidences(mark, one!, other!);
    } catch { return []; }
  };
}
