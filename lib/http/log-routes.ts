import { gzipSync } from "node:zlib";
import { can } from "../kernel/can.ts";
import type { Actor } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { runQuery } from "../kernel/query.ts";
import { readAuditSettings } from "../transparency/queries/read-audit-settings.ts";
import { readEntryProof } from "../transparency/queries/read-entry-proof.ts";
import { readLogFile } from "../transparency/queries/read-log-file.ts";
import { searchInput, withActor } from "./route.ts";

const CHECKPOINT = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" };
const TILE = { "content-type": "application/octet-stream", "cache-control": "private, max-age=31536000, immutable" };

function mayRead(actor: Actor, orgId: string): boolean {
  return (actor.type === "user" || actor.type === "apiKey") && actor.orgId === orgId && can(actor, "audit:read");
}

/** Who reads this path of this log: the one who asks, or, for a public checkpoint, anybody. Throws not_found for others. */
async function readerOf(actor: Actor, orgId: string, path: string): Promise<Actor> {
  if (!isUuid(orgId)) return notFound("log");
  if (mayRead(actor, orgId)) return actor;
  const everybody: Actor = { type: "system", orgId, name: "public-checkpoint" };
  const open =
    path === "checkpoint" && (await runQuery(readAuditSettings, { actor: everybody, input: {} })).checkpointPublic;
  return open ? everybody : notFound("log");
}

function acceptsGzip(request: Request): boolean {
  const accepted = (request.headers.get("accept-encoding") ?? "").split(",").map((part) => part.trim().toLowerCase());
  return accepted.some((part) => /^(gzip|\*)(;\s*q=(?!0(\.0*)?$).*)?$/.test(part));
}

/** `GET /log/<org>/…`: checkpoint, tiles and entry bundles by their canonical tlog-tiles paths; everything else is 404. */
export const logFileRoute = withActor(async (request, { actor, requestId }, params) => {
  const orgId = params["org"] ?? "";
  const path = new URL(request.url).pathname.slice(`/log/${orgId}/`.length);
  const reader = await readerOf(actor, orgId, path);
  const { kind, bytes } = await runQuery(readLogFile, { actor: reader, requestId, input: { path } });
  const headers: Record<string, string> = {
    ...(kind === "checkpoint" ? CHECKPOINT : TILE),
    "x-content-type-options": "nosniff",
  };
  if (kind === "entries") headers["vary"] = "accept-encoding";
  const zipped = kind === "entries" && acceptsGzip(request);
  if (zipped) headers["content-encoding"] = "gzip";
  return new Response(Buffer.from(zipped ? gzipSync(bytes) : bytes), { headers });
});

/** `GET /audit/entries/{id}/proof`: the receipt as a text file. */
export const entryProofRoute = withActor(async (request, { actor, requestId }, params) => {
  const input = { ...searchInput(new URL(request.url).searchParams), id: params["id"] ?? "" };
  const { fileName, text } = await runQuery(readEntryProof, { actor, requestId, input });
  return new Response(text, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
