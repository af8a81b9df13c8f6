"use client";

import "./artifacts.css";
import { Button, Progress } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileDrop } from "@/components/ui/file-drop.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { verifySignature } from "@/lib/signing/api.ts";
import { FilePicker } from "./file-picker.tsx";
import { SignatureOutcome } from "./signature-outcome.tsx";
import { useFileChecks } from "./use-file-checks.ts";

const MAX_BUNDLE_BYTES = 600_000;

interface SignatureCheckProps {
  /** The version to put the outcome on file for. */
  versionId?: string;
}

/** Verifies a signature over a model: the signature file is sent, of the model only the digests of its files. */
export function SignatureCheck({ versionId }: SignatureCheckProps) {
  const [signature, setSignature] = useState<File>();
  const checks = useFileChecks();
  const client = useQueryClient();
  const finished = checks.files.filter(({ report }) => report !== null);
  const verify = useMutation({
    mutationFn: async (bundle: File) => {
      const files = finished.map(({ path, report }) => ({ path, digest: report?.digest ?? "" }));
      const about = versionId === undefined ? {} : { versionId };
      return verifySignature({ bundle: await bundle.text(), files, ...about });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["evidence"] }),
  });
  const again = (): void => {
    verify.reset();
    checks.clear();
    setSignature(undefined);
  };
  if (verify.data !== undefined) return <SignatureOutcome result={verify.data} onAgain={again} />;
  const whole = checks.files.length > 0 && finished.length === checks.files.length;
  return (
    <div className="mk-check-area">
      {signature === undefined ? (
        <FileDrop
          what="the signature file"
          accept=".sig,.json,application/json"
          maxBytes={MAX_BUNDLE_BYTES}
          note="model.sig, as OpenSSF Model Signing writes it"
          onFile={setSignature}
        />
      ) : (
        <>
          <p>
            Signature: <strong>{signature.name}</strong>. Now choose the model it belongs to, with all its files.
          </p>
          <FilePicker
            onPick={(picked) => checks.add(picked.filter(({ path }) => path !== signature.name))}
            note="Only digests are sent. The files stay here."
          />
        </>
      )}
      {checks.files.length === 0 ? null : (
        <div role="status" className="mk-check-line">
          {whole
            ? `${finished.length === 1 ? "1 file is" : `${finished.length} files are`} ready.`
            : `${finished.length} of ${checks.files.length} files are hashed.`}
        </div>
      )}
      {checks.busy ? (
        <Progress value={(finished.length / checks.files.length) * 100} aria-label="Hashing the files of the model" />
      ) : null}
      {verify.error === null ? null : <ProblemPanel error={verify.error} />}
      {signature === undefined ? null : (
        <div className="mk-check-actions">
          <Button onClick={() => verify.mutate(signature)} loading={verify.isPending} disabled={!whole}>
            Verify the signature
          </Button>
          <Button variant="default" onClick={again}>
            Start over
          </Button>
        </div>
      )}
    </div>
  );
}
