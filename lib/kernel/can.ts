import type { Actor } from "./actor.ts";
import { guestPermissions, keyCan, roleCan, type Permission } from "./policy.ts";

/** Permissions that stay when a required second factor is missing: see and set up one's own account. */
const beforeSecondFactor: readonly Permission[] = ["self:read", "self:manage"];

/** Whether the actor may do this at all; attribute rules (owner, approver is not author) come on top. */
export function can(actor: Actor, permission: Permission): boolean {
  switch (actor.type) {
    case "user":
      if (actor.secondFactorMissing && !beforeSecondFactor.includes(permission)) return false;
      return roleCan(actor.role, permission);
    case "apiKey":
      return keyCan(permission) && actor.scopes.includes(permission);
    case "anonymous":
      return permission.startsWith("public:");
    case "guest":
      return guestPermissions.includes(permission);
    case "operator":
    case "system":
      return true;
  }
}
