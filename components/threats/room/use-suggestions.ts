"use client";

import { useEffect, useMemo, useState } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { AcceptedThreat, CauseGone } from "@/lib/graph/engine/causes-gone.ts";
import type { CoverageRow, DecidedThreat } from "@/lib/graph/engine/coverage.ts";
import type { KnownFacts } from "@/lib/graph/engine/facts.ts";
import type { NextQuestion } from "@/lib/graph/engine/next-questions.ts";
import type { Suggestion } from "@/lib/graph/engine/suggestion.ts";
import type { Threat, ThreatPack } from "@/lib/knowledge/schema.ts";

/** What the engine says about the diagram as it is now. */
export type Suggestions = {
  all: readonly Suggestion[];
  of: (id: string) => readonly Suggestion[];
  questionsOf: (id: string) => readonly NextQuestion[];
  threat: (id: string) => Threat | undefined;
  /** STRIDE per element and flow: what was decided, what is proposed, where nobody looked. */
  coverage: (decided: readonly DecidedThreat[]) => readonly CoverageRow[];
  /** Threats that people took on and whose conditions no longer hold, with what changed. */
  gone: (accepted: readonly AcceptedThreat[]) => readonly CauseGone[];
};

/** Keeps the suggestions up to date, change by change. Null while the library is on its way. */
export function useSuggestions(
  diagram: Diagram,
  facts: KnownFacts,
  packs: readonly ThreatPack[] | undefined,
): Suggestions | null {
  const [engine, setEngine] = useState<Engine | null>(null);
  useEffect(() => {
    let wanted = true;
    void load(packs).then((loaded) => {
      if (wanted) setEngine(loaded);
    });
    return () => {
      wanted = false;
    };
  }, [packs]);
  return useMemo(() => (engine === null ? null : engine.look(diagram, facts)), [engine, diagram, facts]);
}

type Engine = { look: (diagram: Diagram, facts: KnownFacts) => Suggestions };

async function load(packs: readonly ThreatPack[] | undefined): Promise<Engine> {
  const [{ Suggester }, { nextQuestions }, { coverageOf }, { causesGone }, { builtInPacks }] = await Promise.all([
    import("@/lib/graph/engine/suggester.ts"),
    import("@/lib/graph/engine/next-questions.ts"),
    import("@/lib/graph/engine/coverage.ts"),
    import("@/lib/graph/engine/causes-gone.ts"),
    import("@/lib/knowledge/packs.ts"),
  ]);
  const suggester = new Suggester({ packs: [...builtInPacks, ...(packs ?? [])] });
  let known: KnownFacts | null = null;
  return {
    look: (diagram, facts) => {
      suggester.update(diagram);
      if (known !== facts) suggester.setFacts(facts);
      known = facts;
      return {
        all: suggester.all(),
        of: (id) => suggester.of(id),
        questionsOf: (id) => nextQuestions(suggester.of(id)),
        threat: (id) => suggester.threats.get(id),
        coverage: (decided) => coverageOf(suggester, decided),
        gone: (accepted) => causesGone(suggester, accepted),
      };
    },
  };
}
