import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import { EvidenceDto, EvidenceList, type AddLinkInput, type WithdrawInput } from "./schema.ts";

export type About = { entityType: string; entityId: string };

/** Keys begin with the entity's word: live events fetch ["evidence"] again. */
export const evidenceQuery = (about: About, withdrawn: "hide" | "show" = "hide") =>
  queryOptions({
    queryKey: ["evidence", "list", about, withdrawn],
    queryFn: ({ signal }) => apiFetch("/evidence", { schema: EvidenceList, search: { ...about, withdrawn }, signal }),
  });

export const addLink = (body: z.input<typeof AddLinkInput>) =>
  apiFetch("/evidence/links", { schema: EvidenceDto, method: "POST", body });

/** Sends a file as it is, with what is said about it in the address. */
export const addFile = (about: About, title: string, file: File) => {
  const search = { ...about, title, fileName: file.name, ...(file.type === "" ? {} : { mediaType: file.type }) };
  const raw = { content: file, type: "application/octet-stream" };
  return apiFetch("/evidence/files", { schema: EvidenceDto, method: "POST", search, raw });
};

export const withdrawEvidence = ({ id, ...body }: z.input<typeof WithdrawInput>) =>
  apiFetch(`/evidence/${id}/withdraw`, { schema: EvidenceDto, method: "POST", body });

/** Where the browser takes a file from; opening it leaves an entry. */
export const downloadAddress = (id: string): string => `/api/v1/evidence/${id}/file`;
