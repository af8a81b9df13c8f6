import type { z } from "../../zod.ts";
import type { User } from "../../db/types.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { literalLike } from "../../kernel/literal-like.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { lastSeen } from "../last-seen.ts";
import { ListUsersInput, UserPage } from "../schema.ts";
import { toUserDto, userAbilities } from "../user-dto.ts";

function matching(q: string | undefined): object {
  if (q === undefined || q === "") return {};
  const contains = literalLike(q);
  return { OR: [{ name: { contains, mode: "insensitive" } }, { email: { contains, mode: "insensitive" } }] };
}

function behind(cursor: string | undefined): object {
  if (cursor === undefined || cursor === "") return {};
  const [name = "", id = ""] = decodeCursor(cursor, 2);
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] };
}

async function findUsers(db: Reader, orgId: string, input: z.output<typeof ListUsersInput>): Promise<User[]> {
  const { role, state, q, cursor, limit } = input;
  const chosen = { ...(role === undefined ? {} : { role }), ...(state === undefined ? {} : { state }) };
  return db.user.findMany({
    where: { orgId, ...chosen, AND: [matching(q), behind(cursor)] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
}

/** People of the organization by name. */
export const listUsers = defineQuery({
  name: "user.list",
  summary: "People of the organization, by name",
  permission: "people:read",
  input: ListUsersInput,
  output: UserPage,
  http: "GET /users",
  async run({ db, input, ctx }) {
    const found = await findUsers(db, ctx.orgId, input);
    const rows = found.slice(0, input.limit);
    const seen = await lastSeen(
      db,
      rows.map((row) => row.id),
    );
    const last = rows.at(-1);
    return {
      items: rows.map((row) => ({
        ...toUserDto(row),
        lastSeenAt: seen.get(row.id) ?? null,
        abilities: userAbilities(ctx.actor, row),
      })),
      nextCursor: found.length > input.limit && last !== undefined ? encodeCursor([last.name, last.id]) : null,
    };
  },
});
