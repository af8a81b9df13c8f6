/**
 * The project's own files, as paths below the root.
 *
 *   trackedFiles(root)     what is or would be in git; new files that are not ignored count
 *   builtInGit(root)       installed or built files that were committed by mistake
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const BUILT = new Set(["node_modules", ".next", "dist", ".data", ".git", "test-results", "playwright-report"]);

function walk(root, folder = "") {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => !BUILT.has(entry.name));
  return entries.flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}

function listed(root, ...kinds) {
  const args = ["ls-files", "-z", ...kinds];
  const text = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 27, stdio: "pipe" });
  return text.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}

const isBuilt = (path) => BUILT.has(path.split("/")[0]);

/** Sorted paths of the project's own files; without git (an unpacked archive) every file that is not built. */
export function trackedFiles(root) {
  try {
    return listed(root, "--cached", "--others", "--exclude-standard")
      .filter((path) => !isBuilt(path))
      .sort();
  } catch {
    return walk(root).sort();
  }
}

/** Paths that git keeps although they are installed or built; none without git. */
export function builtInGit(root) {
  try {
    return listed(root, "--cached").filter(isBuilt);
  } catch {
    return [];
  }
}
