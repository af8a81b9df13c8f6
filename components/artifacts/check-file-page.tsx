"use client";

import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Section } from "@/components/ui/section.tsx";
import { meQuery } from "@/lib/people/api.ts";
import { FileCheck } from "./file-check.tsx";
import { SignatureCheck } from "./signature-check.tsx";

/** Says of any file whether the inventory knows it and what is inside, and verifies signatures over models. */
export function CheckFilePage() {
  const me = useQuery(meQuery());
  const mayVerify = me.data?.abilities.includes("evidence:write") ?? false;
  return (
    <>
      <PageHeader
        title="Check a file"
        breadcrumb={[{ label: "Inventory" }, { label: "Models", href: "/models" }, { label: "Check a file" }]}
        subtitle="Is this the file that was recorded, and is it safe to load? Its digest is computed and its content looked at in this browser, without uploading it."
        line
      />
      <div className="mk-page-body">
        <Section title="Digest and content">
          <FileCheck />
        </Section>
        {mayVerify ? (
          <Section title="Signature" note="OpenSSF Model Signing">
            <SignatureCheck />
          </Section>
        ) : null}
      </div>
    </>
  );
}
