import { env } from "../../env.ts";
import { defineQuery } from "../../kernel/query.ts";
import { currentLog, logUrl } from "../current-log.ts";
import { readerSession } from "../reader-session.ts";
import { LogKeyDto, NoInput } from "../schema.ts";

export const readLogKey = defineQuery({
  name: "audit.vkey",
  summary: "Origin, verifier key and address of the organization's log",
  permission: "audit:read",
  http: "GET /audit/vkey",
  input: NoInput,
  output: LogKeyDto,
  async run({ db, ctx }) {
    const { origin, vkey } = await currentLog(readerSession(db), ctx.orgId);
    return { origin, vkey, logUrl: logUrl(env().MODELKEEP_URL, ctx.orgId) };
  },
});
