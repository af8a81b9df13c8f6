import { quietCommand } from "../quiet-command.ts";

/** Tells of an alert that goes on after its silence, or after the alert that explained it. */
export const tellAlert = quietCommand({ name: "alert.tell", summary: "Tell of an alert whose silence ended" });
