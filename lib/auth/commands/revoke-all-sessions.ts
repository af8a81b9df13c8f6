import { defineCommand, type NonEmpty } from "../../kernel/command.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { AppError } from "../../kernel/errors.ts";
import { endOtherSessions } from "../own-session.ts";
import { EndedSessionsDto, NoInput } from "../schema.ts";

/** Ends all of the acting person's sessions but the one they are in. */
export const revokeAllSessions = defineCommand({
  name: "session.revoke_all",
  summary: "End all of one's sessions but this one",
  permission: "self:manage",
  input: NoInput,
  output: EndedSessionsDto,
  http: "POST /sessions/revoke-all",
  concurrency: "merge",
  async run({ tx, ctx }) {
    const [first, ...rest] = await endOtherSessions({ tx, ctx }, "all other sessions");
    if (first === undefined) throw new AppError("conflict", "There is no other open session.");
    const audit: NonEmpty<AuditItem> = [first, ...rest];
    return { result: { ended: audit.length }, audit };
  },
});
