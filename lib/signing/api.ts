import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import {
  DigestMatches,
  RecordedScanDto,
  SignatureResultDto,
  TrustKeyDto,
  TrustKeyList,
  type AddTrustKeyInput,
  type RecordScanInput,
  type RetireTrustKeyInput,
  type VerifySignatureInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["trust_key"] again. */
export const trustKeysQuery = () =>
  queryOptions({
    queryKey: ["trust_key", "list"],
    queryFn: ({ signal }) => apiFetch("/trust-keys", { schema: TrustKeyList, signal }),
  });

/** What is recorded with this digest. */
export const digestQuery = (digest: string) =>
  queryOptions({
    queryKey: ["model_version", "by-digest", digest],
    queryFn: ({ signal }) => apiFetch("/artifacts/by-digest", { schema: DigestMatches, search: { digest }, signal }),
  });

export const addTrustKey = (body: z.input<typeof AddTrustKeyInput>) =>
  apiFetch("/trust-keys", { schema: TrustKeyDto, method: "POST", body });

export const retireTrustKey = ({ id, ...body }: z.input<typeof RetireTrustKeyInput>) =>
  apiFetch(`/trust-keys/${id}/retire`, { schema: TrustKeyDto, method: "POST", body });

export const verifySignature = (body: z.input<typeof VerifySignatureInput>) =>
  apiFetch("/artifacts/verify-signature", { schema: SignatureResultDto, method: "POST", body });

export const recordScan = (body: z.input<typeof RecordScanInput>) =>
  apiFetch("/artifacts/scans", { schema: RecordedScanDto, method: "POST", body });
