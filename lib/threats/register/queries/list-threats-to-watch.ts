import { defineQuery } from "../../../kernel/query.ts";
import { z } from "../../../zod.ts";
import { dayOf, threatTasks } from "../rules.ts";

/** At most this many of each in one run; the next run takes the rest. */
const AT_ONCE = 1000;

/** Risks whose acceptance has ended, and people who left and still own open threats nobody was asked about. */
export const listThreatsToWatch = defineQuery({
  name: "threat.list_to_watch",
  summary: "Threats that need somebody without anybody having touched them",
  permission: "system:operate",
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.array(z.uuid()), left: z.array(z.uuid()) }),
  async run({ db, ctx }) {
    const { orgId } = ctx;
    const ended = await db.threat.findMany({
      where: { orgId, state: "accepted_risk", acceptedUntil: { lt: new Date(dayOf(ctx.now())) } },
      select: { id: true },
      orderBy: { id: "asc" },
      take: AT_ONCE,
    });
    const left = await db.$queryRaw<{ id: string }[]>`
      select u.id::text as id from app_user u where u.org_id = ${orgId}::uuid and u.state = 'disabled'
        and exists (select from threat t where t.org_id = u.org_id and t.owner_id = u.id and t.state in ('suggested', 'accepted'))
        and not exists (select from task k where k.org_id = u.org_id and k.kind = ${threatTasks.owner} and k.entity_id = u.id::text
          and k.state = 'open')
      order by u.id limit ${AT_ONCE}`;
    return { ended: ended.map(({ id }) => id), left: left.map(({ id }) => id) };
  },
});
