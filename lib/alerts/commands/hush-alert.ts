import { quietCommand } from "../quiet-command.ts";

/** Marks an open alert as silenced when a silence or a maintenance window begins, or another alert explains it. */
export const hushAlert = quietCommand({ name: "alert.hush", summary: "Mark an open alert as silenced" });
