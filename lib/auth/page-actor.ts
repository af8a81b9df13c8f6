import { headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "../kernel/actor.ts";
import { cookieActor } from "./request-actor.ts";

/** Who asks for the page being rendered: the person of the session cookie, or nobody. Read once per request. */
export const pageActor = cache(async (): Promise<Actor> => {
  const { actor } = await cookieActor(await headers(), new Date());
  return actor;
});
