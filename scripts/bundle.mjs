// How sources and packages become what runs: docs/adr/0014-bundled-dist.md.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Its own `require`: CommonJS packages in an ES module ask for Node's modules by it. */
const banner = `import { createRequire as requireOf } from 'node:module';
const require = requireOf(import.meta.url);`;

const noMap = Buffer.from('{"version":3,"sources":[""],"mappings":"AAAA"}').toString('base64');

/** pg makes a Response at its import to see whether it runs at Cloudflare's: for that Node.js 20 loads all of its fetch. */
function onNode(path, code) {
  if (!/\bpg\/lib\/stream\.js$/.test(path)) return code;
  const asked = "typeof Response === 'function'";
  if (!code.includes(asked))
    throw new Error(`${path} asks no more for ${asked}: onNode in scripts/bundle.mjs has had its day`);
  return code.replace(asked, 'false');
}

/** A process reads its maps at each start: those of packages, which are nine tenths of it all, would only cost time. */
const withoutMapsOfPackages = {
  name: 'without-maps-of-packages',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => {
      const code = onNode(path, await readFile(path, 'utf8'));
      return {
        contents: `${code}\n//# sourceMappingURL=data:application/json;base64,${noMap}`,
        loader: 'js',
      };
    });
  },
};

/** Imported as an ES module, `http` has all of its exports read, and from Node.js 22 on one of them is all of its fetch: 70 ms a process. */
const httpWithoutFetch = {
  name: 'http-without-fetch',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'node:http', namespace: 'built-in' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'built-in' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
      loader: 'js',
    }));
  },
};

/** Bundles the entries to their places below dist/, and what several load to dist/chunks; the files written, relative to the root. */
export async function bundle(root, entryPoints) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    outbase: '.',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: banner },
    // kafkajs waits for less where a developer's environment says that it is a test.
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [withoutMapsOfPackages, httpWithoutFetch],
    metafile: true,
    logLevel: 'warning',
  }).catch(() => process.exit(1)); // What is wrong has been said: a stack trace of this script would only hide it.
  return Object.keys(metafile.outputs);
}
