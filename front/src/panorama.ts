/** A panorama's page: its list of places, layers that move by depth, and its shows. It waits for the picture; without it every word is there already. */
import "../style/panorama.css";
import { type Data } from "./panorama/data";
import { layers } from "./panorama/layers";
import { Shows } from "./panorama/show";
import { Spots } from "./panorama/spots";
import type { PresnyaZoom } from "./zoom";

/** What is said stands under the picture, in full page, too. */
function voice(zoom: PresnyaZoom): (words: string) => void {
  const line = document.createElement("p");
  line.className = "pano-say";
  line.setAttribute("role", "status");
  zoom.stage.after(line);
  return (words) => {
    line.textContent = words;
  };
}

function begin(zoom: PresnyaZoom, data: Data): void {
  const say = voice(zoom);
  new Shows(zoom, data, say); // its lights lie under the marks
  new Spots(zoom, data, say);
  layers(zoom, data).catch((error: unknown) => console.warn(error)); // an ornament
}

const zoom = document.querySelector<PresnyaZoom>(".pano presnya-zoom");
const given = document.querySelector("script[data-panorama]")?.textContent;
if (zoom && given) {
  const data = JSON.parse(given) as Data;
  if (zoom.deep) begin(zoom, data);
  else zoom.addEventListener("zoomready", () => begin(zoom, data), { once: true });
  const room = zoom.closest(".pano");
  room?.classList.add("pano-on"); // before the picture opens: it begins with the stage's shape
  void zoom.open?.().then(() => room?.classList.toggle("pano-on", zoom.deep !== null)); // the page is about it: no waiting until it comes near
}
