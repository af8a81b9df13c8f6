import type { Zone } from "../schema.ts";
import { moveWords, trustWords, zoneWords } from "./change-words.ts";
import { changeOf, pairsOf, type Said, type Versions } from "./compared.ts";
import type { Change } from "./schema.ts";

function differences(versions: Versions, was: Zone, is: Zone): Said[] {
  const said: Said[] = [];
  if (was.name !== is.name) {
    said.push({ kind: "renamed", weight: "low", words: `Zone ${was.name} is now called ${is.name}` });
  }
  if (was.parentId !== is.parentId) {
    const way = moveWords(
      { diagram: versions.before, zoneId: was.parentId },
      { diagram: versions.after, zoneId: is.parentId },
    );
    said.push({ kind: "moved", weight: "high", words: `Zone ${is.name} moved ${way}` });
  }
  if (was.trust !== is.trust) {
    const words = `Zone ${is.name} is now ${trustWords(is.trust)} (was ${trustWords(was.trust)})`;
    said.push({ kind: "exposure", weight: "high", words });
  }
  if (was.description !== is.description) {
    said.push({ kind: "described", weight: "low", words: `The description of zone ${is.name} changed` });
  }
  return said;
}

/** What became of the zones of a diagram. */
export function compareZones(versions: Versions): Change[] {
  const { added, removed, both } = pairsOf(versions.before.zone, versions.after.zone);
  const about = ({ id, name }: Zone) => ({ part: "zone" as const, id, diagramId: versions.diagramId, name });
  return [
    ...added.map((zone) => {
      const place = zone.parentId === null ? "" : ` in ${zoneWords(versions.after, zone.parentId)}`;
      const words = `Zone ${zone.name} was added${place}, ${trustWords(zone.trust)}`;
      return changeOf(about(zone), { kind: "added", weight: "medium", words });
    }),
    ...removed.map((zone) =>
      changeOf(about(zone), { kind: "removed", weight: "high", words: `Zone ${zone.name} was removed` }),
    ),
    ...both.flatMap(({ was, is }) => differences(versions, was, is).map((said) => changeOf(about(is), said))),
  ];
}
