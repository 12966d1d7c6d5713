import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What a request of AdminCreateUser says. */
interface Asked {
  UserPoolId: string;
  Username: string;
  MessageAction?: string;
}

/** A user pool at the wire of Cognito, as far as it makes accounts. */
export interface UserPool {
  /** The environment in which the SDK finds it. */
  env: Record<string, string>;
  /** Accounts by their names, and whether somebody has signed in with them. */
  accounts: Map<string, 'new' | 'used'>;
  /** What it was asked, and every mail that it sent. */
  asked: { target: unknown; body: Asked }[];
  mails: string[];
  /** Addresses that it does not take. */
  refuses: Set<string>;
  /** So many requests are over the quota. */
  throttles: number;
  /** So many mails are left for today. */
  mailsLeft: number;
  stop(): void;
}

/** The address of this pool as an issuer. */
export const poolIssuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Rungs1';

export async function startUserPool(): Promise<UserPool> {
  const pool = {
    accounts: new Map<string, 'new' | 'used'>(),
    asked: [] as UserPool['asked'],
    mails: [] as string[],
    refuses: new Set<string>(),
    throttles: 0,
    mailsLeft: Number.POSITIVE_INFINITY,
  };
  const faultOf = ({ Username: name, MessageAction: action }: Asked): [type: string, message?: string] | null => {
    if (pool.throttles > 0) {
      pool.throttles -= 1;
      return ['TooManyRequestsException'];
    }
    if (pool.refuses.has(name)) return ['InvalidParameterException', 'Invalid email address format.'];
    const account = pool.accounts.get(name);
    if (action === 'RESEND' && account === undefined) return ['UserNotFoundException'];
    if (action === 'RESEND' && account === 'used') return ['UnsupportedUserStateException'];
    if (action === undefined && account !== undefined) return ['UsernameExistsException'];
    return pool.mailsLeft > 0 ? null : ['LimitExceededException', 'Exceeded daily email limit'];
  };
  const server = createServer(async (req, res) => {
    const body = (await json(req)) as Asked;
    pool.asked.push({ target: req.headers['x-amz-target'], body });
    const fault = faultOf(body);
    if (!fault) {
      if (!pool.accounts.has(body.Username)) pool.accounts.set(body.Username, 'new');
      pool.mails.push(body.Username);
      pool.mailsLeft -= 1;
    }
    const [__type, message] = fault ?? [];
    res.writeHead(fault ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    res.end(JSON.stringify(fault ? { __type, message } : { User: { Username: body.Username } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(pool, {
    env: {
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  });
}
