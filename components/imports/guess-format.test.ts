import { describe, expect, it } from "vitest";
import { guessFormat } from "./guess-format.ts";

describe("the format of a file", () => {
  it("is told by its head, else it is the one that was chosen", async () => {
    expect(await guessFormat('{ "bomFormat": "CycloneDX" }', "model-card")).toBe("cyclonedx");
    expect(await guessFormat("---\nlicense: mit\n---\n", "model-card")).toBe("model-card");
  });
});
