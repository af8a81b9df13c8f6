import { registerModel } from "../../inventory/commands/register-model.ts";
import { newId } from "../../kernel/ids.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { rowsAs } from "../../testing/database.ts";
import type { TestOrganization } from "../../testing/organization.ts";

type Given = { kind: string; severity: string; sure: number; fingerprint: string; at: Date; words: string };

/** A model of a test. */
export async function addModel(org: TestOrganization, slug = "scorer"): Promise<string> {
  const actor = org.actor("administrator");
  const { id } = await runCommand(registerModel, { actor, input: { name: "Scorer", slug, kind: "predictive" } });
  return id;
}

/** A signal as a detector leaves it. */
export async function putSignal(org: TestOrganization, modelId: string, given: Partial<Given> = {}): Promise<string> {
  const id = newId();
  const at = given.at ?? new Date();
  const kind = given.kind ?? "drift";
  await rowsAs(
    "owner",
    `insert into telemetry_signal (org_id, id, model_id, version_id, bucket, at, kind, severity, sure, words, techniques, evidence, fingerprint)
     values ($1, $2, $3, '00000000-0000-0000-0000-000000000000', $4, $4, $5, $6, $7, $8, '{AML.T0020}', '{}', $9)`,
    [
      org.orgId,
      id,
      modelId,
      at,
      kind,
      given.severity ?? "medium",
      given.sure ?? 0.9,
      given.words ?? "amount moved by 0.4",
      given.fingerprint ?? `${kind} amount`,
    ],
  );
  return id;
}
