import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/errors.ts";
import { permissions, roleCan, type Role } from "../kernel/policy.ts";

/** Whether `to` holds a permission that `from` does not. */
export function isRaise(from: Role, to: Role): boolean {
  return permissions.some((permission) => roleCan(to, permission) && !roleCan(from, permission));
}

/**
 * Throws forbidden when a person would give a role with permissions that they do not hold themselves, or raise their own
 * role. Operators may give any role.
 */
export function requireMayGiveRole(actor: Actor, role: Role, target?: { id: string; role: Role }): void {
  if (actor.type !== "user") return;
  if (target?.id === actor.id && isRaise(target.role, role)) {
    throw new AppError("forbidden", "Nobody can raise their own role. Ask another administrator.");
  }
  if (isRaise(actor.role, role)) {
    throw new AppError("forbidden", "You cannot give a role that may do more than your own.");
  }
}
