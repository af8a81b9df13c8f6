import { describe, expect, it } from "vitest";
import type { Command } from "../kernel/command.ts";
import { AppError, type ErrorCode } from "../kernel/errors.ts";
import { roleCan, roleNames, type Role } from "../kernel/policy.ts";
import { runCommand } from "../kernel/run-command.ts";
import type { z } from "../zod.ts";
import { rowsAs } from "./database.ts";
import { testOrganization, type TestOrganization } from "./organization.ts";

type Situation<Input> = {
  input: Input;
  /** What the command is about; entries are looked up by it. Left out when the command makes the thing. */
  entity?: readonly [type: string, id: string];
};

type Expectations<Input extends z.ZodType, Output extends z.ZodType> = {
  /** A role that may do it. */
  role: Role;
  /** Makes what the command needs, in this organization, and gives a valid input. */
  arrange: (org: TestOrganization) => Promise<Situation<z.input<Input>>>;
  /** Looks at the result of the valid call. */
  does: (result: z.output<Output>, org: TestOrganization, situation: Situation<z.input<Input>>) => Promise<void> | void;
  /** The entry that must be there afterwards: entity type and some fields of the image after (null: gone). */
  entry: { type: string; action?: string; after?: Record<string, unknown> | null };
  /** How a stranger's call on this organization's thing is answered; "none" when nothing can be pointed at. */
  elsewhere?: ErrorCode | "none";
  /** Whether input has expectedVersion (a stale one must be a conflict). */
  stale?: boolean;
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function newestEntry(orgId: string, type: string): Promise<Record<string, unknown> | undefined> {
  const rows = await rowsAs(
    "read",
    `select e.action, e.actor_ref, e.entity_version, convert_from(p.body, 'utf8')::json as payload
     from audit_entry e join audit_payload p using (entry_id) where e.org_id = $1 and e.entity_type = $2 order by e.entry_id desc limit 1`,
    [orgId, type],
  );
  return rows[0];
}

const entryCount = async (orgId: string): Promise<number> =>
  Number((await rowsAs("read", "select count(*) as n from audit_entry where org_id = $1", [orgId]))[0]?.["n"]);

/** The standard five of every command: does it, refuses the role below, refuses another organization, conflict on a stale version, entry as expected. */
export function describeCommand<Input extends z.ZodType, Output extends z.ZodType, Target>(
  command: Command<Input, Output, Target>,
  expectations: Expectations<Input, Output>,
): void {
  const { role, arrange, entry } = expectations;
  describe(command.name, () => {
    it("does it, and leaves the entry", async () => {
      const org = await testOrganization();
      const situation = await arrange(org);
      const before = await entryCount(org.orgId);
      const result = await runCommand(command, { actor: org.actor(role), input: situation.input });
      await expectations.does(result, org, situation);
      expect(await entryCount(org.orgId)).toBeGreaterThan(before);
      const found = await newestEntry(org.orgId, entry.type);
      expect(found).toMatchObject({ action: entry.action ?? command.name, actor_ref: org.actor(role).id });
      if (entry.after !== undefined)
        expect((found?.["payload"] as { after: unknown }).after).toMatchObject(entry.after ?? {});
    });

    const refused = roleNames.filter((name) => !roleCan(name, command.permission));
    if (refused.length > 0)
      it("refuses every role without the permission and changes nothing", async () => {
        const org = await testOrganization();
        const { input } = await arrange(org);
        for (const name of refused) {
          expect([name, await codeOf(runCommand(command, { actor: org.actor(name), input }))]).toEqual([
            name,
            "forbidden",
          ]);
        }
        expect(await newestEntry(org.orgId, "refusal")).toMatchObject({ action: "permission.refused" });
      });

    if (expectations.elsewhere !== "none")
      it("does not find another organization's things", async () => {
        const org = await testOrganization();
        const stranger = await testOrganization();
        const { input } = await arrange(org);
        const before = await entryCount(org.orgId);
        const code = await codeOf(runCommand(command, { actor: stranger.actor(role), input }));
        expect(code).toBe(expectations.elsewhere ?? "not_found");
        expect(await entryCount(org.orgId)).toBe(before);
      });

    if (expectations.stale === true)
      it("refuses a stale version", async () => {
        const org = await testOrganization();
        const { input } = await arrange(org);
        const stale = { ...(input as object), expectedVersion: 99 } as z.input<Input>;
        expect(await codeOf(runCommand(command, { actor: org.actor(role), input: stale }))).toBe("conflict");
      });
  });
}
