/** What several tests start from. */
import { decodeMeta, decodeTile, inMemory } from "../../front/src/chronology/tiles.ts";
import type { Tile, Tree } from "../../front/src/chronology/types.ts";

/** The same numbers in [0, 1) for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Row { b: number; e?: number; k?: number; l?: number; w?: number; t?: string; f?: number; p?: unknown[]; c?: [number, number]; q?: number }

function bins(times: readonly number[], begin: number, span: number): string {
  const counts = new Map<number, number>();
  for (const t of times) { const bin = Math.floor(((t - begin) / span) * 128); counts.set(bin, (counts.get(bin) ?? 0) + 1); }
  const bytes: number[] = [];
  const put = (n: number) => { let left = n; while (left > 127) { bytes.push((left % 128) + 128); left = Math.floor(left / 128); } bytes.push(left); };
  let last = -1;
  for (const [bin, count] of [...counts].sort(([one], [other]) => one - other)) { put(bin - last - 1); put(count); last = bin; }
  return btoa(String.fromCharCode(...bytes));
}

/** A tree of one tile that holds all rows, four lanes unless said otherwise. */
export function tree(rows: readonly Row[], lanes = 4, depth = 19, begin = -36816480): { tree: Tree; tile: Tile; file: Record<string, unknown> } {
  const span = 128 * 2 ** depth;
  const order = [...rows].sort((one, other) => one.b - other.b || (one.l ?? 0) - (other.l ?? 0));
  const own = (lane: number) => order.filter((row) => (row.l ?? 0) === lane).map((row) => row.b);
  const sparse = <T>(of: (row: Row) => T | undefined) => Object.fromEntries(order.flatMap((row, i) => { const value = of(row); return value === undefined ? [] : [[String(i), value]]; }));
  const names = ["Politics", "Art", "Life", "Place", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
  const meta = {
    tiles: 1, id: "given", title: "Given", lang: "en", n: rows.length, begin, span, depth, bins: 128, first: order[0]?.b ?? null, last: order.length ? Math.max(...order.map((row) => row.b + (row.e ?? 0))) : null,
    cutover: null, lanes: Array.from({ length: lanes }, (_, i) => ({ id: `l${i}`, title: names[i]!, shape: ["square", "circle", "diamond", "triangle"][i % 4], n: own(i).length })),
    who: [{ name: "Reed", siglum: "R" }, { name: "Sukhanov", siglum: "S" }],
  };
  const file = {
    n: meta.lanes.map((_, i) => own(i).length), bins: meta.lanes.map((_, i) => bins(own(i), begin, span)), kids: 0,
    b: order.map((row, i) => row.b - (i ? order[i - 1]!.b : begin)), e: sparse((row) => row.e), k: order.map((row) => row.k ?? 2), l: order.map((row) => row.l ?? 0), w: order.map((row) => row.w ?? 1),
    i: order.map((_, i) => i), t: order.map((row, i) => row.t ?? `Event ${i}`), f: sparse((row) => row.f), p: sparse((row) => row.p), c: sparse((row) => row.c), q: sparse((row) => row.q),
  };
  const made = decodeMeta(0, inMemory({ "meta.json": meta, "0/0.json": file }), meta);
  return { tree: made, tile: decodeTile(made, 0, 0, 0, file), file };
}
