"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useEditHistory } from "@/components/diagram/use-edit-history.ts";
import type { BoundFact, EditHistory, EditorFacts } from "@/components/diagram/editor-types.ts";
import { nodeHref } from "@/lib/lineage/rules.ts";
import { Bone } from "@/components/ui/skeletons.tsx";
import { toastInfo, toastProblem } from "@/components/ui/toast.tsx";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { KnownFacts } from "@/lib/graph/engine/facts.ts";
import { predicateIds, predicates } from "@/lib/knowledge/predicates.ts";
import type { Operation } from "@/lib/graph/schema.ts";
import type { ThreatPack } from "@/lib/knowledge/schema.ts";
import type { DiagramDto, RoomThreat } from "@/lib/threats/schema.ts";
import { SessionBar } from "../sessions/session-bar.tsx";
import { StartSession } from "../sessions/start-session.tsx";
import { useSession } from "../sessions/use-session.ts";
import { BindDialog } from "./bind-dialog.tsx";
import { newUuid } from "./new-uuid.ts";
import { RoomFoot } from "./room-foot.tsx";
import { RoomHead, type RoomPlace } from "./room-head.tsx";
import { RoomPanel } from "./room-panel.tsx";
import type { RoomNotice } from "./room-store.ts";
import { marksOf, subjectOf } from "./room-threats.ts";
import type { Decide } from "./suggestion-card.tsx";
import { peopleIn, useRoom, viewOf, type RoomSelf } from "./use-room.ts";
import { useSuggestions } from "./use-suggestions.ts";

const DiagramEditor = dynamic(
  () => import("@/components/diagram/diagram-editor.tsx").then(({ DiagramEditor: editor }) => editor),
  { ssr: false, loading: () => <Bone height={480} /> },
);
const DiagramTable = dynamic(
  () => import("@/components/diagram/diagram-table.tsx").then(({ DiagramTable: table }) => table),
  { ssr: false, loading: () => <Bone height={480} /> },
);

/** Others' bindings come one after another; one look at the inventory serves them all. */
const BOUND_AFTER_MS = 600;

const tableQuestions = predicateIds.map((id) => ({ id, label: predicates[id].question }));

interface DiagramRoomProps {
  diagram: DiagramDto;
  self: RoomSelf;
  threats: readonly RoomThreat[];
  packs: readonly ThreatPack[] | undefined;
  /** Null for people who may only look, and for guests. */
  decide: Decide | null;
  place: RoomPlace;
  /** Called when an element was bound or unbound, so that what the inventory knows is read again. */
  onBoundChanged: (() => void) | null;
  /** Asks for what the inventory knows and the diagram lacks; null for guests and without a scope. */
  drawMore: (() => Promise<readonly Operation[]>) | null;
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

/** Everything that the drawing, the table and the panel show about the diagram as it is now. */
function useRoomFacts(
  { diagram, threats, packs }: Pick<DiagramRoomProps, "diagram" | "threats" | "packs">,
  view: Diagram,
) {
  const known = useMemo<KnownFacts>(
    () => Object.fromEntries(Object.entries(diagram.bound).map(([id, fact]) => [id, fact.known])),
    [diagram.bound],
  );
  const suggestions = useSuggestions(view, known, packs);
  const facts = useMemo<EditorFacts>(
    () => ({ marks: marksOf(suggestions?.all ?? [], threats, view), bound: boundOf(diagram) }),
    [suggestions, threats, view, diagram],
  );
  return { suggestions, facts };
}

function bindingsOf(pairs: readonly (readonly [string, string])[]): string {
  return pairs
    .map((pair) => pair.join(" "))
    .toSorted()
    .join();
}

/** Asks for what the inventory knows when what elements are bound to is no longer what it was asked for. */
function useBoundChanges(view: Diagram, asked: DiagramDto["bound"], onChanged: (() => void) | null): void {
  const now = useMemo(
    () => bindingsOf([...view.element.values()].flatMap(({ id, bound }) => (bound === null ? [] : [[id, bound.id]]))),
    [view],
  );
  const then = useMemo(() => bindingsOf(Object.entries(asked).map(([id, { node }]) => [id, node.id])), [asked]);
  const differs = now !== then;
  useEffect(() => {
    if (!differs || onChanged === null) return undefined;
    const timer = setTimeout(onChanged, BOUND_AFTER_MS);
    return () => clearTimeout(timer);
  }, [differs, now, onChanged]);
}

/** Adds what the inventory knows and the diagram lacks, as one step to take back; null where there is nothing to ask. */
function useDraw(drawMore: DiagramRoomProps["drawMore"], propose: EditHistory["propose"]): (() => void) | null {
  return useMemo(() => {
    if (drawMore === null) return null;
    return () => {
      void drawMore()
        .then((operations) => {
          if (operations.length === 0) toastInfo({ message: "The drawing has everything that the inventory knows." });
          else propose(operations, "Added what the inventory knows");
        })
        .catch(toastProblem);
    };
  }, [drawMore, propose]);
}

/** A diagram with everybody who is in it: the drawing or its table, the panel about what is selected, the session. */
export function DiagramRoom(props: DiagramRoomProps) {
  const { diagram, self, threats, decide, place, onBoundChanged, drawMore } = props;
  const room = useRoom(diagram, self, tell);
  const { state, store } = room;
  const [ids, setIds] = useState<readonly string[]>([]);
  const [binding, setBinding] = useState<string | null>(null);
  const readOnly = !diagram.abilities.edit;
  const propose = useCallback<EditHistory["propose"]>((operations) => store.propose(operations), [store]);
  const edit = useEditHistory(propose, store.changedBy);
  const { suggestions, facts } = useRoomFacts(props, state.diagram);
  useBoundChanges(state.diagram, diagram.bound, onBoundChanged);
  const { session, act } = useSession(diagram.id, self.guest);
  const people = useMemo(() => peopleIn(state.people, room.tab), [state.people, room.tab]);
  const follow = session?.leads === true ? viewOf(state.people, session.facilitator.id, self.id) : null;
  const presence = useMemo(() => ({ people, follow, report: room.report }), [people, follow, room.report]);
  const selection = useMemo(() => ({ ids, select: setIds }), [ids]);
  const selected = ids.length === 1 ? (ids[0] ?? null) : null;
  const data = useMemo(
    () => ({ diagram: state.diagram, bound: diagram.bound, suggestions, threats }),
    [state.diagram, diagram.bound, suggestions, threats],
  );
  const subject = useMemo(() => subjectOf(data, selected), [data, selected]);
  const shared = { diagram: state.diagram, edit, newId: newUuid, readOnly, facts };
  const draw = useDraw(readOnly ? null : drawMore, edit.propose);
  const select = useCallback((id: string) => setIds([id]), []);
  const onBind = readOnly || self.guest ? null : setBinding;
  return (
    <div className="mk-room">
      <RoomHead place={place} state={state} people={people} self={self} diagramId={diagram.id}>
        {session === null && !readOnly && !self.guest ? (
          <StartSession diagramId={diagram.id} title={place.title} act={act} />
        ) : null}
      </RoomHead>
      <div className="mk-room-body">
        <div className="mk-room-canvas">
          {place.table ? (
            <DiagramTable {...shared} questions={tableQuestions} onBind={onBind} />
          ) : (
            <DiagramEditor {...shared} title={diagram.name} selection={selection} presence={presence} />
          )}
        </div>
        <RoomPanel
          data={data}
          id={selected}
          onSelect={select}
          edit={edit}
          readOnly={readOnly}
          decide={decide}
          onBind={onBind}
          draw={draw}
        />
      </div>
      {session === null ? null : <SessionBar session={session} act={act} subject={subject} />}
      <RoomFoot marks={facts.marks} diagram={state.diagram} ready={suggestions !== null} />
      <BindDialog
        elementId={binding}
        name={state.diagram.element.get(binding ?? "")?.name ?? "it"}
        edit={edit}
        onClose={() => setBinding(null)}
      />
    </div>
  );
}
