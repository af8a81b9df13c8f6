import type { Aggregate } from "../../kernel/aggregate.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { ErasurePreviewDto, PreviewErasureInput, type ErasurePreview } from "../schema.ts";

type Input = z.output<typeof PreviewErasureInput>;
type Person = Pick<ErasurePreview, "name" | "email" | "state">;

/** A text shorter than this would hit too much else; the command refuses it as well. */
const SHORTEST = 5;

const erased = (email: string): boolean => email.endsWith("@erased.invalid");

async function personOf(db: Reader, orgId: string, { subject, id }: Input): Promise<Person> {
  if (subject === "user") {
    const { name, email, state } = (await db.user.findFirst({ where: { id, orgId } })) ?? notFound("person");
    return { name, email, state: erased(email) ? "erased" : state === "disabled" ? "ready" : "active" };
  }
  const { email } = (await db.invitation.findFirst({ where: { id, orgId } })) ?? notFound("invitation");
  return { name: null, email, state: erased(email) ? "erased" : "ready" };
}

async function count(db: Reader, sql: string, ...params: unknown[]): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ n: number }[]>(sql, ...params);
  return row?.n ?? 0;
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Entries whose recorded values hold a text in the clear, but not the other one. */
const entriesWith = (db: Reader, orgId: string, text: string, but: string | null): Promise<number> =>
  count(
    db,
    `select count(*)::int as n from audit_entry e join audit_payload p using (entry_id)
     where e.org_id = $1::uuid and p.body is not null and e.entity_type <> 'erasure'
       and position(convert_to($2, 'utf8') in p.body) > 0
       and ($3::text is null or position(convert_to($3, 'utf8') in p.body) = 0)`,
    orgId,
    inJson(text),
    but === null ? null : inJson(but),
  );

async function recordsWith(
  db: Reader,
  orgId: string,
  texts: readonly string[],
  aggregates: readonly Aggregate<never>[],
): Promise<ErasurePreview["records"]> {
  const found: ErasurePreview["records"] = [];
  for (const { type, table } of aggregates.filter((each) => each.type !== "erasure")) {
    const rows = await count(
      db,
      `select count(*)::int as n from ${table} r where r.org_id = $1::uuid and exists (
         select 1 from unnest($2::text[]) t where position(lower(t) in lower(r::text)) > 0)`,
      orgId,
      [...texts],
    );
    if (rows > 0) found.push({ entityType: type, rows });
  }
  return found;
}

/** Makes the query that says what the erasure of a person would reach; takes all aggregates to look through. */
export function definePreviewErasure(aggregates: () => readonly Aggregate<never>[]) {
  return defineQuery({
    name: "person.preview_erasure",
    summary: "What the erasure of a person or an invitation would take away, counted",
    permission: "people:manage",
    http: "GET /audit/erasures/preview",
    input: PreviewErasureInput,
    output: ErasurePreviewDto,
    async run({ db, input, ctx }) {
      const { orgId } = ctx;
      const person = await personOf(db, orgId, input);
      const { name, email } = person;
      const facts = { ...input, ...person };
      if (person.state === "erased") return { ...facts, personal: 0, naming: 0, namingByName: 0, records: [] };
      const nameCounts = name !== null && name.length >= SHORTEST;
      const personal = await count(
        db,
        `select count(distinct e.entry_id)::int as n from audit_personal s join audit_entry e using (entry_id)
         where e.org_id = $1::uuid and octet_length(s.cipher) > 0 and (s.subject_id = $2::uuid
           or s.subject_id in (select i.id from invitation i where i.org_id = $1::uuid and i.email = $3))`,
        orgId,
        input.id,
        email,
      );
      return {
        ...facts,
        personal,
        naming: await entriesWith(db, orgId, email, null),
        namingByName: nameCounts ? await entriesWith(db, orgId, name, email) : 0,
        records: await recordsWith(db, orgId, nameCounts ? [email, name] : [email], aggregates()),
      };
    },
  });
}
