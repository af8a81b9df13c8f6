import { AppError } from "../kernel/errors.ts";
import { parseInput } from "../kernel/input.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { accountByEmail, provedActor, type Account } from "./account.ts";
import { startSession } from "./commands/start-session.ts";
import { countFailedSignIn } from "./failed-sign-in.ts";
import { verifyPassword } from "./password.ts";
import { ACCOUNT_RATE, ADDRESS_RATE, accountKey, addressKey, forgetHits, requireRoom } from "./rate-limit.ts";
import { SignInInput } from "./schema.ts";

/** Where a sign-in comes from. */
export type Place = { address: string; device: string };

export type SignedIn = { sessionId: string; userId: string; recoveryCodesLeft: number | null };

function refused(): AppError {
  return new AppError("unauthenticated", "E-mail address and password do not fit together.");
}

async function prove(account: Account | undefined, password: string): Promise<Account | undefined> {
  const usable = account?.active === true ? account : undefined;
  return (await verifyPassword(usable?.passwordHash ?? null, password)) ? usable : undefined;
}

/**
 * Signs a person in by e-mail address and password, and the code of their second factor where they have one. Unknown,
 * disabled and password-less accounts get the same answer after the same work. Throws rate_limited, unauthenticated, or
 * what `session.start` throws: precondition_failed with `codeRequired`, invalid_input with `wrongCode`.
 */
export async function signInWithPassword(
  raw: z.input<typeof SignInInput>,
  place: Place,
  now: Date = new Date(),
): Promise<SignedIn> {
  const input = parseInput(SignInInput, raw);
  const key = accountKey(input.email);
  const limits = [[key, ACCOUNT_RATE] as const, [addressKey(place.address), ADDRESS_RATE] as const];
  await requireRoom(limits, now);
  const known = await accountByEmail(input.email);
  const account = await prove(known, input.password);
  if (account === undefined) {
    await countFailedSignIn(known, place.address, now);
    throw refused();
  }
  try {
    const signedIn = await openSessionFor(account, { method: "password", ...place, code: input.code }, now);
    await forgetHits(key);
    return signedIn;
  } catch (error) {
    if (error instanceof AppError && error.extra["wrongCode"] === true) {
      await countFailedSignIn(account, place.address, now);
    }
    throw error;
  }
}

type Opening = Place & { method: "password" | "oidc"; code?: string | undefined; secondFactorElsewhere?: boolean };

/** Opens a session for a person who proved who they are. */
export async function openSessionFor(account: Account, opening: Opening, now: Date): Promise<SignedIn> {
  const { code, ...rest } = opening;
  const input = { ...rest, ...(code === undefined ? {} : { code }) };
  const actor = provedActor(account, now);
  const started = await runCommand(startSession, { actor, input, now: () => now });
  return { sessionId: started.id, userId: account.id, recoveryCodesLeft: started.recoveryCodesLeft };
}
