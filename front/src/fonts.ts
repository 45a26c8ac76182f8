/** Nothing but the stylesheet of the fonts: a build needs an entry; what it makes of this file is not kept. */
import "../style/fonts.css";
