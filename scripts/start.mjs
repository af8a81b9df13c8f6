// Old versions of Node must be able to parse this file, so that they can say what is wrong: nothing newer than ES2017.
import process from "process";

const needed = [20, 19];
const parts = process.versions.node.split(".").map(Number);

if (parts[0] < needed[0] || (parts[0] === needed[0] && parts[1] < needed[1])) {
  console.error(
    "Modelkeep needs Node " +
      needed.join(".") +
      " or newer (24 is recommended), and this is Node " +
      process.versions.node +
      ". Install a newer Node from https://nodejs.org or with your version manager, then start again.",
  );
  process.exit(1);
}

import("./launch/main.mjs")
  .then((launcher) => launcher.main(process.argv.slice(2)))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
