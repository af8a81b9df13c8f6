import { northwindThreatModel, northwindThreats } from "../../../prisma/seed/northwind-threats.ts";
import { toDiagram } from "../../graph/diagram.ts";
import { Suggester } from "../../graph/engine/suggester.ts";
import { fromTemplate } from "../../graph/templates/template.ts";
import { templates } from "../../graph/templates/templates.ts";
import type { Actor } from "../../kernel/actor.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { createThreatModel } from "../../threats/commands/create-threat-model.ts";
import { readDiagram } from "../../threats/queries/read-diagram.ts";
import { commentThreat } from "../../threats/register/commands/comment-threat.ts";
import { decideThreat } from "../../threats/register/commands/decide-threat.ts";
import { updateThreat } from "../../threats/register/commands/update-threat.ts";

type People = { lead: Actor; helper: Actor; ids: ReadonlyMap<string, string> };
type Decision = (typeof northwindThreats)[number];

const DAY_MS = 24 * 3600_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

async function start(modelId: string, { helper }: People) {
  const { template: wanted, model: _model, ...input } = northwindThreatModel;
  const template = templates.find(({ id }) => id === wanted);
  if (template === undefined) throw new Error(`there is no template ${wanted}`);
  const operations = fromTemplate(template, newId).map((operation) => {
    const isModel = operation.do === "add" && operation.part === "element" && operation.value.name === "Orchestrator";
    if (!isModel) return operation;
    return { ...operation, value: { ...operation.value, bound: { type: "model" as const, id: modelId } } };
  });
  const threatModel = await runCommand(createThreatModel, {
    actor: helper,
    input: {
      ...input,
      tags: [...input.tags],
      stage: "operation",
      scope: [{ type: "model", id: modelId }],
      diagrams: [{ name: "Overview", operations }],
    },
  });
  const diagramId = threatModel.diagrams[0]?.id ?? "";
  return { threatModel, diagram: await runQuery(readDiagram, { actor: helper, input: { id: diagramId } }) };
}

async function decide(decision: Decision, { suggester, ...about }: Started, { lead, ids }: People): Promise<void> {
  const { element, threat, owner, dueInDays, mitigations, likelihood, impact, reason } = decision;
  const target = [...suggester.diagram.element.values()].find(({ name }) => name === element);
  if (target === undefined) throw new Error(`the demonstration has no ${element}`);
  const suggestion = suggester.of(target.id).find(({ threatId }) => threatId === threat);
  const made = await runCommand(decideThreat, {
    actor: lead,
    input: {
      ...about,
      libraryId: threat,
      targetId: target.id,
      decision: decision.decision,
      reason,
      because: (suggestion?.reasons ?? []).map(({ predicate, words }) => ({ predicate, words })),
      ...(suggestion === undefined ? {} : { severity: suggestion.severity }),
    },
  });
  if (owner === null) return;
  await runCommand(updateThreat, {
    actor: lead,
    input: {
      id: made.id,
      expectedVersion: made.version,
      ownerId: ids.get(owner) ?? null,
      dueOn: dueInDays === null ? null : inDays(dueInDays),
      likelihood,
      impact,
      mitigations: mitigations.map((mitigation) => ({ ...mitigation, id: newId() })),
    },
  });
  if (threat === "AIT-057") {
    const body = "Seen in the test of 4 November: a page told the assistant to ask for the card number.";
    await runCommand(commentThreat, { actor: lead, input: { id: made.id, body } });
  }
}

type Started = { id: string; diagramId: string; suggester: Suggester };

/** The threat model of the demonstration: drawn, looked at, and partly dealt with. `models` holds ids by name. */
export async function addThreats(people: People, models: ReadonlyMap<string, string>): Promise<void> {
  const modelId = models.get(northwindThreatModel.model);
  if (modelId === undefined) throw new Error(`the demonstration has no ${northwindThreatModel.model}`);
  const { threatModel, diagram } = await start(modelId, people);
  const suggester = new Suggester({
    facts: Object.fromEntries(Object.entries(diagram.bound).map(([id, { known }]) => [id, known])),
  });
  suggester.update(toDiagram(diagram.content));
  for (const decision of northwindThreats) {
    await decide(decision, { id: threatModel.id, diagramId: diagram.id, suggester }, people);
  }
}
