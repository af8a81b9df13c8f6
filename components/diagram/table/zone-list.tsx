import { Button } from "@mantine/core";
import { removeAll } from "@/lib/graph/edit/add-element.ts";
import { zoneFromRect } from "@/lib/graph/edit/draw-zone.ts";
import { putInZone } from "@/lib/graph/edit/move.ts";
import { around, sceneOf } from "@/lib/graph/edit/scene.ts";
import { trustLevels, type TrustLevel } from "@/lib/graph/kinds.ts";
import type { Zone } from "@/lib/graph/schema.ts";
import { wouldNestInItself } from "@/lib/graph/zones.ts";
import { ChoiceCell, RemoveCell, TextCell } from "./cells.tsx";
import { RowList } from "./row-list.tsx";
import { hasWords, NONE, zoneOptions, type TableContext } from "./table-types.ts";

const levels: readonly TrustLevel[] = [0, 1, 2, 3, 4];
const trustOptions = levels.map((level) => ({ value: String(level), label: `${level} of 4, ${trustLevels[level]}` }));

function ZoneRow({ zone, context }: { zone: Zone; context: TableContext }) {
  const { diagram, edit, readOnly } = context;
  const { id, name } = zone;
  const inside = [...diagram.element.values()].filter((element) => element.zoneId === id).length;
  return (
    <tr>
      <td>
        <TextCell
          label={`Name of zone ${name}`}
          value={name}
          required
          readOnly={readOnly}
          onCommit={(next) =>
            edit.propose([{ do: "set", part: "zone", id, set: { name: next } }], `Renamed to ${next}`)
          }
        />
      </td>
      <td>
        <ChoiceCell
          label={`Trust of ${name}`}
          value={String(zone.trust)}
          options={() => trustOptions}
          readOnly={readOnly}
          onCommit={(value) => {
            const trust = levels.find((level) => String(level) === value);
            if (trust === undefined) return;
            edit.propose([{ do: "set", part: "zone", id, set: { trust } }], `Changed the trust of ${name}`);
          }}
        />
      </td>
      <td>
        <ChoiceCell
          label={`Zone around ${name}`}
          value={zone.parentId ?? NONE}
          options={() =>
            zoneOptions(diagram).filter(
              ({ value }) => value === NONE || (value !== id && !wouldNestInItself(diagram.zone, id, value)),
            )
          }
          readOnly={readOnly}
          onCommit={(value) => {
            const operations = putInZone(diagram, sceneOf(diagram), id, value === NONE ? null : value);
            edit.propose(operations, `Moved ${name} to another zone`);
          }}
        />
      </td>
      <td className="mk-list-number">{inside}</td>
      <td>
        <RemoveCell
          what={name}
          readOnly={readOnly}
          onRemove={() => edit.propose(removeAll(diagram, [id]), `Removed ${name}`)}
        />
      </td>
    </tr>
  );
}

const columns = ["Name", "Trust", "Lies in", "Elements"];

/** All trust zones, each with its name, trust and the zone around it to change. */
export function ZoneList({ context }: { context: TableContext }) {
  const { diagram, edit, newId, readOnly, query } = context;
  const all = [...diagram.zone.values()];
  const shown = all
    .filter(({ name }) => hasWords(query, name))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
  const add = (): void => {
    const scene = sceneOf(diagram);
    const space = around([...scene.elements.values(), ...scene.zones.values()]) ?? { x: 0, y: 0, width: 0, height: 0 };
    const rect = { x: space.x + space.width + 80, y: space.y, width: 360, height: 240 };
    edit.propose(zoneFromRect(diagram, scene, rect, newId()), "Added a zone");
  };
  return (
    <RowList
      title="Trust zones"
      columns={columns}
      total={all.length}
      empty="No zones yet."
      action={
        readOnly ? null : (
          <Button variant="default" size="xs" onClick={add}>
            Add zone
          </Button>
        )
      }
      rows={shown.map((zone) => ({ id: zone.id, row: <ZoneRow key={zone.id} zone={zone} context={context} /> }))}
    />
  );
}
