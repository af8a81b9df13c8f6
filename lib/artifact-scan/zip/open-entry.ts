import { ByteCursor, fileFeed, inflateFeed, type ByteFeed, DamagedError } from "../byte-cursor.ts";
import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import { sliceOf, type RandomAccess } from "../random-access.ts";
import { locate, ZipError, type ZipEntry } from "./read-zip.ts";

const STORED = 0;
const DEFLATED = 8;
/** No description of a model unpacks to more. */
const MAX_UNPACKED_BYTES = 2_000_000_000;

/** The bytes of an entry as a feed, or null when they cannot be had; what is wrong with it is noted. */
export async function openEntry(
  source: RandomAccess,
  entry: ZipEntry,
  findings: FindingList,
): Promise<ByteFeed | null> {
  const where = { offset: entry.headerOffset, entry: entry.name };
  try {
    const { dataOffset, name } = await locate(source, entry);
    if (name !== entry.name) {
      findings.add(
        "zip_headers_disagree",
        `The archive lists ${shown(entry.name)}, its own header says ${shown(name)}.`,
        where,
      );
    }
    const packed = fileFeed(sliceOf(source, dataOffset, entry.packedBytes));
    if (entry.method === STORED) return packed;
    if (entry.method !== DEFLATED) {
      findings.add("zip_method", `${shown(entry.name)} is packed with method ${entry.method}.`, where);
      return null;
    }
    return inflateFeed(packed, "deflate-raw", MAX_UNPACKED_BYTES, () =>
      findings.add("zip_bomb", `${shown(entry.name)} unpacks to more than ${MAX_UNPACKED_BYTES} bytes.`, where),
    );
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    findings.add("zip_broken", `The archive cannot be read: ${error.message}.`, where);
    return null;
  }
}

/** A whole small entry; null when it cannot be had or is larger than `limitBytes`. */
export async function readEntry(
  source: RandomAccess,
  entry: ZipEntry,
  findings: FindingList,
  limitBytes: number,
): Promise<Uint8Array | null> {
  const feed = await openEntry(source, entry, findings);
  if (feed === null) return null;
  const cursor = new ByteCursor(feed);
  try {
    if (await cursor.need(limitBytes + 1)) return null;
    return (await cursor.take(cursor.buffered))?.slice() ?? null;
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    findings.add("zip_broken", `${shown(entry.name)} cannot be unpacked.`, {
      offset: entry.headerOffset,
      entry: entry.name,
    });
    return null;
  }
}
