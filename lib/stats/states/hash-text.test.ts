import { describe, expect, it } from "vitest";
import { hashText } from "./hash-text.ts";

describe("hashText", () => {
  it("never changes: states of the past hold its ranks", () => {
    expect([hashText(""), hashText("a"), hashText("Grüße")]).toEqual([
      336571851818279, 840353038480219, 4881146089890464,
    ]);
  });

  it("spreads evenly", () => {
    const cells = new Float64Array(16);
    for (let index = 0; index < 16_000; index += 1) cells[Math.floor(hashText(`key-${index}`) / 2 ** 49)]! += 1;
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(37.7);
  });
});
