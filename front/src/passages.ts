/**
 * Claim marks. Without scripts a mark is a link to its passage; with scripts a copy of its entry in the apparatus opens under it.
 * One passage is open at a time. Escape, a click elsewhere or the mark itself closes it, and focus goes back to the mark.
 */

interface Open {
  mark: HTMLElement;
  pop: HTMLElement;
}

const EDGE = 20;
let open: Open | null = null;

function close(back: boolean): void {
  if (!open) return;
  const { mark, pop } = open;
  open = null;
  pop.remove();
  mark.setAttribute("aria-expanded", "false");
  mark.removeAttribute("aria-controls");
  if (back) mark.focus();
}

/** Under the mark and inside the page; it moves with the page since it is placed in the document, not in the window. */
function place(mark: HTMLElement, pop: HTMLElement): void {
  const at = mark.getBoundingClientRect();
  const widest = document.documentElement.clientWidth - pop.offsetWidth - EDGE;
  pop.style.left = `${Math.max(EDGE, Math.min(at.left + scrollX - 24, widest))}px`;
  pop.style.top = `${at.bottom + scrollY + 10}px`;
}

/** Who speaks, and where: the head of the entry's witness and the entry's own children, without anchors: an id must not stand twice in a page. */
function copy(entry: Element): DocumentFragment {
  const made = document.createDocumentFragment();
  const witness = entry.parentElement?.closest(".ap")?.querySelector(".ap-h");
  if (witness) made.append(witness.cloneNode(true));
  for (const child of entry.childNodes) made.append(child.cloneNode(true));
  for (const named of made.querySelectorAll("[id]")) named.removeAttribute("id");
  return made;
}

function show(mark: HTMLElement, entry: Element): void {
  close(false);
  const pop = document.createElement("div");
  pop.className = "pop";
  pop.id = "passage";
  pop.tabIndex = -1;
  pop.setAttribute("role", "dialog");
  pop.setAttribute("aria-label", mark.getAttribute("aria-label") ?? mark.textContent ?? "");
  pop.append(copy(entry));
  // Last in the text, and placed under its mark: no block is split, and Tab leaves it for the mark (onKey).
  (document.querySelector("main") ?? document.body).append(pop);
  place(mark, pop);
  mark.setAttribute("aria-expanded", "true");
  mark.setAttribute("aria-controls", pop.id);
  open = { mark, pop };
  pop.focus({ preventScroll: true });
  pop.scrollIntoView({ block: "nearest" });
}

function onClick(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const target = event.target instanceof Element ? event.target : null;
  const mark = target?.closest<HTMLElement>("a.sig[data-claim]");
  if (!mark) {
    if (!target?.closest(".pop")) close(false);
    return;
  }
  const entry = document.getElementById(`c-${mark.dataset.claim ?? ""}`);
  const holder = entry?.closest("li") ?? entry;
  if (!holder) return;
  event.preventDefault();
  if (open?.mark === mark) close(true);
  else show(mark, holder);
}

/** Tab leaves an open passage as if it stood behind its mark. */
function onKey(event: KeyboardEvent): void {
  if (!open) return;
  if (event.key === "Escape") {
    close(true);
    return;
  }
  if (event.key !== "Tab") return;
  const inside = [...open.pop.querySelectorAll<HTMLElement>("a[href], button")];
  const edge = event.shiftKey ? inside[0] : inside.at(-1);
  const here = document.activeElement;
  if (here === edge || (event.shiftKey && here === open.pop) || inside.length === 0) {
    event.preventDefault();
    close(true);
  }
}

export function passages(): void {
  const marks = document.querySelectorAll<HTMLElement>("a.sig[data-claim]");
  if (marks.length === 0) return;
  for (const mark of marks) {
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-haspopup", "dialog");
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      mark.click();
    });
  }
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  addEventListener("resize", () => open && place(open.mark, open.pop));
}
