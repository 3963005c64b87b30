/**
 * Builds every file the browser gets: styles, scripts, fonts, icons, licences.
 * Needs only node and the packages of package-lock.json; reaches no network.
 * Usage: node frontend/build.mjs [--watch]
 */
import { context } from "esbuild";
import { compileAsync } from "sass";
import { gzipSync } from "node:zlib";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const FRONTEND = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(FRONTEND);
const MODULES = join(ROOT, "node_modules");
const OUT = join(ROOT, "src/toctoc/web/static/toctoc");

/** Typst sets printed pages: it reads fonts as files, not as the web has them. */
const PAPER_FONTS = join(ROOT, "src/toctoc/reports/fonts");

/** Packages whose code or drawings end up in what we ship, so whose licences must too. */
const SHIPPED = [
  "@event-calendar/core",
  "@expo-google-fonts/atkinson-hyperlegible-next",
  "@fontsource-variable/atkinson-hyperlegible-next",
  "bootstrap",
  "htmx.org",
  "idb",
  "leaflet",
  "lucide-static",
  "svelte",
];

/** Packages that name their licence but carry no text of it: the text is kept here. */
const KEPT_LICENCES = join(FRONTEND, "licences");

/** Bootstrap 5.3 still speaks the old Sass import syntax: its own warnings are not ours. */
const sassFiles = {
  name: "sass-files",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, async ({ path }) => {
      const { css, loadedUrls } = await compileAsync(path, {
        loadPaths: [MODULES],
        quietDeps: true,
        silenceDeprecations: ["import"],
      });
      return { contents: css, loader: "css", watchFiles: loadedUrls.map(fileURLToPath) };
    });
  },
};

function bundleOptions() {
  return {
    entryPoints: [
      { in: join(FRONTEND, "src/app.js"), out: "app" },
      { in: join(FRONTEND, "css/app.css"), out: "app" },
      { in: join(FRONTEND, "src/map/index.js"), out: "map" },
      { in: join(FRONTEND, "css/map.css"), out: "map" },
      { in: join(FRONTEND, "src/grid/index.js"), out: "grid" },
      { in: join(FRONTEND, "css/grid.css"), out: "grid" },
      { in: join(FRONTEND, "src/phone/index.js"), out: "tour" },
      { in: join(FRONTEND, "src/phone/worker.js"), out: "worker" },
    ],
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    loader: { ".woff2": "file", ".png": "file" },
    assetNames: "assets/[name]",
    legalComments: "none",
    logLevel: "warning",
    plugins: [sassFiles],
  };
}

/** Icons are read by the server, which writes them into the page: nothing to fetch. */
async function writeIcons() {
  const names = JSON.parse(await readFile(join(FRONTEND, "icons.json"), "utf8"));
  const drawings = {};
  for (const name of names) {
    const svg = await readFile(join(MODULES, "lucide-static/icons", `${name}.svg`), "utf8");
    const inside = svg.replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>\s*$/, "");
    drawings[name] = inside.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
  }
  await writeFile(join(OUT, "icons.json"), JSON.stringify(drawings));
}

async function readLicence(name) {
  const folder = join(MODULES, name);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const path = file ? join(folder, file) : join(KEPT_LICENCES, `${name.replaceAll("/", "-")}.txt`);
  return (await readFile(path, "utf8")).trim();
}

async function writeLicences() {
  const texts = [];
  for (const name of SHIPPED) texts.push(`# ${name}\n\n${await readLicence(name)}\n`);
  await writeFile(join(OUT, "licences.txt"), texts.join("\n\n"));
}

async function copyImages() {
  await mkdir(join(OUT, "images"), { recursive: true });
  for (const name of await readdir(join(FRONTEND, "images"))) {
    await copyFile(join(FRONTEND, "images", name), join(OUT, "images", name));
  }
}

async function copyPaperFonts() {
  const family = join(MODULES, "@expo-google-fonts/atkinson-hyperlegible-next");
  await mkdir(PAPER_FONTS, { recursive: true });
  for (const weight of ["400Regular", "700Bold"]) {
    const name = `AtkinsonHyperlegibleNext_${weight}.ttf`;
    await copyFile(join(family, weight, name), join(PAPER_FONTS, name));
  }
}

async function reportSizes() {
  const entries = await readdir(OUT, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => /\.(css|js|woff2)$/.test(one.name))) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const kilobytes = gzipSync(await readFile(path)).length / 1000;
    console.log(`${kilobytes.toFixed(1).padStart(7)} kB gz  ${relative(OUT, path)}`);
  }
}

const watching = process.argv.includes("--watch");
await mkdir(OUT, { recursive: true });
const bundler = await context(bundleOptions());
await Promise.all([bundler.rebuild(), writeIcons(), writeLicences(), copyImages(), copyPaperFonts()]);
await reportSizes();
if (watching) {
  await bundler.watch();
} else {
  await bundler.dispose();
}
