import { guestCookie, guestCookieName } from "../auth/guest-cookie.ts";
import { cookieValue } from "../auth/session-cookie.ts";
import { notFound } from "../kernel/errors.ts";
import { runQuery } from "../kernel/query.ts";
import { runCommand } from "../kernel/run-command.ts";
import { knock } from "../threats/sessions/commands/knock.ts";
import { readDoor } from "../threats/sessions/queries/read-door.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { jsonResponse, withActor } from "./route.ts";

/** `POST /threat-sessions/knock`: the key goes into a cookie that scripts cannot read. */
export const knockRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof knock.input>;
  // Whoever was in another session may knock anew; people with an account have the room itself.
  const visitor = actor.type === "guest" ? { type: "anonymous" as const, address: "guest" } : actor;
  const { key, session } = await runCommand(knock, { actor: visitor, input, requestId });
  const response = jsonResponse({ session }, 201);
  response.headers.set("set-cookie", guestCookie(key));
  return response;
});

/** `GET /threat-sessions/door`: whether the guest of this browser was let in. */
export const doorRoute = withActor(async (request, { requestId }) => {
  const key = cookieValue(request.headers.get("cookie") ?? "", guestCookieName());
  if (key === undefined || key.length < 20 || key.length > 200) return notFound("guest");
  const actor = { type: "anonymous" as const, address: "door" };
  return jsonResponse(await runQuery(readDoor, { actor, input: { key }, requestId }));
});
