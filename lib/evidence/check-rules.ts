/**
 * How a check of a version's files is put on file: as evidence about the version, with this media type, and a title that
 * begins with the outcome.
 */
export const fileChecks = {
  signature: {
    mediaType: "application/vnd.modelkeep.signature-check+json",
    passed: "Signature verified",
    failed: "Signature not verified",
  },
  scan: {
    mediaType: "application/vnd.modelkeep.file-check+json",
    passed: "File check passed",
    failed: "File check found",
  },
} as const;
