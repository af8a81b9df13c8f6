import { decodeBase64 } from "../../merkle/base64.ts";
import { MerkleError } from "../../merkle/merkle-error.ts";
import type { z } from "../../zod.ts";
import { SigstoreBundle, StatementOld, StatementOne } from "./schema.ts";

/** One line of the signed list: a file, or `path:start:end` of one. */
export type SignedResource = { name: string; digest: string; algorithm: string };

export type SignedManifest = {
  modelName: string;
  /** SHA-256 that the list itself must have; null in the older format. */
  root: string | null;
  resources: readonly SignedResource[];
  method: "files" | "shards";
  ignorePaths: readonly string[];
  old: boolean;
};

/** How the signer said who they are. */
export type SigningMaterial =
  | { kind: "key"; hint: string | null; rawBytes: Uint8Array | null }
  | { kind: "certificate"; certificates: readonly Uint8Array[] }
  | { kind: "keyless"; certificate: Uint8Array; logIndex: string | null };

export type SignedBundle = {
  material: SigningMaterial;
  payload: Uint8Array;
  signature: Uint8Array;
  manifest: SignedManifest;
};

/** The file is no signature of a model; the message says what is missing, never what is in it. */
export class UnreadableBundleError extends Error {
  override readonly name = "UnreadableBundleError";
}

const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function readJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableBundleError(`${what} is not JSON.`);
  }
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new UnreadableBundleError(`${what} has no proper ${place === "" ? "content" : place}.`);
}

function bytesOf(text: string): Uint8Array {
  try {
    return decodeBase64(text);
  } catch (error) {
    if (error instanceof MerkleError) throw new UnreadableBundleError("A part of the file is not proper base64.");
    throw error;
  }
}

function readMaterial({ verificationMaterial: found }: z.output<typeof SigstoreBundle>): SigningMaterial {
  if (found.x509CertificateChain !== undefined) {
    return {
      kind: "certificate",
      certificates: found.x509CertificateChain.certificates.map((c) => bytesOf(c.rawBytes)),
    };
  }
  if (found.certificate !== undefined) {
    const index = found.tlogEntries?.[0]?.logIndex;
    const logIndex = index === undefined ? null : String(index);
    return { kind: "keyless", certificate: bytesOf(found.certificate.rawBytes), logIndex };
  }
  if (found.publicKey === undefined) throw new UnreadableBundleError("The file does not say whose key signed it.");
  const { hint, rawBytes } = found.publicKey;
  return { kind: "key", hint: hint ?? null, rawBytes: rawBytes === undefined ? null : bytesOf(rawBytes) };
}

/** "file-sha256" of the older format means the same as "sha256". */
const algorithmOf = (name: string): string => name.replace(/^file-/, "");

function readManifest(payload: Uint8Array): SignedManifest {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(payload);
  } catch {
    throw new UnreadableBundleError("The signed statement is not text.");
  }
  const value = readJson(text, "The signed statement");
  const old = StatementOld.safeParse(value);
  if (old.success) {
    const resources = old.data.subject.map(({ name, digest, annotations }) => ({
      name,
      digest: digest.sha256,
      algorithm: algorithmOf(annotations?.actual_hash_algorithm ?? "sha256"),
    }));
    return { modelName: "", root: null, resources, method: "files", ignorePaths: [], old: true };
  }
  const { subject, predicate } = read(StatementOne, value, "The signed statement");
  const { method, ignore_paths: ignorePaths = [] } = predicate.serialization;
  return {
    modelName: subject[0]?.name ?? "",
    root: subject[0]?.digest["sha256"] ?? "",
    resources: predicate.resources,
    method,
    ignorePaths,
    old: false,
  };
}

/**
 * Reads a signature of OpenSSF Model Signing 1.0 (a Sigstore bundle with a DSSE envelope around an in-toto statement), or of
 * its version 0.2. Nothing is verified here. Throws UnreadableBundleError.
 */
export function parseBundle(text: string): SignedBundle {
  const bundle = read(SigstoreBundle, readJson(text, "The file"), "The file");
  const payload = bytesOf(bundle.dsseEnvelope.payload);
  const signature = bytesOf(bundle.dsseEnvelope.signatures[0]?.sig ?? "");
  return { material: readMaterial(bundle), payload, signature, manifest: readManifest(payload) };
}

/** The bytes that were signed: DSSE's pre-authentication encoding (DSSE v1, protocol.md). */
export function signedBytes(payload: Uint8Array): Uint8Array {
  const head = utf8(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `);
  const joined = new Uint8Array(head.length + payload.length);
  joined.set(head);
  joined.set(payload, head.length);
  return joined;
}

const named: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\" };

/** The bytes as Python prints them: b'…'. */
function pythonLiteral(payload: Uint8Array): string {
  const quote = payload.includes(39) && !payload.includes(34) ? '"' : "'";
  let text = `b${quote}`;
  for (const byte of payload) {
    if (byte in named) text += named[byte];
    else if (byte === quote.charCodeAt(0)) text += `\\${quote}`;
    else text += byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte);
  }
  return text + quote;
}

/** What version 0.2 of the reference implementation signed by mistake: the payload as Python prints it. */
export function oldSignedBytes(payload: Uint8Array): Uint8Array {
  return utf8(`DSSEV1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} ${pythonLiteral(payload)}`);
}
