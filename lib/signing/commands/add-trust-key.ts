import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { trustKeyAggregate } from "../aggregate.ts";
import { fingerprintOf } from "../node-crypto.ts";
import { AddTrustKeyInput, TrustKeyDto } from "../schema.ts";
import { toTrustKeyDto } from "../trust-key-dto.ts";

function readFingerprint(kind: "key" | "root", pem: string): string {
  if (/PRIVATE KEY/.test(pem)) invalid("pem", "This is a private key. Keep it where it is, and paste the public key.");
  try {
    return fingerprintOf(kind, pem);
  } catch {
    const wanted =
      kind === "key"
        ? "This is no public key in PEM of a kind that is taken: P-256, P-384, P-521, Ed25519, or RSA with 2,048 bits or more."
        : "This is no certificate in PEM.";
    return invalid("pem", wanted);
  }
}

/** Trusts a key or root certificate from now on. Throws conflict when it is trusted already. */
export const addTrustKey = defineCommand({
  name: "trust_key.add",
  summary: "Trust a public key or root certificate for signatures over models",
  permission: "trust:manage",
  input: AddTrustKeyInput,
  output: TrustKeyDto,
  http: "POST /trust-keys",
  reauthenticate: true,
  async run({ tx, input, ctx }) {
    const fingerprint = readFingerprint(input.kind, input.pem);
    const taken = await tx.trustKey.findFirst({ where: { orgId: ctx.orgId, fingerprint, state: "active" } });
    if (taken !== null) {
      const message = `This is trusted already, as ${taken.name}.`;
      throw new AppError("conflict", message, { errors: [{ path: "pem", message }] });
    }
    const at = ctx.now();
    const createdBy = ctx.actor.type === "user" ? ctx.actor.id : null;
    const data = { id: ctx.newId(), orgId: ctx.orgId, ...input, fingerprint, state: "active", createdBy };
    const row = await tx.trustKey.create({ data: { ...data, version: 1, createdAt: at, updatedAt: at } });
    return { result: toTrustKeyDto(row), audit: [audited(trustKeyAggregate, null, row)] };
  },
});
