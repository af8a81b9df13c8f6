import type { User } from "../db/types.ts";
import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import type { Role } from "../kernel/policy.ts";
import type { z } from "../zod.ts";
import type { UserAbilities, UserDto } from "./schema.ts";

/** A person as clients see them. */
export function toUserDto(row: User): z.input<typeof UserDto> {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    state: row.state as "active" | "disabled",
    mfaEnabled: row.mfaEnabled,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
  };
}

/** Whether the data of this person were erased: nobody can sign in with such an account again. */
const isErased = (row: User): boolean => row.email.endsWith("@erased.invalid");

/** What the actor may do with this account, by the same rules as the commands. */
export function userAbilities(actor: Actor, row: User): z.input<typeof UserAbilities> {
  const manages = can(actor, "people:manage");
  const self = actor.type === "user" && actor.id === row.id;
  const active = row.state === "active";
  return {
    changeRole: manages && active,
    disable: manages && active && !self,
    enable: manages && !active && !isErased(row),
    createResetLink: manages && active,
    resetSecondFactor: manages && row.mfaEnabled && !self,
    erase: manages && !active && !isErased(row),
  };
}
