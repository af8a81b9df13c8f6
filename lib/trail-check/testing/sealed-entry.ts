import { encodeBase64 } from "../../merkle/base64.ts";
import { utf8Bytes } from "../../merkle/bytes.ts";
import { canonicalJsonBytes } from "../../merkle/canonical-json.ts";
import { formatCheckpoint } from "../../merkle/checkpoint.ts";
import { cosign } from "../../merkle/cosignature.ts";
import { formatNote } from "../../merkle/signed-note.ts";
import { hasher, naiveInclusion, naiveRoot, numberedLeaves } from "../../merkle/testing/naive-tree.ts";
import { formatTlogProof } from "../../merkle/tlog-proof.ts";
import { formatVerifierKey, verifierKey } from "../../merkle/verifier-key.ts";
import { signText } from "../../merkle/verify-note.ts";
import { fieldDigestOf, payloadDigestOf } from "../commitment.ts";
import { browserCrypto } from "../crypto-browser.ts";
import type { EntryMaterial, ShownEntry } from "../types.ts";

export const ORIGIN = "trail.example/modelkeep";
const seedOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const keyOf = (name: string, type: number, byte: number) => ({
  key: verifierKey(browserCrypto.sha256, name, type, browserCrypto.publicKeyOf(seedOf(byte))),
  seed: seedOf(byte),
});

const logSigner = keyOf(ORIGIN, 1, 5);
const witnessSigners = [keyOf("witness.auditfirm.example", 4, 6), keyOf("witness.fjordbank.example", 4, 7)];
export const LOG_KEY = formatVerifierKey(logSigner.key);
export const WITNESSES = witnessSigners.map(({ key }) => ({ name: key.name, vkey: formatVerifierKey(key) }));

export const OTHER_LOG_KEY = formatVerifierKey(keyOf(ORIGIN, 1, 11).key);
export const OTHER_WITNESS_KEY = formatVerifierKey(keyOf("witness.silent.example", 4, 12).key);

/** A signed checkpoint over these leaf hashes, cosigned by the first `cosigners` witnesses. */
export function signedCheckpoint(leaves: readonly Uint8Array[], cosigners = 0, origin = ORIGIN): Uint8Array {
  const signer = origin === ORIGIN ? logSigner : keyOf(origin, 1, 5);
  const text = formatCheckpoint({ origin, size: leaves.length, root: naiveRoot(leaves) });
  const cosignatures = witnessSigners
    .slice(0, cosigners)
    .map((each) => cosign(browserCrypto, each, text, 1_763_717_000));
  return formatNote({ text, signatures: [signText(browserCrypto, signer, text), ...cosignatures] });
}

const before = { sensitivity: "internal", email: "kai@example.test" };
const after = { name: "card-fraud-gbm", sensitivity: "confidential", email: "kv@example.test" };
const fieldSalt = seedOf(9);
const hidden = (value: string) => ({ $c: encodeBase64(fieldDigestOf(browserCrypto.sha256, fieldSalt, value)) });

export const SHOWN: ShownEntry = {
  uuid: "019aa0f2-7c12-7d0e-9b44-2f6f1a8e03c5",
  action: "model.update",
  version: 37,
  actor: { type: "user", ref: "019aa0f2-0000-7000-8000-000000000001" },
  entity: { type: "model", id: "019aa0f2-0000-7000-8000-000000000002" },
  before,
  after,
  reason: "Scores derive from card data.",
};

function leafOf(digest: Uint8Array): Uint8Array {
  return canonicalJsonBytes({
    action: SHOWN.action,
    actor: SHOWN.actor,
    at: "2026-11-20T07:12:36.418Z",
    entity: { ...SHOWN.entity, version: SHOWN.version },
    id: SHOWN.uuid,
    payload: { alg: "sha256-salted", digest: encodeBase64(digest) },
    prev: encodeBase64(hasher.leaf(utf8Bytes("before"))),
    req: "019aa0f2-0000-7000-8000-000000000003",
    v: 1,
  });
}

/** An entry as the product keeps it, at `index` of a log of `size` entries, with both witnesses. */
export function sealedEntry(index = 19, size = 37): EntryMaterial {
  const body = canonicalJsonBytes({
    after: { ...after, email: hidden(after.email) },
    before: { ...before, email: hidden(before.email) },
    reason: SHOWN.reason,
    schema: 1,
    v: 1,
  });
  const salt = seedOf(8);
  const leaf = leafOf(payloadDigestOf(browserCrypto.sha256, salt, body));
  const leaves = numberedLeaves(size);
  leaves[index] = hasher.leaf(leaf);
  const receipt = formatTlogProof({
    index,
    proof: naiveInclusion(index, leaves),
    checkpoint: signedCheckpoint(leaves, witnessSigners.length),
  });
  const openings = [
    { pointer: "/after/email", salt: fieldSalt, value: after.email },
    { pointer: "/before/email", salt: fieldSalt, value: before.email },
  ];
  return { leaf, values: { body, salt, openings }, receipt, logKey: LOG_KEY, witnesses: WITNESSES, shown: SHOWN };
}
