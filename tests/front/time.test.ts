import assert from "node:assert/strict";
import { test } from "node:test";
import { headingWords } from "../../front/src/chronology/heading.ts";
import { civil, DAY, dateWords, gregorianDay, inBoth, julianDay, minuteOf, precisionOf, shortYear, spanWords, stepOf, ticksOf, whenWords, YEAR } from "../../front/src/chronology/time.ts";
import { random } from "./given.ts";

const SIGNS = { old: "O.S.", new: "N.S." };
const CUTOVER = minuteOf(1918, 2, 14);

test("days are counted from 1970 in both calendars", () => {
  const known: [number, number, number, number][] = [[1970, 1, 1, 0], [1969, 12, 31, -1], [2000, 2, 29, 11016], [1900, 3, 1, -25508], [1582, 10, 15, -141427], [0, 1, 1, -719528], [-4713, 11, 24, -2440588]];
  for (const [year, month, day, days] of known) assert.equal(gregorianDay(year, month, day), days);
  assert.equal(julianDay(1917, 10, 25), gregorianDay(1917, 11, 7));
  assert.equal(julianDay(1900, 2, 29), gregorianDay(1900, 3, 13));
  assert.equal(julianDay(1582, 10, 5), gregorianDay(1582, 10, 15));
  assert.equal(julianDay(-4712, 1, 1), -2440588);
});

test("a day is the same day again after a turn through either calendar, to ±10^9 years", () => {
  const next = random(7);
  for (let i = 0; i < 4000; i++) {
    const day = Math.floor((next() - 0.5) * 2 * 10 ** (3 + (i % 9))); // up to 10^11.5 days
    for (const julian of [false, true]) {
      const at = civil(day * DAY + 61, julian);
      assert.equal((julian ? julianDay : gregorianDay)(at.year, at.month, at.day), day);
      assert.deepEqual([at.hour, at.minute], [1, 1]);
      assert.ok(at.month >= 1 && at.month <= 12 && at.day >= 1 && at.day <= 31 && at.weekday >= 0 && at.weekday < 7);
    }
  }
});

test("weekdays follow each other across the epoch", () => {
  assert.equal(civil(0).weekday, 4);
  assert.equal(civil(minuteOf(1905, 12, 20)).weekday, 3);
  for (let day = -20; day < 20; day++) assert.equal((civil(day * DAY).weekday + 1) % 7, civil((day + 1) * DAY).weekday);
});

test("a ruler's ticks lie in order on whole units and never crowd", () => {
  const next = random(3);
  for (let i = 0; i < 300; i++) {
    const a = Math.floor((next() - 0.5) * 10 ** (6 + (i % 8)));
    const long = 30 * 10 ** (next() * 11);
    const step = stepOf(long / 12);
    const ticks = ticksOf(step, a, a + long, i % 2 ? "old" : "new", CUTOVER);
    assert.ok(ticks.length <= 30, `${ticks.length} ticks`);
    for (let k = 1; k < ticks.length; k++) assert.ok(ticks[k]! - ticks[k - 1]! >= Math.min(step.minutes * 0.5, DAY));
    for (const t of ticks) assert.ok(t >= a && t < a + long);
    if (step.unit === "year") for (const t of ticks) { const at = civil(t, i % 2 === 1 && t < CUTOVER); assert.deepEqual([at.month, at.day, at.year % step.n === 0 || step.n === 1], [1, 1, true]); }
  }
});

test("months of the old style begin thirteen days later until the cut-over", () => {
  const step = stepOf(29 * DAY);
  const ticks = ticksOf(step, minuteOf(1917, 12, 1), minuteOf(1918, 4, 1), "old", CUTOVER);
  assert.deepEqual(ticks, [minuteOf(1917, 12, 1, true), minuteOf(1918, 1, 1, true), minuteOf(1918, 3, 1)]); // 1 February O.S. was the day of the cut-over
});

test("stretches are said as shortly as they can be", () => {
  const table: [number, number, string][] = [
    [minuteOf(1905), minuteOf(1906) - 1, "1905"], [minuteOf(1911), minuteOf(1913) - 1, "1911–12"], [minuteOf(1898), minuteOf(1903) - 1, "1898–1902"],
    [minuteOf(1905, 12), minuteOf(1906) - 1, "Dec 1905"], [minuteOf(1939, 7), minuteOf(1939, 10) - 1, "Jul – Sept 1939"], [minuteOf(1939, 12), minuteOf(1940, 3) - 1, "Dec 1939 – Feb 1940"],
    [minuteOf(1918, 2, 3), minuteOf(1918, 2, 6) - 1, "3–5 Feb 1918"], [minuteOf(1918, 2, 3), minuteOf(1918, 3, 2) - 1, "3 Feb – 1 Mar 1918"], [minuteOf(-43, 3, 15), minuteOf(-43, 3, 16) - 1, "15 Mar 44 BC"],
  ];
  for (const [a, b, words] of table) assert.equal(spanWords(a, b, "en"), words);
});

test("years far from ours are written out", () => {
  assert.equal(dateWords(minuteOf(0), 4, "en"), "1 BC");
  assert.equal(dateWords(minuteOf(-169_999_999), 4, "en"), "170,000,000 BC");
  assert.equal(dateWords(minuteOf(1_000_000_000), 4, "en"), "1,000,000,000");
});

test("where there is little room, years of geology are in millions", () => {
  assert.deepEqual([1917, -43, -170_000_000, 900_000_000].map((year) => shortYear(year, "en")), ["1917", "44 BC", "170m BC", "900m"]);
});

test("other languages write dates their own way", () => {
  const day = minuteOf(1905, 12, 20);
  assert.match(dateWords(day, 2, "ru"), /^20 дек/);
  assert.match(dateWords(day, 2, "de"), /^20\. Dez/);
  assert.match(dateWords(day, 3, "fr"), /déc/);
  assert.equal(dateWords(day, 4, "no-such-tongue-at-all-x"), "1905");
});

test("old style dates are always marked, and a month of the new calendar is not bent into the old", () => {
  const point = (b: number, e: number, unit: 2 | 3 | 4) => ({ b, e, manner: 0 as const, unit });
  const day = point(minuteOf(1905, 12, 20), minuteOf(1905, 12, 21) - 1, 2);
  const said = (at: Parameters<typeof whenWords>[0], style: "old" | "new") => whenWords(at, "en", style, CUTOVER, SIGNS);
  assert.equal(said(day, "new"), "20 Dec 1905");
  assert.equal(said(day, "old"), "7 Dec 1905 O.S.");
  assert.equal(said(point(minuteOf(1905, 12), minuteOf(1906) - 1, 3), "old"), "Dec 1905 N.S.");
  assert.equal(said(point(minuteOf(1905, 12, 1, true), minuteOf(1906, 1, 1, true) - 1, 3), "old"), "Dec 1905 O.S.");
  assert.equal(said(point(minuteOf(1919, 5, 1), minuteOf(1919, 5, 2) - 1, 2), "old"), "1 May 1919");
  assert.equal(whenWords({ b: minuteOf(1917, 10, 25) + 1300, e: minuteOf(1917, 10, 25) + 1300, manner: 0, unit: 0 }, "en", "new", CUTOVER, SIGNS), "25 Oct 1917, 21:40");
});

test("precision is the coarsest unit that both ends keep", () => {
  assert.equal(precisionOf(minuteOf(1905), minuteOf(1907) - 1), 4);
  assert.equal(precisionOf(minuteOf(1905), minuteOf(1905, 2) - 1), 3);
  assert.equal(precisionOf(minuteOf(1905), minuteOf(1905, 1, 3) - 1), 2);
  assert.equal(precisionOf(minuteOf(1905) + 60, minuteOf(1905, 1, 3) - 1), 0);
});

test("the heading names what a window shows", () => {
  const say = (key: string) => key;
  const head = (a: number, b: number, style: "old" | "new" = "new") => headingWords({ a, b }, "en", style, CUTOVER, say);
  assert.equal(head(minuteOf(1890), minuteOf(2015)), "1890 – 2014");
  assert.equal(head(minuteOf(1905, 12), minuteOf(1906)), "December 1905");
  assert.equal(head(minuteOf(1905, 12, 20), minuteOf(1905, 12, 21)), "20 Dec 1905");
  assert.match(head(minuteOf(1905, 12, 20), minuteOf(1905, 12, 21), "old"), /^7 Dec 1905/);
  assert.equal(head(minuteOf(1905, 1), minuteOf(1905, 1) + YEAR * 0.5), "Jan – Jul 1905");
});

test("days are told in both styles from the reform of 1582 to the cut-over alone", () => {
  const britain = minuteOf(1752, 9, 14);
  const told: [number, number | null | undefined, boolean][] = [
    [minuteOf(1582, 10, 14), CUTOVER, false], [minuteOf(1582, 10, 15), CUTOVER, true], [CUTOVER - 1, CUTOVER, true], [CUTOVER, CUTOVER, false],
    [minuteOf(1752, 9, 13), britain, true], [britain, britain, false], [minuteOf(1700), null, false], [minuteOf(1700), undefined, false],
  ];
  for (const [t, cutover, both] of told) assert.equal(inBoth(t, cutover), both);
});
