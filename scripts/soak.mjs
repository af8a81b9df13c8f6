/** `npm run soak`: is hard on the audit log for as long as wanted. See soak/main.mjs. */
import { main } from "./soak/main.mjs";

await main(process.argv.slice(2));
