import { execFileSync } from "node:child_process";
import { join } from "node:path";

type LogKey = { org: string; slug: string; vkey: string | null };

const program = join("public", "verify", "modelkeep-verify.mjs");

function logKeys(dataDir: string): LogKey[] {
  const args = [join("scripts", "admin.mjs"), "--data", dataDir, "log", "keys"];
  const printed = execFileSync(process.execPath, args, { encoding: "utf8" });
  return printed
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogKey);
}

/**
 * After all tests: every log that the run wrote is verified from outside, by the program that an auditor downloads, and
 * every live row is compared with it. Throws with the report of the first that does not hold.
 */
export function verifyLogs(dataDir: string): void {
  const keys = logKeys(dataDir);
  if (keys.length === 0) throw new Error("No log was written by the whole run.");
  for (const { org, slug, vkey } of keys) {
    if (vkey === null) throw new Error(`The log of ${slug} was never signed.`);
    execFileSync(process.execPath, [program, join(dataDir, "log", org), "--vkey", vkey, "--quiet"], { stdio: "pipe" });
    const compare = [join("scripts", "admin.mjs"), "--data", dataDir, "log", "verify", "--org", slug];
    execFileSync(process.execPath, compare, { stdio: "pipe" });
  }
  process.stdout.write(`${keys.length} logs of this run verified from outside.\n`);
}
