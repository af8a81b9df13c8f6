import { createHash } from "node:crypto";
import type { Tx } from "../../db/types.ts";
import { mailIsSetUp } from "../../mail/queue-mail.ts";
import type { Actor } from "../../kernel/actor.ts";
import { defineScratch } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { answerResetRequest } from "../jobs.ts";
import { DoneDto, RequestResetInput } from "../schema.ts";
import { sealAddress } from "../sealed-address.ts";

const HOUR_MS = 3600_000;
const PER_ACCOUNT = 3;
const PER_ADDRESS = 20;

async function countUp(tx: Tx, key: string, at: Date): Promise<number> {
  const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const rows = await tx.$queryRaw<{ hits: number }[]>`
    insert into rate_limit (key, window_start, hits) values (${key}, ${hour}, 1)
    on conflict (key, window_start) do update set hits = rate_limit.hits + 1 returning hits`;
  return rows[0]?.hits ?? 1;
}

function clientOf(actor: Actor): string {
  return actor.type === "anonymous" ? actor.address : actor.type;
}

/** Asks for a link to choose a new password. The answer is the same whether the account exists or not. */
export const requestReset = defineScratch({
  name: "password.request_reset",
  summary: "Ask for a link to choose a new password; the answer is the same for unknown accounts",
  permission: "public:sign_in",
  reason: "Only asks: user.send_reset_link leaves the entry when the account exists",
  scope: "installation",
  input: RequestResetInput,
  output: DoneDto,
  http: "POST /password/request-reset",
  async run({ tx, input, ctx }) {
    const account = createHash("sha256").update(input.email).digest("hex");
    const fromHere = await countUp(tx, `reset-from:${clientOf(ctx.actor)}`, ctx.now());
    if (fromHere > PER_ADDRESS) {
      const extra = { retryAfterSeconds: (HOUR_MS - (ctx.now().getTime() % HOUR_MS)) / 1000 };
      throw new AppError("rate_limited", "Too many requests for a new password. Try again in an hour.", { extra });
    }
    const forAccount = await countUp(tx, `reset-for:${account}`, ctx.now());
    if (mailIsSetUp() && forAccount <= PER_ACCOUNT) ctx.enqueue(answerResetRequest, sealAddress(input.email));
    return { done: true as const };
  },
});
