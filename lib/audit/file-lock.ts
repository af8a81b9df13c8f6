import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const RETRY_MS = 15;
const PATIENCE_MS = 10_000;
/** A lock of another host (a shared volume) is taken over only when it is this old: its process cannot be asked. */
const FOREIGN_LIMIT_MS = 60_000;

type Holder = { host: string; pid: number; start: string; nonce: string };

/** When a process started, in the system's own count; empty where that cannot be read. */
function processStart(pid: number): string {
  try {
    const stats = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stats.slice(stats.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function isStale(path: string, text: string): Promise<boolean> {
  const holder = JSON.parse(text) as Holder;
  if (holder.host !== hostname()) {
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs > FOREIGN_LIMIT_MS;
  }
  return !lives(holder.pid) || processStart(holder.pid) !== holder.start;
}

/** Removes a dead holder's lock; under a lock of its own, so that nobody removes the one of the next holder. */
async function clearStale(path: string, judged: string): Promise<void> {
  await withFileLock(`${path}.takeover`, async () => {
    const present = await readFile(path, "utf8").catch(() => "");
    if (present === judged) await rm(path, { force: true });
  });
}

async function acquire(path: string, nonce: string): Promise<void> {
  const mine = `${path}.${nonce}`;
  const holder: Holder = { host: hostname(), pid: process.pid, start: processStart(process.pid), nonce };
  await writeFile(mine, JSON.stringify(holder), { mode: 0o600 });
  const attempts = Math.ceil(PATIENCE_MS / RETRY_MS);
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const linked = await link(mine, path).then(
        () => true,
        () => false,
      );
      if (linked) return;
      const text = await readFile(path, "utf8").catch(() => "");
      if (text !== "" && (await isStale(path, text).catch(() => false))) await clearStale(path, text);
      else await delay(RETRY_MS);
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new Error("another process holds the signer for too long");
}

/**
 * Does `work` while no other process of this host holds the lock file. A lock whose process is dead (pid and start time)
 * is taken over. Throws when the lock stays taken for 10 s.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const nonce = randomBytes(8).toString("hex");
  await acquire(path, nonce);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
