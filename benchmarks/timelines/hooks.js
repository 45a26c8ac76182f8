/*
 * What is asked of every page from outside, before its first script runs. KIND ("vis", "timelinejs", "presnya") is set by measure.py.
 * No page is changed for the benchmark; ours answers `ready` and `look()` on its element, since a canvas has nothing to count in it.
 *
 * `__bench.painted` is set (ms since navigation) when a mark had been inside the viewport and a frame was drawn after that.
 */
(() => {
  const frame = window.requestAnimationFrame.bind(window);
  let asked = 0; // animation frames the page asked for
  window.requestAnimationFrame = (then) => { asked++; return frame(then); };

  const all = (selector) => document.querySelectorAll(selector);
  const inside = (element, bottom = innerHeight) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < bottom;
  };
  const some = (selector) => { for (const element of all(selector)) if (inside(element)) return true; return false; };
  const among = (selector) => [...all(selector)].filter((element) => inside(element));
  const box = (element) => { const { x, y, width, height } = element.getBoundingClientRect(); return { x, y, width, height }; };

  /** Elements of the page, those in open shadow trees too. */
  function* elements(root) {
    for (const element of root.querySelectorAll("*")) { yield element; if (element.shadowRoot) yield* elements(element.shadowRoot); }
  }
  const chronology = () => document.querySelector("presnya-chronology");
  /** Visible words of our element, its numbers without marks between thousands: is the count said there? */
  const words = () => [...elements(chronology().shadowRoot)]
    .filter((element) => !element.children.length && !/^(SCRIPT|STYLE)$/.test(element.tagName) && inside(element))
    .map((element) => element.textContent).join("\n").replace(/[\s.,\u2019'](?=\d{3})/g, "");

  const KINDS = {
    vis: {
      ready() {
        const shown = document.querySelector(".vis-timeline");
        return !!shown && getComputedStyle(shown).visibility !== "hidden" && !document.querySelector(".vis-loading-screen") && some(".vis-item");
      },
      look() {
        const clusters = among(".vis-foreground .vis-item.vis-cluster");
        const lanes = [...all(".vis-foreground > .vis-group")].filter((group) => [...group.querySelectorAll(".vis-item")].some((item) => inside(item)));
        return { marks: among(".vis-foreground .vis-item").length, lanes: lanes.length, said: clusters.length > 0 && clusters.every((one) => /\d/.test(one.textContent)) };
      },
      target: () => ({ ...box(document.querySelector(".vis-center")), down: false }),
    },
    timelinejs: {
      ready: () => some(".tl-timemarker-content-container"),
      look: () => ({ marks: among(".tl-timemarker-content-container").length, lanes: among(".tl-timegroup").length, said: false }),
      target: () => ({ ...box(document.querySelector(".tl-timenav")), down: false, buttons: [".tl-icon-zoom-in", ".tl-icon-zoom-out"] }),
      clear: () => document.querySelector(".tl-message-full")?.click(), // "Swipe to navigate", over everything on a phone
    },
    presnya: {
      ready: () => chronology()?.ready === true,
      look() {
        const told = chronology().look();
        return { marks: told.marks_on_screen, lanes: told.lanes_on_screen, hidden: told.hidden, said: new RegExp(`(?<!\\d)${told.hidden}(?!\\d)`).test(words()) };
      },
      target() {
        const stages = [...elements(chronology().shadowRoot)].filter((element) => element.tagName === "CANVAS").map(box);
        const stage = stages.sort((one, other) => other.width * other.height - one.width * one.height)[0];
        return { ...stage, down: true };
      },
    },
  };
  const kind = KINDS[KIND];

  let gaps = [], recording = false;
  const bench = window.__bench = {
    painted: null,
    look: () => ({ ...kind.look(), nodes: [...elements(document)].length, origin: performance.timeOrigin }),
    /** Put away what lies over the page at first. */
    clear: () => { kind.clear?.(); },
    /** Where gestures go: the page's own stage, as far as it is in the viewport. */
    target() {
      const stage = kind.target();
      const x = Math.max(0, stage.x), y = Math.max(0, stage.y);
      return { ...stage, x, y, width: Math.min(innerWidth, stage.x + stage.width) - x, height: Math.min(innerHeight, stage.y + stage.height) - y };
    },
    asked() { const before = asked; asked = 0; return before; },
    record() {
      gaps = []; recording = true;
      const next = (before) => frame((now) => { if (!recording) return; gaps.push(now - before); next(now); });
      frame(next);
    },
    stop() { recording = false; return gaps; },
    settled: () => new Promise((then) => { frame(() => frame(then)); }),
  };

  // The watcher spends at most a tenth of the time: asking where a thing stands costs a layout.
  const watch = () => {
    const begun = performance.now();
    let ready = false;
    try { ready = kind.ready(); } catch { /* the page is not there yet */ }
    if (ready) frame(() => setTimeout(() => { bench.painted = performance.now(); }));
    else setTimeout(watch, Math.max(16, 9 * (performance.now() - begun)));
  };
  if (window === window.top) watch();
})();
