import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Tx, User } from "../../db/types.ts";
import { sessionAggregate, userAggregate } from "../../people/aggregates.ts";
import { changeUser } from "../../people/change-user.ts";
import { proveSecondFactor, type SecondFactorProof } from "../credential.ts";
import { ownUser, person } from "../own-account.ts";
import { StartedSessionDto, StartSessionInput } from "../schema.ts";
import { SESSION_MAX_AGE_SECONDS } from "../session-cookie.ts";

type Proved = { proof: SecondFactorProof | undefined; items: AuditItem[] };

async function askSecondFactor(tx: Tx, user: User, code: string | undefined, ctx: CommandContext): Promise<Proved> {
  if (!user.mfaEnabled) return { proof: undefined, items: [] };
  if (code === undefined) {
    throw new AppError("precondition_failed", "Write the code of your authenticator app.", {
      extra: { codeRequired: true },
    });
  }
  const proof = await proveSecondFactor(tx, user, code, ctx.now());
  if (proof.kind === "totp") return { proof, items: [] };
  const after = await changeUser(tx, user, { updatedAt: ctx.now() });
  const item = audited(userAggregate, user, after, { action: "recovery_codes.use" });
  return { proof, items: [item] };
}

/**
 * Opens the session that the acting person's proof of identity is for; its id is the actor's. With a password, and a second
 * factor set up, the code is asked for here.
 */
export const startSession = defineCommand({
  name: "session.start",
  summary: "Sign in: open a session for oneself",
  permission: "self:manage",
  input: StartSessionInput,
  output: StartedSessionDto,
  load: ownUser,
  async run({ tx, input, target: user, ctx }) {
    if (user.state !== "active") throw new AppError("forbidden", "This account is disabled.");
    const local = input.method === "password" ? await askSecondFactor(tx, user, input.code, ctx) : undefined;
    const at = ctx.now();
    const row = await tx.session.create({
      data: {
        id: person(ctx.actor).sessionId,
        orgId: ctx.orgId,
        userId: user.id,
        method: input.method,
        device: input.device,
        address: input.address,
        mfaAt: local?.proof !== undefined || input.secondFactorElsewhere ? at : null,
        reauthAt: null,
        version: 1,
        createdAt: at,
        expiresAt: new Date(at.getTime() + SESSION_MAX_AGE_SECONDS * 1000),
        revokedAt: null,
      },
    });
    const recoveryCodesLeft = local?.proof?.kind === "recovery" ? local.proof.left : null;
    const audit = [audited(sessionAggregate, null, row), ...(local?.items ?? [])] as const;
    return { result: { id: row.id, recoveryCodesLeft }, audit };
  },
});
