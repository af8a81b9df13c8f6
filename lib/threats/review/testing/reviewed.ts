import type { Operation } from "../../../graph/schema.ts";
import { makeElement, makeFlow, makeZone } from "../../../graph/testing/make.ts";
import type { Role } from "../../../kernel/policy.ts";
import { newId } from "../../../kernel/ids.ts";
import { runQuery } from "../../../kernel/query.ts";
import { runCommand } from "../../../kernel/run-command.ts";
import type { TestOrganization } from "../../../testing/organization.ts";
import type { ScopeItem } from "../../aggregates.ts";
import { applyOperations } from "../../commands/apply-operations.ts";
import { createThreatModel } from "../../commands/create-threat-model.ts";
import { approveVersion } from "../commands/approve-version.ts";
import { submitVersion } from "../commands/submit-version.ts";
import { listVersions } from "../queries/list-versions.ts";

/** Ids of what is drawn; the same in every organization. */
export const drawn = { zone: newId(), user: newId(), endpoint: newId(), data: newId(), asks: newId(), reads: newId() };

const operations: Operation[] = [
  { do: "add", part: "zone", value: makeZone({ id: drawn.zone, name: "Production", trust: 3 }) },
  { do: "add", part: "element", value: makeElement({ id: drawn.user, kind: "actor", name: "Customer" }) },
  {
    do: "add",
    part: "element",
    value: makeElement({ id: drawn.endpoint, kind: "inference_endpoint", name: "Scoring", zoneId: drawn.zone }),
  },
  {
    do: "add",
    part: "element",
    value: makeElement({ id: drawn.data, kind: "dataset", name: "Payments", zoneId: drawn.zone }),
  },
  {
    do: "add",
    part: "flow",
    value: makeFlow({ id: drawn.asks, sourceId: drawn.user, targetId: drawn.endpoint, name: "payment" }),
  },
  {
    do: "add",
    part: "flow",
    value: makeFlow({ id: drawn.reads, sourceId: drawn.endpoint, targetId: drawn.data, name: "history" }),
  },
];

export type Reviewed = { id: string; slug: string; diagramId: string };

/** A threat model that the contributor drew. */
export async function drawnModel(
  org: TestOrganization,
  { scope = [], reviewDays = 180 }: { scope?: ScopeItem[]; reviewDays?: number } = {},
): Promise<Reviewed> {
  const made = await runCommand(createThreatModel, {
    actor: org.actor("contributor"),
    input: { name: "Card fraud", scope, reviewDays, diagrams: [{ name: "Overview", operations }] },
  });
  return { id: made.id, slug: made.slug, diagramId: made.diagrams[0]?.id ?? "" };
}

export const change = (org: TestOrganization, { diagramId }: Reviewed, ops: Operation[], role: Role = "contributor") =>
  runCommand(applyOperations, {
    actor: org.actor(role),
    input: { id: diagramId, batchId: newId(), operations: ops },
  });

export const submit = (org: TestOrganization, { id }: Reviewed, role: Role = "contributor") =>
  runCommand(submitVersion, { actor: org.actor(role), input: { id, note: "Ready." } });

export const approve = (org: TestOrganization, id: string, role: Role = "security_lead") =>
  runCommand(approveVersion, { actor: org.actor(role), input: { id } });

/** The same, submitted by the contributor and approved by the security lead. */
export async function approvedModel(
  org: TestOrganization,
  wish: Parameters<typeof drawnModel>[1] = {},
): Promise<Reviewed & { versionId: string }> {
  const made = await drawnModel(org, wish);
  const { id } = await submit(org, made);
  await approve(org, id);
  return { ...made, versionId: id };
}

export const versions = (org: TestOrganization, { id }: Reviewed, now?: Date) =>
  runQuery(listVersions, {
    actor: org.actor("viewer"),
    input: { id },
    ...(now === undefined ? {} : { now: () => now }),
  });
