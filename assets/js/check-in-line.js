/*
 * The line to the server: brings the list, sends scans, and notices by itself whether there is a connection. Scans wait in the store until
 * the server has answered them; each has a nonce, so sending one twice does nothing twice.
 */

import * as store from './check-in-store.js';

/** A scan that is answered later than this is answered by the device. */
const PATIENCE_MS = 4000;
const LIST_PATIENCE_MS = 30_000;
const PAGE = 1000;
const BATCH = 100;
const [FIRST_RETRY_MS, LAST_RETRY_MS] = [2000, 60_000];

export class Line {
  /** `online`, `offline`, `signed-out` or `refused`. */
  state = 'online';
  waiting = new Map();
  /** Being asked about right now, by somebody who waits at the door. */
  asking = new Set();
  retryMs = FIRST_RETRY_MS;
  timer = 0;
  draining = null;

  /** @param on what the page does: `changed()`, `answered(scan, answer)`, `lost(scan)`, `refused()`, `refresh()` */
  constructor(key, api, on) {
    Object.assign(this, { key, api, on });
    addEventListener('online', () => void this.drain());
    addEventListener('offline', () => this.became('offline'));
  }

  async restore() {
    for (const scan of await store.queue(this.key)) this.waiting.set(scan.nonce, scan);
  }

  get isOnline() {
    return this.state === 'online';
  }

  /** Keeps a scan until it is answered. */
  async keep(scan) {
    this.waiting.set(scan.nonce, scan);
    await store.put('queue', { ...scan, edition: this.key }).catch(() => undefined);
    this.on.changed();
  }

  async drop(nonce) {
    this.waiting.delete(nonce);
    await store.remove('queue', nonce).catch(() => undefined);
    this.on.changed();
  }

  /** One scan, now. @returns the server's answer; null when there is none to be had */
  async ask(scan) {
    this.asking.add(scan.nonce);
    try {
      // Kept first: if the page is closed now, it is sent when it is opened again.
      await this.keep(scan);
      const answers = await this.post([scan], PATIENCE_MS);
      if (!answers) return null;
      await this.drop(scan.nonce);
      return answers[0];
    } finally {
      this.asking.delete(scan.nonce);
    }
  }

  /** Sends what waits, in the order in which it happened. One at a time, however often it is called. */
  drain() {
    this.draining ??= this.drainAll().finally(() => (this.draining = null));
    return this.draining;
  }

  async drainAll() {
    clearTimeout(this.timer);
    let size = BATCH;
    let isNews = this.state !== 'online';
    for (;;) {
      const scans = [...this.waiting.values()]
        .filter(({ nonce }) => !this.asking.has(nonce))
        .sort((a, b) => a.at.localeCompare(b.at))
        .slice(0, size);
      if (scans.length === 0) break;
      const answers = await this.post(scans, LIST_PATIENCE_MS);
      if (answers === undefined) {
        // Something in this lot cannot be read: one by one, to lose only that.
        if (size === 1) {
          await this.drop(scans[0].nonce);
          this.on.lost(scans[0]);
        }
        size = 1;
        continue;
      }
      if (answers === null) return;
      for (const [index, scan] of scans.entries()) {
        this.on.answered(scan, answers[index]);
        await this.drop(scan.nonce);
      }
      isNews = true;
    }
    // What the others have done in the meantime; without scans to send, whether there is a connection at all.
    if (isNews) await this.on.refresh();
  }

  /** @returns answers in order; null without a connection; undefined when the server finds them wrong */
  async post(scans, patience) {
    const body = { sentAt: new Date().toISOString(), scans: scans.map(({ edition: _, ...scan }) => scan) };
    const answer = await this.fetch('/scans', patience, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer === null) return null;
    if (answer.status === 422 || answer.status === 400) return undefined;
    if (!answer.ok) {
      // Nothing is wrong with the scans, e.g. the same lot is under way from another tab.
      this.timer = setTimeout(() => void this.drain(), this.retryMs);
      return null;
    }
    return (await answer.json()).items;
  }

  /**
   * Brings the list, or what has changed since.
   * @param onPage called with the entries of each page; `isLast` when the list is whole
   * @returns whether it could
   */
  async refresh(since, onPage) {
    let [cursor, asOf] = ['', ''];
    do {
      const query = new URLSearchParams({ limit: PAGE, ...(since ? { since } : {}), ...(cursor ? { cursor } : {}) });
      const answer = await this.fetch(`/list?${query}`, LIST_PATIENCE_MS, {});
      if (!answer?.ok) return false;
      let page;
      try {
        page = await answer.json();
      } catch {
        this.became('offline');
        return false;
      }
      asOf ||= page.asOf;
      cursor = page.next ?? '';
      await onPage(page, { asOf, isLast: cursor === '' });
    } while (cursor);
    return true;
  }

  async fetch(path, patience, options) {
    let answer;
    try {
      answer = await fetch(this.api + path, {
        ...options,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(patience),
      });
    } catch {
      this.became('offline');
      return null;
    }
    if (answer.status === 401) this.became('signed-out');
    else if (answer.status === 403 || answer.status === 404) this.became('refused');
    else if (answer.status >= 500 || answer.status === 429) this.became('offline');
    else {
      this.became('online');
      return answer;
    }
    return null;
  }

  became(state) {
    const was = this.state;
    this.state = state;
    clearTimeout(this.timer);
    if (state === 'online') {
      this.retryMs = FIRST_RETRY_MS;
      if (was !== 'online') void Promise.resolve().then(() => this.drain());
    } else if (state === 'refused') {
      this.on.refused();
    } else {
      this.timer = setTimeout(() => void this.drain(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    }
    this.on.changed();
  }
}
