"use client";

import "./versions.css";
import { Button, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { FormRow } from "@/components/ui/form-field.tsx";
import type { ArtifactInput } from "@/lib/inventory/versions/schema.ts";

interface ArtifactsInputProps {
  artifacts: readonly ArtifactInput[];
  onChange: (artifacts: ArtifactInput[]) => void;
  /** Errors of the form by path: `artifacts.<n>.digest`. */
  errors: Readonly<Record<string, ReactNode>>;
}

const empty: ArtifactInput = {
  name: "",
  mediaType: "application/octet-stream",
  sizeBytes: null,
  digest: null,
  location: "",
};

type FieldsProps = {
  index: number;
  artifact: ArtifactInput;
  errors: ArtifactsInputProps["errors"];
  onChange: (part: Partial<ArtifactInput>) => void;
  onRemove: () => void;
};

function ArtifactFields({ index, artifact, errors, onChange, onRemove }: FieldsProps) {
  const at = (field: keyof ArtifactInput) => ({
    "data-path": `artifacts.${index}.${field}`,
    error: errors[`artifacts.${index}.${field}`],
  });
  return (
    <div className="mk-artifact-inputs" role="group" aria-label={`Artifact ${index + 1}`}>
      <FormRow>
        <TextInput
          label="File name"
          placeholder="model.safetensors"
          value={artifact.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          {...at("name")}
        />
        <TextInput
          label="Media type"
          value={artifact.mediaType}
          onChange={(event) => onChange({ mediaType: event.currentTarget.value })}
          {...at("mediaType")}
        />
      </FormRow>
      <TextInput
        label="SHA-256 digest"
        description="64 hexadecimal digits; gates ask for it"
        value={artifact.digest ?? ""}
        onChange={(event) =>
          onChange({ digest: event.currentTarget.value.trim() === "" ? null : event.currentTarget.value })
        }
        {...at("digest")}
      />
      <FormRow>
        <NumberInput
          label="Size in bytes"
          min={0}
          allowDecimal={false}
          thousandSeparator=","
          hideControls
          value={artifact.sizeBytes ?? ""}
          onChange={(value) => onChange({ sizeBytes: typeof value === "number" ? value : null })}
          {...at("sizeBytes")}
        />
        <TextInput
          label="Where it is kept"
          value={artifact.location}
          onChange={(event) => onChange({ location: event.currentTarget.value })}
          {...at("location")}
        />
      </FormRow>
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconX aria-hidden />}
          onClick={onRemove}
          aria-label={`Remove artifact ${index + 1}`}
        >
          Remove
        </Button>
      </div>
    </div>
  );
}

/** The files of a version: name, type, digest, size and where each is kept. */
export function ArtifactsInput({ artifacts, onChange, errors }: ArtifactsInputProps) {
  const change = (index: number, part: Partial<ArtifactInput>) =>
    onChange(artifacts.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="mk-stack" data-path="artifacts">
      {artifacts.map((artifact, index) => (
        <ArtifactFields
          key={index}
          index={index}
          artifact={artifact}
          errors={errors}
          onChange={(part) => change(index, part)}
          onRemove={() => onChange(artifacts.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus aria-hidden />}
          onClick={() => onChange([...artifacts, empty])}
        >
          Add artifact
        </Button>
      </div>
    </div>
  );
}
