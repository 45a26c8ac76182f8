import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const out = resolve(here, "../src/presnya/publishing/static");

/** icon.svg as it is, and licences.txt: the licence of every package whose files are shipped (`dependencies`; what is only used to build is not). */
function besides(): Plugin {
  return {
    name: "besides",
    generateBundle() {
      const names = Object.keys(JSON.parse(readFileSync(resolve(here, "package.json"), "utf8")).dependencies).sort();
      const texts = names.map((name) => {
        const folder = resolve(here, "node_modules", name);
        const { version, license } = JSON.parse(readFileSync(resolve(folder, "package.json"), "utf8"));
        return `${name} ${version} (${license})\n\n${readFileSync(resolve(folder, existsSync(resolve(folder, "LICENSE")) ? "LICENSE" : "LICENSE.txt"), "utf8").trim()}\n`;
      });
      this.emitFile({ type: "asset", fileName: "icon.svg", source: readFileSync(resolve(here, "icon.svg")) });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join(`\n${"─".repeat(80)}\n\n`) });
    },
  };
}

/** A build that is only there for its stylesheet leaves no script. */
function styleOnly(): Plugin {
  return {
    name: "style-only",
    generateBundle: {
      order: "post", // when the stylesheet has been taken out of it
      handler(_, bundle) {
        for (const [name, made] of Object.entries(bundle)) if (made.type === "chunk") delete bundle[name];
      },
    },
  };
}

/** verify.html: the page with its stylesheet and script within. The two go into it, and are not left beside it. */
function onePage(): Plugin {
  return {
    name: "one-page",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const text = (end: string) => {
          const [name, made] = Object.entries(bundle).find(([one]) => one.endsWith(end))!;
          delete bundle[name];
          return made.type === "chunk" ? made.code.trim().replace(/<\/(?=script)/gi, "<\\/") : String(made.source).trim();
        };
        const [style, script] = [text(".css"), text(".js")];
        const page = readFileSync(resolve(here, "verify.html"), "utf8").replace("/*style*/", () => style).replace("/*script*/", () => script);
        this.emitFile({ type: "asset", fileName: "verify.html", source: page });
      },
    },
  };
}

/**
 * Eighteen builds, because a classic script that works from file:// holds one entry each: the page's script with the stylesheet,
 * (mode "light") the few lines that run before the first paint, (modes "chronology" and "chronology-more") the viewer, its
 * stylesheet within, and what it reads when a panel is opened, and for a chronology that stands alone (modes "alone" and "fonts")
 * its lean stylesheet with the switches, and the fonts by themselves; the stylesheets of the register's pages and of prints, the library, rooms and exhibitions (modes "acts", "pictures", "library", "room" and "exhibition");
 * (modes "zoom", "deep" and "panorama") a picture that is looked at closely, what draws it, and the panorama's page; script and stylesheet of tours (mode "tour"); last, what checks a page, Ed25519 where a browser has none,
 * and the page that checks a whole copy.
 */
const ENTRIES = new Set(["light", "chronology", "chronology-more", "alone", "fonts", "acts", "pictures", "library", "room", "exhibition", "zoom", "deep", "panorama", "tour", "verify", "ed25519", "verifier"]);

export default defineConfig(({ mode }) => {
  const entry = ENTRIES.has(mode) ? mode : "presnya";
  return {
    root: here,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    plugins: entry === "presnya" ? [besides()] : ["fonts", "acts", "pictures", "library", "room", "exhibition"].includes(entry) ? [styleOnly()] : entry === "verifier" ? [onePage()] : [],
    build: {
      outDir: out,
      emptyOutDir: entry === "presnya",
      target: ["chrome111", "firefox115", "safari16.4"],
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      minify: "terser", // some 500 bytes less of the viewer after gzip than by the builder's own
      terserOptions: { compress: { passes: 3, ecma: 2020 } },
      rolldownOptions: {
        input: resolve(here, `src/${entry}.ts`),
        output: {
          format: "iife",
          entryFileNames: `${entry}.js`,
          assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? `${entry}.css` : "fonts/[name][extname]"),
        },
      },
    },
  };
});
