import { readJsonObject, requireMediaType } from "../http/body.ts";
import { jsonResponse, withActor } from "../http/route.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { reauthenticate } from "./commands/reauthenticate.ts";
import { person } from "./own-account.ts";
import { ACCOUNT_RATE, requireRoom, forgetHits } from "./rate-limit.ts";
import type { ReauthenticateInput } from "./schema.ts";

/** Confirms who one is; attempts are limited per account, because a stolen session must not serve for guessing. */
export const reauthenticateRoute = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/json"]);
  const input = (await readJsonObject(request)) as z.input<typeof ReauthenticateInput>;
  const key = `reauthenticate:${actor.type === "anonymous" ? "anonymous" : person(actor).id}`;
  if (actor.type !== "anonymous") await requireRoom([[key, ACCOUNT_RATE]], new Date());
  const result = await runCommand(reauthenticate, { actor, input, requestId });
  await forgetHits(key);
  return jsonResponse(result);
});
