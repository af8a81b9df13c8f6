import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { NotReadable, VerificationFailed } from "./finding.ts";
import type { LogSource } from "./log-source.ts";

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}

async function readFileUpTo(path: string, shown: string, limit: number): Promise<Buffer | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > limit) throw new VerificationFailed(shown, `this file is longer than ${limit} bytes`);
      const bytes = Buffer.allocUnsafeSlow(size);
      let filled = 0;
      while (filled < size) {
        const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
        if (bytesRead === 0) throw new VerificationFailed(shown, "this file became shorter while it was read");
        filled += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (error instanceof VerificationFailed) throw error;
    throw new NotReadable(`${path}: ${(error as Error).message}`);
  }
}

/** A log in a folder, as any web server could serve it. */
export function folderSource(folder: string): LogSource {
  return {
    what: folder,
    ahead: 8,
    read: (path, limit) => readFileUpTo(join(folder, path), path, limit),
    stream: async (path) => {
      const found = await stat(join(folder, path)).catch(() => undefined);
      return found?.isFile() === true ? createReadStream(join(folder, path)) : undefined;
    },
    partialWidths: async (fullPath) => {
      try {
        return (await readdir(join(folder, `${fullPath}.p`)))
          .filter((name) => /^[1-9][0-9]{0,2}$/.test(name))
          .map(Number);
      } catch (error) {
        if (isAbsent(error)) return [];
        throw new NotReadable(`${folder}/${fullPath}.p: ${(error as Error).message}`);
      }
    },
    close: async () => undefined,
  };
}
