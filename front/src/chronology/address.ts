/**
 * The whole state in the address bar, so that a view can be sent to somebody else. Only what differs from the first view is written.
 *
 *     #t=1905-12-07T00:00/1905-12-20T00:00&lanes=…&scale=elastic&open=…
 *     #t=1905, #t=1905-12-07/1905-12-19           as a person writes it: the last day is within
 *
 * An address without `t` is not ours (an anchor of the page) and is left alone.
 */
import { edtfAt } from "./dates";
import { DAY, minuteOf } from "./time";
import type { Core, Filter, ScaleName, View } from "./types";

const SCALES: readonly ScaleName[] = ["linear", "even", "elastic", "aligned"];
const CERTAIN: readonly Filter["certain"][] = ["certain", "approximate", "uncertain", "open"];
const MACHINE: readonly Filter["machine"][] = ["no", "only"];

const asId = (id: string | number) => (typeof id === "number" ? `n${id}` : `s${id}`);
const readId = (text: string): string | number => (text.startsWith("n") ? Number(text.slice(1)) : text.slice(1));

function filterTo(parts: URLSearchParams, filter: Filter | null): void {
  if (!filter) return;
  for (const one of filter.themes) parts.append("theme", one);
  for (const one of filter.who) parts.append("who", one);
  for (const one of filter.places) parts.append("place", one);
  if (filter.certain) parts.set("certain", filter.certain);
  if (filter.contested) parts.set("contested", "1");
  if (filter.machine) parts.set("machine", filter.machine);
}

function filterFrom(parts: URLSearchParams): Filter | null {
  const filter: Filter = {
    themes: parts.getAll("theme"), who: parts.getAll("who"), places: parts.getAll("place"), contested: parts.get("contested") === "1",
    certain: CERTAIN.find((one) => one === parts.get("certain")) ?? "", machine: MACHINE.find((one) => one === parts.get("machine")) ?? "",
  };
  return filter.themes.length || filter.who.length || filter.places.length || filter.certain || filter.contested || filter.machine ? filter : null;
}

/** The hash, with its `#`. `added`: addresses of trees that the reader joined to the page's own. */
export function hashOf(view: View, added: readonly string[] = []): string {
  const parts = new URLSearchParams();
  for (const one of added) parts.append("tree", one);
  for (const one of view.lanes) parts.append("lane", one);
  if (view.first) parts.set("first", String(view.first));
  if (view.scale !== "elastic") parts.set("scale", view.scale);
  if (view.across) parts.set("across", "1");
  if (view.style === "old") parts.set("style", "old");
  if (!view.hairs) parts.set("hairs", "0");
  for (const [lane, on] of Object.entries(view.align)) parts.append("align", JSON.stringify([lane, on.t, on.id, on.title]));
  filterTo(parts, view.filter);
  if (view.open) parts.set("open", `${view.open.tree}~${asId(view.open.id)}`);
  if (view.open?.t !== undefined) parts.set("opent", edtfAt(view.open.t, 0));
  const rest = parts.toString();
  return `#t=${edtfAt(Math.round(view.a), 0)}/${edtfAt(Math.round(view.b), 0)}${rest ? `&${rest}` : ""}`;
}

/** First minute of what is written, and the first after it: a minute as we write it, or a day, month or year as a person would. */
function stretchFrom(text: string): [number, number] {
  const [, year = "", month, day, hour, minute] = /^Y?(-?\d{4,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?$/.exec(text) ?? [];
  const y = year ? Number(year) : NaN;
  const from = minuteOf(y, Number(month ?? 1), Number(day ?? 1)) + Number(hour ?? 0) * 60 + Number(minute ?? 0);
  const to = hour ? from : day ? from + DAY : month === "12" || !month ? minuteOf(y + 1) : minuteOf(y, Number(month) + 1);
  return [from, to];
}

function windowFrom(text: string): { a: number; b: number } | null {
  const ends = text.split("/").map(stretchFrom);
  const [a, b] = [ends[0]?.[0] ?? NaN, ends.at(-1)?.[1] ?? NaN];
  return a < b ? { a, b } : null;
}

function alignFrom(parts: URLSearchParams): View["align"] {
  const found: View["align"] = {};
  for (const text of parts.getAll("align")) {
    try {
      const [lane, t, id, title] = JSON.parse(text) as [string, number, string | number, string];
      if (Number.isFinite(t)) found[lane] = { t, id, title };
    } catch {
      continue; // somebody has edited the address: the lane is not set on anything
    }
  }
  return found;
}

/** What an address says of the view; null when it is not one of ours. What it does not say is as at first: `first`. */
export function viewFrom(hash: string, first: View): View | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const window = windowFrom(parts.get("t") ?? "");
  if (!window) return null;
  const open = /^(.*)~([ns].*)$/.exec(parts.get("open") ?? "");
  const t = stretchFrom(parts.get("opent") ?? "")[0];
  return {
    ...first, ...window, lanes: parts.getAll("lane"), first: Math.max(0, Number(parts.get("first")) || 0), scale: SCALES.find((one) => one === parts.get("scale")) ?? "elastic",
    across: parts.get("across") === "1", style: parts.get("style") === "old" ? "old" : "new", hairs: parts.get("hairs") !== "0", align: alignFrom(parts), filter: filterFrom(parts),
    open: open ? { tree: open[1] ?? "", id: readId(open[2] ?? ""), ...(Number.isFinite(t) ? { t } : {}) } : null,
  };
}

/** Addresses of further trees that a hash names. */
export function treesFrom(hash: string): string[] {
  return new URLSearchParams(hash.replace(/^#/, "")).getAll("tree");
}

/** For the first frame: what a shared address says, or nothing. */
export function startView(hash: string, fallback: View): Partial<View> {
  return viewFrom(hash, fallback) ?? {};
}

/**
 * Keep the address in step: a new entry of the history after a deliberate step, the same entry otherwise, and only when nothing moves.
 * `join` is asked for trees that an address names and the page has not. The host's attribute `address="none"` turns all of it off.
 */
export function address(core: Core, join: (meta: string) => Promise<unknown>): () => void {
  if (core.host.getAttribute("address") === "none") return () => undefined;
  const first: View = { ...core.view };
  let stepped = false;
  const added = () => core.trees.slice(1).flatMap((tree) => (tree.source.base ? [tree.source.base] : []));
  const write = () => {
    const hash = hashOf(core.view, added());
    if (hash === location.hash || (!stepped && !location.hash && untouched(core.view, first))) return;
    history[stepped ? "pushState" : "replaceState"](history.state, "", hash);
    stepped = false;
  };
  const follow = async () => {
    const view = viewFrom(location.hash, first) ?? (location.hash === "" ? first : null);
    if (!view) return;
    const there = new Set(added());
    await Promise.allSettled(treesFrom(location.hash).filter((meta) => !there.has(meta)).map(join));
    stepped = false;
    core.set(view, {});
  };
  const offs = [core.on("view", ({ step }) => { stepped ||= step; }), core.on("settle", write)];
  addEventListener("popstate", follow);
  if (treesFrom(location.hash).length) void follow();
  return () => {
    for (const off of offs) off();
    removeEventListener("popstate", follow);
  };
}

const untouched = (view: View, first: View) => hashOf(view) === hashOf(first);
