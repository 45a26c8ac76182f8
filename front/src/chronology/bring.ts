/**
 * Events from a reader's own file: our columns, the columns of a TimelineJS spreadsheet, TimelineJS3 JSON, vis-timeline items.
 * Read in the browser; nothing is sent anywhere. What has no date that can be read is listed with its reason, never dropped in silence.
 */
import { readDate, type Dated } from "./dates";

/** One event as it was brought. `other`: further datings of the same event (same `event` or `id`) by other witnesses. */
export interface Brought {
  id: string | number; title: string; date: Dated; words: string; lane: string; weight: number; who: string; place: string; lang: string; href: string;
  text: string; source: string; passage: string; picture: string; alt: string; other: { date: Dated; words: string; who: string }[];
}
export interface Unread { row: number; title: string; why: "date" | "title" | "order"; words: string }
export interface Bringing { title: string; events: Brought[]; unread: Unread[] }

type Row = Record<string, string>;

// ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Cells of a CSV (RFC 4180; comma, semicolon or tab, whichever the first line has most of). */
export function cells(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, "");
  const head = body.slice(0, (body.search(/[\r\n]/) + 1 || body.length + 1) - 1);
  const by = [",", ";", "\t"].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best));
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${by}][^\\r\\n${by}]*|))(${by}|\\r\\n|\\n|\\r|$)`, "y");
  for (let found = cell.exec(body); found; found = cell.exec(body)) {
    row.push(found[1] === undefined ? (found[2] ?? "") : found[1].replaceAll('""', '"'));
    if (found[3] === by) continue;
    if (row.length > 1 || row[0]) rows.push(row);
    row = [];
    if (!found[3]) return rows;
  }
  throw new Error("csv"); // a quotation mark within a cell, or one that is never closed
}

function rowsOf(text: string): Row[] {
  const [head = [], ...body] = cells(text);
  const names = head.map((name) => name.trim().toLowerCase());
  return body.map((row) => Object.fromEntries(names.map((name, i) => [name, (row[i] ?? "").trim()])));
}

/** Words without markup: others' titles are HTML. */
export function bare(html: unknown): string {
  return String(html ?? "")
    .replace(/<br\s*\/?>|<\/(p|div|li)>/gi, " ").replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp|#(\d+)|#x([\da-f]+));/gi, (_, name: string, ten?: string, hex?: string) =>
      ten || hex ? String.fromCodePoint(ten ? Number(ten) : Number.parseInt(hex ?? "", 16)) : ({ amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " }[name.toLowerCase()] ?? ""))
    .replace(/\s+/g, " ").trim();
}

/** Two dates as one stretch; null when the second is before the first. */
function stretch(first: Dated, last: Dated): Dated | null {
  if (last.e < first.b) return null;
  return last.b === first.b && last.e === first.e ? first : { b: first.b, e: last.e, manner: 1, unit: 5, approximate: first.approximate || last.approximate, uncertain: first.uncertain || last.uncertain };
}

const when = (year = "", month = "", day = "", time = ""): string => {
  if (!year) return "";
  const signed = /^-/.test(year) ? `-${year.slice(1).padStart(4, "0")}` : year.padStart(4, "0");
  const two = (text: string) => text.padStart(2, "0");
  return signed + (month ? `-${two(month)}${day ? `-${two(day)}${/^\d{1,2}:\d\d/.test(time) ? `T${time}` : ""}` : ""}` : "");
};

/** A row of a TimelineJS spreadsheet with our names; a row of ours as it is. */
function ours(row: Row): Row {
  if (row.date !== undefined || row.headline === undefined) return row;
  return {
    title: bare(row.headline), date: when(row.year, row.month, row.day, row.time), end: when(row["end year"], row["end month"], row["end day"], row["end time"]),
    lane: row.group ?? "", text: bare(row.text), picture: row.media ?? "", alt: bare(row["media caption"]), shown: row["display date"] ?? "",
    ...(row.type === "title" ? { heading: "1" } : {}),
  };
}

// ── one row, one event ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function dateOf(row: Row, lang: string): Dated | Unread["why"] {
  const old = row.calendar?.toLowerCase() === "julian" ? " O.S." : "";
  const first = readDate((row.date ?? "") + old, lang);
  if (!first) return "date";
  if (!row.end) return first;
  const last = readDate(row.end + old, lang);
  return last ? (stretch(first, last) ?? "order") : "date";
}

function take(into: Bringing, row: Row, at: number, lang: string, byId: Map<string, Brought>): void {
  const title = row.title ?? "";
  const words = [row.date, row.end].filter(Boolean).join(" – ");
  const date = title ? dateOf(row, row.lang || lang) : "title";
  if (typeof date === "string") {
    into.unread.push({ row: at, title, why: date, words });
    return;
  }
  const id = row.event || row.id;
  const same = id ? byId.get(id) : undefined;
  if (same) {
    same.other.push({ date, words, who: row.witness ?? "" });
    return;
  }
  const event: Brought = {
    id: id || at, title, date, words: row.shown || words, lane: row.lane ?? "", weight: Number(row.weight) || 1, who: row.witness ?? "", place: row.place ?? "", lang: row.lang ?? "",
    href: row.link || row.href || "", text: row.text ?? "", source: row.source ?? "", passage: row.passage ?? "", picture: row.picture ?? "", alt: row.alt ?? "", other: [],
  };
  if (id) byId.set(id, event);
  into.events.push(event);
}

function all(title: string, rows: readonly Row[], lang: string, first: number): Bringing {
  const into: Bringing = { title, events: [], unread: [] };
  const byId = new Map<string, Brought>();
  rows.forEach((row, i) => {
    if (row.heading) into.title = row.title || title;
    if (!row.heading || row.date) take(into, row, i + first, lang, byId);
  });
  return into;
}

// ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Loose = Record<string, unknown>;
const text = (value: unknown) => (value === undefined || value === null ? "" : String(value));
const part = (value: unknown) => (value ?? {}) as Loose;

function parts(date: unknown): string {
  const at = part(date);
  const time = at.hour === undefined || at.hour === "" ? "" : `${text(at.hour).padStart(2, "0")}:${(text(at.minute) || "0").padStart(2, "0")}`;
  return when(text(at.year), text(at.month), text(at.day), time);
}

function knightLab(event: Loose): Row {
  const [words, media] = [part(event.text), part(event.media)];
  return {
    id: text(event.unique_id), title: bare(words.headline), text: bare(words.text), date: parts(event.start_date), end: parts(event.end_date), lane: text(event.group),
    shown: text(event.display_date) || text(part(event.start_date).display_date), picture: text(media.url), alt: bare(media.alt ?? media.caption), href: text(media.link),
  };
}

/** vis-timeline: moments as ISO strings or milliseconds since 1970. A zone is dropped: the wall clock is what was meant. */
function moment(value: unknown): string {
  if (typeof value !== "number") return text(value).replace(/^(\d{4}-\d\d-\d\d)[T ]00:00(:00(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/, "$1").replace(/(T\d\d:\d\d)[:.\d]*(Z|[+-]\d\d:?\d\d)?$/, "$1");
  const iso = new Date(value).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, -14) : iso.slice(0, -8);
}

function visItem(item: Loose, groups: Map<string, string>): Row {
  const group = text(item.group);
  const names: Row = { id: text(item.id), title: bare(item.content) || bare(item.title), text: bare(item.title), date: moment(item.start), end: moment(item.end), lane: groups.get(group) ?? group };
  if (names.text === names.title) names.text = "";
  return names;
}

function json(file: string, name: string, lang: string): Bringing {
  const read = JSON.parse(file) as Loose | Loose[];
  const found = Array.isArray(read) ? read : ((read.events ?? read.items) as Loose[] | undefined);
  if (!Array.isArray(found)) throw new Error("shape");
  if (!Array.isArray(read) && read.events) return all(bare(part(part(read.title).text).headline) || name, found.map(knightLab), lang, 1);
  if (found[0] && "date" in found[0]) return all(name, found.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, text(value)]))), lang, 1);
  const groups = new Map((Array.isArray(read) ? [] : ((read.groups as Loose[] | undefined) ?? [])).map((one) => [text(one.id), bare(one.content)]));
  return all(name, found.map((item) => visItem(item, groups)), lang, 1);
}

/**
 * Events of a file. `lang` names the months. Throws an Error whose message is a key of words.json (`bring.csv`, `bring.shape`, `bring.json`, `bring.columns`)
 * when nothing can be made of the file at all.
 */
export function bring(name: string, file: string, lang: string): Bringing {
  const title = name.replace(/\.[^.]+$/, "");
  if (/^\s*[[{]/.test(file)) {
    try {
      return json(file, title, lang);
    } catch (error) {
      throw new Error(error instanceof SyntaxError ? "bring.json" : "bring.shape");
    }
  }
  let rows: Row[];
  try {
    rows = rowsOf(file).map(ours);
  } catch {
    throw new Error("bring.csv");
  }
  if (rows[0]?.title === undefined || rows[0].date === undefined) throw new Error("bring.columns");
  return all(title, rows, lang, 2);
}
