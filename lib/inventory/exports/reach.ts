import { AppError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import type { Reader } from "../../kernel/query.ts";

/** Which rows an export holds. */
export type Reached = { models: string[]; versions: string[]; assets: string[]; name: string };

type Tables = Pick<Reader, "$queryRawUnsafe" | "model" | "modelVersion" | "asset">;

const MOST_RECORDS = 20_000;
/** Everything upstream of the start, the start included; a version brings its model along, a model its versions. */
const UPSTREAM = `
with recursive up(type, id) as (
  select $2::text, $3::uuid
  union
  select n.type, n.id from up join lateral (
    select l.up_type as type, l.up_id as id from asset_link l where l.org_id = $1::uuid and l.down_id = up.id
    union all
    select 'model', v.model_id from model_version v where up.type = 'model_version' and v.id = up.id and v.org_id = $1::uuid
    union all
    select 'dataset', a.parent_id from asset a where up.type = 'dataset_version' and a.id = up.id and a.org_id = $1::uuid
  ) n on up.type <> 'model' or up.id = $3::uuid
)
select type, id::text as id from up limit ${MOST_RECORDS + 1}`;

const EVERYTHING = `
select 'model' as type, id::text as id from model where org_id = $1::uuid and state = 'active'
union all select 'model_version', v.id::text from model_version v join model m on m.id = v.model_id and m.state = 'active' where v.org_id = $1::uuid
union all select kind, id::text from asset where org_id = $1::uuid and state = 'active'
limit ${MOST_RECORDS + 1}`;

async function startOf(db: Tables, orgId: string, of: string): Promise<{ type: string; id: string; name: string }> {
  const byId = isUuid(of.toLowerCase());
  const model = await db.model.findFirst({ where: { orgId, ...(byId ? { id: of.toLowerCase() } : { slug: of }) } });
  if (model !== null) return { type: "model", id: model.id, name: model.slug };
  if (!byId) return notFound("thing");
  const asset = await db.asset.findFirst({ where: { orgId, id: of } });
  if (asset !== null) return { type: asset.kind, id: asset.id, name: asset.slug };
  const version = (await db.modelVersion.findFirst({ where: { orgId, id: of } })) ?? notFound("thing");
  return { type: "model_version", id: version.id, name: `version-${version.label}` };
}

/** The records of an export: a thing with everything it is made of, or the whole inventory. Throws not_found, and unprocessable above 20,000. */
export async function reach(db: Tables, orgId: string, of: string | undefined): Promise<Reached> {
  const start = of === undefined ? null : await startOf(db, orgId, of);
  const rows =
    start === null
      ? await db.$queryRawUnsafe<{ type: string; id: string }[]>(EVERYTHING, orgId)
      : await db.$queryRawUnsafe<{ type: string; id: string }[]>(UPSTREAM, orgId, start.type, start.id);
  if (rows.length > MOST_RECORDS) {
    throw new AppError("unprocessable", "More than 20,000 records belong to this. Export a system or a model instead.");
  }
  const ids = (fits: (type: string) => boolean): string[] => rows.filter(({ type }) => fits(type)).map(({ id }) => id);
  return {
    models: ids((type) => type === "model"),
    versions: ids((type) => type === "model_version"),
    assets: ids((type) => type !== "model" && type !== "model_version"),
    name: start?.name ?? "inventory",
  };
}
