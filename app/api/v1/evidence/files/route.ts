import { receiveFile } from "@/lib/evidence/receive-file.ts";
import { requireMediaType } from "@/lib/http/body.ts";
import { jsonResponse, searchInput, withActor } from "@/lib/http/route.ts";

export const POST = withActor(async (request, { actor, requestId }) => {
  requireMediaType(request, ["application/octet-stream"]);
  const facts = searchInput(new URL(request.url).searchParams);
  const statedBytes = Number(request.headers.get("content-length") ?? -1);
  return jsonResponse(await receiveFile({ actor, requestId, facts, body: request.body, statedBytes }), 201);
});
