/** Keys of a picture. They hold only while the picture has the focus, so that a screen reader's and the browser's own keep their meaning. */
const STEP = 0.2;
export const FACTOR = 1.6;

export interface Hands {
  zoom(factor: number): void;
  pan(right: number, down: number): void;
  whole(): void;
  page(): void;
  leave(): void;
}

const KEYS: Record<string, (hands: Hands) => void> = {
  ArrowLeft: (hands) => hands.pan(-STEP, 0),
  ArrowRight: (hands) => hands.pan(STEP, 0),
  ArrowUp: (hands) => hands.pan(0, -STEP),
  ArrowDown: (hands) => hands.pan(0, STEP),
  "+": (hands) => hands.zoom(FACTOR),
  "=": (hands) => hands.zoom(FACTOR),
  "-": (hands) => hands.zoom(1 / FACTOR),
  "0": (hands) => hands.whole(),
  Home: (hands) => hands.whole(),
  f: (hands) => hands.page(),
  Escape: (hands) => hands.leave(),
};

export function keys(stage: HTMLElement, hands: Hands): void {
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const does = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does(hands);
  });
}
