import { Button } from "@mantine/core";
import { StateBadge } from "@/components/ui/badge.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { signatureFindings } from "@/lib/interop/model-signing/signature-rules.ts";
import type { SignatureResult } from "@/lib/signing/schema.ts";

const methods = {
  key: "With a public key",
  certificate: "With a certificate",
  keyless: "Without a key of its own (Sigstore)",
} as const;

/** What came out of verifying a signature: whether it holds, who signed, and each thing that is wrong. */
export function SignatureOutcome({ result, onAgain }: { result: SignatureResult; onAgain: () => void }) {
  const verified = result.outcome === "verified";
  return (
    <div className="mk-check-area">
      <Notice
        tone={verified ? "green" : "red"}
        live
        title={verified ? "The signature is verified" : "The signature is not verified"}
      >
        {verified
          ? `Signed by ${result.trusted?.name ?? "a trusted key"}, and every file is the one that was signed.`
          : "Do not rely on it before what is listed here is explained."}
      </Notice>
      <KeyValueList
        items={[
          { label: "Model, as the signer calls it", value: result.modelName === "" ? null : result.modelName },
          { label: "Signed", value: methods[result.method] },
          { label: "Leads to the trusted key", value: result.trusted?.name ?? null },
          { label: "Identity in the certificate", value: result.identity },
          { label: "Index in the public log", value: result.logIndex },
          { label: "Files", value: `${result.signedFiles} signed, ${result.comparedFiles} compared` },
        ]}
      />
      <ul className="mk-check-findings">
        {result.findings.map((finding) => (
          <li key={`${finding.code} ${finding.message}`}>
            <StateBadge tone={finding.fails ? "red" : "amber"}>{finding.fails ? "Fails" : "Note"}</StateBadge>
            <div>
              {finding.message}
              <p className="mk-check-line">{signatureFindings[finding.code].means}</p>
            </div>
          </li>
        ))}
      </ul>
      {result.evidenceId === null ? null : (
        <p className="mk-check-line">The outcome is on file as evidence about this version.</p>
      )}
      <div className="mk-check-actions">
        <Button variant="default" onClick={onAgain}>
          Verify another
        </Button>
      </div>
    </div>
  );
}
