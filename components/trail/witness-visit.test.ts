import { describe, expect, it } from "vitest";
import { encodeBase64 } from "@/lib/merkle/base64.ts";
import { naiveConsistency, numberedLeaves, sha256 } from "@/lib/merkle/testing/naive-tree.ts";
import { browserCrypto } from "@/lib/trail-check/crypto-browser.ts";
import { LOG_KEY, ORIGIN, signedCheckpoint } from "@/lib/trail-check/testing/sealed-entry.ts";
import type { LogMemory } from "./reader-memory.ts";
import { visitLog } from "./witness-visit.ts";

const honest = numberedLeaves(60);
const forked = honest.map((leaf, at) => (at === 7 ? sha256(leaf) : leaf));

/** A browser with its memory, and a log that shows `size` entries of `leaves`. */
function browser() {
  const store = new Map<string, LogMemory>();
  const visit = (size: number, leaves = honest) =>
    visitLog({
      crypto: browserCrypto,
      health: () =>
        Promise.resolve({ origin: ORIGIN, vkey: LOG_KEY, logUrl: "/log/x", checkpoint: size === 0 ? null : {} }),
      note: () => Promise.resolve(signedCheckpoint(leaves.slice(0, size))),
      consistency: (from, to) => Promise.resolve(naiveConsistency(from, leaves.slice(0, to)).map(encodeBase64)),
      read: (origin) => store.get(origin) ?? null,
      write: (origin, memory) => store.set(origin, memory) === store,
      now: () => "2026-11-21T06:00:00.000Z",
    });
  return { store, visit };
}

describe("a browser as a witness", () => {
  it("remembers its first visit and follows a log that grows", async () => {
    const { visit, store } = browser();
    expect(await visit(0)).toEqual({ kind: "waiting" });
    expect(store.size).toBe(0);
    expect(await visit(20)).toEqual({ kind: "first", size: 20, kept: true });
    expect(await visit(20)).toMatchObject({ kind: "same", size: 20 });
    expect(await visit(45)).toMatchObject({ kind: "grew", from: 20, size: 45 });
  });

  it.each([
    ["a rollback", 12, honest],
    ["another root at the same size", 20, forked],
    ["a larger fork", 45, forked],
  ])("keeps both checkpoints of %s, and the first one for good", async (_what, size, leaves) => {
    const { visit, store } = browser();
    await visit(20);
    const seen = store.get(ORIGIN)?.note;
    const alarm = await visit(size, leaves);
    expect(alarm).toMatchObject({ kind: "alarm", remembered: seen, shown: signedCheckpoint(leaves.slice(0, size)) });
    expect(store.get(ORIGIN)?.note).toEqual(seen);
    expect(await visit(50)).toMatchObject({ kind: "alarm", remembered: seen });
    expect(store.get(ORIGIN)?.note).toEqual(seen);
  });
});
