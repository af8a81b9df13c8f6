import { sha256 } from "@noble/hashes/sha2.js";
import type { RandomAccess } from "@/lib/artifact-scan/random-access.ts";
import { scanArtifact, SCANNER, SCANNER_VERSION, type ArtifactScan } from "@/lib/artifact-scan/scan-artifact.ts";
import type { ScanReport } from "@/lib/artifact-scan/schema.ts";
import { hexText } from "@/lib/merkle/bytes.ts";

/** Two of these are in memory at a time, however large the file is. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** A file that the person chose, read piece by piece. */
export function fileAccess(file: Blob): RandomAccess {
  return {
    sizeBytes: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  };
}

async function digestOf(source: RandomAccess, onProgress: (doneBytes: number) => void): Promise<string> {
  const hash = sha256.create();
  let next = source.read(0, CHUNK_BYTES);
  for (let at = 0; at < source.sizeBytes;) {
    const chunk = await next;
    if (chunk.length === 0) throw new Error("The file became shorter while it was read.");
    at += chunk.length;
    if (at < source.sizeBytes) next = source.read(at, CHUNK_BYTES);
    hash.update(chunk);
    onProgress(at);
  }
  return hexText(hash.digest());
}

async function scan(source: RandomAccess, fileName: string): Promise<ArtifactScan> {
  try {
    return await scanArtifact(source, fileName);
  } catch {
    const where = { offset: null, entry: null };
    const message = "The scanner stopped before the end of the file.";
    const findings = [{ severity: "blocking" as const, code: "scan_failed" as const, message, where }];
    return { format: "unknown", findings, imports: [], details: [] };
  }
}

/** Computes the digest of a file and looks into it. Throws when the file cannot be read any more. */
export async function checkFile(
  source: RandomAccess,
  fileName: string,
  onProgress: (doneBytes: number) => void,
): Promise<ScanReport> {
  const digest = await digestOf(source, onProgress);
  const found = await scan(source, fileName);
  const facts = { scanner: SCANNER, scannerVersion: SCANNER_VERSION, fileName: fileName.slice(-500) } as const;
  return { ...facts, sizeBytes: source.sizeBytes, digest, ...found };
}
