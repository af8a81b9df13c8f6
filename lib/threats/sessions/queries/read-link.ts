import { defineQuery } from "../../../kernel/query.ts";
import { openSession } from "../open-session.ts";
import { LinkDto, LinkInput } from "../schema.ts";

export const readLink = defineQuery({
  name: "threat_session.link",
  summary: "What a join link leads to",
  permission: "public:accept",
  scope: "installation",
  input: LinkInput,
  output: LinkDto,
  async run({ db, input, ctx }) {
    const session = await openSession(db, input.token, ctx.now());
    const organization = await db.organization.findUniqueOrThrow({ where: { id: session.orgId } });
    return { session: session.title, organization: organization.name };
  },
});
