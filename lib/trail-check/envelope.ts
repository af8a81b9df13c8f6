import { parseCanonicalJson } from "../merkle/canonical-json.ts";
import { MerkleError } from "../merkle/merkle-error.ts";

/** What the bytes of an entry say. `digest` and `prev` are base64; `prev` is null for the first entry of a thing. */
export type Envelope = {
  id: string;
  action: string;
  at: string;
  actor: { type: string; ref: string };
  entity: { type: string; id: string; version: number };
  digest: string;
  prev: string | null;
  request: string;
};

type Members = Record<string, unknown>;

function membersOf(value: unknown, names: readonly string[]): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notAnEntry();
  if (Object.keys(value).sort().join() !== [...names].sort().join()) throw notAnEntry();
  return value as Members;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw notAnEntry();
  return value;
}

function notAnEntry(): MerkleError {
  return new MerkleError("canonical_json", "the bytes are not an entry of version 1");
}

/**
 * Reads the bytes of an entry: canonical JSON with exactly the members of version 1. Throws MerkleError "canonical_json"
 * for everything else, so that nothing can stand in an entry without being seen.
 */
export function readEnvelope(leaf: Uint8Array): Envelope {
  const names = ["action", "actor", "at", "entity", "id", "payload", "prev", "req", "v"];
  const root = membersOf(parseCanonicalJson(leaf, "integers"), names);
  const actor = membersOf(root["actor"], ["ref", "type"]);
  const entity = membersOf(root["entity"], ["id", "type", "version"]);
  const payload = membersOf(root["payload"], ["alg", "digest"]);
  const version = entity["version"];
  if (root["v"] !== 1 || payload["alg"] !== "sha256-salted" || typeof version !== "number") throw notAnEntry();
  return {
    id: text(root["id"]),
    action: text(root["action"]),
    at: text(root["at"]),
    actor: { type: text(actor["type"]), ref: text(actor["ref"]) },
    entity: { type: text(entity["type"]), id: text(entity["id"]), version },
    digest: text(payload["digest"]),
    prev: root["prev"] === null ? null : text(root["prev"]),
    request: text(root["req"]),
  };
}
