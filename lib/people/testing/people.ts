import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { Role } from "../../kernel/policy.ts";
import { runCommand } from "../../kernel/run-command.ts";
import type { TestOrganization } from "../../testing/organization.ts";
import { z } from "../../zod.ts";
import { sessionAggregate, userAggregate } from "../aggregates.ts";

const startTestSession = defineCommand({
  name: "session.start",
  summary: "A session for a test",
  permission: "system:operate",
  input: z.strictObject({ userId: z.uuid() }),
  output: z.strictObject({ id: z.uuid() }),
  async run({ tx, input, ctx }) {
    const at = ctx.now();
    const row = await tx.session.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        userId: input.userId,
        method: "password",
        device: "Test browser",
        address: "192.0.2.7",
        version: 1,
        createdAt: at,
        expiresAt: new Date(at.getTime() + 3600_000),
      },
    });
    return { result: { id: row.id }, audit: [audited(sessionAggregate, null, row)] };
  },
});

const setTestFactor = defineCommand({
  name: "user.enable_second_factor",
  summary: "A second factor for a test",
  permission: "system:operate",
  input: z.strictObject({ userId: z.uuid() }),
  output: z.strictObject({ done: z.boolean() }),
  async run({ tx, input, ctx }) {
    const before = await tx.user.findUniqueOrThrow({ where: { id: input.userId } });
    const after = await tx.user.update({
      where: { id: input.userId },
      data: { mfaEnabled: true, version: { increment: 1 } },
    });
    const secret = { totpSecret: Buffer.from("sealed"), recoveryHashes: ["x"] };
    await tx.userCredential.upsert({
      where: { userId: input.userId },
      create: { userId: input.userId, orgId: ctx.orgId, ...secret },
      update: secret,
    });
    return { result: { done: true }, audit: [audited(userAggregate, before, after)] };
  },
});

/** Opens a session of this role's person and gives its id. */
export async function openSession(org: TestOrganization, role: Role): Promise<string> {
  const input = { userId: org.actor(role).id };
  return (await runCommand(startTestSession, { actor: org.system, input })).id;
}

/** Gives this role's person a second factor. */
export async function withSecondFactor(org: TestOrganization, role: Role): Promise<void> {
  await runCommand(setTestFactor, { actor: org.system, input: { userId: org.actor(role).id } });
}
