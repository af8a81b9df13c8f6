import { keyActor } from "../../auth/key-actor.ts";
import { readCloudEvents } from "../../interop/telemetry/cloud-events/read-cloud-events.ts";
import { AppError } from "../../kernel/errors.ts";
import { doors } from "../../telemetry/doors.ts";
import type { IngestFormat } from "./ingest-format.ts";
import { ingestRoute } from "./ingest-route.ts";
import { ownAnswer, ownAnswerAgain } from "./own-answer.ts";

const format: IngestFormat = {
  source: "cloudevents",
  door: doors.cloudEvents,
  mediaTypes: ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"],
  read: ({ request, bytes }) =>
    readCloudEvents({
      body: { bytes },
      contentType: request.headers.get("content-type") ?? "",
      headers: Object.fromEntries(request.headers),
      receivedAt: Date.now(),
    }),
  // KServe's logger takes nothing but 200 for success.
  answer: ownAnswer(200),
  repeated: ownAnswerAgain,
};

/** The key in the address. One that may do more than write telemetry has no place there, for addresses end up in logs. */
async function actorOfToken(token: string | undefined) {
  const actor = await keyActor(token ?? "", new Date());
  if (actor?.type !== "apiKey") throw new AppError("unauthenticated", "This API key is not valid, or no longer.");
  if (actor.scopes.length !== 1 || actor.scopes[0] !== "telemetry:write") {
    throw new AppError("forbidden", "A key in an address may have the scope telemetry:write and no other.");
  }
  return { actor, viaCookie: false };
}

/** `POST /cloudevents`: binary, structured and batch. */
export const cloudEventsRoute = ingestRoute(format);

/** `POST /cloudevents/{token}`, for senders that take only an address: KServe's and Seldon's loggers. */
export const cloudEventsWithTokenRoute = ingestRoute(format, {
  actorOf: (_, { token }) => actorOfToken(token),
});
