// The sources say `./time`, as the bundler has it; Node wants the file's whole name.
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) => next(/^\.{1,2}\//.test(specifier) && !/\.\w+$/.test(specifier) ? `${specifier}.ts` : specifier, context),
});
