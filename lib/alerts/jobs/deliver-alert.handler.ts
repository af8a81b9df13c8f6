import { OutboundError, outboundFetch } from "../../http/outbound.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runScratch } from "../../kernel/run-command.ts";
import { alertLetter } from "../../mail/letters.ts";
import { deliver } from "../../mail/transport.ts";
import { z } from "../../zod.ts";
import { beginDelivery, endDelivery } from "../delivery-scratch.ts";
import { openAddress, type ChannelAddress } from "../sealed-address.ts";
import { signDelivery } from "../sign-delivery.ts";

type Begun = NonNullable<z.output<typeof beginDelivery.output>>;
type Outcome = { status: number | null; failure: string | null };

const LetterParts = z.strictObject({ title: z.string(), lines: z.array(z.string()), url: z.string() });

async function post(id: string, begun: Begun, { address, secret }: ChannelAddress): Promise<Outcome> {
  const signature = signDelivery(secret, Math.floor(begun.at.getTime() / 1_000), begun.body);
  const own = { "modelkeep-event": begun.event, "modelkeep-delivery": id, "modelkeep-signature": signature };
  try {
    const { status } = await outboundFetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", ...(begun.kind === "webhook" ? own : {}) },
      body: begun.body,
      maxBytes: 100_000,
    });
    return { status, failure: status >= 200 && status < 300 ? null : `The receiver answered with ${status}.` };
  } catch (error) {
    if (error instanceof OutboundError) return { status: null, failure: error.message.slice(0, 1_000) };
    throw error;
  }
}

/** What the mail server says may hold the address, which is nobody's business here: its code does not. */
async function mail({ body }: Begun, { address }: ChannelAddress): Promise<Outcome> {
  try {
    await deliver(alertLetter({ to: address, ...LetterParts.parse(JSON.parse(body)) }));
    return { status: null, failure: null };
  } catch (error) {
    const code = (error as { responseCode?: number }).responseCode ?? null;
    const why = code === null ? "could not be reached" : `answered with ${code}`;
    return { status: code, failure: `The mail server ${why}.` };
  }
}

/** Sends one message and notes how it went. Throws when it was not taken, so that the queue tries again. */
export async function run({ orgId, id }: { orgId: string; id: string }): Promise<void> {
  const actor: Actor = { type: "system", name: "alerts", orgId };
  const begun = await runScratch(beginDelivery, { actor, input: { id } });
  if (begun === null) return;
  const to = openAddress(Buffer.from(begun.sealed, "base64"), begun.channelId);
  const outcome = begun.kind === "email" ? await mail(begun, to) : await post(id, begun, to);
  await runScratch(endDelivery, { actor, input: { id, ...outcome } });
  if (outcome.failure !== null) throw new Error(`a message about an alert was not taken: ${outcome.failure}`);
}
