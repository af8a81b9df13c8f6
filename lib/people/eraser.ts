import type { AuditItem } from "../kernel/aggregate.ts";
import { erasedItem, type Eraser } from "../kernel/eraser.ts";
import { invitationAggregate, sessionAggregate, userAggregate } from "./aggregates.ts";

type Arguments = Parameters<Eraser["erase"]>[0];

const invitationsOf = ({ tx, ctx, subject }: Arguments) =>
  tx.invitation.findMany({
    where: {
      orgId: ctx.orgId,
      OR: [{ email: { in: [...subject.texts] } }, ...(subject.type === "invitation" ? [{ id: subject.id }] : [])],
    },
    orderBy: { id: "asc" },
  });

/** An address that belongs to nobody and stays unique. */
const placeholder = (id: string): string => `erased-${id}@erased.invalid`;

async function eraseUser({ tx, ctx, subject }: Arguments): Promise<AuditItem[]> {
  const before = await tx.user.findFirstOrThrow({ where: { id: subject.id, orgId: ctx.orgId } });
  await tx.userCredential.deleteMany({ where: { userId: before.id } });
  await tx.userIdentity.deleteMany({ where: { userId: before.id } });
  await tx.oneTimeLink.deleteMany({ where: { userId: before.id } });
  await tx.totpUse.deleteMany({ where: { userId: before.id } });
  const after = await tx.user.update({
    where: { id: before.id, version: before.version },
    data: {
      name: "Erased person",
      email: placeholder(before.id),
      mfaEnabled: false,
      updatedAt: ctx.now(),
      version: { increment: 1 },
    },
  });
  return [erasedItem(userAggregate, { before, after, fields: ["name", "email"] })];
}

async function eraseSessions({ tx, subject }: Arguments): Promise<AuditItem[]> {
  await tx.$queryRaw`select id from user_session where user_id = ${subject.id}::uuid order by id for update`;
  const where = { userId: subject.id };
  const before = await tx.session.findMany({ where, orderBy: { id: "asc" } });
  await tx.session.updateMany({ where, data: { device: "", address: "", version: { increment: 1 } } });
  const after = new Map((await tx.session.findMany({ where })).map((session) => [session.id, session]));
  return before.flatMap((session) => {
    const changed = after.get(session.id);
    const fields = ["device", "address"];
    return changed === undefined ? [] : [erasedItem(sessionAggregate, { before: session, after: changed, fields })];
  });
}

async function eraseInvitations(args: Arguments): Promise<AuditItem[]> {
  const items: AuditItem[] = [];
  for (const before of await invitationsOf(args)) {
    const open = before.acceptedAt === null && before.revokedAt === null;
    const after = await args.tx.invitation.update({
      where: { id: before.id, version: before.version },
      data: {
        email: placeholder(before.id),
        version: { increment: 1 },
        ...(open ? { revokedAt: args.ctx.now() } : {}),
      },
    });
    items.push(erasedItem(invitationAggregate, { before, after, fields: ["email"] }));
  }
  return items;
}

/** Forgets a person's account: name and address, ways to sign in, devices and addresses of sessions, invitations. */
export const peopleEraser: Eraser = {
  tables: ["app_user", "user_credential", "user_identity", "one_time_link", "user_session", "invitation"],
  subjects: async (args) => (await invitationsOf(args)).map(({ id }) => id),
  erase: async (args) => [
    ...(args.subject.type === "user" ? [...(await eraseUser(args)), ...(await eraseSessions(args))] : []),
    ...(await eraseInvitations(args)),
  ],
};
