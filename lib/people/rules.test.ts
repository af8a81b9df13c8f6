import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonWords } from "../rules/password/common-words.ts";
import { estimatePassword } from "../rules/password/estimate.ts";
import { PASSWORD_MIN_LENGTH, passwordProblem, passwordStrength, proposeSlug } from "./rules.ts";

const words = [...commonWords.keys()];
const letters = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

describe("password rules", () => {
  it("refuse what people choose most", () => {
    const bad = [
      "password1234",
      "Password1234!",
      "P@ssw0rdP@ssw0rd",
      "qwertyuiop12",
      "123456789012",
      "aaaaaaaaaaaaaaaa",
      "abcabcabcabcabc",
      "Summer2026!!",
      "Winter2025Winter2025",
      "iloveyouforever",
      "administrator1",
      "Liverpool2024!!",
      "letmeinletmein",
      "1qaz2wsx3edc",
      "welcome123456",
      "Modelkeep2026!",
      "changemechangeme",
    ];
    for (const password of bad) expect([password, passwordProblem(password) !== undefined]).toEqual([password, true]);
  });

  it("accept long phrases of unrelated words and random texts", () => {
    const good = ["tracker-vivid-oblique-7", "rivulet anthem squid", "xK9$mPq2Lw8z", "pale umbrella kettle"];
    for (const password of good) expect([password, passwordProblem(password)]).toEqual([password, undefined]);
  });

  it("refuse the person's own name, address and organization, spelled in any way", () => {
    const facts = ["Grace Hopper", "grace.hopper@harbour.example", "Harbour Bank"];
    for (const password of ["GraceHopper1906", "gr4c3h0pp3r1906", "harbourbank2026", "Hopper-Harbour1"]) {
      expect([password, passwordProblem(password, facts)]).toEqual([password, expect.stringContaining("leans on")]);
    }
    expect(passwordProblem("violet-kayak-thimble", facts)).toBeUndefined();
  });

  it("refuse any common word with a tail of digits, in any case", () => {
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(9999), fc.boolean(), (word, tail, capital) => {
        const spelled = capital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
        expect(passwordProblem(`${spelled}${tail}!`)).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });

  it("refuse repetitions of anything short, however long", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: letters, minLength: 1, maxLength: 3 }),
        fc.integer({ min: 12, max: 40 }),
        (part, n) => {
          expect(passwordProblem(part.repeat(n))).toBeDefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  it("accept sixteen random letters and digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 24, maxLength: 24 }), (text) => {
        fc.pre(new Set(text).size > 12);
        expect(passwordProblem(text)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it("count characters as people do, and compose them alike", () => {
    expect(passwordProblem("a".repeat(PASSWORD_MIN_LENGTH - 1))).toContain("at least");
    expect(passwordProblem("x".repeat(257))).toContain("at most");
    const composed = "Übergröße-käse-pfütze";
    expect(passwordStrength(composed.normalize("NFD"))).toEqual(passwordStrength(composed.normalize("NFC")));
  });

  it("never fail, and the meter agrees with the server", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }),
        (text, facts) => {
          const { bits, predictable } = estimatePassword(text, facts);
          expect(bits).toBeGreaterThanOrEqual(0);
          expect(predictable).toBeGreaterThanOrEqual(0);
          expect(predictable).toBeLessThanOrEqual(1);
          const { level } = passwordStrength(text, facts);
          if (text !== "") expect(level === 1).toBe(passwordProblem(text, facts) !== undefined);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a proposed short name", () => {
  it("is spelled as addresses want it", () => {
    expect(proposeSlug("  Harbour Bank, Ltd. ")).toBe("harbour-bank-ltd");
    expect(proposeSlug("Größe & Söhne")).toBe("grosse-sohne");
    expect(proposeSlug("株式会社")).toBe("");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (name) => {
        expect(proposeSlug(name)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
        expect(proposeSlug(name).length).toBeLessThanOrEqual(63);
      }),
      { numRuns: 200 },
    );
  });
});
