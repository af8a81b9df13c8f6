import { fieldDigest, payloadDigest } from "../audit/commitment.ts";
import { nodeCrypto } from "../audit/crypto-node.ts";
import type { Aggregate } from "../kernel/aggregate.ts";
import { equalBytes } from "../merkle/bytes.ts";
import { canonicalJson, parseCanonicalJson, type JsonValue } from "../merkle/canonical-json.ts";
import { treeHasher } from "../merkle/hashes.ts";

export type ReplayFinding = {
  kind: "differs" | "version" | "missing" | "unlogged" | "payload" | "entry";
  entityType: string;
  entityId: string;
  detail: string;
};

/** The newest entry of a thing, as it stands in the database. */
export type NewestEntry = {
  leaf: Uint8Array;
  /** The hash in the tree; null while the entry waits in the queue. */
  leafHash: Uint8Array | null;
  salt: Uint8Array | null;
  body: Uint8Array | null;
  erased: boolean;
};

/** A personal value by its pointer; undefined salt: it was erased. */
export type Opening = { pointer: string; salt?: Uint8Array; value?: JsonValue };

export type Comparison = { findings: ReplayFinding[]; notComparable: boolean };

/** What the newest entry says of a thing, after every link of the chain was checked. */
type Recorded =
  | { version: number; schema: number; after: JsonObject | null }
  | { problem: string }
  | { erased: true; version: number };

type JsonObject = { [member: string]: JsonValue };

const hasher = treeHasher(nodeCrypto.sha256);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readEnvelope(
  entry: NewestEntry,
  name: readonly [type: string, id: string],
): { version: number; digest: string } | string {
  if (entry.leafHash !== null && !equalBytes(hasher.leaf(entry.leaf), entry.leafHash)) {
    return "the entry is not the one in the tree";
  }
  const envelope = parseCanonicalJson(entry.leaf, "integers");
  const [entity, payload] = isObject(envelope) ? [envelope["entity"], envelope["payload"]] : [];
  if (!isObject(entity) || !isObject(payload) || typeof entity["version"] !== "number")
    return "the entry cannot be read";
  if (entity["type"] !== name[0] || entity["id"] !== name[1]) return "the entry speaks of another thing";
  const { digest } = payload;
  if (typeof digest !== "string") return "the entry cannot be read";
  return { version: entity["version"], digest };
}

function follow(entry: NewestEntry, name: readonly [type: string, id: string]): Recorded {
  const envelope = readEnvelope(entry, name);
  if (typeof envelope === "string") return { problem: envelope };
  if (entry.body === null || entry.salt === null) {
    return entry.erased
      ? { erased: true, version: envelope.version }
      : { problem: "the payload is gone, and no entry erased it" };
  }
  if (payloadDigest(entry.salt, entry.body).toString("base64") !== envelope.digest) {
    return { problem: "the payload is not the one that the entry commits to" };
  }
  const payload = parseCanonicalJson(entry.body);
  if (!isObject(payload) || typeof payload["schema"] !== "number") return { problem: "the payload cannot be read" };
  const after = payload["after"];
  return { version: envelope.version, schema: payload["schema"], after: isObject(after) ? after : null };
}

/**
 * Follows the newest entry from the tree to the image of the thing that it committed to. What cannot be read is a problem,
 * never an error: the check has to go on.
 */
export function recordedImage(entry: NewestEntry, name: readonly [type: string, id: string]): Recorded {
  try {
    return follow(entry, name);
  } catch (error) {
    return { problem: `the entry or its payload cannot be read: ${(error as Error).message}` };
  }
}

type FieldOutcome = "same" | "differs" | "erased" | "false opening";

function compareField(recorded: JsonValue, live: JsonValue, opening: Opening | undefined): FieldOutcome {
  const committed = isObject(recorded) ? recorded["$c"] : undefined;
  if (typeof committed !== "string") return canonicalJson(recorded) === canonicalJson(live) ? "same" : "differs";
  if (opening?.salt === undefined || opening.value === undefined) return "erased";
  if (fieldDigest(opening.salt, opening.value).toString("base64") !== committed) return "false opening";
  return canonicalJson(opening.value) === canonicalJson(live) ? "same" : "differs";
}

/** Compares a live row with what its newest entry recorded: version, then each recorded field. */
export function compareRow<Row extends { id: string; version: number }>(
  aggregate: Aggregate<Row>,
  row: Row,
  entry: NewestEntry | undefined,
  openings: readonly Opening[],
): Comparison {
  const finding = (kind: ReplayFinding["kind"], detail: string): ReplayFinding => ({
    kind,
    entityType: aggregate.type,
    entityId: row.id,
    detail,
  });
  if (entry === undefined)
    return { findings: [finding("unlogged", "there is a row, but no entry of it")], notComparable: false };
  const recorded = recordedImage(entry, [aggregate.type, row.id]);
  if ("problem" in recorded) {
    const kind = recorded.problem.startsWith("the payload") ? "payload" : "entry";
    return { findings: [finding(kind, recorded.problem)], notComparable: false };
  }
  const findings: ReplayFinding[] = [];
  if (recorded.version !== row.version) {
    findings.push(finding("version", `the row has version ${row.version}, its newest entry ${recorded.version}`));
  }
  if ("erased" in recorded) return { findings, notComparable: true };
  if (recorded.after === null) {
    return {
      findings: [...findings, finding("unlogged", "the row is there although its entry says that it is gone")],
      notComparable: false,
    };
  }
  const live = aggregate.image(row);
  let notComparable = false;
  const wrong: string[] = [];
  for (const [field, value] of Object.entries(recorded.after)) {
    if (live[field] === undefined && recorded.schema !== aggregate.schema) continue;
    const opening = openings.find(({ pointer }) => pointer === `/after/${field}`);
    const outcome = compareField(value, live[field] ?? null, opening);
    if (outcome === "erased") notComparable = true;
    else if (outcome !== "same") wrong.push(outcome === "differs" ? field : `${field} (false opening)`);
  }
  if (recorded.schema === aggregate.schema) {
    wrong.push(...Object.keys(live).filter((field) => recorded.after?.[field] === undefined));
  }
  if (wrong.length > 0)
    findings.push(finding("differs", `the row differs from its newest entry in ${wrong.join(", ")}`));
  return { findings, notComparable };
}
