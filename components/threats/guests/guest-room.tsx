"use client";

import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { roomDiagramQuery } from "@/lib/threats/api.ts";
import "../room/room.css";
import { DiagramRoom } from "../room/diagram-room.tsx";

interface GuestRoomProps {
  diagramId: string;
  self: { id: string; name: string };
}

/** The room for a guest: the diagram with everybody in it, without anything of the inventory or the register. */
export function GuestRoom({ diagramId, self }: GuestRoomProps) {
  const diagram = useQuery(roomDiagramQuery(diagramId));
  const [table, setTable] = useState(false);
  if (diagram.isError) return <ProblemPanel error={diagram.error} onRetry={() => void diagram.refetch()} />;
  if (diagram.data === undefined) return <Loader aria-label="Loading" />;
  return (
    <main id="main">
      <DiagramRoom
        diagram={diagram.data}
        self={{ ...self, guest: true }}
        threats={[]}
        packs={undefined}
        decide={null}
        onBoundChanged={null}
        drawMore={null}
        place={{
          title: diagram.data.threatModel.name,
          back: null,
          home: null,
          diagrams: [],
          onDiagram: () => undefined,
          table,
          onTable: setTable,
        }}
      />
    </main>
  );
}
