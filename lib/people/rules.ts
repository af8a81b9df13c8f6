import { estimatePassword } from "../rules/password/estimate.ts";

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 256;
const ENOUGH_BITS = 38;

export type PasswordStrength = {
  /** 0 empty, 1 refused, 2 acceptable, 3 good, 4 very good. */
  level: 0 | 1 | 2 | 3 | 4;
  label: string;
  /** Why it is refused; undefined when it is acceptable. */
  problem?: string;
};

function refusal(password: string, facts: readonly string[]): string | undefined {
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) return `Use at least ${PASSWORD_MIN_LENGTH} characters.`;
  if (length > PASSWORD_MAX_LENGTH) return `Use at most ${PASSWORD_MAX_LENGTH} characters.`;
  const { bits, predictable, own } = estimatePassword(password, facts);
  if (bits >= ENOUGH_BITS) return undefined;
  if (own) return "It leans on your name, your address or the name of this product. Choose something unrelated.";
  if (predictable > 0.6)
    return "It is made of very common words or patterns and is guessed early. Add unrelated words.";
  return "It is too easy to guess. Make it longer or mix unrelated words.";
}

/**
 * Why a password is refused, in words for the person choosing it; undefined when it is acceptable. `facts` are what others
 * know of the person: name, e-mail address, organization.
 */
export function passwordProblem(password: string, facts: readonly string[] = []): string | undefined {
  return refusal(password.normalize("NFKC"), facts);
}

/** Strength for the meter, by the same rules that the server applies. */
export function passwordStrength(password: string, facts: readonly string[] = []): PasswordStrength {
  if (password === "") return { level: 0, label: "" };
  const problem = passwordProblem(password, facts);
  if (problem !== undefined) return { level: 1, label: "Too weak", problem };
  const { bits } = estimatePassword(password.normalize("NFKC"), facts);
  if (bits < 50) return { level: 2, label: "Acceptable" };
  return bits < 65 ? { level: 3, label: "Good" } : { level: 4, label: "Very good" };
}

/** A short name for addresses, proposed from a name: small letters, digits and single hyphens, at most 63. */
export function proposeSlug(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");
}
