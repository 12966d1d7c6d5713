import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/**
 * Keeps the OpenAPI document as a compressed file beside the bundle, and reads it only on request. The document is the
 * largest file of the API and is rarely needed; compressed it has a tenth of its size.
 */
export const packedDocument: Plugin = {
  name: 'packed-document',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]openapi\.json$/ }, ({ path }) => ({
      loader: 'js',
      resolveDir: '/',
      contents: `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import packed from ${JSON.stringify(`packed:${path}`)};
export default JSON.parse(brotliDecompressSync(readFileSync(join(__dirname, packed))).toString());`,
    }));
    onResolve({ filter: /^packed:/ }, ({ path }) => ({
      path: `${path.slice('packed:'.length)}.br`,
      namespace: 'packed',
    }));
    onLoad({ filter: /\.br$/, namespace: 'packed' }, async ({ path }) => ({
      loader: 'file',
      contents: brotliCompressSync(JSON.stringify(JSON.parse(await readFile(path.replace(/\.br$/, ''), 'utf8')))),
    }));
  },
};
