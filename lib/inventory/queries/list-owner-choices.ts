import { defineQuery } from "../../kernel/query.ts";
import { OwnerChoicesDto, OwnerChoicesInput } from "../schema.ts";

const MOST_CHOICES = 1000;

/** The people who may own a model: everybody of the organization who is active. */
export const listOwnerChoices = defineQuery({
  name: "model.owners",
  summary: "List the people who may own a model",
  permission: "model:read",
  http: "GET /models/owners",
  input: OwnerChoicesInput,
  output: OwnerChoicesDto,
  async run({ db, ctx }) {
    const items = await db.user.findMany({
      where: { orgId: ctx.orgId, state: "active" },
      select: { id: true, name: true, email: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_CHOICES,
    });
    return { items };
  },
});
