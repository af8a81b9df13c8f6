"use client";

import "@/components/people/settings.css";
import "./versions.css";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { StageMark } from "@/components/inventory/marks.tsx";
import { GateMark } from "@/components/lifecycle/gate-mark.tsx";
import { versionHref } from "@/components/lifecycle/gate-panel.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { versionListQuery } from "@/lib/inventory/versions/api.ts";
import { versionStateLabels } from "@/lib/inventory/versions/rules.ts";
import type { VersionSummaryDto } from "@/lib/inventory/versions/schema.ts";
import { gateStatesQuery } from "@/lib/lifecycle/api.ts";
import type { GateStateDto } from "@/lib/lifecycle/schema.ts";

function Row({ slug, version, state }: { slug: string; version: VersionSummaryDto; state: GateStateDto | undefined }) {
  const count = version.artifactCount;
  return (
    <li>
      <div className="mk-version-name">
        <Link className="mk-link" href={versionHref(slug, version.label)}>
          {version.label}
        </Link>
        <span className="mk-3">
          {count === 1 ? "1 artifact" : `${count} artifacts`} · <RelativeTime at={version.updatedAt} />
        </span>
      </div>
      <Badge>{versionStateLabels[version.state]}</Badge>
      <StageMark stage={version.stage} />
      {state === undefined ? null : <GateMark state={state} />}
    </li>
  );
}

/** The versions of a model, newest first, each with its stage and how it stands by its gates. */
export function VersionsTab({ slug }: { slug: string }) {
  const versions = useInfiniteQuery(versionListQuery(slug));
  const items = versions.data?.pages.flatMap((page) => page.items) ?? [];
  const states = useQuery(gateStatesQuery({ versions: items.slice(0, 200).map(({ id }) => id) }));
  if (versions.isPending) return <TextSkeleton lines={4} />;
  if (versions.isError) return <ProblemPanel error={versions.error} onRetry={() => void versions.refetch()} />;
  const [first] = versions.data.pages;
  const add = first?.abilities.create ? (
    <Button
      component={Link}
      href={`/models/${slug}/versions/new`}
      variant="default"
      leftSection={<IconPlus aria-hidden />}
    >
      Add a version
    </Button>
  ) : undefined;
  if (items.length === 0) {
    return (
      <EmptyState title="No version is recorded" {...(add === undefined ? {} : { action: add })}>
        A version names the files, the data and the results of one training. Gates decide about versions: record the one
        that is in use first.
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="versions-heading">
      <div className="mk-settings-head">
        <h2 id="versions-heading">
          {first?.total === 1 ? "1 version" : `${(first?.total ?? items.length).toLocaleString("en-GB")} versions`}
        </h2>
        {add}
      </div>
      <ul className="mk-versions">
        {items.map((version) => (
          <Row
            key={version.id}
            slug={slug}
            version={version}
            state={states.data?.items.find(({ versionId }) => versionId === version.id)}
          />
        ))}
      </ul>
      {versions.hasNextPage ? (
        <Button
          variant="default"
          mt={12}
          loading={versions.isFetchingNextPage}
          onClick={() => void versions.fetchNextPage()}
        >
          Show older versions
        </Button>
      ) : null}
    </section>
  );
}
