/** Resolves when all promises have settled, or after `milliseconds` of real time. */
export async function settledWithin(work: Iterable<Promise<unknown>>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.allSettled(work), timeout]);
  clearTimeout(timer);
}
