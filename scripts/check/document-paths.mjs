/** Every path that a Markdown file names in `code` or in a link exists. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { trackedFiles } from "./tracked-files.mjs";

const TOP = "(?:app|components|lib|prisma|e2e|public|docs|scripts|bench|\\.ci)";
/** A path from the root: a known top folder, then plain names; patterns, placeholders and commands are no paths. */
const ROOTED = new RegExp(`^${TOP}/[\\w./()\\[\\]@-]*$`);
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:|#|\/)/i;

const withoutFences = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, " "));

const lineOf = (text, index) => text.slice(0, index).split("\n").length;

/** The paths a Markdown text names: `{ path, line, rooted }`; links are relative to the file, code to the root. */
export function namedPaths(markdown) {
  const text = withoutFences(markdown);
  const found = [];
  for (const match of text.matchAll(/`([^`\n]+)`/g)) {
    const path = match[1].trim();
    if (ROOTED.test(path)) found.push({ path, line: lineOf(text, match.index), rooted: true });
  }
  for (const match of text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
    const path = decodeURI(match[1].split("#")[0]);
    if (path !== "" && !ELSEWHERE.test(match[1])) found.push({ path, line: lineOf(text, match.index), rooted: false });
  }
  return found;
}

function missingIn(root, file) {
  const text = readFileSync(join(root, file), "utf8");
  return namedPaths(text)
    .filter(({ path, rooted }) => !existsSync(join(root, normalize(rooted ? path : join(dirname(file), path)))))
    .map(({ path, line }) => `${file}:${line}  ${path} does not exist`);
}

function main(root) {
  const files = trackedFiles(root).filter((file) => file.endsWith(".md") && file !== "CHANGELOG.md");
  const missing = files.flatMap((file) => missingIn(root, file));
  console.log(missing.length === 0 ? `${files.length} documents name only what exists.` : missing.join("\n"));
  process.exitCode = missing.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.cwd());
