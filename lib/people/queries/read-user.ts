import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { lastSeen } from "../last-seen.ts";
import { UserDetailDto, UserIdInput } from "../schema.ts";
import { toUserDto, userAbilities } from "../user-dto.ts";

/** One person of the organization. */
export const readUser = defineQuery({
  name: "user.read",
  summary: "One person of the organization",
  permission: "people:read",
  input: UserIdInput,
  output: UserDetailDto,
  http: "GET /users/{id}",
  async run({ db, input, ctx }) {
    const row = (await db.user.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("person");
    const seen = await lastSeen(db, [row.id]);
    return { ...toUserDto(row), lastSeenAt: seen.get(row.id) ?? null, abilities: userAbilities(ctx.actor, row) };
  },
});
