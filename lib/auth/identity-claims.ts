/** What single sign-on says of a person, taken from verified claims. */
export type IdentityClaims = {
  issuer: string;
  subject: string;
  email: string | undefined;
  name: string;
  groups: readonly string[];
  /** Whether the provider says that it asked for more than a password (RFC 8176). */
  secondFactor: boolean;
};

const STRONG_METHODS = ["mfa", "otp", "hwk", "swk", "sc", "fpt", "face", "iris", "pop", "webauthn", "fido"];

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
const texts = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
};

/**
 * Reads the claims that matter. An address that the provider calls unverified is left out. A claim name with dots
 * (`realm_access.roles`) is looked up as it stands, then as a path.
 */
export function readClaims(claims: Readonly<Record<string, unknown>>, groupsClaim: string): IdentityClaims {
  const email = text(claims["email"]).toLowerCase();
  const path = groupsClaim.split(".");
  const nested = path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    claims,
  );
  const verified = claims["email_verified"] !== false && claims["email_verified"] !== "false";
  const name = text(claims["name"]) || text(claims["preferred_username"]) || email;
  return {
    issuer: text(claims["iss"]),
    subject: text(claims["sub"]),
    email: email.includes("@") && verified ? email : undefined,
    name: (name === "" ? "Unnamed" : name).slice(0, 120),
    groups: texts(claims[groupsClaim] ?? nested),
    secondFactor: texts(claims["amr"]).some((method) => STRONG_METHODS.includes(method)),
  };
}
