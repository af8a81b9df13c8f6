// Operators' commands: npm run admin -- <noun> <verb>. Same rule as in start.mjs: old versions of Node must parse this.
import process from "process";

const parts = process.versions.node.split(".").map(Number);

if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  console.error(
    "Modelkeep needs Node 20.19 or newer, and this is Node " + process.versions.node + ". Install a newer Node.",
  );
  process.exit(1);
}

import("./launch/admin-main.mjs")
  .then((admin) => admin.main(process.argv.slice(2)))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
