"use client";

import "./lineage.css";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useState, type FormEvent } from "react";
import { exactMoment } from "@/components/trail/entry-time.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { liveAtQuery } from "@/lib/lineage/api.ts";
import type { LiveAtDto } from "@/lib/lineage/schema.ts";
import { LiveTable } from "./live-table.tsx";
import { fromField, toField, type FieldZone } from "./zoned-time.ts";

function address(time: string | undefined, cursor?: string): string {
  const search = new URLSearchParams();
  if (time !== undefined) search.set("time", time);
  if (cursor !== undefined) search.set("cursor", cursor);
  const text = search.toString();
  return text === "" ? "/lineage/live" : `/lineage/live?${text}`;
}

/** The moment to look at: a date and time in a zone that is always said. */
function MomentForm({ time }: { time: string }) {
  const router = useRouter();
  const hydrated = useNow() !== null;
  const [zone, setZone] = useState<FieldZone>("local");
  const used: FieldZone = hydrated ? zone : "UTC";
  const [typed, setTyped] = useState<string | null>(null);
  const ownZone = hydrated ? Intl.DateTimeFormat().resolvedOptions().timeZone : "this browser";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = typed === null ? time : fromField(typed, used);
    if (wanted !== undefined) router.push(address(wanted));
  };
  return (
    <form className="mk-live-form" onSubmit={submit}>
      <TextInput
        type="datetime-local"
        step={1}
        label="Date and time"
        value={typed ?? toField(time, used)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <NativeSelect
        label="Zone"
        value={used}
        onChange={(event) => {
          setTyped(null);
          setZone(event.currentTarget.value === "UTC" ? "UTC" : "local");
        }}
        data={[{ value: "local", label: ownZone }, ...(ownZone === "UTC" ? [] : [{ value: "UTC", label: "UTC" }])]}
      />
      <Button type="submit">Show</Button>
      <Button
        variant="default"
        onClick={() => {
          setTyped(null);
          router.push(address(undefined));
        }}
      >
        Now
      </Button>
    </form>
  );
}

function sentence({ total, erased }: LiveAtDto, when: string, past: boolean): string {
  const [were, was] = past ? ["were", "was"] : ["are", "is"];
  const count =
    total === 1 ? `1 deployment ${was}` : `${total === 0 ? "No" : total.toLocaleString("en-GB")} deployments ${were}`;
  const gone =
    erased === 0
      ? ""
      : ` Of ${erased.toLocaleString("en-GB")} more the trail no longer holds how they were: their values were erased.`;
  return `${count} live ${past ? `on ${when}` : "now"}.${gone}`;
}

/** What was in use at a moment: each live deployment with what it ran and who answered for it, from the trail. */
export function LivePage({ mayReadTrail }: { mayReadTrail: boolean }) {
  const search = useSearchParams();
  const [time, cursor] = [search.get("time") ?? undefined, search.get("cursor") ?? undefined];
  const live = useQuery(liveAtQuery({ time, cursor }));
  const zone = useNow() === null ? "UTC" : undefined;
  const { data } = live;
  return (
    <>
      <PageHeader
        title="What was live on …"
        breadcrumb={[{ label: "Inventory" }, { label: "Lineage", href: "/lineage" }, { label: "What was live" }]}
        subtitle="Deployments as the audit trail had them at a moment, with what they ran and who answered for them then."
        line
      />
      <div className="mk-page-body">
        <MomentForm key={time ?? "now"} time={data?.time ?? time ?? "1970-01-01T00:00:00.000Z"} />
        {live.isError ? <ProblemPanel error={live.error} onRetry={() => void live.refetch()} /> : null}
        {data === undefined && !live.isError ? <TextSkeleton lines={8} /> : null}
        {data === undefined ? null : (
          <>
            <p className="mk-lineage-words" role="status">
              <strong>{sentence(data, exactMoment(data.time, zone), time !== undefined)}</strong>
            </p>
            {data.items.length === 0 ? (
              <EmptyState inline title={time === undefined ? "Nothing is live" : "Nothing was live then"}>
                A deployment counts as live while its status is live or throttled and it is not archived.
              </EmptyState>
            ) : (
              <LiveTable items={data.items} mayReadTrail={mayReadTrail} at={time} />
            )}
            {data.nextCursor === null ? null : (
              <p>
                <Link href={address(data.time, data.nextCursor)} className="mk-link">
                  Next page
                </Link>
              </p>
            )}
          </>
        )}
      </div>
    </>
  );
}
