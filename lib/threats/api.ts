import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import { z } from "../zod.ts";
import { ThreatPackContentDto } from "./packs/schema.ts";
import { ThreatDto, type DecideThreatInput } from "./register/schema.ts";
import {
  AppliedDto,
  DiagramDto,
  DrawingDto,
  OperationsDto,
  RoomThreatsDto,
  ThreatModelDto,
  ThreatModelListDto,
  type AddDiagramInput,
  type ApplyOperationsInput,
  type CreateThreatModelInput,
  type DrawInput,
  type ListThreatModelsInput,
  type PresenceState,
  type UpdateThreatModelInput,
} from "./schema.ts";

const Nothing = z.strictObject({});

/** Keys begin with the entity's word: live events fetch ["threat_model"] again. */
export const threatModelsQuery = (input: z.input<typeof ListThreatModelsInput>) =>
  queryOptions({
    queryKey: ["threat_model", "list", input],
    queryFn: ({ signal }) => apiFetch("/threat-models", { schema: ThreatModelListDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const threatModelQuery = (id: string) =>
  queryOptions({
    queryKey: ["threat_model", "one", id],
    queryFn: ({ signal }) => apiFetch(`/threat-models/${id}`, { schema: ThreatModelDto, signal }),
  });

/** The room keeps the diagram up to date by itself, so the stream must not fetch it again: the key has a word of its own. */
export const roomDiagramQuery = (id: string) =>
  queryOptions({
    queryKey: ["room", id],
    queryFn: ({ signal }) => apiFetch(`/diagrams/${id}`, { schema: DiagramDto, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });

/** Under the word of threats: live events fetch it again. */
export const roomThreatsQuery = (id: string) =>
  queryOptions({
    queryKey: ["threat", "room", id],
    queryFn: ({ signal }) => apiFetch(`/diagrams/${id}/threats`, { schema: RoomThreatsDto, signal }),
  });

export const decideSuggestion = ({ id, ...body }: z.input<typeof DecideThreatInput>) =>
  apiFetch(`/threat-models/${id}/decisions`, { schema: ThreatDto, method: "POST", body });

/** The threats of one pack, for the engine. */
export const packContentQuery = (key: string) =>
  queryOptions({
    queryKey: ["threat_pack", "content", key],
    queryFn: ({ signal }) => apiFetch(`/threat-packs/${key}`, { schema: ThreatPackContentDto, signal }),
  });

/** The operations of a first diagram of these things, or of what a diagram lacks. */
export const drawFromInventory = (body: z.input<typeof DrawInput>) =>
  apiFetch("/threat-models/draw", { schema: DrawingDto, method: "POST", body });

export const createThreatModel = (body: z.input<typeof CreateThreatModelInput>) =>
  apiFetch("/threat-models", { schema: ThreatModelDto, method: "POST", body });

export const updateThreatModel = ({ id, ...body }: z.input<typeof UpdateThreatModelInput>) =>
  apiFetch(`/threat-models/${id}`, { schema: ThreatModelDto, method: "PATCH", body });

export const archiveThreatModel = (id: string, expectedVersion: number) =>
  apiFetch(`/threat-models/${id}/archive`, { schema: ThreatModelDto, method: "POST", body: { expectedVersion } });

export const restoreThreatModel = (id: string, expectedVersion: number) =>
  apiFetch(`/threat-models/${id}/restore`, { schema: ThreatModelDto, method: "POST", body: { expectedVersion } });

export const addDiagram = ({ id, ...body }: z.input<typeof AddDiagramInput>) =>
  apiFetch(`/threat-models/${id}/diagrams`, { schema: ThreatModelDto, method: "POST", body });

export const renameDiagram = (id: string, name: string) =>
  apiFetch(`/diagrams/${id}`, { schema: ThreatModelDto, method: "PATCH", body: { name } });

export const removeDiagram = (id: string) =>
  apiFetch(`/diagrams/${id}`, { schema: ThreatModelDto, method: "DELETE", body: {} });

export const sendOperations = ({ id, ...body }: z.input<typeof ApplyOperationsInput>) =>
  apiFetch(`/diagrams/${id}/operations`, { schema: AppliedDto, method: "POST", body });

export const operationsAfter = (id: string, after: number) =>
  apiFetch(`/diagrams/${id}/operations`, { schema: OperationsDto, search: { after, limit: 500 } });

export const showPresence = (id: string, state: z.input<typeof PresenceState>) =>
  apiFetch(`/diagrams/${id}/presence`, { schema: Nothing, method: "POST", body: state });
