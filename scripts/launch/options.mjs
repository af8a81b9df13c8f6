/** Reads the launcher's options: `parseOptions(argv, env) -> { port, host, dataDir, demo, dev, help }`, `usage`. */
import { resolve } from "node:path";
import { StatedError } from "./stated-error.mjs";

/** What `npm start -- --help` prints. */
export const usage = `Modelkeep

  npm start -- [options]        build what changed and run the product
  npm run dev -- [options]      the same with hot reload

Options
  --port N      port of the web interface             (PORT, default 3000)
  --host H      address to listen on                  (HOST, default 127.0.0.1)
  --data DIR    data folder                           (MODELKEEP_DATA_DIR, default .data)
  --demo        add a demonstration organization and print its accounts
  --dev         hot reload
  --help        this text

Environment
  DATABASE_URL                                     a PostgreSQL (15 or newer) of your own instead of the embedded one
  MODELKEEP_URL                                    the public address, when it is not http://HOST:PORT
  MODELKEEP_ADMIN_EMAIL, MODELKEEP_ADMIN_PASSWORD  create the first administrator without the set-up page
  MODELKEEP_SESSION_SECRET, MODELKEEP_DATA_KEY     secrets, when they shall not come from the data folder

Operators' commands: npm run admin -- help
`;

const valued = { "--port": "port", "--host": "host", "--data": "dataDir" };
const flags = { "--demo": "demo", "--dev": "dev", "--help": "help", "-h": "help" };

function refuse(problem) {
  return new StatedError("bad_option", `${problem} Run "npm start -- --help" to see the options.`);
}

function readArguments(argv) {
  const found = {};
  for (let index = 0; index < argv.length; index += 1) {
    const [name, inline] = argv[index].split(/=(.*)/s);
    if (Object.hasOwn(flags, name) && inline === undefined) {
      found[flags[name]] = true;
    } else if (Object.hasOwn(valued, name)) {
      const value = inline ?? argv[(index += 1)];
      if (!value || (inline === undefined && value.startsWith("--"))) throw refuse(`The option ${name} needs a value.`);
      found[valued[name]] = value;
    } else {
      throw refuse(`The option ${argv[index]} is not known.`);
    }
  }
  return found;
}

function readPort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw refuse(`The port must be a number from 1 to 65535, not "${text}".`);
}

/**
 * Options from the command line, then from the environment, then defaults. A data folder is relative to `cwd`; the
 * default one is in the project. Throws StatedError "bad_option".
 */
export function parseOptions(argv, env, { cwd, root }) {
  const given = readArguments(argv);
  const dataDir = given.dataDir ?? env.MODELKEEP_DATA_DIR;
  return {
    port: readPort(given.port ?? (env.PORT || "3000")),
    host: given.host ?? (env.HOST || "127.0.0.1"),
    dataDir: dataDir ? resolve(cwd, dataDir) : resolve(root, ".data"),
    demo: given.demo === true,
    dev: given.dev === true,
    help: given.help === true,
  };
}
