import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { appendLeaves, EMPTY_EDGE, rootOfEdge, type RightEdge } from "../../merkle/append-leaves.ts";
import { canonicalJsonBytes, type JsonValue } from "../../merkle/canonical-json.ts";
import { formatCheckpoint } from "../../merkle/checkpoint.ts";
import { cosign } from "../../merkle/cosignature.ts";
import { encodeEntryBundle } from "../../merkle/entry-bundle.ts";
import { formatNote } from "../../merkle/signed-note.ts";
import { formatTilePath } from "../../merkle/tile-path.ts";
import { formatVerifierKey, verifierKey, type SignerKey } from "../../merkle/verifier-key.ts";
import { signText } from "../../merkle/verify-note.ts";
import { hasher } from "../../merkle/testing/naive-tree.ts";
import { nodeCrypto } from "../../audit/crypto-node.ts";
import { payloadDigest } from "../../audit/commitment.ts";

/** A key made from a number, so that tests are repeatable. */
export function madeKey(name: string, type: number, number: number): SignerKey {
  const seed = new Uint8Array(32).fill(number);
  return { seed, key: verifierKey(nodeCrypto.sha256, name, type, nodeCrypto.publicKeyOf(seed)) };
}

export const logKey = madeKey("modelkeep.test/log", 1, 7);
export const witnessKey = madeKey("witness.test/one", 4, 8);
export const vkey = formatVerifierKey(logKey.key);
export const policyText = `log ${vkey}\nwitness one ${formatVerifierKey(witnessKey.key)}\nquorum one\n`;

export type MadeEntry = { uuid: string; bytes: Uint8Array; salt: Uint8Array; payload: JsonValue };

const uuidOf = (index: number): string => `00000000-0000-7000-8000-${index.toString(16).padStart(12, "0")}`;

/** Entries of `things` things in turn, each with its version and the hash of its previous entry. */
export function madeEntries(count: number, things = 5): MadeEntry[] {
  const prev = new Map<number, string>();
  return Array.from({ length: count }, (_, index) => {
    const thing = index % things;
    const payload = { after: { name: `thing ${thing}`, step: index }, before: null, reason: null, schema: 1, v: 1 };
    const salt = new Uint8Array(32).fill(index % 251);
    const bytes = canonicalJsonBytes(
      {
        action: "model.update",
        actor: { ref: uuidOf(1_000_000), type: "user" },
        at: new Date(1_700_000_000_000 + index).toISOString(),
        entity: { id: uuidOf(2_000_000 + thing), type: "model", version: Math.floor(index / things) + 1 },
        id: uuidOf(index),
        payload: { alg: "sha256-salted", digest: payloadDigest(salt, canonicalJsonBytes(payload)).toString("base64") },
        prev: prev.get(thing) ?? null,
        req: `request ${index}`,
        v: 1,
      },
      "integers",
    );
    prev.set(thing, Buffer.from(hasher.leaf(bytes)).toString("base64"));
    return { uuid: uuidOf(index), bytes, salt, payload };
  });
}

/** A checkpoint signed by the log and, at a time in seconds, by the witness. */
export function madeCheckpoint(size: number, root: Uint8Array, cosignedAt?: number): Uint8Array {
  const text = formatCheckpoint({ origin: logKey.key.name, size, root });
  const signatures = [signText(nodeCrypto, logKey, text)];
  if (cosignedAt !== undefined) signatures.push(cosign(nodeCrypto, witnessKey, text, cosignedAt));
  return formatNote({ text, signatures });
}

export type MadeLog = { files: Map<string, Uint8Array>; size: number; root: Uint8Array; edge: RightEdge };

/** All files of the static log of these entries, with a checkpoint. */
export function madeLog(entries: readonly Uint8Array[], cosignedAt?: number): MadeLog {
  const files = new Map<string, Uint8Array>();
  const grown = appendLeaves(hasher, EMPTY_EDGE, entries.map(hasher.leaf));
  for (const { level, n, data } of grown.tiles) {
    if (data.length > 0) files.set(formatTilePath({ level, n, width: data.length / 32 }), data);
  }
  for (let n = 0; n * 256 < entries.length; n += 1) {
    const part = entries.slice(n * 256, (n + 1) * 256);
    files.set(formatTilePath({ level: "entries", n, width: part.length }), encodeEntryBundle(part));
  }
  const root = rootOfEdge(hasher, grown.edge);
  files.set("checkpoint", madeCheckpoint(entries.length, root, cosignedAt));
  return { files, size: entries.length, root, edge: grown.edge };
}

/** Writes files below a folder, which is emptied first. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}
