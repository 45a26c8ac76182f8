/** Everything around the core: lists, keys, cards, address, lanes, filters, downloads, paper. What the panels hold comes with a second script. */
import { address } from "./address";
import { body, near, shelf } from "./cards";
import { trace } from "./draw";
import { keys } from "./keys";
import { more } from "./load";
import type { Opened } from "./opened";
import { panels, type Build } from "./panels";
import { passesOf, sifting } from "./sift";
import { whenOf, windowOf } from "./telling";
import { lists } from "./twin";
import type { Core, Mark } from "./types";
import { learn } from "./words";

const CALM = 1200; // ms after the first picture stands, before the second script is read

/** Call it once, before the first frame; the answer takes everything away again. `plain` puts the plain page in the view's place, and takes it away: what is printed until paper is there. */
export function apparatus(core: Core, plain: (there: boolean) => void): () => void {
  const known = shelf(core);
  const twin = lists(core, (mark) => known.at(mark).near, (mark) => known.of(mark));
  const offNear = near(core, twin, known);
  let card: Opened | null = null;
  const sheets = panels(core);
  const focus = (mark: Mark) => twin.focus(mark);
  const enter = (t: number) => {
    const stop = core.on("settle", () => { stop(); const lane = core.layout?.lanes[0]?.lane; if (lane) twin.enter(core.selected?.lane ?? lane, t); });
  };

  let paper: Promise<{ now(): Promise<void>; off(): void }> | null = null;
  const rest = async () => {
    const made = await more();
    if (paper) return made;
    learn(made.words);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(made.css);
    core.root.adoptedStyleSheets = [...core.root.adoptedStyleSheets, sheet];
    paper = Promise.resolve(made.paper(core, { shelf: known, body, trace }));
    card = made.opened(core, twin, { shelf: known, body, trace });
    return made;
  };
  const early = () => { if (!paper) plain(true); };
  const late = () => plain(false);
  addEventListener("beforeprint", early);
  addEventListener("afterprint", late);
  const print = async () => { await rest(); await (await paper)?.now(); };
  const add = (name: string, build: (made: Awaited<ReturnType<typeof rest>>) => Build) => sheets.add(name, async () => build(await rest()));
  add("find", (made) => made.find(core, focus));
  add("goto", (made) => made.goToDate(core, enter));
  add("filter", (made) => made.filters(core, () => sheets.open("filter")));
  add("lanes", (made) => made.lanes(core));
  add("take", (made) => made.takeaway(core, (mark) => whenOf(core, mark, mark.lane.tree.meta.cutover), () => windowOf(core), () => passesOf(core.view.filter), print));
  add("help", (made) => made.help(core));

  // Printing asks for paper at once, so the script is there before anybody asks; later than the picture.
  let calm = 0;
  const first = core.on("settle", () => { first(); calm = window.setTimeout(() => void rest().catch(() => undefined), CALM); });

  const offs = [
    sifting(core), address(core, async (meta) => (await rest()).joinAt(core, meta)),
    keys(core, { twin, panels: sheets, rest, isOpen: () => !!card?.mark(), close: () => { if (!card?.mark()) return false; card.close(); return true; } }),
    core.on("open", ({ mark }) => { void rest().catch(() => undefined); core.set({ open: { tree: mark.lane.tree.id, id: mark.id, t: mark.b } }, { step: true }); }),
  ];
  return () => {
    clearTimeout(calm);
    removeEventListener("beforeprint", early);
    removeEventListener("afterprint", late);
    for (const off of [...offs, first, offNear]) off();
    card?.off();
    sheets.off();
    void paper?.then((made) => made.off());
    twin.off();
  };
}
