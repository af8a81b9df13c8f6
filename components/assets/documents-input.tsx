"use client";

import "./assets.css";
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { DocumentLink } from "@/lib/inventory/documents-schema.ts";

interface DocumentsInputProps {
  documents: readonly DocumentLink[];
  onChange: (documents: DocumentLink[]) => void;
  /** Errors of the form by path: `documents.<n>.url`. */
  errors: Readonly<Record<string, ReactNode>>;
}

/** Documents that belong to a thing: a title and an address each. */
export function DocumentsInput({ documents, onChange, errors }: DocumentsInputProps) {
  const change = (index: number, part: Partial<DocumentLink>) =>
    onChange(documents.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="mk-edit-rows">
      {documents.map((each, index) => (
        <div key={index} className="mk-edit-row">
          <TextInput
            aria-label={`Title of document ${index + 1}`}
            placeholder="Title"
            data-path={`documents.${index}.title`}
            value={each.title}
            error={errors[`documents.${index}.title`]}
            onChange={(event) => change(index, { title: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Address of document ${index + 1}`}
            placeholder="https://"
            data-path={`documents.${index}.url`}
            value={each.url}
            error={errors[`documents.${index}.url`]}
            onChange={(event) => change(index, { url: event.currentTarget.value })}
          />
          <ActionIcon
            className="mk-edit-remove"
            variant="subtle"
            color="gray"
            aria-label={`Remove document ${index + 1}`}
            onClick={() => onChange(documents.filter((_, at) => at !== index))}
          >
            <IconX aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus aria-hidden />}
          onClick={() => onChange([...documents, { title: "", url: "" }])}
        >
          Add document
        </Button>
      </div>
    </div>
  );
}
