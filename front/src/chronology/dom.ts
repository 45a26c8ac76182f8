/** Small words for the DOM. Text is always text: nothing a file says becomes markup. */

export type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/** An element with attributes (true: there, false: not there), listeners (`onclick` …) and children. `class`, never inline style: a museum's policy forbids it. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  dress(made, attributes);
  made.append(...children.filter((child): child is Node | string => !!child));
  return made;
}

/** The same for SVG. */
export function svg(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(made, attributes);
  made.append(...children.filter((child): child is Node | string => !!child));
  return made;
}

export function dress(on: Element, attributes: Record<string, Value>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") on.addEventListener(name.slice(2), value);
    else if (value === false || value === null || value === undefined) on.removeAttribute(name);
    else on.setAttribute(name, value === true ? "" : String(value));
  }
}

const OUTLINE = { square: "M1 1H11V11H1Z", circle: "M6 .6a5.4 5.4 0 1 0 .01 0Z", diamond: "M6 0 12 6 6 12 0 6Z", triangle: "M6 .6 12 11.4H0Z" } as const;

/** A lane's shape, hollow while only a machine has read the mark. */
export function shape(kind: keyof typeof OUTLINE, hollow = false): SVGElement {
  return svg("svg", { class: `mk${hollow ? " hollow" : ""}`, viewBox: "-1 -1 14 14", "aria-hidden": "true" }, svg("path", { d: OUTLINE[kind] }));
}

/** Where focus is, through shadow roots. */
export function focused(root: ShadowRoot): HTMLElement | null {
  return root.activeElement instanceof HTMLElement ? root.activeElement : null;
}

/** Give a text to the reader as a file. */
export function download(name: string, type: string, parts: string[]): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
