import { env } from "../env.ts";
import type { CommandContext } from "../kernel/context.ts";
import { sealLetter, type Letter } from "./letter.ts";
import { sendMail } from "./send-mail.ts";

/** Whether this installation can send mail. */
export function mailIsSetUp(): boolean {
  return env().SMTP_URL !== "";
}

/** Queues a letter in the command's transaction: it is sent if and only if the command commits. False without SMTP. */
export function queueMail(ctx: Pick<CommandContext, "enqueue">, letter: Letter): boolean {
  if (!mailIsSetUp()) return false;
  ctx.enqueue(sendMail, { sealed: sealLetter(letter) });
  return true;
}
