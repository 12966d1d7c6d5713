import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/**
 * Zod's way from a schema to JSON Schema hangs on every schema, and no function of ours goes it: the API's description is
 * written beforehand. Each of its functions refuses, by name.
 */
export const noJsonSchemas: Plugin = {
  name: 'no-json-schemas',
  setup({ onLoad }) {
    onLoad(
      { filter: /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => {
        const names = Object.keys(await import(path));
        return {
          contents: `const refuse = () => { throw new Error('This bundle was built without JSON Schemas'); };
export { ${names.map((name) => `refuse as ${name}`).join(', ')} };`,
        };
      },
    );
  },
};

/**
 * A string of Zod has a method for each format there is (`z.string().email()`), which keeps all formats in every bundle. They
 * are deprecated, and the contract takes formats by name (`z.iso.date()`): the methods go, and what used one would not load.
 */
export const noStringFormats: Plugin = {
  name: 'no-string-formats',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace(
        /(export const ZodString = [^;]*;\s*_ZodString\.init\(inst, def\);\s*\}), \{.*?^\}\);/ms,
        '$1);',
      );
      if (contents === text)
        throw new Error('Zod makes its strings in another way now: see how they can be made smaller');
      return { contents };
    });
  },
};

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
