import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { env } from "../env.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { inviteUser } from "../people/commands/invite-user.ts";
import { requestReset } from "../people/commands/request-reset.ts";
import { answerResetRequest } from "../people/jobs.ts";
import { openSession } from "../people/testing/people.ts";
import { rowsAs } from "../testing/database.ts";
import { testOrganization } from "../testing/organization.ts";
import { createTask } from "../work/commands/create-task.ts";
import { openLetter, sealLetter } from "./letter.ts";
import { sendMail } from "./send-mail.ts";

type Received = { from: string; to: string[]; source: string };

const FORGET = `delete from graphile_worker._private_jobs where task_id in (select id from graphile_worker._private_tasks
  where identifier in ('mail.send', 'password.answer_reset_request'))`;

const received: Received[] = [];
let refusing = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, session, done) {
    let source = "";
    stream.on("data", (part: Buffer) => (source += part.toString()));
    stream.on("end", () => {
      if (refusing) return done(Object.assign(new Error("try later"), { responseCode: 451 }));
      const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
      received.push({ from, to: session.envelope.rcptTo.map((to) => to.address), source });
      done();
    });
  },
});

type QueuedJob = { id: string; task: string; payload: { sealed: string } };

async function queued(): Promise<QueuedJob[]> {
  const rows = await rowsAs(
    "owner",
    `select j.id::text as id, t.identifier as task, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier in ('mail.send', 'password.answer_reset_request') order by j.id`,
  );
  return rows as QueuedJob[];
}

/** Runs queued jobs as the worker does, oldest first, until none is left. */
async function work(): Promise<void> {
  const byName = new Map([
    [sendMail.name, sendMail],
    [answerResetRequest.name, answerResetRequest],
  ]);
  for (let jobs = await queued(); jobs.length > 0; jobs = await queued()) {
    for (const job of jobs) {
      const handler = await byName.get(job.task)?.handler();
      await handler?.run(job.payload);
      await rowsAs("owner", "delete from graphile_worker._private_jobs where id = $1", [job.id]);
    }
  }
}

/** The text part without quoted-printable's line breaks and escapes. */
const plain = (source: string): string =>
  source
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  Object.assign(env(), { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Modelkeep <keep@northwind.example>" });
});

afterAll(() => new Promise<void>((done) => server.close(done)));

beforeEach(async () => {
  received.length = 0;
  refusing = false;
  await rowsAs("owner", FORGET);
});

const invite = async () => {
  const org = await testOrganization();
  const input = { email: `new@${org.slug}.test`, role: "viewer" as const };
  return { input, org, made: await runCommand(inviteUser, { actor: org.actor("administrator"), input }) };
};

describe("mail", () => {
  it("goes through the queue to the server with the link, as text and HTML", async () => {
    const { input, made } = await invite();
    expect(made.mailed).toBe(true);
    expect(received).toHaveLength(0);
    await work();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: "keep@northwind.example", to: [input.email] });
    const source = plain(received[0]?.source ?? "");
    expect(source).toMatch(/^Auto-Submitted: auto-generated$/im);
    expect(source).toContain("Content-Type: text/plain");
    expect(source).toContain(`href="${made.link}"`);
    expect(source).toContain(`Accept the invitation:`);
  });

  it("lies sealed in the queue: neither address nor link nor token can be read there", async () => {
    const { input, made } = await invite();
    const jobs = await queued();
    expect(jobs.map((job) => job.task)).toEqual(["mail.send"]);
    const raw = JSON.stringify(jobs);
    const token = new URL(made.link).searchParams.get("token") ?? "?";
    for (const secret of [input.email, made.link, token]) {
      expect(raw).not.toContain(secret);
      expect(Buffer.from(jobs[0]?.payload.sealed ?? "", "base64").toString("latin1")).not.toContain(secret);
    }
    expect(openLetter(jobs[0]?.payload.sealed ?? "").text).toContain(token);
  });

  it("is not queued when the command fails", async () => {
    const { org, input } = await invite();
    await rowsAs("owner", FORGET);
    await expect(runCommand(inviteUser, { actor: org.actor("administrator"), input })).rejects.toThrow();
    expect(await queued()).toEqual([]);
  });

  it("fails the job when the server says no, so that it is tried again", async () => {
    refusing = true;
    const { run } = await sendMail.handler();
    const letter = { to: "a@b.example", subject: "s", text: "t", html: "h" };
    await expect(run({ sealed: sealLetter(letter) })).rejects.toThrow("451");
    refusing = false;
    await run({ sealed: sealLetter(letter) });
    expect(received).toHaveLength(1);
  });

  it("does not open letters that were changed", () => {
    const sealed = Buffer.from(sealLetter({ to: "a@b.example", subject: "s", text: "t", html: "h" }), "base64");
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    expect(() => openLetter(sealed.toString("base64"))).toThrow();
  });
});

describe("notifications by mail", () => {
  it("go to who is not in the application, and say where to look", async () => {
    const org = await testOrganization();
    const present = await openSession(org, "responder");
    await rowsAs("owner", "insert into session_seen (session_id, org_id, seen_at) values ($1, $2, now())", [
      present,
      org.orgId,
    ]);
    for (const role of ["responder", "viewer"] as const) {
      const input = { title: "Review the card", assigneeId: org.actor(role).id };
      await runCommand(createTask, { actor: org.actor("security_lead"), input });
    }
    await work();
    expect(received.map((mail) => mail.to)).toEqual([[org.actor("viewer").email]]);
    expect(plain(received[0]?.source ?? "")).toContain(`${env().MODELKEEP_URL}/my-work`);
    const rows = await rowsAs(
      "app",
      "select mailed_at is not null as mailed from notification where org_id = $1 order by id",
      [org.orgId],
    );
    expect(rows.map((row) => row["mailed"])).toEqual([false, true]);
  });
});

describe("password.request_reset", () => {
  const ask = (email: string, address = `198.51.100.${Math.floor(Math.random() * 250)}-${Date.now()}`) =>
    runScratch(requestReset, { actor: { type: "anonymous", address }, input: { email } });

  it("answers alike for known and unknown accounts, and mails only the known", async () => {
    const org = await testOrganization();
    const known = await ask(org.actor("viewer").email);
    const unknown = await ask(`nobody@${org.slug}.test`);
    expect(known).toEqual(unknown);
    expect(JSON.stringify(await queued())).not.toContain(org.slug);
    await work();
    expect(received.map((mail) => mail.to)).toEqual([[org.actor("viewer").email]]);
    expect(plain(received[0]?.source ?? "")).toContain("/reset-password?token=");
    const entries = await rowsAs(
      "read",
      "select action, actor_type from audit_entry where entity_id = $1 order by entry_id",
      [org.actor("viewer").id],
    );
    expect(entries.at(-1)).toEqual({ action: "user.send_reset_link", actor_type: "system" });
  });

  it("mails one account at most three times an hour, and one sender may ask twenty times", async () => {
    const org = await testOrganization();
    const now = () => new Date("2026-11-21T10:15:00.000Z");
    const email = org.actor("viewer").email;
    const from = (address: string, to: string) =>
      runScratch(requestReset, { actor: { type: "anonymous", address }, input: { email: to }, now });
    for (let time = 0; time < 5; time += 1) await from(`a-${org.slug}-${time}`, email);
    expect(await queued()).toHaveLength(3);
    for (let time = 0; time < 20; time += 1) await from(org.slug, `${time}@${org.slug}.test`);
    await expect(from(org.slug, "one-more@example.com")).rejects.toMatchObject({
      code: "rate_limited",
      extra: { retryAfterSeconds: 2700 },
    });
  });
});
