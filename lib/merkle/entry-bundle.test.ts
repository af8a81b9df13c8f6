import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEntryBundle, encodeEntryBundle } from "./entry-bundle.ts";
import { MerkleError } from "./merkle-error.ts";

describe("entry bundles", () => {
  it("are big-endian lengths and entries", () => {
    const bundle = encodeEntryBundle([Uint8Array.of(7), new Uint8Array(0), new Uint8Array(258).fill(9)]);
    expect([...bundle.subarray(0, 7)]).toEqual([0, 1, 7, 0, 0, 1, 2]);
    expect(bundle).toHaveLength(2 + 1 + 2 + 2 + 258);
  });

  it("hold an entry of 65,535 bytes and none longer, 1 to 256 entries", () => {
    const longest = new Uint8Array(65_535).fill(1);
    expect(decodeEntryBundle(encodeEntryBundle([longest]), 1)).toEqual([longest]);
    expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(MerkleError);
    expect(() => encodeEntryBundle([])).toThrow(MerkleError);
    expect(() => encodeEntryBundle(Array<Uint8Array>(257).fill(Uint8Array.of(1)))).toThrow(MerkleError);
  });

  it("are refused when an entry is cut or missing, or bytes follow", () => {
    const bundle = encodeEntryBundle([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    expect(decodeEntryBundle(bundle, 2)).toHaveLength(2);
    for (const [bytes, width] of [
      [bundle, 1],
      [bundle, 3],
      [bundle.subarray(0, bundle.length - 1), 2],
      [bundle.subarray(0, 5), 2],
      [Uint8Array.of(...bundle, 0), 2],
    ] as const) {
      expect(() => decodeEntryBundle(bytes, width)).toThrow(MerkleError);
    }
  });

  it("come back, and rubbish gives nothing but the typed error", () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(entries, fc.uint8Array({ maxLength: 64 }), fc.nat(8), (list, rubbish, width) => {
        expect(decodeEntryBundle(encodeEntryBundle(list), list.length).map((entry) => [...entry])).toEqual(
          list.map((entry) => [...entry]),
        );
        try {
          const read = decodeEntryBundle(rubbish, width);
          if (width > 0) expect(encodeEntryBundle(read)).toEqual(rubbish);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 12 },
    );
  });
});
