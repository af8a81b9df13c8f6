import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disconnect } from "@/lib/db/client.ts";
import { newId } from "@/lib/kernel/ids.ts";
import { migrate } from "@/scripts/database/migrate.mjs";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { isSetUp, opensSetup } from "../setup-state.ts";
import { signInWithPassword } from "../sign-in.ts";
import { anonymous, PASSWORD, PLACE } from "../testing/account.ts";
import { hashToken } from "../token.ts";
import { completeSetup } from "./complete-setup.ts";

/** Set-up needs an installation without users: a database of its own in the tests' cluster. */
const name = `setup_${newId().slice(-12)}`;
const inNewDatabase = (url: string | undefined): string => {
  const parsed = new URL(url ?? "");
  parsed.pathname = `/${name}`;
  return parsed.href;
};

let owner: pg.Client;

beforeAll(async () => {
  const cluster = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await cluster.connect();
  await cluster.query(`create database ${name}`);
  await cluster.end();
  for (const login of ["DATABASE_URL", "DATABASE_APP_URL", "DATABASE_READ_URL"]) {
    process.env[login] = inNewDatabase(process.env[login]);
  }
  owner = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await owner.connect();
  await migrate({ ownerUrl: process.env["DATABASE_URL"] ?? "" });
});

afterAll(async () => {
  await disconnect();
  await owner.end();
});

const input = {
  token: "the-set-up-token",
  organizationName: "Harbour Bank",
  slug: "harbour-bank",
  name: "Ada Lovelace",
  email: "Ada@Example.com",
  password: PASSWORD,
};
const complete = (change: Partial<typeof input> = {}) =>
  runCommand(completeSetup, { actor: anonymous, input: { ...input, ...change } });

describe("setup.complete", () => {
  it("refuses before there is a link, wrong links and weak passwords, and leaves nothing behind", async () => {
    await expect(complete()).rejects.toMatchObject({ code: "not_found" });
    await owner.query("insert into installation (id, uuid, setup_token_hash, created_at) values (1, $1, $2, now())", [
      newId(),
      hashToken(input.token),
    ]);
    await expect(complete({ token: "another" })).rejects.toMatchObject({ code: "not_found" });
    await expect(complete({ password: "Harbourbank2026" })).rejects.toMatchObject({ code: "invalid_input" });
    expect((await owner.query("select 1 from organization")).rowCount).toBe(0);
    expect([await isSetUp(), await opensSetup(input.token), await opensSetup("another")]).toEqual([false, true, false]);
  });

  it("makes organization, log and administrator once, however many try, and the password works", async () => {
    const outcomes = await Promise.allSettled([complete(), complete({ slug: "second", email: "b@example.com" })]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect([await isSetUp(), await opensSetup(input.token)]).toEqual([true, false]);
    const users = await owner.query<{ email: string; role: string }>("select email, role from app_user");
    expect(users.rows).toMatchObject([{ role: "administrator" }]);
    const email = users.rows[0]?.email ?? "";
    const { sessionId } = await signInWithPassword({ email, password: PASSWORD }, PLACE);
    expect(sessionId).not.toBe("");
    const entries = await owner.query<{ action: string; entity_type: string }>(
      "select action, entity_type from audit_entry order by entry_id limit 2",
    );
    expect(entries.rows).toEqual([
      { action: "setup.complete", entity_type: "organization" },
      { action: "setup.complete", entity_type: "user" },
    ]);
  });

  it("never works again, not even with a new link", async () => {
    await owner.query("update installation set setup_token_hash = $1", [hashToken(input.token)]);
    await expect(complete({ slug: "third", email: "c@example.com" })).rejects.toMatchObject({ code: "not_found" });
    expect(await opensSetup(input.token)).toBe(false);
  });
});
