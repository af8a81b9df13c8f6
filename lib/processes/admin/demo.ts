import { northwindModels, northwindPeople, type SeedModel } from "../../../prisma/seed/northwind.ts";
import { newToken } from "../../auth/token.ts";
import { reader } from "../../db/client.ts";
import { registerModel } from "../../inventory/commands/register-model.ts";
import { updateModel } from "../../inventory/commands/update-model.ts";
import type { Actor } from "../../kernel/actor.ts";
import { newId } from "../../kernel/ids.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { createOrganization } from "../../people/commands/create-organization.ts";
import { createUser } from "../../people/commands/create-user.ts";
import { addSupplyChain } from "./demo-assets.ts";
import { addGates } from "./demo-gates.ts";
import { addTelemetry } from "./demo-telemetry.ts";
import { addThreats } from "./demo-threats.ts";
import { print } from "./organizations.ts";

const SLUG = "northwind";

async function addPeople(actor: Actor): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const person of northwindPeople) {
    const password = newToken().slice(0, 20);
    const made = await runCommand(createUser, { actor, input: { ...person, password } });
    ids.set(person.email, made.user.id);
    print(`  ${person.role.replace("_", " ").padEnd(14)} ${person.email.padEnd(26)} ${password}`);
  }
  return ids;
}

/** The demonstration's own people do its work, so that its history reads like one. */
function actorFor(email: string, ids: Map<string, string>, orgId: string): Actor {
  const person = northwindPeople.find((each) => each.email === email);
  const id = ids.get(email);
  if (person === undefined || id === undefined) throw new Error(`the demonstration has no ${email}`);
  return {
    type: "user",
    id,
    orgId,
    ...person,
    sessionId: newId(),
    secondFactorMissing: false,
    authenticatedAtMs: Date.now(),
  };
}

async function addModels(actor: Actor, ids: Map<string, string>): Promise<Map<string, string>> {
  const add = async ({ owner, ...input }: SeedModel): Promise<{ id: string; name: string; version: number }> =>
    runCommand(registerModel, {
      actor,
      input: { ...input, ownerId: owner === null ? null : (ids.get(owner) ?? null) },
    });
  const made: { id: string; name: string; version: number }[] = [];
  for (const model of northwindModels) made.push(await add(model));
  const [fraud, , , , , , assistant] = made;
  const named = new Map(made.map(({ name, id }) => [name, id]));
  if (fraud === undefined || assistant === undefined) return named;
  await runCommand(updateModel, {
    actor,
    input: {
      id: fraud.id,
      expectedVersion: fraud.version,
      sensitivity: "restricted",
      reason: "Scores derive from card data of natural persons.",
    },
  });
  await runCommand(updateModel, {
    actor,
    input: { id: assistant.id, expectedVersion: assistant.version, tags: ["customer-service", "live", "llm"] },
  });
  return named;
}

/** Makes the demonstration organization through the product's own commands and prints its accounts once. */
export async function createDemonstration(): Promise<void> {
  if ((await reader().organization.count({ where: { slug: SLUG } })) > 0) {
    print("The demonstration organization is already there; its passwords were shown when it was made.");
    return;
  }
  const organization = await runCommand(createOrganization, {
    actor: { type: "operator" },
    input: { name: "Northwind Bank", slug: SLUG },
  });
  const actor: Actor = { type: "operator", orgId: organization.id };
  print("Demonstration organization Northwind Bank. These passwords are shown this once:");
  const ids = await addPeople(actor);
  const owner = actorFor("kiran@northwind.example", ids, organization.id);
  const lead = actorFor("lena@northwind.example", ids, organization.id);
  const models = await addModels(owner, ids);
  await addSupplyChain({ owner, lead }, ids, models);
  const helper = actorFor("adaeze@northwind.example", ids, organization.id);
  await addGates({ owner, lead, helper }, models);
  await addThreats({ lead, helper, ids }, models);
  await addTelemetry({ lead });
  print(`  ${String(northwindModels.length)} models.`);
}
