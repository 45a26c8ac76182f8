/**
 * Search without a server. `search-index.js` is a plain script that calls presnyaIndex with every name, title and passage: that works from file://, where
 * a page may fetch nothing. All words must begin a word of the record; names count more than titles, titles more than passages.
 */
import { fold, words } from "./fold";

/** Address from the root of this language's pages, kind in the page's language, title, more words (other names, or the passage). */
type Row = [url: string, kind: string, title: string, text: string];

interface Found {
  row: Row;
  rank: number;
}

const MOST = 200;
const AROUND = 90;

declare global {
  interface Window {
    presnyaIndex: (rows: Row[]) => void;
  }
}

/** How well a record answers: 0 not at all; a title that is the query, then titles, then text. */
function rank(row: Row, sought: string[], whole: string): number {
  const title = words(row[2]);
  const text = words(row[3]);
  let sum = 0;
  for (const word of sought) {
    if (title.includes(word)) sum += 8;
    else if (title.some((one) => one.startsWith(word))) sum += 5;
    else if (text.includes(word)) sum += 2;
    else if (text.some((one) => one.startsWith(word))) sum += 1;
    else return 0;
  }
  if (fold(row[2]) === whole) sum += 40;
  else if (fold(row[3]).split(" · ").includes(whole)) sum += 30;
  return sum;
}

function search(rows: Row[], query: string): Found[] {
  const sought = words(query);
  if (sought.length === 0) return [];
  const whole = fold(query.trim());
  const found: Found[] = [];
  for (const row of rows) {
    const score = rank(row, sought, whole);
    if (score) found.push({ row, rank: score });
  }
  return found.sort((a, b) => b.rank - a.rank || a.row[2].localeCompare(b.row[2]));
}

/** Where words of the query begin in a text, as [start, end] of the text itself. */
function places(text: string, sought: string[]): [number, number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (sought.some((word) => fold(match[0]).startsWith(word))) found.push([match.index, match.index + match[0].length]);
  }
  return found;
}

/** A piece of the text around the first hit, its words marked. */
function snippet(text: string, sought: string[]): Node[] {
  const hits = places(text, sought);
  const first = hits[0]?.[0] ?? 0;
  const start = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
  const end = Math.min(text.length, start + 3 * AROUND);
  const out: Node[] = [];
  let at = start;
  if (start > 0) out.push(document.createTextNode("… "));
  for (const [from, to] of hits) {
    if (from < at || to > end) continue;
    out.push(document.createTextNode(text.slice(at, from)));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    out.push(mark);
    at = to;
  }
  out.push(document.createTextNode(text.slice(at, end) + (end < text.length ? " …" : "")));
  return out;
}

function line(found: Found, sought: string[]): HTMLLIElement {
  const [url, kind, title, text] = found.row;
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.append(...snippet(title, sought));
  const what = document.createElement("span");
  what.className = "fine";
  what.textContent = kind;
  item.append(link, what);
  if (text) {
    const about = document.createElement("p");
    about.append(...snippet(text, sought));
    item.append(about);
  }
  return item;
}

export function finder(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-search]");
  const input = form?.querySelector<HTMLInputElement>("input[name=q]");
  const results = document.querySelector<HTMLElement>("[data-results]");
  const count = document.querySelector<HTMLElement>("[data-count]");
  if (!form || !input || !results || !count) return;
  let rows: Row[] = [];
  const say = (number: number, shown: number) => {
    const phrase = number === 0 ? count.dataset.none : number === 1 ? count.dataset.one : number > shown ? count.dataset.more : count.dataset.many;
    count.textContent = (phrase ?? "{n}").replace("{n}", String(number)).replace("{m}", String(shown));
  };
  const answer = () => {
    const query = input.value.trim();
    const found = search(rows, query);
    const shown = found.slice(0, MOST);
    results.replaceChildren(...shown.map((one) => line(one, words(query))));
    if (words(query).length) say(found.length, shown.length);
    else count.textContent = "";
  };
  const keep = () => {
    const url = new URL(location.href);
    url.search = input.value.trim() ? `?q=${encodeURIComponent(input.value.trim())}` : "";
    history.replaceState(null, "", url);
  };
  window.presnyaIndex = (more) => {
    rows = more;
    answer();
  };
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(answer, 80);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer); // a late second answer would take away the link that somebody has moved to
    answer();
    keep();
  });
  form.hidden = false;
}
