/** The script of a chronology that stands alone, beside the viewer's own: its two switches. Every page reads without it. */
import "../style/alone.css";
import { switches } from "./switches";

switches();
