import { northwindEvents, northwindTraining } from "../../../prisma/seed/northwind-telemetry.ts";
import { sendEventsRoute } from "../../http/telemetry/own-routes.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { createKey } from "../../people/commands/create-key.ts";
import { revokeKey } from "../../people/commands/revoke-key.ts";
import { uploadReference } from "../../telemetry/commands/upload-reference.ts";

const BATCH = 1_000;

async function send(secret: string, events: readonly unknown[]): Promise<void> {
  const request = new Request("http://localhost/api/v1/telemetry/events", {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(events),
  });
  const answer = await sendEventsRoute(request, { params: Promise.resolve({}) });
  if (answer.status !== 202) throw new Error(`the demonstration's telemetry was answered ${await answer.text()}`);
}

/** A week of telemetry of two models, through the door that senders use; the worker counts and judges it. */
export async function addTelemetry({ lead }: { lead: Actor }): Promise<void> {
  const reason = "2,000 payments of the training data, as validated with version 4.1.0.";
  await runCommand(uploadReference, {
    actor: lead,
    input: { id: "card-fraud-gbm", columns: northwindTraining(), reason },
  });
  const scopes = ["telemetry:write" as const];
  const key = { name: "Demonstration sender", scopes, models: [], expiresAt: null };
  const made = await runCommand(createKey, { actor: lead, input: key });
  const batch: unknown[] = [];
  for (const event of northwindEvents(Date.now())) {
    batch.push(event);
    if (batch.length === BATCH) await send(made.secret, batch.splice(0));
  }
  if (batch.length > 0) await send(made.secret, batch);
  await runCommand(revokeKey, { actor: lead, input: { id: made.key.id } });
}
