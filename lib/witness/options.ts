import { nodeCrypto } from "../audit/crypto-node.ts";
import { ED25519_NOTE, parseVerifierKey, type VerifierKey } from "../merkle/verifier-key.ts";

export interface WitnessOptions {
  readonly host: string;
  readonly port: number;
  readonly state: string;
  readonly name: string | undefined;
  readonly logs: readonly VerifierKey[];
}

export const WITNESS_USAGE = `Cosigns the checkpoints of transparency logs (C2SP tlog-witness).

  --state DIR               where the key and the newest checkpoints are kept; back it up, never roll it back
  --name NAME               name of this witness, at the first start: witness.example
  --log VKEY                verifier key of a log to watch; may be repeated
  --listen HOST:PORT        where to listen; 127.0.0.1:8300 when left out

The verifier key of the witness is printed at the start: give it to those who should trust it.
`;

const NAMES = ["--listen", "--state", "--name", "--log"];

function listenAddress(text: string): { host: string; port: number } {
  const [, bracketed, plain, digits = ""] = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(digits) > 65_535) throw new TypeError("--listen wants HOST:PORT");
  return { host, port: Number(digits) };
}

function logKey(text: string): VerifierKey {
  const key = parseVerifierKey(nodeCrypto.sha256, text);
  if (key.type !== ED25519_NOTE) throw new TypeError("--log wants the key of a log, not of a witness");
  return key;
}

/** Reads the command line. Throws with what is wrong. */
export function parseWitnessOptions(words: readonly string[]): WitnessOptions {
  const values = new Map<string, string[]>();
  for (let at = 0; at < words.length; at += 1) {
    const [name = "", inline] = (words[at] ?? "").split(/=(.*)/s);
    if (!NAMES.includes(name)) throw new TypeError(`unknown option ${name}`);
    const value = inline ?? words[(at += 1)];
    if (value === undefined || value === "") throw new TypeError(`${name} wants a value`);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const state = values.get("--state")?.at(-1);
  const logs = (values.get("--log") ?? []).map(logKey);
  if (state === undefined) throw new TypeError("--state is needed");
  if (logs.length === 0) throw new TypeError("--log is needed: a witness watches named logs only");
  const address = listenAddress(values.get("--listen")?.at(-1) ?? "127.0.0.1:8300");
  return { ...address, state, name: values.get("--name")?.at(-1), logs };
}
