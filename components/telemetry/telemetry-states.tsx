"use client";

import { Button } from "@mantine/core";
import { IconPlugConnected, IconVolumeOff } from "@tabler/icons-react";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { Telemetry } from "@/lib/telemetry/schema.ts";

const connectHref = (slug: string) => `/telemetry/${slug}/connect`;

/** Nothing ever came: what this is for, and how to begin. */
export function NoDataYet({ telemetry }: { telemetry: Telemetry }) {
  const { name, slug } = telemetry.model;
  return (
    <EmptyState
      title={`Nothing came from ${name} yet`}
      action={
        <Button component={Link} href={connectHref(slug)} leftSection={<IconPlugConnected aria-hidden />}>
          Connect telemetry
        </Button>
      }
      more={
        <Link className="mk-link" href={`/models/${slug}`}>
          Open the model
        </Link>
      }
    >
      Point the exporter that you already have at this address, or send ten lines of JSON. From then on you see here
      what the model is asked, how it answers, whether its inputs drift, and whether somebody attacks it.
    </EmptyState>
  );
}

/** Big, because a silent model looks healthy on every chart. */
function Silent({ telemetry }: { telemetry: Telemetry }) {
  return (
    <div className="mk-silent" role="status">
      <IconVolumeOff aria-hidden />
      <div>
        <strong>Nothing comes any more</strong>
        <p>
          {telemetry.lastAt === null ? "No event came in this range." : <LastEvent at={telemetry.lastAt} />} Nobody
          knows how the model does: the charts below end where the data ends. Either the model stands still, or it works
          and its telemetry was cut off.
        </p>
      </div>
      <Button component={Link} href={connectHref(telemetry.model.slug)} variant="default">
        Check the connection
      </Button>
    </div>
  );
}

function LastEvent({ at }: { at: string }) {
  return (
    <>
      The last event came <RelativeTime at={at} />.
    </>
  );
}

/** How far telemetry can be trusted at the moment; nothing to say when it is live. */
export function StateNotice({ telemetry }: { telemetry: Telemetry }) {
  if (telemetry.state === "silent") return <Silent telemetry={telemetry} />;
  if (telemetry.state !== "warm_up") return null;
  return (
    <Notice tone="blue" title="Detectors are warming up">
      This model has sent for less than a day. What is usual for it is not known well yet, so little can be judged.
      Numbers and charts are complete from the first event on.
    </Notice>
  );
}
