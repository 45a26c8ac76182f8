/** Nothing but a stylesheet: see acts.ts. */
import "../style/exhibition.css";
