import { requireRoom, networkOf } from "../../../auth/rate-limit.ts";
import { hashToken, newToken } from "../../../auth/token.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { changeSession } from "../load-session.ts";
import { MAX_GUESTS } from "../rules.ts";
import { KnockedDto, KnockInput } from "../schema.ts";
import { openSession } from "../open-session.ts";

const RATE = { limit: 60, windowMs: 15 * 60_000 };

/** Asks to be let into a session, with a join link and a name. Nothing is visible until the facilitator admits. */
export const knock = defineCommand({
  name: "threat_session.knock",
  summary: "Ask to be let into a session by its join link",
  permission: "public:accept",
  http: "POST /threat-sessions/knock",
  concurrency: "merge",
  input: KnockInput,
  output: KnockedDto,
  organization: async ({ tx, input, now }) => (await openSession(tx, input.token, now())).orgId,
  async run({ tx, input, ctx }) {
    const { actor } = ctx;
    const address = actor.type === "anonymous" ? networkOf(actor.address) : "known";
    await requireRoom([[`knock:${address}`, RATE]], ctx.now());
    const { id } = await openSession(tx, input.token, ctx.now());
    await tx.$queryRaw`select 1 as one from threat_session where id = ${id}::uuid for update`;
    const before = await openSession(tx, input.token, ctx.now());
    const waiting = await tx.sessionGuest.count({ where: { sessionId: id, state: { in: ["waiting", "admitted"] } } });
    if (waiting >= MAX_GUESTS) throw new AppError("unprocessable", "This session is full. Ask who invited you.");
    const key = newToken();
    await tx.sessionGuest.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        sessionId: id,
        name: input.name,
        state: "waiting",
        tokenHash: hashToken(key),
        createdAt: ctx.now(),
      },
    });
    const { session, item } = await changeSession(tx, ctx, before, {});
    return { result: { key, session: session.title }, audit: [item] };
  },
});
