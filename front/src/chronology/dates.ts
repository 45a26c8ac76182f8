/**
 * Dates as they are typed and carried away: EDTF (Library of Congress, 2019; ISO 8601-2 Annex A) out, EDTF and plain dates in.
 * What cannot be read with certainty is declined (null), never guessed: "03/04/1917" could be March or April.
 */
import { fold } from "../fold";
import { DAY, civil, minuteOf, names, precisionOf } from "./time";
import type { Precision } from "./time";
import type { Manner, Unit } from "./types";

export interface Dated { b: number; e: number; manner: Manner; unit: Unit; approximate: boolean; uncertain: boolean }

const two = (n: number) => String(n).padStart(2, "0");

/** A year of EDTF: four digits, `-` before them, `Y` before more. */
function edtfYear(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, "0");
  return `${digits.length > 4 ? "Y" : ""}${year < 0 ? "-" : ""}${digits}`;
}

/** One minute at a precision: 0 minute, 1 hour (written as a minute: EDTF has no hours), 2 day, 3 month, 4 year. */
export function edtfAt(t: number, precision: Precision): string {
  const at = civil(t);
  const year = edtfYear(at.year);
  if (precision === 4) return year;
  if (precision === 3) return `${year}-${two(at.month)}`;
  const day = `${year}-${two(at.month)}-${two(at.day)}`;
  return precision === 2 ? day : `${day}T${two(at.hour)}:${two(at.minute)}`;
}

const qualifier = (at: Dated) => (at.approximate ? (at.uncertain ? "%" : "~") : at.uncertain ? "?" : "");

/** A mark's date as EDTF: a point as it is, a run as an interval, "some time within" as one of a range. */
export function edtfOf(at: Dated): string {
  const mark = qualifier(at);
  if (at.manner === 0 && at.unit < 5) return edtfAt(at.b, at.unit as Precision) + mark;
  const precision = precisionOf(at.b, at.e);
  const [first, last] = [edtfAt(at.b, precision), edtfAt(at.e, precision)];
  if (first === last) return first + mark;
  return at.manner === 1 ? `${first}${mark}/${last}${mark}` : `[${first}..${last}]${mark}`;
}

/** For `<time datetime>`: HTML knows the years 1 to 9999 and more digits, no eras; "" where it has no way to say it. */
export function htmlTime(at: Dated): string {
  const precision = at.manner === 0 && at.unit < 5 ? (at.unit as Precision) : precisionOf(at.b, at.e);
  return civil(at.b).year > 0 ? edtfAt(at.b, precision).replace("Y", "") : "";
}

// ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const NONE = { approximate: false, uncertain: false };

function daysIn(year: number, month: number, julian: boolean): number {
  return (minuteOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1, julian) - minuteOf(year, month, 1, julian)) / DAY;
}

function point(year: number, month: number, day: number, julian = false): Dated | null {
  if (!month) {
    const manner = julian ? 2 : 0; // a Julian year is none of the ruler's years
    return { b: minuteOf(year, 1, 1, julian), e: minuteOf(year + 1, 1, 1, julian) - 1, manner, unit: julian ? 5 : 4, ...NONE };
  }
  if (month > 12) return null;
  const days = daysIn(year, month, julian);
  const b = minuteOf(year, month, day || 1, julian);
  if (!day) return { b, e: b + days * DAY - 1, manner: julian ? 2 : 0, unit: julian ? 5 : 3, ...NONE };
  return day > days ? null : { b, e: b + DAY - 1, manner: 0, unit: 2, ...NONE };
}

function atClock(day: Dated | null, hour: number, minute: number): Dated | null {
  if (!day || hour > 23 || minute > 59) return null;
  const b = day.b + hour * 60 + minute;
  return { ...day, b, e: b, unit: 0 };
}

/** A hull in which it happened some time. */
const within = (b: number, e: number): Dated => ({ b, e, manner: 2, unit: 5, ...NONE });

const SEASONS = [3, 6, 9, 12]; // 21 spring … 24 winter: months of the northern half of the earth

function season(year: number, code: number): Dated | null {
  const first = SEASONS[(code - 21) % 4];
  if (code < 21 || code > 24 || first === undefined) return null;
  const last = first + 3;
  return within(minuteOf(year, first), minuteOf(last > 12 ? year + 1 : year, ((last - 1) % 12) + 1) - 1);
}

/** Digits left open with X: 19XX, 191X, 1917-XX, 1917-1X, 1917-10-XX. */
function masked(text: string): Dated | null {
  const parts = /^(-?\d*X*)(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/.exec(text);
  if (!parts?.[1] || parts[1].replace("-", "").length !== 4) return null;
  const [low, high] = [edges(parts[1], "0", "9"), edges(parts[1], "9", "0")].map(Number).sort((a, b) => a - b) as [number, number];
  const month = parts[2];
  if (low !== high || !month || month === "XX") return within(minuteOf(low), minuteOf(high + 1) - 1);
  const [first, last] = [Math.max(1, Number(edges(month, "0", "9"))), Math.min(12, Number(edges(month, "9", "0")))].sort((a, b) => a - b) as [number, number];
  if (first > 12 || first < 1) return null;
  return within(minuteOf(low, first), minuteOf(last === 12 ? low + 1 : low, (last % 12) + 1) - 1);
}

const edges = (text: string, plain: string, minus: string) => text.replaceAll("X", text.startsWith("-") ? minus : plain);

function edtfPoint(text: string): Dated | null {
  const bare = text.replace(/[?~%]/g, "");
  const time = /^(.+?)[T ](\d{1,2}):(\d{2})(?::\d{2})?Z?$/.exec(bare);
  if (time) return atClock(edtfPoint(time[1] ?? ""), Number(time[2]), Number(time[3]));
  const found = /^Y?(-?\d{4,9})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(bare);
  let read: Dated | null;
  if (found) {
    const [year, month, day] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
    if ((found[2] && !month) || (found[3] && !day)) return null;
    read = month > 12 && !day ? season(year, month) : point(year, month, day);
  } else read = bare.includes("X") ? masked(bare) : null;
  return read && { ...read, approximate: /[~%]/.test(text), uncertain: /[?%]/.test(text) };
}

const run = (first: Dated | null, last: Dated | null): Dated | null =>
  first && last && first.b <= last.e ? { b: first.b, e: last.e, manner: 1, unit: 5, approximate: first.approximate || last.approximate, uncertain: first.uncertain || last.uncertain } : null;

/** Two ends: an interval that lasted, or one of a range. Open ends need the other end's bound and are declined. */
function edtf(text: string): Dated | null {
  const set = /^\[(.+)\]([?~%]?)$/.exec(text);
  if (set) {
    const all = (set[1] ?? "").split(/\.\.|,/).map((one) => edtfPoint(one.trim()));
    const [first, last] = [all[0], all.at(-1)];
    return first && last && all.every(Boolean) && first.b <= last.e ? { ...within(first.b, last.e), approximate: /[~%]/.test(set[2] ?? ""), uncertain: /[?%]/.test(set[2] ?? "") } : null;
  }
  const ends = text.split("/");
  if (ends.length === 2 && ends[0] && ends[1] && !text.includes("..") && ends[0].length >= 4) return run(edtfPoint(ends[0]), edtfPoint(ends[1]));
  return edtfPoint(text);
}

function monthOf(word: string, lang: string): number {
  const sought = fold(word.replace(/\.$/, ""));
  for (const tag of [lang, "en"]) {
    const { long, short } = names(tag);
    const at = long.findIndex((name, i) => fold(name) === sought || (sought.length > 2 && (fold(short[i] ?? "").replace(/\.$/, "") === sought || fold(name).startsWith(sought))));
    if (at >= 0) return at + 1;
    const inDate = names(tag).dmy.findIndex((fill) => fold(fill("", "")).includes(sought) && sought.length > 2); // Russian "октября"
    if (inDate >= 0) return inDate + 1;
    if (sought.length > 3) { const close = long.findIndex((name) => fold(name).slice(0, 4) === sought.slice(0, 4)); if (close >= 0) return close + 1; }
  }
  return 0;
}

const YEARS = String.raw`(\d{3,9}|\d{1,2}(?=\s*[\p{L}]))(?:\s*(bce?|до н\. ?э\.|v\. ?chr\.|av\. ?j\.-c\.|a\. ?c\.))?`; // a year of one or two digits only with its era

function yearOf(digits: string, era: string | undefined): number {
  return era ? 1 - Number(digits) : Number(digits);
}

/** Words: "1917", "44 BC", "October 1917", "25 October 1917", "October 25, 1917", "25.10.1917" (day first: dots), "1910s", with "O.S." for the Julian calendar and "c." for about. */
function plain(text: string, lang: string): Dated | null {
  const julian = /\b(o\.? ?s\.?|old style)$|ст\. ?ст\.?$/i.test(text);
  const about = /^(c\.|ca\.?|circa|about|um|vers|около|hacia)\s*/i.exec(text);
  const bare = text.slice(about?.[0].length ?? 0).replace(/[\s,]*(\b(o\.? ?s\.?|old style)|ст\. ?ст\.?)$/i, "");
  const read = words(bare, lang, julian);
  return read && (about ? { ...read, approximate: true } : read);
}

function words(text: string, lang: string, julian: boolean): Dated | null {
  const decade = /^(\d{3,4})0s$/.exec(text);
  if (decade) return within(minuteOf(Number(decade[1]) * 10), minuteOf(Number(decade[1]) * 10 + 10) - 1);
  const time = /^(.+?),?\s+(\d{1,2}):(\d{2})$/.exec(text);
  if (time) return atClock(words(time[1] ?? "", lang, julian), Number(time[2]), Number(time[3]));
  const year = new RegExp(`^${YEARS}$`, "iu").exec(text);
  if (year) return point(yearOf(year[1] ?? "", year[2]), 0, 0, julian);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{3,4})$/.exec(text);
  if (dotted) return Number(dotted[2]) ? point(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]), julian) : null;
  const month = new RegExp(String.raw`^(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?)?(\p{L}+\.?)(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?\s+(?:de\s+)?${YEARS}(?:\s*г\.?)?$`, "iu").exec(text);
  if (!month) return null;
  const at = monthOf(month[2] ?? "", lang);
  return at ? point(yearOf(month[4] ?? "", month[5]), at, Number(month[1] ?? month[3] ?? 0), julian) : null;
}

/** What a reader typed or a table says, or null. `lang` gives the names of the months; English ones are always known. */
export function readDate(text: string, lang = "en"): Dated | null {
  const dashed = text.trim().replace(/\s+/g, " ").replace(/^(\d\d)(\d\d)[–—](\d\d)$/, "$1$2 - $1$3"); // "1911–12" with a dash is two years, "1911-12" with a hyphen a month
  const tidy = dashed.replace(/(\d{4})[–—](\d{4})/, "$1 - $2").replace(/[−–—]/g, "-");
  if (!tidy) return null;
  const read = edtf(tidy);
  if (read) return read;
  const ends = tidy.split(/ - |(?<=^\d{4})-(?=\d{4}$)/);
  return ends.length === 2 ? run(plain(ends[0] ?? "", lang), plain(ends[1] ?? "", lang)) : plain(tidy, lang);
}
