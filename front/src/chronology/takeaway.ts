/** Take it away: what is in the window as CSV, JSON, TimelineJS3 JSON or iCalendar, made here, and paper. Each says what it leaves out. */
import { edtfAt, edtfOf, type Dated } from "./dates";
import { download, el } from "./dom";
import { civil, DAY, precisionOf, type Precision } from "./time";
import { progressLine, treesShown, walk } from "./walk";
import type { Card, Core, Mark, Prong, Tile } from "./types";

/** A mark with its card; `when` and `lane` in words of the page. */
export interface Taken { mark: Mark; card: Card | undefined }

const MOST = 100_000; // marks in one file
const FEW = 20; // TimelineJS3's own advice

/** One row for each dating, so that no version of a contested event is parted from the others: they share their `event`. The columns are those that `presnya chronology` reads. */
export function csvOf(taken: readonly Taken[]): string {
  const head = ["event", "title", "date", "lane", "place", "theme", "witness", "source", "passage", "text", "picture", "alt", "weight", "link", "lang", "words"];
  const rows = taken.flatMap(({ mark, card }) => datings(mark).map((one) => [
    mark.id, mark.title, dateOf(one.at), mark.lane.title, mark.places.join("; "), mark.themes.join("; "), one.who.join("; "), card?.source, card?.passage, card?.text, card?.picture, card?.alt, mark.weight, mark.href, mark.lang, one.words || card?.words,
  ]));
  return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** EDTF, and two things that are finer in our tables: an hour as T22, and a side that is open. */
function dateOf(at: Dated & { openBegin: boolean; openEnd: boolean }): string {
  if (at.openBegin || at.openEnd) {
    const known = edtfOf({ ...at, manner: 1 }).split("/");
    return at.openBegin ? `../${known.at(-1)}` : `${known[0]}/..`;
  }
  return at.manner === 0 && at.unit === 1 ? edtfOf(at).replace(/(T\d\d):\d\d/, "$1") : edtfOf(at);
}

/** A cell that begins like a formula is quoted with an apostrophe: spreadsheets run formulas. `presnya chronology` takes it off again. */
function cell(value: unknown): string {
  const text = String(value ?? "").replace(/^(?=[=+@\t]|-(?!\d))/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function datings(mark: Mark): { at: Mark | Prong; who: string[]; words: string }[] {
  if (!mark.prongs.length) return [{ at: mark, who: mark.who.map((one) => one.name), words: "" }];
  return mark.prongs.map((prong) => ({ at: prong, who: prong.who.map((one) => one.name), words: prong.words }));
}

export function jsonOf(taken: readonly Taken[], title: string): string {
  const events = taken.map(({ mark, card }) => ({
    id: mark.id, title: mark.title, lane: mark.lane.title, dates: datings(mark).map((one) => ({ edtf: edtfOf(one.at), earliest: edtfAt(one.at.b, 0), latest: edtfAt(one.at.e, 0), by: one.who, ...(one.words ? { words: one.words } : {}) })),
    contested: mark.contested, ...(mark.machine ? { readByMachine: true } : {}), weight: mark.weight, places: mark.places, themes: mark.themes, ...(mark.lang ? { lang: mark.lang } : {}), ...(mark.href ? { href: mark.href } : {}),
    ...(card ? { text: card.text, passage: card.passage, source: card.source, act: card.act, picture: card.picture } : {}),
  }));
  return `${JSON.stringify({ title, events }, null, 1)}\n`;
}

const heaviest = (taken: readonly Taken[], n: number) => [...taken].sort((one, other) => Number(other.mark.chosen) - Number(one.mark.chosen) || other.mark.weight - one.mark.weight || one.mark.b - other.mark.b).slice(0, n).sort((one, other) => one.mark.b - other.mark.b);
const markup = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function knightDate(t: number, precision: Precision, words: string): Record<string, number | string> {
  const at = civil(t);
  return { year: at.year, ...(precision < 4 ? { month: at.month } : {}), ...(precision < 3 ? { day: at.day } : {}), ...(precision < 2 ? { hour: at.hour, minute: at.minute } : {}), ...(words ? { display_date: words } : {}) };
}

/** TimelineJS3 (timeline.knightlab.com/docs/json-format.html): the 20 heaviest. It has no uncertain or contested dates, so these are said in `display_date`. */
export function timelineOf(taken: readonly Taken[], title: string, when: (mark: Mark) => string): string {
  const events = heaviest(taken, FEW).map(({ mark, card }) => {
    const precision = mark.manner === 0 && mark.unit < 5 ? (mark.unit as Precision) : precisionOf(mark.b, mark.e);
    const media = card?.picture ? { media: { url: card.picture, caption: markup(card.alt ?? ""), alt: card.alt ?? "" } } : {};
    const last = mark.manner === 1 ? { end_date: knightDate(mark.e, precision, "") } : {};
    return { unique_id: `e${String(mark.id).replace(/\W+/g, "-")}`, start_date: knightDate(mark.b, precision, ""), ...last, display_date: when(mark), text: { headline: markup(mark.title), text: markup([card?.text, card?.passage].filter(Boolean).join(" ")) }, group: mark.lane.title, ...media };
  });
  const far = taken.some(({ mark }) => Math.abs(civil(mark.b).year) > 200_000);
  return `${JSON.stringify({ scale: far ? "cosmological" : "human", title: { text: { headline: markup(title), text: "" } }, events }, null, 1)}\n`;
}

const two = (n: number) => String(n).padStart(2, "0");
const day = (t: number) => { const at = civil(t); return `${String(at.year).padStart(4, "0")}${two(at.month)}${two(at.day)}`; };
const escape = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** A content line folded at 75 octets (RFC 5545, 3.1). */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [out, size] = ["", 0];
  for (const sign of line) {
    const bytes = encoder.encode(sign).length;
    if (size + bytes > 74) { out += "\r\n "; size = 1; }
    out += sign;
    size += bytes;
  }
  return out;
}

/** iCalendar (RFC 5545): days from the earliest to the latest; hours stay in the words, since no zone is known. Years outside 1 to 9999 cannot be said in it: `left`. */
export function calendarOf(taken: readonly Taken[], title: string, when: (mark: Mark) => string, stamp: string): { text: string; left: number } {
  const able = taken.filter(({ mark }) => civil(mark.b).year >= 1 && civil(mark.e).year <= 9998);
  const lines = able.flatMap(({ mark, card }) => [
    "BEGIN:VEVENT", `UID:${encodeURIComponent(`${mark.lane.tree.id}.${mark.id}`)}@presnya`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${day(mark.b)}`, `DTEND;VALUE=DATE:${day(Math.floor(mark.e / DAY) * DAY + DAY)}`,
    `SUMMARY:${escape(mark.title)}`, `DESCRIPTION:${escape([when(mark), card?.text, card?.passage].filter(Boolean).join("\n"))}`, `CATEGORIES:${escape(mark.lane.title)}`,
    ...(mark.places.length ? [`LOCATION:${escape(mark.places.join(", "))}`] : []), ...(mark.href ? [`URL:${mark.href}`] : []), "TRANSP:TRANSPARENT", "END:VEVENT",
  ]);
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//presnya//chronology//EN", `X-WR-CALNAME:${escape(title)}`, ...lines, "END:VCALENDAR"].map(folded).join("\r\n");
  return { text: `${text}\r\n`, left: taken.length - able.length };
}

// ── the panel ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Form = "csv" | "json" | "timelinejs" | "ics";
const TYPES: Record<Form, string> = { csv: "text/csv;charset=utf-8", json: "application/json", timelinejs: "application/json", ics: "text/calendar;charset=utf-8" };

/** Everything that is in the window on the lanes shown and passes the filter, coarse tiles first, up to MOST. */
async function collect(core: Core, passes: (mark: Mark) => boolean, told: (n: number) => void, signal: AbortSignal): Promise<{ taken: Taken[]; missing: number }> {
  const { a, b } = core.view;
  const lanes = new Set(core.lanes);
  const taken: Taken[] = [];
  const seen = new Set<string>();
  const take = (mark: Mark, cards: ReadonlyMap<number, Card>) => {
    if (seen.has(mark.key) || !lanes.has(mark.lane) || mark.b >= b || mark.e < a || !passes(mark) || taken.length >= MOST) return;
    seen.add(mark.key);
    taken.push({ mark, card: cards.get(mark.at) });
  };
  const cardsOf = async (tile: Tile) => (tile.told ? core.cards(tile).catch(() => new Map<number, Card>()) : new Map<number, Card>());
  const done = await walk(core, treesShown(core), async (tile) => {
    const cards = await cardsOf(tile);
    for (const mark of tile.marks) take(mark, cards);
    return taken.length < MOST;
  }, { window: { a, b }, signal, progress: () => told(taken.length) });
  for (const { mark } of core.layout?.marks ?? []) if (!seen.has(mark.key)) take(mark, await cardsOf(mark.tile)); // what began before the window and lasts into it
  taken.sort((one, other) => one.mark.b - other.mark.b || (one.mark.key < other.mark.key ? -1 : 1));
  return { taken, missing: done.missing };
}

export function takeaway(core: Core, when: (mark: Mark) => string, heading: () => string, passes: () => ((mark: Mark) => boolean) | null, paper: () => Promise<void>): (box: HTMLElement) => () => void {
  const { say } = core;
  return (box) => {
    const line = progressLine(core);
    const take = async (form: Form) => {
      const signal = line.signal();
      line.say(say("take.reading", { n: 0 }), true);
      const { taken, missing } = await collect(core, passes() ?? (() => true), (n) => line.say(say("take.reading", { n }), true), signal);
      if (signal.aborted) { line.say(say("take.stopped"), false); return; }
      const title = `${core.trees[0]?.meta.title ?? ""}, ${heading()}`;
      const calendar = form === "ics" ? calendarOf(taken, title, when, new Date().toISOString().replace(/[-:]|\.\d+/g, "")) : null;
      const text = calendar?.text ?? (form === "csv" ? csvOf(taken) : form === "json" ? jsonOf(taken, title) : timelineOf(taken, title, when));
      download(`${(core.trees[0]?.meta.id ?? "chronology").replace(/[^\p{L}\p{N}]+/gu, "-")}.${form === "timelinejs" ? "timelinejs.json" : form}`, TYPES[form], [text]);
      line.say([
        say("take.done", { n: form === "timelinejs" ? Math.min(FEW, taken.length) : taken.length - (calendar?.left ?? 0) }), form === "timelinejs" && taken.length > FEW ? say("take.few", { n: taken.length }) : "",
        calendar?.left ? say("take.left", { n: calendar.left }) : "", taken.length >= MOST ? say("take.most", { n: MOST }) : "", missing ? say("walk.missing", { n: missing }) : "",
      ].filter(Boolean).join(" "), false);
    };
    const button = (form: Form) => el("button", { type: "button", class: "btn", onclick: () => void take(form) }, say(`take.${form}`));
    box.append(el("p", { class: "fine" }, say("take.what", { window: heading() })), el("div", { class: "some" }, button("csv"), button("json"), button("timelinejs"), button("ics"), el("button", { type: "button", class: "btn", onclick: () => void paper() }, say("take.print"))), line.box);
    return () => { line.signal(); };
  };
}
