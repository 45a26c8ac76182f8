/**
 * A museum's own screen (`?kiosk`): after a while without a touch back to the tour's first page, and there a loop over the titles of the stops.
 * What is being told is never cut short: the wait begins when the words shown could have been read at a guide's pace. No link leads out of the museum.
 */
const IDLE = 60_000; // ms without a touch after the telling
const TURN = 6_000; // ms that a title stands
const PACE = 130; // words a minute
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll"];

/** ms that the words shown take to tell. */
function telling(tour: HTMLElement): number {
  const words = [...tour.querySelectorAll<HTMLElement>(".nar")].filter((one) => one.offsetParent).map((one) => one.innerText.split(/\s+/).length);
  return (words.reduce((sum, one) => sum + one, 0) * 60_000) / PACE;
}

/** Links that leave the museum's folder, open a window or load a file keep their words and lose their address. */
function closeDoors(): void {
  const root = new URL(document.querySelector<HTMLLinkElement>("link[rel=stylesheet]")!.href.replace(/static\/[^/]*$/, ""));
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (!link.href.startsWith(root.href) || link.target || link.hasAttribute("download")) {
      link.removeAttribute("href");
      link.setAttribute("aria-disabled", "true");
    }
  }
}

/** Titles of the stops, one after another, over the whole screen; any touch or key takes it away. A change of words, no motion. */
function attract(tour: HTMLElement, again: () => void): void {
  const titles = [...tour.querySelectorAll<HTMLElement>(".stops .s-a")].map((one) => [one.querySelector(".s-n")!.textContent!, one.querySelector(".s-t")!.textContent!]);
  const over = document.createElement("button");
  over.type = "button";
  over.className = "attract";
  const [number, title, below] = ["a-n", "a-t", "a-b"].map((name) => over.appendChild(Object.assign(document.createElement("span"), { className: name })));
  below!.textContent = tour.querySelector("h1")!.textContent;
  let nth = -1;
  const turn = (): void => {
    nth = (nth + 1) % titles.length;
    number!.textContent = titles[nth]![0]!;
    title!.textContent = titles[nth]![1]!;
  };
  turn();
  const timer = setInterval(turn, TURN);
  const end = (event: Event): void => {
    event.preventDefault();
    clearInterval(timer);
    over.remove();
    tour.querySelector<HTMLElement>(".begin a")!.focus();
    again();
  };
  over.addEventListener("click", end);
  over.addEventListener("keydown", (event) => event.key !== "Tab" && end(event));
  document.body.append(over);
  over.focus();
}

export function kiosk(tour: HTMLElement, kept: (where: string) => string): void {
  closeDoors();
  const home = tour.dataset.home;
  let told = performance.now() + telling(tour);
  let timer = 0;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (home ? location.replace(kept(home)) : attract(tour, wait)), Math.max(0, told - performance.now()) + IDLE);
  };
  for (const touch of TOUCHES) addEventListener(touch, wait, { passive: true });
  tour.addEventListener("click", () => {
    told = performance.now() + telling(tour); // another length or language was chosen: its telling begins now
    wait();
  });
  wait();
}
