/**
 * How much JavaScript each page loads first, gzipped, against the committed record docs/bundle-budget.json; and no server
 * code in what browsers get. Run after a build. `--record` writes the record, `--print` only shows.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

const RECORD = "docs/bundle-budget.json";
const TOLERANCE = 0.05;

/** Texts that only server code leaves in a chunk. */
const SERVER_TRACES = [
  ["a built-in module of Node", /["'`]node:[a-z_/]+["'`]/],
  ["the Prisma client", /PrismaClientKnownRequestError|@prisma\/client\/runtime/],
  ["the PostgreSQL client", /SCRAM-SHA-256|pg_catalog/],
];

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** "/(app)/models/[id]/page" is the page at "/models/[id]". */
export const routeOf = (page) => page.replace(/\/page$/, "").replace(/\/\([^/]+\)/g, "") || "/";

/** The client manifests Next writes beside each page: scripts that set one key of a global. */
function clientManifests(dist) {
  const app = join(dist, "server", "app");
  if (!existsSync(app)) return {};
  const files = readdirSync(app, { recursive: true }).filter((file) =>
    /page_client-reference-manifest\.js$/.test(file),
  );
  const sandbox = { globalThis: {} };
  for (const file of files) vm.runInNewContext(readFileSync(join(app, file), "utf8"), sandbox);
  return sandbox.globalThis.__RSC_MANIFEST ?? {};
}

/** First-load JavaScript by route: `{ route: bytes after gzip }`, polyfills for old browsers not counted. */
export function firstLoadBytes(dist) {
  const main = readJson(join(dist, "build-manifest.json")).rootMainFiles;
  const sizes = new Map();
  const sizeOf = (chunk) => {
    if (!sizes.has(chunk)) sizes.set(chunk, gzipSync(readFileSync(join(dist, chunk)), { level: 9 }).length);
    return sizes.get(chunk);
  };
  const routes = {};
  for (const [page, manifest] of Object.entries(clientManifests(dist))) {
    const own = Object.values(manifest.entryJSFiles ?? {}).flat();
    const chunks = new Set([...main, ...own]);
    routes[routeOf(page)] = [...chunks].reduce((sum, chunk) => sum + sizeOf(chunk), 0);
  }
  return Object.fromEntries(Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Server code found in client chunks, one sentence each. */
export function serverTraces(dist) {
  const folder = join(dist, "static", "chunks");
  const chunks = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".js"));
  return chunks.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return SERVER_TRACES.filter(([, pattern]) => pattern.test(text)).map(
      ([what, pattern]) => `Chunk ${file} holds ${what} (${pattern.exec(text)[0]}): a component imports server code.`,
    );
  });
}

/** What the record does not allow, one sentence each. */
export function excesses(now, recorded, tolerance = TOLERANCE) {
  return Object.entries(now).flatMap(([route, bytes]) => {
    const before = recorded[route];
    if (before === undefined) return [`${route} is new: ${kilobytes(bytes)}, not in the record.`];
    if (bytes <= before * (1 + tolerance)) return [];
    const more = ((bytes / before - 1) * 100).toFixed(1);
    return [`${route} grew by ${more} %: ${kilobytes(before)} to ${kilobytes(bytes)}.`];
  });
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function writeRecord(path, routes) {
  const note =
    "First-load JavaScript per page in bytes after gzip; written by scripts/check/bundle-budget.mjs --record.";
  writeFileSync(path, `${JSON.stringify({ note, routes }, null, 2)}\n`);
}

function main(root, flags) {
  const dist = join(root, ".next");
  if (!existsSync(join(dist, "build-manifest.json")))
    throw new Error("There is no build: run `npm test -- --only build`.");
  const now = firstLoadBytes(dist);
  for (const [route, bytes] of Object.entries(now)) console.log(`${kilobytes(bytes).padStart(10)}  ${route}`);
  const faults = serverTraces(dist);
  const path = join(root, RECORD);
  if (flags.includes("--record")) writeRecord(path, now);
  else if (!flags.includes("--print")) {
    const over = excesses(now, existsSync(path) ? readJson(path).routes : {});
    faults.push(...over);
    if (over.length > 0)
      faults.push(`If this is wanted: node scripts/check/bundle-budget.mjs --record, and commit ${RECORD}.`);
  }
  if (faults.length > 0) console.error(`\n${faults.join("\n")}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.cwd(), process.argv.slice(2));
