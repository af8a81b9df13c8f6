/**
 * The rules of the house that no published ESLint plugin knows. Each is a few lines; where a rule applies is said in
 * eslint.config.mjs, what it means is said here.
 */

const report = (context, node, message) => context.report({ node, message });

const isMember = (node, object, ...properties) =>
  node.type === "MemberExpression" &&
  node.object.type === "Identifier" &&
  node.object.name === object &&
  !node.computed &&
  properties.includes(node.property.name);

const isGlobal = (node, name) =>
  (node.type === "Identifier" && node.name === name) ||
  ["globalThis", "window", "self"].some((object) => isMember(node, object, name));

const directive = (value, message) => ({
  create: (context) => ({
    ExpressionStatement(node) {
      if (node.expression.type === "Literal" && node.expression.value === value) report(context, node, message);
    },
  }),
});

const FORBIDDEN_NAMES = new Set(["util", "utils", "helper", "helpers", "common", "misc", "index"]);
const KEBAB = /^_?[a-z0-9]+(?:-[a-z0-9]+)*$/;

const fileName = {
  create: (context) => ({
    Program(node) {
      const base = context.filename.split(/[\\/]/).at(-1);
      const name = base.replace(/^\.+/, "").split(".")[0];
      const last = name.split("-").at(-1);
      if (FORBIDDEN_NAMES.has(name) || ["utils", "helpers", "misc"].includes(last))
        report(context, node, `A file called "${base}" collects everything: name it after the one thing it does.`);
      else if (!KEBAB.test(name)) report(context, node, `File names are kebab-case: "${base}" is not.`);
    },
  }),
};

const noReexport = {
  create: (context) => {
    const check = (node) => {
      if (node.source) report(context, node, "No barrels: import from the file where the thing lives.");
    };
    return { ExportAllDeclaration: check, ExportNamedDeclaration: check };
  },
};

const CLOCK = "No clock here: take the time from ctx.now() or as an argument.";
const CHANCE = "No randomness here: take ids from ctx.newId() or randomness as an argument.";
const CHANCE_NAMES = ["randomUUID", "randomBytes", "randomInt", "getRandomValues"];

const noClockOrChance = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name === "Date" && node.arguments.length === 0) report(context, node, CLOCK);
    },
    CallExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "Date") report(context, node, CLOCK);
    },
    MemberExpression(node) {
      if (isMember(node, "Date", "now") || isMember(node, "performance", "now")) report(context, node, CLOCK);
      if (isMember(node, "Math", "random")) report(context, node, CHANCE);
      if (!node.computed && CHANCE_NAMES.includes(node.property.name)) report(context, node, CHANCE);
    },
    ImportSpecifier(node) {
      if (CHANCE_NAMES.includes(node.imported.name)) report(context, node, CHANCE);
    },
  }),
};

const ENV = "Only lib/env.ts reads the environment: it checks it once, at start.";

const noProcessEnv = {
  create: (context) => ({
    MemberExpression(node) {
      if (isMember(node, "process", "env")) report(context, node, ENV);
    },
    ImportSpecifier(node) {
      if (node.imported.name === "env" && /^(node:)?process$/.test(node.parent.source.value))
        report(context, node, ENV);
    },
  }),
};

const schemaPlace = {
  create: (context) => ({
    CallExpression(node) {
      if (isMember(node.callee, "z", "object", "looseObject"))
        report(context, node, "Schemas live in schema.ts, env.ts or lib/http; elsewhere use z.strictObject.");
    },
  }),
};

const noFetch = {
  create: (context) => ({
    CallExpression(node) {
      if (isGlobal(node.callee, "fetch"))
        report(context, node, "Servers go out through lib/http/outbound, browsers through lib/http/client or api.ts.");
    },
  }),
};

const MAX_PROPS = 8;

const functionName = (node) =>
  node.id?.name ?? (node.parent.type === "VariableDeclarator" ? node.parent.id.name : undefined) ?? "";

const componentProps = {
  create: (context) => {
    const check = (node) => {
      const [props] = node.params;
      if (props?.type !== "ObjectPattern" || !/^[A-Z]/.test(functionName(node))) return;
      if (props.properties.length > MAX_PROPS)
        report(context, props, `A component has at most ${MAX_PROPS} props; this has ${props.properties.length}.`);
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

export const houseRules = {
  meta: { name: "house" },
  rules: {
    "no-use-server": directive("use server", "No server actions: a change is a command behind a route handler."),
    "no-use-client": directive("use client", '"use client" belongs in components/ and in providers and error files.'),
    "file-name": fileName,
    "no-reexport": noReexport,
    "no-clock-or-chance": noClockOrChance,
    "no-process-env": noProcessEnv,
    "schema-place": schemaPlace,
    "no-fetch": noFetch,
    "component-props": componentProps,
  },
};
