import { UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { readText } from "../read-text.ts";
import type { ParsedSupply, SupplyArtifact, SupplyReading, SupplyRecord } from "../supply-chain/draft.ts";
import { parseBundle, UnreadableBundleError, type SignedBundle, type SignedManifest } from "./parse-bundle.ts";

/** Largest signature file, in bytes. */
const MAX_BYTES = 20_000_000;
const MOST_ARTIFACTS = 500;

function openBundle(text: string): SignedBundle {
  try {
    return parseBundle(text);
  } catch (error) {
    if (!(error instanceof UnreadableBundleError)) throw error;
    throw new UnreadableImportError("unreadable", [{ severity: "error", path: "", line: 1, message: error.message }]);
  }
}

/** The files of the signed list whose digest is one of the whole file, in the list's order. */
function artifactsOf(manifest: SignedManifest): SupplyArtifact[] {
  const whole = manifest.resources.filter(
    ({ algorithm, digest }) => manifest.method === "files" && algorithm === "sha256" && /^[0-9a-f]{64}$/.test(digest),
  );
  return whole.slice(0, MOST_ARTIFACTS).map(({ name, digest }) => ({
    name: name.slice(0, 300),
    mediaType: "",
    sizeBytes: null,
    digest,
    location: "",
  }));
}

/**
 * Reads a signature of OpenSSF Model Signing as a model with one version: the signed list says which files belong to it and
 * what they are. Whether the signature is good is another question, which the page of the version answers. Throws
 * UnreadableImportError.
 */
export function parseSignedModel(source: Uint8Array, { sha256Hex, maxBytes = MAX_BYTES }: SupplyReading): ParsedSupply {
  const text = readText(source, maxBytes);
  const { manifest, payload } = openBundle(text);
  const listed = manifest.resources.map(({ name, digest }) => `${digest} ${name}`).join("\n");
  const root = manifest.root ?? sha256Hex(listed);
  const name = manifest.modelName.trim().slice(0, 200) || "Signed model";
  const artifacts = artifactsOf(manifest);
  const left = manifest.resources.length - artifacts.length;
  const origin = { source: "file" as const, path: "/dsseEnvelope/payload", line: 1 };
  const shared = { description: "", tags: [], fields: {}, facts: {}, documents: [], artifacts: [], origins: {} };
  const model: SupplyRecord = {
    ...shared,
    key: "model",
    kind: "model",
    parentKey: null,
    name,
    sourceKey: `model-signing:${sha256Hex(name)}`,
    origins: { name: origin },
    rest: null,
  };
  const version: SupplyRecord = {
    ...shared,
    key: "version",
    kind: "model_version",
    parentKey: "model",
    name,
    facts: { label: `signed-${root.slice(0, 12)}` },
    artifacts,
    sourceKey: `model-signing:${root}`,
    origins: { artifacts: origin },
    rest: {
      format: "model-signing",
      specVersion: manifest.old ? "0.1" : "1.0",
      pointer: "/dsseEnvelope/payload",
      value: JSON.parse(new TextDecoder().decode(payload)) as JsonValue,
    },
  };
  const message = `${left} signed ${left === 1 ? "part" : "parts"} of files cannot be recorded as artifacts with a SHA-256 digest.`;
  return {
    draft: { records: [model, version], links: [], unknown: [] },
    problems: [],
    losses: left > 0 ? [{ path: origin.path, line: 1, message }] : [],
  };
}
