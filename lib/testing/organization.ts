import { createOrganization } from "../people/commands/create-organization.ts";
import { userAggregate } from "../people/aggregates.ts";
import type { Actor } from "../kernel/actor.ts";
import { audited } from "../kernel/aggregate.ts";
import { defineCommand } from "../kernel/command.ts";
import { newId } from "../kernel/ids.ts";
import { roleNames, type Permission, type Role } from "../kernel/policy.ts";
import { runCommand } from "../kernel/run-command.ts";
import { z } from "../zod.ts";

type UserActor = Extract<Actor, { type: "user" }>;

export type TestOrganization = {
  orgId: string;
  slug: string;
  /** The person of this role; their session counts as freshly confirmed. */
  actor: (role: Role) => UserActor;
  /** An API key with exactly these scopes. It has no row: use it where the key itself does not matter. */
  apiKey: (...scopes: Permission[]) => Actor;
  system: Actor;
};

const addTestUser = defineCommand({
  name: "user.create",
  summary: "A person for a test",
  permission: "system:operate",
  input: z.strictObject({ name: z.string(), email: z.string(), role: z.enum(roleNames) }),
  output: z.strictObject({ id: z.uuid() }),
  async run({ tx, input, ctx }) {
    const at = ctx.now();
    const row = await tx.user.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        email: input.email,
        name: input.name,
        role: input.role,
        state: "active",
        mfaEnabled: false,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    return { result: { id: row.id }, audit: [audited(userAggregate, null, row)] };
  },
});

/** A committed organization of its own with one person per role, made through commands. */
export async function testOrganization(slug = `t-${newId().slice(-12)}`): Promise<TestOrganization> {
  const made = await runCommand(createOrganization, {
    actor: { type: "operator" },
    input: { name: `Test ${slug}`, slug },
  });
  const system: Actor = { type: "system", orgId: made.id, name: "test" };
  const people = new Map<Role, UserActor>();
  for (const role of roleNames) {
    const name = `${role.replace("_", " ")} of ${slug}`;
    const email = `${role}@${slug}.test`;
    const user = await runCommand(addTestUser, { actor: system, input: { name, email, role } });
    people.set(role, {
      type: "user",
      id: user.id,
      orgId: made.id,
      name,
      email,
      role,
      sessionId: newId(),
      secondFactorMissing: false,
      authenticatedAtMs: Date.now(),
    });
  }
  return {
    orgId: made.id,
    slug,
    actor: (role) => people.get(role) as UserActor,
    apiKey: (...scopes) => ({ type: "apiKey", id: newId(), orgId: made.id, name: "test key", scopes }),
    system,
  };
}
