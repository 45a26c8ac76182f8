import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeBins, decodeMeta, decodeTile, endOf, gather, inMemory, levelOf, reaching, store } from "../../front/src/chronology/tiles.ts";
import { countIn, ribbon } from "../../front/src/chronology/density.ts";
import { nearby } from "../../front/src/chronology/near.ts";
import { DAY, minuteOf } from "../../front/src/chronology/time.ts";
import type { Mark, Source, Tile, Tree } from "../../front/src/chronology/types.ts";
import { tree } from "./given.ts";

const bytes = (...of: number[]) => btoa(String.fromCharCode(...of));

test("bins are read from gaps and counts", () => {
  const counts = decodeBins(bytes(0, 1, 2, 200, 1, 123, 9));
  assert.deepEqual([...counts.slice(0, 4)], [1, 0, 0, 200]);
  assert.equal(counts[127], 9);
  assert.equal(decodeBins("").reduce((sum, n) => sum + n, 0), 0);
});

test("broken bins are refused, not guessed at", () => {
  for (const wrong of [bytes(0, 128), bytes(3), bytes(127, 1, 0, 1)]) assert.throws(() => decodeBins(wrong));
  assert.throws(() => decodeBins("@@"));
});

test("a point ends with its minute, hour, day, month or year", () => {
  const t = minuteOf(1905, 12, 20) + 61;
  assert.deepEqual([0, 1, 2, 3, 4].map((unit) => endOf(t, unit as 0)), [t, t + 58, minuteOf(1905, 12, 21) - 1, minuteOf(1906) - 1, minuteOf(1906) - 1]);
});

test("columns of different length, foreign lanes and other formats are refused", () => {
  const { tree: made, file } = tree([{ b: 0 }, { b: 9 }]);
  assert.throws(() => decodeTile(made, 0, 0, 0, { ...file, t: ["only one"] }), /length/);
  assert.throws(() => decodeTile(made, 0, 0, 0, { ...file, n: [2], bins: [""] }), /lanes/);
  assert.throws(() => decodeTile(made, 0, 0, 0, "nonsense"));
  assert.throws(() => decodeMeta(0, inMemory({}), { tiles: 2 }), /format 1/);
  assert.throws(() => decodeMeta(0, inMemory({}), null), /format 1/);
});

/** A store over a source, and a way to wait until nothing is under way. */
function held(): { kept: ReturnType<typeof store>; still(): Promise<void>; heard: boolean[] } {
  const heard: boolean[] = [];
  const kept = store((_tree, _z, _x, ok) => heard.push(ok));
  const still = async () => { do await new Promise((soon) => setTimeout(soon, 2)); while (kept.busy); };
  return { kept, still, heard };
}

test("a tile that fails is told, passed by, and asked for again on request", async () => {
  const { tree: made, file } = tree([{ b: 0 }]);
  let broken = true;
  const source: Source = { base: "", get: async (path) => { if (broken && path === "0/0.json") throw new SyntaxError("Unexpected end of JSON input"); return path === "0/0.json" ? file : Promise.reject(new Error("404")); } };
  const shaky: Tree = { ...made, source };
  const { kept, still, heard } = held();
  const all = { a: made.meta.begin, b: made.meta.begin + made.meta.span };
  gather(kept, shaky, all, 1);
  await still();
  const missing = gather(kept, shaky, all, 1);
  assert.deepEqual(missing.failed.map(({ z, x, words }) => [z, x, words]), [[0, 0, "Unexpected end of JSON input"]]);
  await still();
  assert.deepEqual(gather(kept, shaky, all, 1).failed.length, 1, "children nobody knows of are no failures");
  assert.deepEqual(heard, [false, true, true]);
  broken = false;
  kept.retry();
  gather(kept, shaky, all, 0);
  await still();
  assert.equal(gather(kept, shaky, all, 0).tiles.length, 1);
});

test("what is far is forgotten, what is coarse is kept", async () => {
  const { tree: made, file } = tree([{ b: 0 }]);
  const asked: string[] = [];
  const deep: Tree = { ...made, source: { base: "", get: async (path) => { asked.push(path); const [z, x] = path.split(/[/.]/).map(Number) as [number, number]; return { ...file, kids: 3, b: [], k: [], w: [], i: [], t: [], l: [], x, z }; } } };
  const { kept, still } = held();
  const size = made.meta.span / 2 ** 12;
  for (let i = 0; i < 400; i++) {
    kept.turn();
    gather(kept, deep, { a: made.meta.begin + i * size, b: made.meta.begin + (i + 1) * size }, 12);
    await still();
    kept.turn();
    gather(kept, deep, { a: made.meta.begin + i * size, b: made.meta.begin + (i + 1) * size }, 12);
    await still();
  }
  assert.ok([...kept.all()].length <= 175, `${[...kept.all()].length} tiles held`);
  assert.equal(asked.filter((path) => path === "0/0.json").length, 1);
});

test("a bin is two to four pixels long wherever the tree is deep enough", () => {
  const { meta } = tree([]).tree;
  for (const minutes of [1e4, 1e5, 1e6, 1e7, 5e7]) for (const px of [300, 800, 1600]) {
    const level = levelOf(meta, minutes, px);
    const bin = (meta.span / 2 ** level / 128) * (px / minutes);
    assert.ok(level === 0 || level === meta.depth || (bin > 1.8 && bin < 3.8), `${bin} px`);
  }
  assert.equal(levelOf(meta, 60, 1000), meta.depth);
});

// ── what the Python encoder writes ─────────────────────────────────────────────────────────────────────────────────────────────────

const told = process.env.TOLD ? (JSON.parse(readFileSync(process.env.TOLD, "utf8")) as { tree: string; events: { id: number; lane: number; b: number; e: number; title: string; prongs: number; approximate: boolean }[] }) : null;

test("every event that Python wrote is read back, once, with its dates", { skip: told === null && "no tree given: run by pytest" }, async () => {
  const source: Source = { base: "", get: async (path) => JSON.parse(readFileSync(`${told!.tree}/${path}`, "utf8")) as unknown };
  const made = decodeMeta(0, source, await source.get("meta.json"));
  const { kept, still } = held();
  const all = { a: made.meta.begin, b: made.meta.begin + made.meta.span };
  let before = -1;
  let at = gather(kept, made, all, made.meta.depth);
  while (before !== at.tiles.length) { before = at.tiles.length; await still(); kept.turn(); at = gather(kept, made, all, made.meta.depth); }
  for (const tile of at.tiles.filter(({ parts }) => parts > 1)) for (let part = 1; part < tile.parts; part++) at.tiles.push(await kept.read(made, tile.z, tile.x, part));
  const read = new Map(at.tiles.flatMap((tile) => tile.marks).map((mark) => [Number(mark.id), mark]));
  assert.equal(at.tiles.reduce((sum, tile) => sum + tile.marks.length, 0), told!.events.length);
  for (const event of told!.events) {
    const mark = read.get(event.id)!;
    assert.deepEqual({ lane: mark.lane.index, b: mark.b, e: mark.e, title: mark.title, prongs: mark.prongs.length, approximate: mark.approximate }, { lane: event.lane, b: event.b, e: event.e, title: event.title, prongs: event.prongs, approximate: event.approximate });
  }
  counted(made, at.tiles);
  reached(kept, made, [...read.values()]);
  await coincided([...read.values()]);
});

/** Coincidences are what one finds by holding every mark against every other. */
async function coincided(marks: Mark[]): Promise<void> {
  const ask = nearby();
  const day = (t: number) => Math.floor(t / DAY);
  const monday = (t: number) => day(t) - ((((day(t) + 3) % 7) + 7) % 7);
  const sure = (mark: Mark) => !mark.approximate && !mark.contested;
  const known = marks.filter((mark) => mark.e - mark.b < 31 * DAY);
  for (const mark of known.filter((_, i) => i % 40 === 0)) {
    const found = await ask(mark);
    for (const lane of mark.lane.tree.lanes) {
      if (lane === mark.lane) continue;
      const others = known.filter((one) => one.lane === lane);
      const count = (test: (one: Mark) => boolean) => others.filter(test).length;
      const expected = {
        lane: lane.index,
        day: count((one) => sure(mark) && sure(one) && [mark.e, one.b, one.e].every((t) => day(t) === day(mark.b))), perhapsDay: count((one) => day(one.b) <= day(mark.e) && day(one.e) >= day(mark.b)),
        week: count((one) => sure(mark) && sure(one) && [mark.e, one.b, one.e].every((t) => monday(t) === monday(mark.b))), perhapsWeek: count((one) => monday(one.b) <= monday(mark.e) && monday(one.e) >= monday(mark.b)),
      };
      assert.deepEqual(found.find((one) => one.lane === lane.index) ?? { lane: lane.index, day: 0, perhapsDay: 0, week: 0, perhapsWeek: 0 }, expected);
    }
  }
}

/** Bins at every level say what the marks say. */
function counted(made: Tree, tiles: Tile[]): void {
  const all = { a: made.meta.begin, b: made.meta.begin + made.meta.span };
  for (const lane of made.lanes) for (const level of [0, 3, 6]) {
    const some = tiles.filter(({ z }) => z <= level).sort((one, other) => one.z - other.z);
    const marks = tiles.flatMap((tile) => tile.marks.filter((mark) => mark.lane === lane)).sort((one, other) => one.b - other.b);
    const tempo = ribbon({ tree: made, level, tiles: some, failed: [], whole: true }, lane, marks, all.a, all.b);
    assert.equal(countIn(tempo, all.a, all.b), marks.length);
    tempo.counts.forEach((n, i) => assert.equal(n, marks.filter(({ b }) => b >= tempo.from + i * tempo.step && b < tempo.from + (i + 1) * tempo.step).length));
  }
}

/** Long marks that begin before a window are known in it: held on its path, or told of by `thru`. */
function reached(kept: ReturnType<typeof store>, made: Tree, marks: { key: string; b: number; e: number; weight: number; lane: { index: number } }[]): void {
  const long = marks.filter(({ b, e }) => e - b > 200 * DAY).sort((one, other) => other.weight - one.weight)[0]!;
  const window = { a: long.e - 2 * DAY, b: long.e + 2 * DAY };
  const at = gather(kept, made, window, 9);
  const known = [...at.tiles.flatMap((tile) => tile.marks), ...reaching(kept, at, window.a)].some(({ key }) => key === long.key);
  assert.ok(known, "the weightiest long mark is lost where it ends");
}
