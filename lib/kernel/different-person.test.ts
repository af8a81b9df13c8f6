import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "./actor.ts";
import { isDifferentPerson, requireDifferentPerson } from "./different-person.ts";

const person = (id: string): Actor => ({
  type: "user",
  id,
  orgId: "o",
  name: "n",
  email: "e",
  role: "administrator",
  sessionId: "s",
  secondFactorMissing: false,
  authenticatedAtMs: 0,
});

const machines: Actor[] = [
  { type: "apiKey", id: "k", orgId: "o", name: "n", scopes: [] },
  { type: "guest", id: "g", orgId: "o", name: "n", sessionId: "s", diagramId: "d" },
  { type: "anonymous", address: "a" },
  { type: "operator" },
  { type: "system", name: "s" },
];

describe("separation of duties", () => {
  it("lets a person decide exactly on what others asked for", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(isDifferentPerson(person(a), b)).toBe(a !== b);
        expect(isDifferentPerson(person(a), a)).toBe(false);
      }),
    );
  });

  it("lets any person decide where nobody is known to have asked", () => {
    expect(isDifferentPerson(person("a"), null)).toBe(true);
  });

  it("lets nothing but a person decide, administrator's keys and the system included", () => {
    for (const actor of machines) expect([actor.type, isDifferentPerson(actor, "a")]).toEqual([actor.type, false]);
  });

  it("says why", () => {
    expect(() => requireDifferentPerson(person("a"), "a", "this waiver")).toThrow(
      "You cannot decide on this waiver. Whoever asks for it cannot also approve it.",
    );
    expect(() => requireDifferentPerson(person("a"), "b", "this waiver")).not.toThrow();
  });
});
