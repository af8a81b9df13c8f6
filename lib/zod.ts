import { z } from "zod";

z.config({ jitless: true });

/** Zod without its code generator, so that a Content-Security-Policy without `unsafe-eval` has nothing to report. */
export { z };
