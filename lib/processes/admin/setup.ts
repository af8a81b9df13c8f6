import { hashToken, newToken } from "../../auth/token.ts";
import { reader, writer } from "../../db/client.ts";
import { env } from "../../env.ts";
import { newId } from "../../kernel/ids.ts";
import { runCommand } from "../../kernel/run-command.ts";
import { createOrganization } from "../../people/commands/create-organization.ts";
import { createUser } from "../../people/commands/create-user.ts";
import { print } from "./organizations.ts";

/** A fresh one-time set-up link; links printed before stop working. */
async function newSetupPath(): Promise<string> {
  const token = newToken();
  await writer().$executeRawUnsafe(
    `insert into installation (id, uuid, setup_token_hash, created_at) values (1, $1::uuid, $2, now())
     on conflict (id) do update set setup_token_hash = excluded.setup_token_hash`,
    newId(),
    hashToken(token),
  );
  return `/setup?token=${token}`;
}

/** Prints how many accounts there are and, while there are none, a one-time link to make the first. */
export async function setupStatus(): Promise<void> {
  const users = await reader().user.count();
  const setupPath = users === 0 ? await newSetupPath() : undefined;
  print(JSON.stringify({ users, ...(setupPath === undefined ? {} : { setupPath }) }));
}

/** Makes organization and administrator from the environment; does nothing once anybody exists. */
export async function setupUnattended(): Promise<void> {
  const { MODELKEEP_ADMIN_EMAIL: email, MODELKEEP_ADMIN_PASSWORD: password } = env();
  if (email === "" || password === "" || (await reader().user.count()) > 0) return;
  const organization =
    (await reader().organization.findFirst({ orderBy: { createdAt: "asc" } })) ??
    (await runCommand(createOrganization, {
      actor: { type: "operator" },
      input: { name: "My organization", slug: "main" },
    }));
  const actor = { type: "operator" as const, orgId: organization.id };
  const name = email.split("@")[0] ?? "Administrator";
  await runCommand(createUser, { actor, input: { email, name, role: "administrator", password } });
  print(`Created the administrator ${email}.`);
}
