/**
 * Facts about processes of this machine: who lives, since when, and how to end one.
 *
 *   processStart(pid) -> string | null    identity of a life of that pid, null when there is none
 *   isSameProcess({ pid, start }) -> boolean
 *   processesIn(directory) -> pid[]       whose working directory this is (Linux; elsewhere empty)
 *   signal(pid, name, { group }) -> boolean
 *   waitForEnd(pid, milliseconds) -> boolean
 *   endProcess(record, { gentle, patience, group }) -> Promise<void>
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const linux = process.platform === "linux";

function bootId() {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim().slice(0, 8);
  } catch {
    return "";
  }
}

function linuxStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : `${fields[19]}@${bootId()}`;
  } catch {
    return null;
  }
}

/** When the process with this id began, as an opaque string; null when no such process runs. A zombie does not count. */
export function processStart(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (linux) return linuxStart(pid);
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return line === "" || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
  } catch {
    return null;
  }
}

/** Whether the process a pid file speaks of still runs: same id and same moment of birth. */
export function isSameProcess(record) {
  const start = processStart(record?.pid);
  return start !== null && start === record.start;
}

/** Ids of the processes whose working directory is `directory`. Empty where the system has no /proc. */
export function processesIn(directory) {
  if (!linux) return [];
  const found = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (readlinkSync(`/proc/${name}/cwd`) === directory && processStart(Number(name))) found.push(Number(name));
    } catch {
      continue;
    }
  }
  return found;
}

/** Sends a signal to a process, or to its whole group. False when nobody was there to receive it. */
export function signal(pid, name, { group = false } = {}) {
  try {
    process.kill(group ? -pid : pid, name);
    return true;
  } catch (error) {
    if (error.code === "EPERM") throw error;
    return false;
  }
}

/** Waits until the process is gone; false when it still runs after that many milliseconds. */
export async function waitForEnd(pid, milliseconds) {
  const end = Date.now() + milliseconds;
  while (processStart(pid) !== null) {
    if (Date.now() > end) return false;
    await delay(20);
  }
  return true;
}

/** Ends the process of a pid file, gently first, and its group with it. Does nothing when it is another life of that id. */
export async function endProcess(record, { gentle = "SIGTERM", patience = 3000, group = true } = {}) {
  if (!isSameProcess(record)) return;
  signal(record.pid, gentle);
  await waitForEnd(record.pid, patience);
  if (group) signal(record.pid, "SIGKILL", { group: true });
  if (isSameProcess(record)) signal(record.pid, "SIGKILL");
  await waitForEnd(record.pid, 2000);
}
