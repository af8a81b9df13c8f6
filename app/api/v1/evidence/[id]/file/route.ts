import { sendFile } from "@/lib/evidence/send-file.ts";
import { refuseOtherSites } from "@/lib/http/same-origin.ts";
import { withActor } from "@/lib/http/route.ts";

export const GET = withActor((request, { actor, requestId }, params) => {
  refuseOtherSites(request);
  return sendFile({ actor, requestId, id: params["id"] ?? "" });
});
