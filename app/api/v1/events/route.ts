import { liveEventStream } from "@/lib/http/event-stream.ts";
import { withActor } from "@/lib/http/route.ts";

export const GET = withActor((request) => liveEventStream(request));
