/** Nothing but a stylesheet: see acts.ts. */
import "../style/library.css";
