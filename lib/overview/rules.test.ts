import { describe, expect, it } from "vitest";
import { attentionWords, headline, numberInWords } from "./rules.ts";

const calm = { models: 22, attention: [], myOpenTasks: 0, trail: null };

describe("headline", () => {
  it("teaches when nothing is recorded", () => {
    expect(headline({ ...calm, models: 0 }).map((c) => c.text)).toEqual(["No model is recorded yet."]);
  });

  it("says what waits first, in words that agree in number", () => {
    const attention = [{ kind: "no_owner" as const, count: 1, examples: [] }];
    expect(headline({ ...calm, myOpenTasks: 3, attention }).map((c) => c.text)).toEqual([
      "Three tasks wait for you.",
      "One model has nobody who answers for it.",
      "22 models are recorded.",
    ]);
  });

  it("begins with alerts that nobody has taken on", () => {
    const attention = [
      { kind: "alerts" as const, count: 2, examples: [{ slug: "ocr", name: "OCR" }] },
      { kind: "no_owner" as const, count: 1, examples: [] },
    ];
    expect(headline({ ...calm, attention })[0]).toEqual({
      text: "Two alerts are open and nobody has taken them on.",
      href: "/alerts",
    });
    expect(attentionWords({ kind: "alerts", count: 1, examples: [] })).toMatchObject({
      title: "One high or critical alert that nobody has taken on",
      action: "See the alert",
    });
  });

  it("says so when nothing waits", () => {
    expect(headline({ ...calm, models: 1 }).map((c) => c.text)).toEqual([
      "Nothing waits for you.",
      "One model is recorded.",
    ]);
  });
});

describe("words", () => {
  it("writes large numbers in figures", () => {
    expect(numberInWords(10)).toBe("ten");
    expect(numberInWords(12345)).toBe("12,345");
  });

  it("leads to the page where a purpose can be stated", () => {
    const words = attentionWords({ kind: "no_purpose", count: 2, examples: [{ slug: "ocr", name: "OCR" }] });
    expect(words).toMatchObject({ title: "Two models without a stated purpose", href: "/models/ocr/edit" });
  });
});
