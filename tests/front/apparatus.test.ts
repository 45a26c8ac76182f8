import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, startView, treesFrom, viewFrom } from "../../front/src/chronology/address.ts";
import { bring, cells } from "../../front/src/chronology/bring.ts";
import { answers } from "../../front/src/chronology/find.ts";
import { grow } from "../../front/src/chronology/grow.ts";
import { passesOf } from "../../front/src/chronology/sift.ts";
import { calendarOf, csvOf, jsonOf, timelineOf, type Taken } from "../../front/src/chronology/takeaway.ts";
import { minuteOf } from "../../front/src/chronology/time.ts";
import { decodeMeta, decodeTile, inMemory } from "../../front/src/chronology/tiles.ts";
import { weightiest } from "../../front/src/chronology/twin.ts";
import { learn, sayer } from "../../front/src/chronology/words.ts";
import type { Card, Mark, View } from "../../front/src/chronology/types.ts";

const FIRST: View = { a: 0, b: 1440, scale: "elastic", across: false, style: "new", lanes: [], first: 0, align: {}, hairs: false, filter: null, open: null };

test("the whole state goes into an address and comes back", () => {
  const view: View = {
    a: minuteOf(1905, 12, 7), b: minuteOf(12024, 1, 1), scale: "aligned", across: true, style: "old", lanes: ["t#Politics & art", "t#б"], first: 1, hairs: true, open: { tree: "t/1", id: 7 },
    align: { "t#б": { t: -5, id: "x~y", title: "A ~ title" } }, filter: { themes: ["a,b"], who: ["Reed"], places: [], certain: "open", contested: true, machine: "no" },
  };
  assert.deepEqual(viewFrom(hashOf(view, ["https://a.example/meta.json"]), FIRST), view);
  assert.deepEqual(viewFrom(hashOf({ ...view, a: minuteOf(-43, 3, 4) }), FIRST)?.a, minuteOf(-43, 3, 4));
  assert.deepEqual(viewFrom(`${hashOf(FIRST)}&align=broken`, FIRST), FIRST);
  assert.deepEqual(treesFrom(hashOf(view, ["https://a.example/meta.json"])), ["https://a.example/meta.json"]);
  assert.deepEqual(viewFrom(hashOf({ ...FIRST, open: { tree: "t", id: "n7" } }), FIRST), { ...FIRST, open: { tree: "t", id: "n7" } });
});

test("an address may be written as a person writes dates", () => {
  for (const [hash, a, b] of [
    ["#t=1905", minuteOf(1905), minuteOf(1906)], ["#t=1905-12", minuteOf(1905, 12), minuteOf(1906)], ["#t=1905-11", minuteOf(1905, 11), minuteOf(1905, 12)],
    ["#t=1905-12-15/1906-01-05", minuteOf(1905, 12, 15), minuteOf(1906, 1, 6)], ["#t=-0043/0014", minuteOf(-43), minuteOf(15)],
  ] as const) assert.deepEqual([startView(hash, FIRST).a, startView(hash, FIRST).b], [a, b], hash);
});

test("an address that is not ours is left alone", () => {
  for (const hash of ["", "#undated", "#t=1918/1917", "#t=1917-1", "#t=1918-01-01T00:00/1917-01-01T00:00", "#t=", "#lane=a"]) assert.deepEqual(startView(hash, FIRST), {}, hash);
});

test("words have plural forms, and the page's own come first", () => {
  assert.equal(sayer("en")("folds", { n: 1 }), "(1 empty stretch folded)");
  assert.equal(sayer("en")("folds", { n: 12000 }), "(12,000 empty stretches folded)");
  const ru = sayer("ru", { "folds.one": "{n} складка", "folds.few": "{n} складки", "folds.many": "{n} складок" });
  assert.deepEqual([1, 3, 5, 21].map((n) => ru("folds", { n })), ["1 складка", "3 складки", "5 складок", "21 складка"]);
  assert.equal(sayer("no such tag!")("century"), "Century");
  assert.equal(sayer("en")("nobody.knows"), "nobody.knows");
  learn({ "only.more": "More" });
  assert.equal(sayer("en")("only.more"), "More");
});

test("the heaviest are listed in order of time, with what has focus", () => {
  const marks = [5, 1, 9, 3, 7].map((weight, b) => ({ mark: { key: String(b), weight, b } as Mark }));
  assert.deepEqual(weightiest(marks, 3, "").map(({ mark }) => mark.weight), [5, 9, 7]);
  assert.deepEqual(weightiest(marks, 3, "1").map(({ mark }) => mark.weight), [1, 9, 7]);
});

test("every word sought begins a word of the title", () => {
  assert.ok(answers("The Résumé of Kronstadt", ["kron", "resume"]));
  assert.ok(!answers("The Résumé of Kronstadt", ["stadt"]));
});

const TABLE = `id,title,date,end,lane,witness,text,weight
1,"Shot, at dusk",1905-12-30,,Presnya,Nevinson,"He fell; they ran, all",5
1,"Shot, at dusk",1905-12,,Presnya,Durland,,5
2,=SUM(A1),1917-02/1917-10,,Politics,,,3
3,Пресня,1905-12-20T14:00,,Presnya,Wright,${"долго ".repeat(30).trim()},2
4,Old,-0043,,Art,,,1
${Array.from({ length: 30 }, (_, i) => `x${i},Filler ${i},19${10 + i},,Art,,,${i}`).join("\n")}`;

function taken(): Taken[] {
  const files = grow("file:t", "T", bring("t.csv", TABLE, "en").events, "en");
  const tree = decodeMeta(0, inMemory(files), files["meta.json"]);
  const cards = (files["0/0.cards.json"] as { i: Record<string, Card> }).i;
  return decodeTile(tree, 0, 0, 0, files["0/0.json"]).marks.map((mark) => ({ mark, card: cards[mark.at] }));
}

test("a CSV that is taken away can be brought again", () => {
  const text = csvOf(taken());
  const again = bring("again.csv", text, "en");
  assert.equal(again.unread.length, 0);
  assert.equal(again.events.length, 34);
  const shot = again.events.find((event) => event.id === "1")!;
  assert.deepEqual([shot.title, shot.who, shot.text, shot.other.map((one) => one.who)], ["Shot, at dusk", "Nevinson", "He fell; they ran, all", ["Durland"]]);
  assert.ok(cells(text).some((row) => row[1] === "'=SUM(A1)"), "no cell is a formula");
});

test("JSON keeps both dates of a contested event with their witnesses", () => {
  const { title, events } = JSON.parse(jsonOf(taken(), "T")) as { title: string; events: { id: string; contested: boolean; dates: { edtf: string; by: string[] }[] }[] };
  assert.equal(title, "T");
  assert.deepEqual(events.find((event) => event.id === "1")!.dates.map(({ edtf, by }) => [edtf, by[0]]), [["1905-12-30", "Nevinson"], ["1905-12", "Durland"]]);
});

test("TimelineJS gets the twenty heaviest, without markup", () => {
  const made = JSON.parse(timelineOf(taken(), "A <T>", (mark) => `on ${mark.id}`)) as { title: { text: { headline: string } }; events: { text: { headline: string }; start_date: Record<string, number>; end_date?: unknown; display_date: string; group: string }[] };
  assert.equal(made.events.length, 20);
  assert.equal(made.title.text.headline, "A &lt;T&gt;");
  assert.deepEqual(made.events.find((event) => event.text.headline.startsWith("Shot")), undefined, "weights 5 is not among the twenty");
  assert.equal(bring("again.json", JSON.stringify(made), "en").events.length, 20);
});

test("a calendar has folded lines, whole days and says what it leaves out", () => {
  const { text, left } = calendarOf(taken(), "T", (mark) => `when ${mark.id}`, "20260101T000000Z");
  assert.equal(left, 1);
  const raw = text.split("\r\n");
  assert.ok(raw.every((line) => new TextEncoder().encode(line).length <= 75));
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 33);
  assert.ok(lines.includes("SUMMARY:Shot\\, at dusk"));
  const at = lines.indexOf("SUMMARY:Пресня");
  assert.deepEqual(lines.slice(at - 2, at), ["DTSTART;VALUE=DATE:19051220", "DTEND;VALUE=DATE:19051221"]);
});

test("a filter lets pass what it says", () => {
  const marks = taken().map((one) => one.mark);
  const n = (filter: Partial<NonNullable<View["filter"]>>) => marks.filter(passesOf({ themes: [], who: [], places: [], certain: "", contested: false, machine: "", ...filter })!).length;
  assert.equal(n({}), 34);
  assert.equal(n({ contested: true }), 1);
  assert.equal(n({ who: ["Durland"] }), 1);
  assert.equal(n({ certain: "certain" }), 33);
  assert.equal(n({ certain: "open" }), 1);
  assert.equal(n({ machine: "only" }), 0);
  assert.equal(passesOf(null), null);
});
