import {
  closeSync,
  fsyncSync,
  openSync,
  renameSync,
  writeSync,
  readFileSync,
  mkdirSync,
  rmSync,
  linkSync,
} from "node:fs";
import { join } from "node:path";

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, "w", 0o600);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * The witness's memory: one file for its key and one for the newest checkpoint of each log it cosigned. Files appear
 * whole or not at all, and are on the disk when a call returns. One process at a time may hold the folder: two that know
 * nothing of each other could sign both sides of a fork.
 */
export class WitnessState {
  private readonly folder: string;
  private readonly lock: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.lock = join(folder, "lock");
  }

  /** Takes the folder, making it when needed. Throws when another process has it. */
  static open(folder: string): WitnessState {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const state = new WitnessState(folder);
    state.takeLock();
    return state;
  }

  private takeLock(): void {
    const mine = join(this.folder, `lock.${process.pid}`);
    writeSynced(mine, Buffer.from(`${process.pid}\n`));
    try {
      const holder = Number(readIfThere(this.lock)?.toString() ?? 0);
      if (holder > 0 && holder !== process.pid && isRunning(holder)) {
        throw new Error(`${this.folder} is in use by process ${holder}`);
      }
      rmSync(this.lock, { force: true });
      linkSync(mine, this.lock);
    } finally {
      rmSync(mine, { force: true });
    }
  }

  /** A file of the memory, or undefined. */
  read(name: string): Buffer | undefined {
    return readIfThere(join(this.folder, name));
  }

  /** Puts a file in place of the one before; it is durable when this returns. */
  write(name: string, bytes: Uint8Array): void {
    const path = join(this.folder, name);
    writeSynced(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
    syncFolder(this.folder);
  }

  /** Gives the folder back. */
  close(): void {
    rmSync(this.lock, { force: true });
  }
}
