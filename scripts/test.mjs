// Old versions of Node must be able to parse this file, so that they can say what is wrong: nothing newer than ES2017.
import process from "process";

const needed = [20, 19];
const parts = process.versions.node.split(".").map(Number);

if (parts[0] < needed[0] || (parts[0] === needed[0] && parts[1] < needed[1])) {
  console.error(
    "Modelkeep needs Node " + needed.join(".") + " or newer, and this is Node " + process.versions.node + ".",
  );
  process.exit(1);
}

import("./testing/main.mjs")
  .then((runner) => runner.main(process.argv.slice(2)))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
