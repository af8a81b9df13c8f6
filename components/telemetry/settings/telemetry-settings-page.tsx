"use client";

import "@/components/people/settings.css";
import "./telemetry-settings.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { telemetrySettingsQuery } from "@/lib/telemetry/settings/api.ts";
import { FiguresSection } from "./figures-section.tsx";
import { ParkedSection } from "./parked-section.tsx";
import { SamplingSection } from "./sampling-section.tsx";
import { UseSection } from "./use-section.tsx";

/** What an organization decides about its telemetry, how much comes, and what could not be counted. */
export function TelemetrySettingsPage() {
  const settings = useQuery(telemetrySettingsQuery());
  if (settings.isError) return <ProblemPanel error={settings.error} onRetry={() => void settings.refetch()} />;
  if (settings.data === undefined) return <TextSkeleton lines={8} />;
  const { data } = settings;
  return (
    <div className="mk-settings">
      <p>
        What models send is shown under{" "}
        <Link className="mk-link" href="/telemetry">
          Telemetry
        </Link>
        .{data.abilities.edit ? "" : " Administrators and security leads change what stands here."}
      </p>
      <UseSection settings={data} />
      <FiguresSection settings={data} />
      <SamplingSection settings={data} />
      <ParkedSection decides={data.abilities.edit} />
    </div>
  );
}
