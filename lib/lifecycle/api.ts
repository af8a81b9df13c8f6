import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import { GatePolicyDto, type UpdateGatePolicyInput } from "./policy-schema.ts";
import type { GateTarget } from "./rules.ts";
import {
  type ApproveGateInput,
  AttestationDto,
  type AttestInput,
  BoardDto,
  GateDto,
  GateStatesDto,
  MovedDto,
  type MoveGateInput,
  VersionGatesDto,
  WaiverDto,
  type WaiveInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["gate_request"] again when somebody decides. */
export const GATES = ["gate_request"] as const;

const versionPath = (model: string, version: string): string =>
  `/models/${encodeURIComponent(model)}/versions/${encodeURIComponent(version)}/gates`;

export const gateQuery = (model: string, version: string, stage: GateTarget) =>
  queryOptions({
    queryKey: [...GATES, "one", model, version, stage],
    queryFn: ({ signal }) => apiFetch(`${versionPath(model, version)}/${stage}`, { schema: GateDto, signal }),
  });

export const versionGatesQuery = (model: string, version: string) =>
  queryOptions({
    queryKey: [...GATES, "version", model, version],
    queryFn: ({ signal }) => apiFetch(versionPath(model, version), { schema: VersionGatesDto, signal }),
  });

/** How versions, or the versions that speak for models, stand; at most 200 ids. */
export const gateStatesQuery = (input: { versions?: readonly string[]; models?: readonly string[] }) =>
  queryOptions({
    queryKey: [...GATES, "states", input],
    queryFn: ({ signal }) => apiFetch("/gates/state", { schema: GateStatesDto, search: input, signal }),
    enabled: (input.versions?.length ?? 0) + (input.models?.length ?? 0) > 0,
  });

/** The board, with at most `limit` models a stage. */
export const boardQuery = () =>
  queryOptions({
    queryKey: [...GATES, "board"],
    queryFn: ({ signal }) => apiFetch("/gates/board", { schema: BoardDto, signal }),
  });

type BoardColumn = BoardDto["columns"][number];

/** The pages of one column of the board behind its first, each fetched when it is asked for. */
export const boardColumnQuery = ({ stage, nextCursor }: Pick<BoardColumn, "stage" | "nextCursor">) =>
  infiniteQueryOptions({
    queryKey: [...GATES, "board", stage, nextCursor],
    queryFn: ({ pageParam, signal }) => {
      const search = { stage, cursor: pageParam ?? undefined, limit: 50 };
      return apiFetch("/gates/board", { schema: BoardDto, search, signal });
    },
    initialPageParam: nextCursor,
    getNextPageParam: ({ columns }) => columns[0]?.nextCursor ?? undefined,
    enabled: false,
  });

export const gatePolicyQuery = () =>
  queryOptions({
    queryKey: ["gate_policy"],
    queryFn: ({ signal }) => apiFetch("/gates/policy", { schema: GatePolicyDto, signal }),
  });

const post = <Output extends z.ZodType>(path: string, schema: Output, body: unknown): Promise<z.output<Output>> =>
  apiFetch(path, { schema, method: "POST", body });

type OfVersion<Input extends z.ZodType> = Omit<z.input<Input>, "id" | "version">;

export const requestGate = (model: string, version: string, stage: GateTarget, note: string) =>
  post(`${versionPath(model, version)}/${stage}/request`, GateDto, { note });
export const moveGate = (
  model: string,
  version: string,
  { stage, ...body }: OfVersion<typeof MoveGateInput>,
): Promise<z.output<typeof MovedDto>> => post(`${versionPath(model, version)}/${stage}/move`, MovedDto, body);
export const approveGate = ({ id, ...body }: z.input<typeof ApproveGateInput>) =>
  post(`/gates/requests/${id}/approve`, GateDto, body);
export const endGate = (verb: "reject" | "withdraw" | "revoke", id: string, reason: string) =>
  post(`/gates/requests/${id}/${verb}`, GateDto, { reason });
export const attestCriterion = (model: string, version: string, body: OfVersion<typeof AttestInput>) =>
  post(`${versionPath(model, version)}/attestations`, AttestationDto, body);
export const withdrawAttestation = (id: string, reason: string) =>
  post(`/gates/attestations/${id}/withdraw`, AttestationDto, { reason });
export const waiveCriterion = (model: string, version: string, body: OfVersion<typeof WaiveInput>) =>
  post(`${versionPath(model, version)}/waivers`, WaiverDto, body);
export const approveWaiver = (id: string) => post(`/gates/waivers/${id}/approve`, WaiverDto, {});
export const endWaiver = (verb: "reject" | "revoke", id: string, reason: string) =>
  post(`/gates/waivers/${id}/${verb}`, WaiverDto, { reason });

export function updateGatePolicy(input: z.input<typeof UpdateGatePolicyInput>): Promise<GatePolicyDto> {
  return apiFetch("/gates/policy", { schema: GatePolicyDto, method: "PATCH", body: input });
}
