import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { browserCrypto } from "../trail-check/crypto-browser.ts";
import { nodeCrypto } from "./crypto-node.ts";

const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const both = [
  ["node", nodeCrypto],
  ["browser", browserCrypto],
] as const;

/** RFC 8032 section 7.1: seed, public key, message, signature. */
const RFC_8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac" +
      "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const;

describe.each(both)("the %s adapter", (_name, crypto) => {
  it("gives the SHA-256 values of FIPS 180", () => {
    expect(hex(crypto.sha256(new Uint8Array(0)))).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(hex(crypto.sha256(new TextEncoder().encode("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it.each(RFC_8032)(
    "signs and verifies the example of RFC 8032 with seed %s",
    (seed, publicKey, message, signature) => {
      expect(hex(crypto.publicKeyOf(unhex(seed)))).toBe(publicKey);
      expect(hex(crypto.signEd25519(unhex(seed), unhex(message)))).toBe(signature);
      expect(crypto.verifyEd25519(unhex(publicKey), unhex(message), unhex(signature))).toBe(true);
      expect(crypto.verifyEd25519(unhex(publicKey), unhex(message + "00"), unhex(signature))).toBe(false);
    },
  );

  it("answers false for keys and signatures of another length or form", () => {
    const [, publicKey, message, signature] = RFC_8032[0];
    const [key, text, good] = [unhex(publicKey), unhex(message), unhex(signature)];
    expect(crypto.verifyEd25519(key.subarray(1), text, good)).toBe(false);
    expect(crypto.verifyEd25519(key, text, good.subarray(1))).toBe(false);
    expect(crypto.verifyEd25519(new Uint8Array(32).fill(255), text, good)).toBe(false);
    expect(crypto.verifyEd25519(key, text, new Uint8Array(64).fill(255))).toBe(false);
  });

  it("returns plain arrays and keeps nothing of its input", () => {
    const data = new Uint8Array(65);
    const first = crypto.sha256(data);
    const before = hex(first);
    data.fill(1);
    crypto.sha256(data);
    expect(hex(first)).toBe(before);
    expect(Object.getPrototypeOf(first)).toBe(Uint8Array.prototype);
    expect(Object.getPrototypeOf(crypto.publicKeyOf(new Uint8Array(32)))).toBe(Uint8Array.prototype);
  });
});

describe("both adapters", () => {
  it("give the same bytes and the same answers", () => {
    const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(seed, fc.uint8Array({ maxLength: 200 }), fc.nat(511), (key, message, bit) => {
        expect(hex(browserCrypto.sha256(message))).toBe(hex(nodeCrypto.sha256(message)));
        const publicKey = nodeCrypto.publicKeyOf(key);
        expect(hex(browserCrypto.publicKeyOf(key))).toBe(hex(publicKey));
        const signature = nodeCrypto.signEd25519(key, message);
        expect(hex(browserCrypto.signEd25519(key, message))).toBe(hex(signature));
        expect(browserCrypto.verifyEd25519(publicKey, message, signature)).toBe(true);
        expect(nodeCrypto.verifyEd25519(publicKey, message, signature)).toBe(true);
        const flipped = signature.slice();
        flipped[Math.floor(bit / 8)]! ^= 1 << (bit % 8);
        expect(browserCrypto.verifyEd25519(publicKey, message, flipped)).toBe(false);
        expect(nodeCrypto.verifyEd25519(publicKey, message, flipped)).toBe(false);
      }),
      { numRuns: 30, seed: 8032 },
    );
  });

  it("do without crypto.subtle, as on an http origin", () => {
    const original = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
    try {
      const seed = new Uint8Array(32).fill(7);
      const signature = browserCrypto.signEd25519(seed, seed);
      expect(browserCrypto.verifyEd25519(browserCrypto.publicKeyOf(seed), seed, signature)).toBe(true);
    } finally {
      if (original) Object.defineProperty(globalThis, "crypto", original);
    }
  });
});
