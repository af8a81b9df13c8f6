import { describe, expect, it } from "vitest";
import { applyBatch } from "./apply-batch.ts";
import { emptyDiagram } from "./diagram.ts";
import { escapeXml, printSvg, wrapText } from "./print-svg.ts";
import { ragAssistant } from "./templates/rag-assistant.ts";
import { fromTemplate } from "./templates/template.ts";
import { makeElement, makeZone, testId } from "./testing/make.ts";

function rag() {
  let next = 0;
  const diagram = emptyDiagram();
  applyBatch(
    diagram,
    fromTemplate(ragAssistant, () => testId((next += 1))),
  );
  return diagram;
}

describe("a diagram as a picture", () => {
  it("says what it shows, holds everything, and is the same each time", () => {
    const diagram = rag();
    const svg = printSvg(diagram, { title: "Support assistant" });
    expect(svg).toBe(printSvg(diagram, { title: "Support assistant" }));
    expect(svg).toContain('<title id="title">Support assistant</title>');
    expect(svg).toContain("25 elements and 26 flows in the zones Company network (trusted)");
    for (const { name } of diagram.element.values()) expect(svg).toContain(`<title>${escapeXml(name)},`);
    expect(svg.match(/<marker /g)).toHaveLength(2);
  });

  it("is well formed whatever is written in it, and runs nothing", () => {
    const diagram = rag();
    const evil = `</text><script>alert(1)</script>"'&\u0000\u0008`;
    applyBatch(diagram, [
      { do: "add", part: "element", value: makeElement({ id: testId(900), name: evil, x: 2000 }) },
      { do: "add", part: "zone", value: makeZone({ id: testId(901), name: evil, x: 2000 }) },
    ]);
    const svg = printSvg(diagram, { title: evil });
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\u0000");
    const opened = (svg.match(/<[a-z]+[^>]*>/g) ?? []).filter((tag) => !tag.endsWith("/>"));
    const closed = svg.match(/<\/[a-z]+>/g) ?? [];
    expect(opened).toHaveLength(closed.length);
    expect(svg.match(/ on[a-z]+=|href=|url\((?!#[ab]\))/g)).toBeNull();
  });

  it("draws nothing of an empty diagram but its title", () => {
    expect(printSvg(emptyDiagram(), { title: "Empty" })).toContain("0 elements and 0 flows in no zones.");
  });
});

describe("breaking names", () => {
  it("fits words into lines and ends what does not fit in an ellipsis", () => {
    expect(wrapText("Customer profile API", 80, 2)).toEqual(["Customer", "profile API"]);
    expect(wrapText("One", 80, 2)).toEqual(["One"]);
    const long = wrapText("Averyveryverylongnamewithoutspaces and more and more and more", 80, 2);
    expect(long).toHaveLength(2);
    expect(long.every((line) => line.endsWith("…"))).toBe(true);
  });
});
