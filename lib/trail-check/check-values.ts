import { decodeBase64 } from "../merkle/base64.ts";
import { equalBytes } from "../merkle/bytes.ts";
import { canonicalJson, parseCanonicalJson } from "../merkle/canonical-json.ts";
import type { LogCrypto } from "../merkle/log-crypto.ts";
import { fieldDigestOf, payloadDigestOf } from "./commitment.ts";
import { readEnvelope, type Envelope } from "./envelope.ts";
import type { EntryMaterial, Opening, ShownEntry, StepState } from "./types.ts";

type Image = Record<string, unknown> | null;
type Values = { before: Image; after: Image; reason: string | null };
type Outcome = { state: StepState; words: string };

const fail = (words: string): Outcome => ({ state: "fail", words });

function isCommitment(value: unknown): value is { $c: string } {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "$c";
}

/** Puts personal values in the place of their commitments. Throws when one is not what was committed to. */
function open(crypto: LogCrypto, values: Values, openings: readonly Opening[]): number {
  for (const { pointer, salt, value } of openings) {
    const [, side, field] = pointer.split("/");
    const image = side === "before" ? values.before : side === "after" ? values.after : null;
    const commitment = field === undefined ? undefined : image?.[field];
    if (image === null || field === undefined || !isCommitment(commitment))
      throw new Error(`nothing is hidden at ${pointer}`);
    if (!equalBytes(fieldDigestOf(crypto.sha256, salt, value), decodeBase64(commitment.$c))) {
      throw new Error(`the value at ${pointer} is not the one that was recorded`);
    }
    image[field] = value;
  }
  return [values.before, values.after].flatMap((image) => Object.values(image ?? {}).filter(isCommitment)).length;
}

function sameImage(recorded: Image, shown: ShownEntry["before"]): boolean {
  if (recorded === null || shown === null) return recorded === shown;
  const names = Object.keys(recorded);
  return (
    names.length === Object.keys(shown).length &&
    names.every((name) => isCommitment(recorded[name]) || canonicalJson(recorded[name]) === canonicalJson(shown[name]))
  );
}

function headDiffers(envelope: Envelope, shown: ShownEntry): boolean {
  const { entity, actor } = envelope;
  const recorded = [envelope.id, envelope.action, entity.type, entity.id, entity.version, actor.type, actor.ref];
  const claimed = [
    shown.uuid,
    shown.action,
    shown.entity.type,
    shown.entity.id,
    shown.version,
    shown.actor.type,
    shown.actor.ref,
  ];
  return recorded.join("\n") !== claimed.join("\n");
}

/**
 * The first step: the values and their salt hash to the digest inside the entry, personal values are those committed to,
 * and what the page shows is what the bytes say. Throws for bytes that are no entry or no canonical JSON.
 */
export function checkValues(crypto: LogCrypto, material: EntryMaterial): Outcome {
  const envelope = readEnvelope(material.leaf);
  const { values, shown } = material;
  if (shown !== null && headDiffers(envelope, shown)) return fail("the entry is not the one this page shows");
  if (values === null) return { state: "none", words: "the values were erased; the entry still stands" };
  const digest = payloadDigestOf(crypto.sha256, values.salt, values.body);
  if (!equalBytes(digest, decodeBase64(envelope.digest)))
    return fail("values and salt do not hash to the digest inside");
  const recorded = parseCanonicalJson(values.body) as unknown as Values;
  const erased = open(crypto, recorded, values.openings);
  if (shown !== null) {
    const same = sameImage(recorded.before, shown.before) && sameImage(recorded.after, shown.after);
    if (!same || recorded.reason !== shown.reason) return fail("the values are not those this page shows");
  }
  const words = "values and salt hash to the digest inside";
  return { state: "pass", words: erased === 0 ? words : `${words}; ${erased} personal values were erased` };
}
