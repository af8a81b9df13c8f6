import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiDownload, ApiError, apiFetch } from "../http/client.ts";
import { CheckpointPage, ConsistencyDto, type LogHealth, LogHealthDto } from "../transparency/schema.ts";
import type { z } from "../zod.ts";
import {
  EntityChainDto,
  EntryBytesDto,
  EntryPage,
  ErasureDto,
  ErasurePreviewDto,
  type ErasePayloadInput,
  type ErasePersonInput,
  type ExportTrailInput,
  FoundEntryDto,
  type ListEntriesInput,
  ReplayStateDto,
  RequestedReplayDto,
  TrailEntryDto,
  TrailFacetsDto,
} from "./schema.ts";

/** Keys begin with "audit_log": a new checkpoint fetches what is on screen again. */
const LOG = "audit_log";

type EntryFilters = Partial<z.output<typeof ListEntriesInput>>;

export const entriesQuery = (filters: EntryFilters) =>
  queryOptions({
    queryKey: [LOG, "entries", filters],
    queryFn: ({ signal }) => apiFetch("/audit/entries", { schema: EntryPage, search: filters, signal }),
    placeholderData: keepPreviousData,
  });

export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: [LOG, "entry", id],
    queryFn: ({ signal }) => apiFetch(`/audit/entries/${id}`, { schema: TrailEntryDto, signal }),
  });

/** The bytes of an entry never change, but its values may be erased. */
export const entryBytesQuery = (id: string) =>
  queryOptions({
    queryKey: [LOG, "bytes", id],
    queryFn: ({ signal }) => apiFetch(`/audit/entries/${id}/bytes`, { schema: EntryBytesDto, signal }),
  });

async function readBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(path, { credentials: "same-origin", ...(signal === undefined ? {} : { signal }) });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const title = `The server answered ${String(response.status)}.`;
  const requestId = response.headers.get("x-request-id") ?? "";
  throw new ApiError({ title, status: response.status, code: "internal", requestId, errors: [] });
}

/** Where the receipt of an entry can be downloaded. */
export const receiptAddress = (id: string): string => `/api/v1/audit/entries/${id}/proof`;

/** The receipt as bytes; asked for again whenever a new checkpoint or cosignature covers the entry. */
export const receiptQuery = (id: string, seal: string) =>
  queryOptions({
    queryKey: ["audit_receipt", id, seal],
    queryFn: ({ signal }) => readBytes(receiptAddress(id), signal),
    staleTime: Infinity,
  });

export const trailFacetsQuery = () =>
  queryOptions({
    queryKey: ["audit_facets"],
    queryFn: ({ signal }) => apiFetch("/audit/facets", { schema: TrailFacetsDto, signal }),
    staleTime: 60_000,
  });

export const entityEntriesQuery = (entityType: string, entityId: string) =>
  queryOptions({
    queryKey: [LOG, "entity", entityType, entityId],
    queryFn: ({ signal }) =>
      apiFetch("/audit/entries", { schema: EntryPage, search: { entityType, entityId, limit: 200 }, signal }),
  });

export const trailHealthQuery = () =>
  queryOptions({
    queryKey: [LOG, "health"],
    queryFn: ({ signal }) => apiFetch("/audit/health", { schema: LogHealthDto, signal }),
    refetchInterval: 15_000,
    staleTime: 1_000,
  });

export const checkpointsQuery = () =>
  infiniteQueryOptions({
    queryKey: [LOG, "checkpoints"],
    queryFn: ({ pageParam, signal }) =>
      apiFetch("/audit/checkpoints", { schema: CheckpointPage, search: { cursor: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What a position or an id belongs to. */
export async function findEntry(q: string): Promise<z.output<typeof FoundEntryDto>["found"]> {
  return (await apiFetch("/audit/find", { schema: FoundEntryDto, search: { q } })).found;
}

/** The bytes of all entries of one thing, newest first. */
export async function readChain(entityType: string, entityId: string): Promise<string[]> {
  const leaves: string[] = [];
  let cursor: string | undefined;
  do {
    const search = { entityType, entityId, limit: 200, cursor };
    const page = await apiFetch("/audit/chain", { schema: EntityChainDto, search });
    leaves.push(...page.items.map(({ leaf }) => leaf));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return leaves;
}

/** The health of the trail as it is now, past every cache. */
export function readTrailHealth(): Promise<LogHealth> {
  return apiFetch("/audit/health", { schema: LogHealthDto });
}

/** The newest signed checkpoint of a log, verbatim. */
export function readCheckpointNote(logUrl: string): Promise<Uint8Array> {
  return readBytes(`${new URL(logUrl, "http://localhost").pathname.replace(/\/$/, "")}/checkpoint`);
}

/** The hashes (base64) that prove that the log of `to` entries begins with that of `from`. */
export async function readConsistency(from: number, to: number): Promise<string[]> {
  return (await apiFetch("/audit/consistency", { schema: ConsistencyDto, search: { from, to } })).proof;
}

/** Asks for entries as a file; the server keeps an entry of it. */
export function exportTrail(input: z.input<typeof ExportTrailInput>): Promise<{ name: string; blob: Blob }> {
  return apiDownload("/audit/entries/export", input);
}

/** Asks for an evidence bundle of the whole log, or of these entries: a zip that verifies offline; it leaves an entry. */
export function exportEvidenceBundle(entries?: readonly string[]): Promise<{ name: string; blob: Blob }> {
  return apiDownload("/audit/exports", entries === undefined ? {} : { entries });
}

/** Findings that are asked for at once. */
export const FINDINGS_A_PAGE = 100;

/** What the last replay check found, page by page; it names the open task, so a changed task fetches it again. */
export const replayQuery = () =>
  infiniteQueryOptions({
    queryKey: ["task", "replay"],
    queryFn: ({ pageParam, signal }) =>
      apiFetch("/audit/replay", {
        schema: ReplayStateDto,
        search: { from: pageParam, limit: FINDINGS_A_PAGE },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (page, _all, from) => (from + FINDINGS_A_PAGE < page.kept ? from + FINDINGS_A_PAGE : undefined),
  });

/** Asks for a replay check now; a run that starts later is the answer. */
export const requestReplay = () => apiFetch("/audit/replay", { schema: RequestedReplayDto, method: "POST", body: {} });

export const erasurePreviewQuery = (subject: "user" | "invitation", id: string) =>
  queryOptions({
    queryKey: ["erasure", "preview", subject, id],
    queryFn: ({ signal }) =>
      apiFetch("/audit/erasures/preview", { schema: ErasurePreviewDto, search: { subject, id }, signal }),
  });

export const erasePerson = (body: z.input<typeof ErasePersonInput>) =>
  apiFetch("/audit/erasures", { schema: ErasureDto, method: "POST", body });
export const erasePayload = ({ id, ...body }: z.input<typeof ErasePayloadInput>) =>
  apiFetch(`/audit/entries/${id}/erase`, { schema: ErasureDto, method: "POST", body });
