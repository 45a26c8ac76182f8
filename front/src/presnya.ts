/** The one script of a published museum. Every page reads without it. */
import "../style/presnya.css";
import { checking } from "./checking";
import { passages } from "./passages";
import { finder } from "./search";
import { switches } from "./switches";

switches();
passages();
finder();
checking();
