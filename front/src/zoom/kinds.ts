/** What zoom.js and deep.js (which holds OpenSeadragon) know of one another. */

/** In pixels of the picture. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The part of info.json (IIIF Image 3, level 0) that is read here. */
export interface Info {
  width: number;
  height: number;
  [key: string]: unknown;
}

/** What of the picture the stage shows now, and how many pixels of the screen one of the picture takes. */
export interface View extends Box {
  scale: number;
}

/** All that can be chosen. `folder` ends without a slash; `closest` is the largest `View.scale`; `still` and `wheel` are asked each time. */
export interface Options {
  stage: HTMLElement;
  info: Info;
  folder: string;
  drawer: "canvas" | "webgl";
  closest: number;
  still: () => boolean;
  wheel: () => boolean;
  moved: (view: View) => void;
}

/** A second picture over the first: moved by a part of the picture's width, and faded. */
export interface Layer {
  /** Pixels. */
  width: number;
  set(shift: number, opacity: number): void;
}

export interface Deep {
  zoom(factor: number): void;
  pan(right: number, down: number): void;
  whole(): void;
  /** `fill`: never so far off that the stage shows what is no picture; else the whole box with something around it. */
  show(box: Box, fill: boolean): void;
  view(): View;
  layer(address: string): Promise<Layer>;
  close(): void;
}

declare global {
  interface Window {
    presnyaDeep?: (options: Options) => Promise<Deep>;
  }
}
