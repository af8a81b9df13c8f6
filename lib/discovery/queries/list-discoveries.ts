import { foldText } from "../../inventory/rules.ts";
import { anyOf, everyWord, joinConditions, type Condition } from "../../kernel/conditions.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { invalid } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { defineQuery } from "../../kernel/query.ts";
import { toDiscoveryDtos } from "../discovery-dto.ts";
import type { DiscoveryState } from "../rules.ts";
import { DiscoveryListDto, ListDiscoveriesInput } from "../schema.ts";

const COUNT_LIMIT = 20_000;

type Found = { id: string; last: Date };

const shown: Readonly<Record<ListDiscoveriesInput["show"], readonly DiscoveryState[] | undefined>> = {
  open: ["open"],
  known: ["matched", "registered"],
  matched: ["matched"],
  registered: ["registered"],
  dismissed: ["dismissed"],
  all: undefined,
};

function conditionsOf(input: ListDiscoveriesInput, orgId: string): Condition[] {
  return [
    { filter: "organization", sql: "d.org_id = ?::uuid and s.org_id = d.org_id", params: [orgId] },
    ...anyOf("state", "d.state", shown[input.show]),
    ...anyOf("kind", "d.kind", input.kind),
    ...anyOf("source", "d.source", input.source),
    ...everyWord("d.search_text", foldText(input.q ?? "")),
  ];
}

function behind(cursor: string | undefined): Condition[] {
  if (cursor === undefined || cursor === "") return [];
  const [at = "", id = ""] = decodeCursor(cursor, 2);
  if (!isUuid(id) || Number.isNaN(Date.parse(at))) {
    invalid("cursor", "This cursor was not made here. Begin with the first page.");
  }
  const sql = "(s.last_seen_at, d.id) < (?::timestamptz, ?::uuid)";
  return [{ filter: "cursor", sql, params: [new Date(at).toISOString(), id] }];
}

const FROM = "from discovery d join discovery_seen s on s.discovery_id = d.id";

/** One page of discoveries, the most recently seen first. */
export const listDiscoveries = defineQuery({
  name: "discovery.list",
  summary: "What scanners and proxies saw: the inbox, or what was decided",
  permission: "discovery:read",
  http: "GET /discoveries",
  input: ListDiscoveriesInput,
  output: DiscoveryListDto,
  async run({ db, input, ctx }) {
    const conditions = conditionsOf(input, ctx.orgId);
    const page = joinConditions([...conditions, ...behind(input.cursor)]);
    const all = joinConditions(conditions);
    const found = await db.$queryRawUnsafe<Found[]>(
      `select d.id::text as id, s.last_seen_at as last ${FROM} where ${page.sql}
       order by s.last_seen_at desc, d.id desc limit $${page.params.length + 1}`,
      ...page.params,
      input.limit + 1,
    );
    const [counted] = await db.$queryRawUnsafe<{ total: number }[]>(
      `select count(*)::int as total from (select 1 ${FROM} where ${all.sql} limit ${COUNT_LIMIT}) as counted`,
      ...all.params,
    );
    const wanted = found.slice(0, input.limit);
    const rows = await db.discovery.findMany({ where: { orgId: ctx.orgId, id: { in: wanted.map(({ id }) => id) } } });
    const byId = new Map((await toDiscoveryDtos(db, ctx, rows)).map((dto) => [dto.id, dto]));
    const last = wanted.at(-1);
    const more = found.length > input.limit && last !== undefined;
    return {
      items: wanted.flatMap(({ id }) => byId.get(id) ?? []),
      nextCursor: more ? encodeCursor([last.last.toISOString(), last.id]) : null,
      total: counted?.total ?? 0,
    };
  },
});
