/** A walk over tiles, coarse ones first: what cannot be answered from the tiles at hand. It says how far it is, and can be stopped. */
import { el } from "./dom";
import type { Core, Mark, Tile, Tree, Window } from "./types";

const AT_ONCE = 6;
const PAUSE = 250; // ms between two words about progress

export interface Walk { window?: Window | undefined; signal: AbortSignal; progress?: (seen: number, missing: number) => void }

/** Call `visit` for each tile that touches the window, level by level; it may stop the walk by answering false. Resolves to the tiles seen and those that could not be read. */
export async function walk(core: Core, trees: readonly Tree[], visit: (tile: Tile) => boolean | void | Promise<boolean | void>, { window, signal, progress }: Walk): Promise<{ seen: number; missing: number }> {
  let [seen, missing, said] = [0, 0, 0];
  let level: [Tree, number, number, number][] = trees.filter((tree) => tree.meta.n > 0).map((tree) => [tree, 0, 0, 0]);
  while (level.length && !signal.aborted) {
    const below: typeof level = [];
    for (let at = 0; at < level.length && !signal.aborted; at += AT_ONCE) {
      const some = level.slice(at, at + AT_ONCE);
      const tiles = await Promise.all(some.map(([tree, z, x, part]) => core.tile(tree, z, x, part)));
      for (const tile of tiles) {
        if (!tile) { missing++; continue; }
        seen++;
        if ((await visit(tile)) === false) return { seen, missing };
        below.push(...kids(tile, window));
      }
      if (performance.now() - said < PAUSE) continue;
      said = performance.now();
      progress?.(seen, missing);
      await new Promise((resolve) => setTimeout(resolve)); // the page stays alive
    }
    level = below;
  }
  return { seen, missing };
}

function kids({ tree, z, x, kids, part, parts }: Tile, window: Window | undefined): [Tree, number, number, number][] {
  if (part) return [];
  const span = tree.meta.span / 2 ** (z + 1);
  const below = [0, 1].filter((side) => kids & (1 << side)).map((side): [Tree, number, number, number] => [tree, z + 1, 2 * x + side, 0]).filter(([, , at]) => {
    const begin = tree.meta.begin + at * span;
    return !window || (begin < window.b && begin + span > window.a);
  });
  return [...below, ...Array.from({ length: parts - 1 }, (_, i): [Tree, number, number, number] => [tree, z, x, i + 1])];
}

/** Tiles of all trees, as their meta.json counts them. */
export const tilesOf = (trees: readonly Tree[]): number => trees.reduce((sum, tree) => sum + (tree.meta.files ?? 1), 0);

/** Trees of the lanes shown. */
export const treesShown = (core: Core): Tree[] => [...new Set(core.lanes.map((lane) => lane.tree))];

/** A line that says how far a walk is, with a button that stops it. */
export function progressLine(core: Core): { box: HTMLElement; signal(): AbortSignal; say(words: string, running: boolean): void } {
  let stop = new AbortController();
  const words = el("span", { role: "status" });
  const button = el("button", { type: "button", class: "btn", hidden: true, onclick: () => stop.abort() }, core.say("walk.stop"));
  return {
    box: el("p", { class: "walk" }, words, button),
    signal() { stop.abort(); stop = new AbortController(); return stop.signal; },
    say(text, running) { words.textContent = text; button.hidden = !running; },
  };
}

/** Go to a mark that may lie deeper than what is shown: near enough that its tile is read, then focus. */
export function goTo(core: Core, mark: Mark, focus: (mark: Mark) => void): void {
  const size = Math.min(core.view.b - core.view.a, Math.max(mark.tile.span, 60));
  const lanes = core.lanes.includes(mark.lane) ? {} : { lanes: [...core.lanes.map((lane) => lane.key), mark.lane.key] };
  core.set({ ...lanes, a: mark.b - size / 2, b: mark.b + size / 2 }, { step: true });
  const stop = core.on("settle", () => {
    stop();
    core.select(core.find(mark.lane.tree.id, mark.id) ?? mark);
    focus(core.selected ?? mark);
  });
  core.dirty();
}
