import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/errors.ts";
import { clientAddress } from "./client-address.ts";
import { keyActor, keyFrom } from "./key-actor.ts";
import { sessionActor } from "./session-actor.ts";
import { guestActor } from "./guest-actor.ts";
import { guestCookieName } from "./guest-cookie.ts";
import { cookieValue, sessionIdFrom } from "./session-cookie.ts";

/**
 * Who sends this request: an API key, else the person of the session cookie, else a guest who was let into
 * a session, else nobody with an address. `viaCookie` says
 * that a browser adds the credentials by itself, so that writes need a same-origin check. Throws unauthenticated for a
 * key that is wrong or no longer good, whatever else the request carries.
 */
export async function requestActor(request: Request): Promise<{ actor: Actor; viaCookie: boolean }> {
  const now = new Date();
  const key = keyFrom(request.headers.get("authorization") ?? "");
  if (key !== undefined) {
    const actor = await keyActor(key, now);
    if (actor === undefined) throw new AppError("unauthenticated", "This API key is not valid, or no longer.");
    return { actor, viaCookie: false };
  }
  return cookieActor(request.headers, now);
}

/** The person of the session cookie, else the guest of a session who was let in, or nobody. */
export async function cookieActor(
  headers: Pick<Headers, "get">,
  now: Date,
): Promise<{ actor: Actor; viaCookie: boolean }> {
  const cookies = headers.get("cookie") ?? "";
  const sessionId = await sessionIdFrom(cookies);
  const actor = sessionId === undefined ? undefined : await sessionActor(sessionId, now);
  if (actor !== undefined) return { actor, viaCookie: true };
  const guest = await guestActor(cookieValue(cookies, guestCookieName()));
  if (guest !== undefined) return { actor: guest, viaCookie: true };
  return { actor: { type: "anonymous", address: clientAddress(headers) }, viaCookie: false };
}
