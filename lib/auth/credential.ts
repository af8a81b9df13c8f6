import type { Tx, User } from "../db/types.ts";
import { AppError } from "../kernel/errors.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { openTotpSecret, totpStep } from "./second-factor.ts";

type Credential = NonNullable<Awaited<ReturnType<Tx["userCredential"]["findUnique"]>>>;
type CredentialChange = Partial<Omit<Credential, "userId" | "orgId">>;

/** The credentials of a person, locked until the transaction ends; null when there are none yet. */
export async function lockCredential(tx: Tx, userId: string): Promise<Credential | null> {
  await tx.$queryRaw`select 1 as one from user_credential where user_id = ${userId}::uuid for update`;
  return tx.userCredential.findUnique({ where: { userId } });
}

/** Writes credentials. The person's own row must be changed and accounted for in the same command. */
export async function saveCredential(tx: Tx, user: User, change: CredentialChange): Promise<void> {
  await tx.userCredential.upsert({
    where: { userId: user.id },
    create: { userId: user.id, orgId: user.orgId, recoveryHashes: [], ...change },
    update: change,
  });
}

/** Uses up a time step and all before it; false when it was used already. Safe against two at once. */
export async function spendTotpStep(tx: Tx, user: User, step: bigint): Promise<boolean> {
  const used = await tx.$executeRaw`
    insert into totp_use (user_id, org_id, last_step) values (${user.id}::uuid, ${user.orgId}::uuid, ${step})
    on conflict (user_id) do update set last_step = excluded.last_step where totp_use.last_step < excluded.last_step`;
  return used === 1;
}

export type SecondFactorProof = { kind: "totp" } | { kind: "recovery"; left: number };

/** Marks the refusal of a second factor, so that it can be counted. */
export function wrongCode(): AppError {
  return new AppError("invalid_input", "That code does not fit. Codes change every 30 seconds and work once.", {
    errors: [{ path: "code", message: "That code does not fit." }],
    extra: { wrongCode: true },
  });
}

/**
 * Checks a code of the authenticator app or a recovery code, and uses it up. After a recovery code the person's row must be
 * changed and accounted for in the same command. Throws invalid_input when the code does not fit.
 */
export async function proveSecondFactor(tx: Tx, user: User, code: string, now: Date): Promise<SecondFactorProof> {
  const credential = await lockCredential(tx, user.id);
  if (credential?.totpSecret == null) throw wrongCode();
  if (/^\s*\d{3}\s?\d{3}\s*$/.test(code)) {
    const step = totpStep(openTotpSecret(credential.totpSecret, user.id), code, now.getTime());
    if (step === undefined || !(await spendTotpStep(tx, user, step))) throw wrongCode();
    return { kind: "totp" };
  }
  const hash = hashRecoveryCode(code);
  if (!credential.recoveryHashes.includes(hash)) throw wrongCode();
  const left = credential.recoveryHashes.filter((other) => other !== hash);
  await saveCredential(tx, user, { recoveryHashes: left });
  return { kind: "recovery", left: left.length };
}
