/**
 * <presnya-zoom>: a linked picture becomes one that can be looked at closely. Without scripts the link stays, and leads to the large picture.
 *
 * Inside: the link, `[data-zoom]` buttons (in, out, whole, page) that stay hidden without scripts, info.json inlined in `script[data-info]` (a page
 * opened from a disk may fetch nothing), and details as `[data-box="x y w h"]` in pixels, which become buttons. `src` is the pyramid's folder,
 * `data-start` a box to begin with, `data-drawer="webgl"` another way of drawing. Tells of itself by the events `zoomready` and `zoommove`.
 */
import "../style/zoom.css";
import type { Box, Deep, Info, View } from "./zoom/kinds";
import { FACTOR, type Hands, keys } from "./zoom/keys";
import { deep } from "./zoom/load";
import { FullPage } from "./zoom/page";

const quiet = matchMedia("(prefers-reduced-motion: reduce)");
const CLOSEST = 2;
const MARGIN = "300px";

export function box(words: string): Box | null {
  const [x, y, w, h] = words.split(/[\s,]+/).map(Number);
  return x !== undefined && y !== undefined && w !== undefined && h !== undefined && [x, y, w, h].every(Number.isFinite) && w > 0 && h > 0 ? { x, y, w, h } : null;
}

export class PresnyaZoom extends HTMLElement implements Hands {
  deep: Deep | null = null;
  info: Info | null = null;
  readonly stage = document.createElement("div");
  private readonly full = new FullPage(this);
  private begun = false;

  connectedCallback(): void {
    if (this.begun) return;
    const near = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      near.disconnect();
      void this.open();
    }, { rootMargin: MARGIN });
    near.observe(this);
  }

  /** Nothing is changed before everything is there: a picture that cannot be opened stays a link. */
  async open(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    const link = this.querySelector<HTMLAnchorElement>("a");
    const given = this.querySelector("script[data-info]")?.textContent;
    if (!link || !given) return;
    this.info = JSON.parse(given) as Info;
    this.lay(link);
    try {
      this.deep = await (await deep())({
        stage: this.stage, info: this.info, folder: new URL(this.getAttribute("src") ?? "", location.href).href.replace(/\/$/, ""),
        drawer: this.dataset.drawer === "webgl" ? "webgl" : "canvas", closest: CLOSEST, still: () => quiet.matches, wheel: () => this.full.on, moved: (view) => this.moved(view),
      });
    } catch (error) {
      this.stage.remove();
      this.classList.add("zoom-none");
      console.warn(error);
      return;
    }
    link.hidden = true;
    this.classList.add("zoom-on");
    this.ready();
  }

  zoom(factor: number): void {
    this.deep?.zoom(factor);
  }

  pan(right: number, down: number): void {
    this.deep?.pan(right, down);
  }

  whole(): void {
    this.deep?.whole();
  }

  show(there: Box, fill = false): void {
    this.deep?.show(there, fill);
  }

  page(): void {
    if (this.full.on) this.full.leave();
    else this.full.enter();
    this.press("page", this.full.on);
  }

  /** Out of the full page, else out of the picture to its first button. */
  leave(): void {
    const back = this.full.on ? "page" : "in";
    if (this.full.on) this.page();
    this.button(back)?.focus();
  }

  private lay(link: HTMLElement): void {
    this.stage.className = "zoom-stage";
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "group");
    this.stage.setAttribute("aria-label", this.dataset.label ?? link.querySelector("img")?.alt ?? "");
    const help = this.querySelector<HTMLElement>("[data-keys]");
    if (help) {
      help.id ||= `zoom-keys-${[...document.querySelectorAll("presnya-zoom")].indexOf(this)}`;
      this.stage.setAttribute("aria-describedby", help.id);
    }
    link.after(this.stage);
  }

  private ready(): void {
    for (const hidden of this.querySelectorAll<HTMLElement>(".zoom-tools[hidden], [data-keys][hidden]")) hidden.hidden = false;
    const does: Record<string, () => void> = { in: () => this.zoom(FACTOR), out: () => this.zoom(1 / FACTOR), whole: () => this.whole(), page: () => this.page() };
    for (const button of this.querySelectorAll<HTMLButtonElement>("button[data-zoom]")) button.addEventListener("click", () => does[button.dataset.zoom ?? ""]?.());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.full.on) this.leave();
    });
    keys(this.stage, this);
    this.details();
    const start = box(this.dataset.start ?? "");
    if (start) this.show(start, true);
    this.dispatchEvent(new CustomEvent("zoomready"));
    this.moved(this.deep!.view());
  }

  /** Each detail is a button with the same words. */
  private details(): void {
    for (const words of this.querySelectorAll<HTMLElement>("[data-box]")) {
      const there = box(words.dataset.box ?? "");
      if (!there) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "zoom-detail";
      button.append(...words.childNodes);
      button.addEventListener("click", () => this.show(there));
      words.replaceWith(button);
    }
  }

  private moved(view: View): void {
    this.dispatchEvent(new CustomEvent("zoommove", { detail: view }));
  }

  private button(name: string): HTMLElement | null {
    return this.querySelector(`button[data-zoom=${name}]`);
  }

  private press(name: string, on: boolean): void {
    this.button(name)?.setAttribute("aria-pressed", String(on));
  }
}

customElements.define("presnya-zoom", PresnyaZoom);
