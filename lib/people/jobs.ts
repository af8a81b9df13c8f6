import { defineJob } from "../jobs/define-job.ts";
import { SealedAddress } from "./sealed-address.ts";

/** Finds the account and mails the link: away from the request, whose time must not tell whether the account exists. */
export const answerResetRequest = defineJob({
  name: "password.answer_reset_request",
  input: SealedAddress,
  maxAttempts: 5,
  handler: () => import("./jobs/answer-reset-request.handler.ts"),
});
