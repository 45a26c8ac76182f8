import assert from "node:assert/strict";
import { test } from "node:test";
import { wrapped } from "../../front/src/chronology/core.ts";
import { countIn, gapsOf, ribbon } from "../../front/src/chronology/density.ts";
import { frameOf, layout, RTL, type Scene } from "../../front/src/chronology/layout.ts";
import { DAY, minuteOf, YEAR } from "../../front/src/chronology/time.ts";
import { levelOf, type AtHand } from "../../front/src/chronology/tiles.ts";
import type { Layout, View } from "../../front/src/chronology/types.ts";
import { random, tree, type Row } from "./given.ts";

const VIEW: View = { a: 0, b: 1, scale: "linear", across: false, style: "new", lanes: [], first: 0, align: {}, hairs: false, filter: null, open: null };

/** Lay out rows as a page of this size would; letters are 7.4 pixels wide. */
function lay(rows: readonly Row[], view: Partial<View>, size: [number, number] = [1200, 900], more: Partial<Scene> & { lanes_?: number; depth_?: number; begin?: number } = {}): Layout {
  const { tree: made, tile } = tree(rows, more.lanes_ ?? 4, more.depth_ ?? 19, more.begin ?? -36816480);
  const now = { ...VIEW, ...view };
  const frame = frameOf(...size, now, made.lanes.length);
  const at: AtHand = { tree: made, level: levelOf(made.meta, now.b - now.a, frame.length), tiles: [tile], failed: [], whole: true };
  const lanes = made.lanes.slice(frame.first, frame.first + frame.count).map((lane) => {
    const marks = tile.marks.filter((mark) => mark.lane === lane);
    return { lane, at, marks, ribbon: ribbon(at, lane, marks, now.a - (now.b - now.a), now.b + (now.b - now.a)) };
  });
  return layout({
    view: now, frame, lanes, rtl: false, lang: "en", cutover: null, say: (key, values) => [key, ...Object.values(values ?? {})].join(" "),
    wrap: (text, width, most) => wrapped(text, width, most, (words) => words.length * 7.4), heights: new Map(), kept: new Map(), depth: null, passes: null, ...more,
  });
}

const century = { a: minuteOf(1899), b: minuteOf(2001) };

function many(n: number, seed = 1): Row[] {
  const next = random(seed);
  return Array.from({ length: n }, (_, i) => ({
    b: Math.floor((minuteOf(1900) + next() * 100 * YEAR) / DAY) * DAY, l: i % 4, w: Math.floor(next() * 9), t: `The ${i}th thing of a long year that nobody forgot`,
    ...(i % 7 === 0 ? { k: 8 + 2, e: Math.floor(next() * 900) * DAY } : i % 5 === 0 ? { k: 16 + 5, e: Math.floor(next() * 400) * DAY } : {}),
  }));
}

function sound(made: Layout): void {
  assert.equal(made.drawn + made.hidden, made.total);
  for (const lane of made.lanes) {
    const labels = made.labels.filter(({ mark }) => mark.lane === lane.lane).sort((one, other) => one.y - other.y);
    labels.forEach((label, i) => {
      if (i && !made.across) assert.ok(label.y >= labels[i - 1]!.y + labels[i - 1]!.h, "titles overlap");
      assert.ok(label.x >= lane.x && label.x + label.w <= lane.x + lane.w + 190, "a title leaves its lane");
    });
    for (const card of made.cards.filter(({ mark }) => mark.lane === lane.lane)) assert.ok(card.x >= lane.x - 300 && card.w > 30);
  }
  for (const label of made.labels) for (const fold of made.folds) if (!made.across) assert.ok(label.y + label.h <= fold.at + 1 || label.y >= fold.at + fold.size - 1, "a title stands on a fold");
  made.ticks.forEach((tick, i) => { if (i) assert.ok(tick.at > made.ticks[i - 1]!.at); });
}

test("far: tempo, titles of the weightiest, and every mark counted", () => {
  const made = lay(many(400), century);
  sound(made);
  assert.equal(made.depth, "far");
  assert.equal(made.total, 400);
  assert.equal(made.drawn, 400);
  assert.ok(made.labels.length >= 30);
  assert.equal(made.ribbons.length, 4);
  const mean = (marks: readonly { mark: { weight: number } }[]) => marks.reduce((sum, { mark }) => sum + mark.weight, 0) / marks.length;
  assert.ok(mean(made.labels) > mean(made.marks) + 1, "titles are not of the weightiest");
});

test("middle and near: titles, then room for cards", () => {
  const rows = many(400);
  const years = lay(rows, { a: minuteOf(1917), b: minuteOf(1921) });
  sound(years);
  assert.equal(years.depth, "middle");
  assert.ok(years.marks.every(({ small }) => !small));
  const month = lay(rows, { a: minuteOf(1917, 3), b: minuteOf(1917, 6) });
  sound(month);
  assert.equal(month.depth, "near");
  assert.ok(month.cards.length > 0 && month.cards.every(({ y }) => y >= month.band - 8));
  assert.ok(month.labels.every(({ y, h }) => y + h <= month.band), "near, titles stand only in the band of what has no day");
  const days = lay(rows, { a: minuteOf(1917, 3), b: minuteOf(1917, 3, 11) });
  assert.ok(days.ticks.length > 5 && days.ticks.every(({ numeral }) => numeral));
});

test("the same scene is laid out the same way", () => assert.deepEqual(strip(lay(many(300), century)), strip(lay(many(300), century))));

const strip = (made: Layout) => ({ labels: made.labels.map(({ x, y, w, h, date, lines }) => ({ x, y, w, h, date, lines })), marks: made.marks.map(({ x, y, slot, mark }) => ({ x, y, slot, key: mark.key })), folds: made.folds, ticks: made.ticks });

test("titles stay while the reader pans", () => {
  const rows = many(600, 4);
  let kept = new Map<string, number>();
  let before: Map<string, number> | null = null;
  for (let i = 0; i < 30; i++) {
    const by = (i * YEAR) / 4;
    const made = lay(rows, { a: century.a + by, b: century.b + by }, [1200, 900], { kept });
    const now = new Map(made.labels.map((label) => [label.mark.key, label.y]));
    const inside = before ? [...before].filter(([, y]) => y > 120 && y < 700) : [];
    const gone = inside.filter(([key]) => !now.has(key));
    assert.ok(gone.length <= 0, `${gone.length} titles of ${inside.length} vanished within the stage`);
    kept = new Map(made.labels.map((label) => [label.mark.key, 0]));
    before = now;
  }
});

test("elastic: empty stretches are folded and said, and no mark stands in one", () => {
  const rows = [1900, 1901, 1903, 1950, 1951, 1990].map((year, i) => ({ b: minuteOf(year, 5, 3), l: i % 4 }));
  const made = lay(rows, { ...century, scale: "elastic" });
  sound(made);
  assert.ok(made.folds.length >= 2);
  assert.ok(made.folds.some(({ words }) => words.startsWith("folded 1952 1989")), made.folds.map(({ words }) => words).join());
  for (const at of made.marks) for (const fold of made.folds) assert.ok(at.y <= fold.at + 1 || at.y >= fold.at + fold.size - 1);
});

test("even: order only", () => {
  const rows = [1900, 1901, 1902, 1990].map((year) => ({ b: minuteOf(year), l: 0 }));
  const at = lay(rows, { ...century, scale: "even" }).marks.map(({ y }) => y);
  const steps = at.slice(1).map((y, i) => y - at[i]!);
  assert.ok(Math.max(...steps) - Math.min(...steps) < 2, String(steps));
});

test("aligned: two chosen events stand on one line", () => {
  const rows = [{ b: minuteOf(1905, 1, 22), l: 0, t: "One" }, { b: minuteOf(1917, 3, 8), l: 1, t: "Other" }];
  const align = { "given#l0": { t: rows[0]!.b, id: 0, title: "One" }, "given#l1": { t: rows[1]!.b, id: 1, title: "Other" } };
  const made = lay(rows, { a: minuteOf(1904), b: minuteOf(1907), scale: "aligned", align });
  assert.equal(made.marks.length, 2);
  assert.ok(Math.abs(made.marks[0]!.y - made.marks[1]!.y) < 1e-6);
  assert.ok(made.ticks.some(({ text }) => text === "aligned"));
});

test("a phone shows two lanes, and the next two after a swipe; a wide page shows twelve", () => {
  assert.deepEqual(lay(many(40), century, [350, 700]).lanes.map(({ lane }) => lane.title), ["Politics", "Art"]);
  assert.deepEqual(lay(many(40), { ...century, first: 2 }, [350, 700]).lanes.map(({ lane }) => lane.title), ["Life", "Place"]);
  assert.deepEqual(lay(many(40), { ...century, first: 9 }, [350, 700]).lanes.map(({ lane }) => lane.title), ["Life", "Place"]);
  assert.equal(lay(many(40), century, [1300, 700], { lanes_: 12 }).lanes.length, 12);
});

test("time lies across only where there is room, and is mirrored on a page that runs right to left", () => {
  assert.equal(lay(many(40), { ...century, across: true }, [700, 700]).across, false);
  const made = lay(many(200), { ...century, across: true });
  sound(made);
  assert.equal(made.across, true);
  const mirrored = lay(many(200), { ...century, across: true }, [1200, 900], { rtl: true });
  made.marks.forEach((at, i) => assert.ok(Math.abs(at.x + mirrored.marks[i]!.x - 1200) < 1e-6));
  const lanes = lay(many(200), century, [1200, 900], { rtl: true }).lanes;
  assert.ok(lanes[0]!.x > lanes[3]!.x);
});

test("a bar that begins before the window keeps its title at the edge, until it ends", () => {
  const bar = { b: minuteOf(1914), e: 4 * 365 * DAY, k: 8 + 2, t: "The war" };
  const within = lay([bar], { a: minuteOf(1916), b: minuteOf(1917) });
  assert.ok([...within.labels, ...within.cards].some(({ y }) => y >= 0 && y < 20), JSON.stringify(within.cards.map(({ y }) => y)));
  assert.ok(within.marks[0]!.sticky);
  assert.equal(lay([bar], { a: minuteOf(1919), b: minuteOf(1920) }).marks.length, 0);
});

test("near, what is known to the year only stands above the days, not beside one", () => {
  const made = lay([{ b: minuteOf(1917, 3, 4), e: 364 * DAY, k: 16 + 5, t: "Some time" }, { b: minuteOf(1917, 3, 8), t: "The day" }], { a: minuteOf(1917, 3), b: minuteOf(1917, 4), scale: "even" });
  assert.ok(made.band > 0);
  assert.deepEqual([made.labels.map(({ mark }) => mark.title), made.cards.map(({ mark }) => mark.title)], [["Some time"], ["The day"]]);
  assert.deepEqual(made.ticks.map(({ text }) => text), ["8"]);
  assert.equal(made.scale.at(minuteOf(1917, 3)), made.band);
  assert.ok(Math.abs(made.scale.back(made.scale.at(minuteOf(1917, 3, 20))) - minuteOf(1917, 3, 20)) < 1);
});

test("what stands on the stage is not cut off by its foot", () => {
  const made = lay(many(300, 5), century);
  for (const label of made.labels) { const at = made.marks.find(({ mark }) => mark === label.mark)!; if (at.y > 20 && at.y < 880) assert.ok(label.y + label.h <= 900, `${label.y + label.h}`); }
});

test("a contested mark has a prong for each witness, an uncertain one a dashed bracket, a run its agreed core", () => {
  const made = lay([
    { b: minuteOf(1917, 4, 1), e: 20 * DAY, k: 16 + 5, f: 1, p: [[0, DAY - 1, 2, 0, [0], "on the first"], [18 * DAY, DAY - 1, 2, 0, [1], "on the 19th"]] },
    { b: minuteOf(1917, 4, 3), e: 9 * DAY, k: 16 + 5, l: 1 }, { b: minuteOf(1917, 4, 3), e: 9 * DAY, k: 8 + 2, l: 2, c: [2 * DAY, 5 * DAY] },
  ], { a: minuteOf(1917, 3, 20), b: minuteOf(1917, 5) });
  const [fork, bracket, run] = made.marks;
  assert.deepEqual(fork!.prongs.map(({ prong }) => prong.who[0]!.siglum), ["R", "S"]);
  assert.ok(fork!.prongs[1]!.from > fork!.prongs[0]!.to);
  assert.ok(bracket!.dashed && bracket!.solid === null && bracket!.to - bracket!.from > 100);
  assert.ok(run!.dashed && run!.solid![0] > run!.from && run!.solid![1] < run!.to);
});

test("coincidences are drawn between lanes, certainly or possibly", () => {
  const rows = [{ b: minuteOf(1917, 3, 8), l: 0 }, { b: minuteOf(1917, 3, 8) + 600, l: 1, k: 0 }, { b: minuteOf(1917, 5, 1), l: 2, e: 2 * DAY, k: 16 + 5 }, { b: minuteOf(1917, 5, 2), l: 3 }];
  const { hairs } = lay(rows, { a: minuteOf(1917, 2), b: minuteOf(1917, 6), hairs: true });
  assert.deepEqual(hairs.map(({ certain, words }) => [certain, words]), [[true, "same.day"], [false, "perhaps.day"]]);
});

test("nothing, one event, and ten thousand on one day", () => {
  const none = lay([], century);
  assert.deepEqual([none.drawn, none.hidden, none.marks.length], [0, 0, 0]);
  const one = lay([{ b: minuteOf(1917, 11, 7) }], { a: minuteOf(1917, 11, 4), b: minuteOf(1917, 11, 11) });
  assert.equal(one.cards.length, 1);
  assert.equal(lay([{ b: minuteOf(1917, 11, 7) }], { a: minuteOf(1917, 11, 4), b: minuteOf(1917, 11, 11), scale: "elastic" }).folds.length, 0, "a day is not folded within itself");
  const crowd = lay(Array.from({ length: 10_000 }, (_, i) => ({ b: minuteOf(1917, 11, 7), l: i % 4, t: i % 3 ? "ا".repeat(5000) : "word ".repeat(1000) })), { a: minuteOf(1917, 11, 1), b: minuteOf(1917, 11, 20) });
  sound(crowd);
  assert.equal(crowd.total, 10_000);
  assert.ok(crowd.labels.length < 40 && crowd.labels.every(({ lines }) => lines.length <= 4));
});

test("a thousand million years either way", () => {
  const depth = 40;
  const begin = -minuteOf(1_000_000_000);
  const made = lay([{ b: begin + 5 }, { b: begin + 128 * 2 ** depth - 9, l: 1 }], { a: begin, b: begin + 128 * 2 ** depth }, [1200, 900], { depth_: depth, begin });
  sound(made);
  assert.equal(made.drawn, 2);
  assert.ok(made.ticks.length > 3 && made.ticks.every(({ text }) => /BC|^[\d,]+$/.test(text)), made.ticks.map(({ text }) => text).join());
});

test("counts of bins are those of the marks, and gaps lie between them", () => {
  const rows = many(500, 9);
  const { tree: made, tile } = tree(rows);
  for (const level of [0, 2, 5]) {
    const at: AtHand = { tree: made, level, tiles: [tile], failed: [], whole: true };
    for (const lane of made.lanes) {
      const marks = tile.marks.filter((mark) => mark.lane === lane);
      const tempo = ribbon(at, lane, marks, century.a, century.b);
      assert.equal(countIn(tempo, century.a, century.b), marks.length);
      for (const gap of gapsOf([tempo], century.a, century.b)) assert.ok(marks.every(({ b }) => b < gap.a || b >= gap.b - tempo.step));
    }
  }
});

test("words run the way of their first letter, whatever stands before it", () => {
  for (const words of ["1–18 Mar 1921", "“Streli” – a paper", "«Стрелы»", "", "1905"]) assert.ok(!RTL.test(words), words);
  for (const words of ["حدث طويل", "“שלום” – a paper", "7 نوفمبر 1917"]) assert.ok(RTL.test(words), words);
});

test("a long word and a long text are broken, and the cut is shown", () => {
  const wide = (words: string) => words.length * 10;
  assert.deepEqual(wrapped("one two three", 70, 3, wide), ["one two", "three"]);
  assert.deepEqual(wrapped("abcdefghijkl", 50, 3, wide), ["abcde", "fghij", "kl"]);
  assert.deepEqual(wrapped("one two three four", 70, 2, wide), ["one two", "three…"]);
  assert.deepEqual(wrapped("", 70, 2, wide), [""]);
});
