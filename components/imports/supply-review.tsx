import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Digest } from "@/components/ui/mono.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { describeProblem, problemOf } from "@/components/ui/problem-text.ts";
import { Section } from "@/components/ui/section.tsx";
import { toastDone, toastInfo } from "@/components/ui/toast.tsx";
import { ApiError } from "@/lib/http/client.ts";
import { applySupplyImport, importFileHref, importQuery } from "@/lib/imports/api.ts";
import { bringsThreatModel, importFormats } from "@/lib/imports/rules.ts";
import { ImportPreviewDto, type SupplyPlanRecord } from "@/lib/imports/schema.ts";
import { ProblemList } from "./problem-list.tsx";
import { RunProgress } from "./run-progress.tsx";
import { SupplyRecords } from "./supply-records.tsx";
import { ThreatModelOutcome } from "./threat-model-outcome.tsx";

const number = (value: number): string => value.toLocaleString("en-GB");
const records = (count: number): string => `${number(count)} ${count === 1 ? "record" : "records"}`;

function Outcome({ preview, slug }: { preview: ImportPreviewDto; slug: string | null }) {
  if (preview.appliedAt !== null && bringsThreatModel(preview.format)) {
    return <ThreatModelOutcome preview={preview} slug={slug} />;
  }
  if (preview.appliedAt !== null) {
    return (
      <Notice tone="green" title="This import is applied">
        {records(preview.creates)} registered, {records(preview.updates)} changed.{" "}
        <Link href="/lineage">See how they hang together</Link>, or open <Link href="/models">the models</Link>. The
        file is kept as it came:{" "}
        <a href={importFileHref(preview.id)} download>
          save it
        </a>
        .
      </Notice>
    );
  }
  if (preview.run?.state === "failed") {
    return (
      <Notice tone="red" title="The import failed">
        {preview.run.failure ?? "Nothing was changed."}
      </Notice>
    );
  }
  if (preview.run?.state === "cancelled") {
    return (
      <Notice tone="amber" title="The import was stopped">
        Nothing was changed.
      </Notice>
    );
  }
  return null;
}

function Refusal({ error }: { error: Error }) {
  const places = error instanceof ApiError ? error.problem.errors : [];
  const { title, explanation } = describeProblem(error);
  return (
    <Notice tone="red" live title={title}>
      {explanation}
      {places.length > 0 ? <ProblemList problems={places} /> : null}
    </Notice>
  );
}

function Aside({ preview }: { preview: ImportPreviewDto }) {
  return (
    <aside className="mk-import-aside mk-import-aside-last" aria-label="About this import">
      <Section title="The file">
        <KeyValueList
          items={[
            { label: "Format", value: importFormats[preview.format].label },
            { label: "New", value: number(preview.creates) },
            { label: "Changed", value: number(preview.updates) },
            { label: "Unchanged", value: number(preview.keeps) },
            { label: "Digest", value: <Digest value={`sha256:${preview.digest}`} /> },
          ]}
        />
      </Section>
      <Section title="What the reader noticed" note={preview.problems.length}>
        {preview.problems.length === 0 ? (
          <p className="mk-3">Nothing to report.</p>
        ) : (
          <ProblemList problems={preview.problems} />
        )}
      </Section>
      <Section title="Not kept with a record" note={preview.losses.length}>
        <p className="mk-3">
          {preview.losses.length === 0 ? "Nothing. " : "It stays readable in the file. "}
          Applying keeps the file itself, as it came.
        </p>
        {preview.losses.length === 0 ? null : (
          <ProblemList problems={preview.losses.map((loss) => ({ ...loss, severity: "info" as const }))} />
        )}
      </Section>
    </aside>
  );
}

function toggled(set: ReadonlySet<string>, key: string, isIn: boolean): Set<string> {
  const next = new Set(set);
  if (isIn) next.add(key);
  else next.delete(key);
  return next;
}

/** The review of a file with many records: what would be new, what would change, what cannot be applied, before anything is saved. */
export function SupplyReview({ preview }: { preview: ImportPreviewDto }) {
  const client = useQueryClient();
  const blocked = preview.supply.filter((record) => record.blocked !== null).map(({ key }) => key);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set(blocked));
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [slug, setSlug] = useState<string | null>(null);
  const isThreatModel = bringsThreatModel(preview.format);
  const key = importQuery(preview.id).queryKey;
  const apply = useMutation({
    mutationFn: () => applySupplyImport(preview.id, { skip: [...skipped], remove: [...removed] }),
    onSuccess: (done) => {
      void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: ["model"] });
      if (isThreatModel) void client.invalidateQueries({ queryKey: ["threat_model"] });
      if (done === null) return;
      setSlug(done.records[0]?.slug ?? null);
      toastDone({ message: "The import is applied." });
    },
    onError: (error) => {
      const fresh = ImportPreviewDto.safeParse(problemOf(error)?.["preview"]);
      if (!fresh.success) return;
      client.setQueryData(key, fresh.data);
      toastInfo({ message: "Records changed meanwhile. The review shows them as they are now." });
    },
  });
  const isTaken = ({ action, key: record }: SupplyPlanRecord): boolean =>
    action === "remove" ? removed.has(record) : !skipped.has(record);
  const take = (record: SupplyPlanRecord, taken: boolean): void => {
    if (record.action === "remove") setRemoved(toggled(removed, record.key, taken));
    else setSkipped(toggled(skipped, record.key, !taken));
  };
  const alive = preview.run !== null && ["waiting", "running"].includes(preview.run.state) && !preview.run.silent;
  const gone = preview.supply.some(({ action }) => action === "remove");
  const nothing = preview.creates + preview.updates === 0;
  const open = preview.appliedAt === null && !alive && (!nothing || gone);
  const count = Math.max(0, preview.creates + preview.updates - skipped.size) + removed.size;
  const errors = preview.problems.filter(({ severity }) => severity === "error");
  return (
    <div className="mk-import">
      <div>
        <Outcome preview={preview} slug={slug} />
        {alive && preview.run !== null ? <RunProgress id={preview.id} run={preview.run} /> : null}
        {nothing && preview.appliedAt === null ? (
          <Notice tone="green" title="Nothing to change">
            All {records(preview.keeps)} of this file are {isThreatModel ? "here" : "in the inventory"} as it states
            them.
          </Notice>
        ) : null}
        {errors.length > 0 && open ? (
          <Notice tone="amber" title="The file has errors and cannot be applied as it is">
            Mend them in the file, then import it again.
            <ProblemList problems={errors} />
          </Notice>
        ) : null}
        {apply.error === null ? null : <Refusal error={apply.error} />}
        {open ? (
          <div className="mk-supply-apply">
            <Button
              loading={apply.isPending}
              disabled={errors.length > 0 || count === 0}
              onClick={() => apply.mutate()}
            >
              Apply {records(count)}
            </Button>
            <Button
              component={Link}
              href={isThreatModel ? "/threat-models/import" : "/models/import"}
              variant="default"
            >
              Import another file
            </Button>
          </div>
        ) : null}
        <SupplyRecords preview={preview} isTaken={isTaken} onTake={take} />
      </div>
      <Aside preview={preview} />
    </div>
  );
}
