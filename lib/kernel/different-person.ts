import type { Actor } from "./actor.ts";
import { AppError } from "./errors.ts";

/**
 * Separation of duties: whether this actor may decide on what `requesterId` asked for. Only a person decides, and never
 * on their own request; a request without a known person may be decided by any person.
 */
export function isDifferentPerson(actor: Actor, requesterId: string | null): boolean {
  return actor.type === "user" && actor.id !== requesterId;
}

/** Throws forbidden unless the actor is a person other than who asked. `what` is the thing decided on: "this waiver". */
export function requireDifferentPerson(actor: Actor, requesterId: string | null, what: string): void {
  if (isDifferentPerson(actor, requesterId)) return;
  const why = actor.type === "user" ? "Whoever asks for it cannot also approve it." : "Only a person can approve it.";
  throw new AppError("forbidden", `You cannot decide on ${what}. ${why}`);
}
