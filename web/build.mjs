// Builds what pages load into web/dist: stylesheets, typeface, icons and scripts. Names get their hash later, when they
// are embedded; until then a file names another as asset:NAME.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { writeIcons } from "./icons.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const scripts = (await readdir(path.join(here, "src")).catch(() => [])).filter((f) => f.endsWith(".ts") && !f.endsWith(".d.ts") && !f.endsWith(".test.ts"));
const shared = { bundle: true, minify: true, outdir: dist, logLevel: "warning", external: ["asset:*"], legalComments: "none" };
await Promise.all([
  build({ ...shared, entryPoints: ["citizen", "staff", "board"].map((n) => path.join(here, "styles", `${n}.css`)), target: ["safari14", "chrome90", "firefox90"] }),
  scripts.length > 0
    ? build({ ...shared, entryPoints: scripts.map((f) => path.join(here, "src", f)), format: "iife", target: "es2020" })
    : undefined,
  cp(path.join(here, "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"), path.join(dist, "source-sans-3.woff2")),
  cp(path.join(here, "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2"), path.join(dist, "source-sans-3-ext.woff2")),
  cp(path.join(here, "art/mark.svg"), path.join(dist, "mark.svg")),
  writeIcons(dist),
]);
