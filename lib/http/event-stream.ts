import { requestActor } from "../auth/request-actor.ts";
import { can } from "../kernel/can.ts";
import { AppError } from "../kernel/errors.ts";
import { organizationOf } from "../kernel/input.ts";
import { subscribeLive, type LiveSignal } from "../kernel/live.ts";

const AUTHORIZE_EVERY_MS = 5_000;
const COMMENT_EVERY_MS = 15_000;

function keysOf(signals: readonly LiveSignal[]): string[][] {
  const unique = new Map<string, string[]>();
  for (const { entityType, entityId } of signals) {
    unique.set(entityType, [entityType]);
    unique.set(`${entityType} ${entityId}`, [entityType, entityId]);
  }
  return [...unique.values()];
}

async function mayListen(request: Request): Promise<boolean> {
  try {
    const { actor } = await requestActor(request);
    return can(actor, "live:read");
  } catch (error) {
    if (error instanceof AppError) return false;
    return true;
  }
}

/**
 * The one stream of a browser (server-sent events): which query keys changed. It ends when the right to listen ends,
 * checked every 5 seconds. Throws unauthenticated and forbidden before it begins.
 */
export async function liveEventStream(request: Request): Promise<Response> {
  const { actor } = await requestActor(request);
  if (actor.type === "anonymous") throw new AppError("unauthenticated", "Please sign in first.");
  if (!can(actor, "live:read")) throw new AppError("forbidden", "Your role does not allow this.");
  const orgId = organizationOf(actor);
  const userId = actor.type === "user" ? actor.id : null;
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
      const unsubscribe = subscribeLive({
        orgId,
        userId,
        listener: (signals) => send(`data: ${JSON.stringify({ keys: keysOf(signals) })}\n\n`),
      });
      const authorizing = setInterval(() => {
        void mayListen(request).then((may) => {
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
