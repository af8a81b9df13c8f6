"use client";

import dynamic from "next/dynamic";
import { useCallback, useMemo, useState } from "react";
import { useEditHistory } from "@/components/diagram/use-edit-history.ts";
import type { BoundFact, EditHistory, EditorFacts } from "@/components/diagram/editor-types.ts";
import { nodeHref } from "@/lib/lineage/rules.ts";
import { Bone } from "@/components/ui/skeletons.tsx";
import { toastInfo } from "@/components/ui/toast.tsx";
import type { KnownFacts } from "@/lib/graph/engine/facts.ts";
import type { ThreatPack } from "@/lib/knowledge/schema.ts";
import type { DiagramDto, RoomThreat } from "@/lib/threats/schema.ts";
import { newUuid } from "./new-uuid.ts";
import { RoomFoot } from "./room-foot.tsx";
import { RoomHead, type RoomPlace } from "./room-head.tsx";
import { RoomPanel } from "./room-panel.tsx";
import type { RoomNotice } from "./room-store.ts";
import { marksOf } from "./room-threats.ts";
import type { Decide } from "./suggestion-card.tsx";
import { peopleIn, useRoom, type RoomSelf } from "./use-room.ts";
import { useSuggestions } from "./use-suggestions.ts";

const DiagramEditor = dynamic(
  () => import("@/components/diagram/diagram-editor.tsx").then(({ DiagramEditor: editor }) => editor),
  { ssr: false, loading: () => <Bone height={480} /> },
);
const DiagramTable = dynamic(
  () => import("@/components/diagram/diagram-table.tsx").then(({ DiagramTable: table }) => table),
  { ssr: false, loading: () => <Bone height={480} /> },
);

interface DiagramRoomProps {
  diagram: DiagramDto;
  self: RoomSelf;
  threats: readonly RoomThreat[];
  packs: readonly ThreatPack[] | undefined;
  decide: Decide | null;
  place: RoomPlace;
}

function tell({ message, refused }: RoomNotice): void {
  const more = refused.length > 1 ? ` And ${refused.length - 1} more.` : "";
  toastInfo({ message: `Not applied: ${message}${more}` });
}

function boundOf(diagram: DiagramDto): ReadonlyMap<string, BoundFact> {
  return new Map(
    Object.entries(diagram.bound).map(([id, { node }]) => [
      id,
      {
        name: node.name,
        sensitivity: node.sensitivity,
        owner: node.owner?.name ?? null,
        state: node.state,
        href: nodeHref(node),
      },
    ]),
  );
}

/** A diagram with everybody who is in it: the drawing or its table, and the panel about what is selected. */
export function DiagramRoom({ diagram, self, threats, packs, decide, place }: DiagramRoomProps) {
  const room = useRoom(diagram, self, tell);
  const { state, store } = room;
  const [ids, setIds] = useState<readonly string[]>([]);
  const readOnly = !diagram.abilities.edit;
  const propose = useCallback<EditHistory["propose"]>((operations) => store.propose(operations), [store]);
  const edit = useEditHistory(propose, store.changedBy);
  const known = useMemo<KnownFacts>(
    () => Object.fromEntries(Object.entries(diagram.bound).map(([id, fact]) => [id, fact.known])),
    [diagram.bound],
  );
  const suggestions = useSuggestions(state.diagram, known, packs);
  const facts = useMemo<EditorFacts>(() => {
    const targets = [...state.diagram.element.keys(), ...state.diagram.flow.keys()];
    return { marks: marksOf(suggestions?.all ?? [], threats, targets), bound: boundOf(diagram) };
  }, [suggestions, threats, state.diagram, diagram]);
  const people = useMemo(() => peopleIn(state, room.tab), [state, room.tab]);
  const presence = useMemo(() => ({ people, follow: null, report: room.report }), [people, room.report]);
  const selection = useMemo(() => ({ ids, select: setIds }), [ids]);
  const selected = ids.length === 1 ? (ids[0] ?? null) : null;
  const data = { diagram: state.diagram, bound: diagram.bound, suggestions, threats };
  const shared = { diagram: state.diagram, title: diagram.name, edit, newId: newUuid, readOnly, selection, facts };
  return (
    <div className="mk-room">
      <RoomHead place={place} state={state} people={people} self={self} diagramId={diagram.id} />
      <div className="mk-room-body">
        <div className="mk-room-canvas">
          {place.table ? <DiagramTable {...shared} /> : <DiagramEditor {...shared} presence={presence} />}
        </div>
        <RoomPanel
          data={data}
          id={selected}
          onSelect={(id) => setIds([id])}
          edit={edit}
          readOnly={readOnly}
          decide={decide}
        />
      </div>
      <RoomFoot marks={facts.marks} diagram={state.diagram} />
    </div>
  );
}
