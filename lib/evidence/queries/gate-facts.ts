import type { Evidence } from "../../db/types.ts";
import type { Fact, FactProvider } from "../../kernel/fact-provider.ts";
import { fileChecks } from "../check-rules.ts";

type Check = (typeof fileChecks)[keyof typeof fileChecks];

function checkFact(rows: readonly Evidence[], check: Check, words: { none: string }): Fact {
  const newest = rows.find(({ mediaType }) => mediaType === check.mediaType);
  if (newest === undefined) return { ok: false, value: null, reason: words.none, links: [] };
  const ok = newest.title.startsWith(check.passed);
  return {
    ok,
    value: { evidenceId: newest.id, digest: newest.digest, passed: ok },
    reason: `${newest.title}.`,
    links: [],
    evidence: [{ id: newest.id, digest: newest.digest, createdBy: newest.createdBy }],
  };
}

/** What the newest checks of a version's files, put on file as evidence about it, say. */
export const evidenceFacts: FactProvider = {
  id: "evidence",
  label: "Evidence",
  facts: {
    "evidence.signature": "The signature of the artifacts is verified",
    "evidence.scan": "A check of the files is on file and found nothing that blocks",
  },
  async compute({ db, orgId, subjects }) {
    const ids = subjects.map(({ id }) => id);
    const rows = await db.evidence.findMany({
      where: {
        orgId,
        entityType: "model_version",
        entityId: { in: ids },
        withdrawnAt: null,
        mediaType: { in: Object.values(fileChecks).map(({ mediaType }) => mediaType) },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    return new Map(
      ids.map((id) => {
        const own = rows.filter(({ entityId }) => entityId === id);
        return [
          id,
          {
            "evidence.signature": checkFact(own, fileChecks.signature, {
              none: "No verified signature is on file as evidence about this version.",
            }),
            "evidence.scan": checkFact(own, fileChecks.scan, {
              none: "No check of the files is on file as evidence about this version.",
            }),
          },
        ];
      }),
    );
  },
};
