/** The places: a list of buttons that move the camera when they get the focus, and open what is known when they are pressed. */
import type { PresnyaZoom } from "../zoom";
import { boxOf, type Data, type Spot } from "./data";
import { Over } from "./over";

export class Spots {
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private opened = "";

  constructor(private readonly zoom: PresnyaZoom, private readonly data: Data, private readonly say: (words: string) => void) {
    const marks = new Over(zoom, "pano-marks");
    for (const spot of data.spots) {
      this.list(spot);
      this.mark(spot, marks);
      this.record(spot);
    }
    document.addEventListener("keydown", (event) => this.leave(event));
    const there = this.from(location.hash);
    if (there) this.open(there, false);
    addEventListener("hashchange", () => {
      const asked = this.from(location.hash);
      if (asked) this.open(asked);
    });
  }

  /** Camera, mark and words; the record stays shut. */
  look(spot: Spot, aloud = true): void {
    this.zoom.show(boxOf(spot.box), true);
    for (const [id, button] of this.buttons) button.toggleAttribute("data-here", id === spot.id);
    for (const mark of document.querySelectorAll<HTMLElement>("[data-mark]")) mark.toggleAttribute("data-here", mark.dataset.mark === spot.id);
    if (!aloud) return;
    const words = this.data.words.at.replace("{n}", String(spot.number)).replace("{all}", String(this.data.spots.length)).replace("{title}", spot.title);
    this.say(`${words}${spot.contested ? ` (${this.data.words.contested})` : ""}. ${this.data.words.open}`);
  }

  open(spot: Spot, focus = true): void {
    this.close();
    this.look(spot, false);
    const record = this.recordOf(spot.id);
    record?.removeAttribute("hidden");
    this.buttons.get(spot.id)?.setAttribute("aria-expanded", "true");
    this.opened = spot.id;
    if (focus) record?.focus();
  }

  private close(): void {
    if (!this.opened) return;
    this.recordOf(this.opened)?.setAttribute("hidden", "until-found");
    this.buttons.get(this.opened)?.setAttribute("aria-expanded", "false");
    this.opened = "";
  }

  private list(spot: Spot): void {
    const link = document.querySelector<HTMLAnchorElement>(`[data-spot="${spot.id}"]`);
    if (!link) return;
    const button = document.createElement("button");
    button.type = "button";
    button.id = link.id;
    button.dataset.spot = spot.id;
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", `spot-${spot.id}`);
    button.append(...link.childNodes);
    button.addEventListener("focus", () => this.look(spot));
    button.addEventListener("click", () => this.open(spot));
    button.addEventListener("keydown", (event) => this.step(event, spot));
    link.replaceWith(button);
    this.buttons.set(spot.id, button);
  }

  private step(event: KeyboardEvent, spot: Spot): void {
    const last = this.data.spots.length - 1;
    const at = this.data.spots.indexOf(spot);
    const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
    const next = to === undefined ? undefined : this.data.spots[to];
    if (!next) return;
    event.preventDefault();
    this.buttons.get(next.id)?.focus();
  }

  private mark(spot: Spot, marks: Over): void {
    const mark = document.createElement("span");
    mark.dataset.mark = spot.id;
    mark.className = spot.contested ? "mark split" : "mark";
    mark.textContent = String(spot.number);
    mark.addEventListener("pointerdown", (event) => event.stopPropagation()); // the picture would take it for a drag
    mark.addEventListener("click", () => this.open(spot));
    marks.keep(mark, spot.x, spot.y);
  }

  private record(spot: Spot): void {
    const record = this.recordOf(spot.id);
    record?.setAttribute("hidden", "until-found"); // a search in the page finds its words, and opens it
    record?.addEventListener("beforematch", () => this.open(spot, false));
    record?.querySelector(".spot-x")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.back();
    });
  }

  /** Escape in a record shuts it, and gives the focus back to its button. */
  private leave(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || !this.opened || !this.recordOf(this.opened)?.contains(document.activeElement)) return;
    event.preventDefault();
    this.back();
  }

  private back(): void {
    const id = this.opened;
    this.close();
    this.buttons.get(id)?.focus();
  }

  private recordOf(id: string): HTMLElement | null {
    return document.getElementById(`spot-${id}`);
  }

  private from(hash: string): Spot | undefined {
    return this.data.spots.find((spot) => hash === `#spot-${spot.id}`);
  }
}
