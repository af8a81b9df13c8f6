import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { parseDecimal } from "./decimal.ts";
import { MerkleError } from "./merkle-error.ts";

describe("base64", () => {
  it.each([
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["fooba", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy"],
  ])("writes the example %j of RFC 4648 as %j", (text, encoded) => {
    expect(encodeBase64(new TextEncoder().encode(text))).toBe(encoded);
    expect(new TextDecoder().decode(decodeBase64(encoded))).toBe(text);
  });

  it.each([
    "Zg",
    "Zg=",
    "Zg===",
    "Zh==",
    "Zm9=",
    "Zm9v=",
    "Zm9v====",
    "=",
    "====",
    "Z",
    "Zm8_",
    "Zm 8=",
    "Zm8=\n",
    "Zm8=Zm8=",
    "Zé==",
  ])("refuses %j", (text) => {
    expect(() => decodeBase64(text)).toThrow(MerkleError);
  });

  it("agrees with node on all bytes and accepts only what it writes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ maxLength: 12 }), (bytes, text) => {
        const encoded = encodeBase64(bytes);
        expect(encoded).toBe(Buffer.from(bytes).toString("base64"));
        expect(decodeBase64(encoded)).toEqual(bytes);
        try {
          expect(encodeBase64(decodeBase64(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 4648 },
    );
  });
});

describe("parseDecimal", () => {
  it.each([
    ["0", 0],
    ["7", 7],
    ["20852163", 20_852_163],
    ["4294967296", 2 ** 32],
    ["9007199254740991", 2 ** 53 - 1],
  ])("reads %s", (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each([
    "",
    "00",
    "01",
    "-0",
    "-1",
    "+1",
    " 1",
    "1 ",
    "1\n",
    "1.0",
    "1e3",
    "0x10",
    "٣",
    "9007199254740992",
    "99999999999999999999",
  ])("refuses %j", (text) => {
    expect(() => parseDecimal(text)).toThrow(MerkleError);
  });
});
