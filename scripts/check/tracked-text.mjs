/** No file of the project names somebody's machine or a package registry's host: a clone must work anywhere. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtInGit, trackedFiles } from "./tracked-files.mjs";

const LARGEST_BYTES = 2_000_000;

/** Each: what is wrong and the pattern; patterns are spelled so that this file does not contain what it looks for. */
const TRACES = [
  ["a home folder", /(?<![\w./~-])\/(?:root|home\/[a-z_][\w-]*|Users\/[A-Za-z][\w-]*)\/[\w.-]+/],
  ["a folder of one machine", /(?<![\w./~-])\/(?:work|workspace|mnt\/[\w-]+)\/[\w.-]+/],
  ["a temporary folder", /(?<![\w./~-])\/(?:tmp|var\/folders)\/[\w.-]+/],
  [
    "a package registry",
    /\bregistry\.(?:npmjs\.org|yarnpkg\.com)|\bnpm\.pkg\.github\.com|\/artifactory\/|\bnexus[\w.-]*\/repository\//i,
  ],
  ["an address inside a lock file", /"resolved":\s*"https?:/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/]{20}/],
];

const EXEMPT = new Set(["scripts/check/tracked-text.test.mjs"]);

/** The traces in a text: `{ line, what, text }`. */
export function tracesIn(text) {
  const found = [];
  for (const [what, pattern] of TRACES) {
    const match = pattern.exec(text);
    if (match) found.push({ line: text.slice(0, match.index).split("\n").length, what, text: match[0].split("\n")[0] });
  }
  return found;
}

function isText(path) {
  const size = statSync(path).size;
  return size <= LARGEST_BYTES && !readFileSync(path).subarray(0, 8000).includes(0);
}

function main(root) {
  const files = trackedFiles(root).filter((file) => !EXEMPT.has(file) && isText(join(root, file)));
  const faults = files.flatMap((file) =>
    tracesIn(readFileSync(join(root, file), "utf8")).map(({ line, what, text }) => `${file}:${line}  ${what}: ${text}`),
  );
  const built = builtInGit(root);
  if (built.length > 0) faults.push(`${built.length} installed or built files are in git, the first is ${built[0]}.`);
  console.log(faults.length === 0 ? `${files.length} files name no machine.` : faults.join("\n"));
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.cwd());
