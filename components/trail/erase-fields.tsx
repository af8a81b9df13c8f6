"use client";

import { Textarea, TextInput } from "@mantine/core";
import { ErasePayloadInput } from "@/lib/trail/schema.ts";
import { z } from "@/lib/zod.ts";

/** What every erasure asks for: why, on which legal basis, and the name of what goes, typed. */
export function erasureForm(name: string) {
  const { reason, legalBasis } = ErasePayloadInput.shape;
  const confirm = z.string().refine((typed) => typed.trim() === name, `Type ${name} exactly as it stands here.`);
  return z.strictObject({ reason, legalBasis, confirm });
}

type Field = (path: "reason" | "legalBasis" | "confirm") => object;

/** The fields of that form. */
export function EraseFields({ name, field }: { name: string; field: Field }) {
  return (
    <>
      <Textarea
        {...field("reason")}
        label="Why"
        description="Stays in the trail for good: name no person here."
        autosize
        minRows={2}
        maxLength={2_000}
      />
      <TextInput {...field("legalBasis")} label="Legal basis" placeholder="GDPR article 17 (1) b" maxLength={500} />
      <TextInput
        {...field("confirm")}
        label={
          <>
            Type <span className="mk-mono">{name}</span> to confirm
          </>
        }
        autoComplete="off"
        spellCheck={false}
      />
    </>
  );
}
