import { createHash } from "node:crypto";
import { createReadStream, type Stats } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { dataKey } from "../audit/person-keys.ts";
import { newToken } from "../auth/token.ts";
import { env } from "../env.ts";
import { AppError } from "../kernel/errors.ts";
import { MAX_EVIDENCE_BYTES } from "./schema.ts";
import { openStream, sealStream } from "./sealed-stream.ts";

const DIGEST = /^[0-9a-f]{64}$/;
const INCOMING = "incoming-";
const ASIDE = ".sweep";

export type StoredFile = { digest: string; sizeBytes: number };

const folder = (): string => join(env().MODELKEEP_DATA_DIR, "evidence");

function place(digest: string): string {
  if (!DIGEST.test(digest)) throw new Error("not a SHA-256 digest");
  return join(folder(), digest);
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  seen: (piece: Uint8Array) => void,
  limitBytes: number,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > limitBytes) {
      const extra = { limitBytes };
      throw new AppError("payload_too_large", `A file may have at most ${limitBytes / 1_000_000} MB.`, { extra });
    }
    seen(piece);
    yield piece;
  }
}

/**
 * Stores a stream under the SHA-256 of its plain bytes, encrypted: written to a temporary name, flushed, then renamed, so
 * that a file is either whole or not there. The same bytes twice are one file, whose time is renewed. Throws
 * payload_too_large beyond the limit; nothing is left then.
 */
export async function storeFile(
  body: AsyncIterable<Uint8Array>,
  limitBytes: number = MAX_EVIDENCE_BYTES,
): Promise<StoredFile> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const temporary = join(folder(), `${INCOMING}${newToken()}`);
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(temporary, "wx", 0o600);
  try {
    const note = (piece: Uint8Array): void => {
      hash.update(piece);
      sizeBytes += piece.length;
    };
    const salt = Buffer.from(newToken(), "base64url");
    for await (const part of sealStream(counted(body, note, limitBytes), dataKey(), salt)) await file.writeFile(part);
    await file.sync();
    await file.close();
    const digest = hash.digest("hex");
    await rename(temporary, place(digest));
    return { digest, sizeBytes };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Whether the bytes of this digest are here. */
export async function isStored(digest: string): Promise<boolean> {
  return (await statOf(place(digest))) !== undefined;
}

/** The plain bytes of a stored file. Throws, possibly midway, when the file was damaged or changed. */
export function readStored(digest: string): AsyncGenerator<Buffer, undefined> {
  return openStream(createReadStream(place(digest)), dataKey());
}

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

const isOld = (facts: Stats | undefined, before: Date): boolean => facts !== undefined && facts.mtime < before;

/** Digests of stored files that were last written before this time. */
export async function storedBefore(before: Date): Promise<string[]> {
  const names = await readdir(folder()).catch(() => [] as string[]);
  const old: string[] = [];
  for (const name of names) {
    if (DIGEST.test(name) && isOld(await statOf(join(folder(), name)), before)) old.push(name);
  }
  return old.sort();
}

/**
 * Deletes a file that nothing refers to, unless it was written again in the meantime: it is moved aside first, so that what
 * is looked at is what is deleted. True when it is gone.
 */
export async function forgetFile(digest: string, before: Date): Promise<boolean> {
  const aside = `${place(digest)}${ASIDE}`;
  await rename(place(digest), aside);
  if (isOld(await statOf(aside), before)) {
    await rm(aside);
    return true;
  }
  await rename(aside, place(digest));
  return false;
}

/** Deletes what uploads that broke off left behind before this time. Gives their number. */
export async function forgetIncoming(before: Date): Promise<number> {
  const names = await readdir(folder()).catch(() => [] as string[]);
  let gone = 0;
  for (const name of names) {
    const path = join(folder(), name);
    if (!name.startsWith(INCOMING) || !isOld(await statOf(path), before)) continue;
    await rm(path, { force: true });
    gone += 1;
  }
  return gone;
}
