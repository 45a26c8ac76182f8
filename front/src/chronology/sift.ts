/** Which marks a filter lets pass. */
import type { Core, Filter, Mark } from "./types";

const any = (chosen: readonly string[], of: readonly string[]) => !chosen.length || chosen.some((one) => of.includes(one));

function certainly(mark: Mark, how: Filter["certain"]): boolean {
  if (how === "approximate") return mark.approximate;
  if (how === "uncertain") return mark.uncertain;
  if (how === "open") return mark.manner === 2;
  return !how || (mark.manner !== 2 && !mark.approximate && !mark.uncertain && !mark.contested);
}

/** Whether a mark passes; null where nothing is filtered. */
export function passesOf(filter: Filter | null): ((mark: Mark) => boolean) | null {
  if (!filter) return null;
  return (mark) => any(filter.themes, mark.themes) && any(filter.places, mark.places) && any(filter.who, [...mark.who, ...mark.prongs.flatMap((prong) => prong.who)].map((one) => one.name)) &&
    certainly(mark, filter.certain) && (!filter.contested || mark.contested) && (!filter.machine || mark.machine === (filter.machine === "only"));
}

/** Sifts whenever the view's filter changes. */
export function sifting(core: Core): () => void {
  const sift = () => core.sift(passesOf(core.view.filter));
  if (core.view.filter) sift();
  return core.on("view", ({ before }) => { if (before.filter !== core.view.filter) sift(); });
}
