"use client";

import { Button } from "@mantine/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { applyBatch } from "@/lib/graph/apply-batch.ts";
import { copyDiagram, type Diagram } from "@/lib/graph/diagram.ts";
import { DiagramEditor } from "../diagram-editor.tsx";
import { DiagramTable } from "../diagram-table.tsx";
import type { EditorPresence, Person, Propose } from "../editor-types.ts";
import { useEditHistory } from "../use-edit-history.ts";
import { countingIds, sampleBound, sampleDiagram, sampleMarks } from "./sample-diagram.ts";

const questions = [
  { id: "node.personal_data", label: "Holds or processes personal data" },
  { id: "node.llm", label: "Is or contains a language model" },
  { id: "node.write_actions", label: "Can change things" },
  { id: "flow.public_network", label: "Runs over a public network" },
];

const names = ["Priya Das", "Kofi Vance", "Ana Silva"] as const;

function peopleAt(diagram: Diagram, tick: number): Person[] {
  const picked = [...diagram.element.values()].find(({ kind }) => kind === "rag_store")?.id;
  return names.map((name, index) => ({
    id: name,
    name,
    initials: name.replaceAll(/[^A-Z]/g, ""),
    colour: index,
    cursor: { x: [780, 900, 260][index] ?? 0, y: ([400, 470, 600][index] ?? 0) + Math.sin(tick / 4 + index) * 6 },
    selection: index === 0 && picked !== undefined ? [picked] : [],
    viewport: null,
  }));
}

/** Others who move their cursors ten times a second, as in a room; `still` keeps them where they are, for pictures. */
function usePeople(diagram: Diagram): EditorPresence {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    if (new URLSearchParams(window.location.search).has("still")) return undefined;
    const timer = window.setInterval(() => setTick((now) => now + 1), 100);
    return () => window.clearInterval(timer);
  }, []);
  const report = useCallback(() => undefined, []);
  const people = useMemo(() => peopleAt(diagram, tick), [diagram, tick]);
  return useMemo(() => ({ people, follow: null, report }), [people, report]);
}

/** A diagram that only this page has: what is changed is gone with it. */
function useSample(template: string, size: number): { diagram: Diagram; propose: Propose } {
  const [diagram, setDiagram] = useState(() => sampleDiagram(template, size));
  const now = useRef(diagram);
  const propose = useCallback<Propose>((operations) => {
    const next = copyDiagram(now.current);
    const outcome = applyBatch(next, operations);
    now.current = next;
    setDiagram(next);
    return outcome;
  }, []);
  return { diagram, propose };
}

/** The editor with made-up people and threats, for looking at it. */
export function SampleRoom({ size, template, table }: { size: number; template: string; table: boolean }) {
  const { diagram, propose } = useSample(template, size);
  const [asTable, setAsTable] = useState(table);
  const [ids, setIds] = useState<readonly string[]>([]);
  const [newId] = useState(() => countingIds(100_000));
  const [facts] = useState(() => ({ marks: sampleMarks(diagram), bound: sampleBound(diagram) }));
  const edit = useEditHistory(propose);
  const presence = usePeople(diagram);
  const selection = useMemo(() => ({ ids, select: setIds }), [ids]);
  return (
    <main style={{ display: "grid", gridTemplateRows: "48px minmax(0, 1fr)", height: "100dvh" }}>
      <header
        style={{
          display: "flex",
          gap: 16,
          alignItems: "center",
          padding: "0 16px",
          borderBottom: "1px solid var(--line)",
        }}
      >
        <h1 style={{ fontSize: 16 }}>Support assistant</h1>
        <Button size="xs" variant="default" onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show the drawing" : "Show the table"}
        </Button>
      </header>
      {asTable ? (
        <DiagramTable
          diagram={diagram}
          edit={edit}
          newId={newId}
          readOnly={false}
          facts={facts}
          questions={questions}
          onBind={null}
        />
      ) : (
        <DiagramEditor
          diagram={diagram}
          title="Support assistant"
          edit={edit}
          newId={newId}
          readOnly={false}
          selection={selection}
          facts={facts}
          presence={presence}
        />
      )}
    </main>
  );
}
