import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { treeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());
const hasher = treeHasher(sha256);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the hashes of RFC 6962", () => {
  it("give the published values of the empty tree, of leaves and of a node", () => {
    expect(hex(hasher.empty())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(hex(hasher.leaf(ascii("")))).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    expect(hex(hasher.leaf(ascii("L123456")))).toBe("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    const node = sha256(Buffer.concat([Buffer.from([1]), sha256(ascii("N123")), sha256(ascii("N456"))]));
    expect(hex(hasher.node(sha256(ascii("N123")), sha256(ascii("N456"))))).toBe(hex(node));
  });

  it("keep leaves and nodes apart and do not change what they are given", () => {
    const left = hasher.leaf(ascii("left"));
    const right = hasher.leaf(ascii("right"));
    const before = hex(left) + hex(right);
    const node = hasher.node(left, right);
    expect(hex(node)).not.toBe(hex(hasher.node(right, left)));
    expect(hex(node)).not.toBe(hex(hasher.leaf(Buffer.concat([left, right]))));
    expect(hex(left) + hex(right)).toBe(before);
  });

  it("refuse sides that are not 32 bytes", () => {
    const good = hasher.empty();
    expect(() => hasher.node(good, new Uint8Array(31))).toThrow(MerkleError);
    expect(() => hasher.node(new Uint8Array(33), good)).toThrow(MerkleError);
  });
});
