import { describe, expect, it } from "vitest";
import { categoricalWindow } from "../testing/feature-windows.ts";
import { compareReferences } from "./compare-references.ts";
import { driftVerdict } from "./drift-verdict.ts";

const against = (before: number, now: number) =>
  driftVerdict({
    kind: "categorical",
    reference: categoricalWindow({ yes: before, no: 1000 - before }),
    current: categoricalWindow({ yes: now, no: 1000 - now }),
  });

describe("compareReferences", () => {
  it.each([
    ["steady", against(500, 500), against(500, 505), false],
    ["sudden", against(500, 800), against(500, 800), true],
    ["slow", against(500, 800), against(790, 800), true],
    ["slow", against(500, 900), against(760, 900), true],
    ["settled", against(500, 800), against(790, 800), false],
    ["passing", against(500, 500), against(800, 500), false],
    [
      "unknown",
      against(500, 500),
      driftVerdict({ kind: "categorical", reference: null, current: categoricalWindow({}) }),
      false,
    ],
  ] as const)("tells a %s change", (story, frozen, rolling, rising) =>
    expect(compareReferences(frozen, rolling, rising)).toBe(story),
  );
});
