import type { SupplyLoss } from "../../../interop/supply-chain/draft.ts";
import type { Reader } from "../../../kernel/query.ts";
import type { PlannedRecord } from "./plan-supply.ts";

const CHUNK = 1_000;

const addressOf = ({ record }: PlannedRecord): string | undefined => record.fields.ownerEmail?.toLowerCase();

/** The people that the file names as owners, ids by their address in small letters; who is not an active person here owns nothing. */
export async function ownersOf(
  db: Pick<Reader, "user">,
  orgId: string,
  plan: readonly PlannedRecord[],
): Promise<Map<string, string>> {
  const addresses = [...new Set(plan.flatMap((planned) => addressOf(planned) ?? []))];
  const owners = new Map<string, string>();
  for (let start = 0; start < addresses.length; start += CHUNK) {
    const people = await db.user.findMany({
      where: { orgId, email: { in: addresses.slice(start, start + CHUNK) }, state: "active" },
      select: { id: true, email: true },
    });
    for (const { id, email } of people) owners.set(email, id);
  }
  return owners;
}

/** What is told of owners that nobody here is, once an address: new records get whoever applies the import as their owner. */
export function unknownOwners(plan: readonly PlannedRecord[], owners: ReadonlyMap<string, string>): SupplyLoss[] {
  const found = new Map<string, { path: string; line: number; records: number }>();
  for (const planned of plan) {
    const address = addressOf(planned);
    if (address === undefined || planned.existing !== null || owners.has(address)) continue;
    const first = found.get(address);
    if (first !== undefined) first.records += 1;
    else {
      const { path, line } = planned.record.origins["ownerEmail"] ?? { path: planned.shown.path, line: 1 };
      found.set(address, { path, line, records: 1 });
    }
  }
  return [...found].map(([address, { path, line, records }]) => {
    const what = records === 1 ? "the new record that names it" : `the ${records} new records that name it`;
    return {
      path,
      line,
      message: `No active person here has the address ${address}: whoever applies the import will own ${what}.`,
    };
  });
}
