import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/**
 * A shape is made by calls, which a bundler has to keep, used or not. Those of the contract do nothing but make shapes: each is
 * marked so that what a function does not use is left out of its bundle, and is not made at its start.
 */
export const usedShapesOnly: Plugin = {
  name: 'used-shapes-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared[\\/]contract[\\/]\w+\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', sourcefile: path });
      // As esbuild prints it, a statement of the file itself begins at the margin, and so does whatever comes after it.
      const statement = /^((?:export )?const \w+ = )(.*?);$(?=\n\S)/gms;
      return { contents: `${code}//`.replace(statement, '$1/* @__PURE__ */ (() => ($2))();') };
    });
  },
};
