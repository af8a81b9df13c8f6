import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import { ThreatReportDto, type ThreatExportFormat } from "./schema.ts";

/** Where a threat model is taken out as a file; doing so leaves an entry. */
export const threatModelFileHref = (id: string, format: ThreatExportFormat): string =>
  `/api/v1/exports/${format}?threatModel=${id}`;

/** A threat model as it is printed. */
export const threatReportQuery = (id: string) =>
  queryOptions({
    queryKey: ["threat_model", "report", id],
    queryFn: ({ signal }) => apiFetch(`/threat-models/${id}/report`, { schema: ThreatReportDto, signal }),
  });
