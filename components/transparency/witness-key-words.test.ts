import { expect, it } from "vitest";
import { ED25519_COSIGNATURE, ED25519_NOTE, formatVerifierKey, verifierKey } from "@/lib/merkle/verifier-key.ts";
import { browserCrypto } from "@/lib/trail-check/crypto-browser.ts";
import { readWitnessKey, tidyKey } from "./witness-key-words.ts";

const keyOf = (type: number): string =>
  formatVerifierKey(verifierKey(browserCrypto.sha256, "witness.example", type, new Uint8Array(32).fill(7)));

it("reads the key of a witness, also with the word before it and space around", () => {
  const key = keyOf(ED25519_COSIGNATURE);
  const id = key.split("+")[1];
  expect(readWitnessKey(`  witness ${key}\n`)).toEqual({ name: "witness.example", id });
  expect(tidyKey(`witness ${key}\n`)).toBe(key);
});

it.each([
  ["", /^Paste/],
  ["https://witness.example/", /an address/],
  ["PRIVATE+KEY+witness.example+00000000+AAAA", /private key/],
  [`${keyOf(ED25519_COSIGNATURE)} ${keyOf(ED25519_COSIGNATURE)}`, /more than one/],
  [keyOf(ED25519_NOTE), /key of a log/],
  [keyOf(ED25519_COSIGNATURE).slice(0, -4), /missing or changed/],
  [keyOf(ED25519_COSIGNATURE).replace("witness", "vitness"), /missing or changed/],
  ["something else", /more than one|no verifier key/],
  ["nonsense", /no verifier key/],
])("says what is wrong with %o", (text, words) => {
  const reading = readWitnessKey(text);
  expect("problem" in reading ? reading.problem : reading).toMatch(words);
});
