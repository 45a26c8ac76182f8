/** Nothing but the stylesheet of the register's pages: a build needs an entry; what it makes of this file is not kept. */
import "../style/acts.css";
