"use client";

import "./room.css";
import { useQueries, useQuery, useQueryClient, useSuspenseQuery, type UseQueryResult } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { DiagramRoom } from "./diagram-room.tsx";
import type { RoomSelf } from "./use-room.ts";
import { useNarrowRail } from "@/components/layout/frame-settings.ts";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import {
  decideSuggestion,
  drawFromInventory,
  packContentQuery,
  roomDiagramQuery,
  roomThreatsQuery,
  threatModelQuery,
} from "@/lib/threats/api.ts";
import type { ScopeType } from "@/lib/threats/rules.ts";
import type { ThreatPack } from "@/lib/knowledge/schema.ts";
import type { Decide } from "./suggestion-card.tsx";

type Pack = { content: ThreatPack };

/** The packs that are switched on, once all of them are there; the engine begins with the built-in ones. */
function contents(results: UseQueryResult<Pack>[]): readonly ThreatPack[] | undefined {
  const packs = results.flatMap(({ data }) => data?.content ?? []);
  return packs.length === results.length && packs.length > 0 ? packs : undefined;
}

interface RoomPageProps {
  slug: string;
  diagramId: string;
  self: RoomSelf;
}

/** The room of a threat model for people of the organization: one of its diagrams, live, with its threats. */
export function RoomPage({ slug, diagramId, self }: RoomPageProps) {
  useNarrowRail();
  const client = useQueryClient();
  const router = useRouter();
  const search = useSearchParams();
  const { data: threatModel } = useSuspenseQuery(threatModelQuery(slug));
  const { data: diagram } = useSuspenseQuery(roomDiagramQuery(diagramId));
  const threats = useQuery(roomThreatsQuery(diagramId));
  const packs = useQueries({ queries: threatModel.packs.map((key) => packContentQuery(key)), combine: contents });
  const decide = useCallback<Decide>(
    async (suggestion, decision, reason) => {
      try {
        await decideSuggestion({
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
  const onBoundChanged = useCallback(
    () => void client.invalidateQueries({ queryKey: roomDiagramQuery(diagramId).queryKey }),
    [client, diagramId],
  );
  const drawMore = useCallback(async () => {
    const scope = threatModel.scope.slice(0, 20).map(({ id, type }) => ({ id, type: type as ScopeType }));
    return (await drawFromInventory({ scope, diagramId })).operations;
  }, [threatModel.scope, diagramId]);
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
      packs={packs}
      decide={diagram.abilities.edit ? decide : null}
      onBoundChanged={onBoundChanged}
      drawMore={threatModel.scope.length === 0 ? null : drawMore}
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
