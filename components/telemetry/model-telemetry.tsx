"use client";

import "./telemetry.css";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { StateStrip } from "@/components/charts/state-strip.tsx";
import { TimeScope, useZone } from "@/components/charts/time-scope.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { telemetryQuery } from "@/lib/telemetry/api.ts";
import { NoDataYet, StateNotice } from "./telemetry-states.tsx";
import { healthLegend, healthTones } from "./telemetry-words.ts";
import { Tiles } from "./tiles.tsx";

/** The last day of a model in short, on the page of the model: the finding, the numbers, how it did. */
export function ModelTelemetry({ slug }: { slug: string }) {
  const router = useRouter();
  const zone = useZone("local");
  const found = useQuery(telemetryQuery({ id: slug }));
  const telemetry = found.data;
  if (telemetry === undefined) {
    return found.isError ? (
      <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <TextSkeleton lines={6} />
    );
  }
  if (telemetry.state === "no_data") return <NoDataYet telemetry={telemetry} />;
  const href = `/telemetry/${slug}`;
  return (
    <TimeScope from={telemetry.from} to={telemetry.to} zone={zone}>
      <div className="mk-telemetry-body">
        <div className="mk-telemetry-finding">
          <h2>{telemetry.finding}</h2>
          <Button component={Link} href={href} variant="default" size="xs">
            Open telemetry
          </Button>
        </div>
        <StateNotice telemetry={telemetry} />
        <Tiles tiles={telemetry.tiles} onOpen={() => router.push(href)} />
        <StateStrip
          title="How did it do in the last day?"
          items={telemetry.health.map(({ at, state, words }) => ({ at, tone: healthTones[state], words }))}
          legend={healthLegend}
        />
      </div>
    </TimeScope>
  );
}
