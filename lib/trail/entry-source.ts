/** A condition over `e`, a row of audit_entry, with `?` where the value goes. */
export type EntryFilter = { sql: string; value: string };

/** A statement that gives rows of audit_entry as `e`, its parameters, and the order of the rows. */
export type EntrySource = { sql: string; params: readonly string[]; order: string };

type SourceInput = {
  orgId: string;
  filters: readonly EntryFilter[];
  limit: number;
};

/** By time; entries of the same instant by number. The indexes of audit_entry have this order within who, kind and action. */
const NEWEST_FIRST = "e.created_at desc, e.entry_id desc";
const NEWEST_VERSION = "e.entity_version desc, e.entry_id desc";

class Statement {
  readonly params: string[];

  constructor(orgId: string) {
    this.params = [orgId];
  }

  value(value: string): string {
    this.params.push(value);
    return `$${String(this.params.length)}`;
  }

  where(filters: readonly EntryFilter[]): string {
    return filters.map(({ sql, value }) => ` and ${sql.replace("?", this.value(value))}`).join("");
  }
}

/** Entries of an organization that meet conditions, newest first: for what one index finds in this order. */
export function plainSource({ orgId, filters, limit }: SourceInput): EntrySource {
  const statement = new Statement(orgId);
  const where = statement.where(filters);
  const sql = `select e.* from audit_entry e where e.org_id = $1::uuid${where} order by ${NEWEST_FIRST} limit ${String(limit)}`;
  return { sql, params: statement.params, order: NEWEST_FIRST };
}

/** `and` is a condition on audit_entry beside the organization's, from $2 on. */
const kinds = (and: string): string => {
  const one = (more: string): string =>
    `select entity_type, action from audit_entry where org_id = $1::uuid${and}${more} order by entity_type, action limit 1`;
  return `with recursive kind as (
      (${one("")})
      union all
      select n.entity_type, n.action from kind cross join lateral (
        ${one(" and (entity_type, action) > (kind.entity_type, kind.action)")}) n)
    select entity_type, action from kind limit 2000`;
};

/**
 * Every kind of entry that an organization has, as rows of (entity_type, action): found by jumping from one to the next,
 * since there may be millions of entries of few kinds.
 */
export const KINDS: string = kinds("");

type KindInput = SourceInput & {
  /** Only entries of this actor. */
  actor?: string;
  /** Conditions over `k`, a row of (entity_type, action). */
  kind: readonly EntryFilter[];
};

/**
 * Entries of some kinds or of one actor, newest first: the newest of each kind, then the newest of these. However rare
 * or old they are, nothing else is read.
 */
export function kindSource({ orgId, filters, kind, actor, limit }: KindInput): EntrySource {
  const statement = new Statement(orgId);
  const by = actor === undefined ? "" : ` and actor_ref = ${statement.value(actor)}`;
  const ofKind = statement.where(kind);
  const where = statement.where(filters);
  const sql = `select e.* from (
      select e.entry_id from (${kinds(by)}) k cross join lateral (
        select e.created_at, e.entry_id from audit_entry e
        where e.org_id = $1::uuid${by} and e.entity_type = k.entity_type and e.action = k.action${where}
        order by ${NEWEST_FIRST} limit ${String(limit)}) e
      where true${ofKind} order by ${NEWEST_FIRST} limit ${String(limit)}) p
    join audit_entry e using (entry_id)`;
  return { sql, params: statement.params, order: NEWEST_FIRST };
}

/** Entries about one thing, the newest version first, in every log that the organization had. */
export function thingSource(input: SourceInput & { entityType: string; entityId: string }): EntrySource {
  return versions(input, NEWEST_VERSION, (statement) => `values (${statement.value(input.entityType)})`);
}

/** Entries about the things that have this id, whatever kind they are of, newest first. */
export function idSource(input: SourceInput & { entityId: string }): EntrySource {
  return versions(input, NEWEST_FIRST, () => `select distinct entity_type from (${KINDS}) k`);
}

function versions(
  input: SourceInput & { entityId: string },
  order: string,
  types: (statement: Statement) => string,
): EntrySource {
  const { orgId, filters, entityId, limit } = input;
  const statement = new Statement(orgId);
  const id = statement.value(entityId);
  const oneOf = types(statement);
  const where = statement.where(filters);
  const sql = `select e.* from audit_log g cross join (${oneOf}) t(entity_type) cross join lateral (
      select e.* from audit_entry e
      where e.log_id = g.log_id and e.entity_type = t.entity_type and e.entity_id = ${id}${where}
      order by e.entity_version desc limit ${String(limit)}) e
    where g.org_id = $1::uuid order by ${order} limit ${String(limit)}`;
  return { sql, params: statement.params, order };
}
