/** Requests over plain sockets, kept alive, one after the other on each: as little work as a client can have. */
import net from 'node:net';

/** What came of a load. */
export interface Load {
  /** How many answers had each status. */
  statuses: Map<number, number>;
  /** Of each answer, ms. */
  latencies: number[];
  seconds: number;
}

/** Keeps `connections` busy with what `next` gives until `ms` have passed. @param next the path and body of the request with this number */
export async function load(
  url: string,
  connections: number,
  ms: number,
  next: (number: number) => { path: string; body: string },
): Promise<Load> {
  const { hostname, port } = new URL(url);
  const statuses = new Map<number, number>();
  const latencies: number[] = [];
  let number = 0;
  const began = performance.now();
  const end = began + ms;

  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
      let answer = '';
      let sent = 0;
      const send = () => {
        // Each connection asks at least once.
        if (sent > 0 && performance.now() >= end) {
          socket.end();
          resolve();
          return;
        }
        const { path, body } = next(number++);
        sent = performance.now();
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\n` +
            `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      };
      socket.setEncoding('latin1');
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (text: string) => {
        answer += text;
        const head = answer.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(answer.slice(0, head))?.[1] ?? 0);
        if (answer.length < head + 4 + length) return;
        const status = Number(answer.slice(9, 12));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        latencies.push(performance.now() - sent);
        answer = '';
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { statuses, latencies: latencies.sort((a, b) => a - b), seconds: (performance.now() - began) / 1000 };
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
