import { hash, verify } from "@node-rs/argon2";
import { invalid } from "../kernel/errors.ts";
import { passwordProblem } from "../people/rules.ts";

/** argon2id (RFC 9106) with 32 MiB and three passes: about 60 ms of one core. */
const COST = { memoryCost: 32_768, timeCost: 3, parallelism: 1 };

/** Hash of a password that nobody has, at the same cost: verified for accounts that do not exist. */
let nobody: Promise<string> | undefined;

/** Hashes a password for storing. The text is normalized (NFKC) so that keyboards that compose differently agree. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

/**
 * Whether a password fits a stored hash. With `null` (no such account, or one without a password) the same work is done
 * against a hash that nothing fits, so that the time tells nothing.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash("nobody's password", COST);
  const fits = await verify(stored ?? (await nobody), password.normalize("NFKC"));
  return fits && stored !== null;
}

/** Throws invalid_input at `path` for a password that the rules refuse. `facts`: name, e-mail, organization. */
export function requireGoodPassword(password: string, facts: readonly string[], path = "password"): void {
  const problem = passwordProblem(password, facts);
  if (problem !== undefined) invalid(path, problem);
}
