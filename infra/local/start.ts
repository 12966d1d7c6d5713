import { startStack } from './stack.ts';

// `npm start`: the whole system on this machine. PORT and RUNGS_DATA_DIR choose port and data folder.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const port = Number(process.env.PORT ?? 3000);
const dataDir = process.env.RUNGS_DATA_DIR ?? '.rungs';
const begun = performance.now();

try {
  const stack = await startStack({ port, dataDir });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`Rungs is ready at ${stack.url} after ${seconds} s. Its data is in ${dataDir}. Ctrl-C ends it.`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void stack.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
} catch (error) {
  const code = (error as { code?: string }).code;
  console.error(
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Choose another one: PORT=3001 npm start`
      : `Rungs could not start: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(1);
}
