import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MerkleError } from "./merkle-error.ts";
import { SPEC_CHECKPOINT } from "./testing/public-notes.ts";
import { formatAddCheckpoint, formatWitnessSize, parseAddCheckpoint, parseWitnessSize } from "./witness-messages.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** The request of the specification, with a checkpoint that has a cosignature. */
const EXAMPLE = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${SPEC_CHECKPOINT}`;

describe("add-checkpoint requests", () => {
  it("read and write the example of the specification", () => {
    const request = parseAddCheckpoint(bytes(EXAMPLE));
    expect(request.oldSize).toBe(20_852_014);
    expect(request.proof).toHaveLength(4);
    expect(text(request.checkpoint)).toBe(SPEC_CHECKPOINT);
    expect(text(formatAddCheckpoint(request))).toBe(EXAMPLE);
    const first = { oldSize: 0, proof: [], checkpoint: bytes(SPEC_CHECKPOINT) };
    expect(text(formatAddCheckpoint(first))).toBe(`old 0\n\n${SPEC_CHECKPOINT}`);
    expect(parseAddCheckpoint(formatAddCheckpoint(first))).toEqual(first);
  });

  it.each([
    ["no old size", EXAMPLE.slice(EXAMPLE.indexOf("\n") + 1)],
    ["a leading zero", EXAMPLE.replace("old 2", "old 02")],
    ["a negative size", EXAMPLE.replace("old ", "old -")],
    ["two spaces", EXAMPLE.replace("old ", "old  ")],
    ["a size above 2^53", EXAMPLE.replace("20852014", "9007199254740992")],
    ["a proof at old size 0", EXAMPLE.replace("20852014", "0")],
    ["a hash that is not base64", EXAMPLE.replace("PlRN", "!lRN")],
    ["a hash of another length", EXAMPLE.replace(/PlRN.*\n/, "AAAA\n")],
    ["64 hashes", EXAMPLE.replace(/(PlRN.*\n)/, "$1".repeat(61))],
    ["no blank line", EXAMPLE.replaceAll("\n\n", "\n")],
    ["no checkpoint", EXAMPLE.slice(0, EXAMPLE.indexOf("\n\n") + 2)],
    ["nothing", ""],
  ])("are refused with %s", (_what, request) => {
    expect(() => parseAddCheckpoint(bytes(request))).toThrow(MerkleError);
  });

  it("refuse to be written with what would not be read", () => {
    const request = parseAddCheckpoint(bytes(EXAMPLE));
    expect(() => formatAddCheckpoint({ ...request, oldSize: 0 })).toThrow(MerkleError);
    expect(() => formatAddCheckpoint({ ...request, oldSize: 0.5 })).toThrow(MerkleError);
    expect(() => formatAddCheckpoint({ ...request, proof: [new Uint8Array(33)] })).toThrow(MerkleError);
  });

  it("throw nothing but the typed error, and what is read is written back", () => {
    const changed = fc.tuple(fc.nat(EXAMPLE.length), fc.string({ maxLength: 2 })).map(([at, some]) => {
      return bytes(EXAMPLE.slice(0, at) + some + EXAMPLE.slice(at + 1));
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.uint8Array()), (request) => {
        try {
          expect(formatAddCheckpoint(parseAddCheckpoint(request))).toEqual(request);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 8 },
    );
  });
});

describe("the size in the answer 409", () => {
  it("is a plain decimal and a newline", () => {
    expect(text(formatWitnessSize(20_852_014))).toBe("20852014\n");
    for (const size of [0, 7, 2 ** 32 + 1, 2 ** 53 - 1]) expect(parseWitnessSize(formatWitnessSize(size))).toBe(size);
    for (const bad of ["", "\n", "7", "07\n", "-7\n", " 7\n", "7\n\n", "7\r\n", "0x7\n", "9007199254740992\n"]) {
      expect(() => parseWitnessSize(bytes(bad))).toThrow(MerkleError);
    }
    expect(() => parseWitnessSize(new Uint8Array(10_000).fill(0x31))).toThrow(MerkleError);
    expect(() => formatWitnessSize(-1)).toThrow(MerkleError);
  });
});
