import type { Session } from "../sql-session.ts";

/** What detectors remember between windows, read once and written once a transaction. */
export class DetectorStates {
  readonly #session: Session;
  readonly #orgId: string;
  readonly #known = new Map<string, { state: unknown; bucket: number; changed: boolean }>();

  constructor(session: Session, orgId: string) {
    this.#session = session;
    this.#orgId = orgId;
  }

  /** Reads all states of some subjects. */
  async load(subjects: readonly string[]): Promise<void> {
    const { rows } = await this.#session.query(
      `select subject_id::text as subject, detector, bucket, state from telemetry_detector
       where org_id = $1 and subject_id = any ($2::uuid[])`,
      [this.#orgId, subjects],
    );
    for (const { subject, detector, bucket, state } of rows) {
      const at = bucket instanceof Date ? bucket.getTime() : 0;
      this.#known.set(`${String(subject)} ${String(detector)}`, { state, bucket: at, changed: false });
    }
  }

  /** The state of a detector and the window it was left at; undefined for one that begins. */
  get(subject: string, detector: string): { state: unknown; bucket: number } | undefined {
    return this.#known.get(`${subject} ${detector}`);
  }

  set(subject: string, detector: string, state: unknown, bucket: number): void {
    this.#known.set(`${subject} ${detector}`, { state, bucket, changed: true });
  }

  /** Writes what changed. */
  async save(): Promise<void> {
    const changed = [...this.#known]
      .filter(([, entry]) => entry.changed)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    if (changed.length === 0) return;
    const parts = changed.map(([key]) => [key.slice(0, 36), key.slice(37)] as const);
    await this.#session.query(
      `insert into telemetry_detector (org_id, subject_id, detector, bucket, state)
       select $1::uuid, w.* from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::jsonb[]) as w
       on conflict (org_id, subject_id, detector) do update set bucket = excluded.bucket, state = excluded.state`,
      [
        this.#orgId,
        parts.map(([subject]) => subject),
        parts.map(([, detector]) => detector),
        changed.map(([, { bucket }]) => new Date(bucket).toISOString()),
        changed.map(([, { state }]) => JSON.stringify(state)),
      ],
    );
  }
}
