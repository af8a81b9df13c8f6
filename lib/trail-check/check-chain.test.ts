import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../merkle/base64.ts";
import { canonicalJsonBytes } from "../merkle/canonical-json.ts";
import { hasher } from "../merkle/testing/naive-tree.ts";
import { checkChain } from "./check-chain.ts";
import { browserCrypto } from "./crypto-browser.ts";

const thing = { type: "model", id: "m1" };

function chain(length: number, action = "model.update"): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let version = 1; version <= length; version += 1) {
    const last = leaves.at(-1);
    leaves.push(
      canonicalJsonBytes({
        action,
        actor: { ref: "u1", type: "user" },
        at: "2026-11-20T07:12:36.418Z",
        entity: { ...thing, version },
        id: `e${version}`,
        payload: { alg: "sha256-salted", digest: encodeBase64(new Uint8Array(32)) },
        prev: last === undefined ? null : encodeBase64(hasher.leaf(last)),
        req: "r",
        v: 1,
      }),
    );
  }
  return leaves.reverse();
}

const check = (leaves: Uint8Array[], about = thing) => checkChain(browserCrypto, about, leaves);

describe("the chain of one thing's entries", () => {
  it("is whole when every version names the one before", () => {
    const leaves = chain(5);
    expect(check(leaves)).toEqual({
      state: "whole",
      entries: 5,
      newestLeafHash: new Uint8Array(hasher.leaf(leaves[0]!)),
    });
    expect(check(chain(1))).toMatchObject({ state: "whole", entries: 1 });
    expect(check([])).toEqual({ state: "empty" });
  });

  it.each([0, 1, 2, 3, 4])("notices that entry %i of five is missing, unless it is the newest", (missing) => {
    const leaves = chain(5);
    leaves.splice(missing, 1);
    if (missing === 0) expect(check(leaves)).toMatchObject({ state: "whole", entries: 4 });
    else expect(check(leaves)).toMatchObject({ state: "broken", version: 5 - missing });
  });

  it("notices an exchanged, a foreign and an unreadable entry", () => {
    const leaves = chain(4);
    const other = chain(4, "model.archive");
    expect(check(leaves.map((leaf, at) => (at === 2 ? other[2]! : leaf)))).toMatchObject({
      state: "broken",
      version: 2,
    });
    expect(check(leaves, { type: "model", id: "m2" })).toMatchObject({ state: "broken", version: 4 });
    expect(check(leaves.map((leaf, at) => (at === 1 ? leaf.slice(1) : leaf)))).toMatchObject({
      state: "broken",
      version: 3,
    });
  });
});
