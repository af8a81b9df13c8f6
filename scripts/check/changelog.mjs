/** A hint, never a failure: the product changed since the last line in CHANGELOG.md. */
import { execFileSync } from "node:child_process";

const git = (...args) => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim();

function hint() {
  try {
    const last = git("log", "-1", "--format=%H", "--", "CHANGELOG.md");
    if (last === "") return "There is no CHANGELOG.md yet.";
    const changed = git("diff", "--name-only", last, "--", "app", "components", "lib", "prisma").split("\n");
    const files = changed.filter((path) => path !== "" && !/\.test\.tsx?$/.test(path));
    return files.length === 0 ? "" : `${files.length} files of the product changed since CHANGELOG.md did.`;
  } catch {
    return "";
  }
}

console.log(hint());
