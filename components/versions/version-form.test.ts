import { describe, expect, it } from "vitest";
import { changedVersion, emptyVersion } from "./version-form.ts";

describe("what a form of a version sends", () => {
  it("is nothing when nothing changed", () => {
    expect(changedVersion(emptyVersion(), emptyVersion())).toEqual({});
  });

  it("is each changed part as a whole, and of the facts only those that changed", () => {
    const before = emptyVersion();
    const artifact = { name: "a.bin", mediaType: "text/plain", sizeBytes: 1, digest: null, location: "" };
    const after = { ...before, artifacts: [artifact], facts: { ...before.facts, framework: "XGBoost 3" } };
    expect(changedVersion(before, after)).toEqual({ artifacts: [artifact], facts: { framework: "XGBoost 3" } });
  });
});
