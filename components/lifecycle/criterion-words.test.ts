import { describe, expect, it } from "vitest";
import { gateWords, strictnessWords } from "./criterion-words.ts";

describe("how strict a criterion is, in words", () => {
  it.each([
    [{ enabled: false, applies: {}, blocks: {} }, "Switched off"],
    [{ enabled: true, applies: {}, blocks: {} }, "Applies to every model, and blocks"],
    [{ enabled: true, applies: {}, blocks: null }, "Applies to every model; it only advises"],
    [
      { enabled: true, applies: {}, blocks: { sensitivityFrom: "restricted" as const } },
      "Applies to every model; it blocks from restricted on",
    ],
    [
      {
        enabled: true,
        applies: { sensitivityFrom: "confidential" as const },
        blocks: { sensitivityFrom: "confidential" as const },
      },
      "Applies from confidential on, and blocks",
    ],
  ])("%j", (settings, words) => expect(strictnessWords(settings)).toBe(words));

  it("names the gates", () =>
    expect(gateWords({ gates: ["data_sourcing", "retired"] })).toBe("data sourcing, retired"));
});
