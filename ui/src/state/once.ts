// The key of an attempt that nobody has answered yet: the same content sent again carries the same key, so it happens once.
import { failureOf, newKey } from '../api';

export interface Once {
  /** Sends `content` with its key; forgets the key when it was answered, or when the server knows it for something else. */
  send: <T>(content: unknown, call: (key: string) => Promise<T>) => Promise<T>;
}

export function once(): Once {
  let sent: { key: string; content: string } | undefined;
  return {
    async send(content, call) {
      const text = JSON.stringify(content);
      if (sent?.content !== text) sent = { key: newKey(), content: text };
      try {
        const answer = await call(sent.key);
        sent = undefined;
        return answer;
      } catch (error) {
        if (failureOf(error).code === 'idempotency-key-reused') sent = undefined;
        throw error;
      }
    },
  };
}
