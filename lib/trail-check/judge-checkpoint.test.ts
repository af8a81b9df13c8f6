import { describe, expect, it } from "vitest";
import { naiveConsistency, numberedLeaves, sha256 } from "../merkle/testing/naive-tree.ts";
import { browserCrypto } from "./crypto-browser.ts";
import { judgeCheckpoint } from "./judge-checkpoint.ts";
import { LOG_KEY, ORIGIN, OTHER_LOG_KEY, signedCheckpoint } from "./testing/sealed-entry.ts";

const leaves = numberedLeaves(50);
const other = leaves.map((leaf, at) => (at === 3 ? sha256(leaf) : leaf));
const noteOf = (size: number, from = leaves) => signedCheckpoint(from.slice(0, size));
const remember = (size: number) => ({ vkey: LOG_KEY, note: noteOf(size) });
const shown = (size: number, from = leaves) => ({ origin: ORIGIN, vkey: LOG_KEY, note: noteOf(size, from) });
const judge = (
  ...[remembered, now, proof]: [Parameters<typeof judgeCheckpoint>[1], ReturnType<typeof shown>, Uint8Array[] | null]
) => judgeCheckpoint(browserCrypto, remembered, now, proof);

describe("a reader who remembers checkpoints", () => {
  it("knows a first visit, the same size, and growth that is proven", () => {
    expect(judge(null, shown(20), null)).toMatchObject({ kind: "first", size: 20 });
    expect(judge(remember(20), shown(20), null)).toMatchObject({ kind: "same", size: 20 });
    expect(judge(remember(20), shown(41), null)).toEqual({ kind: "unproven", size: 41, from: 20 });
    const proof = naiveConsistency(20, leaves.slice(0, 41));
    expect(judge(remember(20), shown(41), proof)).toMatchObject({ kind: "grew", from: 20, size: 41 });
  });

  it("calls a smaller log a rollback and another history a fork", () => {
    expect(judge(remember(20), shown(19), null)).toMatchObject({ kind: "rollback" });
    expect(judge(remember(20), shown(20, other), null)).toMatchObject({ kind: "fork" });
    const proof = naiveConsistency(20, other.slice(0, 41));
    expect(judge(remember(20), shown(41, other), proof)).toMatchObject({ kind: "fork" });
    expect(judge(remember(20), shown(41), [])).toMatchObject({ kind: "fork" });
  });

  it("refuses a checkpoint without the log's signature, of another log, or under another key", () => {
    expect(judge(null, { ...shown(20), vkey: OTHER_LOG_KEY }, null)).toMatchObject({ kind: "unsigned" });
    expect(judge(null, { ...shown(20), note: new Uint8Array([1]) }, null)).toMatchObject({ kind: "unsigned" });
    expect(judge(null, { ...shown(20), origin: "elsewhere.example" }, null)).toMatchObject({ kind: "unsigned" });
    expect(judge({ vkey: OTHER_LOG_KEY, note: noteOf(20) }, shown(21), null)).toMatchObject({ kind: "other_key" });
  });
});
