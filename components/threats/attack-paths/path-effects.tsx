"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StateBadge } from "@/components/ui/badge.tsx";
import { Section } from "@/components/ui/section.tsx";
import { pathEffectsQuery } from "@/lib/threats/attack-paths/api.ts";
import type { PathDto, PathEffectsDto } from "@/lib/threats/attack-paths/schema.ts";

type Mitigation = PathEffectsDto["mitigations"][number];

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

/** What a mitigation is worth, in sentences. */
function worthOf({ opens, cheapens, cutsAlone, working }: Mitigation, nameOf: (id: string) => string): string[] {
  const names = (rows: readonly { pathId: string }[]): string => listed(rows.map(({ pathId }) => nameOf(pathId)));
  const lost = working ? "Without it" : "While it does not work";
  return [
    ...(opens.length === 0 ? [] : [`${lost}, a way opens on ${names(opens)}.`]),
    ...cheapens.map(
      ({ pathId, withIt, withoutIt }) =>
        `${lost}, ${nameOf(pathId)} takes effort ${String(withoutIt?.cost ?? 0)} instead of ${String(withIt?.cost ?? 0)}.`,
    ),
    ...(cutsAlone.length === 0 ? [] : [`By itself it stops ${listed(cutsAlone.map(nameOf))}.`]),
    ...(opens.length + cheapens.length + cutsAlone.length === 0 ? ["Other ways stay open with it or without it."] : []),
  ];
}

/** What each mitigation is worth on the kept paths, and the threats that most of them use. */
export function PathEffects({ threatModelId, paths }: { threatModelId: string; paths: readonly PathDto[] }) {
  const { data } = useQuery(pathEffectsQuery(threatModelId));
  if (data === undefined || paths.length === 0) return null;
  const nameOf = (id: string): string => `“${paths.find((path) => path.id === id)?.name ?? "a path"}”`;
  return (
    <>
      <Section title="What each mitigation is worth">
        {data.mitigations.length === 0 ? (
          <p className="mk-3">Nothing is recorded against the threats on these paths.</p>
        ) : (
          <ul className="mk-path-effects">
            {data.mitigations.map((mitigation) => (
              <li key={mitigation.id}>
                <StateBadge tone={mitigation.working ? "green" : "amber"}>
                  {mitigation.working ? "In place" : "Not in place"}
                </StateBadge>{" "}
                <strong>{mitigation.name}</strong> {worthOf(mitigation, nameOf).join(" ")}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {data.threats.length === 0 ? null : (
        <Section title="Threats on these paths">
          <ul className="mk-path-effects">
            {data.threats.map(({ threatId, title, paths: count, cheapest }) => (
              <li key={threatId}>
                <Link className="mk-link" href={`/threats/${threatId}`}>
                  {title}
                </Link>{" "}
                <span className="mk-2">
                  on {count === 1 ? "1 path" : `${String(count)} paths`}, {String(cheapest)} of them by the cheapest way
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
