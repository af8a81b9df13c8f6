"use client";

import "./register.css";
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { heatMapQuery } from "@/lib/threats/register/api.ts";
import type { HeatMapDto } from "@/lib/threats/register/schema.ts";

type Technique = HeatMapDto["tactics"][number]["techniques"][number];

const decisions = ({ open, mitigated, acceptedRisk, notApplicable }: Technique): number =>
  open + mitigated + acceptedRisk + notApplicable;

function standing(technique: Technique): "open" | "accepted" | "mitigated" | "looked" | "none" {
  if (technique.open > 0) return "open";
  if (technique.acceptedRisk > 0) return "accepted";
  if (technique.mitigated > 0) return "mitigated";
  return technique.notApplicable > 0 ? "looked" : "none";
}

function countWords({ open, mitigated, acceptedRisk, notApplicable }: Technique): string {
  const parts = [
    open > 0 ? `${open} open` : "",
    mitigated > 0 ? `${mitigated} mitigated` : "",
    acceptedRisk > 0 ? `${acceptedRisk} accepted` : "",
    notApplicable > 0 ? `${notApplicable} not applicable` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "nobody looked yet" : parts.join(", ");
}

function Cell({ technique, threatModel }: { technique: Technique; threatModel: string | undefined }) {
  const search = new URLSearchParams({ state: "all", technique: technique.id });
  if (threatModel !== undefined) search.set("threatModel", threatModel);
  const words = (
    <>
      <span>{technique.name}</span>
      <span className="mk-heat-counts">{countWords(technique)}</span>
    </>
  );
  return (
    <li className="mk-heat-cell" data-standing={standing(technique)}>
      {decisions(technique) === 0 ? <div>{words}</div> : <Link href={`/threats?${search.toString()}`}>{words}</Link>}
    </li>
  );
}

function Legend() {
  const entries = [
    ["open", "Open threats"],
    ["accepted", "Risk accepted"],
    ["mitigated", "Mitigated"],
    ["looked", "Looked at, does not apply"],
    ["none", "Nobody looked yet"],
  ] as const;
  return (
    <ul className="mk-heat-legend" aria-label="What the cells mean">
      {entries.map(([kind, words]) => (
        <li key={kind}>
          <span data-standing={kind} aria-hidden />
          {words}
        </li>
      ))}
    </ul>
  );
}

/** MITRE ATLAS as columns of tactics: what was looked at, what is open and what is mitigated. */
export function HeatMap({ threatModel }: { threatModel?: string }) {
  const map = useQuery(heatMapQuery(threatModel));
  const [all, setAll] = useState(false);
  if (map.isPending) return <TextSkeleton lines={8} />;
  if (map.isError) return <ProblemPanel error={map.error} onRetry={() => void map.refetch()} />;
  const { tactics, covered, techniques, release } = map.data;
  const shown = tactics
    .map((tactic) => ({ ...tactic, techniques: tactic.techniques.filter((each) => all || decisions(each) > 0) }))
    .filter((tactic) => tactic.techniques.length > 0);
  return (
    <section aria-label="MITRE ATLAS">
      <div className="mk-heat-head">
        <p>
          <strong className="mk-num">
            {covered} of {techniques}
          </strong>{" "}
          techniques of MITRE ATLAS {release} were looked at.
        </p>
        <Switch label="Show techniques nobody looked at" checked={all} onChange={() => setAll(!all)} />
      </div>
      <Legend />
      {shown.length === 0 ? (
        <p className="mk-3">No threat with an ATLAS technique was decided about yet.</p>
      ) : (
        <div className="mk-heat">
          {shown.map((tactic) => (
            <section key={tactic.id} aria-label={tactic.name}>
              <h2>{tactic.name}</h2>
              <ul>
                {tactic.techniques.map((technique) => (
                  <Cell key={technique.id} technique={technique} threatModel={threatModel} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </section>
  );
}
