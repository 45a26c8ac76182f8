import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, bring, cells } from "../../front/src/chronology/bring.ts";
import { edtfOf } from "../../front/src/chronology/dates.ts";
import { grow } from "../../front/src/chronology/grow.ts";
import { decodeMeta, decodeTile, inMemory } from "../../front/src/chronology/tiles.ts";
import type { Mark, Tile } from "../../front/src/chronology/types.ts";
import { random } from "./given.ts";

test("cells are cut as RFC 4180 says, whatever the separator", () => {
  assert.deepEqual(cells('a,b\r\n"x, ""y""",2\n\n"two\nlines",3'), [["a", "b"], ['x, "y"', "2"], ["two\nlines", "3"]]);
  assert.deepEqual(cells("\uFEFFa;b\n1;2"), [["a", "b"], ["1", "2"]]);
  assert.deepEqual(cells("a\tb\n1,5\t"), [["a", "b"], ["1,5", ""]]);
  assert.throws(() => cells('a,b\n"open,1'));
});

test("markup becomes words", () => {
  assert.equal(bare("<p>A &amp; B<br>c &#233; <b onclick='x'>d</b></p>"), "A & B c é d");
});

test("a table of ours is read, with what it could not read", () => {
  const read = bring("a.csv", "title,date,end,lane,witness\nOne,1917-02,,Art,Reed\nTwo,1917-10-25,1917-10-26,,\nThree,someday,,,\n,1917,,,\nFour,1918,1917,,", "en");
  assert.deepEqual(read.events.map((event) => [event.title, edtfOf(event.date), event.lane, event.who]), [["One", "1917-02", "Art", "Reed"], ["Two", "1917-10-25/1917-10-26", "", ""]]);
  assert.deepEqual(read.unread.map((one) => [one.row, one.why]), [[4, "date"], [5, "title"], [6, "order"]]);
});

test("rows of one id are datings of one event", () => {
  const [event] = bring("a.csv", "id,title,date,witness\n7,Shot,1905-12-30,Nevinson\n7,Shot,1905-12,Durland", "en").events;
  assert.equal(event!.other.length, 1);
  assert.equal(event!.other[0]!.who, "Durland");
});

test("a TimelineJS sheet and its JSON say the same", () => {
  const sheet = bring("s.csv", "Year,Month,Day,Time,End Year,End Month,Headline,Text,Media,Group,Type,Display Date\n,,,,,,The title,,,,title,\n1917,10,25,,1917,11,<b>Rise</b>,It was,pic.jpg,Politics,,autumn", "en");
  const json = bring("s.json", JSON.stringify({ title: { text: { headline: "The title" } }, events: [{ start_date: { year: "1917", month: "10", day: "25" }, end_date: { year: 1917, month: 11 }, display_date: "autumn", text: { headline: "<b>Rise</b>", text: "It was" }, media: { url: "pic.jpg" }, group: "Politics" }] }), "en");
  for (const { title, events } of [sheet, json]) assert.deepEqual([title, events.map((event) => [event.title, edtfOf(event.date), event.lane, event.text, event.picture, event.words])], ["The title", [["Rise", "1917-10-25/1917-11-30", "Politics", "It was", "pic.jpg", "autumn"]]]);
});

test("vis items are read with their groups", () => {
  const read = bring("v.json", JSON.stringify({ items: [{ id: 1, content: "One", start: "1917-10-25", group: 2 }, { id: 2, content: "Two", start: "1917-10-25T21:40:00.000Z", end: "1917-10-27T00:00:00Z" }, { id: 3, content: "Three", start: 0 }], groups: [{ id: 2, content: "Art" }] }), "en");
  assert.deepEqual(read.events.map((event) => [event.title, edtfOf(event.date), event.lane]), [["One", "1917-10-25", "Art"], ["Two", "1917-10-25T21:40/1917-10-27T23:59", ""], ["Three", "1970-01-01", ""]]);
});

test("a file that is nothing of ours is refused with its reason", () => {
  for (const [text, why] of [["{", "bring.json"], ['{"a":1}', "bring.shape"], ["a,b\n1,2", "bring.columns"], ['title,date\n"x', "bring.csv"], ["", "bring.columns"]]) assert.throws(() => bring("x", text!, "en"), new RegExp(why!), text);
});

function table(n: number, seed: number): string {
  const next = random(seed);
  const rows = Array.from({ length: n }, (_, i) => `E${i},${1900 + Math.floor(next() * (i % 2 ? 100 : 2))}-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 9)},${["A", "B", "C"][i % 3]},${Math.ceil(next() * 50)}`);
  return `title,date,lane,weight\n${rows.join("\n")}`;
}

test("a grown tree holds each event in one tile, and its counts are true", () => {
  const { events } = bring("t.csv", table(3000, 4), "en");
  const files = grow("file:t", "T", events, "en");
  const tree = decodeMeta(0, inMemory(files), files["meta.json"]);
  const tiles = Object.keys(files).filter((path) => /^\d+\/\d+(\.\d+)?\.json$/.test(path)).map((path) => { const [z, x, part] = path.replace(".json", "").split(/[/.]/).map(Number); return decodeTile(tree, z!, x!, part ?? 0, files[path]); });
  const marks = tiles.flatMap((tile: Tile) => tile.marks);
  assert.equal(marks.length, 3000);
  assert.equal(new Set(marks.map((mark: Mark) => mark.id)).size, 3000);
  for (const tile of tiles) {
    assert.ok(tile.marks.every((mark: Mark) => mark.b >= tile.begin && mark.b < tile.begin + tile.span), "a mark begins in its tile");
    assert.ok(tile.kids === 0 || tile.marks.length === 128);
    const begun = marks.filter((mark: Mark) => mark.b >= tile.begin && mark.b < tile.begin + tile.span);
    assert.deepEqual([...tile.n], tree.lanes.map((lane) => begun.filter((mark: Mark) => mark.lane === lane).length));
    assert.deepEqual(tile.bins.map((bins) => bins.reduce((sum, one) => sum + one, 0)), [...tile.n]);
  }
  assert.deepEqual(JSON.stringify(grow("file:t", "T", events, "en")), JSON.stringify(files), "the same events give the same tree");
});

test("more than a leaf can hold at one minute goes into parts, and what lasts is known below", () => {
  const rows = Array.from({ length: 6000 }, (_, i) => `E${i},1917-10-25T21:40,,${i}`).join("\n");
  const files = grow("f", "F", bring("f.csv", `title,date,end,weight\nLong,1910,1930,1\n${rows}`, "en").events, "en");
  const parts = Object.entries(files).filter(([path]) => /\.\d+\.json$/.test(path));
  assert.ok(parts.length >= 2);
  const leaf = Object.entries(files).find(([, file]) => (file as { parts?: number }).parts)?.[1] as { parts: number; w: number[]; open: number[] };
  assert.equal(leaf.parts, parts.length + 1);
  assert.ok(Math.min(...leaf.w) > Math.max(...parts.flatMap(([, part]) => (part as { w: number[] }).w)), "the heaviest come first");
  assert.deepEqual(leaf.open, [1]);
});

test("contested datings stay together as prongs", () => {
  const files = grow("f", "F", bring("f.csv", "id,title,date,witness,text\n7,Shot,1905-12-30,Nevinson,told\n7,Shot,1905-12,Durland,", "en").events, "en");
  const tree = decodeMeta(0, inMemory(files), files["meta.json"]);
  const [mark] = decodeTile(tree, 0, 0, 0, files["0/0.json"]).marks;
  assert.equal(mark!.contested, true);
  assert.deepEqual(mark!.prongs.map((prong) => [edtfOf(prong), prong.who[0]!.name]), [["1905-12-30", "Nevinson"], ["1905-12", "Durland"]]);
  assert.deepEqual(files["0/0.cards.json"], { i: { 0: { text: "told", by: ["Nevinson"], words: "1905-12-30" } } });
});
