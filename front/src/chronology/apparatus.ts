/** Everything around the core: lists, keys, cards, address, lanes, filters, downloads, paper. */
import { address } from "./address";
import { near, opened, shelf } from "./cards";
import { filters, passesOf, sifting } from "./filters";
import { find, goToDate } from "./find";
import { help, keys } from "./keys";
import { joinAt, lanes } from "./lanes";
import { panels } from "./panels";
import { paper } from "./print";
import { takeaway } from "./takeaway";
import { whenOf, windowOf } from "./telling";
import { lists } from "./twin";
import type { Core, Mark } from "./types";

/** Call it once, before the first frame; the answer takes everything away again. */
export function apparatus(core: Core): () => void {
  const known = shelf(core);
  const twin = lists(core, (mark) => known.at(mark).near, (mark) => known.of(mark));
  const offNear = near(core, twin, known);
  const card = opened(core, twin, known);
  const sheets = panels(core);
  const sheet = paper(core, known);
  const focus = (mark: Mark) => twin.focus(mark);
  sheets.add("find", find(core, focus));
  sheets.add("goto", goToDate(core, (t) => {
    const stop = core.on("settle", () => { stop(); const lane = core.layout?.lanes[0]?.lane; if (lane) twin.enter(core.selected?.lane ?? lane, t); });
  }));
  sheets.add("filter", filters(core, () => sheets.open("filter")));
  sheets.add("lanes", lanes(core));
  sheets.add("take", takeaway(core, (mark) => whenOf(core, mark, mark.lane.tree.meta.cutover), () => windowOf(core), () => passesOf(core.view.filter), () => sheet.now()));
  sheets.add("help", help(core));
  const offs = [
    sifting(core), address(core, (meta) => joinAt(core, meta)),
    keys(core, { twin, panels: sheets, isOpen: () => card.mark() !== null, close: () => { if (!card.mark()) return false; card.close(); return true; } }),
  ];
  return () => {
    for (const off of offs) off();
    offNear();
    card.off();
    sheets.off();
    sheet.off();
    twin.off();
  };
}
