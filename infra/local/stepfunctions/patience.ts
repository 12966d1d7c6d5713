/** Resolves when all of the work has ended, well or badly, and after `milliseconds` of real time in any case. */
export async function endOf(work: Iterable<Promise<unknown>>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
}
