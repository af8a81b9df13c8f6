import type { Tx, User } from "../db/types.ts";
import type { Actor } from "../kernel/actor.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError } from "../kernel/errors.ts";
import { loadUser } from "../people/change-user.ts";

/** The acting person's own row. Throws forbidden for actors that are no person. */
export async function ownUser({ tx, ctx }: { tx: Tx; ctx: CommandContext }): Promise<User> {
  return loadUser(tx, ctx.orgId, person(ctx.actor).id);
}

/** The actor as a person. Throws forbidden for keys and processes. */
export function person(actor: Actor): Extract<Actor, { type: "user" }> {
  if (actor.type === "user") return actor;
  throw new AppError("forbidden", "Only a person can do this with their own account.");
}
