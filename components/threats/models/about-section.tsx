import { Select, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { FormSection, OptionalLabel } from "@/components/ui/form-field.tsx";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { stageLabels } from "@/lib/inventory/rules.ts";
import type { ScopeType } from "@/lib/threats/rules.ts";
import { ScopePicker } from "./scope-picker.tsx";

const stages = Object.entries(stageLabels).map(([value, label]) => ({ value, label }));

/** The chosen things as they are sent. */
export function askedScope(scope: readonly NodeDto[]): { id: string; type: ScopeType }[] {
  return scope.map(({ id, type }) => ({ id, type: type as ScopeType }));
}

interface AboutSectionProps {
  /** What the form gives for a field. */
  bound: (field: "name" | "description" | "stage") => object;
  scope: { chosen: NodeDto[]; onChange: (scope: NodeDto[]) => void; error: ReactNode };
  /** Further fields. */
  children?: ReactNode;
}

/** What a threat model is called, what it looks at, and at which stage of its life. */
export function AboutSection({ bound, scope, children }: AboutSectionProps) {
  return (
    <FormSection title="What it is about">
      <TextInput {...bound("name")} label="Name" data-autofocus />
      <Textarea
        {...bound("description")}
        label={<OptionalLabel>What is looked at, and what is not</OptionalLabel>}
        autosize
        minRows={2}
      />
      <ScopePicker {...scope} />
      <Select
        {...bound("stage")}
        label="Lifecycle stage"
        description="The part of the life that is looked at"
        data={stages}
        allowDeselect={false}
      />
      {children}
    </FormSection>
  );
}
