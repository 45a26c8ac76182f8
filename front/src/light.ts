/** Runs before the first paint, so that night does not flash white. Day and night of the system need no script: the stylesheet asks. */
import { recall } from "./memory";

const light = recall("light");
if (light === "day" || light === "night") document.documentElement.dataset.light = light;
