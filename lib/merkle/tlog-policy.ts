import { equalBytes, utf8Bytes, utf8Text } from "./bytes.ts";
import { parseDecimal } from "./decimal.ts";
import type { Sha256 } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";
import {
  ED25519_COSIGNATURE,
  ED25519_NOTE,
  formatVerifierKey,
  ML_DSA_44_COSIGNATURE,
  parseVerifierKey,
  type VerifierKey,
} from "./verifier-key.ts";

/** A log that the policy accepts; the name of its key is its origin. */
export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url?: string;
}

/** A witness under the name that the policy gives it. */
export interface PolicyWitness extends PolicyLog {
  readonly name: string;
}

/** A group witnesses a checkpoint when at least `threshold` of its members (witnesses or earlier groups) do. */
export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

/** A trust policy; `quorum` is the name of a witness or group, or "none". */
export interface TlogPolicy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  readonly quorum: string;
}

/** Longest policy that is read, in bytes. */
const MAX_POLICY_BYTES = 200_000;

const LOG_TYPES = [ED25519_NOTE, ML_DSA_44_COSIGNATURE];
const WITNESS_TYPES = [ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE];
const NONE = "none";

interface Draft {
  logs: PolicyLog[];
  witnesses: PolicyWitness[];
  groups: PolicyGroup[];
  quorum?: string;
  readonly names: Set<string>;
  readonly members: Set<string>;
}

/**
 * Reads a policy file (tlog-policy, "Policy file syntax and structure"). The last line may lack its newline; other than
 * in the specification the octets have to be UTF-8. Throws MerkleError "policy", with the line number, for unknown
 * lines, names used twice, undefined or grouped twice, duplicate keys, keys of another kind, a threshold outside
 * 1 .. members, or no quorum line or more than one.
 */
export function parsePolicy(sha256: Sha256, bytes: Uint8Array): TlogPolicy {
  if (bytes.length > MAX_POLICY_BYTES) throw new MerkleError("policy", "the policy is too long");
  const text = utf8Text(bytes, "policy");
  const draft: Draft = { logs: [], witnesses: [], groups: [], names: new Set([NONE]), members: new Set() };
  for (const [index, line] of text.split("\n").entries()) {
    const items = line.split(/[ \t]+/).filter((item) => item !== "");
    try {
      checkLine(line);
      if (items[0] !== undefined && !items[0].startsWith("#")) readLine(sha256, draft, items);
    } catch (error) {
      if (!(error instanceof MerkleError)) throw error;
      throw new MerkleError("policy", `line ${index + 1}: ${error.message}`);
    }
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) throw new MerkleError("policy", "there is no quorum line");
  return { logs, witnesses, groups, quorum };
}

/**
 * Writes a policy file: logs, witnesses, groups in their order, the quorum; parsePolicy reads it back. Throws MerkleError
 * "policy" for a name or address that is empty or holds white space.
 */
export function formatPolicy(policy: TlogPolicy): Uint8Array {
  const { logs, witnesses, groups, quorum } = policy;
  const names = [...witnesses.map(({ name }) => name), ...groups.flatMap(({ name, members }) => [name, ...members])];
  const urls = [...logs, ...witnesses].flatMap((entry) => (entry.url === undefined ? [] : [entry.url]));
  if ([...names, ...urls, quorum].some((item) => !/^[^\p{White_Space}\p{Cc}\p{Surrogate}]+$/u.test(item))) {
    throw new MerkleError("policy", "a name or address is empty or holds white space");
  }
  const url = (entry: PolicyLog): string => (entry.url === undefined ? "" : ` ${entry.url}`);
  const lines = [
    ...logs.map((log) => `log ${formatVerifierKey(log.key)}${url(log)}`),
    ...witnesses.map((witness) => `witness ${witness.name} ${formatVerifierKey(witness.key)}${url(witness)}`),
    ...groups.map((group) => `group ${group.name} ${group.threshold} ${group.members.join(" ")}`),
    `quorum ${quorum}`,
  ];
  return utf8Bytes(`${lines.join("\n")}\n`);
}

/**
 * Whether the quorum is reached by the keys whose cosignatures of a checkpoint verified (see openCheckpoint with the
 * keys of the policy's witnesses). A quorum of "none" always is.
 */
export function isQuorumReached(policy: TlogPolicy, cosigners: readonly VerifierKey[]): boolean {
  if (policy.quorum === NONE) return true;
  const reached = new Set<string>();
  for (const witness of policy.witnesses) {
    if (cosigners.some((key) => sameKey(key, witness.key))) reached.add(witness.name);
  }
  for (const group of policy.groups) {
    const members = group.members.filter((member) => reached.has(member));
    if (members.length >= group.threshold) reached.add(group.name);
  }
  return reached.has(policy.quorum);
}

function sameKey(left: VerifierKey, right: VerifierKey): boolean {
  return left.name === right.name && left.type === right.type && equalBytes(left.publicKey, right.publicKey);
}

function checkLine(line: string): void {
  for (let index = 0; index < line.length; index++) {
    const unit = line.charCodeAt(index);
    if ((unit < 0x20 && unit !== 0x09) || unit === 0x7f) throw new MerkleError("policy", "a control character");
  }
}

function readLine(sha256: Sha256, draft: Draft, items: readonly string[]): void {
  const [kind, ...rest] = items;
  if (kind === "log") draft.logs.push(readLog(sha256, draft, rest));
  else if (kind === "witness") draft.witnesses.push(readWitness(sha256, draft, rest));
  else if (kind === "group") draft.groups.push(readGroup(draft, rest));
  else if (kind === "quorum") readQuorum(draft, rest);
  else throw new MerkleError("policy", "the line is not a log, witness, group or quorum");
}

function readKey(
  sha256: Sha256,
  text: string | undefined,
  types: readonly number[],
  known: readonly PolicyLog[],
): VerifierKey {
  const key = parseVerifierKey(sha256, text ?? "");
  if (!types.includes(key.type)) throw new MerkleError("policy", "a key of another kind");
  if (known.some((other) => equalBytes(other.key.publicKey, key.publicKey))) {
    throw new MerkleError("policy", "the same public key twice");
  }
  return key;
}

function readLog(sha256: Sha256, draft: Draft, items: readonly string[]): PolicyLog {
  const [vkey, url, ...more] = items;
  if (more.length > 0) throw new MerkleError("policy", "a log has a key and perhaps an address");
  return { key: readKey(sha256, vkey, LOG_TYPES, draft.logs), ...(url !== undefined && { url }) };
}

function readWitness(sha256: Sha256, draft: Draft, items: readonly string[]): PolicyWitness {
  const [name, vkey, url, ...more] = items;
  if (more.length > 0) throw new MerkleError("policy", "a witness has a name, a key and perhaps an address");
  const key = readKey(sha256, vkey, WITNESS_TYPES, draft.witnesses);
  return { name: define(draft, name), key, ...(url !== undefined && { url }) };
}

function readGroup(draft: Draft, items: readonly string[]): PolicyGroup {
  const [name, rule = "", ...members] = items;
  for (const member of members) {
    checkDefined(draft, member);
    if (draft.members.has(member)) throw new MerkleError("policy", `${member} is a member twice`);
    draft.members.add(member);
  }
  const threshold = thresholdOf(rule, members.length);
  if (threshold < 1 || threshold > members.length) {
    throw new MerkleError("policy", "the threshold of a group is 1 to the number of its members");
  }
  return { name: define(draft, name), threshold, members };
}

function thresholdOf(rule: string, members: number): number {
  if (rule === "any") return 1;
  return rule === "all" ? members : parseDecimal(rule, "policy");
}

function readQuorum(draft: Draft, items: readonly string[]): void {
  const [name = "", ...more] = items;
  if (more.length > 0) throw new MerkleError("policy", "a quorum has one name");
  if (draft.quorum !== undefined) throw new MerkleError("policy", "a second quorum line");
  if (name !== NONE) checkDefined(draft, name);
  draft.quorum = name;
}

function define(draft: Draft, name: string | undefined): string {
  if (name === undefined) throw new MerkleError("policy", "a name is missing");
  if (draft.names.has(name)) throw new MerkleError("policy", `the name ${name} is used twice`);
  draft.names.add(name);
  return name;
}

function checkDefined(draft: Draft, name: string): void {
  if (name === NONE || !draft.names.has(name)) throw new MerkleError("policy", `${name} is not defined before`);
}
