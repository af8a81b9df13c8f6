import { dataKey, decrypt } from "../audit/person-keys.ts";
import type { RawReader } from "../audit/read-payloads.ts";
import type { Aggregate } from "../kernel/aggregate.ts";
import { parseCanonicalJson, type JsonValue } from "../merkle/canonical-json.ts";
import { compareRow, recordedImage, type NewestEntry, type Opening, type ReplayFinding } from "./replay-compare.ts";

const PAGE = 500;
const MOST_FINDINGS = 1_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

type EntryColumns = {
  replay_entry: string | null;
  replay_leaf: Uint8Array;
  replay_leaf_hash: Uint8Array | null;
  replay_salt: Uint8Array | null;
  replay_body: Uint8Array | null;
  replay_erased: boolean;
};
type LiveRow = { id: string; version: number };
type PersonalRow = {
  entry_id: string;
  uuid: string;
  pointer: string;
  subject_id: string;
  cipher: Uint8Array;
  wrapped_key: Uint8Array | null;
};

export type ReplayReport = { compared: number; notComparable: number; findingCount: number; findings: ReplayFinding[] };

const ENTRY_COLUMNS = `x.entry_id::text as replay_entry, x.leaf as replay_leaf, l.leaf_hash as replay_leaf_hash,
  p.salt as replay_salt, p.body as replay_body, p.erasure_id is not null as replay_erased`;

const camel = (column: string): string =>
  column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A row as Prisma would give it: columns of the table only, in camel case. */
function liveRow(columns: Record<string, unknown>): LiveRow {
  const own = Object.entries(columns).filter(([column]) => !column.startsWith("replay_"));
  return Object.fromEntries(own.map(([column, value]) => [camel(column), value])) as LiveRow;
}

const entryOf = (row: EntryColumns): NewestEntry => ({
  leaf: row.replay_leaf,
  leafHash: row.replay_leaf_hash,
  salt: row.replay_salt,
  body: row.replay_body,
  erased: row.replay_erased,
});

function open(row: PersonalRow): Opening {
  if (row.wrapped_key === null || row.cipher.length === 0) return { pointer: row.pointer };
  const key = decrypt(dataKey(), row.wrapped_key, `person_key/${row.subject_id}`);
  const opened = parseCanonicalJson(decrypt(key, row.cipher, `${row.uuid}${row.pointer}`));
  const { salt, value } = opened as { salt: string; value: JsonValue };
  return { pointer: row.pointer, salt: Buffer.from(salt, "base64"), value };
}

/** The personal values of entries, by entry id; one that cannot be opened any more has no salt. */
async function openingsOf(db: RawReader, entryIds: readonly string[]): Promise<Map<string, Opening[]>> {
  const rows = await db.$queryRawUnsafe<PersonalRow[]>(
    `select s.entry_id::text as entry_id, e.uuid::text as uuid, s.pointer, s.subject_id::text as subject_id, s.cipher, k.wrapped_key
     from audit_personal s join audit_entry e using (entry_id) left join person_key k on k.subject_id = s.subject_id
     where s.entry_id = any ($1::text[]::bigint[])`,
    [...entryIds],
  );
  const openings = new Map<string, Opening[]>();
  for (const row of rows) {
    let opening: Opening;
    try {
      opening = open(row);
    } catch {
      opening = { pointer: row.pointer, salt: Buffer.alloc(32), value: null };
    }
    openings.set(row.entry_id, [...(openings.get(row.entry_id) ?? []), opening]);
  }
  return openings;
}

class Replay {
  readonly report: ReplayReport = { compared: 0, notComparable: 0, findingCount: 0, findings: [] };
  private readonly db: RawReader;
  private readonly orgId: string;

  constructor(db: RawReader, orgId: string) {
    this.db = db;
    this.orgId = orgId;
  }

  private add(findings: readonly ReplayFinding[]): void {
    this.report.findingCount += findings.length;
    this.report.findings.push(...findings.slice(0, MOST_FINDINGS - this.report.findings.length));
  }

  /** Every live row against its newest entry; each page is one statement, so that row and entry are of one moment. */
  async rows(aggregate: Aggregate<never>): Promise<void> {
    let after = FIRST;
    for (;;) {
      const page = await this.db.$queryRawUnsafe<(Record<string, unknown> & EntryColumns)[]>(
        `select r.*, ${ENTRY_COLUMNS} from ${aggregate.table} r
         left join lateral (
           select e.* from audit_log g join audit_entry e on e.log_id = g.log_id and e.entity_type = $2 and e.entity_id = r.id::text
           where g.org_id = $1::uuid order by e.entity_version desc limit 1) x on true
         left join audit_leaf l on l.entry_id = x.entry_id left join audit_payload p on p.entry_id = x.entry_id
         where r.org_id = $1::uuid and r.id > $3::uuid order by r.id limit ${PAGE}`,
        this.orgId,
        aggregate.type,
        after,
      );
      const openings = await openingsOf(
        this.db,
        page.flatMap((row) => row.replay_entry ?? []),
      );
      for (const row of page) this.compare(aggregate, row, openings);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = liveRow(last).id;
    }
  }

  private compare(
    aggregate: Aggregate<never>,
    row: Record<string, unknown> & EntryColumns,
    openings: Map<string, Opening[]>,
  ): void {
    const entry = row.replay_entry === null ? undefined : entryOf(row);
    const live = liveRow(row);
    const known = openings.get(row.replay_entry ?? "") ?? [];
    this.report.compared += 1;
    try {
      const outcome = compareRow(aggregate as unknown as Aggregate<LiveRow>, live, entry, known);
      this.add(outcome.findings);
      if (outcome.notComparable) this.report.notComparable += 1;
    } catch (error) {
      const detail = `the row or its entry cannot be read: ${(error as Error).message}`;
      this.add([{ kind: "entry", entityType: aggregate.type, entityId: live.id, detail }]);
    }
  }

  /** Every thing that the log knows and that has no row: gone, unless its newest entry says so. */
  async missing(aggregate: Aggregate<never>): Promise<void> {
    let after = "";
    for (;;) {
      const page = await this.db.$queryRawUnsafe<(EntryColumns & { replay_id: string })[]>(
        `select distinct on (x.entity_id) x.entity_id as replay_id, ${ENTRY_COLUMNS}
         from audit_entry x join audit_log g using (log_id)
         left join audit_leaf l on l.entry_id = x.entry_id left join audit_payload p on p.entry_id = x.entry_id
         where g.org_id = $1::uuid and x.entity_type = $2 and x.entity_id > $3 and not exists (
           select 1 from ${aggregate.table} r where r.org_id = $1::uuid
             and r.id = case when x.entity_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then x.entity_id::uuid end)
         order by x.entity_id, x.entity_version desc limit ${PAGE}`,
        this.orgId,
        aggregate.type,
        after,
      );
      for (const row of page) this.absent(aggregate.type, row);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.replay_id;
    }
  }

  private absent(entityType: string, row: EntryColumns & { replay_id: string }): void {
    const recorded = recordedImage(entryOf(row), [entityType, row.replay_id]);
    this.report.compared += 1;
    if ("erased" in recorded) this.report.notComparable += 1;
    else if ("problem" in recorded)
      this.add([{ kind: "entry", entityType, entityId: row.replay_id, detail: recorded.problem }]);
    else if (recorded.after !== null) {
      const detail = `the log ends with version ${recorded.version} of it, but there is no row`;
      this.add([{ kind: "missing", entityType, entityId: row.replay_id, detail }]);
    }
  }
}

/**
 * The replay check of one organization: what its log says of every thing against the live rows. Reads 500 rows at a time,
 * whatever the number; of more than 1,000 findings the first are kept and all are counted. It trusts the entries of the
 * database as far as they are in the tree; whether the tree is the one that was signed is for the check of the log.
 */
export async function replayOrganization(
  db: RawReader,
  orgId: string,
  aggregates: readonly Aggregate<never>[],
): Promise<ReplayReport> {
  const replay = new Replay(db, orgId);
  for (const aggregate of aggregates) {
    await replay.rows(aggregate);
    await replay.missing(aggregate);
  }
  return replay.report;
}
