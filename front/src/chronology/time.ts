/**
 * Minutes and calendars, by arithmetic on plain numbers: a `Date` ends at the year ±271,821, a museum of geology does not.
 * The day counts are Howard Hinnant's (`days_from_civil`), in eras of 400 Gregorian and of 4 Julian years.
 */
import type { Manner, Style, Unit } from "./types";

export const HOUR = 60;
export const DAY = 1440;
export const MONTH = 43_829; // mean, for steps and spans only
export const YEAR = 525_949;

export interface Civil { year: number; month: number; day: number; hour: number; minute: number; weekday: number; julian: boolean } // astronomical year: 0 is 1 BC; weekday 0 is Sunday

const floor = Math.floor;

function dayOfYear(month: number, day: number): number {
  return floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1; // counted from 1 March
}

/** Days since 1970-01-01 of a Gregorian date. */
export function gregorianDay(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = floor(y / 400);
  const inEra = y - era * 400;
  return era * 146_097 + inEra * 365 + floor(inEra / 4) - floor(inEra / 100) + dayOfYear(month, day) - 719_468;
}

/** Days since 1970-01-01 (Gregorian) of a Julian date. */
export function julianDay(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = floor(y / 4);
  return era * 1461 + (y - era * 4) * 365 + dayOfYear(month, day) - 719_470;
}

function monthAndDay(year: number, dayFromMarch: number): [number, number, number] {
  const from = floor((5 * dayFromMarch + 2) / 153);
  const month = from < 10 ? from + 3 : from - 9;
  return [month > 2 ? year : year + 1, month, dayFromMarch - floor((153 * from + 2) / 5) + 1];
}

function gregorianDate(days: number): [number, number, number] {
  const z = days + 719_468;
  const era = floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = floor((doe - floor(doe / 1460) + floor(doe / 36_524) - floor(doe / 146_096)) / 365);
  return monthAndDay(yoe + era * 400, doe - (365 * yoe + floor(yoe / 4) - floor(yoe / 100)));
}

function julianDate(days: number): [number, number, number] {
  const z = days + 719_470;
  const era = floor(z / 1461);
  const doe = z - era * 1461;
  const yoe = floor((doe - floor(doe / 1460)) / 365);
  return monthAndDay(yoe + era * 4, doe - 365 * yoe);
}

/** A minute as a date of one of the two calendars. */
export function civil(t: number, julian = false): Civil {
  const days = floor(t / DAY);
  const [year, month, day] = julian ? julianDate(days) : gregorianDate(days);
  const within = t - days * DAY;
  return { year, month, day, hour: floor(within / HOUR), minute: floor(within % HOUR), weekday: (((days + 4) % 7) + 7) % 7, julian };
}

/** The minute at which a day begins. */
export function minuteOf(year: number, month = 1, day = 1, julian = false): number {
  return (julian ? julianDay : gregorianDay)(year, month, day) * DAY;
}

/** Whether this minute is reckoned Old Style: the reader asks for it and the place still used it. */
export function isOld(t: number, style: Style, cutover: number | null | undefined): boolean {
  return style === "old" && cutover != null && t < cutover;
}

const REFORM = minuteOf(1582, 10, 15);

/** Whether a day is told in both styles unasked: from the reform of the calendar to the place's cut-over, as on plain pages. */
export function inBoth(t: number, cutover: number | null | undefined): cutover is number {
  return cutover != null && t >= REFORM && t < cutover;
}

// ── steps of a ruler ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type StepUnit = "minute" | "hour" | "day" | "month" | "year";
export interface Step { unit: StepUnit; n: number; minutes: number } // minutes: about how long

const FINE: readonly Step[] = [
  ...[1, 5, 15, 30].map((n): Step => ({ unit: "minute", n, minutes: n })),
  ...[1, 3, 6, 12].map((n): Step => ({ unit: "hour", n, minutes: n * HOUR })),
  ...[1, 2, 7].map((n): Step => ({ unit: "day", n, minutes: n * DAY })),
  ...[1, 3, 6].map((n): Step => ({ unit: "month", n, minutes: n * MONTH })),
];

/** The finest step that lasts at least so many minutes: 1, 5, 15, 30 minutes … 1, 2, 5, 10 … years. */
export function stepOf(minutes: number): Step {
  const fine = FINE.find((step) => step.minutes >= minutes);
  if (fine) return fine;
  for (let ten = 1; ; ten *= 10) {
    for (const n of [ten, 2 * ten, 5 * ten]) if (n * YEAR >= minutes) return { unit: "year", n, minutes: n * YEAR };
  }
}

function monthsFrom(months: number, julian: boolean): number {
  const year = floor(months / 12);
  return minuteOf(year, months - year * 12 + 1, 1, julian);
}

/** Where the steps of one calendar begin within [a, b). Days restart with each month, so that the 1st is always there. */
function marksOf(step: Step, a: number, b: number, julian: boolean): number[] {
  const found: number[] = [];
  const put = (t: number) => { if (t >= a && t < b) found.push(t); };
  if (step.unit === "minute" || step.unit === "hour") {
    for (let t = Math.ceil(a / step.minutes) * step.minutes; t < b; t += step.minutes) put(t);
    return found;
  }
  const first = civil(a, julian);
  const every = step.unit === "year" ? step.n * 12 : step.unit === "month" ? step.n : 1;
  for (let months = floor((first.year * 12 + first.month - 1) / every) * every; ; months += every) {
    const t = monthsFrom(months, julian);
    if (t >= b) return found;
    put(t);
    if (step.unit === "day" && step.n < 31) days(t, monthsFrom(months + 1, julian), step.n, put);
  }
}

function days(from: number, to: number, n: number, put: (t: number) => void): void {
  const least = n > 1 ? n * DAY * 0.6 : DAY; // no tick just before the next month's first
  for (let t = from + n * DAY; t <= to - least; t += n * DAY) put(t);
}

/** Minutes at which a ruler with this step has its ticks in [a, b), in the reader's style: Julian months and years before the cut-over when it is the old. */
export function ticksOf(step: Step, a: number, b: number, style: Style, cutover: number | null | undefined): number[] {
  if (style === "new" || cutover == null || a >= cutover) return marksOf(step, a, b, false);
  if (b <= cutover) return marksOf(step, a, b, true);
  return [...marksOf(step, a, cutover, true), ...marksOf(step, cutover, b, false)];
}

// ── in words ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Fill = (day: string, year: string) => string;

/** How a language writes dates; taken from Intl once, for any year. */
export interface Names { long: string[]; short: string[]; weekdays: string[]; weekdaysShort: string[]; dmy: Fill[]; dm: Fill[]; my: Fill[]; digits(n: number): string; compact(n: number): string; bc(year: string): string }

const MONTHS = [...Array(12).keys()];
const known = new Map<string, Names>();

function fills(tag: string, options: Intl.DateTimeFormatOptions): Fill[] {
  const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" });
  return MONTHS.map((month) => {
    const parts = format.formatToParts(Date.UTC(2001, month, 22));
    return (day, year) => parts.map(({ type, value }) => (type === "day" ? day : type === "year" ? year : value)).join("");
  });
}

function eraOf(tag: string): (year: string) => string {
  const parts = new Intl.DateTimeFormat(tag, { year: "numeric", era: "short", timeZone: "UTC" }).formatToParts(Date.UTC(-100, 5, 1));
  return (year) => parts.map(({ type, value }) => (type === "year" ? year : value)).join("");
}

/** Remembers its answers, a few thousand of them: Intl is slow. */
function once(format: (n: number) => string): (n: number) => string {
  const said = new Map<number, string>();
  return (n) => {
    const known = said.get(n);
    if (known !== undefined) return known;
    if (said.size > 4000) said.clear();
    const words = format(n);
    said.set(n, words);
    return words;
  };
}

/** The names of a language; English dates are written day first. An unknown tag falls back to English. */
export function names(lang: string): Names {
  const held = known.get(lang);
  if (held) return held;
  let tag = lang === "en" || lang === "" ? "en-GB" : lang;
  try { new Intl.DateTimeFormat(tag); } catch { tag = "en-GB"; }
  tag += "-u-ca-gregory";
  const plain = new Intl.NumberFormat(tag, { useGrouping: false });
  const grouped = new Intl.NumberFormat(tag);
  const named = (options: Intl.DateTimeFormatOptions, at: (i: number) => number, n: number) =>
    [...Array(n).keys()].map((i) => new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" }).format(at(i)));
  const made: Names = {
    long: named({ month: "long" }, (i) => Date.UTC(2001, i, 22), 12), short: named({ month: "short" }, (i) => Date.UTC(2001, i, 22), 12),
    weekdays: named({ weekday: "long" }, (i) => Date.UTC(2001, 6, 1 + i), 7), weekdaysShort: named({ weekday: "short" }, (i) => Date.UTC(2001, 6, 1 + i), 7),
    dmy: fills(tag, { day: "numeric", month: "short", year: "numeric" }), dm: fills(tag, { day: "numeric", month: "short" }), my: fills(tag, { month: "short", year: "numeric" }),
    compact: once((n) => new Intl.NumberFormat(tag, { notation: "compact", maximumFractionDigits: 3 }).format(n)),
    digits: once((n) => (Math.abs(n) >= 10_000 ? grouped : plain).format(n)), bc: eraOf(tag),
  };
  known.set(lang, made);
  return made;
}

/** A year where there is little room: those of geology in millions. */
export function shortYear(year: number, lang: string): string {
  if (Math.abs(year) < 100_000) return yearWords(year, lang);
  const { compact, bc } = names(lang);
  return year > 0 ? compact(year) : bc(compact(-year));
}

/** An astronomical year as it is written: 0 is 1 BC. */
export function yearWords(year: number, lang: string): string {
  const { digits, bc } = names(lang);
  return year > 0 ? digits(year) : bc(digits(1 - year));
}

const two = (n: number) => String(n).padStart(2, "0");
export const clock = (at: Civil): string => `${two(at.hour)}:${two(at.minute)}`;

export type Precision = 0 | 1 | 2 | 3 | 4; // minute, hour, day, month, year

/** One date at a precision: "1905", "Dec 1905", "20 Dec 1905", "20 Dec 1905, 14:00". */
export function dateWords(t: number, precision: Precision, lang: string, julian = false): string {
  const at = civil(t, julian);
  const said = names(lang);
  const year = yearWords(at.year, lang);
  if (precision === 4) return year;
  if (precision === 3) return said.my[at.month - 1]!("", year);
  const day = said.dmy[at.month - 1]!(said.digits(at.day), year);
  return precision === 2 ? day : `${day}, ${clock(at)}`;
}

function begins(t: number, precision: Precision, julian: boolean): boolean {
  const at = civil(t, julian);
  if (precision === 4) return at.month === 1 && at.day === 1 && at.hour + at.minute === 0;
  if (precision === 3) return at.day === 1 && at.hour + at.minute === 0;
  return precision === 2 ? at.hour + at.minute === 0 : true;
}

/** The coarsest precision at which [b, e] begins and ends on whole units; a run from Monday to Thursday is in days. */
export function precisionOf(b: number, e: number, julian = false): Precision {
  for (const precision of [4, 3, 2] as const) if (begins(b, precision, julian) && begins(e + 1, precision, julian)) return precision;
  return 0;
}

function yearRange(first: number, last: number, lang: string): string {
  const short = first >= 1000 && floor(first / 100) === floor(last / 100) && lang !== "ar";
  return `${yearWords(first, lang)}–${short ? two(last % 100) : yearWords(last, lang)}`;
}

/** A stretch [b, e] in words, both minutes within it: "1911–12", "Feb 1917 – Oct 1917", "20 Dec 1905". */
export function spanWords(b: number, e: number, lang: string, julian = false, precision: Precision = precisionOf(b, e, julian)): string {
  if (precision === 4) {
    const [first, last] = [civil(b, julian).year, civil(e, julian).year];
    return first === last ? yearWords(first, lang) : yearRange(first, last, lang);
  }
  const [first, last] = [dateWords(b, precision, lang, julian), dateWords(e, precision, lang, julian)];
  return first === last ? first : precision ? shortened(civil(b, julian), civil(e, julian), precision, lang, first, last) : `${first} – ${last}`;
}

/** "3–5 Feb 1918", "3 Feb – 5 Mar 1918", "Jul – Sept 1939": what both ends share is said once, where the language puts the year last. */
function shortened(from: Civil, to: Civil, precision: Precision, lang: string, first: string, last: string): string {
  const said = names(lang);
  const year = yearWords(from.year, lang);
  if (from.year !== to.year || !first.endsWith(year)) return `${first} – ${last}`;
  const day = said.digits(from.day);
  if (precision === 2 && from.month === to.month && first.startsWith(day)) return `${day}–${last}`;
  return `${first.slice(0, first.length - year.length).replace(/[\s,]+$/, "")} – ${last}`;
}

/**
 * When a mark happened, in the reader's style. Old Style dates of days and months are marked by `old` ("O.S."); a month or a year
 * that is one only in the new calendar is left in it and marked by `new`, never bent into the other.
 */
export function whenWords(at: { b: number; e: number; manner: Manner; unit: Unit }, lang: string, style: Style, cutover: number | null | undefined, sign: { old: string; new: string }): string {
  const precision = at.manner === 0 && at.unit < 5 ? (at.unit as Precision) : precisionOf(at.b, at.e);
  const shown: Precision = precision === 1 ? 0 : precision;
  const e = at.manner === 0 && precision < 2 ? at.b : at.e; // a point at a minute or an hour: its end says nothing
  if (!isOld(at.b, style, cutover)) return spanWords(at.b, e, lang, false, shown);
  const old = precisionOf(at.b, at.e, true);
  if (shown >= 3 && old < 3) return shown === 4 ? spanWords(at.b, at.e, lang, false, 4) : `${spanWords(at.b, at.e, lang, false, shown)} ${sign.new}`;
  return `${spanWords(at.b, e, lang, true, shown >= 3 ? old : shown)} ${sign.old}`;
}
