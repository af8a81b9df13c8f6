/** `npm run witness -- --state DIR --log VKEY …`: runs the witness program as it is offered for download. */
import "../public/verify/modelkeep-witness.mjs";
