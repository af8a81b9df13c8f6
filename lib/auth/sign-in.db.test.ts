import * as argon2 from "@node-rs/argon2";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/kernel/errors.ts";
import { runCommand } from "@/lib/kernel/run-command.ts";
import { disableUser } from "@/lib/people/commands/disable-user.ts";
import { rowsAs } from "@/lib/testing/database.ts";
import { testOrganization } from "@/lib/testing/organization.ts";
import { signInWithPassword } from "./sign-in.ts";
import { sessionActor } from "./session-actor.ts";
import { forgetLimits, PASSWORD, PLACE, withPassword } from "./testing/account.ts";

vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof argon2>();
  return { ...real, verify: vi.fn(real.verify) };
});

beforeEach(async () => {
  await forgetLimits();
  vi.mocked(argon2.verify).mockClear();
});

async function answerOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return "signed in";
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
}

const failures = (orgId: string) =>
  rowsAs(
    "read",
    `select e.entity_id, convert_from(p.body, 'utf8')::json as payload from audit_entry e join audit_payload p using (entry_id)
     where e.org_id = $1 and e.action = 'sign_in.fail' order by e.entry_id`,
    [orgId],
  );

describe("signing in with a password", () => {
  it("opens a session, whatever the case of the address", async () => {
    const org = await testOrganization();
    const account = await withPassword(org, "viewer");
    const done = await signInWithPassword({ email: ` ${account.email.toUpperCase()} `, password: PASSWORD }, PLACE);
    expect(await sessionActor(done.sessionId, new Date())).toMatchObject({ id: account.id, orgId: org.orgId });
  });

  it("gives unknown, disabled and password-less accounts the same answer after the same work", async () => {
    const org = await testOrganization();
    const wrong = await withPassword(org, "viewer");
    const disabled = await withPassword(org, "auditor");
    await runCommand(disableUser, { actor: org.actor("administrator"), input: { id: disabled.id } });
    const cases = [
      { email: wrong.email, password: "not the right one" },
      { email: disabled.email, password: PASSWORD },
      { email: org.actor("responder").email, password: PASSWORD },
      { email: "nobody@nowhere.test", password: PASSWORD },
      { email: "nobody@nowhere.test", password: "nobody's password" },
    ];
    vi.mocked(argon2.verify).mockClear();
    const answers = [];
    for (const given of cases) answers.push(await answerOf(signInWithPassword(given, PLACE)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "unauthenticated" });
    const costs = vi.mocked(argon2.verify).mock.calls.map(([hash]) => String(hash).split("$").slice(1, 4).join(" "));
    expect(costs).toEqual(Array(cases.length).fill("argon2id v=19 m=32768,t=3,p=1"));
  });

  it("refuses a body that is not one", async () => {
    await expect(signInWithPassword({ email: "x", password: "" }, PLACE)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("failed sign-ins", () => {
  it("become one entry per account and hour, which tells of the hour before", async () => {
    const org = await testOrganization();
    const { email, id } = await withPassword(org, "viewer");
    const hour = new Date("2026-11-21T09:10:00Z");
    const fail = (at: Date) => answerOf(signInWithPassword({ email, password: "wrong" }, PLACE, at));
    for (const minute of [1, 2, 3]) await fail(new Date(hour.getTime() + minute * 60_000));
    expect(await failures(org.orgId)).toMatchObject([{ entity_id: id, payload: { after: { earlier: null } } }]);
    await fail(new Date("2026-11-21T11:40:00Z"));
    const entries = await failures(org.orgId);
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({
      payload: {
        after: { hour: "2026-11-21T11:00:00.000Z", earlier: { hour: "2026-11-21T09:00:00.000Z", attempts: 3 } },
      },
    });
  });

  it("at the same moment still become one", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    await Promise.all([1, 2, 3, 4, 5].map(() => answerOf(signInWithPassword({ email, password: "wrong" }, PLACE))));
    expect(await failures(org.orgId)).toHaveLength(1);
  });
});

describe("limits", () => {
  const now = new Date("2026-11-21T10:00:00Z");

  it("stop an account after ten attempts, right password or not, from anywhere, and tell when to come back", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    const from = (n: number) => ({ address: `203.0.113.${n}`, device: "x" });
    for (let n = 0; n < 10; n += 1) await answerOf(signInWithPassword({ email, password: "wrong" }, from(n), now));
    const stopped = signInWithPassword({ email, password: PASSWORD }, from(99), now);
    await expect(stopped).rejects.toMatchObject({ code: "rate_limited" });
    const { extra } = (await stopped.catch((error: unknown) => error)) as AppError;
    const wait = Number(extra["retryAfterSeconds"]);
    const later = new Date(now.getTime() + wait * 1000);
    expect(await answerOf(signInWithPassword({ email, password: PASSWORD }, from(99), later))).toBe("signed in");
  });

  it("hold for accounts that do not exist", async () => {
    const attempt = () => answerOf(signInWithPassword({ email: "ghost@nowhere.test", password: "x" }, PLACE, now));
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push(await attempt());
    expect(answers[9]).toMatchObject({ code: "unauthenticated" });
    expect(answers[10]).toMatchObject({ code: "rate_limited" });
  });

  it("let no more through when attempts come at once", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    const many = Array.from({ length: 16 }, () => answerOf(signInWithPassword({ email, password: "no" }, PLACE, now)));
    const answers = (await Promise.all(many)) as { code: string }[];
    expect(answers.filter(({ code }) => code === "unauthenticated")).toHaveLength(10);
    expect(answers.filter(({ code }) => code === "rate_limited")).toHaveLength(6);
  });

  it("stop an address that tries many accounts", async () => {
    const place = { address: "2001:db8:1:2::1", device: "x" };
    const key = { address: "2001:db8:1:2:ffff::9", device: "x" };
    const tried = (n: number) =>
      answerOf(signInWithPassword({ email: `a${n}@nowhere.test`, password: "x" }, place, now));
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, n) => tried(round * 10 + n)));
    }
    const neighbour = answerOf(signInWithPassword({ email: "b@nowhere.test", password: "x" }, key, now));
    expect(await neighbour).toMatchObject({ code: "rate_limited" });
  });

  it("forget an account's attempts once its person signed in", async () => {
    const org = await testOrganization();
    const { email } = await withPassword(org, "viewer");
    for (let n = 0; n < 9; n += 1) await answerOf(signInWithPassword({ email, password: "wrong" }, PLACE, now));
    await signInWithPassword({ email, password: PASSWORD }, PLACE, now);
    for (let n = 0; n < 9; n += 1) await answerOf(signInWithPassword({ email, password: "wrong" }, PLACE, now));
    expect(await answerOf(signInWithPassword({ email, password: PASSWORD }, PLACE, now))).toBe("signed in");
  });
});
