/** Nothing but a stylesheet: see acts.ts. */
import "../style/room.css";
