/**
 * Cut-outs that move by their depth. They are smaller than the picture, so the nearer the camera the less they move, until they lie still and fade into
 * the picture itself, which has them too. None where motion is unwanted, or the screen is small.
 */
import type { PresnyaZoom } from "../zoom";
import type { Layer, View } from "../zoom/kinds";
import { type Data, quiet } from "./data";

/** Of the view, for a depth of 1. */
const MOST = 0.03;
/** Pixels of the screen for one of the layer: still from here on … */
const STILL = 1.1;
/** … and gone from here on. */
const GONE = 1.5;
const SMALL = 700;

const between = (value: number): number => Math.min(Math.max(value, 0), 1);

export async function layers(zoom: PresnyaZoom, data: Data): Promise<void> {
  const { deep, info } = zoom;
  if (quiet.matches || !deep || !info || data.layers.length === 0 || zoom.stage.clientWidth < SMALL) return;
  const made: { layer: Layer; depth: number }[] = [];
  for (const { file, depth } of [...data.layers].sort((one, other) => one.depth - other.depth)) made.push({ layer: await deep.layer(new URL(data.base + data.folder + file, location.href).href), depth });
  const first = made[0]!.depth;
  const move = (view: View): void => {
    const off = quiet.matches ? 0 : 1;
    for (const { layer, depth } of made) {
      const near = (view.scale * info.width) / layer.width;
      const free = between((STILL - near) / 0.3);
      const aside = 2 * ((view.x + view.w / 2) / info.width - 0.5);
      layer.set((depth - first) * MOST * -aside * free * (view.w / info.width), off * between((GONE - near) / (GONE - STILL)));
    }
  };
  zoom.addEventListener("zoommove", (event) => move((event as CustomEvent<View>).detail));
  quiet.addEventListener("change", () => move(deep.view()));
  move(deep.view());
}
