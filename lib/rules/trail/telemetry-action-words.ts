type Words = readonly [label: string, words: string];

/** What actions of telemetry are called, and how an entry says them. */
export const telemetryActionWords: Readonly<Record<string, Words>> = {
  "telemetry.propose_reference": ["Reference proposed", "chose what telemetry is compared with: {reason}"],
  "telemetry.upload_reference": ["Reference uploaded", "uploaded what telemetry is compared with: {reason}"],
  "telemetry.approve_reference": ["Reference approved", "agreed to another reference for telemetry"],
  "telemetry.approve_reference/telemetry_reference/1": ["Reference retired", "retired the reference before"],
  "telemetry.reject_reference": ["Reference refused", "refused a reference for telemetry"],
  "telemetry.note_batches": [
    "Telemetry received",
    "received {accepted} records in {batches} batches; the digest of all of them is in this entry",
  ],
  "telemetry_settings.update": ["Telemetry settings changed", "{changes}"],
  "telemetry.note_parked": [
    "Batch of telemetry parked",
    "put a batch of {events} records aside after {tries} tries: {reason}",
  ],
  "telemetry.retry_batch": ["Parked batch tried again", "lets a parked batch of {events} records be counted again"],
  "telemetry.discard_batch": ["Parked batch discarded", "discarded a parked batch of {events} records: {reason}"],
  "telemetry.open_samples": ["Samples opened", "opened {samples} samples of telemetry"],
};
