import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Bytes } from "../merkle/bytes.ts";
import { changeByte, type BytePlace } from "./change-byte.ts";
import { allPass, checkEntry } from "./check-entry.ts";
import { browserCrypto } from "./crypto-browser.ts";
import { OTHER_LOG_KEY, OTHER_WITNESS_KEY, sealedEntry, SHOWN } from "./testing/sealed-entry.ts";
import type { EntryMaterial } from "./types.ts";

const clock = () => 0;
const run = (material: EntryMaterial) => checkEntry(browserCrypto, material, clock);
const states = (material: EntryMaterial) => run(material).steps.map(({ state }) => state);

describe("the check of an entry", () => {
  it("passes all six steps and says what each saw", () => {
    const check = run(sealedEntry());
    expect(check.steps.map(({ state }) => state)).toEqual(Array(6).fill("pass"));
    expect(allPass(check)).toBe(true);
    expect(check.computedRoot).toBe(check.checkpoint?.root);
    expect(check.witnesses.map(({ time }) => time)).toEqual([1_763_717_000, 1_763_717_000]);
    expect(check.steps[5]?.words).toBe("2 of 2 cosigned this root");
  });

  it("draws a path whose siblings and the entry itself make up the whole log", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), (size, seed) => {
        const check = run(sealedEntry(seed % size, size));
        expect(allPass(check)).toBe(true);
        expect(check.path.reduce((sum, { entries }) => sum + entries, 1)).toBe(size);
      }),
      { numRuns: 60 },
    );
  });

  const expected: [BytePlace, string[]][] = [
    ["entry", ["pass", "doubt", "doubt", "fail", "pass", "pass"]],
    ["values", ["fail", "pass", "pass", "pass", "pass", "pass"]],
    ["path", ["pass", "doubt", "doubt", "fail", "pass", "pass"]],
    ["checkpoint", ["pass", "doubt", "doubt", "fail", "fail", "fail"]],
    ["signature", ["pass", "pass", "pass", "pass", "fail", "pass"]],
    ["cosignature", ["pass", "pass", "pass", "pass", "pass", "fail"]],
  ];
  it.each(expected)("one byte changed in the %s fails the right step", (place, wanted) => {
    const changed = changeByte(sealedEntry(), place);
    expect(changed?.words).toMatch(/\w/);
    expect(states(changed?.material ?? sealedEntry())).toEqual(wanted);
  });

  it("notices any single changed byte of entry, values and receipt", () => {
    const material = sealedEntry();
    const parts = {
      leaf: material.leaf,
      body: material.values!.body,
      salt: material.values!.salt,
      receipt: material.receipt!,
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[])),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (part, seed, flip) => {
          const bytes = parts[part].slice();
          bytes[seed % bytes.length]! ^= flip;
          const values = {
            ...material.values!,
            ...(part === "body" ? { body: bytes } : {}),
            ...(part === "salt" ? { salt: bytes } : {}),
          };
          const bent = {
            ...material,
            values,
            ...(part === "leaf" ? { leaf: bytes } : {}),
            ...(part === "receipt" ? { receipt: bytes } : {}),
          };
          const check = run(bent);
          const whole = allPass(check) && check.witnesses.every(({ state }) => state === "pass");
          expect(whole).toBe(false);
        },
      ),
    );
  });

  it("fails when the page shows something else than the bytes say", () => {
    const first = (shown: Partial<typeof SHOWN>) => run({ ...sealedEntry(), shown: { ...SHOWN, ...shown } }).steps[0];
    expect(first({ after: { ...SHOWN.after, sensitivity: "public" } })?.words).toContain("not those this page shows");
    expect(first({ reason: null })?.state).toBe("fail");
    expect(first({ action: "model.archive" })?.words).toContain("not the one this page shows");
    expect(first({ before: { ...SHOWN.before, email: "x@example.test" } })?.state).toBe("fail");
  });

  it("says what was erased instead of failing", () => {
    const material = sealedEntry();
    expect(run({ ...material, values: null }).steps[0]).toMatchObject({ state: "none" });
    const shown = {
      ...SHOWN,
      after: { ...SHOWN.after, email: { $erased: true } },
      before: { ...SHOWN.before, email: { $erased: true } },
    };
    const check = run({ ...material, shown, values: { ...material.values!, openings: [] } });
    expect(check.steps[0]).toMatchObject({
      state: "pass",
      words: expect.stringContaining("2 personal values were erased") as string,
    });
  });

  it("refuses a personal value that is not the one committed to", () => {
    const material = sealedEntry();
    const openings = material.values!.openings.map((each) => ({ ...each, value: "other@example.test" }));
    const words = run({ ...material, values: { ...material.values!, openings } }).steps[0]?.words;
    expect(words).toContain("not the one that was recorded");
  });

  it("waits for a checkpoint without a receipt, and fails on one that cannot be read", () => {
    expect(states({ ...sealedEntry(), receipt: null })).toEqual(["pass", "pass", "none", "none", "none", "none"]);
    expect(states({ ...sealedEntry(), receipt: utf8Bytes("rubbish") }).slice(2)).toEqual(Array(4).fill("fail"));
  });

  it("fails under another key of the log and says when a witness is missing", () => {
    const material = sealedEntry();
    expect(run({ ...material, logKey: OTHER_LOG_KEY }).steps[4]?.state).toBe("fail");
    expect(run({ ...material, witnesses: [] }).steps[5]).toMatchObject({
      state: "none",
      words: "no witness is set up",
    });
    const silent = [...material.witnesses, { name: "silent", vkey: OTHER_WITNESS_KEY }];
    expect(run({ ...material, witnesses: silent }).steps[5]).toMatchObject({
      state: "pass",
      words: "2 of 3 cosigned this root",
    });
  });
});
