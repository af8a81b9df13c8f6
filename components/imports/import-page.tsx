"use client";

import "./imports.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { ApiError } from "@/lib/http/client.ts";
import { importQuery, previewImport } from "@/lib/imports/api.ts";
import { importFormats } from "@/lib/imports/rules.ts";
import { ProblemList } from "./problem-list.tsx";

const format = importFormats["model-card"];

function Refusal({ error }: { error: Error }) {
  const places = error instanceof ApiError ? error.problem.errors : [];
  const { title, explanation } = describeProblem(error);
  return (
    <Notice tone="red" live title={places.length > 0 ? "This file cannot be read" : title}>
      {places.length > 0 ? <ProblemList problems={places} /> : explanation}
    </Notice>
  );
}

/** Takes a model card by drop, choice or paste, and goes on to its review. */
export function ImportPage() {
  const router = useRouter();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: (content: Blob | string) => previewImport("model-card", content),
    onSuccess: (preview) => {
      client.setQueryData(importQuery(preview.id).queryKey, preview);
      router.push(`/models/import/${preview.id}`);
    },
  });
  return (
    <>
      <PageHeader
        title="Import a model card"
        breadcrumb={[{ label: "Inventory" }, { label: "Models", href: "/models" }, { label: "Import" }]}
        subtitle="The README.md of a Hugging Face model: its front matter and its sections become a proposed record. You review every field before anything is saved."
        line
      />
      <div className="mk-page-body">
        <div className="mk-import-start" aria-busy={read.isPending}>
          {read.error === null ? null : <Refusal error={read.error} />}
          <FileDrop
            what="a model card"
            accept={format.accept}
            maxBytes={format.limitBytes}
            note="Markdown with or without front matter, up to 5 MB"
            disabled={read.isPending || read.isSuccess}
            onFile={(file) => read.mutate(file)}
            onText={(text) => read.mutate(text)}
          />
          {read.isPending ? <p role="status">Reading the card…</p> : null}
          <p className="mk-3 mk-small">
            Everything the card states is kept with the model, also what has no field of its own. HTML in it is shown as
            text, pictures are not loaded.
          </p>
        </div>
      </div>
    </>
  );
}
