import { requestActor } from "../auth/request-actor.ts";
import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import { AppError, invalid } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { organizationOf } from "../kernel/input.ts";
import { subscribeLive, type LiveSignal } from "../kernel/live.ts";
import { runQuery } from "../kernel/query.ts";
import { readOperations } from "../threats/queries/read-operations.ts";
import { subscribeRoom } from "./room-feed.ts";

const AUTHORIZE_EVERY_MS = 5_000;
const COMMENT_EVERY_MS = 15_000;
const MAX_ROOMS = 8;
const NEWEST = 2_147_483_000;

function keysOf(signals: readonly LiveSignal[]): string[][] {
  const unique = new Map<string, string[]>();
  for (const { entityType, entityId } of signals) {
    unique.set(entityType, [entityType]);
    unique.set(`${entityType} ${entityId}`, [entityType, entityId]);
  }
  return [...unique.values()];
}

type Room = { room: string; seq: number };
type Listening = { actor: Actor; rooms: Room[] };

/** Who listens, and the rooms with the newest batch of each. Throws unauthenticated, forbidden, not_found. */
async function listenerOf(request: Request): Promise<Listening> {
  const { actor } = await requestActor(request);
  if (actor.type === "anonymous") throw new AppError("unauthenticated", "Please sign in first.");
  const wanted = [...new Set(new URL(request.url).searchParams.getAll("room"))];
  const guest = actor.type === "guest" && wanted.length > 0;
  if (!can(actor, "live:read") && !guest) throw new AppError("forbidden", "Your role does not allow this.");
  if (wanted.length > MAX_ROOMS || wanted.some((room) => !isUuid(room))) {
    invalid("room", `Name at most ${MAX_ROOMS} diagrams by their ids.`);
  }
  const rooms: Room[] = [];
  for (const room of wanted) {
    const { seq } = await runQuery(readOperations, { actor, input: { id: room, after: NEWEST, limit: 1 } });
    rooms.push({ room, seq });
  }
  return { actor, rooms };
}

async function mayStillListen(request: Request): Promise<boolean> {
  try {
    await listenerOf(request);
    return true;
  } catch (error) {
    // A database that is away for a moment does not take the right away.
    return !(error instanceof AppError) || error.code === "unavailable";
  }
}

function subscribeAll({ actor, rooms }: Listening, send: (message: object) => void): () => void {
  const stops = rooms.map(({ room, seq }) => subscribeRoom({ room, seq, listener: send }));
  if (can(actor, "live:read")) {
    const userId = actor.type === "user" ? actor.id : null;
    const listener = (signals: readonly LiveSignal[]) => send({ keys: keysOf(signals) });
    stops.push(subscribeLive({ orgId: organizationOf(actor), userId, listener }));
  }
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * The one stream of a browser (server-sent events): which query keys changed, and what happened in the diagrams named by
 * `room`. It ends when the right to listen ends, checked every 5 seconds. Throws unauthenticated, forbidden and not_found before
 * it begins.
 */
export async function liveEventStream(request: Request): Promise<Response> {
  const listening = await listenerOf(request);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        if (!request.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const end = (): void => {
        clearInterval(authorizing);
        clearInterval(commenting);
        unsubscribe();
        request.signal.removeEventListener("abort", end);
        try {
          controller.close();
        } catch {
          // The client has already closed its side.
        }
      };
      const unsubscribe = subscribeAll(listening, (message) => send(`data: ${JSON.stringify(message)}\n\n`));
      const authorizing = setInterval(() => {
        void mayStillListen(request).then((may) => {
          if (!may) end();
        });
      }, AUTHORIZE_EVERY_MS);
      const commenting = setInterval(() => send(": alive\n\n"), COMMENT_EVERY_MS);
      request.signal.addEventListener("abort", end);
      send("retry: 2000\n: open\n\n");
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
