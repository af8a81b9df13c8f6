import { northwindGates, northwindStatements } from "../../../prisma/seed/northwind-gates.ts";
import { addLink } from "../../evidence/commands/add-link.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { approveGate } from "../../lifecycle/commands/approve-gate.ts";
import { approveWaiver } from "../../lifecycle/commands/approve-waiver.ts";
import { attestCriterion } from "../../lifecycle/commands/attest-criterion.ts";
import { moveGate } from "../../lifecycle/commands/move-gate.ts";
import { requestGate } from "../../lifecycle/commands/request-gate.ts";
import { revokeGate } from "../../lifecycle/commands/revoke-gate.ts";
import { waiveCriterion } from "../../lifecycle/commands/waive-criterion.ts";
import { readGate } from "../../lifecycle/queries/read-gate.ts";
import type { GateDto } from "../../lifecycle/schema.ts";

type People = { lead: Actor; owner: Actor; helper: Actor };
type Story = (typeof northwindGates)[number];
type Place = { id: string; version: string };

const WAIVER_MS = 60 * 24 * 3600_000;

async function attest(gate: GateDto, place: Place, helper: Actor): Promise<void> {
  const open = gate.criteria.filter(({ computed, state }) => !computed && state === "open");
  if (open.length === 0) return;
  const about = { entityType: "model_version", entityId: gate.version.id };
  const link = {
    ...about,
    title: "Minutes of the model review",
    url: "https://wiki.northwind.example/reviews/2026-11-12",
  };
  const evidence = await runCommand(addLink, { actor: helper, input: link });
  for (const { criterion } of open) {
    const statement = northwindStatements[criterion.id] ?? northwindStatements["otherwise"] ?? "";
    const input = { ...place, criterion: criterion.id, statement, evidenceIds: [evidence.id] };
    await runCommand(attestCriterion, { actor: helper, input });
  }
}

/** Asks for waivers of what still blocks; approves them unless the story ends there. */
async function waive(gate: GateDto, place: Place, { reason, until }: Story, { owner, lead }: People): Promise<void> {
  const expiresAt = new Date(Date.now() + WAIVER_MS).toISOString();
  const open = gate.criteria.filter(({ blocking, state }) => blocking && state === "open");
  for (const { criterion } of until === "stuck" ? open.slice(0, 1) : open) {
    const input = { ...place, criterion: criterion.id, reason, expiresAt };
    const { id } = await runCommand(waiveCriterion, { actor: owner, input });
    if (until !== "stuck") await runCommand(approveWaiver, { actor: lead, input: { id, reason: "For this quarter." } });
  }
}

async function tell(story: Story, modelId: string, people: People): Promise<void> {
  const { lead, owner, helper } = people;
  const place = { id: modelId, version: story.label };
  const read = () => runQuery(readGate, { actor: owner, input: { ...place, stage: story.stage } });
  await attest(await read(), place, helper);
  await waive(await read(), place, story, people);
  if (story.until === "stuck") return;
  const asked = { ...place, stage: story.stage, note: story.note };
  const { request, digest } = await runCommand(requestGate, { actor: owner, input: asked });
  const id = request?.id ?? "";
  await runCommand(approveGate, { actor: lead, input: { id, digest, reason: "Reviewed with the owner." } });
  await runCommand(moveGate, { actor: owner, input: { ...place, stage: story.stage } });
  if (story.until === "revoked") await runCommand(revokeGate, { actor: lead, input: { id, reason: story.reason } });
}

/** What happened at the gates of the demonstration, decided by its own people. `models` holds ids by name. */
export async function addGates(people: People, models: ReadonlyMap<string, string>): Promise<void> {
  for (const story of northwindGates) {
    const id = models.get(story.model);
    if (id === undefined) throw new Error(`the demonstration has no ${story.model}`);
    await tell(story, id, people);
  }
}
