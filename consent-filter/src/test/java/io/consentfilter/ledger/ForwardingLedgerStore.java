// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.time.Instant;
import java.util.Optional;

/** A store that asks another one, for tests to change in one thing. */
public class ForwardingLedgerStore implements LedgerStore {

  private final LedgerStore store;

  public ForwardingLedgerStore(LedgerStore store) {
    this.store = store;
  }

  @Override
  public Head append(Entry entry) {
    return store.append(entry);
  }

  @Override
  public Optional<Line> find(String recordId, Instant at) {
    return store.find(recordId, at);
  }

  @Override
  public Cursor read() {
    return store.read();
  }

  @Override
  public void cut(Head last, String checkpoint) {
    store.cut(last, checkpoint);
  }

  @Override
  public void seal(Head head, String checkpoint) {
    store.seal(head, checkpoint);
  }

  @Override
  public void keepNotice(String hash, String text) {
    store.keepNotice(hash, text);
  }

  @Override
  public Optional<String> notice(String hash) {
    return store.notice(hash);
  }

  @Override
  public void close() {
    store.close();
  }
}
