import type { Threat } from "../../db/types.ts";
import type { AttackPath, Mitigation } from "../../graph/paths/schema.ts";
import type { Reader } from "../../kernel/query.ts";
import { isInPlace } from "../register/rules.ts";
import type { Mitigation as Recorded } from "../register/schema.ts";

export type ThreatRow = Pick<
  Threat,
  "id" | "title" | "state" | "mitigations" | "targetId" | "diagramId" | "likelihood"
>;

/** The threats of a threat model, as attack paths use them. */
export function pathThreats(db: Pick<Reader, "threat">, threatModelId: string): Promise<ThreatRow[]> {
  return db.threat.findMany({
    where: { threatModelId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      title: true,
      state: true,
      mitigations: true,
      targetId: true,
      diagramId: true,
      likelihood: true,
    },
  });
}

function settled({ id, title, state }: ThreatRow): Mitigation[] {
  const name =
    state === "not_applicable" ? `“${title}” does not apply` : state === "mitigated" ? `What stops “${title}”` : "";
  return name === "" ? [] : [{ id, name: name.slice(0, 200), working: true, threatIds: [id], stepIds: [] }];
}

/**
 * What stands against threats: their mitigations, one control once however many threats it is against, and, where somebody said
 * that a threat is mitigated or does not apply and names nothing in place, that.
 */
export function mitigationsOf(threats: readonly ThreatRow[]): Mitigation[] {
  const found = new Map<string, Mitigation>();
  for (const threat of threats) {
    const own = threat.mitigations as Recorded[];
    const rows = own.map((one) => ({
      key: one.controlId ?? one.id,
      id: one.id,
      name: one.title,
      works: isInPlace(one),
    }));
    for (const { key, id, name, works } of rows) {
      const known = found.get(`${key} ${String(works)}`);
      if (known === undefined) {
        const fresh = { id, name: name.slice(0, 200), working: works, threatIds: [threat.id], stepIds: [] };
        found.set(`${key} ${String(works)}`, fresh);
      } else if (!known.threatIds.includes(threat.id)) known.threatIds.push(threat.id);
    }
    if (rows.some(({ works }) => works)) continue;
    for (const one of settled(threat)) found.set(`said ${one.id}`, one);
  }
  return [...found.values()];
}

/** What the elements and flows that these paths speak of are called, by id. At most two statements. */
export async function namesIn(
  db: Pick<Reader, "diagramElement" | "diagramFlow">,
  orgId: string,
  paths: readonly Pick<AttackPath, "entryId" | "assetId" | "steps">[],
): Promise<Record<string, string>> {
  const of = (path: (typeof paths)[number]) => [
    path.entryId,
    path.assetId,
    ...path.steps.map((step) => step.elementId),
  ];
  const ids = [...new Set(paths.flatMap(of))].filter((id) => id !== null);
  if (ids.length === 0) return {};
  const where = { orgId, id: { in: ids } };
  const select = { id: true, name: true } as const;
  const [elements, flows] = await Promise.all([
    db.diagramElement.findMany({ where, select }),
    db.diagramFlow.findMany({ where, select }),
  ]);
  return Object.fromEntries([...flows, ...elements].map(({ id, name }) => [id, name]));
}
