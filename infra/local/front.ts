import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address of the stack. It is taken before anything can answer there. */
export interface Front {
  url: string;
  /** Gives the requests that are waiting, and every later one, to a listener. */
  answerWith(listener: RequestListener): void;
  close(): Promise<void>;
}

/**
 * Clients reuse an open connection for their next request. With Node's default of 5 seconds, a busy machine could close
 * a connection just when a client sends a request on it. The client would get an error.
 */
const keepAliveMs = 75_000;

/**
 * Listens on the loopback interface. Port 0 takes a free port. This is the first part of a start, because the port can
 * be in use and is part of every address of the stack. Requests wait until there is a listener for them. Throws
 * `EADDRINUSE`.
 */
export async function listen(port: number): Promise<Front> {
  const waiting: Parameters<RequestListener>[] = [];
  let answer: RequestListener = (...request) => waiting.push(request);
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (req, res) => answer(req, res));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(listener) {
      answer = listener;
      for (const request of waiting.splice(0)) listener(...request);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
