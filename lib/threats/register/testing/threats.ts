import { makeElement, makeFlow } from "../../../graph/testing/make.ts";
import { newId } from "../../../kernel/ids.ts";
import { runQuery } from "../../../kernel/query.ts";
import { runCommand } from "../../../kernel/run-command.ts";
import type { TestOrganization } from "../../../testing/organization.ts";
import { createThreatModel } from "../../commands/create-threat-model.ts";
import type { ScopeItem } from "../../aggregates.ts";
import { decideThreat } from "../commands/decide-threat.ts";
import { requestAcceptance } from "../commands/request-acceptance.ts";
import { updateThreat } from "../commands/update-threat.ts";
import { listThreats } from "../queries/list-threats.ts";
import type { ThreatDto } from "../schema.ts";
import type { z } from "../../../zod.ts";
import type { ListThreatsInput } from "../schema.ts";

export const DAY_MS = 86_400_000;
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
export const [data, model, flow] = [newId(), newId(), newId()];

export async function begun(org: TestOrganization, scope: ScopeItem[] = []) {
  const threatModel = await runCommand(createThreatModel, {
    actor: org.actor("contributor"),
    input: {
      name: "Card fraud",
      scope,
      diagrams: [
        {
          name: "Overview",
          operations: [
            { do: "add", part: "element", value: makeElement({ id: data, kind: "dataset", name: "Labels" }) },
            {
              do: "add",
              part: "element",
              value: makeElement({ id: model, kind: "training_pipeline", name: "Training" }),
            },
            { do: "add", part: "flow", value: makeFlow({ id: flow, sourceId: data, targetId: model, name: "" }) },
          ],
        },
      ],
    },
  });
  return { id: threatModel.id, diagramId: threatModel.diagrams[0]!.id };
}

export type Decision = Partial<z.input<typeof decideThreat.input>>;
export const because = [{ predicate: "node.public_source", words: "Labels come from a public source" }];

export async function decided(
  org: TestOrganization,
  decision: Decision = {},
  scope: ScopeItem[] = [],
): Promise<ThreatDto> {
  const where = await begun(org, scope);
  const input = { ...where, libraryId: "AIT-001", targetId: data, decision: "accepted" as const, because, ...decision };
  return runCommand(decideThreat, { actor: org.actor("contributor"), input });
}

export const update = (org: TestOrganization, threat: ThreatDto, change: object) =>
  runCommand(updateThreat, {
    actor: org.actor("contributor"),
    input: { id: threat.id, expectedVersion: threat.version, ...change },
  });

export const ask = (org: TestOrganization, threat: ThreatDto, until = inDays(30)) =>
  runCommand(requestAcceptance, {
    actor: org.actor("contributor"),
    input: { id: threat.id, until, reason: "Costs more than it saves." },
  });

export const list = (org: TestOrganization, input: z.input<typeof ListThreatsInput> = {}) =>
  runQuery(listThreats, { actor: org.actor("viewer"), input });

export const mitigation = (state: string) => ({
  id: newId(),
  title: "Check labels twice",
  state,
  controlId: "C-DAT-03",
});
