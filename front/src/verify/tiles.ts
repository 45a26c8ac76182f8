/** C2SP tlog-tiles: paths, and hashes of ranges out of tiles that are fetched one by one. */
import { Wrong, type Bytes } from "./bytes";
import { nodeHash, split, type RangeHash } from "./merkle";

export const WIDTH = 256;
const HASH = 32;

/** A file of the register by its path; null when it is not there. */
export type Get = (path: string) => Promise<Bytes | null>;

/** A tile that should be there and is not: nothing can be said, for or against. */
export class Missing extends Error {}

/** Groups of three digits, all but the last with an x: 1234067 → x001/x234/067. */
export function numberPath(number: number): string {
  const groups: string[] = [];
  for (let left = number; groups.length === 0 || left > 0; left = Math.floor(left / 1000)) groups.unshift(`${groups.length ? "x" : ""}${String(left % 1000).padStart(3, "0")}`);
  return groups.join("/");
}

export const tilePath = (level: number | "entries", number: number, width: number): string => `tile/${level}/${numberPath(number)}${width === WIDTH ? "" : `.p/${width}`}`;

/** Every tile of a tree of `size`, by level. */
export function* tilesOf(size: number): Generator<{ level: number; number: number; width: number }> {
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / WIDTH)) {
    for (let number = 0; number * WIDTH < count; number++) yield { level, number, width: Math.min(WIDTH, count - number * WIDTH) };
  }
}

/** Entries of a bundle: a length of 16 bits before each. */
export function unbundle(data: Bytes): Bytes[] {
  const out: Bytes[] = [];
  for (let at = 0; at < data.length;) {
    const end = at + 2 + ((data[at]! << 8) | (data[at + 1] ?? 0));
    if (at + 2 > data.length || end > data.length) throw new Wrong("lengths of entries that do not add up");
    out.push(data.slice(at + 2, end));
    at = end;
  }
  return out;
}

/** The root over hashes that make a perfect tree, or any other. */
export function rootOver(hashes: readonly Bytes[]): Bytes {
  if (hashes.length === 1) return hashes[0]!;
  const half = split(hashes.length);
  return nodeHash(rootOver(hashes.slice(0, half)), rootOver(hashes.slice(half)));
}

/** The level of the tiles that hold the root of a perfect subtree of `count` leaves, and how many of their hashes make it. */
function held(count: number): { level: number; stride: number; hashes: number } {
  let level = 0;
  let stride = 1;
  while (stride * WIDTH <= count) {
    stride *= WIDTH;
    level++;
  }
  return { level, stride, hashes: count / stride };
}

const perfect = (start: number, count: number): boolean => (count === 1 || split(count) * 2 === count) && start % count === 0;

/** Hashes of ranges of the register of `size`, from its tiles; each tile is asked for once. A partial tile that is gone is looked for as a full one. */
export function rangeHash(size: number, get: Get, kept = new Map<string, Promise<Bytes>>()): RangeHash {
  const fetched = (level: number, number: number, width: number): Promise<Bytes> => {
    const path = tilePath(level, number, width);
    let data = kept.get(path);
    if (!data) kept.set(path, (data = load(level, number, width, get)));
    return data;
  };
  const hashed: RangeHash = async (start, end) => {
    const count = end - start;
    if (!perfect(start, count)) {
      const middle = start + split(count);
      const [left, right] = await Promise.all([hashed(start, middle), hashed(middle, end)]);
      return nodeHash(left, right);
    }
    const { level, stride, hashes } = held(count);
    const first = start / stride;
    const number = Math.floor(first / WIDTH);
    const data = await fetched(level, number, Math.min(WIDTH, Math.floor(size / stride) - number * WIDTH));
    const at = first - number * WIDTH;
    return rootOver(Array.from({ length: hashes }, (_, i) => data.slice((at + i) * HASH, (at + i + 1) * HASH)));
  };
  return hashed;
}

async function load(level: number, number: number, width: number, get: Get): Promise<Bytes> {
  const data = (await get(tilePath(level, number, width))) ?? (width < WIDTH ? await get(tilePath(level, number, WIDTH)) : null);
  if (!data) throw new Missing(tilePath(level, number, width));
  if (data.length < width * HASH) throw new Wrong("a tile that is cut off");
  return data;
}
