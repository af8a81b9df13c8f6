import { defineQuery } from "../../kernel/query.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { ListSilencesInput, SilenceListDto } from "../schema.ts";
import { toSilenceDto } from "../silence-dto.ts";

const AT_MOST = 200;

/** Silences, the newest first. */
export const listSilences = defineQuery({
  name: "alert_silence.list",
  summary: "List silences",
  permission: "alert:read",
  http: "GET /alert-silences",
  input: ListSilencesInput,
  output: SilenceListDto,
  async run({ db, input, ctx }) {
    const standing = { endedAt: null, OR: [{ everyMs: { not: null } }, { toAt: { gt: ctx.now() } }] };
    const rows = await db.alertSilence.findMany({
      where: { orgId: ctx.orgId, ...(input.state === "all" ? {} : standing) },
      orderBy: [{ fromAt: "desc" }, { id: "desc" }],
      take: AT_MOST,
    });
    const people = await peopleById(
      db,
      ctx.orgId,
      rows.map(({ createdBy }) => createdBy),
    );
    return { items: rows.map((row) => toSilenceDto(row, people)) };
  },
});
