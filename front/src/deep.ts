/** OpenSeadragon behind eight options. Read when a picture is about to be looked at: it weighs more than the rest of a page. */
import OpenSeadragon from "openseadragon";
import type { Box, Deep, Info, Layer, Options, View } from "./zoom/kinds";

const SECONDS = 0.9;
/** A bare detail would fill the stage to its edges; this much is left around it, as a part of its size. */
const AROUND = 0.12;

/** Where things are in OpenSeadragon's own measure: the picture is 1 wide. */
function rect(box: Box, info: Info): OpenSeadragon.Rect {
  const [left, top] = [box.w * AROUND, box.h * AROUND];
  return new OpenSeadragon.Rect((box.x - left) / info.width, (box.y - top) / info.width, (box.w + 2 * left) / info.width, (box.h + 2 * top) / info.width);
}

/** The same with the stage's shape, within the picture. */
function filling(given: OpenSeadragon.Rect, info: Info, stage: OpenSeadragon.Point): OpenSeadragon.Rect {
  const shape = stage.x / stage.y;
  const high = Math.min(Math.max(given.height, given.width / shape), info.height / info.width, 1 / shape);
  const wide = high * shape;
  const { x, y } = given.getCenter();
  const within = (middle: number, size: number, whole: number) => Math.min(Math.max(middle - size / 2, 0), whole - size);
  return new OpenSeadragon.Rect(within(x, wide, 1), within(y, high, info.height / info.width), wide, high);
}

function seen(viewer: OpenSeadragon.Viewer, info: Info): View {
  const { x, y, width, height } = viewer.viewport.getBounds(true);
  const scale = viewer.viewport.getContainerSize().x / (width * info.width);
  return { x: x * info.width, y: y * info.width, w: width * info.width, h: height * info.width, scale };
}

function viewerOf({ stage, info, folder, drawer, closest }: Options): OpenSeadragon.Viewer {
  const gestures = { scrollToZoom: false, clickToZoom: false, dblClickToZoom: true, flickEnabled: false };
  return OpenSeadragon({
    element: stage,
    tileSources: { ...info, id: folder } as unknown as OpenSeadragon.TileSourceOptions,
    drawer,
    tabIndex: "" as unknown as number, // the stage takes the focus, and has keys of its own
    showNavigationControl: false, // its buttons are no buttons
    loadTilesWithAjax: false, // from a disk only <img> may read
    crossOriginPolicy: false,
    maxZoomPixelRatio: closest,
    minZoomImageRatio: 1,
    visibilityRatio: 1,
    constrainDuringPan: true,
    animationTime: SECONDS,
    maxImageCacheCount: 120,
    gestureSettingsMouse: gestures,
    gestureSettingsPen: gestures,
    gestureSettingsTouch: { ...gestures, pinchToZoom: true },
  } as OpenSeadragon.Options);
}

/** A wheel over the picture scrolls the page, as it does everywhere else, unless it is asked to zoom. */
function wheels(viewer: OpenSeadragon.Viewer, options: Options): void {
  viewer.addHandler("canvas-scroll", (event) => {
    const own = event.originalEvent as WheelEvent;
    const zooms = own.ctrlKey || own.metaKey || options.wheel();
    event.preventDefaultAction = true;
    (event as unknown as { preventDefault: boolean }).preventDefault = zooms;
    if (zooms) {
      viewer.viewport.zoomBy(1.2 ** event.scroll, viewer.viewport.pointFromPixel(event.position as OpenSeadragon.Point, true), options.still());
      viewer.viewport.applyConstraints(options.still());
    }
  });
}

function layered(viewer: OpenSeadragon.Viewer, address: string): Promise<Layer> {
  viewer.world.setAutoRefigureSizes(false); // where the picture begins and ends must not move with what lies over it
  return new Promise((done, fail) => {
    viewer.addTiledImage({
      tileSource: { type: "image", url: address, buildPyramid: false, crossOriginPolicy: false } as unknown as OpenSeadragon.TileSourceOptions,
      x: 0,
      y: 0,
      width: 1,
      opacity: 0,
      preload: true,
      success: ({ item }: { item: OpenSeadragon.TiledImage }) =>
        done({
          width: item.getContentSize().x,
          set(shift, opacity) {
            item.setPosition(new OpenSeadragon.Point(shift, 0), true);
            item.setOpacity(opacity);
          },
        }),
      error: ({ message }: { message: string }) => fail(new Error(`${address}: ${message}`)),
    } as unknown as OpenSeadragon.TiledImageInitOptions & OpenSeadragon.TileSourceSpecifier);
  });
}

window.presnyaDeep = (options) =>
  new Promise((done, fail) => {
    const viewer = viewerOf(options);
    const { info, stage, still } = options;
    const port = () => viewer.viewport;
    const settle = () => port().applyConstraints(still());
    viewer.addHandler("canvas-key", (event) => {
      event.preventDefaultAction = true;
    });
    wheels(viewer, options);
    viewer.addHandler("viewport-change", () => options.moved(seen(viewer, info)));
    viewer.addHandler("resize", () => options.moved(seen(viewer, info)));
    viewer.addOnceHandler("open-failed", (event) => fail(new Error(String((event as unknown as { message: string }).message))));
    viewer.addOnceHandler("open", () => {
      for (const part of stage.querySelectorAll<HTMLElement>(".openseadragon-container, .openseadragon-canvas")) part.style.touchAction = "pan-y"; // a finger that moves up or down scrolls the page
      for (const canvas of stage.querySelectorAll("canvas")) canvas.setAttribute("aria-hidden", "true"); // its words are the page's
      done({
        zoom(factor) {
          port().zoomBy(factor, undefined, still());
          settle();
        },
        pan(right, down) {
          const { width, height } = port().getBounds();
          port().panBy(new OpenSeadragon.Point(width * right, height * down), still());
          settle();
        },
        whole: () => void port().goHome(still()),
        show(box, fill) {
          const there = rect(box, info);
          if (fill) port().fitBounds(filling(there, info, port().getContainerSize()), still());
          else port().fitBoundsWithConstraints(there, still());
        },
        view: () => seen(viewer, info),
        layer: (address) => layered(viewer, address),
        close: () => viewer.destroy(),
      } satisfies Deep);
    });
  });
