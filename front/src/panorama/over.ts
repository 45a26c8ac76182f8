/** What lies over the picture and keeps to its places while the camera moves: marks for pointers, and lights. Nothing of it is for a reader's ear. */
import type { PresnyaZoom } from "../zoom";
import type { View } from "../zoom/kinds";

interface Kept {
  node: HTMLElement;
  x: number;
  y: number;
  radius: number;
}

export class Over {
  readonly field = document.createElement("div");
  private readonly kept = new Set<Kept>();
  private view: View | null = null;

  constructor(zoom: PresnyaZoom, name: string) {
    this.field.className = name;
    this.field.setAttribute("aria-hidden", "true");
    zoom.stage.append(this.field);
    zoom.addEventListener("zoommove", (event) => {
      this.view = (event as CustomEvent<View>).detail;
      for (const one of this.kept) this.place(one);
    });
    this.view = zoom.deep?.view() ?? null;
  }

  /** `radius` in pixels of the picture; 0 for what keeps its own size. */
  keep(node: HTMLElement, x: number, y: number, radius = 0): () => void {
    const one = { node, x, y, radius };
    this.kept.add(one);
    this.place(one);
    this.field.append(node);
    return () => {
      this.kept.delete(one);
      node.remove();
    };
  }

  private place({ node, x, y, radius }: Kept): void {
    if (!this.view) return;
    node.style.left = `${(x - this.view.x) * this.view.scale}px`;
    node.style.top = `${(y - this.view.y) * this.view.scale}px`;
    if (radius) node.style.width = node.style.height = `${2 * radius * this.view.scale}px`;
  }
}
