import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/**
 * Leaves unused shapes of the contract out of a bundle. A shape is made by calls, and a bundler keeps every call,
 * because a call can have effects. The calls of the contract only make shapes. So this plugin marks them as pure, and
 * the bundler can drop the shapes that a function does not use. They are then not made at its start either.
 */
export const usedShapesOnly: Plugin = {
  name: 'used-shapes-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared[\\/]contract[\\/]\w+\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', sourcefile: path });
      // In the code that esbuild prints, a statement at the top level begins in the first column, and so does the next
      // one.
      const statement = /^((?:export )?const \w+ = )(.*?);$(?=\n\S)/gms;
      return { contents: `${code}//`.replace(statement, '$1/* @__PURE__ */ (() => ($2))();') };
    });
  },
};
