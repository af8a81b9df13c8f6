import { defineCommand } from "../../kernel/command.ts";
import { attachReport } from "../../evidence/attach-report.ts";
import { fileChecks } from "../../evidence/check-rules.ts";
import { recordedArtifactsOf } from "../../inventory/queries/recorded-artifacts.ts";
import { judgeScan } from "../rules.ts";
import { RecordedScanDto, RecordScanInput } from "../schema.ts";

/**
 * Puts a check of a version's files on file. The files were read in the browser of who records it, so that the entry says
 * who vouches for it; what the digests mean for the record is judged here.
 */
export const recordScan = defineCommand({
  name: "artifact.record_scan",
  summary: "Put the digests and findings of a version's files on file as evidence",
  permission: "evidence:write",
  input: RecordScanInput,
  output: RecordedScanDto,
  http: "POST /artifacts/scans",
  load: ({ tx, input, ctx }) => recordedArtifactsOf(tx, ctx.orgId, input.versionId),
  async run({ tx, input, target, ctx }) {
    const { outcome, words } = judgeScan(input.reports, target);
    const check = fileChecks.scan;
    const title = outcome === "passed" ? `${check.passed}: ${words}` : `${check.failed} ${words}`;
    const recorded = target.map(({ name, digest }) => ({ name, digest }));
    const { row, item } = await attachReport(tx, ctx, {
      entityType: "model_version",
      entityId: input.versionId,
      title,
      fileName: "file-check.json",
      mediaType: check.mediaType,
      content: {
        kind: "modelkeep-file-check",
        checkedAt: ctx.now().toISOString(),
        outcome,
        title,
        recorded,
        reports: input.reports,
      },
    });
    return { result: { outcome, title, evidenceId: row.id }, audit: [item] };
  },
});
