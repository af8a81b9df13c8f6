import { defineJob } from "../jobs/define-job.ts";
import { SealedLetter } from "./letter.ts";

/** Sends one letter. The letter is sealed with the data key: links in it must not be readable in the queue. */
export const sendMail = defineJob({
  name: "mail.send",
  input: SealedLetter,
  maxAttempts: 12,
  handler: () => import("./jobs/send-mail.handler.ts"),
});
