"use client";

import { useQuery } from "@tanstack/react-query";
import { Section } from "@/components/ui/section.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { updateThreat } from "@/lib/threats/register/api.ts";
import type { ThreatDto } from "@/lib/threats/register/schema.ts";
import { threatSettingsQuery } from "@/lib/threats/settings/api.ts";
import { MatrixPicker } from "./matrix-picker.tsx";
import { useThreatSaved } from "./use-threat.ts";

/** How likely and how bad a threat is, without and with what is in place against it. */
export function Assessment({ threat }: { threat: ThreatDto }) {
  const { data: settings } = useQuery(threatSettingsQuery());
  const saved = useThreatSaved();
  const write = (change: object) =>
    void updateThreat({ id: threat.id, expectedVersion: threat.version, ...change }).then(
      (after) => saved(after, "Rated."),
      toastProblem,
    );
  const { edit } = threat.abilities;
  const residual = { likelihood: threat.residualLikelihood, impact: threat.residualImpact };
  return (
    <Section title="Assessment" note={edit ? "Choose a cell to rate it" : undefined}>
      <div className="mk-assessment">
        <p>
          Now <SeverityMark level={threat.severity} />
          {threat.likelihood === null ? <span className="mk-3">, as suggested; nobody rated it</span> : null}
        </p>
        <p>
          With mitigations <SeverityMark level={threat.residualSeverity ?? "unknown"} />
        </p>
      </div>
      {settings === undefined ? (
        <TextSkeleton lines={6} />
      ) : (
        <div className="mk-matrices">
          <MatrixPicker
            label="Without mitigations"
            matrix={settings.matrix}
            value={threat}
            onChange={edit ? write : undefined}
          />
          <MatrixPicker
            label="With mitigations"
            matrix={settings.matrix}
            value={residual}
            onChange={
              edit
                ? ({ likelihood, impact }) => write({ residualLikelihood: likelihood, residualImpact: impact })
                : undefined
            }
          />
        </div>
      )}
    </Section>
  );
}
