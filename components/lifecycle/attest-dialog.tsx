"use client";

import { Button, Checkbox, Modal, Textarea } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AddEvidenceDialog } from "@/components/evidence/add-evidence-dialog.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { evidenceQuery } from "@/lib/evidence/api.ts";
import { attestCriterion } from "@/lib/lifecycle/api.ts";
import { AttestInput, type CriterionResultDto, type GateDto } from "@/lib/lifecycle/schema.ts";
import { useGateRefresh } from "./use-gate-refresh.ts";

const AttestForm = AttestInput.pick({ statement: true, evidenceIds: true });
type Values = { statement: string; evidenceIds: string[] };

interface AttestDialogProps {
  version: GateDto["version"];
  result: CriterionResultDto | null;
  onClose: () => void;
}

function EvidenceChoice({ versionId, bound, required }: { versionId: string; bound: object; required: boolean }) {
  const about = { entityType: "model_version", entityId: versionId };
  const evidence = useQuery(evidenceQuery(about));
  const [adding, setAdding] = useState(false);
  const items = evidence.data?.items ?? [];
  return (
    <>
      <Checkbox.Group
        label={required ? "Evidence that shows it" : "Evidence that shows it, where there is some"}
        description="Of this version. When it is withdrawn, this no longer counts."
        data-path="evidenceIds"
        {...bound}
      >
        <div className="mk-choices">
          {items.map(({ id, title, createdBy }) => (
            <Checkbox key={id} value={id} label={title} description={createdBy ?? undefined} />
          ))}
          {items.length === 0 && !evidence.isPending ? <span className="mk-3">No evidence is on file yet.</span> : null}
        </div>
      </Checkbox.Group>
      {evidence.data?.abilities.add === true ? (
        <div>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconPlus aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add evidence
          </Button>
        </div>
      ) : null}
      <AddEvidenceDialog about={about} opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}

/** Says, as a person, that a criterion is met, and names what shows it. */
export function AttestDialog({ version, result, onClose }: AttestDialogProps) {
  const refresh = useGateRefresh();
  if (result === null) return null;
  const { criterion } = result;
  const save = async ({ statement, evidenceIds }: Values) => {
    const body = { criterion: criterion.id, statement, evidenceIds };
    await attestCriterion(version.modelSlug, version.label, body);
    await refresh();
    onClose();
    toastDone({ message: `Attested: ${criterion.title}.` });
  };
  return (
    <Modal opened onClose={onClose} title={`Attest: ${criterion.title}`} closeButtonProps={{ "aria-label": "Close" }}>
      <FormShell<Values>
        schema={AttestForm}
        initialValues={{ statement: "", evidenceIds: [] }}
        guard={false}
        submitLabel="Attest"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => (
          <>
            <Textarea
              label="What was done, and with which result"
              description="Your name stands under it."
              autosize
              minRows={3}
              maxRows={10}
              data-autofocus
              {...form.getInputProps("statement")}
            />
            <EvidenceChoice
              versionId={version.id}
              required={criterion.evidence}
              bound={form.getInputProps("evidenceIds")}
            />
          </>
        )}
      </FormShell>
    </Modal>
  );
}
