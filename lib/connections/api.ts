import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import {
  ConnectionDto,
  ConnectionListDto,
  SyncAskedDto,
  type AddConnectionInput,
  type ConnectionInput,
  type UpdateConnectionInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["connection"] again. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: ["connection", "list"],
    queryFn: ({ signal }) => apiFetch("/connections", { schema: ConnectionListDto, signal }),
  });

export const addConnection = (body: z.input<typeof AddConnectionInput>) =>
  apiFetch("/connections", { schema: ConnectionDto, method: "POST", body });

export const updateConnection = ({ id, ...body }: z.input<typeof UpdateConnectionInput>) =>
  apiFetch(`/connections/${id}`, { schema: ConnectionDto, method: "PATCH", body });

export const removeConnection = ({ id, ...body }: z.input<typeof ConnectionInput>) =>
  apiFetch(`/connections/${id}/remove`, { schema: ConnectionDto, method: "POST", body });

export const syncConnection = (id: string) =>
  apiFetch(`/connections/${id}/sync`, { schema: SyncAskedDto, method: "POST", body: {} });
