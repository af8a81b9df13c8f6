import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeCrypto } from "@/lib/audit/crypto-node.ts";
import { encodeBase64 } from "./base64.ts";
import { MerkleError } from "./merkle-error.ts";
import { hex, unhex } from "./testing/naive-tree.ts";
import { COSIGNED, GO_NOTE, SPEC_NOTE } from "./testing/public-notes.ts";
import {
  formatSignerKey,
  formatVerifierKey,
  ML_DSA_44_COSIGNATURE,
  parseSignerKey,
  parseVerifierKey,
  verifierKey,
} from "./verifier-key.ts";

const { sha256 } = nodeCrypto;

describe("verifier keys", () => {
  it("read and write published keys", () => {
    const texts = [
      GO_NOTE.peter.vkey,
      GO_NOTE.enoch.vkey,
      SPEC_NOTE.vkey,
      COSIGNED.logKey,
      ...COSIGNED.witnessKeys,
      "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    ];
    for (const text of texts) expect(formatVerifierKey(parseVerifierKey(sha256, text))).toBe(text);
    const spec = parseVerifierKey(sha256, SPEC_NOTE.vkey);
    expect(spec).toMatchObject({ name: "example.com/foo", id: "530d903a", type: 1 });
    expect(hex(spec.publicKey)).toBe(SPEC_NOTE.publicKey);
  });

  it("refuse every part and every changed letter of a key", () => {
    const { vkey } = GO_NOTE.peter;
    for (let start = 0; start <= vkey.length; start++) {
      for (let end = start; end <= vkey.length; end += start === 0 || end > vkey.length - 3 ? 1 : 5) {
        if (start === 0 && end === vkey.length) continue;
        expect(() => parseVerifierKey(sha256, vkey.slice(start, end))).toThrow(MerkleError);
      }
    }
    for (let at = 0; at < vkey.length; at++) {
      const changed = vkey.slice(0, at) + String.fromCharCode(vkey.charCodeAt(at) + 1) + vkey.slice(at + 1);
      expect(() => parseVerifierKey(sha256, changed)).toThrow(MerkleError);
    }
  });

  it.each([
    ["a key of another length", "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="],
    ["an unknown type", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
    ["an ID in capitals", GO_NOTE.peter.vkey.replace("c74f20a3", "C74F20A3")],
    ["white space", `${GO_NOTE.peter.vkey}\n`],
    ["two parts", "bananas.sigstore.dev+12344556"],
    ["bad base64", "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!"],
    ["a short key", "rekor.sigstore.dev+12345678+AwEB"],
    ["an empty name", GO_NOTE.peter.vkey.replace("PeterNeumann", "")],
    ["a name with a space", GO_NOTE.peter.vkey.replace("PeterNeumann", "Peter Neumann")],
    ["a name with a no-break space", GO_NOTE.peter.vkey.replace("PeterNeumann", "Peter\u00a0Neumann")],
  ])("refuse %s", (_what, text) => {
    expect(() => parseVerifierKey(sha256, text)).toThrow(MerkleError);
  });

  it("split at the first two plus signs, whatever the base64 holds", () => {
    const plusses = Uint8Array.from({ length: 32 }, (_, at) => [0xef, 0xbe, 0xfb][at % 3]!);
    const key = verifierKey(sha256, "log.example/a", 4, plusses);
    const text = formatVerifierKey(key);
    expect(text.split("+").length).toBeGreaterThan(5);
    expect(parseVerifierKey(sha256, text)).toEqual(key);
  });

  it("keep ML-DSA-44 keys", () => {
    const key = verifierKey(sha256, "test", ML_DSA_44_COSIGNATURE, new Uint8Array(1312).fill(3));
    expect(parseVerifierKey(sha256, formatVerifierKey(key))).toEqual(key);
  });

  it("come back, and rubbish gives nothing but the typed error", () => {
    const name = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
    fc.assert(
      fc.property(name, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (text, bytes, rubbish) => {
        for (const input of [rubbish, `${text}+00000000+${encodeBase64(bytes)}`]) {
          expect(() => parseVerifierKey(sha256, input)).toThrow(MerkleError);
        }
        try {
          const key = verifierKey(sha256, text, 1, bytes);
          expect(parseVerifierKey(sha256, formatVerifierKey(key))).toEqual(key);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
          expect(text).toMatch(/[\p{White_Space}\p{Cc}\p{Surrogate}+]/u);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe("signer keys", () => {
  it("read and write Go's private key, and give its public key", () => {
    const signer = parseSignerKey(nodeCrypto, GO_NOTE.peter.signer);
    expect(formatVerifierKey(signer.key)).toBe(GO_NOTE.peter.vkey);
    expect(formatSignerKey(signer)).toBe(GO_NOTE.peter.signer);
  });

  it("refuse every changed letter, and never tell the key", () => {
    const { signer } = GO_NOTE.peter;
    for (let at = 0; at < signer.length; at++) {
      const changed = signer.slice(0, at) + String.fromCharCode(signer.charCodeAt(at) + 1) + signer.slice(at + 1);
      expect(() => parseSignerKey(nodeCrypto, changed)).toThrow(MerkleError);
      try {
        parseSignerKey(nodeCrypto, changed);
      } catch (error) {
        expect((error as Error).message).not.toContain("AYEKFAL");
      }
    }
    expect(() => parseSignerKey(nodeCrypto, GO_NOTE.peter.vkey)).toThrow(MerkleError);
    expect(() => verifierKey(sha256, "a b", 1, unhex(SPEC_NOTE.publicKey))).toThrow(MerkleError);
  });
});
