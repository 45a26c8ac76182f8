/**
 * A small tile tree in memory from events that were brought, by the rule of docs/tiles-spec.md: what the publisher does for a museum,
 * done here for a table of some thousands of rows. Deterministic; each event lies in exactly one tile.
 */
import type { Brought } from "./bring";
import type { Dated } from "./dates";
import { civil, DAY, minuteOf } from "./time";
import { endOf } from "./tiles";
import type { Card, Meta, Shape } from "./types";

const ROOM = 128; // marks a tile holds, and bins it has
const STRETCHES = 32;
const PART = 4 * ROOM;

interface Seed { event: Brought; lane: number; b: number; e: number; code: number; who: number[]; place: number[] }
interface Bed { z: number; x: number; all: Seed[]; held: Seed[]; kids: number }

const coded = (date: Dated) => date.manner * 8 + date.unit;
const doubt = (date: Dated) => (date.approximate ? 1 : 0) + (date.uncertain ? 2 : 0);
const heavier = (one: Seed, other: Seed) => other.event.weight - one.event.weight || one.b - other.b || one.lane - other.lane || (String(one.event.id) < String(other.event.id) ? -1 : 1);
const earlier = (one: Seed, other: Seed) => one.b - other.b || one.lane - other.lane || (String(one.event.id) < String(other.event.id) ? -1 : 1);

/** Numbers for names, in order of first use. */
function numbers(): { names: string[]; of(name: string): number[] } {
  const names: string[] = [];
  const known = new Map<string, number>();
  return { names, of(name) {
    if (!name) return [];
    if (!known.has(name)) known.set(name, names.push(name) - 1);
    return [known.get(name) ?? 0];
  } };
}

function seeds(events: readonly Brought[], lanes: ReturnType<typeof numbers>, who: ReturnType<typeof numbers>, places: ReturnType<typeof numbers>): Seed[] {
  return events.map((event) => {
    const dates = [event.date, ...event.other.map((one) => one.date)];
    const split = dates.length > 1;
    return {
      event, lane: lanes.of(event.lane)[0] ?? 0, b: Math.min(...dates.map((one) => one.b)), e: Math.max(...dates.map((one) => one.e)), code: split ? 21 : coded(event.date),
      who: [...new Set([event.who, ...event.other.map((one) => one.who)].flatMap((name) => who.of(name)))], place: places.of(event.place),
    };
  });
}

/** Half by weight with a fair share for each lane, then the heaviest of each lane in each of 32 stretches, then by weight again. */
function choose(all: readonly Seed[], begin: number, span: number, lanes: number): Set<Seed> {
  const chosen = new Set<Seed>();
  const order = [...all].sort(heavier);
  const share = Math.max(1, Math.floor(ROOM / 2 / lanes));
  const taken = Array<number>(lanes).fill(0);
  for (const seed of order) if (taken[seed.lane]! < share && chosen.size < ROOM) { chosen.add(seed); taken[seed.lane]!++; }
  const cells = new Set<number>();
  for (const seed of order) {
    const cell = seed.lane * STRETCHES + Math.floor(((seed.b - begin) / span) * STRETCHES);
    if (chosen.size < ROOM && !chosen.has(seed) && !cells.has(cell)) { cells.add(cell); chosen.add(seed); }
  }
  for (const seed of order) if (chosen.size < ROOM) chosen.add(seed);
  return chosen;
}

/** In order of time; what fills more than one part is cut by weight first. */
function inParts(held: Seed[]): Seed[] {
  if (held.length <= PART) return held.sort(earlier);
  held.sort(heavier);
  return Array.from({ length: Math.ceil(held.length / PART) }, (_, part) => held.slice(part * PART, (part + 1) * PART).sort(earlier)).flat();
}

function plant(meta: Meta, all: Seed[]): Bed[] {
  const beds: Bed[] = [];
  const grow = (z: number, x: number, begun: Seed[], left: Seed[]): void => {
    const span = meta.span / 2 ** z;
    const begin = meta.begin + x * span;
    const leaf = left.length <= ROOM || z >= meta.depth;
    const held = leaf ? new Set(left) : choose(left, begin, span, meta.lanes.length);
    const rest = left.filter((seed) => !held.has(seed));
    const half = begin + span / 2;
    const bed: Bed = { z, x, all: begun, held: inParts([...held]), kids: 0 };
    beds.push(bed);
    for (const side of [0, 1]) {
      const within = (seed: Seed) => (seed.b >= half) === (side === 1);
      const below = rest.filter(within);
      if (!below.length) continue;
      bed.kids |= 1 << side;
      grow(z + 1, 2 * x + side, begun.filter(within), below);
    }
  };
  grow(0, 0, all, all);
  return beds;
}

/** base64 of (gap, count) pairs in LEB128. */
export function packBins(counts: readonly number[]): string {
  let bytes = "";
  const put = (value: number) => {
    for (; value > 127; value = Math.floor(value / 128)) bytes += String.fromCharCode((value % 128) | 128);
    bytes += String.fromCharCode(value);
  };
  let last = -1;
  counts.forEach((count, bin) => {
    if (!count) return;
    put(bin - last - 1);
    put(count);
    last = bin;
  });
  return btoa(bytes);
}

type Sparse = Record<string, unknown>;

function columns(held: readonly Seed[], begin: number, lanes: number, who: ReturnType<typeof numbers>): Sparse {
  const sparse: Record<string, Sparse> = {};
  const put = (name: string, i: number, value: unknown) => { (sparse[name] ??= {})[i] = value; };
  let before = begin;
  const b = held.map((seed) => { const step = seed.b - before; before = seed.b; return step; });
  held.forEach((seed, i) => {
    const { event } = seed;
    if (seed.e !== (seed.code < 5 ? endOf(seed.b, seed.code as 0) : seed.b)) put("e", i, seed.e - seed.b);
    if (event.href) put("h", i, event.href);
    if (event.lang) put("g", i, event.lang);
    if (seed.who.length) put("a", i, seed.who);
    if (seed.place.length) put("o", i, seed.place);
    if (!event.other.length) { if (doubt(event.date)) put("q", i, doubt(event.date)); return; }
    put("f", i, 1);
    put("p", i, [{ date: event.date, who: event.who, words: event.words }, ...event.other].map((one) => [one.date.b - seed.b, one.date.e - one.date.b, coded(one.date), doubt(one.date), who.of(one.who), one.words]));
  });
  return { b, k: held.map((seed) => seed.code), ...(lanes > 1 ? { l: held.map((seed) => seed.lane) } : {}), w: held.map((seed) => seed.event.weight), i: held.map((seed) => seed.event.id), t: held.map((seed) => seed.event.title), ...sparse };
}

const held = <T>(value: T): T | undefined => value || undefined;

function card(event: Brought): Card | null {
  const found = { text: held(event.text), passage: held(event.passage), by: event.who ? [event.who] : undefined, source: held(event.source), picture: held(event.picture), alt: held(event.alt), words: held(event.words), lang: held(event.lang) };
  const said = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Card;
  return said.text || said.passage || said.picture || said.source || said.by || said.words ? said : null;
}

const folder = (bed: { z: number; x: number }, part = 0) => `${bed.z}/${bed.x}${part ? `.${part}` : ""}`;

function write(files: Sparse, meta: Meta, bed: Bed, who: ReturnType<typeof numbers>, thru: [number, number, number][], open: number[]): void {
  const span = meta.span / 2 ** bed.z;
  const begin = meta.begin + bed.x * span;
  const bins = meta.lanes.map(() => Array<number>(ROOM).fill(0));
  for (const seed of bed.all) bins[seed.lane]![Math.floor(((seed.b - begin) / span) * ROOM)]!++;
  const parts = Math.max(1, Math.ceil(bed.held.length / PART));
  for (let part = 0; part < parts; part++) {
    const seeds = bed.held.slice(part * PART, (part + 1) * PART);
    const head = part ? {} : { n: bins.map((counts) => counts.reduce((sum, one) => sum + one, 0)), bins: bins.map(packBins), kids: bed.kids, ...(parts > 1 ? { parts } : {}), ...(thru.length ? { thru } : {}), ...(open.some(Boolean) ? { open } : {}) };
    const cards = Object.fromEntries(seeds.flatMap((seed, i) => { const said = card(seed.event); return said ? [[i, said]] : []; }));
    const told = Object.keys(cards).length > 0;
    files[`${folder(bed, part)}.json`] = { ...head, cards: told ? 1 : 0, ...columns(seeds, begin, meta.lanes.length, who) };
    if (told) files[`${folder(bed, part)}.cards.json`] = { i: cards };
  }
}

/** What began before a tile and lasts into it: how many of each lane, and where the four heaviest lie that no tile on the way holds. */
function reaching(meta: Meta, bed: Bed, runs: readonly Seed[], where: ReadonlyMap<Seed, [number, number, number]>): { thru: [number, number, number][]; open: number[] } {
  const span = meta.span / 2 ** bed.z;
  const begin = meta.begin + bed.x * span;
  const into = runs.filter((seed) => seed.b < begin && seed.e >= begin);
  const open = meta.lanes.map((_, lane) => into.filter((seed) => seed.lane === lane).length);
  const above = ([z, x]: [number, number, number]) => z <= bed.z && x === Math.floor(bed.x / 2 ** (bed.z - z));
  const far = into.filter((seed) => !above(where.get(seed)!)).sort(heavier);
  const thru = meta.lanes.flatMap((_, lane) => far.filter((seed) => seed.lane === lane).slice(0, 4)).map((seed) => where.get(seed)!);
  return { thru, open };
}

const SHAPES: readonly Shape[] = ["square", "circle", "diamond", "triangle"];

function frame(all: readonly Seed[]): Pick<Meta, "begin" | "span" | "depth" | "first" | "last"> {
  let [first, last, end] = [Infinity, -Infinity, -Infinity];
  for (const seed of all) { first = Math.min(first, seed.b); last = Math.max(last, seed.b); end = Math.max(end, seed.e); }
  const begin = minuteOf(Math.floor(civil(first).year / 10) * 10);
  let depth = 0;
  while (ROOM * 2 ** depth <= last - begin) depth++;
  return { begin, span: ROOM * 2 ** depth, depth, first, last: end };
}

/** All files of the tree, parsed, by their paths. `id` must be another than that of the trees on the page. Events: at least one. */
export function grow(id: string, title: string, events: readonly Brought[], lang: string): Record<string, unknown> {
  const [lanes, who, places] = [numbers(), numbers(), numbers()];
  const all = seeds(events.map((event) => ({ ...event, lane: event.lane || title })), lanes, who, places).sort(earlier);
  const laneMeta = lanes.names.map((name, i) => ({ id: name, title: name, shape: SHAPES[i % 4]!, n: 0, contested: 0 }));
  for (const seed of all) { laneMeta[seed.lane]!.n++; if (seed.event.other.length) laneMeta[seed.lane]!.contested++; }
  const meta: Meta = { tiles: 1, id, title, lang, n: all.length, ...frame(all), bins: ROOM, near: null, cutover: null, lanes: laneMeta, who: [], themes: [], places: [] };
  const beds = plant(meta, all);
  const where = new Map<Seed, [number, number, number]>();
  for (const bed of beds) bed.held.slice(0, PART).forEach((seed, i) => where.set(seed, [bed.z, bed.x, i]));
  const runs = all.filter((seed) => seed.e - seed.b >= DAY && where.has(seed));
  const files: Sparse = {};
  for (const bed of beds) {
    const { thru, open } = reaching(meta, bed, runs, where);
    write(files, meta, bed, who, thru, open);
  }
  files["meta.json"] = { ...meta, files: beds.length, who: who.names.map((name) => ({ name, siglum: "", href: "" })), places: places.names };
  return files;
}
