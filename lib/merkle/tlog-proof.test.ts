import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { browserCrypto } from "@/lib/trail-check/crypto-browser.ts";
import { nodeCrypto } from "@/lib/audit/crypto-node.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { cosign } from "./cosignature.ts";
import { MerkleError } from "./merkle-error.ts";
import { formatNote } from "./signed-note.ts";
import { hasher, naiveInclusion, naiveRoot } from "./testing/naive-tree.ts";
import { SPEC_CHECKPOINT } from "./testing/public-notes.ts";
import { checkTlogProof, formatTlogProof, parseTlogProof, type TlogProof } from "./tlog-proof.ts";
import { verifierKey } from "./verifier-key.ts";
import { signText } from "./verify-note.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

const seed = new Uint8Array(32).fill(5);
const publicKey = nodeCrypto.publicKeyOf(seed);
const log = { key: verifierKey(nodeCrypto.sha256, "log.example/a", 1, publicKey), seed };
const witness = { key: verifierKey(nodeCrypto.sha256, "witness.example/w1", 4, publicKey), seed };
const entries = Array.from({ length: 11 }, (_, index) => bytes(`entry ${index}`));
const leaves = entries.map((entry) => hasher.leaf(entry));

function receiptOf(index: number): TlogProof {
  const body = formatCheckpoint({ origin: "log.example/a", size: leaves.length, root: naiveRoot(leaves) });
  const signatures = [signText(nodeCrypto, log, body), cosign(nodeCrypto, witness, body, 1_700_000_000)];
  return { index, proof: naiveInclusion(index, leaves), checkpoint: formatNote({ text: body, signatures }) };
}

/** The example of the specification, with the checkpoint of another: its own signatures are abridged. */
const EXAMPLE = `c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

${SPEC_CHECKPOINT}`;

describe("receipts (tlog-proof)", () => {
  it("read and write the example of the specification", () => {
    const receipt = parseTlogProof(bytes(EXAMPLE));
    expect(receipt.index).toBe(73_894);
    expect(receipt.proof).toHaveLength(5);
    expect(text(receipt.extra!)).toBe("age-v1.2.1-darwin-arm64.tar.gz");
    expect(text(receipt.checkpoint)).toBe(SPEC_CHECKPOINT);
    expect(text(formatTlogProof(receipt))).toBe(EXAMPLE);
  });

  it.each([
    ["another header", EXAMPLE.replace("@v1", "@v2")],
    ["no header", EXAMPLE.slice(EXAMPLE.indexOf("\n") + 1)],
    ["no index", EXAMPLE.replace("index 73894\n", "")],
    ["an index that is no number", EXAMPLE.replace("73894", "notanumber")],
    ["a negative index", EXAMPLE.replace("73894", "-5")],
    ["a leading zero", EXAMPLE.replace("73894", "073894")],
    ["an index and a space", EXAMPLE.replace("73894", "73894 ")],
    ["extra after the index", EXAMPLE.replace(/(extra .*\n)(index .*\n)/, "$2$1")],
    ["two extra lines", EXAMPLE.replace(/(extra .*\n)/, "$1$1")],
    ["extra that is not base64", EXAMPLE.replace("extra YWdl", "extra !!!!")],
    ["a hash that is not base64", EXAMPLE.replace("gSKyXo", "!!KyXo")],
    ["a hash in another base64", EXAMPLE.replace("PlQ=", "PlR=")],
    ["a hash of another length", EXAMPLE.replace(/gSKy.*\n/, "AAAA\n")],
    ["64 hashes", EXAMPLE.replace(/(gSKy.*\n)/, "$1".repeat(60))],
    ["no blank line", EXAMPLE.replaceAll("\n\n", "\n")],
    ["no checkpoint", EXAMPLE.slice(0, EXAMPLE.indexOf("\n\n") + 2)],
    ["carriage returns", EXAMPLE.replaceAll("\n", "\r\n")],
    ["nothing", ""],
  ])("are refused with %s", (_what, receipt) => {
    expect(() => parseTlogProof(bytes(receipt))).toThrow(MerkleError);
  });

  it("come back, and changed ones give the same bytes or the typed error", () => {
    const changed = fc.tuple(fc.nat(EXAMPLE.length), fc.string({ maxLength: 2 })).map(([at, some]) => {
      return EXAMPLE.slice(0, at) + some + EXAMPLE.slice(at + 1);
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.string()), (receipt) => {
        try {
          expect(formatTlogProof(parseTlogProof(bytes(receipt)))).toEqual(bytes(receipt));
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 6 },
    );
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.array(hash, { maxLength: 6 }),
        fc.option(fc.uint8Array()),
        (index, proof, extra) => {
          const receipt = { index, proof, checkpoint: bytes(SPEC_CHECKPOINT), ...(extra && { extra }) };
          expect(parseTlogProof(formatTlogProof(receipt))).toEqual(receipt);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });

  it("refuse to be written with a bad index or hash", () => {
    const receipt = receiptOf(1);
    expect(() => formatTlogProof({ ...receipt, index: -1 })).toThrow(MerkleError);
    expect(() => formatTlogProof({ ...receipt, proof: [new Uint8Array(31)] })).toThrow(MerkleError);
    expect(() => formatTlogProof({ ...receipt, proof: Array<Uint8Array>(64).fill(hasher.empty()) })).toThrow(
      MerkleError,
    );
  });

  it.each([
    ["node", nodeCrypto],
    ["browser", browserCrypto],
  ])("verify with the %s adapter, for every entry and no other", (_name, crypto) => {
    for (const index of [0, 5, 10]) {
      const receipt = parseTlogProof(formatTlogProof(receiptOf(index)));
      const opened = checkTlogProof(crypto, receipt, { bytes: entries[index]! }, [log.key], [witness.key]);
      expect(opened).toMatchObject({ origin: "log.example/a", size: 11 });
      expect(opened.cosignatures.map(({ time }) => time)).toEqual([1_700_000_000]);
      expect(checkTlogProof(crypto, receipt, { leafHash: leaves[index]! }, [log.key]).cosignatures).toEqual([]);
      const other = { bytes: entries[(index + 1) % 11]! };
      expect(() => checkTlogProof(crypto, receipt, other, [log.key])).toThrow(MerkleError);
      expect(() => checkTlogProof(crypto, receipt, { bytes: entries[index]! }, [])).toThrow(MerkleError);
      const moved = { ...receipt, index: index === 0 ? 1 : index - 1 };
      expect(() => checkTlogProof(crypto, moved, { bytes: entries[index]! }, [log.key])).toThrow(MerkleError);
      const forged = { ...receipt, checkpoint: bytes(text(receipt.checkpoint).replace("\n11\n", "\n12\n")) };
      expect(() => checkTlogProof(crypto, forged, { bytes: entries[index]! }, [log.key])).toThrow(MerkleError);
    }
  });
});
