import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import { ThreatPackDto, ThreatPackListDto } from "./schema.ts";

export const threatPacksQuery = () =>
  queryOptions({
    queryKey: ["threat_pack", "list"],
    queryFn: ({ signal }) => apiFetch("/threat-packs", { schema: ThreatPackListDto, signal }),
  });

/** Stores a pack as it was read from a file; the server checks it. */
export const saveThreatPack = (content: unknown) =>
  apiFetch("/threat-packs", { schema: ThreatPackDto, method: "POST", body: { content } });

export const retireThreatPack = (key: string, expectedVersion: number) =>
  apiFetch(`/threat-packs/${key}/retire`, { schema: ThreatPackDto, method: "POST", body: { expectedVersion } });
