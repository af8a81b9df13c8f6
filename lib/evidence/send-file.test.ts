import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachment } from "./send-file.ts";

describe("the name of a download", () => {
  it("is plain for old clients and whole for the rest", () => {
    expect(attachment("Prüfung (1).pdf")).toBe(
      `attachment; filename="Pr_fung _1_.pdf"; filename*=UTF-8''Pr%C3%BCfung%20%281%29.pdf`,
    );
  });

  it("survives half a character", () => {
    expect(attachment("a\ud800.pdf")).toContain("filename*=UTF-8''a%EF%BF%BD.pdf");
  });

  it("never leaves its header, whatever the name holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (name) => {
        expect(attachment(name)).toMatch(
          /^attachment; filename="[A-Za-z0-9._ -]+"; filename\*=UTF-8''[A-Za-z0-9._~!%-]+$/,
        );
      }),
    );
  });
});
