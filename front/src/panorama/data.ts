/** What a panorama's page tells its script, inlined as JSON. Places are in pixels of the picture, times in milliseconds. */
import type { Box } from "../zoom/kinds";

export interface Spot {
  id: string;
  title: string;
  number: number;
  contested: boolean;
  x: number;
  y: number;
  box: [number, number, number, number];
}

export interface Cue {
  at: number;
  light: "" | "fire" | "camp" | "glow" | "gun" | "flash" | "window" | "dark";
  x: number;
  y: number;
  radius: number;
  flashes: number;
  every: number;
  text: string;
  spot: string;
  sound: string;
}

export interface Show {
  id: string;
  cues: Cue[];
}

export interface Data {
  base: string;
  folder: string;
  layers: { file: string; depth: number }[];
  spots: Spot[];
  shows: Show[];
  words: Record<"at" | "open" | "contested" | "over" | "stopped", string>;
}

export const boxOf = ([x, y, w, h]: Spot["box"]): Box => ({ x, y, w, h });

export const quiet = matchMedia("(prefers-reduced-motion: reduce)");
