/** Everything that can be said about a signature, by code; one that `fails` keeps it from counting as verified. */
export const signatureFindings = {
  wrong_key: { fails: true, means: "The signature was made with a key that is not among the trusted ones." },
  altered_manifest: {
    fails: true,
    means: "The key is trusted, but the signed list is not what this key signed: it was changed.",
  },
  bad_root: { fails: true, means: "The digest of the list does not fit the list: the file was put together wrongly." },
  untrusted_certificate: {
    fails: true,
    means: "The signer's certificate does not lead to a trusted root certificate.",
  },
  certificate_purpose: { fails: true, means: "The signer's certificate may not be used for signing." },
  certificate_expired: {
    fails: false,
    means: "The signer's certificate is no longer valid. Nothing says when it signed.",
  },
  keyless: {
    fails: true,
    means: "The signer used a short-lived certificate of Sigstore. Not verified: no trust root is configured.",
  },
  no_trust: {
    fails: true,
    means: "No key and no root certificate is trusted yet. An administrator adds them in the settings.",
  },
  missing_file: { fails: true, means: "The signature covers a file that is not here." },
  extra_file: { fails: true, means: "There is a file that the signature does not cover." },
  changed_file: { fails: true, means: "The file is not the one that was signed." },
  recorded_not_signed: { fails: true, means: "The record names a file that the signature does not cover." },
  unsafe_path: { fails: true, means: "The signed list names a place outside the model, or the same place twice." },
  cannot_compare: {
    fails: true,
    means: "The list uses digests that are not computed here, so that files cannot be compared.",
  },
  nothing_compared: { fails: true, means: "There was no file to compare with the signed list." },
} as const satisfies Record<string, { fails: boolean; means: string }>;

export type SignatureFindingCode = keyof typeof signatureFindings;
