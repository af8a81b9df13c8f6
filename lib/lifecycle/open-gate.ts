import type { GateRequest, GateWaiver, Tx } from "../db/types.ts";
import { versionsById } from "../inventory/queries/gate-versions.ts";
import { loadVersion } from "../inventory/versions/load-version.ts";
import { mayChangeModel } from "../inventory/rules.ts";
import type { Actor } from "../kernel/actor.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { loadGates, type GateSource } from "./load-gates.ts";

type Scope = { orgId: string; now: () => Date };

/** A version, by its model and its id or label, with what its gates rest on. Throws not_found. */
export async function openGate(db: Tx, scope: Scope, wanted: { id: string; version: string }): Promise<GateSource> {
  const [source] = await loadGates(db, scope, [await loadVersion(db, scope.orgId, wanted)]);
  return source ?? notFound("version of this model");
}

async function sourceOf(db: Tx, scope: Scope, versionId: string): Promise<GateSource> {
  const [source] = await loadGates(db, scope, await versionsById(db, scope.orgId, [versionId]));
  return source ?? notFound("version of this model");
}

export type OpenRequest = { request: GateRequest; source: GateSource };

/** A request for a gate with the version it is about. Throws not_found. */
export async function openRequest(db: Tx, scope: Scope, id: string): Promise<OpenRequest> {
  const request = (await db.gateRequest.findFirst({ where: { id, orgId: scope.orgId } })) ?? notFound("request");
  return { request, source: await sourceOf(db, scope, request.versionId) };
}

export type OpenWaiver = { waiver: GateWaiver; source: GateSource };

/** A waiver with the version it is about. Throws not_found. */
export async function openWaiver(db: Tx, scope: Scope, id: string): Promise<OpenWaiver> {
  const waiver = (await db.gateWaiver.findFirst({ where: { id, orgId: scope.orgId } })) ?? notFound("waiver");
  return { waiver, source: await sourceOf(db, scope, waiver.versionId) };
}

/** Throws forbidden unless the actor may change the model, precondition_failed while it is archived. */
export function requireMayAsk(actor: Actor, { model }: GateSource): void {
  if (!mayChangeModel(actor, model)) {
    throw new AppError(
      "forbidden",
      "Only its owner, whoever registered it, a security lead or an administrator may ask this for the model.",
    );
  }
  if (model.state === "archived") {
    throw new AppError("precondition_failed", "This model is archived. Restore it first.");
  }
}

/** The acting person; null for a key or the system. */
export const personOf = (actor: Actor): string | null => (actor.type === "user" ? actor.id : null);
