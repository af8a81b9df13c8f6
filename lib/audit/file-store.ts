import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files below one folder. Paths use "/"; a write is there completely or not at all, and stays after a power cut. */
export type FileStore = {
  /** The bytes; undefined when there is no such file. */
  read: (path: string) => Promise<Uint8Array | undefined>;
  write: (path: string, data: Uint8Array | string) => Promise<void>;
  /** Removes a file or folder if it is there. */
  remove: (path: string) => Promise<void>;
  /** Names in a folder; none when it is absent. */
  list: (path: string) => Promise<string[]>;
};

const absent = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeWhole(target: string, data: Uint8Array | string, mode: number): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: mode === 0o600 ? 0o700 : 0o755 });
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}

/** A FileStore on disk: temporary name, fsync, rename, fsync of the folder. `mode` is that of new files. */
export function folderStore(root: string, mode = 0o644): FileStore {
  return {
    read: async (path) => {
      try {
        return new Uint8Array(await readFile(join(root, path)));
      } catch (error) {
        if (absent(error)) return undefined;
        throw error;
      }
    },
    write: (path, data) => writeWhole(join(root, path), data, mode),
    remove: (path) => rm(join(root, path), { recursive: true, force: true }),
    list: async (path) => {
      try {
        return await readdir(join(root, path));
      } catch (error) {
        if (absent(error)) return [];
        throw error;
      }
    },
  };
}
