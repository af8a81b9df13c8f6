import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeCrypto } from "@/lib/audit/crypto-node.ts";
import { MerkleError } from "./merkle-error.ts";
import { COSIGNED } from "./testing/public-notes.ts";
import { formatPolicy, isQuorumReached, parsePolicy, type TlogPolicy } from "./tlog-policy.ts";
import { formatVerifierKey, verifierKey } from "./verifier-key.ts";

const { sha256 } = nodeCrypto;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

function key(name: string, type = 4) {
  return verifierKey(sha256, name, type, sha256(bytes(name)));
}
const vkey = (name: string, type = 4): string => formatVerifierKey(key(name, type));
const witness = (name: string): string => `witness ${name} ${vkey(name)}\n`;
const read = (policy: string): TlogPolicy => parsePolicy(sha256, bytes(policy));

/** The example of the specification. */
const EXAMPLE =
  `log ${vkey("log.example/a", 1)}\n\n` +
  `${witness("X1")}${witness("X2")}${witness("X3")}group X-witnesses 2 X1 X2 X3\n\n` +
  `${witness("Y1")}${witness("Y2")}${witness("Y3")}group Y-witnesses any Y1 Y2 Y3\n\n` +
  `group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n`;

describe("policies (tlog-policy)", () => {
  it.each([
    [[], false],
    [["X1", "X2"], false],
    [["X1", "Y1"], false],
    [["Y1", "Y2", "Y3"], false],
    [["X1", "X3", "Y2"], true],
    [["X1", "X2", "X3", "Y1", "Y2", "Y3"], true],
    [["X1", "X1", "Y1"], false],
    [["X1", "Z9", "Y1"], false],
  ])("of the specification's example with cosignatures of %j: %s", (names, reached) => {
    expect(
      isQuorumReached(
        read(EXAMPLE),
        names.map((name) => key(name)),
      ),
    ).toBe(reached);
  });

  it("count a cosignature only under the very key of the witness", () => {
    const policy = read(`${witness("W")}quorum W\n`);
    expect(isQuorumReached(policy, [key("W")])).toBe(true);
    expect(isQuorumReached(policy, [key("W", 1)])).toBe(false);
    expect(isQuorumReached(policy, [verifierKey(sha256, "W", 4, new Uint8Array(32))])).toBe(false);
    expect(isQuorumReached(policy, [verifierKey(sha256, "V", 4, key("W").publicKey)])).toBe(false);
  });

  it("need nothing for a quorum of none", () => {
    expect(isQuorumReached(read("quorum none\n"), [])).toBe(true);
    expect(read(`${witness("W")}quorum none`)).toMatchObject({ logs: [], quorum: "none" });
  });

  it("read public keys, addresses, comments, tabs and names that are not ASCII", () => {
    const policy = read(
      `# logs\n\tlog  ${COSIGNED.logKey} https://log.example/a \n  # witnesses é\n` +
        `witness \u212a\t${COSIGNED.witnessKeys[2]!}  https://w.example/\nwitness K ${COSIGNED.witnessKeys[3]!}\n` +
        "group g 1 K \u212a\nquorum g",
    );
    expect(policy.logs[0]).toMatchObject({ key: { name: COSIGNED.origin }, url: "https://log.example/a" });
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ["\u212a", "https://w.example/"],
      ["K", undefined],
    ]);
    expect(policy.groups).toEqual([{ name: "g", threshold: 1, members: ["K", "\u212a"] }]);
  });

  it.each([
    ["no quorum", witness("A")],
    ["two quorums", "quorum none\nquorum none\n"],
    ["an undefined quorum", "quorum A\n"],
    ["a quorum before its witness", `quorum A\n${witness("A")}`],
    ["a quorum of two names", `${witness("A")}quorum A A\n`],
    ["an unknown line", "trust me\nquorum none\n"],
    ["a name twice", `${witness("A")}witness A ${vkey("B")}\nquorum A\n`],
    ["a witness called none", `witness none ${vkey("A")}\nquorum none\n`],
    ["a group called none", `${witness("A")}group none any A\nquorum none\n`],
    ["none as a member", `${witness("A")}group g any A none\nquorum g\n`],
    ["the same witness key twice", `${witness("A")}witness B ${vkey("A")}\nquorum A\n`],
    ["the same log key twice", `log ${vkey("A", 1)}\nlog ${vkey("A", 1)}\nquorum none\n`],
    ["a log with a witness key", `log ${vkey("A")}\nquorum none\n`],
    ["a witness with a log key", `witness A ${vkey("A", 1)}\nquorum A\n`],
    ["a broken key", `witness A ${vkey("A").slice(0, -1)}\nquorum A\n`],
    ["no key", "witness A\nquorum A\n"],
    ["too many items", `witness A ${vkey("A")} https://a https://b\nquorum A\n`],
    ["a group without members", `${witness("A")}group g any\nquorum g\n`],
    ["a threshold of 0", `${witness("A")}group g 0 A\nquorum g\n`],
    ["a threshold above the members", `${witness("A")}group g 2 A\nquorum g\n`],
    ["a threshold with a zero", `${witness("A")}group g 01 A\nquorum g\n`],
    ["a threshold of another word", `${witness("A")}group g most A\nquorum g\n`],
    ["a member twice", `${witness("A")}group g any A A\nquorum g\n`],
    ["a member of two groups", `${witness("A")}group g any A\ngroup h any A\nquorum h\n`],
    ["a group in itself", `${witness("A")}group g any A g\nquorum g\n`],
    ["a carriage return", "quorum none\r\n"],
    ["a control character", "quorum none\n# \u0001\n"],
    ["a comment behind a line", "quorum none # yes\n"],
    ["nothing", ""],
  ])("are refused with %s", (_what, policy) => {
    expect(() => read(policy)).toThrow(MerkleError);
  });

  it("name the line of the fault", () => {
    expect(() => read(`# one\n${witness("A")}group g 3 A\nquorum g\n`)).toThrow("line 3: ");
    expect(() => parsePolicy(sha256, Uint8Array.of(0x23, 0xff, 0x0a))).toThrow(MerkleError);
    expect(() => parsePolicy(sha256, new Uint8Array(200_001).fill(0x0a))).toThrow(MerkleError);
  });

  it("come back from their text", () => {
    const policy = read(EXAMPLE);
    expect(read(text(formatPolicy(policy)))).toEqual(policy);
    const withUrl = read(`log ${COSIGNED.logKey} https://log.example/a\nquorum none\n`);
    expect(read(text(formatPolicy(withUrl)))).toEqual(withUrl);
    const { witnesses } = read(`${witness("A")}quorum A\n`);
    for (const name of ["", "a b", "a\nquorum none"]) {
      const named = { logs: [], witnesses: [{ ...witnesses[0]!, name }], groups: [], quorum: "none" };
      expect(() => formatPolicy(named)).toThrow(MerkleError);
    }
  });

  it("throw nothing but the typed error", () => {
    const changed = fc.tuple(fc.nat(EXAMPLE.length), fc.string({ maxLength: 3 })).map(([at, some]) => {
      return EXAMPLE.slice(0, at) + some + EXAMPLE.slice(at + 1);
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.string()), (policy) => {
        try {
          const parsed = read(policy);
          expect(read(text(formatPolicy(parsed)))).toEqual(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});
