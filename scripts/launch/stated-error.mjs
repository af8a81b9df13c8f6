/**
 * A failure that is the operator's to solve. Its message is one paragraph that says what happened and what to do;
 * the launcher prints it without a stack trace and exits with 1.
 *
 * Codes: old_node, bad_option, port_taken, folder_in_use, folder_not_writable, install_failed, generate_failed,
 * build_failed, cluster_failed, secrets_missing, database_unreachable, postgres_too_old, roles_missing,
 * database_newer, migration_edited, migration_failed, process_failed.
 */
export class StatedError extends Error {
  constructor(code, message, details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "StatedError";
    this.code = code;
    this.details = details;
  }
}
