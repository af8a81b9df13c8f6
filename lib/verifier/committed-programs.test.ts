import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { bundlePrograms } from "../../scripts/build/verifier.mjs";

it("the programs offered for download are those that the sources give", async () => {
  const root = new URL("../../", import.meta.url).pathname;
  for (const [path, text] of await bundlePrograms(root.replace(/\/$/, ""))) {
    expect([path, readFileSync(`${root}${path}`, "utf8") === text]).toEqual([path, true]);
    expect(text).not.toMatch(/^import .* from "(?!node:)/m);
  }
});
