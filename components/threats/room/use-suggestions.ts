"use client";

import { useEffect, useRef, useState } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
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
};

/** Keeps the suggestions up to date, change by change. Null while the library is on its way. */
export function useSuggestions(
  diagram: Diagram,
  facts: KnownFacts,
  packs: readonly ThreatPack[] | undefined,
): Suggestions | null {
  const [engine, setEngine] = useState<Awaited<ReturnType<typeof load>> | null>(null);
  const [suggestions, setSuggestions] = useState<Suggestions | null>(null);
  const known = useRef<KnownFacts | null>(null);
  useEffect(() => {
    let wanted = true;
    void load(packs).then((loaded) => {
      if (wanted) setEngine(loaded);
    });
    return () => {
      wanted = false;
    };
  }, [packs]);
  useEffect(() => {
    if (engine === null) return;
    const { suggester, nextQuestions } = engine;
    suggester.update(diagram);
    if (known.current !== facts) suggester.setFacts(facts);
    known.current = facts;
    setSuggestions({
      all: suggester.all(),
      of: (id) => suggester.of(id),
      questionsOf: (id) => nextQuestions(suggester.of(id)),
      threat: (id) => suggester.threats.get(id),
    });
  }, [engine, diagram, facts]);
  return suggestions;
}

async function load(packs: readonly ThreatPack[] | undefined) {
  const [{ Suggester }, { nextQuestions }, { builtInPacks }] = await Promise.all([
    import("@/lib/graph/engine/suggester.ts"),
    import("@/lib/graph/engine/next-questions.ts"),
    import("@/lib/knowledge/packs.ts"),
  ]);
  return { suggester: new Suggester({ packs: [...builtInPacks, ...(packs ?? [])] }), nextQuestions };
}
