"use client";

import "./room.css";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { DiagramRoom } from "./diagram-room.tsx";
import type { RoomSelf } from "./use-room.ts";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { roomDiagramQuery, roomThreatsQuery, threatModelQuery } from "@/lib/threats/api.ts";
import { decideThreat, threatPacksQuery } from "@/lib/threats/register/api.ts";
import type { Decide } from "./suggestion-card.tsx";

interface RoomPageProps {
  slug: string;
  diagramId: string;
  self: RoomSelf;
}

/** The room of a threat model for people of the organization: one of its diagrams, live, with its threats. */
export function RoomPage({ slug, diagramId, self }: RoomPageProps) {
  const client = useQueryClient();
  const router = useRouter();
  const search = useSearchParams();
  const { data: threatModel } = useSuspenseQuery(threatModelQuery(slug));
  const { data: diagram } = useSuspenseQuery(roomDiagramQuery(diagramId));
  const threats = useQuery(roomThreatsQuery(diagramId));
  const packs = useQuery(threatPacksQuery());
  const decide = useCallback<Decide>(
    async (suggestion, decision, reason) => {
      try {
        await decideThreat({
          id: threatModel.id,
          diagramId,
          libraryId: suggestion.threatId,
          targetId: suggestion.targetId,
          decision,
          reason,
          severity: suggestion.severity,
          because: suggestion.reasons.map(({ predicate, words }) => ({ predicate, words })),
        });
        await client.invalidateQueries({ queryKey: ["threat"] });
        toastDone({ message: decision === "accepted" ? "Added to the register." : "Marked as not applicable." });
      } catch (error) {
        toastProblem(error);
      }
    },
    [client, diagramId, threatModel.id],
  );
  const own = useMemo(
    () => packs.data?.items.filter(({ key }) => threatModel.packs.includes(key)).map(({ content }) => content),
    [packs.data, threatModel.packs],
  );
  const show = (changes: Record<string, string | null>): void => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    router.replace(`?${next.toString()}`, { scroll: false });
  };
  return (
    <DiagramRoom
      key={diagramId}
      diagram={diagram}
      self={self}
      threats={threats.data?.items ?? []}
      packs={own}
      decide={diagram.abilities.edit ? decide : null}
      place={{
        title: threatModel.name,
        back: { label: "Threat models", href: "/threat-models" },
        home: `/threat-models/${threatModel.slug}`,
        diagrams: threatModel.diagrams,
        onDiagram: (id) => show({ diagram: id }),
        table: search.get("view") === "table",
        onTable: (table) => show({ view: table ? "table" : null }),
      }}
    />
  );
}
