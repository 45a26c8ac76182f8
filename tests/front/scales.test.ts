import assert from "node:assert/strict";
import { test } from "node:test";
import { column, rows, slots } from "../../front/src/chronology/place.ts";
import { elastic, even, linear, shifted, type Gap } from "../../front/src/chronology/scales.ts";
import type { Scale, Window } from "../../front/src/chronology/types.ts";
import { random } from "./given.ts";

const near = (one: number, other: number, by = 1e-6) => assert.ok(Math.abs(one - other) <= by * Math.max(1, Math.abs(one), Math.abs(other)), `${one} is not ${other}`);

function gaps(next: () => number, window: Window): Gap[] {
  const found: Gap[] = [];
  let t = window.a - (window.b - window.a) * next();
  for (let i = 0; i < 9; i++) {
    const a = t + (next() + 0.01) * (window.b - window.a) * 0.1;
    t = a + (next() + 0.01) * (window.b - window.a) * 0.25;
    found.push({ a, b: t, size: 64 });
  }
  return found;
}

function some(seed: number): { scale: Scale; window: Window; length: number }[] {
  const next = random(seed);
  const window = { a: (next() - 0.5) * 10 ** (4 + 10 * next()), b: 0 };
  window.b = window.a + 100 * 10 ** (8 * next());
  const length = 300 + next() * 900;
  const knots = Array.from({ length: 2 + Math.floor(next() * 40) }, () => window.a + (next() * 1.4 - 0.2) * (window.b - window.a)).sort((one, other) => one - other);
  return [linear(window, length), elastic(window, length, gaps(next, window), () => "folded"), even(window, length, knots, knots.map(() => 1 + Math.floor(next() * 5)))].map((scale) => ({ scale, window, length }));
}

test("every scale sets the window on the stage, rises, and finds its way back", () => {
  for (let seed = 0; seed < 200; seed++) for (const { scale, window, length } of some(seed)) {
    near(scale.at(window.a), 0, 1e-5);
    near(scale.at(window.b), length, 1e-5);
    const long = window.b - window.a;
    let last = -Infinity;
    for (let i = -5; i <= 25; i++) {
      const t = window.a + (i / 20) * long;
      const px = scale.at(t);
      assert.ok(px > last || (px === last && scale.name === "even"), `${scale.name} falls at ${t}`);
      last = px;
      assert.ok(Math.abs(scale.back(px) - t) < long * 1e-3, `${scale.name}: ${scale.back(px)} for ${t}`);
    }
  }
});

test("an elastic scale folds an empty stretch to one size and stretches the rest", () => {
  const scale = elastic({ a: 0, b: 1000 }, 500, [{ a: 200, b: 800, size: 50 }], ({ a, b }) => `${a} to ${b}`);
  assert.equal(scale.folds.length, 1);
  assert.equal(scale.folds[0]!.words, "200 to 800");
  near(scale.folds[0]!.size, 50);
  near(scale.at(800) - scale.at(200), 50);
  near(scale.at(200) - scale.at(0), 225);
});

test("an elastic scale does not jump when a stretch grows into a fold", () => {
  let last = 0;
  for (let b = 201; b < 900; b += 1) {
    const scale = elastic({ a: 0, b: 1000 }, 500, [{ a: 200, b, size: 60 }], () => "torn");
    const at = scale.at(100);
    if (last) assert.ok(Math.abs(at - last) < 1.2, `${at} after ${last}`);
    last = at;
  }
});

test("a window within an empty stretch is not folded away", () => {
  const scale = elastic({ a: 300, b: 400 }, 500, [{ a: 200, b: 800, size: 60 }], () => "torn");
  assert.equal(scale.folds.length, 0);
  near(scale.at(350), 250);
});

test("an even scale gives each mark the same room", () => {
  const scale = even({ a: 0, b: 100_000 }, 400, [0, 10, 5000, 90_000, 100_000], [1, 1, 1, 1]);
  for (const [t, px] of [[0, 0], [10, 100], [5000, 200], [90_000, 300], [100_000, 400]] as const) near(scale.at(t), px);
});

test("a shifted scale sets another minute on the same line", () => {
  const scale = linear({ a: 0, b: 100 }, 100);
  assert.equal(shifted(scale, 1000).at(1050), scale.at(50));
  assert.equal(shifted(scale, 1000).back(50), 1050);
});

test("words keep the order of time, never overlap, and stay within reach", () => {
  const next = random(11);
  for (let round = 0; round < 100; round++) {
    const blocks = Array.from({ length: 80 }, (_, i) => ({ key: `k${i}`, want: next() * 800, size: 20 + next() * 60, weight: Math.floor(next() * 9), kept: next() < 0.2 }));
    const placed = column(blocks, 40);
    assert.ok(placed.length > 5);
    for (let i = 0; i < placed.length; i++) {
      assert.ok(Math.abs(placed[i]!.at - placed[i]!.block.want) <= 40);
      if (i) assert.ok(placed[i]!.at >= placed[i - 1]!.at + placed[i - 1]!.block.size - 1e-9 && placed[i]!.block.want >= placed[i - 1]!.block.want);
    }
    const heaviest = [...blocks].sort((one, other) => Number(other.kept) - Number(one.kept) || other.weight - one.weight || (one.key < other.key ? -1 : 1))[0]!;
    assert.ok(placed.some(({ block }) => block === heaviest));
  }
});

test("what was there goes before what is heavier", () => {
  const one = { key: "new", want: 10, size: 30, weight: 9, kept: false };
  const other = { key: "old", want: 12, size: 30, weight: 1, kept: true };
  assert.deepEqual(column([one, other], 5).map(({ block }) => block.key), ["old"]);
});

test("words stand clear of what is taken", () => {
  const taken = [{ key: "", want: 100, size: 60, weight: 0, kept: true }];
  const placed = column([{ key: "a", want: 80, size: 40, weight: 1, kept: false }, { key: "b", want: 150, size: 40, weight: 1, kept: false }], 50, 9, taken);
  assert.deepEqual(placed.map(({ at }) => at), [60, 160]);
});

test("rows under a line cross neither words nor leaders", () => {
  const next = random(5);
  const placed = rows(Array.from({ length: 120 }, (_, i) => ({ key: `k${i}`, want: next() * 1200, size: 90, weight: next(), kept: false })), 3);
  for (const one of placed) for (const other of placed) if (one !== other) {
    if (one.row === other.row) assert.ok(one.block.want >= other.block.want + 90 || other.block.want >= one.block.want + 90);
    if (one.row > other.row) assert.ok(one.block.want < other.block.want || one.block.want >= other.block.want + 90 - 2, "a leader crosses words above it");
  }
});

test("bars side by side share no slot where they overlap", () => {
  const spans = [{ from: 0, to: 50, weight: 1 }, { from: 20, to: 60, weight: 5 }, { from: 30, to: 40, weight: 2 }, { from: 70, to: 90, weight: 1 }, { from: 25, to: 45, weight: 0 }];
  const found = slots(spans, 3);
  assert.equal(found[1], 0);
  assert.equal(found[4], -1);
  spans.forEach((one, i) => spans.forEach((other, k) => { if (i < k && found[i]! >= 0 && found[i] === found[k]) assert.ok(one.to <= other.from || other.to <= one.from); }));
});
