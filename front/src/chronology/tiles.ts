/** Tile trees: where their files come from, what a tile says, and which tiles are held. See docs/tiles-spec.md. */
import { civil, DAY, HOUR, minuteOf } from "./time";
import type { Card, Lane, Manner, Mark, Meta, MetaLane, Prong, Shape, Source, Tile, Tree, Unit, Window, Witness } from "./types";

export const BINS = 128;
export const CALM = 250; // ms after the first frame, before more is asked for
const HELD = 160; // tiles held at most; each is some 30 kB
const AT_ONCE = 6; // requests
const SHAPES: readonly Shape[] = ["square", "circle", "diamond", "triangle"];

// ── sources ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Files in a folder on a server. */
export function served(base: string): Source {
  return {
    base,
    async get(path) {
      const answer = await fetch(new URL(path, base));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    },
  };
}

type Whole = Record<string, Record<string, unknown>>;

/** whole.js beside meta.json, as a classic script: a page read from disk may not fetch, but may do this. */
export function inlined(base: string): Source {
  let files: Promise<Record<string, unknown>> | null = null;
  return {
    base,
    async get(path) {
      files ??= inject(new URL("whole.js", base).href);
      const found = (await files)[path];
      if (found === undefined) throw new Error(`${path}: not in whole.js`);
      return found;
    },
  };
}

function inject(address: string): Promise<Record<string, unknown>> {
  const all = globalThis as { presnyaTiles?: Whole };
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const before = new Set(Object.keys(all.presnyaTiles ?? {}));
    script.src = address;
    script.onload = () => {
      script.remove();
      const found = Object.keys(all.presnyaTiles ?? {});
      const id = found.find((one) => !before.has(one)) ?? found.find((one) => address.includes(one.replaceAll("#", "")));
      if (id === undefined) reject(new Error("whole.js: holds no tiles"));
      else resolve(all.presnyaTiles![id]!);
    };
    script.onerror = () => { script.remove(); reject(new Error("whole.js: not there")); };
    document.head.append(script);
  });
}

/** Files already in memory: a table dropped in and made into tiles. */
export function inMemory(files: Record<string, unknown>): Source {
  return { base: "", async get(path) {
    if (!(path in files)) throw new Error(`${path}: not there`);
    return files[path];
  } };
}

export const sourceOf = (meta: string): Source => (meta.startsWith("file:") ? inlined(meta) : served(meta));

// ── decoding ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Columns {
  n: number[]; bins: string[]; open?: number[]; thru?: [number, number, number, number?][]; kids: number; parts?: number;
  b: number[]; e?: Record<string, number>; k: number[]; l?: number[]; w: number[]; i: (string | number)[]; t: string[];
  h?: Record<string, string>; g?: Record<string, string>; s?: Record<string, string>; c?: Record<string, [number, number]>; q?: Record<string, number>;
  p?: Record<string, ProngRow[]>; a?: Record<string, number[]>; m?: Record<string, number[]>; o?: Record<string, number[]>;
  f?: Record<string, number>; x?: Record<string, [number, number, number, number, number][]>; cards?: number;
}

/** Whole numbers from base64 of LEB128 bytes, one after another. Throws when they end within a number. */
function* varints(text: string): Generator<number> {
  const bytes = atob(text);
  for (let at = 0; at < bytes.length; ) {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      if (at >= bytes.length) throw new Error("numbers end too early");
      const byte = bytes.charCodeAt(at++);
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    yield value;
  }
}

/** Counts of 128 bins from (gap, count) pairs. Throws on a gap without its count, and when they reach past the last bin. */
export function decodeBins(text: string, size = BINS): Uint32Array {
  const counts = new Uint32Array(size);
  const numbers = varints(text);
  for (let bin = -1, gap = numbers.next(); !gap.done; gap = numbers.next()) {
    const count = numbers.next();
    bin += gap.value + 1;
    if (count.done || bin >= size) throw new Error("bins reach past the tile");
    counts[bin] = count.value;
  }
  return counts;
}

/** The last minute of the minute, hour, day, month or year in which `b` lies. */
export function endOf(b: number, unit: Unit): number {
  if (unit === 0) return b;
  if (unit === 1) return Math.floor(b / HOUR) * HOUR + HOUR - 1;
  if (unit === 2) return Math.floor(b / DAY) * DAY + DAY - 1;
  const { year, month } = civil(b);
  return (unit === 3 ? (month === 12 ? minuteOf(year + 1) : minuteOf(year, month + 1)) : minuteOf(year + 1)) - 1;
}

const witnesses = (tree: Tree, who: readonly number[] | undefined): Witness[] =>
  (who ?? []).flatMap((no) => {
    const found = tree.meta.who?.[no];
    return found ? [{ name: found.name, siglum: found.siglum ?? "", href: linked(tree, found.href) }] : [];
  });

const named = (all: string[] | undefined, chosen: number[] | undefined) => (chosen ?? []).flatMap((no) => all?.[no] ?? []);

/** An absolute address from one relative to the tree's folder; "" when there is none. */
export function linked(tree: Tree, href: string | undefined): string {
  if (!href) return "";
  try { return tree.source.base ? new URL(href, tree.source.base).href : href; } catch { return ""; }
}

type ProngRow = [from: number, length: number, k: number, q: number, who: number[], words: string];

function prongs(tree: Tree, b: number, list: ProngRow[]): Prong[] {
  return list.map(([from, length, k, q, who, words]) => ({
    b: b + from, e: b + from + length, manner: Math.floor(k / 8) as Manner, unit: (k % 8) as Unit,
    ...signsOf(q), who: witnesses(tree, who), words,
  }));
}

const signsOf = (q: number) => ({ approximate: (q & 1) > 0, uncertain: (q & 2) > 0, openBegin: (q & 4) > 0, openEnd: (q & 8) > 0 });

function check(columns: Columns, lanes: number): void {
  const n = columns.b?.length;
  if (n === undefined || [columns.k, columns.w, columns.i, columns.t].some((column) => column?.length !== n)) throw new Error("columns of different length");
  if (columns.n?.length !== lanes || columns.bins?.length !== lanes) throw new Error("not the lanes of meta.json");
}

/** A mark at row i of a tile's columns; `b` is its earliest minute, already summed. */
function markOf(tile: Tile, columns: Columns, i: number, b: number): Mark {
  const { tree } = tile;
  const key = String(i);
  const k = columns.k[i]!;
  const unit = (k % 8) as Unit;
  const length = columns.e?.[key];
  const core = columns.c?.[key];
  const q = columns.q?.[key] ?? 0;
  const f = columns.f?.[key] ?? 0;
  const manner = Math.floor(k / 8) as Manner;
  const e = length !== undefined ? b + length : manner === 0 && unit < 5 ? endOf(b, unit) : b;
  return {
    key: `${tree.no}:${tile.z}/${tile.x}.${tile.part}#${i}`, id: columns.i[i]!, tile, at: i, lane: tree.lanes[columns.l?.[i] ?? 0]!,
    b, e, manner, unit, core: core ? (core[1] < core[0] ? null : [b + core[0], b + core[1]]) : manner === 1 ? [b, e] : null,
    ...signsOf(q), weight: columns.w[i]!, title: columns.t[i]!, lang: columns.g?.[key] ?? "", href: linked(tree, columns.h?.[key]),
    of: columns.s?.[key] ?? "", prongs: columns.p?.[key] ? prongs(tree, b, columns.p[key]!) : NONE, who: columns.a?.[key] ? witnesses(tree, columns.a[key]) : NONE,
    themes: columns.m?.[key] ? named(tree.meta.themes, columns.m[key]) : NONE, places: columns.o?.[key] ? named(tree.meta.places, columns.o[key]) : NONE,
    contested: (f & 1) > 0 || !!columns.p?.[key], machine: (f & 2) > 0, chosen: (f & 4) > 0,
    same: columns.x?.[key]?.map(([lane, day, perhapsDay, week, perhapsWeek]) => ({ lane, day, perhapsDay, week, perhapsWeek })) ?? NONE,
  };
}

const NONE: readonly never[] = [];

/** A tile from its parsed file. Throws, with words, when it is not one. */
export function decodeTile(tree: Tree, z: number, x: number, part: number, file: unknown): Tile {
  const columns = file as Columns;
  const lanes = tree.meta.lanes.length;
  const span = tree.meta.span / 2 ** z;
  const begin = tree.meta.begin + x * span;
  const whole = part === 0 ? columns : { ...columns, n: columns.n ?? Array(lanes).fill(0), bins: columns.bins ?? Array(lanes).fill("") };
  check(whole, lanes);
  const marks: Mark[] = [];
  const tile: Tile = {
    tree, z, x, part, begin, span, n: whole.n, bins: whole.bins.map((text) => decodeBins(text, tree.meta.bins || BINS)),
    open: whole.open ?? NONE, thru: whole.thru ?? NONE, kids: whole.kids ?? 0, parts: whole.parts ?? 1, told: whole.cards !== 0 && (whole.cards !== undefined || tree.meta.near === undefined), marks,
  };
  for (let i = 0, b = begin; i < whole.b.length; i++) marks.push(markOf(tile, whole, i, (b += whole.b[i]!)));
  return tile;
}

const hues = new Map<Shape, number>(SHAPES.map((shape, hue) => [shape, hue]));

function laneOf(tree: Tree, lane: MetaLane, index: number): Lane {
  const shape = lane.shape ?? SHAPES[index % 4]!;
  return { key: `${tree.id}#${lane.id}`, tree, index, title: lane.title, letters: lane.letters ?? "", shape, href: linked(tree, lane.href), n: lane.n, hue: hues.get(shape) ?? index % 4 };
}

/** A tree from its parsed meta.json. Throws, with words, when it is not one that we can read. */
export function decodeMeta(no: number, source: Source, file: unknown): Tree {
  const meta = file as Meta;
  if (meta?.tiles !== 1) throw new Error("meta.json is not of tile format 1");
  if (!(meta.span > 0) || !Array.isArray(meta.lanes)) throw new Error("meta.json says no span or no lanes");
  const lanes: Lane[] = [];
  const tree: Tree = { no, id: meta.id, meta, source, lanes };
  meta.lanes.forEach((lane, index) => lanes.push(laneOf(tree, lane, index)));
  return tree;
}

// ── the store ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Slot { tile: Tile | null; failed: string; asked: boolean; used: number; tree: Tree; z: number; x: number; part: number; soft: boolean }

export interface Store {
  /** The tile when it is at hand; else null, and it is read (coarse ones first). `soft`: nobody knows that it exists, so that its absence is no failure. */
  want(tree: Tree, z: number, x: number, part?: number, soft?: boolean): Tile | null;
  peek(tree: Tree, z: number, x: number, part?: number): Tile | null;
  failed(tree: Tree, z: number, x: number, part?: number): string; // words, or ""
  read(tree: Tree, z: number, x: number, part?: number): Promise<Tile>;
  cards(tile: Tile): Promise<ReadonlyMap<number, Card>>;
  more(tree: Tree, z: number, x: number): void; // one more part of an overfull leaf, from now on
  partsOf(tile: Tile): number; // how many of its parts are shown
  turn(): void; // a new frame: what is not wanted from now on may be forgotten
  retry(): void;
  drop(tree: Tree): void;
  all(): Iterable<Tile>;
  readonly busy: number; // requests under way or waiting
}

const stem = ({ z, x, part }: { z: number; x: number; part: number }) => `${z}/${x}${part ? `.${part}` : ""}`;
const name = (z: number, x: number, part: number) => `${stem({ z, x, part })}.json`;
const place = (tree: Tree, z: number, x: number, part: number) => `${tree.no}:${name(z, x, part)}`;

/** Holds what was read, forgets what is far. `arrived` is called for every answer, good or bad. */
export function store(arrived: (tree: Tree, z: number, x: number, ok: boolean) => void): Store {
  const slots = new Map<string, Slot>();
  const shown = new Map<string, number>();
  let frame = 0;
  let running = 0;

  const read = async (tree: Tree, z: number, x: number, part = 0) => decodeTile(tree, z, x, part, await tree.source.get(name(z, x, part)));

  function next(): void {
    const waiting = [...slots.values()].filter((slot) => !slot.asked);
    for (const slot of waiting) if (slot.used < frame - 1) slots.delete(place(slot.tree, slot.z, slot.x, slot.part)); // nobody looks there any more
    waiting.filter((slot) => slot.used >= frame - 1).sort((one, other) => one.z - other.z).slice(0, AT_ONCE - running).forEach(ask);
  }

  function ask(slot: Slot): void {
    slot.asked = true;
    running++;
    read(slot.tree, slot.z, slot.x, slot.part).then(
      (tile) => { slot.tile = tile; },
      (error: unknown) => { slot.failed = error instanceof Error ? error.message : String(error); },
    ).finally(() => {
      running--;
      arrived(slot.tree, slot.z, slot.x, !slot.failed || slot.soft);
      next();
    });
  }

  function forget(): void {
    if (slots.size <= HELD) return;
    const far = [...slots].filter(([, slot]) => slot.used < frame - 1 && slot.asked && slot.z > 0 && (slot.tile ?? slot.failed)).sort((one, other) => one[1].used - other[1].used);
    for (const [key] of far.slice(0, slots.size - HELD)) slots.delete(key);
  }

  let patience = CALM; // what the first frame asks for is fetched when it stands before the reader: the first picture needs the root alone

  return {
    want(tree, z, x, part = 0, soft = false) {
      const key = place(tree, z, x, part);
      let slot = slots.get(key);
      if (!slot) {
        slot = { tile: null, failed: "", asked: false, used: frame, tree, z, x, part, soft };
        slots.set(key, slot);
        if (z === 0) queueMicrotask(next);
        else setTimeout(() => { patience = 0; next(); }, patience);
      }
      slot.used = frame;
      return slot.tile;
    },
    peek: (tree, z, x, part = 0) => slots.get(place(tree, z, x, part))?.tile ?? null,
    failed(tree, z, x, part = 0) {
      const slot = slots.get(place(tree, z, x, part));
      return slot && !slot.soft ? slot.failed : "";
    },
    async read(tree, z, x, part = 0) { return slots.get(place(tree, z, x, part))?.tile ?? read(tree, z, x, part); },
    async cards(tile) {
      if (!tile.told) return new Map();
      const file = (await tile.tree.source.get(`${stem(tile)}.cards.json`).catch(() => null)) as { i?: Record<string, Card> } | null;
      return new Map(Object.entries(file?.i ?? {}).map(([at, card]) => [Number(at), card]));
    },
    more(tree, z, x) {
      const key = place(tree, z, x, 0);
      shown.set(key, (shown.get(key) ?? 1) + 1);
    },
    partsOf: (tile) => Math.min(tile.parts, shown.get(place(tile.tree, tile.z, tile.x, 0)) ?? 1),
    turn() { frame++; forget(); },
    retry() {
      for (const [key, slot] of slots) if (slot.failed) slots.delete(key);
    },
    drop(tree) {
      for (const [key, slot] of slots) if (slot.tree === tree) slots.delete(key);
    },
    *all() { for (const slot of slots.values()) if (slot.tile) yield slot.tile; },
    get busy() { return running + [...slots.values()].filter((slot) => !slot.asked).length; },
  };
}

// ── which tiles a window needs ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The level at which a bin is some 2 to 4 pixels long, when `minutes` are shown on `px` pixels. */
export function levelOf(meta: Meta, minutes: number, px: number): number {
  const level = Math.round(Math.log2((meta.span / minutes) * (px / (BINS * 2.6))));
  return Math.max(0, Math.min(meta.depth, level));
}

/** What is at hand for a window of one tree: tiles in order of level. `whole`: none is still on its way. */
export interface AtHand { tree: Tree; level: number; tiles: Tile[]; failed: { z: number; x: number; part: number; words: string }[]; whole: boolean }

/**
 * Ask the store for every tile of levels 0..level that touches the window, and say what is there. A tile that cannot be read is
 * passed by: whether it has children nobody knows, so they are asked for too.
 */
export function gather(held: Store, tree: Tree, window: Window, level: number): AtHand {
  const found: AtHand = { tree, level, tiles: [], failed: [], whole: true };
  const { begin, span } = tree.meta;
  const visit = (z: number, x: number, soft: boolean): void => {
    const from = begin + (x * span) / 2 ** z;
    if (from >= window.b || from + span / 2 ** z <= window.a) return;
    const tile = held.want(tree, z, x, 0, soft);
    const words = held.failed(tree, z, x);
    if (words) found.failed.push({ z, x, part: 0, words });
    else if (!tile && !soft) found.whole = false;
    if (tile) take(held, found, tile);
    if (z >= level || (!tile && !words)) return;
    const kids = tile ? tile.kids : 3;
    if (kids & 1) visit(z + 1, 2 * x, !tile);
    if (kids & 2) visit(z + 1, 2 * x + 1, !tile);
  };
  visit(0, 0, false);
  found.tiles.sort((one, other) => one.z - other.z);
  return found;
}

function take(held: Store, found: AtHand, tile: Tile): void {
  found.tiles.push(tile);
  for (let part = 1; part < held.partsOf(tile); part++) {
    const further = held.want(tile.tree, tile.z, tile.x, part);
    const words = held.failed(tile.tree, tile.z, tile.x, part);
    if (further) found.tiles.push(further);
    else if (words) found.failed.push({ z: tile.z, x: tile.x, part, words });
  }
}

/** Marks that reach into a window from before it and lie in tiles of their own: told of by the `thru` of the tiles in which minute `a` lies. */
export function reaching(held: Store, found: AtHand, a: number): Mark[] {
  const marks: Mark[] = [];
  const seen = new Set<string>();
  const own = new Set(found.tiles);
  for (const tile of found.tiles) if (tile.begin <= a && tile.begin + tile.span > a) for (const [z, x, i, part] of tile.thru) {
    const from = held.want(tile.tree, z, x, part ?? 0);
    const mark = from?.marks[i];
    if (mark && from && !own.has(from) && !seen.has(mark.key)) { seen.add(mark.key); marks.push(mark); }
  }
  return marks;
}
