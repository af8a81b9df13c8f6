"use client";

import "./lineage.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { exactMoment } from "@/components/trail/entry-time.ts";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { nodeLabels, type NodeType } from "@/lib/inventory/assets/rules.ts";
import { assetAtQuery } from "@/lib/lineage/api.ts";
import type { AssetAtDto } from "@/lib/lineage/schema.ts";
import { meQuery } from "@/lib/people/api.ts";
import { recordFacts } from "./record-facts.ts";
import { SourceEntryLink } from "./source-entry-link.tsx";

interface Thing {
  type: NodeType;
  id: string;
}

interface AsOfProps extends Thing {
  /** The instant, ISO with zone. */
  time: string;
  /** The page of the thing as it is now. */
  nowHref: string;
}

function missing({ state, first, type }: AssetAtDto, zone: string | undefined): string {
  const what = nodeLabels[type].toLowerCase();
  if (state === "erased") return `What the trail held of this ${what} for that time was erased.`;
  if (state === "gone") return `This ${what} was no longer there.`;
  return `This ${what} did not exist yet.${first === null ? "" : ` It was first recorded on ${exactMoment(first, zone)}.`}`;
}

/** A thing as it was at an instant: a banner that says so, the entry it comes from, and the facts, which cannot be changed. */
function AsOf({ type, id, time, nowHref }: AsOfProps) {
  const at = useQuery(assetAtQuery(type, id, time));
  const zone = useNow() === null ? "UTC" : undefined;
  const { data } = at;
  const me = useQuery(meQuery());
  const mayReadTrail = me.data?.abilities.includes("audit:read") ?? false;
  if (at.isError) return <ProblemPanel error={at.error} onRetry={() => void at.refetch()} />;
  if (data === undefined) return <TextSkeleton lines={6} />;
  return (
    <section className="mk-as-of" aria-label={`As it was on ${exactMoment(data.time, zone)}`}>
      <Notice
        tone={data.state === "recorded" ? "blue" : "amber"}
        title={`As it was on ${exactMoment(data.time, zone)}`}
        action={
          <Link href={nowHref} className="mk-link">
            Show it as it is now
          </Link>
        }
      >
        {data.state === "recorded" ? null : missing(data, zone)}{" "}
        {data.entry === null ? null : <SourceEntryLink entry={data.entry} mayOpen={mayReadTrail} />}{" "}
        {data.next === null ? null : `It changed on ${exactMoment(data.next.at, zone)}.`}
      </Notice>
      {data.image === null ? null : <KeyValueList lines items={recordFacts(data.image, data)} />}
      <h2 className="mk-as-of-now">As it is now</h2>
    </section>
  );
}

/** On the page of a thing whose address asks for an instant (`?at=…`): the thing as it was then; nothing otherwise. */
export function AsOfAddress({ type, id }: Thing) {
  const time = useSearchParams().get("at");
  const pathname = usePathname();
  return time === null ? null : <AsOf type={type} id={id} time={time} nowHref={pathname} />;
}
