import { describe, expect, it } from "vitest";
import { ByteWriter } from "./byte-writer.ts";

describe("ByteWriter", () => {
  it("writes numbers as short as they are", () => {
    const writer = new ByteWriter();
    for (const value of [0, 127, 128, 300]) writer.count(value);
    for (const value of [0, -1, 1, -65]) writer.integer(value);
    expect([...writer.finish()]).toEqual([0, 127, 128, 1, 172, 2, 0, 1, 2, 129, 1]);
  });

  it("grows", () => {
    const writer = new ByteWriter();
    for (let index = 0; index < 1000; index += 1) writer.byte(index % 256);
    expect(writer.finish()).toHaveLength(1000);
  });
});
