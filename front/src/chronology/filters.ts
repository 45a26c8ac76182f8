/** Filters: theme, witness, place, how certain, contested, read by machine. What a filter looked at is said: marks at hand, not the whole tree. */
import { el } from "./dom";
import { passesOf } from "./sift";
import { progressLine, tilesOf, treesShown, walk } from "./walk";
import type { Core, Filter } from "./types";

const NONE: Filter = { themes: [], who: [], places: [], certain: "", contested: false, machine: "" };
const LISTED = 200; // names shown at once; more are narrowed by a field
const FEW = 12;

const bare = (filter: Filter) => JSON.stringify(filter) === JSON.stringify(NONE);

/** Ticks for names, narrowed by a field when there are many. */
function ticks(core: Core, title: string, names: readonly string[], chosen: readonly string[], change: (chosen: string[]) => void): HTMLElement | null {
  if (!names.length) return null;
  const now = new Set(chosen);
  const list = el("div", { class: "ticks" });
  const show = (text: string) => {
    const found = names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));
    const some = [...found.filter((name) => now.has(name)), ...found.filter((name) => !now.has(name))].slice(0, LISTED);
    list.replaceChildren(...some.map((name) => {
      const tick = el("input", { type: "checkbox", checked: now.has(name), onchange: () => { if (tick.checked) now.add(name); else now.delete(name); change([...now]); } });
      return el("label", {}, tick, " ", name);
    }), ...(found.length > some.length ? [el("span", { class: "fine" }, core.say("filter.more", { n: found.length - some.length }))] : []));
  };
  show("");
  const narrow = el("input", { type: "search", "aria-label": core.say("filter.narrow", { what: title }) });
  narrow.addEventListener("input", () => show(narrow.value));
  return el("fieldset", {}, el("legend", {}, title), names.length > FEW ? narrow : null, list);
}

function pick(core: Core, key: string, choices: readonly string[], chosen: string, change: (chosen: string) => void): HTMLElement {
  const select = el("select", { onchange: () => change(select.value) });
  for (const one of choices) select.append(new Option(core.say(`${key}.${one || "any"}`), one, false, one === chosen));
  return el("label", { class: "field" }, core.say(key), " ", select);
}

/** `again` opens the panel anew. */
export function filters(core: Core, again: () => void): (box: HTMLElement) => () => void {
  const { say } = core;
  return (box) => {
    const line = progressLine(core);
    const metas = treesShown(core).map((tree) => tree.meta);
    const names = (of: "themes" | "places") => [...new Set(metas.flatMap((meta) => meta[of] ?? []))].sort((one, other) => one.localeCompare(other, core.lang));
    const who = [...new Set(metas.flatMap((meta) => (meta.who ?? []).map((one) => one.name)))].sort((one, other) => one.localeCompare(other, core.lang));
    const now = () => core.view.filter ?? NONE;
    const change = (part: Partial<Filter>) => {
      const next = { ...now(), ...part };
      core.set({ filter: bare(next) ? null : next }, { step: true });
    };
    const count = () => {
      const passes = passesOf(core.view.filter);
      const marks = core.lanes.flatMap((lane) => core.at(lane, { a: -Infinity, b: Infinity }));
      const all = core.lanes.reduce((sum, lane) => sum + lane.n, 0);
      const at = { n: passes ? marks.filter(passes).length : marks.length, of: marks.length, all };
      line.say(passes ? say(at.of < all ? "filter.part" : "filter.whole", at) : "", false);
      whole.hidden = !passes || at.of >= all;
    };
    const through = async () => {
      const passes = passesOf(core.view.filter);
      if (!passes) return;
      const trees = treesShown(core);
      const signal = line.signal();
      const shown = new Set(core.lanes);
      let [n, of] = [0, 0];
      const words = (key: string, tiles: number) => say(key, { n, of, tiles, all: Math.max(tiles, tilesOf(trees)) });
      const done = await walk(core, trees, (tile) => { for (const mark of tile.marks) if (shown.has(mark.lane)) { of++; if (passes(mark)) n++; } }, { signal, progress: (tiles) => line.say(words("filter.walking", tiles), true) });
      line.say(words("filter.walked", done.seen) + (done.missing ? ` ${say("walk.missing", { n: done.missing })}` : ""), false);
    };
    const whole = el("button", { type: "button", class: "btn", hidden: true, onclick: () => void through() }, say("filter.through"));
    const contested = el("input", { type: "checkbox", checked: now().contested, onchange: () => change({ contested: contested.checked }) });
    const unlisted = metas.some((meta) => meta.n && !meta.who) ? el("p", { class: "fine" }, say("filter.unlisted")) : null;
    box.append(...[
      ticks(core, say("filter.themes"), names("themes"), now().themes, (themes) => change({ themes })),
      ticks(core, say("filter.who"), who, now().who, (chosen) => change({ who: chosen })), unlisted,
      ticks(core, say("filter.places"), names("places"), now().places, (places) => change({ places })),
      el("div", { class: "some" }, pick(core, "filter.certain", ["", "certain", "approximate", "uncertain", "open"], now().certain, (certain) => change({ certain: certain as Filter["certain"] })),
        pick(core, "filter.machine", ["", "no", "only"], now().machine, (machine) => change({ machine: machine as Filter["machine"] })),
        el("label", { class: "field" }, contested, " ", say("filter.contested")),
        el("button", { type: "button", class: "btn", onclick: () => { core.set({ filter: null }, { step: true }); again(); } }, say("filter.none"))),
      line.box, whole,
    ].filter((one): one is HTMLElement => !!one));
    count();
    const offs = [core.on("settle", count)];
    return () => { for (const off of offs) off(); line.signal(); };
  };
}
