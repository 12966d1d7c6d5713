/** What the provider warns of at the start and we mean: this Node, and sign-ins under way that a restart loses. */
const meant = ['Unsupported runtime', 'in-memory adapter'];

type Library = typeof import('oidc-provider');
let library: Promise<Library> | undefined;

/** The provider's library, loaded once, without the warning about running on Node 20. */
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

/** Runs `make` without the warnings that are meant; every other one is shown as always. */
export function withoutMeantWarnings<T>(make: () => T): T {
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
    if (!(text.includes('oidc-provider WARNING') && meant.some((one) => text.includes(one)))) warn(...words);
  };
  return () => {
    console.warn = warn;
  };
}
