"use client";

import "./imports.css";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ModelFields, type ModelFormValues } from "@/components/inventory/model-fields.tsx";
import { OriginMark } from "@/components/inventory/origin-mark.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { problemOf } from "@/components/ui/problem-text.ts";
import { toastDone, toastInfo } from "@/components/ui/toast.tsx";
import { ApiError } from "@/lib/http/client.ts";
import { applyImport, importFileHref, importQuery } from "@/lib/imports/api.ts";
import { ImportPreviewDto, type ImportRecord } from "@/lib/imports/schema.ts";
import { bringsThreatModel, importFormats } from "@/lib/imports/rules.ts";
import { sameValue } from "@/lib/inventory/rules.ts";
import { ModelFields as FieldsSchema, ModelSlug, RegisterModelInput } from "@/lib/inventory/schema.ts";
import { ReviewAside } from "./review-aside.tsx";
import { ReviewMatch } from "./review-match.tsx";
import { SupplyReview } from "./supply-review.tsx";

type Values = ModelFormValues & { slug: string };

const newRecord = RegisterModelInput.extend({ slug: ModelSlug });
const updatedRecord = FieldsSchema.extend({ slug: ModelSlug });

/** Problems of the record's fields, told at the fields of the form. */
function atFields(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const errors = error.problem.errors.map((each) => ({
    ...each,
    path: each.path.replace(/^records\.\d+\.(fields\.)?/, ""),
  }));
  return new ApiError({ ...error.problem, errors });
}

function Done({ preview, record }: { preview: ImportPreviewDto; record: ImportRecord }) {
  const { target } = record;
  return (
    <EmptyState
      title={preview.appliedAt === null ? "Nothing to change" : "This import was applied"}
      action={
        <Button component={Link} href={target === null ? "/models" : `/models/${target.slug}`}>
          {target === null ? "Open the inventory" : "Open the model"}
        </Button>
      }
      more={
        <Button component={Link} href="/models/import" variant="default">
          Import another card
        </Button>
      }
    >
      {preview.appliedAt === null
        ? `${record.target?.name ?? "The model"} was imported from exactly this file. Importing it again changes nothing.`
        : "A preview is applied once. Import the file again to compare it with the record as it is now. The file is kept: "}
      {preview.appliedAt === null ? null : (
        <a className="mk-link" href={importFileHref(preview.id)} download>
          save it as it came
        </a>
      )}
    </EmptyState>
  );
}

function Review({ preview, record }: { preview: ImportPreviewDto; record: ImportRecord }) {
  const router = useRouter();
  const client = useQueryClient();
  const [asNew, setAsNew] = useState(record.target?.state === "archived");
  const updating = record.action === "update" && !asNew;
  const initial: Values = { ...record.fields, slug: updating ? record.slug : record.freeSlug };

  const save = async ({ slug, ...values }: Values) => {
    const fields = FieldsSchema.parse(values);
    const action = updating ? ("update" as const) : ("create" as const);
    const decision = { index: record.index, action, fields, ...(updating ? {} : { slug }) };
    try {
      const done = await applyImport({ id: preview.id, decisions: [decision] });
      const model = done.records[0];
      void client.invalidateQueries({ queryKey: ["model"] });
      router.push(`/models/${model?.slug ?? slug}`);
      toastDone({ message: `${model?.name ?? "The model"} ${updating ? "updated" : "registered"} from its card.` });
    } catch (error) {
      const fresh = ImportPreviewDto.safeParse(problemOf(error)?.["preview"]);
      if (fresh.success) {
        client.setQueryData(importQuery(preview.id).queryKey, fresh.data);
        toastInfo({ message: "The model changed meanwhile. The review shows it as it is now." });
      }
      throw atFields(error);
    }
  };
  return (
    <div className="mk-import">
      <div>
        <ReviewMatch record={record} asNew={asNew} onAsNew={setAsNew} />
        <FormShell<Values>
          key={`${record.target?.version ?? 0} ${String(asNew)}`}
          schema={updating ? updatedRecord : newRecord}
          initialValues={initial}
          submitLabel={updating ? "Update model" : "Register model"}
          onCancel={() => router.push("/models/import")}
          onSubmit={save}
        >
          {(form) => (
            <ModelFields
              form={form}
              address={updating ? null : <TextInput label="Address" {...form.getInputProps("slug")} />}
              origin={(field) => {
                const origin = record.origins[field];
                const edited = !sameValue(form.getValues()[field], record.fields[field]);
                if (edited) return <OriginMark origin={{ source: "edited" }} />;
                return origin === undefined ? null : <OriginMark origin={origin} />;
              }}
            />
          )}
        </FormShell>
      </div>
      <ReviewAside preview={preview} record={record} />
    </div>
  );
}

const ofInventory = [
  { label: "Inventory" },
  { label: "Models", href: "/models" },
  { label: "Import", href: "/models/import" },
  { label: "Review" },
];
const ofThreatModels = [
  { label: "Risk" },
  { label: "Threat models", href: "/threat-models" },
  { label: "Import", href: "/threat-models/import" },
  { label: "Review" },
];

function SupplyPage({ preview }: { preview: ImportPreviewDto }) {
  return (
    <>
      <PageHeader
        title={`Review ${importFormats[preview.format].label}`}
        breadcrumb={bringsThreatModel(preview.format) ? ofThreatModels : ofInventory}
        {...(preview.appliedAt === null
          ? { subtitle: "Nothing is saved yet. Open a record to see what would change." }
          : {})}
        line
      />
      <div className="mk-page-body">
        <SupplyReview preview={preview} />
      </div>
    </>
  );
}

/** The proposed record of one imported file: every field with its origin, editable, before anything is saved. */
export function ReviewPage({ id }: { id: string }) {
  const { data: preview } = useSuspenseQuery(importQuery(id));
  const record = preview.records[0];
  if (record === undefined) return <SupplyPage preview={preview} />;
  const done = preview.appliedAt !== null || record.action === "keep";
  return (
    <>
      <PageHeader
        title={record.fields.name === "" ? "Review the import" : `Review ${record.fields.name}`}
        breadcrumb={[
          { label: "Inventory" },
          { label: "Models", href: "/models" },
          { label: "Import", href: "/models/import" },
          { label: "Review" },
        ]}
        {...(done ? {} : { subtitle: "Nothing is saved yet. Beside each field stands where its value comes from." })}
        line
      />
      <div className="mk-page-body">
        {done ? <Done preview={preview} record={record} /> : <Review preview={preview} record={record} />}
      </div>
    </>
  );
}
