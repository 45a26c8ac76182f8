/** Asks for the script that checks the page, when the page stands and the browser has nothing else to do. */
const own = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
const PATIENCE = 4000; // milliseconds for which a busy page may put it off

function ask(): void {
  const made = document.createElement("script");
  made.src = new URL(`verify.${document.documentElement.lang}.js`, own).href;
  document.head.append(made);
}

export function checking(): void {
  if (!own || !document.getElementById("verify")) return;
  const idle = () => { if ("requestIdleCallback" in window) requestIdleCallback(ask, { timeout: PATIENCE }); else setTimeout(ask, 200); };
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}
