import { describe, expect, it } from "vitest";
import type { Actor } from "../kernel/actor.ts";
import { roleNames, type Role } from "../kernel/policy.ts";
import { isRaise, requireMayGiveRole } from "./role-rules.ts";

const person = (id: string, role: Role): Actor => ({
  type: "user",
  id,
  orgId: "o",
  name: "n",
  email: "e",
  role,
  sessionId: "s",
  secondFactorMissing: false,
  authenticatedAtMs: 0,
});

describe("raising a role", () => {
  it("is no raise to keep it, nor to give up being administrator", () => {
    for (const role of roleNames) {
      expect([role, isRaise(role, role)]).toEqual([role, false]);
      expect([role, isRaise("administrator", role)]).toEqual([role, false]);
    }
  });

  it("is a raise when one permission is new, also when others are lost", () => {
    expect(isRaise("viewer", "administrator")).toBe(true);
    expect(isRaise("contributor", "auditor")).toBe(true);
    expect(isRaise("auditor", "contributor")).toBe(true);
  });
});

describe("giving a role", () => {
  it("refuses everybody but administrators more than they hold", () => {
    expect(() => requireMayGiveRole(person("a", "security_lead"), "administrator")).toThrow("more than your own");
    expect(() => requireMayGiveRole(person("a", "administrator"), "administrator")).not.toThrow();
  });

  it("refuses to raise oneself, whatever the session believes one's role to be", () => {
    const oneself = { id: "a", role: "viewer" as const };
    expect(() => requireMayGiveRole(person("a", "administrator"), "auditor", oneself)).toThrow("their own role");
    expect(() => requireMayGiveRole(person("b", "administrator"), "auditor", oneself)).not.toThrow();
  });

  it("lets operators give any role", () => {
    expect(() => requireMayGiveRole({ type: "operator" }, "administrator")).not.toThrow();
  });
});
