import { closeSync, createReadStream, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { NotReadable, VerificationFailed } from "./finding.ts";
import type { LogSource } from "./log-source.ts";

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}

function readOpen(file: number, shown: string, limit: number): Buffer {
  const { size } = fstatSync(file);
  if (size > limit) throw new VerificationFailed(shown, `this file is longer than ${limit} bytes`);
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let filled = 0; filled < size;) {
    const count = readSync(file, bytes, filled, size - filled, filled);
    if (count === 0) throw new VerificationFailed(shown, "this file became shorter while it was read");
    filled += count;
  }
  return bytes;
}

/** Small files are read several times faster in one go than through the thread pool. */
function readUpTo(path: string, shown: string, limit: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    return readOpen(file, shown, limit);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (error instanceof VerificationFailed) throw error;
    throw new NotReadable(`${path}: ${(error as Error).message}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw new NotReadable(`${folder}: ${(error as Error).message}`);
  }
}

/** Whether a folder has a subfolder; the names of one folder for each kind of tile are remembered. */
function subfolders(): (path: string) => boolean {
  const known = new Map<string, { folder: string; names: Set<string> }>();
  return (path) => {
    const folder = dirname(path);
    const kind = folder.replaceAll(/\/x\d{3}/g, "");
    const cached = known.get(kind);
    const names = cached?.folder === folder ? cached.names : new Set(namesIn(folder));
    known.set(kind, { folder, names });
    return names.has(basename(path));
  };
}

/** A log in a folder, as any web server could serve it. */
export function folderSource(folder: string): LogSource {
  const isThere = subfolders();
  return {
    what: folder,
    ahead: 1,
    read: async (path, limit) => readUpTo(join(folder, path), path, limit),
    stream: async (path) => {
      const found = statSync(join(folder, path), { throwIfNoEntry: false });
      return found?.isFile() === true ? createReadStream(join(folder, path)) : undefined;
    },
    partialWidths: async (fullPath) => {
      const path = join(folder, `${fullPath}.p`);
      if (!isThere(path)) return [];
      return namesIn(path)
        .filter((name) => /^[1-9][0-9]{0,2}$/.test(name))
        .map(Number);
    },
    close: async () => undefined,
  };
}
