/**
 * A lock file that names its holder by process id and moment of birth, so that it frees itself when the holder dies.
 *
 *   takePidLock(path) -> { taken: true, release() } | { taken: false, holder }
 *   readPidFile(path) -> { pid, start, … } | null
 *   writePidFile(path, pid, more?)
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isSameProcess, processStart } from "./process-table.mjs";

/** The record in a pid file; null when there is none or it is not readable as one. */
export function readPidFile(path) {
  try {
    const record = JSON.parse(readFileSync(path, "utf8"));
    return Number.isInteger(record?.pid) ? record : null;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes who a process is, so that a later run can recognize it. */
export function writePidFile(path, pid, more = {}) {
  writeFileSync(`${path}.new`, `${JSON.stringify({ pid, start: processStart(pid), ...more })}\n`);
  renameSync(`${path}.new`, path);
}

function tryLink(draft, path) {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Takes the lock for this process; a dead holder's lock is replaced. Throws what the file system throws. */
export function takePidLock(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ pid: process.pid, start: processStart(process.pid) })}\n`);
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(draft, path)) return { taken: true, release: () => rmSync(path, { force: true }) };
      const holder = readPidFile(path);
      if (holder && isSameProcess(holder)) return { taken: false, holder };
      setAside(path, holder);
    }
    return { taken: false, holder: readPidFile(path) };
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead holder's lock, unless another process has just replaced it: then that one is put back. */
function setAside(path, holder) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  const moved = readPidFile(aside);
  if (moved && moved.pid !== holder?.pid && isSameProcess(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}
