/**
 * The drawer of lanes: drop, put in order, compare two; add from the museum's lanes.json, from a file of the reader's own (read here, sent nowhere), or
 * from another museum's tree by its address.
 */
import { bring, type Unread } from "./bring";
import { el, shape } from "./dom";
import { grow } from "./grow";
import { inMemory, sourceOf } from "./tiles";
import type { Core, Lane, Tree } from "./types";

/** One entry of lanes.json: anything with dated marks of its own. `src`: its meta.json, relative to lanes.json. */
export interface Offer { title: string; kind: string; n: number; src: string; lang?: string }

const SHOWN = 60;
const MOST = 20; // unread rows listed

/** Join the tree of a meta.json; its host's errors in the reader's words. */
export async function joinAt(core: Core, address: string): Promise<Tree> {
  try {
    return await core.join(sourceOf(new URL(address, core.host.baseURI).href));
  } catch (error) {
    throw new Error(core.say("lanes.unread", { address, why: error instanceof Error ? error.message : String(error) }));
  }
}

/** A file made into lanes; answers the tree and what was not read. Throws with words for the reader. */
export async function joinFile(core: Core, name: string, text: string): Promise<{ tree: Tree; unread: Unread[] }> {
  let read: ReturnType<typeof bring>;
  try {
    read = bring(name, text, core.lang);
  } catch (error) {
    throw new Error(core.say(error instanceof Error ? error.message : "bring.shape", { name }));
  }
  if (!read.events.length) throw new Error(core.say("bring.none", { name, n: read.unread.length }));
  const files = grow(`file:${name}`, read.title, read.events, core.lang);
  return { tree: await core.join(inMemory(files)), unread: read.unread };
}

interface Offers { list: readonly Offer[]; left: number; base: string }

/** lanes.json of the museum; from a disk, where nothing may be fetched, lanes.js beside it, a classic script that says the same. */
async function offers(core: Core): Promise<Offers | null> {
  const address = core.host.getAttribute("lanes");
  if (!address) return null;
  const base = new URL(address, core.host.baseURI).href;
  const found = base.startsWith("file:") ? await beside(base) : await fetch(base).then((answer) => (answer.ok ? (answer.json() as Promise<Said>) : undefined)).catch(() => undefined);
  return Array.isArray(found?.lanes) ? { list: found.lanes, left: found.left ?? 0, base } : null;
}

interface Said { left?: number; lanes?: Offer[] }

function beside(base: string): Promise<Said | undefined> {
  const name = base.replace(/^.*\//, "");
  const held = globalThis as { presnyaLanes?: Record<string, Said> };
  return new Promise((resolve) => {
    const script = el("script", { src: base.replace(/\.json$/, ".js"), onload: () => { script.remove(); resolve(held.presnyaLanes?.[name]); }, onerror: () => { script.remove(); resolve(undefined); } });
    document.head.append(script);
  });
}

export function lanes(core: Core): (box: HTMLElement) => () => void {
  const { say } = core;
  return (box) => {
    const told = el("div", { role: "status", class: "told" });
    const tell = (...lines: (string | Node)[]) => told.replaceChildren(...lines.map((line) => el("p", {}, line)));
    const tryTo = async (does: () => Promise<void>) => {
      tell(say("lanes.reading"));
      try { await does(); } catch (error) { tell(error instanceof Error ? error.message : String(error)); }
    };
    const list = el("ol", { class: "order" });
    const compare = el("button", { type: "button", class: "btn", disabled: true, onclick: () => core.set({ lanes: [...ticked], first: 0, hairs: true }, { step: true }) }, say("lanes.compare"));
    const ticked = new Set<string>();
    const all = el("button", { type: "button", class: "btn", onclick: () => core.set({ lanes: core.trees.flatMap((tree) => tree.lanes.map((lane) => lane.key)), first: 0 }, { step: true }) }, say("lanes.all"));
    const put = (keys: string[]) => core.set({ lanes: keys, first: 0 }, { step: true });

    const row = (lane: Lane, at: number, keys: string[]): HTMLElement => {
      const button = (key: string, sign: string, disabled: boolean, does: () => void) =>
        el("button", { type: "button", class: "btn small", "data-do": `${key}:${lane.key}`, "aria-label": say(key, { lane: lane.title }), disabled, onclick: does }, sign);
      const move = (by: number) => { const next = [...keys]; next.splice(at, 1); next.splice(at + by, 0, lane.key); put(next); };
      const tick = el("input", { type: "checkbox", "aria-label": say("lanes.tick", { lane: lane.title }), checked: ticked.has(lane.key), onchange: () => {
        if (tick.checked) ticked.add(lane.key); else ticked.delete(lane.key);
        compare.disabled = ticked.size !== 2;
      } });
      return el("li", { class: `h${lane.hue}` }, el("label", {}, tick, shape(lane.shape), " ", lane.title, el("i", {}, ` ${core.figure(lane.n)}`)),
        button("lanes.up", "↑", at === 0, () => move(-1)), button("lanes.down", "↓", at === keys.length - 1, () => move(1)),
        button("lanes.drop", "×", keys.length < 2, () => drop(lane, keys)));
    };
    const drop = (lane: Lane, keys: string[]) => {
      const left = keys.filter((key) => key !== lane.key);
      put(left);
      const { tree } = lane;
      if (tree !== core.trees[0] && !left.some((key) => tree.lanes.some((one) => one.key === key))) core.leave(tree);
    };
    const draw = () => {
      const active = core.root.activeElement?.getAttribute("data-do");
      const keys = core.lanes.map((lane) => lane.key);
      for (const key of ticked) if (!keys.includes(key)) ticked.delete(key);
      const hidden = core.trees.flatMap((tree) => tree.lanes).filter((lane) => !keys.includes(lane.key));
      list.replaceChildren(...core.lanes.map((lane, at) => row(lane, at, keys)), ...hidden.map((lane) => el("li", { class: `h${lane.hue} away` }, el("span", {}, shape(lane.shape, true), " ", lane.title),
        el("button", { type: "button", class: "btn small", "data-do": `add:${lane.key}`, onclick: () => put([...keys, lane.key]) }, say("lanes.show")))));
      compare.disabled = ticked.size !== 2;
      all.hidden = !hidden.length;
      const again = active ? [...list.querySelectorAll<HTMLButtonElement>("[data-do]")].find((one) => one.dataset.do === active && !one.disabled) : undefined;
      again?.focus();
    };

    const file = el("input", { type: "file", accept: ".csv,.tsv,.json,text/csv,application/json", onchange: () => { const [one] = file.files ?? []; if (one) void take(one); } });
    const take = (one: File) => tryTo(async () => {
      const { tree, unread } = await joinFile(core, one.name, await one.text());
      tell(say("bring.done", { n: tree.meta.n, name: one.name }), ...unreadLines(core, unread));
    });
    const dropped = (event: DragEvent) => {
      event.preventDefault();
      const [one] = event.dataTransfer?.files ?? [];
      if (one) void take(one);
    };
    const over = (event: DragEvent) => event.preventDefault();
    core.host.addEventListener("drop", dropped);
    core.host.addEventListener("dragover", over);

    const address = el("input", { type: "url", "aria-label": say("lanes.address"), placeholder: "https://…/meta.json" });
    const other = el("form", { onsubmit: (event) => {
      event.preventDefault();
      if (address.value) void tryTo(async () => { const tree = await joinAt(core, address.value); tell(say("lanes.added", { lane: tree.meta.title })); });
    } }, el("label", {}, say("lanes.address"), " ", address), el("button", { class: "btn" }, say("lanes.add")));

    const museum = el("div", {});
    void offers(core).then((found) => { if (found) museum.append(...choice(core, found, (src, title) => void tryTo(async () => { await joinAt(core, src); tell(say("lanes.added", { lane: title })); }))); });
    box.append(list, el("div", { class: "some" }, compare, all), museum, el("label", { class: "file" }, say("lanes.file"), " ", file), el("p", { class: "fine" }, say("lanes.private")), other, told);
    draw();
    const offs = [core.on("view", ({ before }) => { if (before.lanes !== core.view.lanes) draw(); }), core.on("trees", draw)];
    return () => {
      for (const off of offs) off();
      core.host.removeEventListener("drop", dropped);
      core.host.removeEventListener("dragover", over);
    };
  };
}

function unreadLines(core: Core, unread: readonly Unread[]): (string | Node)[] {
  if (!unread.length) return [];
  const lines = unread.slice(0, MOST).map((one) => el("li", {}, core.say(`bring.${one.why}`, { row: one.row, title: one.title, words: one.words })));
  return [core.say("bring.unread", { n: unread.length }), el("ul", {}, ...lines, unread.length > MOST ? el("li", {}, core.say("bring.more", { n: unread.length - MOST })) : null)];
}

function choice(core: Core, { list, left, base }: Offers, add: (src: string, title: string) => void): Node[] {
  const found = el("ul", { class: "found" });
  const show = (text: string) => {
    const some = list.filter((one) => one.title.toLowerCase().includes(text.toLowerCase()));
    found.replaceChildren(...some.slice(0, SHOWN).map((one) => el("li", {}, el("button", { type: "button", onclick: () => add(new URL(one.src, base).href, one.title) },
      el("span", { lang: one.lang ?? null, dir: "auto" }, one.title), " ", el("i", {}, `${core.say(`kind.${one.kind}`)}, ${core.figure(one.n)}`)))),
    ...(some.length > SHOWN ? [el("li", { class: "fine" }, core.say("filter.more", { n: some.length - SHOWN }))] : []));
  };
  const narrow = el("input", { type: "search", "aria-label": core.say("lanes.narrow") });
  narrow.addEventListener("input", () => show(narrow.value));
  show("");
  return [el("h4", {}, core.say("lanes.museum")), narrow, found, ...(left ? [el("p", { class: "fine" }, core.say("lanes.left", { n: left }))] : [])];
}
