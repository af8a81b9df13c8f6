import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Exec } from "../db/exec.ts";
import { env } from "../env.ts";

/** AES-256-GCM: 12-byte nonce, ciphertext, 16-byte tag. `aad` binds the ciphertext to its place. */
export function encrypt(key: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Reverses encrypt. Throws when key, place or bytes differ. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, aad: string): Buffer {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(Buffer.from(aad));
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]);
}

/** The installation's data-encryption key (32 bytes), which wraps every other key at rest. Throws when it is not set. */
export function dataKey(): Buffer {
  const encoded = env().MODELKEEP_DATA_KEY;
  if (encoded === undefined) throw new Error("MODELKEEP_DATA_KEY is not set");
  return Buffer.from(encoded, "base64");
}

/**
 * Data keys of persons by subject id, made on first use. Deleting a person's row makes all their values unreadable, in
 * old dumps as well when those are without the installation's key.
 */
export async function personKeys(exec: Exec, orgId: string, subjects: readonly string[]): Promise<Map<string, Buffer>> {
  const ids = [...new Set(subjects)].sort();
  if (ids.length === 0) return new Map();
  const fresh = ids.map((id) => encrypt(dataKey(), randomBytes(32), `person_key/${id}`).toString("hex"));
  const rows = await exec(
    `with fresh as (
       insert into person_key (subject_id, org_id, wrapped_key)
       select t.id::uuid, $1::uuid, decode(t.wrapped, 'hex') from unnest($2::text[], $3::text[]) as t(id, wrapped)
       order by t.id on conflict (subject_id) do update set org_id = person_key.org_id returning subject_id, wrapped_key)
     select subject_id::text as id, encode(wrapped_key, 'hex') as wrapped from fresh`,
    [orgId, ids, fresh],
  );
  return new Map(
    rows.map((row) => {
      const id = String(row["id"]);
      return [id, decrypt(dataKey(), Buffer.from(String(row["wrapped"]), "hex"), `person_key/${id}`)];
    }),
  );
}
