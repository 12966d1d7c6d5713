/** Warnings of the provider that we expect: we run it on this Node, and a restart loses unfinished sign-ins. */
const expected = ['Unsupported runtime', 'in-memory adapter'];

type Library = typeof import('oidc-provider');
let library: Promise<Library> | undefined;

/** Loads the provider's library once, without its warning about Node 20. */
export function loadLibrary(): Promise<Library> {
  library ??= (async () => {
    const restore = mute();
    try {
      return await import('oidc-provider');
    } finally {
      restore();
    }
  })();
  return library;
}

/** Runs `make` without the expected warnings. Other warnings are still shown. */
export function withoutExpectedWarnings<T>(make: () => T): T {
  const restore = mute();
  try {
    return make();
  } finally {
    restore();
  }
}

function mute(): () => void {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    const text = String(words[0]);
    if (!(text.includes('oidc-provider WARNING') && expected.some((one) => text.includes(one)))) warn(...words);
  };
  return () => {
    console.warn = warn;
  };
}
