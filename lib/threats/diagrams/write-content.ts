import type { Diagram } from "../../graph/diagram.ts";
import type { Operation, Part } from "../../graph/schema.ts";
import type { Tx } from "../../db/types.ts";
import { assumptionRow, elementRow, flowRow, zoneRow } from "./content-rows.ts";

type Place = { diagramId: string; orgId: string };
type Changed = { added: string[]; changed: string[]; removed: string[] };

/** What the effects come to in the end, per kind of part: each id once. */
function changesOf(effects: readonly Operation[]): Record<Part, Changed> {
  const first = new Map<string, { part: Part; existed: boolean }>();
  const last = new Map<string, boolean>();
  for (const effect of effects) {
    const id = effect.do === "add" ? effect.value.id : effect.id;
    const key = `${effect.part} ${id}`;
    if (!first.has(key)) first.set(key, { part: effect.part, existed: effect.do !== "add" });
    last.set(key, effect.do !== "remove");
  }
  const result: Record<Part, Changed> = {
    zone: { added: [], changed: [], removed: [] },
    element: { added: [], changed: [], removed: [] },
    flow: { added: [], changed: [], removed: [] },
    assumption: { added: [], changed: [], removed: [] },
  };
  for (const [key, { part, existed }] of first) {
    const id = key.slice(part.length + 1);
    const exists = last.get(key) === true;
    if (!existed && exists) result[part].added.push(id);
    if (existed && exists) result[part].changed.push(id);
    if (existed && !exists) result[part].removed.push(id);
  }
  return result;
}

const present = <T>(values: ReadonlyMap<string, T>, ids: readonly string[]): T[] =>
  ids.flatMap((id) => {
    const value = values.get(id);
    return value === undefined ? [] : [value];
  });

type Table<Row> = {
  deleteMany: (args: { where: { diagramId: string; id: { in: string[] } } }) => Promise<unknown>;
  createMany: (args: { data: Row[] }) => Promise<unknown>;
  update: (args: { where: { diagramId_id: { diagramId: string; id: string } }; data: Row }) => Promise<unknown>;
};

async function writePart<Row extends { id: string }>(
  table: Table<Row>,
  diagramId: string,
  removed: string[],
  rows: { added: Row[]; changed: Row[] },
): Promise<void> {
  if (removed.length > 0) await table.deleteMany({ where: { diagramId, id: { in: removed } } });
  if (rows.added.length > 0) await table.createMany({ data: rows.added });
  for (const row of rows.changed) {
    await table.update({ where: { diagramId_id: { diagramId, id: row.id } }, data: row });
  }
}

/** Brings the rows to where the effects left the diagram. `diagram` holds at least what they touched. */
export async function writeContent(
  tx: Tx,
  place: Place,
  diagram: Diagram,
  effects: readonly Operation[],
): Promise<void> {
  const { zone, element, flow, assumption } = changesOf(effects);
  const { diagramId } = place;
  const rows = <T, Row>(values: ReadonlyMap<string, T>, changed: Changed, toRow: (place: Place, value: T) => Row) => ({
    added: present(values, changed.added).map((value) => toRow(place, value)),
    changed: present(values, changed.changed).map((value) => toRow(place, value)),
  });
  await writePart(tx.diagramZone, diagramId, zone.removed, rows(diagram.zone, zone, zoneRow));
  await writePart(tx.diagramElement, diagramId, element.removed, rows(diagram.element, element, elementRow));
  await writePart(tx.diagramFlow, diagramId, flow.removed, rows(diagram.flow, flow, flowRow));
  await writePart(
    tx.diagramAssumption,
    diagramId,
    assumption.removed,
    rows(diagram.assumption, assumption, assumptionRow),
  );
}
