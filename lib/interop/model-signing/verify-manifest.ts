import { equalBytes } from "../../merkle/bytes.ts";
import type { Sha256 } from "../../merkle/hashes.ts";
import type { SignedManifest } from "./parse-bundle.ts";
import type { SignatureFindingCode } from "./signature-rules.ts";

export type SignatureFinding = { code: SignatureFindingCode; message: string; path: string | null };

/** A file at hand: its path below the model's folder, and the SHA-256 of its bytes in hexadecimal. */
export type FileDigest = { path: string; digest: string };

const OUTSIDE = /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:[\\/]|\\/;
const SIGNATURE_NAMES = new Set(["model.sig"]);

const plain = (path: string): string => path.replace(/^(?:\.\/)+/, "");

function hexBytes(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Whether the root is the SHA-256 of the raw digests in the order of the list (OpenSSF Model Signing 1.0, section 5.2). */
function rootFits(manifest: SignedManifest, sha256: Sha256): boolean {
  if (manifest.root === null) return true;
  const digests = manifest.resources.map(({ digest }) => hexBytes(digest));
  const joined = new Uint8Array(digests.reduce((length, { length: more }) => length + more, 0));
  let at = 0;
  for (const digest of digests) {
    joined.set(digest, at);
    at += digest.length;
  }
  return equalBytes(sha256(joined), hexBytes(manifest.root));
}

/** Whether a path is one that the signer left out: itself or below an ignored folder. */
function isIgnored(path: string, ignorePaths: readonly string[]): boolean {
  if (SIGNATURE_NAMES.has(path)) return true;
  return ignorePaths.some((ignored) => {
    const place = plain(ignored).replace(/\/+$/, "");
    return path === place || path.startsWith(`${place}/`);
  });
}

type Signed = Map<string, string>;

/** The digest of each signed file; a file in shards counts where one shard is all of it. */
function signedFiles(manifest: SignedManifest, findings: SignatureFinding[]): Signed {
  const signed: Signed = new Map();
  const pieces = new Map<string, number>();
  for (const { name, digest, algorithm } of manifest.resources) {
    const shard = manifest.method === "shards" ? /^(.*):(\d+):(\d+)$/s.exec(name) : null;
    const path = plain(shard?.[1] ?? name);
    const count = (pieces.get(path) ?? 0) + 1;
    pieces.set(path, count);
    if (OUTSIDE.test(path) || (count > 1 && shard === null)) {
      findings.push({ code: "unsafe_path", message: `The signed list names ${path}.`, path });
      continue;
    }
    if (algorithm !== "sha256") {
      findings.push({ code: "cannot_compare", message: `${path} is listed with ${algorithm}, not SHA-256.`, path });
    }
    const comparable = algorithm === "sha256" && count === 1 && (shard === null || shard[2] === "0");
    signed.set(path, comparable ? digest : "");
    if (count !== 2) continue;
    findings.push({ code: "cannot_compare", message: `${path} is listed in several pieces.`, path });
  }
  return signed;
}

/**
 * Compares the signed list with the files at hand, each difference a finding of its own, in the order of the paths. The list
 * is only worth something when its signature was verified.
 */
export function verifyManifest(
  manifest: SignedManifest,
  files: readonly FileDigest[],
  sha256: Sha256,
): SignatureFinding[] {
  const findings: SignatureFinding[] = [];
  if (!rootFits(manifest, sha256)) {
    findings.push({ code: "bad_root", message: "The digest of the list is not the one it states.", path: null });
  }
  const signed = signedFiles(manifest, findings);
  const here = new Map(files.map(({ path, digest }) => [plain(path), digest]));
  for (const [path, digest] of [...signed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const found = here.get(path);
    if (found === undefined) findings.push({ code: "missing_file", message: `${path} is signed, but not here.`, path });
    else if (digest !== "" && found !== digest) {
      findings.push({ code: "changed_file", message: `${path} is not the file that was signed.`, path });
    }
  }
  for (const path of [...here.keys()].sort()) {
    if (signed.has(path) || isIgnored(path, manifest.ignorePaths)) continue;
    findings.push({ code: "extra_file", message: `${path} is here, but not signed.`, path });
  }
  if (files.length === 0) findings.push({ code: "nothing_compared", message: "No file was compared.", path: null });
  return findings;
}
