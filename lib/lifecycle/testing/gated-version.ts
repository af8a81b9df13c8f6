import { addLink } from "../../evidence/commands/add-link.ts";
import { registerAsset } from "../../inventory/assets/commands/register-asset.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { createVersion } from "../../inventory/versions/commands/create-version.ts";
import { releaseVersion } from "../../inventory/versions/commands/release-version.ts";
import type { Role } from "../../kernel/policy.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import type { TestOrganization } from "../../testing/organization.ts";
import { approveGate } from "../commands/approve-gate.ts";
import { attestCriterion } from "../commands/attest-criterion.ts";
import { requestGate } from "../commands/request-gate.ts";
import { readGate } from "../queries/read-gate.ts";
import type { GateTarget } from "../rules.ts";
import type { GateDto } from "../schema.ts";

export type Gated = { id: string; version: string; versionId: string; datasetVersionId: string };

type Wish = {
  stage?: "design" | "data_sourcing" | "training" | "validation" | "deployment" | "operation" | "retirement";
  sensitivity?: "public" | "internal" | "confidential" | "restricted";
  released?: boolean;
  facts?: object;
};

/** A version whose computed criteria hold at any gate up to operation, for a model of this sensitivity. */
export async function gatedVersion(org: TestOrganization, wish: Wish = {}): Promise<Gated> {
  const actor = org.actor("model_owner");
  const { stage = "validation", sensitivity = "internal", released = true, facts = {} } = wish;
  const model = await runCommand(registerModel, {
    actor,
    input: { name: "Card fraud", kind: "predictive", sensitivity, purpose: "Scores payments." },
  });
  const dataset = await runCommand(registerAsset, {
    actor,
    input: {
      kind: "dataset",
      name: "Payments",
      facts: { source: "Own ledger", licence: "proprietary", personalData: "yes" },
    },
  });
  const data = await runCommand(registerAsset, {
    actor,
    input: {
      kind: "dataset_version",
      name: "Payments 2026-05",
      parentId: dataset.id,
      facts: { label: "2026-05", digest: "d".repeat(64), validation: "passed" },
    },
  });
  const made = await runCommand(createVersion, {
    actor,
    input: {
      id: model.id,
      label: "2.1.0",
      stage,
      links: [{ relation: "trained_on", type: "dataset_version", id: data.id }],
      artifacts: [{ name: "model.safetensors", digest: "a".repeat(64) }],
      facts: { limitations: "Weak on new merchants.", metrics: [{ name: "auc", value: 0.91 }], ...facts },
    },
  });
  const gated = { id: model.id, version: made.label, versionId: made.id, datasetVersionId: data.id };
  if (released) await runCommand(releaseVersion, { actor, input: { ...at(gated), expectedVersion: 1 } });
  return gated;
}

export const at = ({ id, version }: Gated): { id: string; version: string } => ({ id, version });

/** A piece of evidence about the version, added by this role. */
export async function evidenceOf(
  org: TestOrganization,
  { versionId }: Gated,
  role: Role,
  title = "Report",
): Promise<string> {
  const input = { entityType: "model_version", entityId: versionId, title, url: "https://example.test/report" };
  return (await runCommand(addLink, { actor: org.actor(role), input })).id;
}

/** Attests every criterion of a gate that people attest, as this role. */
export async function attestAll(
  org: TestOrganization,
  gated: Gated,
  stage: GateTarget,
  role: Role = "contributor",
): Promise<void> {
  const actor = org.actor(role);
  const gate = await runQuery(readGate, { actor, input: { ...at(gated), stage } });
  const open = gate.criteria.filter(({ computed, state }) => !computed && state === "open");
  const evidenceIds = open.length === 0 ? [] : [await evidenceOf(org, gated, role)];
  for (const { criterion } of open) {
    const input = { ...at(gated), criterion: criterion.id, statement: "Done and looked at.", evidenceIds };
    await runCommand(attestCriterion, { actor, input });
  }
}

/** A gate that is asked for by the owner, with everything it needs. */
export async function requested(
  org: TestOrganization,
  gated: Gated,
  stage: GateTarget = "deployment",
): Promise<GateDto> {
  await attestAll(org, gated, stage);
  return runCommand(requestGate, { actor: org.actor("model_owner"), input: { ...at(gated), stage } });
}

/** The same, approved by the security lead. */
export async function approved(
  org: TestOrganization,
  gated: Gated,
  stage: GateTarget = "deployment",
): Promise<GateDto> {
  const { request, digest } = await requested(org, gated, stage);
  const input = { id: request?.id ?? "", digest };
  return runCommand(approveGate, { actor: org.actor("security_lead"), input });
}
